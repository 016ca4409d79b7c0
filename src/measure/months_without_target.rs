//! Months of a quarter or a year for which a rep who has a target for others has none: the target is too low for the
//! actual, which is that of all months.

use super::{Facts, actuals};
use crate::model::finding::RepWithout;
use crate::model::kpi::Unit;
use crate::model::policy::Rule;
use crate::model::{Finding, Kpi, Month, Period, Place, Problem};
use crate::records::RepKey;
use crate::targets;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Once a KPI that is measured against a target, at the cell that the first rep's target comes from.
pub(super) fn findings(facts: &Facts, period: Period) -> Vec<Finding> {
    if period.months().count() < 2 {
        return Vec::new();
    }
    let kpis = facts.policy.kpis.iter();
    let measured = kpis.filter(|kpi| matches!(kpi.rule, Rule::Ratio { .. }));
    let measured: Vec<Kpi> = measured.map(|kpi| kpi.id).collect();
    let without = targets::months_without(facts.records, facts.rules(), &measured, period);
    let findings = without.into_iter().filter_map(|(kpi, reps)| {
        let (first, _) = reps.first()?;
        let place = place(facts, (*first, kpi), period);
        let named = reps.iter().take(RepWithout::NAMED).map(|(key, months)| {
            let rep = facts.records.roster.rep(*key);
            RepWithout {
                rep_id: rep.rep_id.clone(),
                rep_name: rep.assignment_for(period).name.clone(),
                months: months.clone(),
            }
        });
        let problem = Problem::MonthsWithoutTarget {
            kpi,
            reps: named.collect(),
            rest: reps.len().saturating_sub(RepWithout::NAMED) as u64,
            is_mean: !matches!(facts.catalogue.unit(kpi), Unit::Money | Unit::Count),
        };
        let finding = match place {
            Some(place) => Finding::at(place, problem),
            None => Finding::general(problem),
        };
        Some(finding.worth(reached(facts, kpi, &reps)))
    });
    findings.collect()
}

fn place(facts: &Facts, (rep, kpi): (RepKey, Kpi), period: Period) -> Option<Place> {
    let only = (&BTreeSet::from([rep]), kpi);
    let derivation = targets::derivations(facts.records, facts.rules(), only, period).remove(&rep)?;
    let mut figures = derivation.months.into_iter().flat_map(|month| month.figures);
    figures.next().map(|figure| figure.place)
}

/// The money that was reached in those months, and for which nothing was to be reached.
fn reached(facts: &Facts, kpi: Kpi, reps: &[(RepKey, Vec<Month>)]) -> Option<Decimal> {
    if facts.catalogue.unit(kpi) != Unit::Money {
        return None;
    }
    let mut months: Vec<Month> = reps.iter().flat_map(|(_, months)| months).copied().collect();
    months.sort_unstable();
    months.dedup();
    let measured_by = facts.catalogue.measured_by(kpi);
    let mut sum = None;
    for month in months {
        let actuals = actuals::actuals(facts, measured_by, Period::month(month));
        let lacking = reps.iter().filter(|(_, months)| months.contains(&month));
        for actual in lacking.filter_map(|(rep, _)| actuals.of(*rep)) {
            let actual = actual.to_shortest_decimal(2);
            sum = Some(sum.unwrap_or(Decimal::ZERO).saturating_add(actual));
        }
    }
    sum.map(|sum| sum.normalize())
}
