//! Figures that are not there: each reason is said once, for everyone where it is the same for everyone.

use super::{Facts, RepMeasures, actuals, new_customers, sales};
use crate::model::finding::OtherTargets;
use crate::model::policy::Rule;
use crate::model::{Dataset, Finding, Kpi, Period, Problem};
use chrono::Datelike;
use std::collections::BTreeSet;

pub(super) fn findings(facts: &Facts, reps: &[RepMeasures], period: Period) -> Vec<Finding> {
    let nobody = reps.is_empty().then_some(Problem::NobodyEmployed);
    nobody
        .into_iter()
        .chain(missing_datasets(facts))
        .chain(no_earlier_orders(facts, period))
        .chain(unknown_calendar_years(facts, period))
        .map(Finding::general)
        .chain(missing_targets(facts, reps, period))
        .collect()
}

fn missing_datasets(facts: &Facts) -> impl Iterator<Item = Problem> {
    facts.policy.kpis.iter().filter_map(|kpi| {
        let dataset = actuals::missing_dataset(facts, kpi.id)?;
        Some(Problem::MissingDataset { dataset, kpi: kpi.id })
    })
}

fn no_earlier_orders(facts: &Facts, period: Period) -> Option<Problem> {
    let wanted = facts.policy.kpis.iter().any(|kpi| kpi.id == Kpi::NewCustomers);
    let has_orders = facts.records.present.contains(&Dataset::Orders);
    (wanted && has_orders && !new_customers::can_be_judged(facts, period)).then_some(Problem::NoEarlierOrders)
}

/// Of a rep at the rep's row of the roster.
fn missing_targets(facts: &Facts, reps: &[RepMeasures], period: Period) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, kpi) in facts.policy.kpis.iter().enumerate() {
        if !matches!(kpi.rule, Rule::Ratio { .. }) {
            continue;
        }
        let lacks_target = |rep: &&RepMeasures| {
            rep.measures
                .get(at)
                .is_some_and(|measure| measure.target.is_none())
        };
        let lacking: Vec<&RepMeasures> = reps.iter().filter(lacks_target).collect();
        if !reps.is_empty() && lacking.len() == reps.len() {
            let others = other_targets(facts, kpi.id);
            findings.push(Finding::general(Problem::NobodyHasTarget { kpi: kpi.id, others }));
        } else {
            findings.extend(lacking.into_iter().map(|rep| {
                let rep = facts.records.roster.rep(rep.rep);
                let rep_id = rep.rep_id.clone();
                let problem = Problem::NoTarget { rep_id, kpi: kpi.id };
                Finding::at(rep.assignment_for(period).place.clone(), problem)
            }));
        }
    }
    findings
}

/// The targets that there are for a KPI, where nobody has one of the period.
fn other_targets(facts: &Facts, kpi: Kpi) -> Option<OtherTargets> {
    let mut targets: Vec<_> = facts
        .records
        .targets
        .iter()
        .filter(|target| target.kpi == kpi)
        .collect();
    targets.sort_by_key(|target| (target.span.months(), target.span));
    let (first, last) = (targets.first()?, targets.last()?);
    let source = &first.place.source;
    let file = source
        .sheet
        .as_ref()
        .map_or_else(|| source.file.clone(), |sheet| format!("{}!{sheet}", source.file));
    Some(OtherTargets {
        file,
        first: first.span.to_string(),
        last: (last.span != first.span).then(|| last.span.to_string()),
    })
}

/// Years whose working days a figure of this run depends on, and whose public holidays are not known.
fn unknown_calendar_years(facts: &Facts, period: Period) -> Vec<Problem> {
    let weekly = facts.policy.kpis.iter().any(|kpi| kpi.id == Kpi::WeeklyOrders);
    let compared = [period.before(), period.year_before()]
        .into_iter()
        .filter(|period| weekly && sales::has_orders(facts, *period));
    let years: BTreeSet<i32> = std::iter::once(period)
        .chain(compared)
        .map(|period| period.first_day().year())
        .collect();
    years
        .into_iter()
        .filter(|&year| !facts.calendar.knows(year))
        .map(|year| Problem::UnknownCalendarYear { year })
        .collect()
}
