//! What rows state in fields that are read by their kind.

use super::keys::{CustomerKey, RepKey};
use crate::model::{Field, Meaning, Place, Text};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::sync::Arc;

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stated {
    /// Nothing.
    Nothing,
    /// A text, or what tells rows apart.
    Text(Text),
    /// A word, and what it says of its row.
    Word(Text, Option<Meaning>),
    /// Money, a number, a count, a share, seconds.
    Number(Decimal),
    /// A day; of a month its first.
    Date(NaiveDate),
    /// A day and a time.
    Moment(NaiveDateTime),
    /// Yes or no.
    Flag(bool),
}

impl Stated {
    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A row of a list that is declared and nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The row.
    pub place: Place,
    /// Whose it is.
    pub rep: RepKey,
    /// The customer, where the list has one and the row names somebody.
    pub customer: Option<CustomerKey>,
    /// Whether its words let it count.
    pub counts: bool,
    pub(super) day: NaiveDate,
    /// What it states, in the order of the list's fields.
    pub(super) values: Vec<Stated>,
}

impl ListRow {
    /// The day by which it belongs to a period.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// What stands in the field at that place among the list's fields.
    pub fn value(&self, at: usize) -> &Stated {
        self.values.get(at).unwrap_or(&Stated::Nothing)
    }
}

/// What a row states in the fields that a book adds to a list of the program's.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Added(Option<Arc<Values>>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Values {
    /// In the order of those fields.
    stated: Vec<(Field, Stated)>,
    /// Which of them are money.
    money: Vec<usize>,
    /// Which of them says what money hangs on the row.
    worth: Option<usize>,
}

impl Added {
    /// That much of a list with such fields: which of them are money, and which of these hangs on its rows.
    pub(super) fn new(stated: Vec<(Field, Stated)>, money: Vec<usize>, worth: Option<usize>) -> Self {
        let values = Values { stated, money, worth };
        Self((!values.stated.is_empty()).then(|| Arc::new(values)))
    }

    /// The same with its money turned, as the row's own is.
    pub(super) fn turned(&self) -> Self {
        let Some(values) = &self.0 else {
            return Self::default();
        };
        let mut stated = values.stated.clone();
        for at in &values.money {
            if let Some((_, Stated::Number(money))) = stated.get_mut(*at) {
                *money = -*money;
            }
        }
        Self::new(stated, values.money.clone(), values.worth)
    }

    fn stated(&self) -> &[(Field, Stated)] {
        self.0.as_ref().map_or(&[], |values| values.stated.as_slice())
    }

    /// What stands in the field at that place among those that were added.
    pub fn value(&self, at: usize) -> &Stated {
        let stated = self.stated().get(at);
        stated.map_or(&Stated::Nothing, |(_, stated)| stated)
    }

    /// The number in the field of that id; none where there is none.
    pub(super) fn number(&self, id: &str) -> Option<Decimal> {
        let is_it = |field: Field| matches!(field, Field::Own(of, _) if *of == *id);
        let stated = self.stated().iter().find(|(field, _)| is_it(*field));
        stated.and_then(|(_, stated)| stated.number())
    }

    /// Each of the fields with what stands in it.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Field, Stated)> {
        self.stated().iter().cloned()
    }

    /// What its words say.
    pub fn meanings(&self) -> impl Iterator<Item = Meaning> {
        self.stated().iter().filter_map(|(_, stated)| match stated {
            Stated::Word(_, meaning) => *meaning,
            _ => None,
        })
    }

    /// Whether its words let the row count.
    pub fn counts(&self) -> bool {
        self.meanings().all(|meaning| meaning != Meaning::Ignored)
    }

    /// How many of the fields it states.
    pub(super) fn fields_stated(&self) -> usize {
        let stated = self.stated().iter();
        stated.filter(|(_, stated)| *stated != Stated::Nothing).count()
    }

    /// The money that hangs on the row, where one of the fields says it.
    pub fn money(&self) -> Option<Decimal> {
        let values = self.0.as_ref()?;
        values.stated.get(values.worth?)?.1.number()
    }
}
