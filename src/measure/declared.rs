//! Figures that are declared: an expression over the rows of a list.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::catalogue::expression::{Contribution, Fold, NoValue, Surroundings};
use crate::catalogue::measure::{Declared, Ready};
use crate::catalogue::{Figure, Refused};
use crate::model::{Dataset, Exact, Finding, Kpi, Period, Problem};
use crate::records::{RecordRow, Rep, RepKey};
use std::collections::BTreeMap;

/// The figures that are declared of a list, in the catalogue's order.
pub(super) fn of_list<'a>(
    facts: &'a Facts<'_>,
    dataset: Dataset,
) -> impl Iterator<Item = (Kpi, &'a Declared)> {
    let measures = facts.catalogue.measures();
    let declared = measures.filter_map(|measure| match &measure.figure {
        Figure::Declared(declared) => Some((measure.kpi, declared.as_ref())),
        _ => None,
    });
    declared.filter(move |(kpi, _)| facts.catalogue.dataset_of(*kpi, facts.policy) == dataset)
}

/// Shows every row of a period with what it adds to the first part of the figure's expression.
pub(super) fn each<'a>(
    facts: &Facts<'a>,
    (declared, dataset): (&Declared, Dataset),
    period: Period,
    see: &mut impl FnMut(Entry<'a>),
) {
    let Some(ready) = declared.ready() else { return };
    let around = Surroundings::new(period, facts.calendar);
    let mut folds: BTreeMap<RepKey, Fold<'_>> = BTreeMap::new();
    let rows = facts.records.rows(facts.catalogue.list(dataset));
    for row in rows.of_period(period) {
        let taken = refused(ready, &row, &around).map_or_else(
            || {
                let fold = folds.entry(row.rep()).or_insert_with(|| Fold::new(&ready.value));
                taken(&fold.add_telling(&row, &around))
            },
            |reason| Taken {
                outcome: Err(reason),
                remark: None,
                weight: Exact::one(),
            },
        );
        let entry = Entry::new(row.rep(), (row.place(), row.day()), taken.outcome)
            .of(row.customer_key())
            .because(taken.remark)
            .weighing(taken.weight);
        see(match row.amount() {
            Some(amount) => entry.worth(amount),
            None => entry,
        });
    }
}

/// The figures of those reps who are asked for, by the places of reps on the roster: the expression's own, of the rows
/// that [`each`] counts.
pub(super) fn figures(
    facts: &Facts<'_>,
    (declared, dataset): (&Declared, Dataset),
    period: Period,
    is_asked: impl Fn(RepKey) -> bool,
) -> Vec<Option<Exact>> {
    let Some(ready) = declared.ready() else {
        return Vec::new();
    };
    let folds = folds(facts, (ready, dataset), period, &is_asked);
    let reps = facts.records.roster.iter().zip(&folds);
    reps.map(|((key, rep), fold)| {
        let rep = is_asked(key).then_some(rep)?;
        finished(facts, declared, rep, fold.as_ref(), period)
    })
    .collect()
}

/// What the rows of everyone come to together, by the same expression.
pub(super) fn company(
    facts: &Facts<'_>,
    (declared, dataset): (&Declared, Dataset),
    period: Period,
) -> Option<Exact> {
    let ready = declared.ready()?;
    let around = Surroundings::new(period, facts.calendar);
    let rows = facts.records.rows(facts.catalogue.list(dataset));
    let mut fold: Option<Fold<'_>> = None;
    for row in rows.of_period(period) {
        if refused(ready, &row, &around).is_none() {
            fold.get_or_insert_with(|| Fold::new(&ready.value))
                .add(&row, &around);
        }
    }
    match fold {
        Some(fold) => fold.finish(&around).number().cloned(),
        None => declared.without_rows.clone(),
    }
}

/// What a rep's rows come to; none of somebody who is not employed in the period.
fn finished(
    facts: &Facts<'_>,
    declared: &Declared,
    rep: &Rep,
    fold: Option<&Fold<'_>>,
    period: Period,
) -> Option<Exact> {
    let around = employed(facts, rep, period)?;
    match fold {
        Some(fold) => fold.finish(&around).number().cloned(),
        None => declared.without_rows.clone(),
    }
}

/// What a rep's figure sees beside its rows; none where the rep is not employed in the period.
fn employed<'a>(facts: &Facts<'a>, rep: &Rep, period: Period) -> Option<Surroundings<'a>> {
    let (first, last) = rep.employed_within(period.first_day(), period.last_day())?;
    Some(Surroundings::new(period, facts.calendar).employed(Some(first), Some(last)))
}

