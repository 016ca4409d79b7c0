//! Values that expressions are computed on.

use super::kind::Type;
use crate::model::{Exact, Text};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// A value of a field or of an expression. Those of one type have an order; across types it means nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Null,
    /// A number, exactly.
    Number(Exact),
    /// A text as it stands.
    Text(Text),
    /// A day.
    Date(NaiveDate),
    /// A day with a time.
    Moment(NaiveDateTime),
    /// Yes or no.
    Bool(bool),
}

impl Value {
    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Its type, none for no value.
    pub fn kind(&self) -> Option<Type> {
        Some(match self {
            Self::Null => return None,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::Text,
            Self::Date(_) => Type::Date,
            Self::Moment(_) => Type::Moment,
            Self::Bool(_) => Type::Bool,
        })
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<&Exact> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Yes or no, where it is either.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }
}

impl From<Exact> for Value {
    fn from(number: Exact) -> Self {
        Self::Number(number)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<NaiveDateTime> for Value {
    fn from(moment: NaiveDateTime) -> Self {
        Self::Moment(moment)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

/// `None` is no value.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
