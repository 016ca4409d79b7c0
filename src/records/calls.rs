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
    /// What its status says: held, or only planned.
    status: Option<Meaning>,
    /// Whether it is a call at all, and one that was made.
    made: bool,
    /// Whether the sheet has no column that could say that a call went unanswered.
    all_answered: bool,
}

impl DataRow for CallRow {
    fn dataset(&self) -> Dataset {
        Dataset::CALLS
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Time, date);
        let customer = row.customer();
        let phone = row.optional(Field::Phone, text);
        let direction = row.meaning(Field::Direction);
        let duration = row.optional(Field::Duration, duration);
        let outcome = row.meaning(Field::Outcome);
        let status = row.meaning(Field::Status);
        let activity = row.meaning(Field::Activity);
        let said = [direction, outcome, status, activity].into_iter().flatten();
        let made = said
            .chain(row.other_meanings())
            .all(|meaning| meaning != Meaning::Ignored);
        let answers = [Field::Duration, Field::Outcome, Field::Status];
        let all_answered = !answers.into_iter().any(|field| row.has_column(field));
        Some(Self {
            moment: date?,
            rep: rep?,
            customer,
            phone,
            direction,
            duration,
            outcome,
            status,
            made,
            all_answered,
        })
    }

    fn counts(&self) -> bool {
        self.made
    }
}

impl CallRow {
    /// What came of the call goes before what its status says.
    fn is_answered(&self) -> bool {
        self.all_answered
            || self.outcome.or(self.status) == Some(Meaning::Answered)
            || self.duration.is_some_and(|seconds| seconds > Decimal::ZERO)
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
            answered: row.made && row.is_answered(),
        })
        .collect()
}
