//! Reps of whom the roster says that they left, and not when.

use super::keys::RepKey;
use super::record::Records;
use super::roster::Roster;
use crate::model::{Finding, Period, Problem};

impl Roster {
    /// Reps who left, nobody says when: those whom a row of the period names worked in it, the others left before it.
    pub fn settle_leavers(&mut self, records: &Records, period: Period) -> Vec<Finding> {
        let active = records.reps_active_in(period);
        let mut findings = Vec::new();
        for (key, rep) in (0..).map(RepKey).zip(&mut self.reps) {
            let Some((place, word)) = &rep.left else {
                continue;
            };
            let is_appraised = active.contains(&key);
            let problem = Problem::LeftWithoutDate {
                rep_id: rep.rep_id.clone(),
                word: word.clone(),
                is_appraised,
            };
            findings.push(Finding::at(place.clone(), problem));
            if !is_appraised {
                rep.leave_date = period.first_day().pred_opt();
            }
        }
        findings
    }
}
