//! Reps and a KPI → how each one's target came about: the figures as they were set, and each step from there to the rep.
//!
//! The steps are told by the functions that make the target; nothing is computed a second time.

use super::allocate::Given;
use super::prorate::days_of;
use super::spread::{Plans, Share, over_months, plans};
use super::{Rules, carried, of_months, over_months as over_period, smallest_part, years};
use crate::model::kpi::Unit;
use crate::model::{Exact, FiscalYear, Kpi, Month, Period, Place};
use crate::records::{Records, RepKey, Target, TargetScope, TargetSpan};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How a target came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// Each month of the period that has one.
    pub months: Vec<MonthTarget>,
    /// Whether the target is the mean of the months', not their sum.
    pub is_mean: bool,
    /// The target.
    pub target: Exact,
}

/// A month's target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthTarget {
    /// Which month.
    pub month: Month,
    /// Whom the figures were set for.
    pub scope: TargetScope,
    /// The figures, as many as there are products that have one.
    pub figures: Vec<SetFigure>,
    /// The rep's part of a group's figure.
    pub split: Option<Split>,
    /// The part of it that a rep carries who isn't there all month.
    pub prorated: Option<Prorated>,
    /// What the rep carries.
    pub target: Exact,
}

/// A figure as it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetFigure {
    /// The cell.
    pub place: Place,
    /// The product, where it is set for one.
    pub product: Option<String>,
    /// The time it is set for.
    pub span: TargetSpan,
    /// The figure.
    pub stated: Exact,
    /// The month's share of a longer time's.
    pub season: Option<Season>,
    /// What the month has of it.
    pub amount: Exact,
}

/// A month's share of a year's, half's or quarter's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// What months with figures of their own took off.
    pub own: Exact,
    /// What was left to the others.
    pub rest: Exact,
    /// The month's weight, and that of all the months that share the rest.
    pub weight: [Decimal; 2],
}

/// A rep's part of a group's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The group's figure.
    pub whole: Exact,
    /// What members with figures of their own took off.
    pub own: Exact,
    /// What was left to the others.
    pub rest: Exact,
    /// How many share it.
    pub members: usize,
    /// The rep's weight, and that of all who share the rest.
    pub weight: [Decimal; 2],
    /// The rep's part.
    pub amount: Exact,
}

/// The part of a month's target of a rep who isn't there all month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prorated {
    /// The whole.
    pub whole: Exact,
    /// The rep's working days, and the month's.
    pub days: [u32; 2],
}

/// How the targets of a KPI came about, of those of `reps` that have one.
pub fn derivations(
    records: &Records,
    rules: Rules<'_>,
    (reps, kpi): (&BTreeSet<RepKey>, Kpi),
    period: Period,
) -> BTreeMap<RepKey, Derivation> {
    let of_kpi = records.targets.iter().filter(|target| target.kpi == kpi);
    let of_kpi: Vec<Target> = of_kpi.cloned().collect();
    let (figures, _) = of_months(records, &of_kpi, rules, period);
    let plans: BTreeMap<FiscalYear, Plans<'_>> = years(records, period)
        .into_iter()
        .map(|year| (year, plans(&of_kpi, year)))
        .collect();
    let unit = rules.catalogue.unit(kpi);
    let mut months: BTreeMap<RepKey, Vec<MonthTarget>> = BTreeMap::new();
    for month in period.months() {
        let mut given = BTreeMap::new();
        let mut tell = |told: Given<'_>| {
            if reps.contains(&told.rep) {
                given.insert(told.rep, (told.scope.clone(), told.split));
            }
        };
        let (carried, _) = carried(records, rules, &figures, (kpi, month), &mut tell);
        for (rep, (scope, split)) in given {
            let Some(target) = carried.get(&rep) else {
                continue;
            };
            let year = FiscalYear::of(month, records.year_start);
            let of_year = plans.get(&year);
            let figures = of_year.map(|plans| set_figures(plans, rules, (kpi, &scope), (month, year)));
            let figures = figures.unwrap_or_default();
            let whole = whole(&figures, split.as_ref());
            let prorated = prorated(records, rules, rep, (unit, month), whole);
            months.entry(rep).or_default().push(MonthTarget {
                month,
                scope,
                figures,
                split,
                prorated,
                target: target.clone(),
            });
        }
    }
    let derivation = |months: Vec<MonthTarget>| {
        let each: Vec<Exact> = months.iter().map(|month| month.target.clone()).collect();
        Derivation {
            is_mean: smallest_part(unit).is_none() && months.len() > 1,
            target: over_period(unit, &each),
            months,
        }
    };
    let of_reps = months.into_iter();
    of_reps.map(|(rep, months)| (rep, derivation(months))).collect()
}

fn whole(figures: &[SetFigure], split: Option<&Split>) -> Exact {
    match split {
        Some(split) => split.amount.clone(),
        None => figures.iter().map(|figure| &figure.amount).sum(),
    }
}

/// The figures that a scope's of a month is made of: the one without product, else those of all products.
fn set_figures(
    plans: &Plans<'_>,
    rules: Rules<'_>,
    (kpi, scope): (Kpi, &TargetScope),
    (month, year): (Month, FiscalYear),
) -> Vec<SetFigure> {
    let mut figures: Vec<SetFigure> = Vec::new();
    for ((_, _, product), plan) in plans.iter().filter(|((_, of, _), _)| *of == scope) {
        let mut share = None;
        let mut tell = |told: Share<'_>| {
            if told.month == month {
                share = Some((
                    TargetSpan::of(told.part, year),
                    Exact::clone(told.stated),
                    told.season,
                ));
            }
        };
        let (months, _) = over_months(plan, kpi, rules, year, &mut tell);
        let Some(figure) = months.get(&month) else {
            continue;
        };
        let own = TargetSpan::Month(month);
        let (span, stated, season) = share.unwrap_or((None, figure.amount.clone(), None));
        figures.push(SetFigure {
            place: figure.place.clone(),
            product: product.map(str::to_owned),
            span: span.unwrap_or(own),
            stated,
            season,
            amount: figure.amount.clone(),
        });
        // It comes first, and takes the place of the sum.
        if product.is_none() {
            break;
        }
    }
    figures
}

fn prorated(
    records: &Records,
    rules: Rules<'_>,
    rep: RepKey,
    (unit, month): (Unit, Month),
    whole: Exact,
) -> Option<Prorated> {
    if !rules.policy.prorate || smallest_part(unit).is_none() {
        return None;
    }
    let days = days_of(records.roster.rep(rep), month, rules.calendar)?;
    Some(Prorated { whole, days })
}
