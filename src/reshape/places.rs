//! What is said of a computed cell, at the cells that it was computed from.

use crate::cells::is_blank;
use crate::model::{Finding, Place};
use crate::read::Row;
use crate::recognise::{Computed, Table};
use std::collections::BTreeMap;

/// Moves what is said of computed cells to the first of their row that is empty or not what is needed, else to the first
/// that they are made of.
pub fn at_their_cells(findings: &mut [Finding], tables: &[Table]) {
    let mut by_file: BTreeMap<&str, Vec<&Table>> = BTreeMap::new();
    for table in tables.iter().filter(|table| !computed(table).is_empty()) {
        by_file.entry(&table.source.file).or_default().push(table);
    }
    if by_file.is_empty() {
        return;
    }
    for place in findings.iter_mut().filter_map(|finding| finding.place.as_mut()) {
        let Some(column) = place.column else { continue };
        let tables = by_file.get(place.source.file.as_str()).into_iter().flatten();
        let of_sheet = tables.filter(|table| table.source == place.source);
        let meant = of_sheet.flat_map(|table| computed(table).iter().map(move |computed| (table, computed)));
        let mut meant = meant.filter(|(_, computed)| computed.index == column);
        if let Some((table, computed)) = meant.next() {
            let row = place.row.and_then(|number| row(table, number));
            *place = at(place, row, computed);
        }
    }
}

fn computed(table: &Table) -> &[Computed] {
    table.shape.as_ref().map_or(&[], |shape| &shape.computed)
}

fn row(table: &Table, number: u32) -> Option<&Row> {
    let at = table.rows.binary_search_by_key(&number, |row| row.number).ok()?;
    table.rows.get(at)
}

fn at(place: &Place, row: Option<&Row>, computed: &Computed) -> Place {
    let blank = |index: &&u32| row.is_some_and(|row| is_blank(row.cell(**index)));
    let told = |index: &&u32| {
        row.is_some_and(|row| {
            let stated = crate::cells::plain(row.cell(computed.index));
            stated.is_some() && stated == crate::cells::plain(row.cell(**index))
        })
    };
    let used = computed.used.iter();
    let culprit = used.clone().find(told).or_else(|| used.clone().find(blank));
    match culprit.or(computed.used.first()) {
        Some(index) => place.at_column(*index),
        None => Place {
            column: None,
            ..place.clone()
        },
    }
}
