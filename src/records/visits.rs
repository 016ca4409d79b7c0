//! Rows of visits.

use super::data_row::{Context, DataRow, Gathered};
use super::exports::{
    Buyers, Cells, Handle, Likeness, Times, Versioned, of_customer, text as text_of, time, times,
};
use super::identity::{CustomerName, Customers};
use super::kinds::added;
use super::row::RowReader;
use super::{Added, CustomerKey, RepKey, Stated, Visit, VisitKind};
use crate::cells::text;
use crate::model::{Dataset, Field, Meaning, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// A visit, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct VisitRow {
    moment: NaiveDateTime,
    rep: RepKey,
    customer: CustomerName,
    kind: Option<VisitKind>,
    /// Whether it was made: not only planned, and not cancelled.
    made: bool,
    method: Option<Text>,
    purpose: Option<Text>,
    result: Option<Text>,
    added: Added,
}

impl DataRow for VisitRow {
    fn dataset(&self) -> Dataset {
        Dataset::VISITS
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Date, date);
        let customer = row.required_customer();
        let kind = row.meaning(Field::Kind).and_then(kind);
        let said = [Field::Status, Field::Method].map(|field| row.meaning(field));
        let made = !said.contains(&Some(Meaning::Ignored))
            && row.other_meanings().all(|meaning| meaning != Meaning::Ignored);
        let added = added(row);
        let method = row.optional(Field::Method, text);
        let purpose = row.optional(Field::Purpose, text);
        let result = row.optional(Field::Result, text);
        Some(Self {
            moment: date?,
            rep: rep?,
            customer: customer?,
            kind,
            made: made && added.as_ref().is_none_or(Added::counts),
            method,
            purpose,
            result,
            added: added?,
        })
    }

    fn counts(&self) -> bool {
        self.made
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
    }
}

impl Versioned for VisitRow {
    const DECIDING: usize = 2;

    fn handles(&self, _: Option<CustomerKey>) -> Vec<Handle<'_>> {
        vec![Handle::Day(self.rep, self.moment.date())]
    }

    /// One customer at one time is one visit; at one day it may be two, above all where they were made in other ways.
    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, buyers: Option<Buyers>) -> Likeness {
        let methods = a.row.method.as_ref().zip(b.row.method.as_ref());
        match (buyers, times(a.row.moment, b.row.moment)) {
            (Some(Buyers::Other), _) | (_, Times::Other) => Likeness::Other,
            (_, Times::Moment) => Likeness::Same,
            (Some(Buyers::Same), Times::Day) if methods.is_none_or(|(a, b)| a == b) => Likeness::Alike,
            (_, Times::Day) => Likeness::Unsure,
        }
    }

    fn cells(&self) -> Cells {
        let kind = self.kind.map(|kind| Stated::Flag(kind == VisitKind::Existing));
        let texts = [
            (Field::Method, &self.method),
            (Field::Purpose, &self.purpose),
            (Field::Result, &self.result),
        ];
        let deciding = [
            (Field::Kind, kind.unwrap_or(Stated::Nothing)),
            (Field::Status, Stated::Flag(self.made)),
        ];
        deciding
            .into_iter()
            .chain(of_customer(Some(&self.customer)))
            .chain([(Field::Date, time(self.moment))])
            .chain(texts.map(|(field, stated)| (field, text_of(stated.as_ref()))))
            .chain(self.added.cells())
            .collect()
    }

    fn standing(&self) -> Decimal {
        match self.kind {
            Some(VisitKind::Prospect) => Decimal::ZERO,
            None => Decimal::ONE,
            Some(VisitKind::Existing) => Decimal::TWO,
        }
    }

    fn customer(&self) -> Option<&CustomerName> {
        Some(&self.customer)
    }
}

impl VisitRow {
    /// The customer.
    pub fn customer(&self) -> &CustomerName {
        &self.customer
    }
}

fn kind(meaning: Meaning) -> Option<VisitKind> {
    match meaning {
        Meaning::Existing => Some(VisitKind::Existing),
        Meaning::Prospect => Some(VisitKind::Prospect),
        _ => None,
    }
}

/// The records of visits.
pub fn visits(rows: &[Gathered<VisitRow>], customers: &Customers<'_>) -> Vec<Visit> {
    rows.iter()
        .filter_map(|Gathered { place, row, .. }| {
            Some(Visit {
                place: place.clone(),
                moment: row.moment,
                rep: row.rep,
                customer: customers.key(&row.customer)?,
                kind: row.kind,
                made: row.made,
                added: row.added.clone(),
            })
        })
        .collect()
}
