//! Figures and texts as Excel's cells take them.

use crate::model::Exact;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// The longest text of a cell, in UTF-16 units, as Excel counts.
const LONGEST_TEXT: usize = 32_767;

/// Decimals beyond which a cell's float has nothing to tell.
const MOST_PLACES: u32 = 15;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: the figure is missing.
    Missing,
    /// A figure.
    Number(Decimal),
    /// A text, which stays one whatever it starts with.
    Text(String),
    /// A day.
    Date(NaiveDate),
}

impl Value {
    /// A figure: exact where a decimal states it, else to as many decimals as a cell can hold, so that formulas
    /// that are made of it come to what is published.
    pub fn exact(figure: Option<&Exact>) -> Self {
        figure.map_or(Self::Missing, |figure| {
            Self::Number(figure.to_shortest_decimal(MOST_PLACES))
        })
    }

    /// A whole number.
    pub fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    /// A day.
    pub fn date(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Missing, Self::Date)
    }

    /// A figure that is a decimal already.
    pub fn decimal(figure: Option<Decimal>) -> Self {
        figure.map_or(Self::Missing, Self::Number)
    }

    /// A text; an empty one is missing.
    pub fn text(text: Option<&str>) -> Self {
        match text.map(cell_text) {
            Some(text) if !text.is_empty() => Self::Text(text.into_owned()),
            _ => Self::Missing,
        }
    }

    /// The figure, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// The float nearest to a decimal, which reads back as that decimal up to Excel's 15 digits.
pub fn nearest_float(decimal: Decimal) -> f64 {
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

/// A day as Excel counts them; none before March 1900, where Excel's own count is wrong.
pub fn serial(day: NaiveDate) -> Option<f64> {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let serial = day.signed_duration_since(start).num_days();
    (serial > 60).then_some(serial as f64)
}

/// A text that Excel can hold: line breaks as Excel writes them, characters that XML forbids shown as �,
/// no longer than a cell takes.
pub fn cell_text(text: &str) -> Cow<'_, str> {
    let clean = if text.contains(is_forbidden) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_forbidden, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    };
    if clean.len() <= LONGEST_TEXT || clean.encode_utf16().count() <= LONGEST_TEXT {
        return clean;
    }
    let cut = cut_to_units(&clean, LONGEST_TEXT - 1);
    Cow::Owned(format!("{cut}…"))
}

/// A text that a note can hold, which is a little less.
pub fn note_text(text: &str) -> Cow<'_, str> {
    const LONGEST_NOTE: usize = LONGEST_TEXT - 100;
    match cell_text(text) {
        Cow::Borrowed(text) => Cow::Borrowed(cut_to_units(text, LONGEST_NOTE)),
        Cow::Owned(text) => Cow::Owned(cut_to_units(&text, LONGEST_NOTE).to_owned()),
    }
}

/// The longest start of a text that has no more than so many UTF-16 units.
pub fn cut_to_units(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find_map(|(at, character)| {
        used += character.len_utf16();
        (used > units).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
}

/// How wide a text is, in columns of half a Chinese character; of several lines the widest counts.
pub fn display_width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Whether Excel would read a typed text of this kind as a formula.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn texts_fit_into_a_cell() {
        assert_eq!(cell_text("a\u{1}b\r\nc\rd\te"), "a\u{fffd}b\nc\u{fffd}d\te");
        assert_eq!(cell_text("=1+1"), "=1+1");
        let long = "😀".repeat(20_000);
        let cut = cell_text(&long);
        assert_eq!(cut.encode_utf16().count(), LONGEST_TEXT);
        assert!(cut.ends_with("😀…"));
        let exact = "字".repeat(LONGEST_TEXT);
        assert_eq!(cell_text(&exact), exact);
    }

    #[test]
    fn floats_read_back_as_the_decimal() {
        for (decimal, float) in [
            (dec!(541000.50), 541_000.5),
            (dec!(0.1), 0.1),
            (dec!(1.082001), 1.082_001),
            (dec!(-99999999999.99), -99_999_999_999.99),
        ] {
            assert_eq!(nearest_float(decimal).to_bits(), f64::to_bits(float));
        }
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        for (day, number) in [
            ("1900-03-01", Some(61.0)),
            ("2026-10-31", Some(46_326.0)),
            ("1900-02-28", None),
        ] {
            assert_eq!(serial(day.parse().unwrap()), number, "{day}");
        }
    }

    #[test]
    fn widths_count_chinese_twice() {
        assert_eq!(display_width("S001 陈晓岚"), 11);
        assert_eq!(display_width("一\nabcd"), 4);
        assert_eq!(display_width(""), 0);
    }
}
