//! Targets as they were set → what each rep has to reach in the period: spread over months, split over groups, prorated.

mod allocate;
mod days;
mod derivation;
mod prorate;
mod split;
mod spread;
mod without_rep;

pub use days::over_days;
pub use derivation::{Derivation, MonthTarget, Prorated, Season, SetFigure, Split, derivations};
pub use prorate::days_of;
pub use split::split_by;

use crate::catalogue::Catalogue;
use crate::model::kpi::Unit;
use crate::model::policy::Policy;
use crate::model::{Calendar, Exact, Finding, FiscalYear, Kpi, Month, Period, Problem, YearStart};
use crate::records::{Records, RepKey, Target};
use allocate::{Given, allocate};
use chrono::NaiveDate;
use prorate::prorate;
use rust_decimal::{Decimal, dec};
use spread::{MonthFigures, spread};
use std::collections::{BTreeMap, BTreeSet};
use without_rep::without_rep;

/// What targets are broken down by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Seasons, and whether targets are prorated.
    pub policy: &'a Policy,
    /// What kind of number each target is.
    pub catalogue: &'a Catalogue,
    /// Working days.
    pub calendar: &'a Calendar,
}

/// The target of every rep and KPI that has one.
pub type Targets = BTreeMap<(RepKey, Kpi), Exact>;

/// The targets of a period: the sum of its months' (周订单: their mean), each month's own or spread from the
/// year's, split down to reps, then prorated for who joined or left inside it.
pub fn targets(records: &Records, rules: Rules<'_>, period: Period) -> (Targets, Vec<Finding>) {
    let (figures, mut findings) = of_months(records, &records.targets, rules, period);
    findings.extend(without_rep(&records.roster, rules.policy, &figures, period));
    let mut targets = Targets::new();
    for measure in rules.catalogue.measures() {
        let kpi = measure.kpi;
        let mut months: BTreeMap<RepKey, Vec<Exact>> = BTreeMap::new();
        for month in period.months() {
            let (carried, problems) = carried(records, rules, &figures, (kpi, month), &mut |_| {});
            findings.extend(problems);
            for (rep, target) in carried {
                months.entry(rep).or_default().push(target);
            }
        }
        targets.extend(
            months
                .into_iter()
                .map(|(rep, months)| ((rep, kpi), over_months(measure.unit, &months))),
        );
    }
    (targets, findings)
}

/// The figures of the months of a period; of `records` it is asked where years begin.
fn of_months(
    records: &Records,
    targets: &[Target],
    rules: Rules<'_>,
    period: Period,
) -> (MonthFigures, Vec<Finding>) {
    let is_asked = |month: Month| period.contains(month.first_day());
    let (mut figures, mut findings) = (MonthFigures::new(), Vec::new());
    for year in years(records, period) {
        let (of_year, found) = spread(targets, rules, year, is_asked);
        figures.extend(of_year);
        findings.extend(found);
    }
    (figures, findings)
}

/// The years that a period's months are of.
fn years(records: &Records, period: Period) -> BTreeSet<FiscalYear> {
    let months = period.months();
    months
        .map(|month| FiscalYear::of(month, records.year_start))
        .collect()
}

/// The sales target that each rep carries in each of those months.
pub fn sales_by_month(
    records: &Records,
    rules: Rules<'_>,
    months: &[Month],
) -> BTreeMap<(RepKey, Month), Exact> {
    let of_sales = records.targets.iter().filter(|target| target.kpi == Kpi::SALES);
    let of_sales: Vec<_> = of_sales.cloned().collect();
    let mut targets = BTreeMap::new();
    // What a year's figures are spread to is the same for each of its months.
    let mut of_years: BTreeMap<FiscalYear, MonthFigures> = BTreeMap::new();
    for &month in months {
        let year = FiscalYear::of(month, records.year_start);
        let figures = of_years
            .entry(year)
            .or_insert_with(|| spread(&of_sales, rules, year, |_| true).0);
        let (carried, _) = carried(records, rules, figures, (Kpi::SALES, month), &mut |_| {});
        targets.extend(carried.into_iter().map(|(rep, target)| ((rep, month), target)));
    }
    targets
}

/// What each rep carries of each KPI in each month of a year.
pub type MonthlyTargets = BTreeMap<(RepKey, Kpi, Month), Exact>;

/// The targets of a year, month by month.
pub fn by_month(records: &Records, rules: Rules<'_>, year: i32) -> (MonthlyTargets, Vec<Finding>) {
    let of_year = FiscalYear::new(year, YearStart::CALENDAR);
    let (figures, mut findings) = spread(&records.targets, rules, of_year, |_| true);
    let mut targets = MonthlyTargets::new();
    for measure in rules.catalogue.measures() {
        let kpi = measure.kpi;
        for month in (1..=12).filter_map(|number| Month::new(year, number)) {
            let (carried, problems) = carried(records, rules, &figures, (kpi, month), &mut |_| {});
            findings.extend(problems);
            targets.extend(
                carried
                    .into_iter()
                    .map(|(rep, target)| ((rep, kpi, month), target)),
            );
        }
    }
    (targets, findings)
}

