//! Forecasts worked out by hand.

use super::*;
use crate::measure::details::season::Seasons;
use rust_decimal::{Decimal, dec};

fn months(sold: impl IntoIterator<Item = i64>) -> Vec<Exact> {
    sold.into_iter().map(Exact::from).collect()
}

/// What each method says of the months left.
fn said(sold: &[i64], left: usize) -> Vec<Option<String>> {
    let series = months(sold.iter().copied());
    let seasons = Seasons::new(&series);
    let past = Past {
        series: &series,
        seasons: &seasons,
    };
    let said = Method::ALL.iter().map(|method| method.rest(past, 0, left));
    said.map(|rest| rest.map(|rest| rest.to_string())).collect()
}

fn outlook(sold: &[i64], left: usize) -> Outlook {
    let series = months(sold.iter().copied());
    let seasons = Seasons::new(&series);
    let past = Past {
        series: &series,
        seasons: &seasons,
    };
    forecast(past, &Tried::new(&[past], left), left, &Exact::from(1000))
}

fn told(sold: &[i64], left: usize) -> Box<Forecast> {
    match outlook(sold, left) {
        Outlook::Forecast(forecast) => forecast,
        Outlook::None(why) => panic!("{why:?}"),
    }
}

fn some(texts: [&str; 5]) -> Vec<Option<String>> {
    texts
        .map(|text| Some(text).filter(|text| *text != "-").map(String::from))
        .into()
}

/// Two years that are alike but for their height: 100 a month and 200 in the first month, then half as much again.
#[test]
fn each_method_says_what_its_formula_says() {
    let first = [200, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100];
    let sold: Vec<i64> = first
        .iter()
        .copied()
        .chain(first.iter().map(|month| month * 3 / 2))
        .collect();
    // In order: last year's month is 300; six months of 150; the season of the first month is 24/13 = 1.8462 and the
    // level 1950 ÷ 12.0003, as the weights are 1.8462 + 11 × 0.9231; 300 × 1950/1300; the mean of the last three.
    assert_eq!(said(&sold, 1), some(["300", "150", "300", "450", "300"]));
    // A second month of 150: 450; 300; (1.8462 + 0.9231) × 1950 ÷ 12.0003 = 450; 675; 475
    assert_eq!(said(&sold, 2), some(["450", "300", "450", "675", "475"]));
}

#[test]
fn a_method_says_nothing_of_too_little() {
    assert_eq!(said(&[100; 5], 1), some(["-"; 5]));
    assert_eq!(said(&[100; 6], 1), some(["-", "100", "100", "-", "-"]));
    assert_eq!(said(&[100; 12], 2), some(["200", "200", "200", "-", "-"]));
    assert_eq!(said(&[100; 14], 2), some(["200", "200", "200", "-", "-"]));
    assert_eq!(said(&[100; 15], 2), some(["200", "200", "200", "200", "200"]));
    // Growth over nothing is none, and so is the mean that it is a part of. A month like those that brought nothing weighs
    // 1 − 15/24 = 0.375 of twelve: 60 × 0.375 ÷ 12.
    let mut sold = [0; 15];
    sold[14] = 60;
    assert_eq!(said(&sold, 1), some(["0", "10", "1.88", "-", "-"]));
}

/// Six months: 100 each but for the last, 160. The mean of six is 110; a level without a season is the same.
#[test]
fn too_short_a_past_is_forecast_untried() {
    let forecast = told(&[100, 100, 100, 100, 100, 160], 2);
    assert_eq!(forecast.method, Method::Mean);
    assert_eq!(forecast.year, Exact::from(1220));
    assert_eq!((forecast.trials, &forecast.missed), (0, &None));
    assert_eq!((&forecast.range, forecast.hits), (&None, None));
}

