//! Cells → values: each parser gives what a cell states, or what is wrong with it.

mod clock;
pub mod columns;
mod day;
mod duration;
mod moment;
mod month;
mod names;
mod number;
mod scales;
mod setting;
mod text;
mod yes_no;

pub use day::Numeric;
pub use duration::duration;
pub use moment::{Stated, date, from_text, is_year_first, moment, swapped, was_converted};
pub use month::{Span, span, year};
pub use number::{Figure, Hint, figure, hint, is_number, number, percentage, share, stated_currency};
pub use scales::factor;
pub use setting::{row_setting, setting};
pub use text::{Texts, bare_number, id, id_or_name, plain, prose, text};
pub use yes_no::yes_no;

use crate::model::text::normalise;
use crate::model::{Dataset, DateDoubt, Field, Problem, Writing};
use crate::read::Cell;
use crate::recognise::Money;
use rust_decimal::Decimal;

/// What a parser needs to know of the cell's surroundings.
pub struct Setting<'a> {
    /// Whether dates count from 1904.
    pub epoch_1904: bool,
    /// How texts of the column are written.
    pub writing: Writing,
    /// What numbers of the column are multiplied by.
    pub multiplier: Decimal,
    /// The money that the column's numbers may be; none where they are none.
    pub money: Option<CellMoney<'a>>,
    /// The texts seen so far.
    pub texts: &'a mut Texts,
}

/// What a cell of money that states its own currency is read by.
#[derive(Debug, Clone, Copy)]
pub struct CellMoney<'a> {
    /// What the sheet says of its money.
    pub of_table: &'a Money,
    /// What the numbers are multiplied by in the currency that they are in.
    pub scale: Decimal,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It should be a number and is none.
    NotANumber,
    /// It should be a date and is none.
    NotADate,
    /// It should say yes or no and says neither.
    NotYesOrNo,
    /// It is a date that reads two ways.
    AmbiguousDate,
    /// It is a number that reads two ways.
    AmbiguousNumber,
    /// It is an id whose last digits were lost before the file was written.
    LostDigits,
}

/// What a cell states: nothing, a value, a flaw, or a value that is flawed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading<T> {
    /// The value.
    pub value: Option<T>,
    /// What is wrong with it.
    pub flaw: Option<Flaw>,
}

impl<T> Reading<T> {
    /// An empty cell.
    pub fn empty() -> Self {
        Self {
            value: None,
            flaw: None,
        }
    }

    /// A good value.
    pub fn of(value: T) -> Self {
        Self {
            value: Some(value),
            flaw: None,
        }
    }

    /// No value, since something is wrong.
    pub fn flawed(flaw: Flaw) -> Self {
        Self {
            value: None,
            flaw: Some(flaw),
        }
    }

    /// A value that is there, or a flaw where it is not.
    pub fn or(value: Option<T>, flaw: Flaw) -> Self {
        value.map_or_else(|| Self::flawed(flaw), Self::of)
    }

    /// The value changed by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading {
            value: self.value.map(change),
            flaw: self.flaw,
        }
    }
}

impl Flaw {
    /// The finding's problem: `cell` stands in `field` of `dataset`, and its row is rejected where it is `required`.
    pub fn problem(
        self,
        (dataset, field): (Dataset, Field),
        cell: &Cell,
        required: bool,
        doubt: &DateDoubt,
    ) -> Problem {
        let text = shown(cell);
        match self {
            Self::NotANumber => Problem::NotANumber {
                field,
                text,
                required,
            },
            Self::NotADate => Problem::NotADate {
                field,
                text,
                required,
            },
            Self::NotYesOrNo => Problem::NotYesOrNo {
                field,
                text,
                required,
            },
            Self::AmbiguousDate => Problem::AmbiguousDate {
                dataset,
                field,
                text,
                rows: 1,
                required,
                // Where the year stands first, it is a month without its zero.
                doubt: if is_year_first(&shown(cell)) {
                    DateDoubt::MonthWithoutZero
                } else {
                    doubt.clone()
                },
            },
            Self::AmbiguousNumber => Problem::AmbiguousNumber {
                dataset,
                field,
                text,
                rows: 1,
                required,
            },
            Self::LostDigits => Problem::LostDigits { field, text },
        }
    }
}

/// Error values as they stand in text files.
const ERRORS: [&str; 9] = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
];

/// What programs write for nothing, apart from dashes.
const BLANKS: [&str; 3] = ["n/a", "null", "(null)"];

/// The error that a cell holds; a text file has no other way to hold one than as text.
pub fn error(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Error(error) => Some(error),
        Cell::Text(text) if may_be_error(text) => {
            let text = text.trim();
            ERRORS.into_iter().find(|error| *error == text)
        }
        _ => None,
    }
}

/// Whether a text begins as errors do, at first sight: no white space begins with the first byte of an ideograph.
fn may_be_error(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'#') => true,
        Some(first) => !first.is_ascii_graphic() && *first < 0xe4 && text.trim_start().starts_with('#'),
        None => false,
    }
}

