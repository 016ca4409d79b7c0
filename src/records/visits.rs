//! Rows of visits.

use super::cells::text;
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::row::RowReader;
use super::{RepKey, Visit, VisitKind};
use crate::model::{Dataset, Field, Meaning, Text};
use chrono::NaiveDateTime;

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
        let method = row.optional(Field::Method, text);
        let purpose = row.optional(Field::Purpose, text);
        let result = row.optional(Field::Result, text);
        Some(Self {
            moment: date?,
            rep: rep?,
            customer: customer?,
            kind,
            made,
            method,
            purpose,
            result,
        })
    }

    fn counts(&self) -> bool {
        self.made
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
            })
        })
        .collect()
}