/// What the rows of each rep who is asked for come to, those that count, by the places of reps on the roster; none of whom
/// no row counts.
fn folds<'e>(
    facts: &Facts<'_>,
    (ready, dataset): (&'e Ready, Dataset),
    period: Period,
    is_asked: impl Fn(RepKey) -> bool,
) -> Vec<Option<Fold<'e>>> {
    let around = Surroundings::new(period, facts.calendar);
    let mut folds: Vec<Option<Fold<'_>>> = vec![None; facts.records.roster.iter().count()];
    let rows = facts.records.rows(facts.catalogue.list(dataset));
    let asked = rows.of_period(period).filter(|row| is_asked(row.rep()));
    for row in asked.filter(|row| refused(ready, row, &around).is_none()) {
        if let Some(fold) = folds.get_mut(row.rep().0 as usize) {
            fold.get_or_insert_with(|| Fold::new(&ready.value))
                .add(&row, &around);
        }
    }
    folds
}

/// How many reps a finding names.
const NAMED: usize = 5;

/// Reps of whom rows count and come to no figure, once for each KPI that is scored and each part that has no value.
pub(super) fn findings(facts: &Facts<'_>, period: Period) -> Vec<Finding> {
    let scored = facts.policy.kpis.iter().filter(|kpi| !kpi.weight.is_zero());
    let mut findings = Vec::new();
    for kpi in scored.map(|kpi| kpi.id) {
        let figure = facts.catalogue.measure(kpi).map(|measure| &measure.figure);
        let Some(Figure::Declared(declared)) = figure else {
            continue;
        };
        let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
        let without = without_figure(facts, (declared, dataset), period);
        findings.extend(without.into_iter().map(|((part, is_divisor), reps)| {
            Finding::general(Problem::RowsWithoutFigure {
                kpi,
                part,
                is_divisor,
                count: reps.len() as u64,
                reps: reps.into_iter().take(NAMED).collect(),
            })
        }));
    }
    findings
}

/// The reps that have no figure, by the part that keeps them from one, and whether something is divided by it.
fn without_figure(
    facts: &Facts<'_>,
    (declared, dataset): (&Declared, Dataset),
    period: Period,
) -> BTreeMap<(String, bool), Vec<String>> {
    let mut without: BTreeMap<(String, bool), Vec<String>> = BTreeMap::new();
    let Some(ready) = declared.ready() else {
        return without;
    };
    let roster = &facts.records.roster;
    for ((_, rep), fold) in roster
        .iter()
        .zip(folds(facts, (ready, dataset), period, |_| true))
    {
        let (Some(fold), Some(around)) = (fold, employed(facts, rep, period)) else {
            continue;
        };
        let key = match fold.no_value(&around) {
            None => continue,
            Some(NoValue::DividedByZero(part)) => (part, true),
            Some(NoValue::NoRows(part) | NoValue::Computed(part)) => (part, false),
        };
        let name = &rep.assignment_for(period).name;
        let named = format!("{} {name}", rep.rep_id);
        without.entry(key).or_default().push(named);
    }
    without
}

/// Why a row is none of those that the figure is about.
fn refused(ready: &Ready, row: &RecordRow<'_, '_>, around: &Surroundings<'_>) -> Option<Reason> {
    let refusal = ready.condition.refusal(row, row.counts(), around)?;
    Some(match refusal {
        Refused::ByWords => Reason::Cancelled,
        Refused::ByFilter => Reason::Unmet,
    })
}

/// What the parts of an expression took of a row.
struct Taken {
    outcome: Result<Exact, Reason>,
    remark: Option<Reason>,
    /// What it adds to what the figure is divided by.
    weight: Exact,
}

/// A row that any part took is counted, by what it adds to the first of them.
fn taken(parts: &[Contribution]) -> Taken {
    let is_taken = |part: &Contribution| why_not(part).is_none();
    let counts = parts.iter().any(is_taken) || parts.is_empty();
    let first = parts.first();
    let why = first.and_then(why_not);
    let weight = parts.get(1).map_or_else(Exact::one, Contribution::amount);
    let outcome = match why {
        Some(why) if !counts => Err(why),
        _ => Ok(first.map_or_else(Exact::zero, Contribution::amount)),
    };
    Taken {
        remark: why.filter(|_| outcome.is_ok()),
        outcome,
        weight,
    }
}

fn why_not(part: &Contribution) -> Option<Reason> {
    match part {
        Contribution::LeftOut(_) => Some(Reason::Unmet),
        Contribution::NoValue => Some(Reason::NoValue),
        Contribution::Repeated(_) => Some(Reason::SameValue),
        Contribution::Counted(_) | Contribution::Added(_) | Contribution::Compared(_) => None,
    }
}
