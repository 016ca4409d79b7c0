//! Working days: Monday to Friday, less public holidays, plus the days worked in exchange (调休).

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A span of public holiday, first and last day as `[month, day]`.
type Span = [[u32; 2]; 2];

/// What the State Council (国务院办公厅) published for a year.
struct PublishedYear {
    year: i32,
    holidays: &'static [Span],
    worked: &'static [[u32; 2]],
}

/// Sources: 国办发明电〔2023〕7号 (2023-10-25), 〔2024〕12号 (2024-11-12) and 〔2025〕7号 (2025-11-04).
const PUBLISHED: [PublishedYear; 3] = [
    PublishedYear {
        year: 2024,
        holidays: &[
            [[1, 1], [1, 1]],
            [[2, 10], [2, 17]],
            [[4, 4], [4, 6]],
            [[5, 1], [5, 5]],
            [[6, 10], [6, 10]],
            [[9, 15], [9, 17]],
            [[10, 1], [10, 7]],
        ],
        worked: &[
            [2, 4],
            [2, 18],
            [4, 7],
            [4, 28],
            [5, 11],
            [9, 14],
            [9, 29],
            [10, 12],
        ],
    },
    PublishedYear {
        year: 2025,
        holidays: &[
            [[1, 1], [1, 1]],
            [[1, 28], [2, 4]],
            [[4, 4], [4, 6]],
            [[5, 1], [5, 5]],
            [[5, 31], [6, 2]],
            [[10, 1], [10, 8]],
        ],
        worked: &[[1, 26], [2, 8], [4, 27], [9, 28], [10, 11]],
    },
    PublishedYear {
        year: 2026,
        holidays: &[
            [[1, 1], [1, 3]],
            [[2, 15], [2, 23]],
            [[4, 4], [4, 6]],
            [[5, 1], [5, 5]],
            [[6, 19], [6, 21]],
            [[9, 25], [9, 27]],
            [[10, 1], [10, 7]],
        ],
        worked: &[[1, 4], [2, 14], [2, 28], [5, 9], [9, 20], [10, 10]],
    },
];

/// Whose public holidays are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Country {
    /// Those that the State Council publishes for China.
    #[default]
    #[serde(rename = "CN")]
    China,
    /// Nobody's: the company's own days are all there are, and every year is known.
    #[serde(rename = "none")]
    None,
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// Which days are worked. A day that is in neither list follows its weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    country: Country,
    days: BTreeMap<NaiveDate, bool>,
    years: BTreeSet<i32>,
}

impl Calendar {
    /// The years that a country published, with a company's own days laid over them. A year that `holidays` or
    /// `worked` names counts as known.
    pub fn new(country: Country, holidays: &[NaiveDate], worked: &[NaiveDate]) -> Self {
        let mut calendar = Self {
            country,
            days: BTreeMap::new(),
            years: BTreeSet::new(),
        };
        let published: &[PublishedYear] = match country {
            Country::China => &PUBLISHED,
            Country::None => &[],
        };
        for published in published {
            let date = |[month, day]: [u32; 2]| NaiveDate::from_ymd_opt(published.year, month, day);
            for &[first, last] in published.holidays {
                if let (Some(first), Some(last)) = (date(first), date(last)) {
                    calendar.set(first.iter_days().take_while(|day| *day <= last), false);
                }
            }
            calendar.set(published.worked.iter().filter_map(|&day| date(day)), true);
        }
        calendar.set(holidays.iter().copied(), false);
        calendar.set(worked.iter().copied(), true);
        calendar
    }

    fn set(&mut self, days: impl Iterator<Item = NaiveDate>, worked: bool) {
        for day in days {
            self.days.insert(day, worked);
            self.years.insert(day.year());
        }
    }

    /// Whether the public holidays of that year are known.
    pub fn knows(&self, year: i32) -> bool {
        self.country == Country::None || self.years.contains(&year)
    }

