//! The months that were sold → what the rest of the year may bring, by the method that would have missed the least before.
//!
//! A forecast is no figure of the rules: nobody is appraised by it, and wherever it is printed its method stands beside it.
//! It is exact all the same, so that whoever has the months and docs/data.en.md comes to the same.

use super::method::{LEAST_MONTHS, Method, Past};
use crate::model::Exact;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Months of the past that a method must have been tried on to be chosen by it.
const LEAST_TRIALS: usize = 3;

/// How many months of the past methods are compared by, the latest.
const TRIALS: usize = 12;

/// What a method's misses have to be multiplied by to be those of the combination, to be taken in its place: more than that.
fn clearly_better() -> Exact {
    Exact::from(Decimal::new(11, 1))
}

/// How many misses a range needs.
const LEAST_MISSES: usize = 5;

/// How many misses a range goes by, the latest.
const MISSES: usize = 24;

/// How many ranges of the past are looked at.
const RANGES: usize = 10;

/// Decimals of a miss as a share.
const PLACES: u32 = 4;

/// What is said of the rest of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outlook {
    /// A forecast.
    Forecast(Box<Forecast>),
    /// Why there is none.
    None(NoForecast),
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoForecast {
    /// The year ends with the period.
    Over,
    /// No order is known of a month of the year.
    MonthsUnknown,
    /// So many months in a row are known, and more are needed.
    Short(usize),
    /// Whom it is about leaves before the year ends.
    Leaves,
}

/// What a year may come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// What was sold so far and what is expected of the months left.
    pub year: Exact,
    /// The range; none where the method could be tried too seldom.
    pub range: Option<[Exact; 2]>,
    /// How often ranges made in the same way held what came then; none where none can be looked at.
    pub hits: Option<Hits>,
    /// How it was made.
    pub method: Method,
    /// On how many months of the past the method was tried; 0 where it was not chosen by that.
    pub trials: usize,
    /// By how much it missed then, of all that were forecast together: all misses over all that was sold. None where it was not chosen by trials.
    pub missed: Option<Exact>,
    /// The same of last year's months as they were; none where those were not tried.
    pub naive_missed: Option<Exact>,
}

/// How often ranges held what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// So often.
    pub inside: usize,
    /// Of so many.
    pub of: usize,
}

/// Methods by what they missed when they were tried on the past, the least first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tried {
    missed: Vec<(Exact, Method)>,
    months: usize,
}

