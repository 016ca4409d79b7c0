//! Dates of three numbers whose year doesn't stand first with four digits: the orders in which they can be read.

use super::moment::full_year;
use crate::model::{DateOrder, Orders};
use chrono::NaiveDate;

/// Three numbers between two marks: 05/10/2026, 5.10.26, 26-10-05.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numeric {
    /// What separates them.
    pub mark: char,
    parts: [u32; 3],
    widths: [usize; 3],
}

/// What numbers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A day, whichever order is meant.
    Day(NaiveDate),
    /// No day in any order, or none in the order that is known.
    None,
    /// Several days.
    Open,
}

impl Numeric {
    /// The numbers at the start of a text, and what follows them.
    pub fn parse(text: &str) -> Option<(Self, &str)> {
        let (first, rest) = digits(text);
        let mark = rest.chars().next().filter(|mark| "/-.".contains(*mark))?;
        let (second, rest) = digits(&rest[1..]);
        let (third, rest) = digits(rest.strip_prefix(mark)?);
        let texts = [first, second, third];
        let widths = texts.map(str::len);
        let is_short = |width: usize| (1..=2).contains(&width);
        if !is_short(widths[0]) || !is_short(widths[1]) || !(is_short(widths[2]) || widths[2] == 4) {
            return None;
        }
        let mut parts = [0; 3];
        for (part, text) in parts.iter_mut().zip(texts) {
            *part = text.parse().ok()?;
        }
        Some((Self { mark, parts, widths }, rest))
    }

    /// Whether its year has two digits, wherever it stands.
    pub fn is_short(&self) -> bool {
        self.widths[2] != 4
    }

    /// The day in that order.
    pub fn under(&self, order: DateOrder) -> Option<NaiveDate> {
        let [first, second, third] = self.parts;
        let year = |at: usize| match self.widths[at] {
            4 => i32::try_from(self.parts[at])
                .ok()
                .filter(|year| (1900..=9998).contains(year)),
            2 => Some(full_year(self.parts[at])),
            _ => None,
        };
        match order {
            DateOrder::Dmy => NaiveDate::from_ymd_opt(year(2)?, second, first),
            DateOrder::Mdy => NaiveDate::from_ymd_opt(year(2)?, first, second),
            DateOrder::Ymd if self.is_short() => NaiveDate::from_ymd_opt(year(0)?, second, third),
            DateOrder::Ymd => None,
        }
    }

    /// What it comes to where `orders` are known.
    pub fn sense(&self, orders: Orders) -> Sense {
        // A year of four digits stands last whatever is said of those of two.
        let known = orders
            .of(self.mark, self.is_short())
            .filter(|order| self.is_short() || *order != DateOrder::Ymd);
        if let Some(order) = known {
            return self.under(order).map_or(Sense::None, Sense::Day);
        }
        let mut days = DateOrder::ALL.into_iter().filter_map(|order| self.under(order));
        match days.next() {
            None => Sense::None,
            Some(day) if days.all(|other| other == day) => Sense::Day(day),
            Some(_) => Sense::Open,
        }
    }
}

/// The digits at the start of a text, and the rest.
pub(super) fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}
