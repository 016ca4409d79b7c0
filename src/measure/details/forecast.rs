//! The months that were sold → what the rest of the year may bring, by the method that would have missed the least before.
//!
//! A forecast is no figure of the rules: nobody is appraised by it, and wherever it is printed its method stands beside it.
//! It is exact all the same, so that whoever has the months and docs/data.md comes to the same.

use crate::model::Exact;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Months that a forecast needs.
pub const LEAST_MONTHS: usize = 6;

/// How often a method must have been tried to be chosen by it.
const LEAST_TRIALS: usize = 3;

/// How many trials methods are compared by, the latest.
const TRIALS: usize = 12;

/// How many misses a range needs.
const LEAST_MISSES: usize = 5;

/// How many ranges of the past are looked at.
const RANGES: usize = 10;

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
    /// The range; none where the method was tried too seldom.
    pub range: Option<[Exact; 2]>,
    /// How often ranges made in the same way held what came then; none where none can be looked at.
    pub hits: Option<Hits>,
    /// How it was made.
    pub method: Method,
    /// How often that was tried on months that are known; 0 where it was not chosen by trials.
    pub trials: usize,
    /// By how much it missed then, all misses over all that was sold; none where it was never tried.
    pub missed: Option<Exact>,
    /// The same of last year's months as they were.
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

/// How the months left are forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Last year's months as they were.
    LastYear,
    /// Last year's months × growth since.
    Growth,
    /// Season × smoothed level.
    Level,
    /// The mean of the last six months.
    Mean,
    /// The mean of growth and level.
    Both,
}

impl Method {
    const ALL: [Self; 5] = [Self::LastYear, Self::Growth, Self::Level, Self::Mean, Self::Both];

    /// What the `left` months after the series may bring; none where it is too short, or has nothing to go by.
    fn rest(self, series: &[Exact], left: usize) -> Option<Exact> {
        let known = series.len();
        match self {
            Self::LastYear => {
                let from = known.checked_sub(12)?;
                Some(series.get(from..from + left)?.iter().sum())
            }
            Self::Growth => {
                let months = known.checked_sub(12).filter(|months| *months >= 3)?.min(12);
                let now: Exact = series[known - months..].iter().sum();
                let then: Exact = series[known - 12 - months..known - 12].iter().sum();
                let is_sound = then.is_positive() && now.is_positive();
                let last_year = Self::LastYear.rest(series, left)?;
                is_sound.then(|| Some(&last_year * &now.checked_div(&then)?))?
            }
            Self::Level => level(series, left),
            Self::Mean => {
                let from = known.checked_sub(LEAST_MONTHS)?;
                let sum: Exact = series[from..].iter().sum();
                Some(part(&(&sum * &whole(left)), LEAST_MONTHS))
            }
            Self::Both => {
                let growth = Self::Growth.rest(series, left)?;
                Some(part(&(&growth + &Self::Level.rest(series, left)?), 2))
            }
        }
    }
}

/// What a year may come to, of the months known up to now, the months left and what was sold of the year.
pub(super) fn forecast(series: &[Exact], left: usize, so_far: &Exact) -> Outlook {
    if left == 0 {
        return Outlook::None(NoForecast::Over);
    }
    let short = Outlook::None(NoForecast::Short(series.len()));
    if series.len() < LEAST_MONTHS {
        return short;
    }
    let (method, trials) = chosen(series, left);
    let Some(rest) = method.rest(series, left) else {
        return short;
    };
    let misses = misses(method, series, left);
    let range = quantile(misses.iter().map(|(_, miss)| miss)).map(|miss| {
        let reach = &rest * &miss;
        [&rest - &reach, &rest + &reach].map(|end| (&end + so_far).round(2))
    });
    Outlook::Forecast(Box::new(Forecast {
        year: (so_far + &rest).round(2),
        range,
        hits: hits(&misses, left),
        method,
        trials: trials.len(),
        missed: missed(method, series, left, &trials),
        naive_missed: missed(Method::LastYear, series, left, &trials),
    }))
}

/// The method that would have missed the least, and the trials that say so: how many months were known at each.
fn chosen(series: &[Exact], left: usize) -> (Method, Vec<usize>) {
    let known = series.len();
    let ends = || LEAST_MONTHS..=known.saturating_sub(left);
    let can = |method: Method, end: usize| method.rest(&series[..end], left).is_some();
    let is_tried = |method: &Method| {
        let trials = ends().filter(|end| can(*method, *end)).count();
        trials >= LEAST_TRIALS && can(*method, known)
    };
    let tried: Vec<Method> = Method::ALL.into_iter().filter(is_tried).collect();
    // Methods are compared by the same months, those that all of them had enough to go by for.
    let common = ends().filter(|end| tried.iter().all(|method| can(*method, *end)));
    let mut trials: Vec<usize> = common.collect();
    trials.drain(..trials.len().saturating_sub(TRIALS));
    let missed = |method: &Method| missed(*method, series, left, &trials);
    let best = tried
        .iter()
        .filter_map(|method| Some((missed(method)?, *method)))
        .reduce(|best, other| if other.0 < best.0 { other } else { best });
    match best {
        Some((_, method)) => (method, trials),
        None if can(Method::LastYear, known) => (Method::LastYear, Vec::new()),
        None => (Method::Mean, Vec::new()),
    }
}

