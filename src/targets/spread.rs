//! Figures as they were set → a figure for each month: a year's figure is spread over the months that have none of their own.

use super::split::split;
use super::{round_to_unit, smallest_part};
use crate::model::{Exact, Field, Finding, Kpi, Month, Period, Place, Problem};
use crate::records::{Target, TargetScope, TargetSpan};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A scope's figure for a month, and the cell that it comes from.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) amount: Exact,
    pub(super) place: Place,
}

/// Figures by KPI, month and scope.
pub(super) type MonthFigures = BTreeMap<(Kpi, Month), BTreeMap<TargetScope, Figure>>;

/// What one scope has for a KPI and a product in a year.
#[derive(Default)]
struct YearPlan {
    annual: Option<Figure>,
    months: BTreeMap<Month, Figure>,
}

/// A month's own figure wins over the year's; figures by product add up, unless a figure without product says otherwise.
pub(super) fn spread(
    targets: &[Target],
    seasonality: &[Decimal; 12],
    period: Period,
) -> (MonthFigures, Vec<Finding>) {
    let mut plans: BTreeMap<(Kpi, &TargetScope, Option<&str>), YearPlan> = BTreeMap::new();
    for target in targets {
        let plan = plans.entry((target.kpi, &target.scope, target.product.as_deref()));
        let figure = Figure {
            amount: target.figure.into(),
            place: target.place.clone(),
        };
        match target.span {
            TargetSpan::Year(year) if year == period.year() => plan.or_default().annual = Some(figure),
            TargetSpan::Month(month) if month.year() == period.year() => {
                plan.or_default().months.insert(month, figure);
            }
            _ => {}
        }
    }

    let mut figures = MonthFigures::new();
    let mut findings = Vec::new();
    // The figure without product comes first in the order of keys, and takes the place of the sum.
    let mut stated: BTreeSet<(Kpi, Month, &TargetScope)> = BTreeSet::new();
    for ((kpi, scope, product), plan) in &plans {
        let (months, problem) = over_months(plan, *kpi, seasonality, period.year());
        findings.extend(problem);
        for (month, figure) in months {
            if product.is_none() {
                stated.insert((*kpi, month, scope));
            } else if stated.contains(&(*kpi, month, *scope)) {
                continue;
            }
            let of_month = figures.entry((*kpi, month)).or_default();
            match of_month.get_mut(*scope) {
                Some(sum) => sum.amount = &sum.amount + &figure.amount,
                None => {
                    of_month.insert((*scope).clone(), figure);
                }
            }
        }
    }
    (figures, findings)
}

fn over_months(
    plan: &YearPlan,
    kpi: Kpi,
    seasonality: &[Decimal; 12],
    year: i32,
) -> (BTreeMap<Month, Figure>, Option<Finding>) {
    let mut months = plan.months.clone();
    let Some(annual) = &plan.annual else {
        return (months, None);
    };
    let open: Vec<Month> = (1..=12)
        .filter_map(|month| Month::new(year, month))
        .filter(|month| !months.contains_key(month))
        .collect();
    let Some(unit) = smallest_part(kpi) else {
        months.extend(open.into_iter().map(|month| (month, annual.clone())));
        return (months, None);
    };

    let whole = round_to_unit(&annual.amount, unit);
    let own: Exact = months.values().map(|figure| &figure.amount).sum();
    let rest = &whole - &own;
    let differs = (rest < Exact::zero()) || (open.is_empty() && !rest.is_zero());
    let finding = differs.then(|| {
        let problem = Problem::MonthsDifferFromYear {
            field: Field::Annual,
            year: whole.to_shortest_decimal(6),
            months: own.to_shortest_decimal(6),
        };
        Finding::at(annual.place.clone(), problem)
    });
    let weights: Vec<Decimal> = open
        .iter()
        .map(|month| seasonality[month.number() as usize - 1])
        .collect();
    let parts = split(&rest.max(Exact::zero()), &weights, unit);
    let place = &annual.place;
    months.extend(open.into_iter().zip(parts.into_iter().map(|amount| Figure {
        amount,
        place: place.clone(),
    })));
    (months, finding)
}