impl Tried {
    /// Tries all methods on those whose months these are, all of them together: what is true of many is worth more than
    /// the luck of one. Methods are compared by the same months, those that each of them had enough to go by for.
    pub(super) fn new(pasts: &[Past<'_>], left: usize) -> Self {
        let longest = pasts.iter().map(|past| past.series.len()).max().unwrap_or(0);
        let ends = || (left..=longest).filter(|_| left > 0);
        let can = |method: Method, past: &Past<'_>, ago: usize| method.rest(*past, ago, left).is_some();
        let is_tried = |method: &Method| {
            let months = ends().filter(|ago| pasts.iter().any(|past| can(*method, past, *ago)));
            months.take(LEAST_TRIALS).count() == LEAST_TRIALS
        };
        let methods: Vec<Method> = Method::ALL.into_iter().filter(is_tried).collect();
        let (mut misses, mut sold) = (vec![Exact::zero(); methods.len()], Exact::zero());
        let mut months = 0;
        for ago in ends() {
            let mut has_trial = false;
            for past in pasts {
                let said: Option<Vec<Exact>> = methods
                    .iter()
                    .map(|method| method.rest(*past, ago, left))
                    .collect();
                let (Some(said), Some(came)) = (said.filter(|said| !said.is_empty()), past.came(ago, left))
                else {
                    continue;
                };
                has_trial = true;
                sold = &sold + &came;
                for (missed, said) in misses.iter_mut().zip(said) {
                    *missed = &*missed + &distance(&came, &said);
                }
            }
            months += usize::from(has_trial);
            if months == TRIALS {
                break;
            }
        }
        if months < LEAST_TRIALS || !sold.is_positive() {
            return Self::default();
        }
        let share = |missed: &Exact| missed.checked_div(&sold).map(|share| share.round(PLACES));
        let mut missed: Vec<(Exact, Method)> = misses
            .iter()
            .zip(methods)
            .filter_map(|(missed, method)| Some((share(missed)?, method)))
            .collect();
        // Of methods that missed alike the plainest stays first, and before all of them the combination where none is clearly better:
        // what one method won in so few months by a little it may have won by luck.
        missed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let least = missed.first().map(|(least, _)| least * &clearly_better());
        let is_combined = |(of, method): &(Exact, Method)| {
            *method == Method::Combined && least.as_ref().is_some_and(|least| of <= least)
        };
        if let Some(at) = missed.iter().position(is_combined) {
            missed[..=at].rotate_right(1);
        }
        Self { missed, months }
    }

    fn missed(&self, method: Method) -> Option<Exact> {
        let found = self.missed.iter().find(|(_, tried)| *tried == method);
        found.map(|(missed, _)| missed.clone())
    }

    /// The method that missed the least of those that have enough to go by; untried ones where none has.
    fn best(&self, past: Past<'_>, left: usize) -> Option<(Method, Exact)> {
        let tried = self.missed.iter().map(|(_, method)| *method);
        let mut candidates = tried.chain([Method::LastYear, Method::Mean]);
        candidates.find_map(|method| Some((method, method.rest(past, 0, left)?)))
    }
}

/// What a year may come to, of somebody's months up to now, the months left and what was sold of the year.
pub(super) fn forecast(past: Past<'_>, tried: &Tried, left: usize, so_far: &Exact) -> Outlook {
    if left == 0 {
        return Outlook::None(NoForecast::Over);
    }
    let known = past.series.len();
    let enough = Some(known).filter(|known| *known >= LEAST_MONTHS);
    let Some((method, rest)) = enough.and_then(|_| tried.best(past, left)) else {
        return Outlook::None(NoForecast::Short(known));
    };
    let misses = misses(method, past, left);
    let latest = misses.iter().take(MISSES).map(|(_, miss)| miss);
    let range = quantile(latest).map(|miss| {
        let reach = &rest * &miss;
        [&rest - &reach, &rest + &reach].map(|end| (&end + so_far).round(2))
    });
    let missed = tried.missed(method);
    Outlook::Forecast(Box::new(Forecast {
        year: (so_far + &rest).round(2),
        range,
        hits: hits(&misses, left),
        method,
        trials: if missed.is_some() { tried.months } else { 0 },
        naive_missed: tried.missed(Method::LastYear).filter(|_| missed.is_some()),
        missed,
    }))
}

/// By how much the method missed, as a share of what it had said, and how many months ago; the latest first.
fn misses(method: Method, past: Past<'_>, left: usize) -> Vec<(usize, Exact)> {
    let miss = |ago: usize| {
        let said = method.rest(past, ago, left)?;
        let came = past.came(ago, left)?;
        let share = said
            .is_positive()
            .then(|| distance(&came, &said).checked_div(&said))??;
        Some((ago, share.round(PLACES)))
    };
    (left..=past.series.len()).filter_map(miss).collect()
}

/// The miss that four of five do not exceed.
fn quantile<'a>(misses: impl Iterator<Item = &'a Exact>) -> Option<Exact> {
    let mut misses: Vec<&Exact> = misses.collect();
    misses.sort();
    let at = (misses.len() * 4).div_ceil(5).checked_sub(1)?;
    let miss = misses.get(at).filter(|_| misses.len() >= LEAST_MISSES)?;
    Some((*miss).clone())
}

/// Ranges of the past, each made of the misses that were known when it would have been made.
fn hits(misses: &[(usize, Exact)], left: usize) -> Option<Hits> {
    let held = misses.iter().filter_map(|(ago, miss)| {
        let known = misses.iter().filter(|(earlier, _)| *earlier >= ago + left);
        Some(*miss <= quantile(known.take(MISSES).map(|(_, miss)| miss))?)
    });
    let held: Vec<bool> = held.take(RANGES).collect();
    (!held.is_empty()).then(|| Hits {
        inside: held.iter().filter(|held| **held).count(),
        of: held.len(),
    })
}

fn distance(a: &Exact, b: &Exact) -> Exact {
    if a < b { b - a } else { a - b }
}

#[cfg(test)]
mod tests;
