//! The company's months → how much each month of a year weighs, as it could be told at each time.

use crate::model::Exact;
use rust_decimal::Decimal;

/// Months of sales that a season is believed in full with.
const TRUSTED_MONTHS: usize = 24;

/// Decimals of a weight.
const PLACES: u32 = 4;

/// The weights of the twelve months that follow; 1 for a month like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Season([Exact; 12]);

impl Season {
    /// Of the whole years back from the last month, each month's share of its year, in the mean; below two years drawn
    /// to 1 by what is lacking. None where a year brought nothing, or a month so much less than nothing
    /// that its weight would be none.
    fn of(series: &[Exact]) -> Option<Self> {
        let years: Vec<&[Exact]> = series.rchunks_exact(12).collect();
        let trust =
            Decimal::from(series.len().min(TRUSTED_MONTHS) as u64) / Decimal::from(TRUSTED_MONTHS as u64);
        let mut weights = std::array::from_fn(|_| Exact::one());
        if years.is_empty() {
            return Some(Self(weights));
        }
        let years_sold: Vec<Exact> = years.iter().map(|year| year.iter().sum()).collect();
        if !years_sold.iter().all(Exact::is_positive) {
            return None;
        }
        for (month, weight) in weights.iter_mut().enumerate() {
            let mut ratios = Exact::zero();
            for (year, sold) in years.iter().zip(&years_sold) {
                ratios = &ratios + &(year.get(month)? * &whole(12)).checked_div(sold)?;
            }
            let ratio = ratios.checked_div(&whole(years.len()))?;
            *weight = (&Exact::one() + &(&Exact::from(trust) * &(&ratio - &Exact::one()))).round(PLACES);
        }
        weights.iter().all(Exact::is_positive).then_some(Self(weights))
    }

    /// The weights of that many months that follow, together.
    pub(super) fn after(&self, months: usize) -> Exact {
        self.0.iter().cycle().take(months).sum()
    }

    /// The weights of that many months up to now, together.
    pub(super) fn before(&self, months: usize) -> Exact {
        self.0.iter().rev().cycle().take(months).sum()
    }
}

pub(super) fn whole(number: usize) -> Exact {
    Exact::from(Decimal::from(number as u64))
}

/// The season as it could be told so many months ago.
#[derive(Debug, Clone)]
pub(super) struct Seasons(Vec<Option<Season>>);

impl Seasons {
    /// Of the company's months up to now.
    pub(super) fn new(series: &[Exact]) -> Self {
        let then = |ago: usize| Season::of(&series[..series.len() - ago]);
        Self((0..=series.len()).map(then).collect())
    }

    pub(super) fn then(&self, ago: usize) -> Option<&Season> {
        self.0.get(ago)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(sold: impl IntoIterator<Item = i64>) -> Vec<Exact> {
        sold.into_iter().map(Exact::from).collect()
    }

    fn weights(season: Option<Season>) -> Vec<String> {
        season.unwrap().0.iter().map(ToString::to_string).collect()
    }

    /// A month that sells twice as much as each of the eleven others weighs 2 × 12 ÷ 13.
    #[test]
    fn a_month_weighs_its_share_of_the_year() {
        let year = [20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10];
        let two = Season::of(&months([year, year].concat()));
        let of_two = weights(two);
        assert_eq!((of_two[0].as_str(), of_two[1].as_str()), ("1.8462", "0.9231"));
        // Of one year half is believed: 1 + (24/13 − 1) ÷ 2.
        let of_one = weights(Season::of(&months(year)));
        assert_eq!((of_one[0].as_str(), of_one[1].as_str()), ("1.4231", "0.9615"));
        // Of eleven months nothing is known of a year.
        assert_eq!(weights(Season::of(&months([9; 11]))), vec!["1"; 12]);
    }

    #[test]
    fn weights_begin_with_the_month_that_follows() {
        // Thirteen months: the year that counts begins with the second, which is the month that follows next.
        let mut sold = vec![500];
        sold.extend([20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
        let season = Season::of(&months(sold)).unwrap();
        assert_eq!(season.after(1), season.0[0]);
        assert_eq!(season.before(1), season.0[11]);
        assert_eq!(season.after(13), &season.after(12) + &season.0[0]);
        assert!(season.0[0] > season.0[1]);
    }

    #[test]
    fn there_is_no_season_of_years_that_brought_nothing() {
        assert_eq!(Season::of(&months([0; 12])), None);
        let mut returned = [10; 12];
        returned[3] = -900;
        assert_eq!(Season::of(&months(returned)), None);
        // The year brought 50, and the month −60.
        returned[3] = -60;
        assert_eq!(Season::of(&months(returned)), None);
    }

    #[test]
    fn a_season_is_of_what_was_known_then() {
        let sold = months((1..=30).map(|month| 100 + month));
        let seasons = Seasons::new(&sold);
        assert_eq!(seasons.then(5), Season::of(&sold[..25]).as_ref());
        assert_eq!(seasons.then(31), None);
    }
}
