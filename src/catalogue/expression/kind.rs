//! The types of values.

use crate::model::Language;

/// What a value is. Every value may also be absent, as in SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// An exact number: money, a count, a share, points, hours.
    Number,
    /// A text; texts are equal or not, they have no order.
    Text,
    /// A day. A month is its first day.
    Date,
    /// A day with a time of day.
    Moment,
    /// Yes or no.
    Bool,
}

impl Type {
    /// Every type.
    pub(super) const ALL: [Self; 5] = [Self::Number, Self::Text, Self::Date, Self::Moment, Self::Bool];

    /// As messages call it.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Number => language.pick("数字", "a number"),
            Self::Text => language.pick("文本", "a text"),
            Self::Date => language.pick("日期", "a date"),
            Self::Moment => language.pick("带时间的日期", "a date with a time"),
            Self::Bool => language.pick("是或否（条件）", "a condition (yes or no)"),
        }
    }

    /// Whether one value can be less than another.
    pub(super) fn has_order(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Moment)
    }
}