/// A rep's target for each day that the rep works in the period.
pub type DailyTargets = BTreeMap<(RepKey, Kpi), Vec<(NaiveDate, Exact)>>;

/// The targets of a period broken down to working days; those of rates are not, and have no entry.
pub fn by_day(records: &Records, rules: Rules<'_>, period: Period) -> DailyTargets {
    let (figures, _) = of_months(records, &records.targets, rules, period);
    let mut days = DailyTargets::new();
    for measure in rules.catalogue.measures() {
        let kpi = measure.kpi;
        for month in period.months() {
            let (carried, _) = carried(records, rules, &figures, (kpi, month), &mut |_| {});
            for (key, target) in carried {
                let rep = records.roster.rep(key);
                let parts = over_days(&target, measure.unit, rep, month, rules.calendar);
                if let Some(parts) = parts {
                    days.entry((key, kpi)).or_default().extend(parts);
                }
            }
        }
    }
    days
}

/// The months of the period in which a rep is employed and has no target for a KPI, of reps who have one for others.
pub fn months_without(
    records: &Records,
    rules: Rules<'_>,
    kpis: &[Kpi],
    period: Period,
) -> BTreeMap<Kpi, Vec<(RepKey, Vec<Month>)>> {
    let (figures, _) = of_months(records, &records.targets, rules, period);
    let mut without = BTreeMap::new();
    for &kpi in kpis {
        let mut having = BTreeSet::new();
        let mut lacking: BTreeMap<RepKey, Vec<Month>> = BTreeMap::new();
        for month in period.months() {
            let (carried, _) = carried(records, rules, &figures, (kpi, month), &mut |_| {});
            for (rep, _) in records.roster.employed_in(Period::month(month)) {
                if !carried.contains_key(&rep) {
                    lacking.entry(rep).or_default().push(month);
                }
            }
            having.extend(carried.into_keys());
        }
        lacking.retain(|rep, _| having.contains(rep));
        if !lacking.is_empty() {
            without.insert(kpi, lacking.into_iter().collect());
        }
    }
    without
}

/// What each rep employed in the month carries of a KPI's targets.
fn carried(
    records: &Records,
    rules: Rules<'_>,
    figures: &MonthFigures,
    (kpi, month): (Kpi, Month),
    tell: &mut impl FnMut(Given<'_>),
) -> (BTreeMap<RepKey, Exact>, Vec<Finding>) {
    let roster = &records.roster;
    let unit = rules.catalogue.unit(kpi);
    let (allocation, mut findings) = allocate(roster, figures, (kpi, unit), month, tell);
    let carried: BTreeMap<_, _> = roster
        .employed_in(Period::month(month))
        .filter_map(|(key, rep)| {
            let whole = allocation.parts.get(&key)?;
            let part = match smallest_part(unit) {
                Some(unit) if rules.policy.prorate => prorate(whole, rep, month, rules.calendar, unit),
                _ => whole.clone(),
            };
            Some((key, part))
        })
        .collect();
    for group in allocation.groups {
        let sum: Exact = group
            .members
            .iter()
            .filter_map(|member| carried.get(member))
            .sum();
        let left = &group.whole - &sum;
        if left.is_positive() {
            let problem = Problem::Unallocated {
                kpi,
                of: group.name,
                month,
                amount: left.to_shortest_decimal(6),
            };
            findings.push(Finding::at(group.place, problem));
        }
    }
    (carried, findings)
}

fn over_months(unit: Unit, months: &[Exact]) -> Exact {
    let sum: Exact = months.iter().sum();
    match unit {
        Unit::PerWeek | Unit::Rate | Unit::Score | Unit::Days => {
            sum.checked_div(&Exact::from(months.len() as i64)).unwrap_or(sum)
        }
        Unit::Money | Unit::Count => sum,
    }
}

/// The smallest part that a target may be split into; none for rates, which are never split.
pub fn smallest_part(unit: Unit) -> Option<Decimal> {
    match unit {
        Unit::Money => Some(dec!(0.01)),
        Unit::Count => Some(dec!(1)),
        Unit::PerWeek | Unit::Rate | Unit::Score | Unit::Days => None,
    }
}

/// Decimals of a KPI's smallest part.
fn round_to_unit(amount: &Exact, unit: Decimal) -> Exact {
    amount.round(unit.scale())
}

#[cfg(test)]
mod tests;
