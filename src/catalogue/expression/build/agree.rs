//! Whether types agree. A text in quotes beside a date is a date; nothing else is ever converted.

use super::asked::Asked;
use super::{Builder, Typed};
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::tree::Node;
use crate::catalogue::expression::value::Value;
use crate::model::text::nearest;
use chrono::{NaiveDate, NaiveDateTime};

/// The type that cells have among themselves and beside texts in quotes; none where no part is made of cells.
fn of_cells(parts: &[&mut Typed], asked: Asked) -> Option<Type> {
    let mut kinds = parts.iter().filter(|part| part.open).filter_map(|part| part.kind);
    let first = kinds.next()?;
    let is_day = |kind: Type| matches!(kind, Type::Date | Type::Moment);
    let own = kinds.fold(first, |one, other| match (one, other) {
        _ if one == other => one,
        _ if is_day(one) && is_day(other) => Type::Moment,
        _ => Type::Text,
    });
    let mut texts = parts.iter().filter_map(|part| written(part)).peekable();
    if texts.peek().is_none() {
        // Of two texts none is less, so that numbers are meant.
        let is_open = asked == Asked::Order && !own.has_order();
        return Some(if is_open { Type::Number } else { own });
    }
    let days = texts.map(day).collect::<Option<Vec<Type>>>();
    let days = days.filter(|_| is_day(own) || asked == Asked::Order && own == Type::Text);
    Some(days.map_or(Type::Text, |days| days.into_iter().max().unwrap_or(Type::Date)))
}

/// What a text in quotes is that states a day, with a time or without.
fn day(text: &str) -> Option<Type> {
    let is_date = || text.len() == "2026-10-01".len() && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    let is_moment = || {
        let formats = [(16, "%Y-%m-%d %H:%M"), (19, "%Y-%m-%d %H:%M:%S")];
        let mut formats = formats.into_iter().filter(|(length, _)| *length == text.len());
        formats.any(|(_, format)| NaiveDateTime::parse_from_str(text, format).is_ok())
    };
    if is_date() {
        Some(Type::Date)
    } else {
        is_moment().then_some(Type::Moment)
    }
}

