//! How the texts of a column are written: what the settings say, and what a look at the whole column finds out.

use super::Timezone;
use serde::{Deserialize, Serialize};

/// How a date such as 05/10/2026 or 26/10/05 reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day; said of years of two digits, since those of four show what they are.
    Ymd,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    /// The word in settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// What separates the parts of a date.
const MARKS: [char; 3] = ['/', '-', '.'];

/// The orders in which the dates of a column are written whose year doesn't stand first with four digits: one for each
/// mark between their parts and each width of their year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orders([Option<DateOrder>; 2 * MARKS.len()]);

impl Orders {
    /// One order for all.
    pub fn all(order: Option<DateOrder>) -> Self {
        Self([order; 2 * MARKS.len()])
    }

    /// The order of dates with that mark.
    pub fn of(&self, mark: char, is_short: bool) -> Option<DateOrder> {
        self.0.get(place(mark, is_short)?).copied().flatten()
    }

    /// States the order of dates with that mark.
    pub fn set(&mut self, mark: char, is_short: bool, order: Option<DateOrder>) {
        if let Some(slot) = place(mark, is_short).and_then(|place| self.0.get_mut(place)) {
            *slot = order;
        }
    }
}

fn place(mark: char, is_short: bool) -> Option<usize> {
    let mark = MARKS.iter().position(|known| *known == mark)?;
    Some(mark * 2 + usize::from(is_short))
}

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.50
    #[serde(rename = ".")]
    Point,
    /// 1.234,50
    #[serde(rename = ",")]
    Comma,
}

impl DecimalMark {
    /// The mark itself, as settings state it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Point => ".",
            Self::Comma => ",",
        }
    }
}

/// Why dates that read two ways are not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DateDoubt {
    /// No date of the column tells, but under one order alone all of them are of the period, if under any.
    #[default]
    Open,
    /// Under that order alone all of them are of the period.
    Likely(DateOrder),
    /// Others of the column read one way alone, but not the same.
    Contradiction([String; 2]),
    /// One of the column cannot be read as the settings say.
    Setting {
        /// What the settings say.
        order: DateOrder,
        /// The date.
        text: String,
    },
    /// A year and one digit: 2026.1 may be January, or October without its last zero.
    MonthWithoutZero,
}

/// How the texts of a column are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// The orders of day, month and year.
    pub orders: Orders,
    /// Whether a spreadsheet took the day for the month where it could, and left as texts what it could not.
    pub swapped: bool,
    /// What stands before decimals.
    pub decimal: Decimals,
    /// The zone of moments that state their own; none where they stay as they are written.
    pub timezone: Option<Timezone>,
}

/// What is known of the decimals of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimals {
    /// They stand behind a point.
    #[default]
    Point,
    /// They stand behind a comma.
    Comma,
    /// Nobody can tell: numbers with one mark before three digits are not read.
    Unknown,
}

impl From<DecimalMark> for Decimals {
    fn from(mark: DecimalMark) -> Self {
        match mark {
            DecimalMark::Point => Self::Point,
            DecimalMark::Comma => Self::Comma,
        }
    }
}
