//! A TOML file read value by value: every value knows where it stands, numbers are exact as typed, mistakes are collected.

use super::written::offset;
use super::{Complaint, Expected, Mistake, Written};
use crate::model::finding::Doubt;
use crate::model::{Finding, Place, Problem};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::mem;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place in the file.
pub type Value<'t> = Spanned<DeValue<'t>>;

/// The most decimals of a number in settings: amounts stay exact in every product that a score is made of.
const MOST_DECIMALS: u32 = 9;

/// Signs of Chinese input methods that look like TOML's.
const FULL_WIDTH: [(char, char); 12] = [
    ('＝', '='),
    ('“', '"'),
    ('”', '"'),
    ('＂', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('，', ','),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('＃', '#'),
];

/// A settings file being read, and everything found wrong with it so far.
pub struct TomlFile<'t> {
    name: String,
    text: &'t str,
    complaints: Vec<Complaint>,
    doubts: Vec<Finding>,
}

/// A table whose keys are all known.
pub struct Table<'a, 't> {
    /// Where it stands.
    pub span: Range<usize>,
    entries: BTreeMap<&'a str, (Range<usize>, &'a Value<'t>)>,
}

impl<'a, 't> Table<'a, 't> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'a Value<'t>> {
        self.entries.get(key).map(|(_, value)| *value)
    }

    /// Every key with its place and value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Range<usize>, &'a Value<'t>)> {
        self.entries
            .iter()
            .map(|(key, (span, value))| (*key, span.clone(), *value))
    }
}

