//! Whether types agree. A text in quotes beside a date is a date; nothing else is ever converted.

use super::{Builder, Typed};
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::tree::Node;
use crate::catalogue::expression::value::Value;
use crate::model::text::nearest;
use chrono::{NaiveDate, NaiveDateTime};

impl Builder<'_> {
    /// A mistake where something is of another type.
    pub(super) fn expect(&self, part: &Typed, expected: Type) -> Result<(), Mistake> {
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

    /// The one type of all parts. Texts in quotes among dates become dates.
    pub(super) fn agree<'t>(
        &self,
        parts: impl IntoIterator<Item = &'t mut Typed>,
    ) -> Result<Option<Type>, Mistake> {
        let mut parts: Vec<&mut Typed> = parts.into_iter().collect();
        let typed = parts.iter().filter(|part| written(part).is_none());
        let kind = typed
            .clone()
            .find_map(|part| part.kind)
            .or_else(|| parts.iter().find_map(|part| part.kind));
        let Some(kind) = kind else { return Ok(None) };
        for part in &mut parts {
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