/// Whether a text begins as no mark for nothing does: with a digit, a letter other than n, or an ideograph, whose first
/// bytes are these.
fn is_plainly_something(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'n' | b'N') | None => false,
        Some(first) => first.is_ascii_alphanumeric() || (0xe5..=0xe9).contains(first),
    }
}

/// Whether a cell holds nothing, or a mark that stands for nothing: taken for an id, a dash would make all that
/// bear it one.
pub fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) if is_plainly_something(text) => false,
        Cell::Text(text) => {
            let text = text.trim();
            text.chars().all(|mark| "-－–—―−─/\\".contains(mark))
                || BLANKS.iter().any(|blank| blank.eq_ignore_ascii_case(text))
        }
        _ => false,
    }
}

/// The longest text that a finding quotes, in characters.
const LONGEST_QUOTE: usize = 60;

/// A cell as findings quote it.
pub fn shown(cell: &Cell) -> String {
    let whole = text::plain(cell).unwrap_or_default();
    quoted(&normalise(&whole))
}

/// A text as findings quote it.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::dec;

    /// What a parser makes of a cell in a plain setting.
    pub(super) fn read<T>(parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>, cell: &Cell) -> Reading<T> {
        read_with(parser, cell, |_| ())
    }

    /// What a parser makes of a cell in a setting that `change` changed.
    pub(super) fn read_with<T>(
        parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
        cell: &Cell,
        change: impl FnOnce(&mut Setting<'_>),
    ) -> Reading<T> {
        let mut setting = Setting {
            epoch_1904: false,
            writing: Writing::default(),
            multiplier: dec!(1),
            money: None,
            texts: &mut Texts::default(),
        };
        change(&mut setting);
        parser(cell, &mut setting)
    }

    pub fn any_cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Empty),
            Just(Cell::Uncalculated),
            any::<u64>().prop_map(|bits| Cell::Number(f64::from_bits(bits))),
            (-3e6..3e6).prop_map(Cell::Number),
            any::<u64>().prop_map(|bits| Cell::DateTime(f64::from_bits(bits))),
            (-3e6..3e6).prop_map(Cell::DateTime),
            any::<u64>().prop_map(|bits| Cell::Duration(f64::from_bits(bits))),
            any::<bool>().prop_map(Cell::Bool),
            "\\PC{0,12}".prop_map(|text| Cell::Text(text.into())),
            "[-+(]?[¥元万]?[0-9,. 年月日:/T上下午-]{0,20}[)元万-]?".prop_map(|text| Cell::Text(text.into())),
            "#[A-Z/0]{1,5}".prop_map(|text| Cell::Error(text.into())),
        ]
    }

    proptest! {
        #[test]
        fn any_cell_reads_without_panic(cell in any_cell(), epoch_1904: bool) {
            let at_most_one = |value: bool, flaw: Option<Flaw>| !(value && flaw.is_some());
            let change = |setting: &mut Setting<'_>| setting.epoch_1904 = epoch_1904;
            let reading = read_with(moment, &cell, change);
            prop_assert!(at_most_one(reading.value.is_some(), reading.flaw));
            let reading = read_with(number, &cell, change);
            prop_assert!(at_most_one(reading.value.is_some(), reading.flaw));
            let reading = read_with(duration, &cell, change);
            prop_assert!(at_most_one(reading.value.is_some(), reading.flaw));
            let reading = read_with(span, &cell, change);
            prop_assert!(at_most_one(reading.value.is_some(), reading.flaw));
            let reading = read_with(share, &cell, change);
            prop_assert!(at_most_one(reading.value.is_some(), reading.flaw));
            prop_assert!(read(id, &cell).value.is_none_or(|id| !id.is_empty()));
            prop_assert!(shown(&cell).chars().count() <= LONGEST_QUOTE + 1);
        }
    }

    #[test]
    fn marks_for_nothing_are_nothing() {
        for text in ["", " ", "\u{3000}", "-", "——", "/", "N/A", "NULL", "(null)"] {
            assert!(is_blank(&Cell::Text(text.into())), "{text}");
        }
        for text in ["0", "-5", "无", "A/B", "nullable"] {
            assert!(!is_blank(&Cell::Text(text.into())), "{text}");
        }
        assert_eq!(error(&Cell::Text(" #N/A".into())), Some("#N/A"));
        assert_eq!(error(&Cell::Text("#1".into())), None);
    }

    #[test]
    fn findings_quote_long_texts_in_part() {
        let quote = shown(&Cell::Text("长".repeat(100).into()));
        assert_eq!(quote.chars().count(), LONGEST_QUOTE + 1);
        assert_eq!(shown(&Cell::DateTime(46_300.5)), "2026-10-05 12:00:00");
        assert_eq!(shown(&Cell::Number(0.1 + 0.2)), "0.3");
    }
}
