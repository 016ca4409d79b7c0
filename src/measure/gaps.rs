//! Figures that are not there: each reason is said once, for everyone where it is the same for everyone.

use super::{Facts, RepMeasures, actuals, customers_lost, new_customers, sales};
use crate::model::finding::OtherTargets;
use crate::model::policy::Rule;
use crate::model::{Dataset, Finding, Kpi, Period, Problem, Severity};
use chrono::Datelike;
use std::collections::BTreeSet;

pub(super) fn findings(facts: &Facts, reps: &[RepMeasures], period: Period) -> Vec<Finding> {
    let nobody = reps.is_empty().then_some(Problem::NobodyEmployed);
    nobody
        .into_iter()
        .chain(no_earlier_orders(facts, period))
        .chain(new_customers_doubtful(facts, period))
        .chain(short_order_history(facts, period))
        .chain(unknown_calendar_years(facts, period))
        .map(Finding::general)
        .chain(missing_datasets(facts))
        .chain(no_rows(facts, period))
        .chain(missing_targets(facts, reps, period))
        .collect()
}

/// Datasets of which there is no table in any folder.
fn missing_datasets(facts: &Facts) -> impl Iterator<Item = Finding> {
    facts.policy.kpis.iter().filter_map(|kpi| {
        let dataset = actuals::missing_dataset(facts, kpi.id)?;
        let is_elsewhere = facts.records.coverage.contains_key(&dataset);
        let is_told = is_elsewhere && !kpi.weight.is_zero() || facts.expected.least(dataset).is_some();
        (!is_told).then_some(())?;
        let mut finding = Finding::general(Problem::MissingDataset { dataset, kpi: kpi.id });
        if facts.expected.is_optional(dataset) {
            finding.severity = Severity::Info;
        }
        Some(finding)
    })
}

/// Datasets that points hang on, without a row of the period, at the table that should have some.
fn no_rows(facts: &Facts, period: Period) -> Vec<Finding> {
    const NAMED: usize = 3;
    let scoring = facts.catalogue.scoring(facts.policy).into_iter();
    let empty = scoring
        .filter(|(dataset, _)| !facts.records.has_rows(*dataset, period))
        .filter(|(dataset, _)| facts.expected.least(*dataset).is_none());
    let finding = |(dataset, kpis): (Dataset, Vec<Kpi>)| {
        let known = facts.records.coverage.get(&dataset)?;
        let problem = Problem::NoRowsOfPeriod {
            dataset,
            kpis,
            period: period.to_string(),
            newest: known.reach.map(|(_, last)| last),
            left_out: known.rows,
            elsewhere: known.elsewhere.iter().take(NAMED).cloned().collect(),
            optional: facts.expected.is_optional(dataset),
        };
        Some(match &known.own {
            Some(place) => Finding::at(place.clone(), problem),
            None => Finding::general(problem),
        })
    };
    empty.filter_map(finding).collect()
}

fn scores(facts: &Facts, wanted: Kpi) -> bool {
    let mut kpis = facts.policy.kpis.iter();
    kpis.any(|kpi| kpi.id == wanted && !kpi.weight.is_zero())
}

/// New customers judged by less than a year of orders.
fn new_customers_doubtful(facts: &Facts, period: Period) -> Option<Problem> {
    let earliest = new_customers::earliest_order(facts)?;
    let is_short = earliest < period.first_day() && earliest > period.year_before().last_day();
    let customers = new_customers::won(facts, period).count() as u64;
    let is_doubtful = is_short && customers > 0 && scores(facts, Kpi::NEW_CUSTOMERS);
    is_doubtful.then_some(Problem::NewCustomersDoubtful { earliest, customers })
}

fn short_order_history(facts: &Facts, period: Period) -> Option<Problem> {
    let has_orders = facts.records.has_rows(Dataset::ORDERS, period);
    let needed = customers_lost::too_short(facts, period)
        .filter(|_| has_orders && scores(facts, Kpi::CUSTOMERS_LOST))?;
    Some(Problem::ShortOrderHistory {
        days: facts.policy.lost_after_days?,
        earliest: new_customers::earliest_order(facts),
        needed,
    })
}

fn no_earlier_orders(facts: &Facts, period: Period) -> Option<Problem> {
    let wanted = facts.policy.kpis.iter().any(|kpi| kpi.id == Kpi::NEW_CUSTOMERS);
    let has_orders = facts.records.has_rows(Dataset::ORDERS, period);
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
    targets.sort_by_cached_key(|target| {
        let months = target.span.months();
        (months.first().copied(), months.last().copied(), target.span)
    });
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
    let weekly = facts.policy.kpis.iter().any(|kpi| kpi.id == Kpi::WEEKLY_ORDERS);
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
