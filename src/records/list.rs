//! Rows of lists that are declared and nothing more: every field by its kind.

use super::cells::{Flaw, Reading, Setting, Span, date, duration, id, moment, number, share, span, text};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::repeats::WithinSheet;
use super::row::RowReader;
use super::{CustomerKey, RepKey};
use crate::catalogue::ListField;
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Kind, Meaning, Period, Place, Text};
use crate::read::Cell;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use std::collections::BTreeMap;

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
    day: NaiveDate,
    /// What it states, in the order of the list's fields.
    values: Vec<Stated>,
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

/// The rows of such lists, as read.
pub type OwnRows = BTreeMap<Dataset, Vec<Gathered<OwnRow>>>;

/// A row of such a list, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct OwnRow {
    dataset: Dataset,
    /// The money that it states.
    amount: Option<Decimal>,
    pub(super) rep: RepKey,
    pub(super) moment: Option<NaiveDateTime>,
    pub(super) customer: Option<CustomerName>,
    /// What it states, in the order of the list's fields; of the rep and the customer nothing.
    pub(super) values: Vec<Stated>,
    counts: bool,
    /// Whether it states everything that tells rows of its list apart.
    has_identity: bool,
}

impl DataRow for OwnRow {
    fn dataset(&self) -> Dataset {
        self.dataset
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let list = row.list();
        let dated_by = list.date.unwrap_or(Field::RepName);
        let rep = context.staff.dated_rep(row, dated_by, date);
        let is_customer = |declared: &&ListField| declared.kind == Kind::Customer;
        let customer = list.fields.iter().find(is_customer);
        let must_name = customer.is_some_and(|customer| customer.required);
        let customer = customer.and_then(|_| {
            if must_name {
                row.required_customer()
            } else {
                row.customer()
            }
        });
        let mut values = Vec::with_capacity(list.fields.len());
        let mut is_whole = !must_name || customer.is_some();
        let mut counts = true;
        for declared in &list.fields {
            let stated = if list.date == Some(declared.field) {
                date.map(|date| dated(declared.kind, date))
            } else {
                stated(row, declared)
            };
            is_whole &= stated.is_some();
            let stated = stated.unwrap_or(Stated::Nothing);
            counts &= !matches!(stated, Stated::Word(_, Some(Meaning::Ignored)));
            values.push(stated);
        }
        counts &= row.other_meanings().all(|meaning| meaning != Meaning::Ignored);
        let identity = list.identity.iter();
        let mut identity = identity.filter_map(|field| at(&list.fields, *field));
        let has_identity =
            !list.identity.is_empty() && identity.all(|at| values.get(at) != Some(&Stated::Nothing));
        let rep = rep?;
        let amount = list.money().and_then(|field| at(&list.fields, field));
        let amount = amount.and_then(|at| match values.get(at) {
            Some(Stated::Number(number)) => Some(*number),
            _ => None,
        });
        is_whole.then_some(Self {
            dataset: list.dataset,
            amount,
            rep,
            moment: date,
            customer,
            values,
            counts,
            has_identity,
        })
    }

    fn counts(&self) -> bool {
        self.counts
    }

    fn amount(&self) -> Option<Decimal> {
        self.amount
    }

    fn within_sheet(&self) -> WithinSheet {
        if self.has_identity {
            WithinSheet::Rejected
        } else {
            WithinSheet::Counts
        }
    }
}

impl OwnRow {
    /// What tells it from others, where it states all of that.
    pub fn identity(&self, at: &[usize]) -> Option<Vec<&Stated>> {
        let stated = || at.iter().filter_map(|at| self.values.get(*at)).collect();
        self.has_identity.then(stated)
    }

    /// How many fields it states.
    pub fn fields_stated(&self) -> usize {
        let stated = self.values.iter().filter(|value| **value != Stated::Nothing);
        stated.count() + self.customer.as_ref().map_or(0, CustomerName::fields_stated)
    }

