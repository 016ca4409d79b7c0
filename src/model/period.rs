//! Periods of appraisal: a month, a quarter or a year of the Gregorian calendar.

use super::Language;
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// Month `month` (1…12) of `year` (1900…9998).
    pub const fn new(year: i32, month: u32) -> Option<Self> {
        if 1900 <= year && year <= 9998 && 1 <= month && month <= 12 {
            Some(Self { year, month })
        } else {
            None
        }
    }

    /// The month that a date falls in; none outside the years 1900…9998.
    pub fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), date.month())
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month's number, 1…12.
    pub fn number(self) -> u32 {
        self.month
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first_day() - Days::new(1)
    }

    /// The month `months` later, or earlier where negative.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let index = self.year * 12 + self.month as i32 - 1 + months;
        Self {
            year: index.div_euclid(12),
            month: index.rem_euclid(12) as u32 + 1,
        }
    }
}

/// `2026-10`
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The period that an appraisal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Month,
    months: i32,
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl Period {
    /// A single month.
    pub fn month(month: Month) -> Self {
        Self {
            first: month,
            months: 1,
        }
    }

    /// A year of 1900…9998; one outside is the nearest of them.
    pub fn of_year(year: i32) -> Self {
        Self {
            first: Month {
                year: year.clamp(1900, 9998),
                month: 1,
            },
            months: 12,
        }
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        self.first.first_day()
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.first.plus(self.months - 1).last_day()
    }

    /// Whether a date falls in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        // Asked for every row, so without making a day of either end.
        let months =
            (date.year() - self.first.year) * 12 + date.month0() as i32 - (self.first.month as i32 - 1);
        (0..self.months).contains(&months)
    }

    /// Whether all of `other` lies within it.
    pub fn covers(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }

    /// Its months, first to last.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (0..self.months).map(move |offset| self.first.plus(offset))
    }

    /// The year of its first day.
    pub fn year(self) -> i32 {
        self.first.year
    }

    /// As people write it: 2026年10月, 2026年第4季度, 2026年; October 2026, Q4 2026, 2026.
    pub fn name(self, language: Language) -> String {
        let Month { year, month } = self.first;
        let quarter = month.div_ceil(3);
        match (language, self.months) {
            (Language::Chinese, 1) => format!("{year}年{month}月"),
            (Language::Chinese, 3) => format!("{year}年第{quarter}季度"),
            (Language::Chinese, _) => format!("{year}年"),
            (Language::English, 1) => format!("{} {year}", self.first.first_day().format("%B")),
            (Language::English, 3) => format!("Q{quarter} {year}"),
            (Language::English, _) => year.to_string(),
        }
    }

    /// The period of the same length just before (环比).
    #[must_use]
    pub fn before(self) -> Self {
        Self {
            first: self.first.plus(-self.months),
            ..self
        }
    }

    /// The period of the same length just after.
    #[must_use]
    pub fn after(self) -> Self {
        Self {
            first: self.first.plus(self.months),
            ..self
        }
    }

    /// The same period of the year before (同比).
    #[must_use]
    pub fn year_before(self) -> Self {
        Self {
            first: self.first.plus(-12),
            ..self
        }
    }
}

/// `2026-10`, `2026-Q4`, `2026`
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months {
            1 => self.first.fmt(f),
            3 => write!(f, "{:04}-Q{}", self.first.year, self.first.month.div_ceil(3)),
            _ => write!(f, "{:04}", self.first.year),
        }
    }
}

/// The text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period; write a month as 2026-10, a quarter as 2026-Q4 or a year as 2026")]
pub struct NotAPeriod(pub String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        parse(text.trim()).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let digits = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())?
    };
    let Some((year, part)) = text.split_once('-') else {
        return Some(Period {
            first: Month::new(digits(text, 4)? as i32, 1)?,
            months: 12,
        });
    };
    let year = digits(year, 4)? as i32;
    if let Some(quarter) = part.strip_prefix(['Q', 'q']) {
        let quarter = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Some(Period {
            first: Month::new(year, quarter * 3 - 2)?,
            months: 3,
        });
    }
    Some(Period::month(Month::new(year, digits(part, 2)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn periods_read_as_they_are_written() {
        for text in ["2026-10", "2026-Q4", "2026", "2024-02"] {
            assert_eq!(period(text).to_string(), text);
        }
        for text in [
            "2026-13",
            "2026-Q5",
            "26-10",
            "2026-1",
            "2026-10-01",
            "",
            "十月",
            "2026-00",
            "0001",
            "9999",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn periods_are_named_as_people_write_them() {
        for (text, chinese, english) in [
            ("2026-10", "2026年10月", "October 2026"),
            ("2026-Q4", "2026年第4季度", "Q4 2026"),
            ("2026", "2026年", "2026"),
        ] {
            assert_eq!(period(text).name(Language::Chinese), chinese);
            assert_eq!(period(text).name(Language::English), english);
        }
    }

    #[test]
    fn neighbours_have_the_same_length() {
        for (text, before, year_before) in [
            ("2026-01", "2025-12", "2025-01"),
            ("2026-Q1", "2025-Q4", "2025-Q1"),
            ("2026", "2025", "2025"),
        ] {
            assert_eq!(period(text).before(), period(before));
            assert_eq!(period(text).year_before(), period(year_before));
        }
    }

    #[test]
    fn last_days_know_leap_years() {
        assert_eq!(period("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(period("2026-Q4").last_day().to_string(), "2026-12-31");
        assert_eq!(period("2026").first_day().to_string(), "2026-01-01");
    }
}