    /// Whether that day is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.days.get(&day).copied().unwrap_or(!weekend)
    }

    /// The number of working days from `first` to `last`, both included; 0 where `last` is earlier. However long the span
    /// is, only the days that are holidays or worked in exchange are looked at one by one.
    pub fn working_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        if last < first {
            return 0;
        }
        let days = (last - first).num_days() + 1;
        let rest = days % 7;
        let is_working = |offset: i64| (i64::from(first.weekday().num_days_from_monday()) + offset) % 7 < 5;
        let of_rest = (0..rest).filter(|offset| is_working(*offset)).count();
        let weekdays = days / 7 * 5 + i64::try_from(of_rest).unwrap_or(0);
        let changes = self.days.range(first..=last).map(|(day, worked)| {
            let is_weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            i64::from(*worked) - i64::from(is_weekday)
        });
        u32::try_from(weekdays + changes.sum::<i64>()).unwrap_or(0)
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new(Country::default(), &[], &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Month;

    fn working_days(year: i32, month: u32) -> u32 {
        let month = Month::new(year, month).unwrap();
        Calendar::default().working_days(month.first_day(), month.last_day())
    }

    #[test]
    fn months_have_the_working_days_that_hr_calendars_print() {
        // Counted by hand from the notices.
        for (year, month, days) in [
            (2024, 2, 18),
            (2024, 10, 19),
            (2025, 1, 19),
            (2025, 10, 18),
            (2026, 2, 16),
            (2026, 9, 22),
            (2026, 10, 18),
        ] {
            assert_eq!(working_days(year, month), days, "{year}-{month}");
        }
    }

    #[test]
    fn every_worked_day_in_exchange_is_a_weekend_and_no_holiday() {
        for published in &PUBLISHED {
            for &[month, day] in published.worked {
                let date = NaiveDate::from_ymd_opt(published.year, month, day).unwrap();
                assert!(matches!(date.weekday(), Weekday::Sat | Weekday::Sun), "{date}");
                assert!(Calendar::default().is_working_day(date), "{date}");
            }
        }
    }

    #[test]
    fn spans_count_as_their_days_do_one_by_one() {
        let calendar = Calendar::default();
        let start = NaiveDate::from_ymd_opt(2026, 9, 14).unwrap();
        for first in 0..40 {
            for last in 0..120 {
                let [first, last] = [first, last].map(|days| start + chrono::Days::new(days));
                let one_by_one = start.iter_days().take_while(|day| *day <= last);
                let one_by_one = one_by_one.filter(|day| *day >= first && calendar.is_working_day(*day));
                let count = u32::try_from(one_by_one.count()).unwrap();
                assert_eq!(calendar.working_days(first, last), count, "{first} to {last}");
            }
        }
        let all = calendar.working_days(NaiveDate::MIN, NaiveDate::MAX);
        assert!(all > 100_000_000, "{all}");
    }

    #[test]
    fn the_company_has_the_last_word() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let calendar = Calendar::new(Country::China, &[day(1)], &[day(6)]);
        assert!(calendar.knows(2027) && !calendar.knows(2028));
        assert!(!calendar.is_working_day(day(1)) && calendar.is_working_day(day(6)));
        assert_eq!(calendar.working_days(day(1), day(7)), 5);
        assert_eq!(calendar.working_days(day(7), day(1)), 0);
    }

    #[test]
    fn without_a_country_the_companys_days_are_all_there_are() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let calendar = Calendar::new(Country::None, &[day(10, 12)], &[day(10, 17)]);
        assert!(calendar.knows(2026) && calendar.knows(2050));
        assert!(calendar.is_working_day(day(10, 1)) && !calendar.is_working_day(day(10, 10)));
        assert!(!calendar.is_working_day(day(10, 12)) && calendar.is_working_day(day(10, 17)));
        assert_eq!(calendar.working_days(day(10, 1), day(10, 31)), 22);
    }
}
