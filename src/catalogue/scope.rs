//! The names by which expressions see the rows of a list.

use super::Catalogue;
use super::condition::COUNTS;
use super::expression::{Column, Scope, Type};
use super::list::{List, ListField, Reader};
use crate::model::{Dataset, Kind, Meaning};
use std::collections::BTreeSet;

/// What ends the name of a column that holds a word as it is written.
const WRITTEN: &str = "_text";

/// Where the value of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The rep's number.
    Rep,
    /// The customer's name.
    Customer,
    /// The field at that place among those that are read by their kind.
    Field(usize),
    /// The meaning of its word.
    Meaning(usize),
    /// Whether the row counts.
    Counts,
    /// A value that the list's own reader makes.
    Read(&'static str),
}

/// What the program's own readers make of a row, each with its type, in their order.
const fn read(reader: Reader) -> &'static [(&'static str, Type)] {
    match reader {
        Reader::Roster | Reader::Targets => &[],
        Reader::Orders => &[
            ("order_id", Type::Text),
            ("date", Type::Moment),
            ("product", Type::Text),
            ("quantity", Type::Number),
            ("amount", Type::Number),
        ],
        Reader::Visits => &[("date", Type::Moment), ("kind", Type::Text)],
        Reader::Calls => &[
            ("time", Type::Moment),
            ("direction", Type::Text),
            ("answered", Type::Bool),
        ],
        Reader::Customers => &[("created", Type::Moment), ("lost_date", Type::Date)],
        Reader::Requests => &[("received", Type::Moment), ("replied", Type::Moment)],
        Reader::Reports => &[("due", Type::Moment), ("submitted", Type::Moment)],
        Reader::Conduct => &[
            ("date", Type::Date),
            ("event", Type::Text),
            ("points", Type::Number),
        ],
        Reader::Scores => &[("kpi", Type::Text), ("score", Type::Number)],
    }
}

impl Catalogue {
    /// The names by which expressions see a list's rows; [`List::sources`] says where the values come from.
    pub fn scope(&self, dataset: Dataset) -> Scope {
        Scope::new(self.list(dataset).columns().into_iter().map(|(column, _)| column))
    }
}

impl List {
    /// Where the values of the columns of its scope come from, in their order.
    pub fn sources(&self) -> Vec<Source> {
        self.columns().into_iter().map(|(_, source)| source).collect()
    }

    fn columns(&self) -> Vec<(Column, Source)> {
        let read = self.reader.map(|reader| self.read_columns(reader));
        let mut columns = read.unwrap_or_default();
        if self.is_seen() {
            columns.extend(self.declared_columns());
            columns.extend(self.people());
        }
        let counts = || columns.iter().any(|(column, _)| column.name == COUNTS);
        let by_reader = |reader| matches!(reader, Reader::Orders | Reader::Visits | Reader::Calls);
        let by_words = || self.by_kind().any(|declared| !declared.meanings.is_empty());
        if (self.reader.is_none_or(by_reader) || by_words()) && !counts() {
            columns.push((Column::new(COUNTS, Type::Bool), Source::Counts));
        }
        columns
    }

    fn read_columns(&self, reader: Reader) -> Vec<(Column, Source)> {
        let named = |name: &str| self.fields.iter().find(|declared| &*declared.field.id() == name);
        read(reader)
            .iter()
            .map(|(name, kind)| {
                let column =
                    named(name).map_or_else(|| Column::new(name, *kind), |field| called(field, name, *kind));
                (of_words(column, reader), Source::Read(name))
            })
            .collect()
    }

    /// Whether expressions see its rows: those of rosters and targets say who is appraised and by what, and are no events.
    pub(super) fn is_seen(&self) -> bool {
        self.reader.is_none_or(|reader| !read(reader).is_empty())
    }

    /// The names that columns of a list with a reader have beside those of its fields.
    pub(super) fn is_taken(&self, id: &str) -> bool {
        let read = self.reader.map_or(&[][..], read);
        let people = self.people();
        id == COUNTS
            || read.iter().any(|(name, _)| *name == id)
            || people.iter().any(|(column, _)| column.name == id)
    }

    /// The columns of whose row it is.
    fn people(&self) -> Vec<(Column, Source)> {
        let of = |kind: Kind| self.fields.iter().rfind(move |declared| declared.kind == kind);
        let rep = of(Kind::Rep).map(|rep| (called(rep, &rep.id, Type::Text), Source::Rep));
        let customer = of(Kind::Customer);
        let customer =
            customer.map(|customer| (called(customer, &customer.id, Type::Text), Source::Customer));
        rep.into_iter().chain(customer).collect()
    }

    fn declared_columns(&self) -> Vec<(Column, Source)> {
        let mut columns = Vec::new();
        let fields = (0..).zip(self.by_kind());
        for (at, declared) in fields.filter(|(_, declared)| !is_of_people(declared)) {
            let kind = type_of(declared.kind);
            let column = called(declared, &declared.id, kind);
            if declared.meanings.is_empty() {
                columns.push((column, Source::Field(at)));
            } else {
                let meanings = declared.meanings.iter().map(|meaning| meaning.id());
                columns.push((column.of_words(meanings), Source::Meaning(at)));
                let written = format!("{}{WRITTEN}", declared.id);
                columns.push((Column::new(&written, kind), Source::Field(at)));
            }
        }
        columns
    }
}

fn is_of_people(declared: &ListField) -> bool {
    matches!(declared.kind, Kind::Rep | Kind::Customer)
}

/// A column by the id of a field, its names and its headers.
fn called(declared: &ListField, name: &str, kind: Type) -> Column {
    let names = [declared.name.zh.as_str(), declared.name.en.as_str()];
    let names: BTreeSet<&str> = names
        .into_iter()
        .chain(declared.headers.iter().map(String::as_str))
        .filter(|alias| *alias != name)
        .collect();
    Column::new(name, kind).called(names)
}

/// The words that a reader makes of those of an export.
fn of_words(column: Column, reader: Reader) -> Column {
    let words: &[Meaning] = match (reader, column.name.as_str()) {
        (Reader::Visits, "kind") => &[Meaning::Existing, Meaning::Prospect],
        (Reader::Calls, "direction") => &[Meaning::Inbound, Meaning::Outbound],
        _ => return column,
    };
    column.of_words(words.iter().map(|word| word.id()))
}

/// What values of a kind are.
fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Id | Kind::Text | Kind::Word | Kind::Rep | Kind::Customer => Type::Text,
        Kind::Date | Kind::Month => Type::Date,
        Kind::Moment => Type::Moment,
        Kind::Money | Kind::Number | Kind::Count | Kind::Share | Kind::Duration => Type::Number,
        Kind::YesNo => Type::Bool,
    }
}
