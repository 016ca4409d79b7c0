//! What expressions see beside their row: the period, the calendar.

use super::value::Value;
use crate::model::{Calendar, Period};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A row of a dataset.
pub trait Row {
    /// The value of a column of the scope that the expression was parsed against; no value where there is no such column.
    fn value(&self, column: usize) -> Cow<'_, Value>;
}

impl Row for [Value] {
    fn value(&self, column: usize) -> Cow<'_, Value> {
        self.get(column).map_or(Cow::Owned(Value::Null), Cow::Borrowed)
    }
}

impl Row for Vec<Value> {
    fn value(&self, column: usize) -> Cow<'_, Value> {
        self.as_slice().value(column)
    }
}

/// A row without columns: what figures are computed on once their rows are added up.
pub(super) struct NoRow;

impl Row for NoRow {
    fn value(&self, _: usize) -> Cow<'_, Value> {
        Cow::Owned(Value::Null)
    }
}

/// The period that is appraised, and the calendar.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    pub(super) first_day: NaiveDate,
    pub(super) last_day: NaiveDate,
    pub(super) working_days: u32,
    pub(super) calendar: &'a Calendar,
}

impl<'a> Surroundings<'a> {
    /// Those of a period as a whole.
    pub fn new(period: Period, calendar: &'a Calendar) -> Self {
        Self {
            first_day: period.first_day(),
            last_day: period.last_day(),
            working_days: calendar.working_days(period.first_day(), period.last_day()),
            calendar,
        }
    }

    /// The same for somebody who was employed from `first` to `last`, both included: `working_days()` counts no other
    /// days of the period.
    #[must_use]
    pub fn employed(self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Self {
        let first = first.map_or(self.first_day, |day| day.max(self.first_day));
        let last = last.map_or(self.last_day, |day| day.min(self.last_day));
        Self {
            working_days: self.calendar.working_days(first, last),
            ..self
        }
    }
}
