//! A list grouped by rep or day that names them in the first row of each group alone → every row with what its group states.

use super::fit::FittedColumn;
use super::merged::put;
use super::rows::Head;
use crate::catalogue::List;
use crate::model::Field;
use crate::read::{Cell, Row};
use std::collections::HashSet;

/// Fewer rows with empty cells are rows that somebody forgot to fill in.
const LEAST_ROWS: usize = 2;
/// In a grouped list at least every so many-th row is no first one.
const MOST_FIRST: usize = 5;

/// Fills the columns that the settings name, else those that are evidently stated once a group; the fields of these and how
/// many rows took something over.
pub(super) fn fill_down(
    list: &List,
    columns: &[FittedColumn],
    named: Option<&[Field]>,
    rows: &mut [Row],
) -> (Vec<Field>, u64) {
    let mut keys: Vec<&FittedColumn> = match named {
        Some(fields) => columns
            .iter()
            .filter(|column| fields.contains(&column.field))
            .collect(),
        None => evident(list, columns, rows),
    };
    keys.sort_by_key(|column| column.index);
    let mut filled = 0;
    for index in 1..rows.len() {
        let (above, row) = rows[index - 1..=index].split_at_mut(1);
        let mut takes_over = false;
        for column in &keys {
            let value = above[0].cell(column.index);
            if is_empty(&row[0], column) && !is_blank(value) {
                put(row, column.index, value);
                takes_over = true;
            }
        }
        filled += u64::from(takes_over);
    }
    let fields = keys.iter().map(|column| column.field).collect();
    (if filled > 0 { fields } else { Vec::new() }, filled)
}

/// Gives the rows below what heads a group what it states, where all of them leave its column empty; the fields of these and
/// how many rows took something over.
pub(super) fn under_heads(columns: &[FittedColumn], heads: &[Head], rows: &mut [Row]) -> (Vec<Field>, u64) {
    let mut fields = Vec::new();
    let mut filled = vec![false; rows.len()];
    for (at, head) in heads.iter().enumerate() {
        let mut next = heads[at + 1..].iter().filter(|next| next.column == head.column);
        let end = next.next().map_or(rows.len(), |next| next.before);
        let column = columns.iter().find(|column| column.index == head.column);
        let group = rows.get_mut(head.before..end).unwrap_or_default();
        let Some(column) = column.filter(|column| group.iter().all(|row| is_empty(row, column))) else {
            continue;
        };
        if group.is_empty() {
            continue;
        }
        put(group, head.column, &head.value);
        filled[head.before..end].fill(true);
        if !fields.contains(&column.field) {
            fields.push(column.field);
        }
    }
    (fields, filled.into_iter().filter(|filled| *filled).count() as u64)
}

/// The columns of who and when that only the first row of each group fills: what they state stands nowhere again in a group
/// of its own, every row fills the others, and the rows below are no few. An order's lines that lack its number are left
/// to themselves: they may be totals.
fn evident<'a>(list: &List, columns: &'a [FittedColumn], rows: &[Row]) -> Vec<&'a FittedColumn> {
    if !list.is_dated() || rows.len() <= LEAST_ROWS {
        return Vec::new();
    }
    let may_be_grouped = |field: Field| {
        matches!(
            field,
            Field::RepId | Field::RepName | Field::Date | Field::Time | Field::Received | Field::Due
        ) || matches!(field, Field::Own(..)) && list.date == Some(field)
    };
    let blanks = |column: &FittedColumn| rows.iter().filter(|row| is_empty(row, column)).count();
    let mut keys: Vec<(usize, &FittedColumn)> = columns
        .iter()
        .filter(|column| may_be_grouped(column.field))
        .map(|column| (blanks(column), column))
        .filter(|(blanks, _)| *blanks > 0)
        .collect();
    // The outermost group has the fewest first rows.
    keys.sort_by_key(|(blanks, column)| (std::cmp::Reverse(*blanks), column.index));
    let is_key = |column: &FittedColumn| keys.iter().any(|(_, key)| key.index == column.index);
    let required = list.required.iter().filter(|group| group.len() == 1);
    let mut others = required
        .filter_map(|group| columns.iter().find(|column| group.contains(&column.field)))
        .filter(|column| !is_key(column));
    let is_grouped = |(at, (blanks, column)): (usize, &(usize, &FittedColumn))| {
        let outer: Vec<_> = keys[..at].iter().map(|(_, column)| *column).collect();
        *blanks >= LEAST_ROWS && blanks * MOST_FIRST >= rows.len() && begins_groups(column, &outer, rows)
    };
    let are_grouped = keys.iter().enumerate().all(is_grouped);
    if !are_grouped || others.any(|column| blanks(column) > 0) {
        return Vec::new();
    }
    keys.into_iter().map(|(_, column)| column).collect()
}

/// Whether a column states something in the first row of all and of every group around it, and within such a group nothing
/// twice.
fn begins_groups(column: &FittedColumn, outer: &[&FittedColumn], rows: &[Row]) -> bool {
    let mut seen = HashSet::new();
    let mut groups = 0_u32;
    for (index, row) in rows.iter().enumerate() {
        let begins = index == 0 || outer.iter().any(|outer| !is_empty(row, outer));
        groups += u32::from(begins && !outer.is_empty());
        if is_empty(row, column) {
            if begins {
                return false;
            }
        } else if !seen.insert((groups, format!("{:?}", row.cell(column.index)))) {
            return false;
        }
    }
    true
}

fn is_empty(row: &Row, column: &FittedColumn) -> bool {
    is_blank(row.cell(column.index))
}

fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
