//! Rows of phone calls.

use super::cells::{duration, text};
use super::gather::{Context, DataRow, Gathered};
use super::identity::CustomerName;
use super::row::RowReader;
use super::{Call, RepKey};
use crate::model::{Dataset, Field, Meaning, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// A call, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CallRow {
    moment: NaiveDateTime,
    rep: RepKey,
    customer: Option<CustomerName>,
    phone: Option<Text>,
    direction: Option<Meaning>,
    duration: Option<Decimal>,
    outcome: Option<Meaning>,
    /// Whether the sheet has no column that could say that a call went unanswered.
    all_answered: bool,
}

impl DataRow for CallRow {
    const DATASET: Dataset = Dataset::Calls;
    const DATE: Option<Field> = Some(Field::Time);

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Time, date);
        let customer = row.customer();
        let phone = row.optional(Field::Phone, text);
        let direction = row.meaning(Field::Direction);
        let duration = row.optional(Field::Duration, duration);
        let outcome = row.meaning(Field::Outcome);
        Some(Self {
            moment: date?,
            rep: rep?,
            customer,
            phone,
            direction,
            duration,
            outcome,
            all_answered: !row.has_column(Field::Duration) && !row.has_column(Field::Outcome),
        })
    }
}

/// The records of calls.
pub fn calls(rows: Vec<Gathered<CallRow>>) -> Vec<Call> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Call {
            place,
            moment: row.moment,
            rep: row.rep,
            inbound: row.direction == Some(Meaning::Inbound),
            answered: row.all_answered
                || row.outcome == Some(Meaning::Answered)
                || row.duration.is_some_and(|seconds| seconds > Decimal::ZERO),
        })
        .collect()
}
