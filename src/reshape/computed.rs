//! Columns that are computed from others of their row.

use super::cells::{CellRow, Sheet};
use super::parsed;
use crate::catalogue::List;
use crate::catalogue::expression::{Surroundings, Type, Value, Wanted};
use crate::cells::{Setting, Span, Texts, span};
use crate::model::{Field, Kind, Problem, Writing};
use crate::read::{Cell, Row};
use crate::recognise::{Computed, Shape, Table};
use rust_decimal::Decimal;

/// Decimals of a figure that does not end.
const MOST_DECIMALS: u32 = 12;

/// Computes the columns, each behind those of the sheet; one may be made of those before it.
pub(super) fn compute(
    table: &mut Table,
    shape: &Shape,
    sheet: &mut Sheet<'_>,
    around: &Surroundings<'_>,
) -> Result<(), Box<Problem>> {
    for computed in &shape.computed {
        compute_one(table, (shape, computed), sheet, around)?;
    }
    Ok(())
}

/// Computes the day of each row ahead of all else, for what holds on some days alone; mistakes are told in their turn.
pub(super) fn compute_date(
    table: &mut Table,
    shape: &Shape,
    sheet: &mut Sheet<'_>,
    around: &Surroundings<'_>,
) {
    let date = table.list.date;
    let of_date = shape
        .computed
        .iter()
        .find(|computed| Some(computed.field) == date);
    if let Some(computed) = of_date {
        let _ = compute_one(table, (shape, computed), sheet, around);
    }
}

fn compute_one(
    table: &mut Table,
    (shape, computed): (&Shape, &Computed),
    sheet: &mut Sheet<'_>,
    around: &Surroundings<'_>,
) -> Result<(), Box<Problem>> {
    if let Some(column) = computed.bare {
        let mut names = shape.names.iter();
        let name = names.find(|name| name.index == Some(column));
        let writing = name.map_or(sheet.writing(), |name| name.writing);
        let months = table
            .rows
            .iter()
            .map(|row| first_day(row.cell(column), (shape.year.0, table.epoch_1904, writing)));
        let months = months.collect();
        put(table, computed.index as usize, months);
        return Ok(());
    }
    let wanted = wanted(&table.list, computed.field);
    let key = computed.field.id();
    let (expression, names) = parsed(table, shape, sheet, (&key, &computed.text), wanted)?;
    let cell = |row: &Row| {
        let row = CellRow::new(sheet, &names, row);
        let value = expression.row(&row, around);
        match row.culprit.get() {
            Some(culprit) => of_culprit(row.row.cell(culprit), expression.kind()),
            None => written(value),
        }
    };
    let cell = |row: &Row| match cell(row) {
        stated if computed.is_of_month => first_day(&stated, (shape.year.0, false, Writing::default())),
        stated => stated,
    };
    let cells: Vec<Cell> = table.rows.iter().map(cell).collect();
    put(table, computed.index as usize, cells);
    Ok(())
}

/// The first day of the month that a cell names; what names none stays as it is, to be told as that.
fn first_day(cell: &Cell, (year, epoch_1904, writing): (i32, bool, Writing)) -> Cell {
    let mut setting = Setting {
        epoch_1904,
        writing,
        multiplier: Decimal::ONE,
        money: None,
        texts: &mut Texts::default(),
    };
    let span = span(cell, &mut setting).value;
    let month = match span {
        Some(Span::Month(month)) => Some((month.year(), month.number())),
        Some(Span::MonthOfYear(number)) => Some((year, number)),
        _ => None,
    };
    let text = month.map(|(year, number)| format!("{year:04}-{number:02}-01"));
    text.map_or_else(|| cell.clone(), |text| Cell::Text(text.into()))
}

/// Puts cells where they stand, one to each row.
pub(super) fn put(table: &mut Table, index: usize, cells: Vec<Cell>) {
    for (row, cell) in table.rows.iter_mut().zip(cells) {
        if row.cells.len() <= index {
            row.cells.resize(index + 1, Cell::Empty);
        }
        row.cells[index] = cell;
    }
}

/// What a field holds, where nothing but cells could tell.
fn wanted(list: &List, field: Field) -> Wanted {
    let declared = list.fields.iter().find(|declared| declared.field == field);
    match declared.map(|declared| declared.kind) {
        Some(Kind::Date | Kind::Moment | Kind::Month | Kind::Duration) => Wanted::Value,
        Some(Kind::YesNo) => Wanted::Rather(Type::Bool),
        Some(Kind::Id | Kind::Text | Kind::Word | Kind::Rep | Kind::Customer) => Wanted::Rather(Type::Text),
        Some(Kind::Money | Kind::Number | Kind::Count | Kind::Share) | None => Wanted::Rather(Type::Number),
    }
}

/// What stands in the computed cell where one that it needs cannot be read: the same, so that it is told as it would be
/// there. A text that is none of what is wanted would do for any text.
fn of_culprit(cell: &Cell, kind: Option<Type>) -> Cell {
    match (cell, kind) {
        (Cell::Error(_) | Cell::Uncalculated, _) => cell.clone(),
        (_, Some(Type::Text)) => Cell::Empty,
        (cell, _) => crate::cells::plain(cell).map_or(Cell::Empty, |text| Cell::Text(text.as_ref().into())),
    }
}

/// A value as a cell. Numbers are texts, which hold them exactly.
fn written(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => {
            let number = number.to_shortest_decimal(MOST_DECIMALS);
            Cell::Text(number.to_string().into())
        }
        Value::Text(text) if text.trim().is_empty() => Cell::Empty,
        Value::Text(text) => Cell::Text(text),
        Value::Date(date) => Cell::Text(date.format("%Y-%m-%d").to_string().into()),
        Value::Moment(moment) => Cell::Text(moment.format("%Y-%m-%d %H:%M:%S").to_string().into()),
        Value::Bool(truth) => Cell::Bool(truth),
    }
}
