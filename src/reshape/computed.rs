//! Columns that are computed from others of their row.

use super::cells::{CellRow, Sheet};
use super::parsed;
use crate::catalogue::List;
use crate::catalogue::expression::{Surroundings, Type, Value, Wanted};
use crate::model::{Field, Kind, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Shape, Table};

/// Decimals of a figure that does not end.
const MOST_DECIMALS: u32 = 12;

/// The cells of each computed column, a list for each in the order of the table's rows.
pub(super) fn compute(
    table: &Table,
    shape: &Shape,
    sheet: &mut Sheet<'_>,
    around: &Surroundings<'_>,
) -> Result<Vec<Vec<Cell>>, Box<Problem>> {
    let mut columns = Vec::new();
    for computed in &shape.computed {
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
        columns.push(table.rows.iter().map(cell).collect());
    }
    Ok(columns)
}

/// Puts them where they stand, behind the columns of the sheet.
pub(super) fn put(table: &mut Table, shape: &Shape, columns: Vec<Vec<Cell>>) {
    for (computed, cells) in shape.computed.iter().zip(columns) {
        let index = computed.index as usize;
        for (row, cell) in table.rows.iter_mut().zip(cells) {
            if row.cells.len() <= index {
                row.cells.resize(index + 1, Cell::Empty);
            }
            row.cells[index] = cell;
        }
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
