//! Rows of customers' requests.

use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::exports::{
    Buyers, Cells, Handle, Likeness, Times, Versioned, moment as moment_of, of_customer, text, time, times,
};
use super::identity::CustomerName;
use super::kinds::added;
use super::row::RowReader;
use super::{Added, CustomerKey, RepKey, Request, Stated};
use crate::cells::{id, moment};
use crate::model::{Dataset, Field, Problem, Text};
use chrono::{Datelike as _, NaiveDateTime};
use rust_decimal::Decimal;

/// A request, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct RequestRow {
    request_id: Option<Text>,
    received: NaiveDateTime,
    rep: RepKey,
    customer: Option<CustomerName>,
    replied: Option<NaiveDateTime>,
    added: Added,
}

impl DataRow for RequestRow {
    fn dataset(&self) -> Dataset {
        Dataset::REQUESTS
    }

    fn read(row: &mut RowReader<'_, '_>, received: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let request_id = row.optional(Field::RequestId, id);
        let rep = context.staff.dated_rep(row, Field::Received, received);
        let customer = row.customer();
        let replied = row.optional(Field::Replied, moment);
        if received
            .zip(replied)
            .is_some_and(|(received, replied)| replied < received)
        {
            row.report(Field::Replied, Problem::ReplyBeforeRequest);
        }
        let added = added(row);
        Some(Self {
            request_id,
            received: received?,
            rep: rep?,
            customer,
            replied,
            added: added?,
        })
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
    }

    fn within_sheet(&self) -> WithinSheet {
        match self.request_id {
            Some(_) => WithinSheet::Rejected,
            None => WithinSheet::Counts,
        }
    }
}

impl Versioned for RequestRow {
    const DECIDING: usize = 1;

    fn handles(&self, _: Option<CustomerKey>) -> Vec<Handle<'_>> {
        let number = self.number().map(|number| Handle::Number(number));
        let day = Handle::Day(self.rep, self.received.date());
        number.into_iter().chain([day]).collect()
    }

    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, buyers: Option<Buyers>) -> Likeness {
        let (a, b) = (&a.row, &b.row);
        let is_of_one = a.rep == b.rep && buyers != Some(Buyers::Other);
        let when = times(a.received, b.received);
        match a.number().zip(b.number()).map(|(a, b)| a == b) {
            Some(true) => a.likeness_of_one_number(b, buyers),
            _ if !is_of_one || when == Times::Other => Likeness::Other,
            // Two systems number one request each in its own way.
            Some(false) if when == Times::Moment && buyers == Some(Buyers::Same) => Likeness::Unsure,
            Some(false) => Likeness::Other,
            None if when == Times::Moment => Likeness::Same,
            None if buyers == Some(Buyers::Alike) => Likeness::Unsure,
            None => Likeness::Alike,
        }
    }

    fn cells(&self) -> Cells {
        let rep = Stated::Number(self.rep.0.into());
        [(Field::Replied, moment_of(self.replied))]
            .into_iter()
            .chain(of_customer(self.customer.as_ref()))
            .chain([
                (Field::RepName, rep),
                (Field::Received, time(self.received)),
                (Field::RequestId, text(self.request_id.as_ref())),
            ])
            .chain(self.added.cells())
            .collect()
    }

    /// The first reply is the reply.
    fn standing(&self) -> Decimal {
        let replied = self.replied.map(|replied| replied.and_utc().timestamp());
        replied.map_or(Decimal::MAX, Decimal::from)
    }

    fn customer(&self) -> Option<&CustomerName> {
        self.customer.as_ref()
    }

    /// A number has a digit; a column may hold what requests are about.
    fn number(&self) -> Option<&Text> {
        let is_number = |text: &&Text| text.contains(|character: char| character.is_ascii_digit());
        self.request_id.as_ref().filter(is_number)
    }
}

impl RequestRow {
    /// Two systems may give one number to two requests, and numbers may begin again: day, customer and rep bear it out.
    fn likeness_of_one_number(&self, other: &Self, buyers: Option<Buyers>) -> Likeness {
        let same_rep = self.rep == other.rep;
        let days = [self.received, other.received].map(|received| received.date());
        let same_month = days[0].year() == days[1].year() && days[0].month() == days[1].month();
        let is_moment = times(self.received, other.received) == Times::Moment;
        let same_buyer = matches!(buyers, Some(Buyers::Same | Buyers::Alike));
        let is_day = days[0] == days[1];
        match buyers {
            Some(Buyers::Other) if is_moment && same_rep => Likeness::Alike,
            Some(Buyers::Other) if is_day && same_rep => Likeness::Unsure,
            Some(Buyers::Other) => Likeness::Other,
            _ if is_day && same_rep => Likeness::Same,
            // It was handed over to somebody else.
            _ if is_day && (same_buyer || is_moment) => Likeness::Alike,
            _ if is_day || same_month && same_rep => Likeness::Unsure,
            _ => Likeness::Other,
        }
    }
}

/// The records of requests.
pub fn requests(rows: Vec<Gathered<RequestRow>>) -> Vec<Request> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Request {
            place,
            rep: row.rep,
            received: row.received,
            replied: row.replied,
            added: row.added,
        })
        .collect()
}