impl<'t> TomlFile<'t> {
    /// Parses `text`. Where that fails the complaints say so, and what could be read is returned all the same.
    pub fn parse(name: &str, text: &'t str) -> (Self, Spanned<DeValue<'t>>) {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut file = Self {
            name: name.to_owned(),
            text,
            complaints: Vec::new(),
            doubts: Vec::new(),
        };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let mistake = Mistake::Syntax {
                message: error.message().to_owned(),
                full_width: full_width_on_line(text, span.start),
            };
            file.complain(span, mistake);
        }
        (file, Spanned::new(0..0, DeValue::Table(root.into_inner())))
    }

    /// Whether nothing was found wrong so far.
    pub fn is_clean(&self) -> bool {
        self.complaints.is_empty()
    }

    /// Notes a mistake.
    pub fn complain(&mut self, span: Range<usize>, mistake: Mistake) {
        self.complaints
            .push(Complaint::new(&self.name, self.text, span, mistake));
    }

    /// Notes a mistake at the bytes `within` of a text.
    pub fn complain_within(&mut self, value: &Value<'_>, within: Range<usize>, mistake: Mistake) {
        let span = value.span();
        let written = self.text.get(span.clone()).unwrap_or_default();
        let place = |at: usize| span.start + offset(written, at);
        self.complain(place(within.start)..place(within.end), mistake);
    }

    /// A text as it is written.
    pub fn written(&self, value: &Value<'_>) -> Written {
        self.written_at(value.span())
    }

    /// What is written in a span.
    pub fn written_at(&self, span: Range<usize>) -> Written {
        let raw = self.text.get(span.clone()).unwrap_or_default();
        Written::new(raw, self.position(span.start))
    }

    /// Line and column of a byte, both from 1.
    pub fn position(&self, at: usize) -> (u32, u32) {
        let before = &self.text[..char_start(self.text, at)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let bounded = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (bounded(line), bounded(column))
    }

    /// Notes what can be meant as it stands and seldom is.
    pub fn doubt(&mut self, at: usize, doubt: Doubt) {
        let start = char_start(self.text, at);
        let line = self.text[..start].matches('\n').count() + 1;
        let place = Place::row(
            Place::file(&self.name).source,
            u32::try_from(line).unwrap_or(u32::MAX),
        );
        self.doubts
            .push(Finding::at(place, Problem::DoubtfulSetting { doubt }));
    }

    /// What was doubted so far.
    pub fn take_doubts(&mut self) -> Vec<Finding> {
        mem::take(&mut self.doubts)
    }

    /// Everything found wrong, in the order of the file.
    pub fn into_complaints(mut self) -> Vec<Complaint> {
        self.complaints
            .sort_by_key(|complaint| (complaint.line, complaint.column));
        self.complaints
    }

    /// A table of no other keys than `known`.
    pub fn table<'a, 'v>(&mut self, value: &'a Value<'v>, known: &[&str]) -> Option<Table<'a, 'v>> {
        let mut table = self.open_table(value)?;
        let (meant, unknown): (BTreeMap<_, _>, _) = std::mem::take(&mut table.entries)
            .into_iter()
            .partition(|(key, _)| known.contains(key));
        for (key, (span, _)) in unknown {
            let mistake = Mistake::UnknownKey {
                key: key.to_owned(),
                nearest: nearest(key, known),
                known: known.iter().map(|&known| known.to_owned()).collect(),
            };
            self.complain(span, mistake);
        }
        Some(Table {
            entries: meant,
            ..table
        })
    }

    /// A table of any keys.
    pub fn open_table<'a, 'v>(&mut self, value: &'a Value<'v>) -> Option<Table<'a, 'v>> {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_kind(value, Expected::Table);
        };
        let entries = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), (key.span(), value)));
        Some(Table {
            span: value.span(),
            entries: entries.collect(),
        })
    }

    /// The value of a key that must be there.
    pub fn required<'a, 'v>(&mut self, table: &Table<'a, 'v>, key: &'static str) -> Option<&'a Value<'v>> {
        let value = table.get(key);
        if value.is_none() {
            self.complain(table.span.clone(), Mistake::MissingKey(key.to_owned()));
        }
        value
    }

    /// The items of a list.
    pub fn list<'a, 'v>(
        &mut self,
        value: &'a Value<'v>,
    ) -> Option<impl ExactSizeIterator<Item = &'a Value<'v>> + use<'a, 'v>> {
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter()),
            _ => self.wrong_kind(value, Expected::List),
        }
    }

    /// A text that is not empty.
    pub fn text<'a>(&mut self, value: &'a Value<'_>) -> Option<&'a str> {
        let DeValue::String(text) = value.get_ref() else {
            return self.wrong_kind(value, Expected::Text);
        };
        if text.trim().is_empty() {
            self.complain(value.span(), Mistake::Empty);
            return None;
        }
        Some(text.as_ref())
    }

    /// Texts that are not empty: a list, or a single one.
    pub fn texts<'a>(&mut self, value: &'a Value<'_>) -> Vec<(&'a str, Range<usize>)> {
        let values = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            DeValue::String(_) => vec![value],
            _ => {
                self.complain(value.span(), Mistake::WrongKind(Expected::Texts));
                Vec::new()
            }
        };
        values
            .into_iter()
            .filter_map(|value| Some((self.text(value)?, value.span())))
            .collect()
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, value: &Value<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(value)?;
        let meant = words.iter().find(|(word, _)| *word == text);
        if meant.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let mistake = Mistake::UnknownWord {
                word: text.to_owned(),
                nearest: nearest(text, &known),
                known: known.iter().map(|&known| known.to_owned()).collect(),
            };
            self.complain(value.span(), mistake);
        }
        meant.map(|&(_, meaning)| meaning)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, value: &Value<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_kind(value, Expected::Flag),
        }
    }

    /// A number within bounds, exactly as it is typed.
    pub fn number(&mut self, value: &Value<'_>, bounds: RangeInclusive<Decimal>) -> Option<Decimal> {
        let Some(number) = decimal(value.get_ref()) else {
            return self.wrong_kind(value, Expected::Number);
        };
        if number.normalize().scale() > MOST_DECIMALS {
            self.complain(value.span(), Mistake::TooManyDecimals(MOST_DECIMALS));
            return None;
        }
        if !bounds.contains(&number) {
            let (least, most) = bounds.into_inner();
            self.complain(value.span(), Mistake::OutOfRange { least, most });
            return None;
        }
        Some(number)
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, value: &Value<'_>, bounds: RangeInclusive<u32>) -> Option<u32> {
        if !value.get_ref().is_integer() {
            return self.wrong_kind(value, Expected::Whole);
        }
        let (least, most) = bounds.into_inner();
        let number = self.number(value, Decimal::from(least)..=Decimal::from(most))?;
        number.try_into().ok()
    }

    /// A date: TOML's own, or a text of the same form.
    pub fn date(&mut self, value: &Value<'_>) -> Option<NaiveDate> {
        let date = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date.and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }),
            DeValue::String(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok(),
            _ => None,
        };
        if date.is_none() {
            return self.wrong_kind(value, Expected::Date);
        }
        date
    }

    fn wrong_kind<T>(&mut self, value: &Value<'_>, expected: Expected) -> Option<T> {
        self.complain(value.span(), Mistake::WrongKind(expected));
        None
    }
}

/// The known word that was probably meant.
pub fn nearest(word: &str, known: &[&str]) -> Option<String> {
    crate::model::text::nearest(word, known.iter().copied())
}

fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(Decimal::from),
        DeValue::Float(float) => {
            let text = float.as_str();
            let exact = Decimal::from_str_exact(text.trim_start_matches('+'));
            exact.or_else(|_| Decimal::from_scientific(text)).ok()
        }
        _ => None,
    }
}

/// The start of the character that the byte `at` belongs to.
pub fn char_start(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

fn full_width_on_line(text: &str, at: usize) -> Option<(char, char)> {
    let at = char_start(text, at);
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    FULL_WIDTH.into_iter().find(|(sign, _)| line.contains(*sign))
}
