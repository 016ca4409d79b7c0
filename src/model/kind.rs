//! What stands in a field of a list: it decides how its cells are read.

use serde::{Deserialize, Serialize};

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What tells rows apart: digits stay as they are written.
    Id,
    /// Any text.
    Text,
    /// One of a few words, each of which says something of its row.
    Word,
    /// A day.
    Date,
    /// A day with a time.
    Moment,
    /// A month.
    Month,
    /// Money, in the book's currency.
    Money,
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A part of a whole: 85%, 0.85.
    Share,
    /// How long something took.
    Duration,
    /// Whose row it is: a rep's number or name.
    Rep,
    /// A customer's number or name.
    Customer,
    /// Yes or no.
    YesNo,
}

impl Kind {
    /// Every kind, by its name in files of lists.
    pub const ALL: [(&'static str, Self); 14] = [
        ("id", Self::Id),
        ("text", Self::Text),
        ("word", Self::Word),
        ("date", Self::Date),
        ("moment", Self::Moment),
        ("month", Self::Month),
        ("money", Self::Money),
        ("number", Self::Number),
        ("count", Self::Count),
        ("share", Self::Share),
        ("duration", Self::Duration),
        ("rep", Self::Rep),
        ("customer", Self::Customer),
        ("yes-no", Self::YesNo),
    ];

    /// The name in files of lists.
    pub fn id(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, kind)| *kind == self);
        known.map_or("", |(id, _)| id)
    }

    /// Whether figures of this kind of several rows add up to one.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Money | Self::Number | Self::Count | Self::Duration)
    }

    /// Whether days are read from it.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::Date | Self::Moment)
    }
}
