//! Figures for months → those of a rep who isn't there, which nobody carries.

use super::spread::MonthFigures;
use crate::model::{Finding, Kpi, Month, Period, Place, Policy, Problem};
use crate::records::{RepKey, Roster, TargetScope};
use std::collections::BTreeMap;

/// A rep's own figures in months of the period in which the rep isn't there, once for a rep and a KPI.
pub(super) fn without_rep(
    roster: &Roster,
    policy: &Policy,
    figures: &MonthFigures,
    period: Period,
) -> Vec<Finding> {
    let mut absent: BTreeMap<(RepKey, Kpi), (Place, Vec<Month>)> = BTreeMap::new();
    for kpi in policy.kpis.iter().map(|kpi| kpi.id) {
        for month in period.months() {
            for (scope, figure) in figures.get(&(kpi, month)).into_iter().flatten() {
                let TargetScope::Rep(key) = *scope else { continue };
                let employed = roster
                    .rep(key)
                    .employed_within(month.first_day(), month.last_day());
                if employed.is_none() && figure.amount.is_positive() {
                    let place = || (figure.place.clone(), Vec::new());
                    let (_, months) = absent.entry((key, kpi)).or_insert_with(place);
                    months.push(month);
                }
            }
        }
    }
    absent
        .into_iter()
        .map(|((key, kpi), (place, months))| {
            let rep_id = roster.rep(key).rep_id.clone();
            Finding::at(place, Problem::TargetWithoutRep { rep_id, kpi, months })
        })
        .collect()
}