/// All misses over all that was sold; none where nothing was.
fn missed(method: Method, series: &[Exact], left: usize, trials: &[usize]) -> Option<Exact> {
    let (mut missed, mut sold) = (Exact::zero(), Exact::zero());
    for &end in trials {
        let came: Exact = series.get(end..end + left)?.iter().sum();
        missed = &missed + &distance(&came, &method.rest(&series[..end], left)?);
        sold = &sold + &came;
    }
    sold.is_positive().then(|| missed.checked_div(&sold))?
}

/// By how much the method missed, as a share of what it had said, and how many months were known then.
fn misses(method: Method, series: &[Exact], left: usize) -> Vec<(usize, Exact)> {
    let ends = LEAST_MONTHS..=series.len().saturating_sub(left);
    let miss = |end: usize| {
        let said = method.rest(&series[..end], left)?;
        let came: Exact = series.get(end..end + left)?.iter().sum();
        let share = said
            .is_positive()
            .then(|| distance(&came, &said).checked_div(&said))??;
        Some((end, share))
    };
    ends.filter_map(miss).collect()
}

/// The miss that four of five do not exceed.
fn quantile<'a>(misses: impl Iterator<Item = &'a Exact>) -> Option<Exact> {
    let mut misses: Vec<&Exact> = misses.collect();
    misses.sort();
    let at = (misses.len() * 4).div_ceil(5).checked_sub(1)?;
    (misses.len() >= LEAST_MISSES).then(|| misses[at].clone())
}

/// Ranges of the past, each made of the misses that were known when it would have been made.
fn hits(misses: &[(usize, Exact)], left: usize) -> Option<Hits> {
    let held = misses.iter().filter_map(|(end, miss)| {
        let earlier = misses.iter().filter(|(other, _)| other + left <= *end);
        Some(*miss <= quantile(earlier.map(|(_, miss)| miss))?)
    });
    let mut held: Vec<bool> = held.collect();
    held.drain(..held.len().saturating_sub(RANGES));
    (!held.is_empty()).then(|| Hits {
        inside: held.iter().filter(|held| **held).count(),
        of: held.len(),
    })
}

/// Season × smoothed level. The season is that of the whole years back from the last month, drawn to 1 below two of them.
fn level(series: &[Exact], left: usize) -> Option<Exact> {
    let known = series.len();
    if known < LEAST_MONTHS {
        return None;
    }
    let season = season(series)?;
    // Places of the season count from the month after the last, so that month `known` is at 0.
    let of = |month: usize| &season[(month + 12 * 12 - known % 12) % 12];
    let mut level: Option<Exact> = None;
    for (month, sold) in series.iter().enumerate() {
        let now = sold.checked_div(of(month))?;
        level = Some(match level {
            None => now.round(2),
            // Three tenths of what is new.
            Some(level) => (&level + &(&(&now - &level) * &Decimal::new(3, 1).into())).round(2),
        });
    }
    let seasons: Exact = (known..known + left).map(of).sum();
    Some(&level? * &seasons)
}

/// The weights of the twelve months that follow; 1 each where no whole year is known.
fn season(series: &[Exact]) -> Option<Vec<Exact>> {
    let years: Vec<&[Exact]> = series.rchunks_exact(12).collect();
    let trust = Decimal::from(series.len().min(24) as u64) / Decimal::from(24);
    let weight = |place: usize| {
        let mut sum = Exact::zero();
        for year in &years {
            let all: Exact = year.iter().sum();
            sum = &sum + &(&year[place] * &whole(12)).checked_div(&all)?;
        }
        let ratio = match years.len() {
            0 => Exact::one(),
            years => part(&sum, years),
        };
        let drawn = &Exact::one() + &(&Exact::from(trust) * &(&ratio - &Exact::one()));
        Some(drawn.round(4)).filter(Exact::is_positive)
    };
    (0..12).map(weight).collect()
}

fn distance(a: &Exact, b: &Exact) -> Exact {
    if a < b { b - a } else { a - b }
}

fn whole(number: usize) -> Exact {
    Exact::from(Decimal::from(number as u64))
}

fn part(figure: &Exact, parts: usize) -> Exact {
    figure.checked_div(&whole(parts)).unwrap_or_else(Exact::zero)
}
