//! What a row tells of itself, so that another export's version of it is known again.

use crate::model::{Field, Text};
use crate::records::Stated;
use crate::records::data_row::{DataRow, Gathered};
use crate::records::identity::CustomerName;
use crate::records::{CustomerKey, RepKey};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

/// What versions of a row may share; rows that share none of them are two.
#[derive(Debug, Hash)]
pub enum Handle<'a> {
    /// A number of its own.
    Number(&'a str),
    /// A rep and a day.
    Day(RepKey, NaiveDate),
    /// A rep and a moment.
    Moment(RepKey, NaiveDateTime),
    /// A rep, a day and a telephone number.
    Phone(RepKey, NaiveDate, String),
    /// A rep, a day and a customer.
    Customer(RepKey, NaiveDate, CustomerKey),
}

/// How much two rows of different sheets have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are two.
    Other,
    /// Nothing tells.
    Unsure,
    /// They are one where their sheets are exports of the same rows.
    Alike,
    /// They are one, whatever else they state.
    Same,
}

/// How the customers of two rows compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buyers {
    /// They are two.
    Other,
    /// Their names are alike, as two systems write them.
    Alike,
    /// They are one.
    Same,
}

/// How the moments of two rows compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// They are two.
    Other,
    /// One day, and not both state a time of it.
    Day,
    /// One moment, with its time.
    Moment,
}

/// What a row states in its fields; those that its figure rests on come first.
pub type Cells = Vec<(Field, Stated)>;

/// A row that a later export may state otherwise.
pub trait Versioned: DataRow {
    /// How many of its cells its figure rests on.
    const DECIDING: usize;

    /// What its versions may share.
    fn handles(&self, customer: Option<CustomerKey>) -> Vec<Handle<'_>>;

    /// Whether two rows of different sheets are one; of the customers none where they cannot be compared.
    fn likeness(a: &Gathered<Self>, b: &Gathered<Self>, buyers: Option<Buyers>) -> Likeness;

    /// All that it states, but for its rep.
    fn cells(&self) -> Cells;

    /// Of versions that nothing else tells apart, the one where this is least counts: the one that does least for its rep.
    fn standing(&self) -> Decimal;

    /// The customer that it names.
    fn customer(&self) -> Option<&CustomerName> {
        None
    }

    /// The number that tells it from all others.
    fn number(&self) -> Option<&Text> {
        None
    }
}

/// What a row states of a customer.
pub fn of_customer(customer: Option<&CustomerName>) -> [(Field, Stated); 2] {
    let [id, name] = customer.map(CustomerName::texts).unwrap_or_default();
    [(Field::CustomerId, text(id)), (Field::Customer, text(name))]
}

/// A text, or nothing.
pub fn text(text: Option<&Text>) -> Stated {
    text.map_or(Stated::Nothing, |text| Stated::Text(text.clone()))
}

/// A moment, or nothing.
pub fn moment(moment: Option<NaiveDateTime>) -> Stated {
    moment.map_or(Stated::Nothing, Stated::Moment)
}

/// The time of a moment's day, or nothing.
pub fn time(moment: NaiveDateTime) -> Stated {
    if is_timed(moment) {
        Stated::Moment(moment)
    } else {
        Stated::Nothing
    }
}

/// Whether a moment states a time of its day.
pub fn is_timed(moment: NaiveDateTime) -> bool {
    moment.time() != NaiveTime::MIN
}

/// How two moments compare.
pub fn times(a: NaiveDateTime, b: NaiveDateTime) -> Times {
    if a == b && is_timed(a) {
        Times::Moment
    } else if a.date() == b.date() && !(is_timed(a) && is_timed(b)) {
        Times::Day
    } else {
        Times::Other
    }
}

/// Whether the fuller states all that the other states.
pub fn fills(fuller: &[(Field, Stated)], other: &[(Field, Stated)]) -> bool {
    let mut both = fuller.iter().zip(other);
    both.all(|((_, own), (_, other))| *other == Stated::Nothing || own == other)
}

/// Whether no cell of the one speaks against the other's.
pub fn agree(a: &[(Field, Stated)], b: &[(Field, Stated)]) -> bool {
    let mut both = a.iter().zip(b);
    both.all(|((_, a), (_, b))| a == b || [a, b].contains(&&Stated::Nothing))
}

/// How many of the cells state something.
pub fn stated(cells: &[(Field, Stated)]) -> usize {
    let stated = cells.iter().filter(|(_, cell)| *cell != Stated::Nothing);
    stated.count()
}

/// How many cells state the same in both.
pub fn in_common(a: &[(Field, Stated)], b: &[(Field, Stated)]) -> usize {
    let both = a.iter().zip(b);
    both.filter(|((_, a), (_, b))| a == b && *a != Stated::Nothing)
        .count()
}
