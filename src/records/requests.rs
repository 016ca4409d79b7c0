//! Rows of customers' requests.

use super::cells::{id, moment};
use super::gather::{Context, DataRow, Gathered};
use super::identity::CustomerName;
use super::repeats::WithinSheet;
use super::row::RowReader;
use super::{RepKey, Request};
use crate::model::{Dataset, Field, Problem, Text};
use chrono::NaiveDateTime;

/// A request, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct RequestRow {
    request_id: Option<Text>,
    received: NaiveDateTime,
    rep: RepKey,
    customer: Option<CustomerName>,
    replied: Option<NaiveDateTime>,
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
        Some(Self {
            request_id,
            received: received?,
            rep: rep?,
            customer,
            replied,
        })
    }

    fn within_sheet(&self) -> WithinSheet {
        match self.request_id {
            Some(_) => WithinSheet::Rejected,
            None => WithinSheet::Counts,
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
        })
        .collect()
}
