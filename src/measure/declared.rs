//! Figures that are declared: an expression over the rows of a list.

use super::Facts;
use super::entry::{Entry, Reason, Tally};
use crate::catalogue::expression::{Contribution, Fold, Surroundings};
use crate::catalogue::measure::{Declared, Ready};
use crate::model::{Dataset, Exact, Period};
use crate::records::{RecordRow, RepKey};
use std::collections::BTreeMap;

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
    for row in rows.all().filter(|row| period.contains(row.day())) {
        let taken = refused(ready, &row, &around).map_or_else(
            || {
                let fold = folds.entry(row.rep()).or_insert_with(|| Fold::new(&ready.value));
                taken(fold.add_telling(&row, &around))
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

/// The figure of every rep, by the places of reps on the roster: the expression's own, of the rows that [`each`] counts.
pub(super) fn figures(
    facts: &Facts<'_>,
    (declared, dataset): (&Declared, Dataset),
    period: Period,
) -> Vec<Option<Exact>> {
    let roster = &facts.records.roster;
    let Some(ready) = declared.ready() else {
        return Vec::new();
    };
    let around = Surroundings::new(period, facts.calendar);
    let mut folds: Vec<Option<Fold<'_>>> = vec![None; roster.iter().count()];
    let rows = facts.records.rows(facts.catalogue.list(dataset));
    for row in rows.all().filter(|row| period.contains(row.day())) {
        if refused(ready, &row, &around).is_some() {
            continue;
        }
        if let Some(fold) = folds.get_mut(row.rep().0 as usize) {
            fold.get_or_insert_with(|| Fold::new(&ready.value)).add(&row, &around);
        }
    }
    let figure = |((_, rep), fold): ((_, &crate::records::Rep), &Option<Fold<'_>>)| {
        let (first, last) = rep.employed_within(period.first_day(), period.last_day())?;
        match fold {
            Some(fold) => {
                let value = fold.finish(&around.employed(Some(first), Some(last)));
                value.number().cloned()
            }
            None => declared.without_rows.clone(),
        }
    };
    roster.iter().zip(&folds).map(figure).collect()
}

/// Why a row is none of those that the figure is about.
fn refused(ready: &Ready, row: &RecordRow<'_, '_>, around: &Surroundings<'_>) -> Option<Reason> {
    if !ready.asks_words && !row.counts() {
        return Some(Reason::Cancelled);
    }
    let filter = ready.filter.as_ref()?;
    (!filter.holds(row, around)).then_some(Reason::Unmet)
}

/// What the parts of an expression took of a row.
struct Taken {
    outcome: Result<Exact, Reason>,
    remark: Option<Reason>,
    /// What it adds to what the figure is divided by.
    weight: Exact,
}

/// A row that any part took is counted, by what it adds to the first of them.
fn taken(parts: Vec<Contribution>) -> Taken {
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
