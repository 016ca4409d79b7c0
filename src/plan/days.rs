//! Lines → the days and weeks of the year, split as a run splits a month.

use super::{Ground, Line};
use crate::model::Exact;
use crate::model::calendar::monday_of;
use crate::targets::over_days;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The figures of a line by days, and by weeks, each known by its Monday.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// Each working day that has a figure.
    pub days: BTreeMap<NaiveDate, Exact>,
    /// Each week of Monday to Sunday; its days of the year alone.
    pub weeks: BTreeMap<NaiveDate, Exact>,
}

impl Spans {
    /// Adds what a day has.
    pub(super) fn add(&mut self, day: NaiveDate, part: &Exact) {
        for (sums, key) in [(&mut self.days, day), (&mut self.weeks, monday_of(day))] {
            let sum = sums.entry(key).or_insert_with(Exact::zero);
            *sum = &*sum + part;
        }
    }
}

/// The days and weeks of a line's targets; none of rates, which are never split.
pub(super) fn spans(line: &Line, ground: Ground<'_>) -> Spans {
    let rep = ground.records.roster.rep(line.rep);
    let mut spans = Spans::default();
    for (month, planned) in &line.months {
        let days = over_days(&planned.target, line.unit, rep, *month, ground.calendar());
        for (day, part) in days.unwrap_or_default() {
            spans.add(day, &part);
        }
    }
    spans
}
