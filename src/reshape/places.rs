//! What is said of a computed cell, at the cells that it was computed from.

use crate::cells::is_blank;
use crate::model::Place;
use crate::read::Row;
use crate::recognise::{Computed, Table};
use std::collections::BTreeMap;

/// Moves what is said of computed cells to the first of their row that is empty or not what is needed, else to the first
/// that they are made of.
pub fn at_their_cells<'p>(places: impl Iterator<Item = &'p mut Place>, tables: &[Table]) {
    let mut by_file: BTreeMap<&str, Vec<&Table>> = BTreeMap::new();
    let adds = |table: &&Table| !computed(table).is_empty() || !table.joins().is_empty();
    for table in tables.iter().filter(adds) {
        by_file.entry(&table.source.file).or_default().push(table);
    }
    for place in places {
        let Some(column) = place.column else { continue };
        let tables = by_file.get(place.source.file.as_str()).into_iter().flatten();
        let of_sheet: Vec<&Table> = tables
            .copied()
            .filter(|table| table.source == place.source)
            .collect();
        // Tables of one sheet may have columns of the same place behind it, and but one of them has the row.
        let meant = of_sheet.iter().find_map(|table| {
            let row = row(table, place)?;
            at(table, place, Some(row), column)
        });
        let any = || of_sheet.iter().find_map(|table| at(table, place, None, column));
        let meant = meant.or_else(any);
        if let Some(meant) = meant {
            *place = meant;
        }
    }
}

fn computed(table: &Table) -> &[Computed] {
    table.shape.as_ref().map_or(&[], |shape| &shape.computed)
}

/// The row of a place; any that is made of the same row of the sheet has the cells that are asked for.
fn row<'a>(table: &'a Table, place: &Place) -> Option<&'a Row> {
    match table.unpivot() {
        None => {
            let passed_over = || table.row_passed_over(place).map(|passed| &passed.row);
            table.row(place).or_else(passed_over)
        }
        Some(_) => table.rows_of(place.row?).next(),
    }
}

/// Where what is said of a column behind those of the sheet is told; none where it is none of the table's.
fn at(table: &Table, place: &Place, row: Option<&Row>, column: u32) -> Option<Place> {
    if let Some(origin) = origin(table, column) {
        return Some(place.at_column(origin));
    }
    let computed = computed(table).iter().find(|computed| computed.index == column)?;
    let blank = |index: &&u32| row.is_some_and(|row| is_blank(row.cell(**index)));
    let told = |index: &&u32| {
        row.is_some_and(|row| {
            let stated = crate::cells::plain(row.cell(computed.index));
            stated.is_some() && stated == crate::cells::plain(row.cell(**index))
        })
    };
    let used = computed.used.iter();
    let culprit = used.clone().find(told).or_else(|| used.clone().find(blank));
    Some(match culprit.or(computed.used.first()) {
        Some(index) => place.at_column(origin(table, *index).unwrap_or(*index)),
        None => Place {
            column: None,
            ..place.clone()
        },
    })
}

/// The column of the sheet by whose key a column of another sheet comes.
fn origin(table: &Table, column: u32) -> Option<u32> {
    let of = |column: u32| {
        let mut joins = table.joins().iter();
        let join = joins.find(|join| join.columns.iter().any(|(index, _)| *index == column))?;
        join.keys.first().copied()
    };
    let mut origin = of(column)?;
    // A key may be one of a sheet above.
    for _ in table.joins() {
        origin = of(origin).unwrap_or(origin);
    }
    Some(origin)
}