    /// The number in the field at that place among the list's fields.
    pub fn number(&self, at: usize) -> Option<Decimal> {
        match self.values.get(at) {
            Some(Stated::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// The place of a field among a list's.
pub fn at(fields: &[ListField], field: Field) -> Option<usize> {
    fields.iter().position(|declared| declared.field == field)
}

/// The records of such rows; those without a day of their own are of the period's last.
pub fn rows(rows: &[Gathered<OwnRow>], customers: &Customers<'_>, period: Period) -> Vec<ListRow> {
    rows.iter()
        .map(|Gathered { place, row, .. }| ListRow {
            place: place.clone(),
            rep: row.rep,
            customer: row
                .customer
                .as_ref()
                .filter(|customer| customer.is_anybody())
                .and_then(|customer| customers.key(customer)),
            counts: row.counts,
            day: row.moment.map_or(period.last_day(), |moment| moment.date()),
            values: row.values.clone(),
        })
        .collect()
}

fn dated(kind: Kind, moment: NaiveDateTime) -> Stated {
    match kind {
        Kind::Moment => Stated::Moment(moment),
        _ => Stated::Date(moment.date()),
    }
}

/// What a row states in a field: none where that must be there and is not, which is told.
fn stated(row: &mut RowReader<'_, '_>, declared: &ListField) -> Option<Stated> {
    let field = declared.field;
    match declared.kind {
        // They are read as one.
        Kind::Rep | Kind::Customer => Some(Stated::Nothing),
        Kind::Word => {
            let word = cell(row, declared, text)?;
            let meaning = row.meaning(field);
            Some(word.map_or(Stated::Nothing, |word| Stated::Word(word, meaning)))
        }
        Kind::Id => value(row, declared, id, Stated::Text),
        Kind::Text => value(row, declared, text, Stated::Text),
        Kind::Date => value(row, declared, date, Stated::Date),
        Kind::Moment => value(row, declared, moment, Stated::Moment),
        Kind::Month => value(row, declared, month, Stated::Date),
        Kind::Money | Kind::Number => value(row, declared, number, Stated::Number),
        Kind::Count => value(row, declared, count, Stated::Number),
        Kind::Share => value(row, declared, share, Stated::Number),
        Kind::Duration => value(row, declared, duration, Stated::Number),
        Kind::YesNo => value(row, declared, yes_no, Stated::Flag),
    }
}

fn value<T>(
    row: &mut RowReader<'_, '_>,
    declared: &ListField,
    parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
    stated: impl FnOnce(T) -> Stated,
) -> Option<Stated> {
    let value = cell(row, declared, parser)?;
    Some(value.map_or(Stated::Nothing, stated))
}

/// What stands in a cell: none where it must state something and does not.
#[expect(
    clippy::option_option,
    reason = "a cell may state nothing, or lack what it must state"
)]
fn cell<T>(
    row: &mut RowReader<'_, '_>,
    declared: &ListField,
    parser: impl Fn(&Cell, &mut Setting<'_>) -> Reading<T>,
) -> Option<Option<T>> {
    if declared.required {
        row.required(declared.field, parser).map(Some)
    } else {
        Some(row.optional(declared.field, parser))
    }
}

/// A whole number.
fn count(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    number(cell, setting).and_then_value(|number| number.is_integer().then_some(number))
}

/// The first day of a month that states its year.
fn month(cell: &Cell, setting: &mut Setting<'_>) -> Reading<NaiveDate> {
    let reading = span(cell, setting);
    match reading.value {
        Some(Span::Month(month)) => Reading::of(month.first_day()),
        Some(_) => Reading::flawed(Flaw::NotADate),
        None => Reading {
            value: None,
            flaw: reading.flaw,
        },
    }
}

const YES: [&str; 10] = ["是", "有", "对", "y", "yes", "t", "true", "√", "✓", "✔"];
const NO: [&str; 11] = ["否", "无", "没有", "n", "no", "f", "false", "×", "✗", "✘", "x"];

fn yes_no(cell: &Cell, setting: &mut Setting<'_>) -> Reading<bool> {
    match cell {
        Cell::Bool(flag) => Reading::of(*flag),
        Cell::Number(number) => match number.to_i64() {
            Some(1) => Reading::of(true),
            Some(0) => Reading::of(false),
            _ => Reading::flawed(Flaw::NotYesOrNo),
        },
        _ => match text(cell, setting).value.map(|word| normalise_word(&word)) {
            None => Reading::empty(),
            Some(word) if YES.contains(&word.as_str()) || word == "1" => Reading::of(true),
            Some(word) if NO.contains(&word.as_str()) || word == "0" => Reading::of(false),
            Some(_) => Reading::flawed(Flaw::NotYesOrNo),
        },
    }
}
