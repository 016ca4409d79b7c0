//! The roster: who the reps are, when they are employed, where they belong on a day.

use super::keys::RepKey;
use crate::model::{Period, Place};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Where a rep belongs from a day on: one row of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The row.
    pub place: Place,
    /// The first day it is in force; none: always.
    pub effective_from: Option<NaiveDate>,
    /// The name on that row.
    pub name: String,
    /// Team.
    pub team: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Position.
    pub title: Option<String>,
    /// Direct superior.
    pub manager: Option<String>,
    /// The address by which exports may name the rep.
    pub email: Option<String>,
    /// What other systems call the rep.
    pub other_ids: Vec<String>,
    /// The rep's share when a group's target is split; none: 1.
    pub weight: Option<Decimal>,
}

/// A rep and every assignment that the roster states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rep {
    /// The rep's number, normalised.
    pub rep_id: String,
    /// First day of employment; none: always employed.
    pub hire_date: Option<NaiveDate>,
    /// Last day of employment.
    pub leave_date: Option<NaiveDate>,
    /// The word, and its cell, that says the rep left, where no date does.
    pub left: Option<(Place, String)>,
    /// Employments before this one, each by its first and its last day, in order.
    pub former: Vec<(Option<NaiveDate>, NaiveDate)>,
    /// At least one; those without `effective_from` first, then by that date.
    pub assignments: Vec<Assignment>,
}

impl Rep {
    /// Whether the rep is employed on a day.
    pub fn is_employed(&self, day: NaiveDate) -> bool {
        self.employments().any(|(hired, left)| {
            hired.is_none_or(|hired| hired <= day) && left.is_none_or(|left| day <= left)
        })
    }

    fn employments(&self) -> impl Iterator<Item = (Option<NaiveDate>, Option<NaiveDate>)> {
        let former = self.former.iter().map(|(hired, left)| (*hired, Some(*left)));
        former.chain([(self.hire_date, self.leave_date)])
    }

    /// The days of a span on which the rep is employed, first and last; none where there is no such day. Who came back
    /// within the span counts as employed in between.
    pub fn employed_within(&self, first: NaiveDate, last: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let within = self.employments().filter_map(|(hired, left)| {
            let first = hired.map_or(first, |hired| hired.max(first));
            let last = left.map_or(last, |left| left.min(last));
            (first <= last).then_some((first, last))
        });
        within.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    }

    /// The assignment in force on a day: the newest that has begun, else the earliest there is.
    pub fn assignment_on(&self, day: NaiveDate) -> &Assignment {
        self.assignments
            .iter()
            .rev()
            .find(|assignment| assignment.effective_from.is_none_or(|from| from <= day))
            .unwrap_or(&self.assignments[0])
    }

    /// The assignment printed for a period: that in force on its last day, or on the last day of employment.
    pub fn assignment_for(&self, period: Period) -> &Assignment {
        let last = period.last_day();
        self.assignment_on(self.leave_date.map_or(last, |left| left.min(last)))
    }
}

/// Everyone on the roster, in order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    pub(super) reps: Vec<Rep>,
}

impl Roster {
    /// A roster of those reps.
    pub fn new(mut reps: Vec<Rep>) -> Self {
        reps.sort_by(|a, b| a.rep_id.cmp(&b.rep_id));
        Self { reps }
    }

    /// The rep of that key.
    pub fn rep(&self, key: RepKey) -> &Rep {
        &self.reps[key.0 as usize]
    }

    /// Every rep with its key, in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (RepKey, &Rep)> {
        (0..).map(RepKey).zip(&self.reps)
    }

    /// The reps employed on any day of the period.
    pub fn employed_in(&self, period: Period) -> impl Iterator<Item = (RepKey, &Rep)> {
        self.iter().filter(move |(_, rep)| {
            rep.employed_within(period.first_day(), period.last_day())
                .is_some()
        })
    }
}
