//! The months of a year: which they are, how many days are worked in each, what each weighs.

use crate::model::{Calendar, Exact, Month};
use rust_decimal::Decimal;

/// The months of a year, from January on.
pub fn year(year: i32) -> impl Iterator<Item = Month> + Clone {
    (1..=12).filter_map(move |number| Month::new(year, number))
}

/// The place of a month in its year, from 0.
pub(super) fn place(month: Month) -> usize {
    month.number() as usize - 1
}

/// The working days of each.
pub(super) fn working_days(calendar: &Calendar, months: &[Month]) -> [u32; 12] {
    let mut days = [0; 12];
    for (days, month) in days.iter_mut().zip(months) {
        *days = calendar.working_days(month.first_day(), month.last_day());
    }
    days
}

/// What each weighs: the season's weight, times its working days where these count.
pub(super) fn weights(season: &[Decimal; 12], days: Option<&[u32; 12]>) -> [Exact; 12] {
    std::array::from_fn(|at| {
        let days = days.map_or(1, |days| i64::from(days[at]));
        &Exact::from(season[at]) * &Exact::from(days)
    })
}