impl Builder<'_> {
    /// A mistake where something is of another type.
    pub(super) fn expect(&mut self, part: &mut Typed, expected: Type) -> Result<(), Mistake> {
        let is_day = matches!(part.kind, Some(Type::Date | Type::Moment));
        // Nobody computes with the numbers that dates are kept as.
        if !(is_day && expected == Type::Number) {
            self.take(part, expected);
        }
        match part.kind {
            None => Ok(()),
            Some(found) if found == expected => Ok(()),
            Some(Type::Date | Type::Moment) if expected == Type::Number => {
                Err(self.mistake(part.span, MistakeKind::DateArithmetic))
            }
            Some(Type::Moment) if expected == Type::Date => {
                Err(self.mistake(part.span, MistakeKind::DateAndMoment))
            }
            Some(found) => Err(self.mistake(part.span, MistakeKind::WrongType { expected, found })),
        }
    }

    /// Takes what is made of cells alone for values of a type.
    pub(super) fn take(&mut self, part: &mut Typed, kind: Type) {
        if part.open && part.kind != Some(kind) {
            self.retype(&mut part.node, kind);
            part.kind = Some(kind);
        }
    }

    fn retype(&mut self, node: &mut Node, kind: Type) {
        match node {
            Node::Column(index) => {
                let Some((column, _)) = self.scope.viewed(*index) else {
                    return;
                };
                *index = self.scope.view(column, kind);
                if let Some(column) = self.scope.columns().get(column) {
                    self.columns.insert(*index, column.name.clone());
                }
            }
            Node::Call(_, arguments) => arguments.iter_mut().for_each(|part| self.retype(part, kind)),
            Node::Case(case) => {
                let results = case.branches.iter_mut().map(|(_, then)| then);
                results
                    .chain(&mut case.otherwise)
                    .for_each(|part| self.retype(part, kind));
            }
            _ => {}
        }
    }

    /// The one type of all parts. Texts in quotes among dates become dates, cells what they stand beside.
    pub(super) fn agree<'t>(
        &mut self,
        parts: impl IntoIterator<Item = &'t mut Typed>,
        asked: Asked,
    ) -> Result<Option<Type>, Mistake> {
        let mut parts: Vec<&mut Typed> = parts.into_iter().collect();
        let typed = parts.iter().filter(|part| !part.open && written(part).is_none());
        let kind = typed
            .clone()
            .find_map(|part| part.kind)
            .or_else(|| of_cells(&parts, asked))
            .or_else(|| parts.iter().find_map(|part| part.kind));
        let Some(kind) = kind else { return Ok(None) };
        for part in &mut parts {
            self.take(part, kind);
            self.to_date(part, kind)?;
            match part.kind {
                None => {}
                Some(found) if found == kind => {}
                Some(Type::Date | Type::Moment) if matches!(kind, Type::Date | Type::Moment) => {
                    return Err(self.mistake(part.span, MistakeKind::DateAndMoment));
                }
                Some(found) => return Err(self.mistake(part.span, MistakeKind::Different(kind, found))),
            }
        }
        Ok(Some(kind))
    }

    /// Makes a date of a text in quotes where one is wanted.
    pub(super) fn to_date(&self, part: &mut Typed, wanted: Type) -> Result<(), Mistake> {
        let Some(text) = written(part) else { return Ok(()) };
        let value = match wanted {
            Type::Date => self.date(text, part)?,
            Type::Moment => self.moment(text, part)?,
            _ => return Ok(()),
        };
        part.kind = Some(wanted);
        part.node = Node::Constant(value);
        Ok(())
    }

    pub(super) fn date(&self, text: &str, part: &Typed) -> Result<Value, Mistake> {
        let date = Some(text).filter(|text| text.len() == "2026-10-01".len());
        let date = date.and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
        date.map(Value::Date)
            .ok_or_else(|| self.mistake(part.span, MistakeKind::NotADate(text.to_owned())))
    }

    pub(super) fn moment(&self, text: &str, part: &Typed) -> Result<Value, Mistake> {
        let format = match text.len() {
            16 => Some("%Y-%m-%d %H:%M"),
            19 => Some("%Y-%m-%d %H:%M:%S"),
            _ => None,
        };
        let moment = format.and_then(|format| NaiveDateTime::parse_from_str(text, format).ok());
        // A leap second is a moment that no calendar of ours knows.
        let moment = moment.filter(|moment| moment.and_utc().timestamp_subsec_nanos() == 0);
        moment
            .map(Value::Moment)
            .ok_or_else(|| self.mistake(part.span, MistakeKind::NotAMoment(text.to_owned())))
    }

    /// Comparing with `null` is never so, and always meant otherwise.
    pub(super) fn no_null<'t>(&self, mut parts: impl Iterator<Item = &'t Typed>) -> Result<(), Mistake> {
        match parts.find(|part| part.is_null()) {
            Some(null) => Err(self.mistake(null.span, MistakeKind::EqualsNull)),
            None => Ok(()),
        }
    }

    /// Texts in quotes beside a field of known words must be among them.
    pub(super) fn words<'t>(&self, parts: impl Iterator<Item = &'t Typed>) -> Result<(), Mistake> {
        let parts: Vec<&Typed> = parts.collect();
        let columns = parts.iter().filter_map(|part| match part.node {
            Node::Column(index) => self.scope.columns().get(index),
            _ => None,
        });
        for words in columns.filter_map(|column| column.words.as_ref()) {
            for part in &parts {
                let Some(word) = written(part).filter(|word| !words.iter().any(|known| known == word)) else {
                    continue;
                };
                let kind = MistakeKind::UnknownWord {
                    word: word.to_owned(),
                    nearest: nearest(word, words.iter().map(String::as_str)),
                    known: words.clone(),
                };
                return Err(self.mistake(part.span, kind));
            }
        }
        Ok(())
    }
}

/// The text that a part is, where it is one in quotes.
pub(super) fn written(part: &Typed) -> Option<&str> {
    match &part.node {
        Node::Constant(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    }
}
