//! The ways in which the months left of a year are forecast from those that were sold.

use super::season::{Season, Seasons, whole};
use crate::model::Exact;
use serde::{Deserialize, Serialize};

/// Months that a forecast needs.
pub const LEAST_MONTHS: usize = 6;

/// Months that the present level is the mean of.
const LEVEL_MONTHS: usize = 12;

/// Months beside those of the year before that growth needs.
const GROWTH_MONTHS: usize = 3;

/// How the months left are forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Last year's months as they were.
    LastYear,
    /// Last year's months × growth since.
    Growth,
    /// Season of the company × level of the last twelve months.
    Level,
    /// The mean of the last six months.
    Mean,
    /// The mean of growth, level and mean.
    Combined,
}

/// What a forecast goes by: somebody's months in a row up to now, and the company's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past<'a> {
    /// Sales of each month, the last one last.
    pub(super) series: &'a [Exact],
    /// What season the company's months show at each time.
    pub(super) seasons: &'a Seasons,
}

impl Past<'_> {
    /// The same as it was so many months ago.
    fn series_then(&self, ago: usize) -> Option<&[Exact]> {
        let known = self.series.len().checked_sub(ago)?;
        self.series.get(..known)
    }

    /// What the `left` months after those known `ago` months ago brought; none where they are not over.
    pub(super) fn came(&self, ago: usize, left: usize) -> Option<Exact> {
        let from = self.series.len().checked_sub(ago)?;
        Some(self.series.get(from..from + left)?.iter().sum())
    }
}

impl Method {
    /// All of them, the plainest first.
    pub(super) const ALL: [Self; 5] = [
        Self::LastYear,
        Self::Mean,
        Self::Level,
        Self::Growth,
        Self::Combined,
    ];

    /// What it would have said, `ago` months ago, of the `left` months that followed: to the cent. None where too little
    /// was known then, or there is nothing to go by.
    pub(super) fn rest(self, past: Past<'_>, ago: usize, left: usize) -> Option<Exact> {
        let series = past.series_then(ago)?;
        if series.len() < LEAST_MONTHS {
            return None;
        }
        let level = || level(series, past.seasons.then(ago)?, left);
        let rest = match self {
            Self::LastYear => last_year(series, left),
            Self::Mean => mean(series, left),
            Self::Level => level(),
            Self::Growth => growth(series, left),
            Self::Combined => {
                let sum = &(&growth(series, left)? + &level()?) + &mean(series, left)?;
                sum.checked_div(&whole(3))
            }
        }?;
        Some(rest.round(2))
    }
}

fn last_year(series: &[Exact], left: usize) -> Option<Exact> {
    let from = series.len().checked_sub(12)?;
    Some(series.get(from..from + left)?.iter().sum())
}

fn mean(series: &[Exact], left: usize) -> Option<Exact> {
    let sum = last(series, LEAST_MONTHS)?.iter().sum::<Exact>();
    (&sum * &whole(left)).checked_div(&whole(LEAST_MONTHS))
}

/// Last year's months, times the months known since, twelve at most, over the same ones a year before.
fn growth(series: &[Exact], left: usize) -> Option<Exact> {
    let until = series.len().checked_sub(12)?;
    let months = until.min(12);
    if months < GROWTH_MONTHS {
        return None;
    }
    let now: Exact = last(series, months)?.iter().sum();
    let then: Exact = last(series.get(..until)?, months)?.iter().sum();
    if !now.is_positive() || !then.is_positive() {
        return None;
    }
    (&last_year(series, left)? * &now).checked_div(&then)
}

/// What the last twelve months brought, over their weights in the season, times the weights of the months left.
fn level(series: &[Exact], season: &Season, left: usize) -> Option<Exact> {
    let months = series.len().min(LEVEL_MONTHS);
    let sold: Exact = last(series, months)?.iter().sum();
    (&sold * &season.after(left)).checked_div(&season.before(months))
}

fn last(series: &[Exact], months: usize) -> Option<&[Exact]> {
    series.get(series.len().checked_sub(months)?..)
}