/// Nine months, one left. Three trials: of the 7th, 8th and 9th month, which brought 130, 70 and 100.
/// The mean said 100, then (500 + 130) ÷ 6 = 105, then (400 + 130 + 70) ÷ 6 = 100; the level (a mean of all months known,
/// since there is no season) 100, 730 ÷ 7 and 800 ÷ 8.
#[test]
fn the_method_that_missed_the_least_is_taken() {
    let forecast = told(&[100, 100, 100, 100, 100, 100, 130, 70, 100], 1);
    // The mean missed by 30 + 35 + 0 = 65; the level by 30 + |70 − 730 ÷ 7| + |100 − 800 ÷ 8| = 30 + 34.29 + 0 = 64.29.
    assert_eq!(forecast.method, Method::Level);
    assert_eq!(forecast.trials, 3);
    assert_eq!(forecast.missed, Some(Exact::from(dec!(0.2143))), "64.29 of 300");
    // The level of nine months is 900 ÷ 9.
    assert_eq!(forecast.year, Exact::from(1100));
    assert_eq!(forecast.naive_missed, None);
    assert_eq!(forecast.range, None, "three misses are no range");
}

#[test]
fn the_range_is_what_four_of_five_misses_stayed_within() {
    let misses: Vec<(usize, Exact)> = [20, 30, 10, 40, 0, 50, 15, 25, 35, 5]
        .into_iter()
        .enumerate()
        .map(|(ago, miss)| (ago + 1, Exact::from(Decimal::new(miss, 2))))
        .collect();
    let of = |count: usize| quantile(misses.iter().take(count).map(|(_, miss)| miss));
    assert_eq!(of(4), None);
    assert_eq!(of(5), Some(dec!(0.3).into()), "the fourth of 0, 10, 20, 30, 40");
    assert_eq!(
        of(6),
        Some(dec!(0.4).into()),
        "the fifth of 0, 10, 20, 30, 40, 50"
    );
    assert_eq!(of(10), Some(dec!(0.35).into()), "the eighth of ten");
    // A month ago five or more misses were known for the misses of the first five; the last five have too few before.
    // 20 within the 4th of … 50: of 30 10 40 0 50 15 25 35 5 the eighth is 40; of the others in turn 35, 35, 35, 35.
    // 20 ≤ 40 holds, 30 ≤ 35 holds, 10 holds, 40 > 35 does not, 0 holds.
    assert_eq!(hits(&misses, 1), Some(Hits { inside: 4, of: 5 }));
    assert_eq!(hits(&misses[..5], 1), None);
}

#[test]
fn the_range_lies_around_the_rest_not_around_the_year() {
    // Twenty months of 100 and 120 in turn: the mean of six is always 110, and each month is 10 beside it.
    let sold: Vec<i64> = (0..20).map(|month| 100 + 20 * (month % 2)).collect();
    let forecast = told(&sold, 1);
    // Last year's month is the same again: no miss at all.
    assert_eq!(forecast.method, Method::LastYear);
    assert_eq!(forecast.missed, Some(Exact::zero()));
    assert_eq!(forecast.range, Some([1100, 1100].map(Exact::from)));
    assert_eq!(forecast.hits, Some(Hits { inside: 3, of: 3 }));
}

#[test]
fn why_there_is_no_forecast_is_told() {
    assert_eq!(outlook(&[100; 30], 0), Outlook::None(NoForecast::Over));
    assert_eq!(outlook(&[100; 5], 3), Outlook::None(NoForecast::Short(5)));
}

/// Two reps of nine months: what is best for both together is taken for both.
#[test]
fn those_tried_together_have_one_method() {
    let (steady, falling) = (
        months([100; 9]),
        months([100, 100, 100, 100, 100, 100, 40, 30, 20]),
    );
    let seasons = Seasons::new(&months([200; 9]));
    let pasts = [&steady, &falling].map(|series| Past {
        series,
        seasons: &seasons,
    });
    let tried = Tried::new(&pasts, 1);
    // The steady one is never missed. Of the falling one the mean says 100, 90, 78.33 and misses 60, 60, 58.33; the level
    // says 100, 640 ÷ 7 = 91.43, 670 ÷ 8 = 83.75 and misses 60, 61.43, 63.75. All sold 390 in the months tried.
    assert_eq!(tried.months, 3);
    assert_eq!(
        tried.missed,
        [(dec!(0.4573), Method::Mean), (dec!(0.4748), Method::Level)]
            .map(|(missed, method)| (missed.into(), method))
    );
    let ranked = tried.best(pasts[0], 1);
    assert_eq!(ranked, Some((Method::Mean, Exact::from(100))));
}
