//! The first rows of tables field by field as they were understood, for people who look whether a sheet is read as it is meant.
//!
//! Cells are read by the same parsers that make records of them. Who a rep is and what other rows say is not asked here: that
//! takes the whole book.

use super::RecordOptions;
use super::cells::{id, text};
use super::conduct::Turned;
use super::kinds::{dated, stated};
use super::passed_over::is_blank_row;
use super::points::points;
use super::returns;
use super::row::RowReader;
use super::stated::Stated;
use super::words::{Lexicon, ListWords, TableWords};
use super::written;
use crate::cells::{Texts, moment, plain};
use crate::model::{Dataset, Fate, Field, Finding, Kind, Meaning};
use crate::read::Row;
use crate::recognise::{Column, Table};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A row, and what was understood of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstRow {
    /// The row as it stands in its table.
    pub row: Row,
    /// What becomes of it, as far as it tells itself.
    pub fate: Fate,
    /// What each column of the table says, in their order.
    pub values: Vec<Understood>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl FirstRow {
    /// A row of a sheet that was read as no list.
    pub fn unread(row: Row) -> Self {
        Self {
            row,
            fate: Fate::Unread,
            values: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// What a column says in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The field.
    pub field: Field,
    /// Its column.
    pub index: u32,
    /// What it was taken for.
    pub stated: Stated,
}

/// So many rows of each table from the first on, those that the settings leave out among them. How the columns are written is
/// found out on the way.
pub fn first_rows(tables: &mut [Table], options: &RecordOptions, most: usize) -> Vec<Vec<FirstRow>> {
    written(tables, options);
    let lexicon = Lexicon::of(&options.catalogue);
    let tables = tables.iter();
    let rows = tables.map(|table| of_table(table, &lexicon.list(&table.list), options, most));
    rows.collect()
}

fn of_table(table: &Table, words: &Arc<ListWords>, options: &RecordOptions, most: usize) -> Vec<FirstRow> {
    let mut words = TableWords::new(table, Arc::clone(words), &options.words);
    let mut texts = Texts::default();
    let signs = Signs::of(table);
    let mut rows: Vec<&Row> = (table.rows.iter())
        .filter(|row| !is_blank_row(table, row))
        .take(most)
        .collect();
    let passed_over = table.passed_over.iter().map(|passed| &passed.row);
    rows.extend(passed_over.filter(|row| !is_blank_row(table, row)).take(most));
    rows.sort_by_key(|row| row.number);
    rows.truncate(most);
    let read = rows.into_iter().map(|row| {
        let reader = RowReader::new(table, row, &mut texts, &mut words);
        first_row(table, (row, reader), &signs, options)
    });
    read.collect()
}

fn first_row(
    table: &Table,
    (row, mut reader): (&Row, RowReader<'_, '_>),
    signs: &Signs,
    options: &RecordOptions,
) -> FirstRow {
    let first = |column: &Column| table.column(column.field).map(|first| first.index) == Some(column.index);
    let mut values: Vec<Understood> = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let stated = if first(column) {
            of_field(&mut reader, (table, column), signs)
        } else {
            // Of columns that have a say beside another one the reader knows what they say, and not what stands in each.
            plain(row.cell(column.index)).map_or(Stated::Nothing, |text| Stated::Text(text.as_ref().into()))
        };
        values.push(Understood {
            field: column.field,
            index: column.index,
            stated,
        });
    }
    let said = values.iter().filter_map(|value| match value.stated {
        Stated::Word(_, meaning) => meaning,
        _ => None,
    });
    let said: Vec<Meaning> = said.chain(reader.other_meanings()).collect();
    signs.apply(&mut values, &said);
    missing(table, &mut reader);
    let mut findings = reader.into_findings();
    // Nobody asks what is wrong with a row that is none of the table's.
    if table.row_passed_over(&table.place(row)).is_some() {
        findings.clear();
    }
    let fate = fate(table, row, (&values, &said, &findings), options);
    FirstRow {
        row: row.clone(),
        fate,
        values,
        findings,
    }
}

/// What stands in the first column of a field.
fn of_field(reader: &mut RowReader<'_, '_>, (table, column): (&Table, &Column), signs: &Signs) -> Stated {
    let field = column.field;
    if let (Some(turned), Field::Points | Field::Deduction) = (&signs.points, field) {
        let points = reader.optional(field, points);
        let event = plain(reader.cell(Field::Event)).unwrap_or_default();
        return points.map_or(Stated::Nothing, |points| {
            Stated::Number(turned.of_field(field, points, &event))
        });
    }
    let as_text = |text: Option<_>| text.map_or(Stated::Nothing, Stated::Text);
    let Some(declared) = table.list.declared(field) else {
        return as_text(reader.optional(field, text));
    };
    match declared.kind {
        _ if table.list.date == Some(field) => {
            let moment = reader.required(field, moment);
            moment.map_or(Stated::Nothing, |moment| dated(declared.kind, moment))
        }
        Kind::Rep | Kind::Customer if matches!(field, Field::RepId | Field::CustomerId) => {
            as_text(reader.optional(field, id))
        }
        // Months without a year are told by what stands around them.
        Kind::Rep | Kind::Customer | Kind::Month => as_text(reader.optional(field, text)),
        _ => stated(reader, declared).unwrap_or(Stated::Nothing),
    }
}

/// Reports the rep or the customer that must be named and is not: each is two fields, of which one will do.
fn missing(table: &Table, reader: &mut RowReader<'_, '_>) {
    for group in &table.list.required {
        let is_together = group.iter().all(|field| {
            let declared = table.list.declared(*field);
            declared.is_some_and(|declared| matches!(declared.kind, Kind::Rep | Kind::Customer))
        });
        let has_column = group.iter().any(|field| reader.has_column(*field));
        // An order may be of nobody.
        let is_free = table.dataset == Dataset::ORDERS && group.contains(&Field::Customer);
        if is_together && has_column && !is_free && group.iter().all(|field| reader.is_blank(*field)) {
            reader.missing(group);
        }
    }
}

fn fate(
    table: &Table,
    row: &Row,
    (values, said, findings): (&[Understood], &[Meaning], &[Finding]),
    options: &RecordOptions,
) -> Fate {
    let day = values.iter().find(|value| table.list.date == Some(value.field));
    let day = day.and_then(|value| match value.stated {
        Stated::Date(day) => Some(day),
        Stated::Moment(moment) => Some(moment.date()),
        _ => None,
    });
    let amount = values.iter().find(|value| value.field == Field::Amount);
    let amount = amount.and_then(|value| value.stated.number());
    let is_below = amount.is_some_and(|amount| amount < Decimal::ZERO);
    let ignores = |said: &Meaning| match said {
        Meaning::Ignored => true,
        Meaning::Refunded => !is_below,
        _ => false,
    };
    match table.row_passed_over(&table.place(row)) {
        Some(passed) if passed.culprit.is_none() => Fate::Settings,
        Some(_) => Fate::Error,
        None if findings.iter().any(Finding::is_error) => Fate::Error,
        None if day.is_some_and(|day| !options.period.contains(day)) => Fate::OtherPeriod,
        None if said.iter().any(ignores) => Fate::Cancelled,
        None if table.dataset == Dataset::ORDERS && is_below => Fate::Returned,
        None => Fate::Counted,
    }
}

/// Which way the figures of a table go.
struct Signs {
    /// Whether all its amounts are taken off.
    all_off: bool,
    /// Whether those beside a negative quantity are.
    by_quantity: bool,
    points: Option<Turned>,
}

impl Signs {
    fn of(table: &Table) -> Self {
        let is_orders = table.dataset == Dataset::ORDERS;
        Self {
            all_off: is_orders && returns::all_are_taken_off(table),
            by_quantity: is_orders && returns::some_are_by_quantity(table),
            points: (table.dataset == Dataset::CONDUCT).then(|| Turned::new(table)),
        }
    }

    /// Turns the amount of a row that is taken off.
    fn apply(&self, values: &mut [Understood], said: &[Meaning]) {
        let number = |field: Field| {
            let value = values.iter().find(|value| value.field == field)?;
            value.stated.number()
        };
        let is_back = number(Field::Quantity).is_some_and(|quantity| quantity < Decimal::ZERO);
        if !(self.all_off || said.contains(&Meaning::Returned) || self.by_quantity && is_back) {
            return;
        }
        for value in values.iter_mut().filter(|value| value.field == Field::Amount) {
            if let Stated::Number(amount) = &mut value.stated {
                *amount = -amount.abs();
            }
        }
    }
}
