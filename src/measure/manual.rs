//! KPIs that the policy defines: the score that the manager gave for the period, else the mean of those given for its months.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::finding::Unscored;
use crate::model::policy::Rule;
use crate::model::{Exact, Finding, Kpi, Month, Period, Problem};
use crate::records::{RepKey, Score};
use std::collections::{BTreeMap, BTreeSet};

/// The scores given for a period, and of a rep without one those given for its months, whose exact mean is the figure.
pub(super) fn each<'a>(facts: &Facts<'a>, kpi: Kpi, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    let given = given(facts, kpi, period);
    let own = scored(&given, period);
    for score in given {
        let outcome = if score.period != period && own.contains(&score.rep) {
            Err(Reason::PeriodScored)
        } else {
            Ok(Exact::from(score.score))
        };
        see(Entry::new(
            score.rep,
            (&score.place, score.period.last_day()),
            outcome,
        ));
    }
}

/// How many reps of a month a finding names.
const NAMED: usize = 3;

/// Which months' scores the period's are the mean of, and where a month's is missing, once a KPI.
pub(super) fn findings(facts: &Facts, period: Period) -> Vec<Finding> {
    let manual = facts.policy.kpis.iter().filter(|kpi| !kpi.weight.is_zero());
    let manual = manual.filter(|kpi| kpi.rule == Rule::Manual);
    manual.flat_map(|kpi| of_kpi(facts, kpi.id, period)).collect()
}

fn of_kpi(facts: &Facts, kpi: Kpi, period: Period) -> Vec<Finding> {
    let given = given(facts, kpi, period);
    let by_rep = of_months(&given, period);
    let mut known: BTreeSet<Month> = BTreeSet::new();
    let mut missing: BTreeMap<Month, Vec<String>> = BTreeMap::new();
    let mut reps = 0;
    for (key, rep) in facts.records.roster.employed_in(period) {
        let Some(scores) = by_rep.get(&key) else { continue };
        reps += 1;
        for month in period.months() {
            let is_scored = scores.iter().any(|score| score.period == Period::month(month));
            if is_scored {
                known.insert(month);
            } else if rep.employed_within(month.first_day(), month.last_day()).is_some() {
                let missing = missing.entry(month).or_default();
                missing.push(format!("{} {}", rep.rep_id, rep.assignment_for(period).name));
            }
        }
    }
    if reps == 0 {
        return Vec::new();
    }
    let months = known.iter().map(Month::to_string).collect();
    let mut findings = vec![Finding::general(Problem::MeanOfMonths { kpi, months, reps })];
    if !missing.is_empty() {
        let missing = missing.into_iter().map(|(month, reps)| Unscored {
            month: month.to_string(),
            count: reps.len() as u64,
            reps: reps.into_iter().take(NAMED).collect(),
        });
        findings.push(Finding::general(Problem::MonthsUnscored {
            kpi,
            missing: missing.collect(),
        }));
    }
    findings
}

/// The scores given for a period and for its months.
fn given<'a>(facts: &Facts<'a>, kpi: Kpi, period: Period) -> Vec<&'a Score> {
    let given = facts.records.scores.iter().filter(|given| given.kpi == kpi);
    given.filter(|given| period.covers(given.period)).collect()
}

/// The reps with a score for the period itself.
fn scored(given: &[&Score], period: Period) -> BTreeSet<RepKey> {
    let own = given.iter().filter(|score| score.period == period);
    own.map(|score| score.rep).collect()
}

/// The scores given for months, of reps without one for the period itself.
fn of_months<'a>(given: &[&'a Score], period: Period) -> BTreeMap<RepKey, Vec<&'a Score>> {
    let own = scored(given, period);
    let mut months: BTreeMap<RepKey, Vec<&Score>> = BTreeMap::new();
    for score in given.iter().filter(|score| !own.contains(&score.rep)) {
        months.entry(score.rep).or_default().push(score);
    }
    months
}
