//! Targets → what the period after this one asks of each rep, for reports that look ahead.

use crate::model::{Exact, Month, Period};
use crate::records::{Records, RepKey};
use crate::targets;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The sales targets of the period that follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextTargets {
    /// That period.
    pub period: Period,
    /// Those employed in it who have a target, in order of their numbers.
    pub reps: Vec<NextTarget>,
}

/// A rep's sales target of the period that follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextTarget {
    /// The rep's number.
    pub rep_id: String,
    /// The rep's team in that period.
    pub team: Option<String>,
    /// The target.
    pub sales: Exact,
}

/// The targets after `period`; none where no rep has one.
pub(super) fn next(records: &Records, rules: targets::Rules<'_>, period: Period) -> Option<NextTargets> {
    let period = period.after();
    let months: Vec<Month> = period.months().collect();
    let mut sums: BTreeMap<RepKey, Exact> = BTreeMap::new();
    for ((rep, _), target) in targets::sales_by_month(records, rules, &months) {
        let sum = sums.entry(rep).or_insert_with(Exact::zero);
        *sum = &*sum + &target;
    }
    let reps: Vec<NextTarget> = sums
        .into_iter()
        .map(|(key, sales)| {
            let rep = records.roster.rep(key);
            NextTarget {
                rep_id: rep.rep_id.clone(),
                team: rep.assignment_for(period).team.clone(),
                sales,
            }
        })
        .collect();
    (!reps.is_empty()).then_some(NextTargets { period, reps })
}
