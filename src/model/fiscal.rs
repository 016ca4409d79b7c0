//! Years that targets are set for: twelve months from the month on that a company's years begin with → the months of each
//! year, half and quarter.

use super::period::Month;
use super::span::YearPart;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The month that a company's years begin with, and which of the two calendar years they touch they are called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct YearStart {
    /// The month, 1…12.
    month: u32,
    /// Whether it is the one that they end in.
    by_last: bool,
}

impl Default for YearStart {
    fn default() -> Self {
        Self::CALENDAR
    }
}

impl YearStart {
    /// Years of the calendar.
    pub const CALENDAR: Self = Self {
        month: 1,
        by_last: false,
    };

    /// Years that begin with a month, 1…12, and are called by the year that they begin in, or by the one that they end in.
    pub fn new(month: u32, by_last: bool) -> Option<Self> {
        let by_last = by_last && month > 1;
        (1..=12).contains(&month).then_some(Self { month, by_last })
    }

    /// Whether they are those of the calendar.
    pub fn is_calendar(self) -> bool {
        self.month == 1
    }

    /// The number of the month that they begin with.
    pub fn month(self) -> u32 {
        self.month
    }
}

/// One of a company's years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear {
    /// What it is called: 2026.
    number: i32,
    start: YearStart,
}

impl FiscalYear {
    /// The year of that number.
    pub fn new(number: i32, start: YearStart) -> Self {
        Self { number, start }
    }

    /// The year that a month is of.
    pub fn of(month: Month, start: YearStart) -> Self {
        let begins = month.year() - i32::from(month.number() < start.month);
        Self {
            number: begins + i32::from(start.by_last),
            start,
        }
    }

    /// Its number.
    pub fn number(self) -> i32 {
        self.number
    }

    /// The calendar year that it begins in.
    pub fn begins(self) -> i32 {
        self.number - i32::from(self.start.by_last)
    }

    /// The months of a part, in their order. A month is that of its number, be it of the next calendar year.
    pub fn months(self, part: YearPart) -> impl Iterator<Item = Month> {
        let before = self.start.month - 1;
        let begins = self.begins();
        let months = match part {
            YearPart::Month(number) => {
                let at = (u32::from(number) + 11 - before) % 12 + 1;
                at..=at
            }
            part => part.months(),
        };
        months.filter_map(move |at| {
            let index = before + at - 1;
            Month::new(begins + (index / 12).cast_signed(), index % 12 + 1)
        })
    }

    /// The month of a number, 1…12.
    pub fn month(self, number: u32) -> Option<Month> {
        let number = u8::try_from(number)
            .ok()
            .filter(|number| (1..=12).contains(number))?;
        self.months(YearPart::Month(number)).next()
    }

    /// Its last month.
    pub fn last_month(self) -> Option<Month> {
        self.months(YearPart::Whole).last()
    }
}

/// 2026, or FY2026 where it is not that of the calendar.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.start.is_calendar() { "" } else { "FY" };
        write!(f, "{mark}{:04}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn months(number: i32, (month, by_last): (u32, bool), part: YearPart) -> String {
        let year = FiscalYear::new(number, YearStart::new(month, by_last).unwrap());
        let months: Vec<Month> = year.months(part).collect();
        match months[..] {
            [only] => only.to_string(),
            [first, .., last] => format!("{first} {last}"),
            [] => String::new(),
        }
    }

    #[test]
    fn parts_of_years_are_months() {
        for (number, start, part, expected) in [
            (2026, (1, false), YearPart::Whole, "2026-01 2026-12"),
            (2026, (1, true), YearPart::Quarter(4), "2026-10 2026-12"),
            (2026, (4, false), YearPart::Whole, "2026-04 2027-03"),
            (2026, (4, true), YearPart::Whole, "2025-04 2026-03"),
            (2026, (4, false), YearPart::Quarter(1), "2026-04 2026-06"),
            (2026, (4, false), YearPart::Quarter(4), "2027-01 2027-03"),
            (2026, (4, false), YearPart::Half(2), "2026-10 2027-03"),
            (2026, (4, false), YearPart::Month(4), "2026-04"),
            (2026, (4, false), YearPart::Month(3), "2027-03"),
            (2026, (10, true), YearPart::Quarter(1), "2025-10 2025-12"),
            (2026, (12, false), YearPart::Quarter(1), "2026-12 2027-02"),
        ] {
            assert_eq!(
                months(number, start, part),
                expected,
                "{number} {start:?} {part:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn each_month_is_of_one_year(year in 1910..2100_i32, number in 1..13_u32, start in 1..13_u32, by_last: bool) {
            let start = YearStart::new(start, by_last).unwrap();
            let month = Month::new(year, number).unwrap();
            let own = FiscalYear::of(month, start);
            prop_assert_eq!(own.months(YearPart::Whole).filter(|of| *of == month).count(), 1);
            prop_assert_eq!(own.months(YearPart::Whole).count(), 12);
            prop_assert_eq!(own.month(number), Some(month));
            let parts = (1..=4).flat_map(|quarter| own.months(YearPart::Quarter(quarter)));
            prop_assert!(parts.eq(own.months(YearPart::Whole)));
        }
    }
}
