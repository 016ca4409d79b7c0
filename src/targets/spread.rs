//! Figures as they were set → a figure for each month: that of a year, a half or a quarter is spread over its months that
//! have none of their own.

use super::derivation::Season;
use super::split::split;
use super::{Rules, round_to_unit, smallest_part};
use crate::model::span::YearPart;
use crate::model::{Exact, Field, Finding, FiscalYear, Kpi, Month, Place, Problem};
use crate::records::{Target, TargetScope, TargetSpan};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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
pub(super) struct YearPlan {
    /// The figures of a year, its halves and its quarters.
    wholes: BTreeMap<YearPart, Figure>,
    months: BTreeMap<Month, Figure>,
}

/// What each scope has in a year, by KPI and product.
pub(super) type Plans<'a> = BTreeMap<(Kpi, &'a TargetScope, Option<&'a str>), YearPlan>;

/// A month's share of what a longer time leaves to its months, as it is made.
pub(super) struct Share<'a> {
    pub(super) month: Month,
    pub(super) part: YearPart,
    /// The longer time's figure.
    pub(super) stated: &'a Exact,
    /// How it was spread; none where it stands for each month, as rates do.
    pub(super) season: Option<Season>,
}

/// The figures of a year's months, of those that are asked for. A month's own figure wins over its quarter's, that over its half's, and that over the year's; figures by product add up, unless a figure without product says otherwise.
pub(super) fn spread(
    targets: &[Target],
    rules: Rules<'_>,
    year: FiscalYear,
    is_asked: impl Fn(Month) -> bool,
) -> (MonthFigures, Vec<Finding>) {
    let plans = plans(targets, year);
    let mut figures = MonthFigures::new();
    let mut findings = Vec::new();
    // The figure without product comes first in the order of keys, and takes the place of the sum.
    let mut stated: Option<(Kpi, &TargetScope, Vec<Month>)> = None;
    for ((kpi, scope, product), plan) in &plans {
        let (months, problems) = over_months(plan, *kpi, rules, year, &mut |_| {});
        findings.extend(problems);
        if product.is_none() {
            stated = Some((*kpi, scope, months.keys().copied().collect()));
        }
        let whole = stated
            .as_ref()
            .filter(|(of, whose, _)| (of, *whose) == (kpi, *scope));
        for (month, figure) in months.into_iter().filter(|(month, _)| is_asked(*month)) {
            if product.is_some() && whole.is_some_and(|(_, _, months)| months.contains(&month)) {
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

/// What was set for a year.
pub(super) fn plans(targets: &[Target], year: FiscalYear) -> Plans<'_> {
    let mut plans = Plans::new();
    for target in targets {
        let plan = plans.entry((target.kpi, &target.scope, target.product.as_deref()));
        let figure = Figure {
            amount: target.figure.into(),
            place: target.place.clone(),
        };
        if !target.span.is_of(year) {
            continue;
        }
        match target.span {
            TargetSpan::Month(month) => plan.or_default().months.insert(month, figure),
            whole => plan.or_default().wholes.insert(whole.part(), figure),
        };
    }
    plans
}

/// The figure of each month: its own, else its share of what the narrowest whole that has one leaves to the months
/// without.
pub(super) fn over_months(
    plan: &YearPlan,
    kpi: Kpi,
    rules: Rules<'_>,
    year: FiscalYear,
    tell: &mut impl FnMut(Share<'_>),
) -> (BTreeMap<Month, Figure>, Vec<Finding>) {
    let seasonality = &rules.policy.seasonality.months;
    let mut months = plan.months.clone();
    let mut findings = Vec::new();
    // Parts of a year order from the widest to the narrowest.
    for (part, whole) in plan.wholes.iter().rev() {
        findings.extend(spread_whole(
            *part,
            whole,
            (smallest_part(rules.catalogue.unit(kpi)), seasonality),
            year,
            &mut months,
            tell,
        ));
    }
    (months, findings)
}

/// Spreads what `months` of a whole leave of it over those of its months that have no figure.
fn spread_whole(
    part: YearPart,
    stated: &Figure,
    (unit, seasonality): (Option<Decimal>, &[Decimal; 12]),
    year: FiscalYear,
    months: &mut BTreeMap<Month, Figure>,
    tell: &mut impl FnMut(Share<'_>),
) -> Option<Finding> {
    let within: Vec<Month> = year.months(part).collect();
    let is_open = |month: &&Month| !months.contains_key(month);
    let open: Vec<Month> = within.iter().filter(is_open).copied().collect();
    let mut share = |month, season| {
        tell(Share {
            month,
            part,
            stated: &stated.amount,
            season,
        });
    };
    let Some(unit) = unit else {
        for month in &open {
            share(*month, None);
        }
        months.extend(open.into_iter().map(|month| (month, stated.clone())));
        return None;
    };

    let whole = round_to_unit(&stated.amount, unit);
    let given = within.iter().filter_map(|month| months.get(month));
    let own: Exact = given.map(|figure| &figure.amount).sum();
    let rest = &whole - &own;
    let differs = (rest < Exact::zero()) || (open.is_empty() && !rest.is_zero());
    let finding = differs.then(|| {
        let problem = Problem::MonthsDifferFromYear {
            field: Field::of_year_part(part),
            year: whole.to_shortest_decimal(6),
            months: own.to_shortest_decimal(6),
        };
        Finding::at(stated.place.clone(), problem)
    });
    let weights: Vec<Decimal> = open
        .iter()
        .map(|month| seasonality[month.number() as usize - 1])
        .collect();
    let rest = rest.max(Exact::zero());
    let parts = split(&rest, &weights, unit);
    let total_weight = weights.iter().fold(Decimal::ZERO, |sum, weight| {
        sum.checked_add(*weight).unwrap_or(Decimal::MAX)
    });
    for (month, weight) in open.iter().zip(&weights) {
        let season = Season {
            own: own.clone(),
            rest: rest.clone(),
            weight: [*weight, total_weight],
        };
        share(*month, Some(season));
    }
    months.extend(open.into_iter().zip(parts.into_iter().map(|amount| Figure {
        amount,
        place: stated.place.clone(),
    })));
    finding
}
