//! Rows with cells merged over several of them → each row with the value that is its own.
//!
//! A text or a date that is merged over rows is that of each of them. A figure is not: counted in each row it would
//! count several times. What adds up counts for the first row; what does not, a target, for none.

use super::fit::FittedColumn;
use super::rows::is_figure;
use crate::model::{Dataset, Field, Finding, Kind, Place, Problem, Source};
use crate::read::{Cell, Row};
use std::ops::Range;
use std::sync::Arc;

/// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
type Area = (u32, u32, u32, u32);

/// What becomes of the rows that merged cells cover.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    /// Each has the same value.
    Each,
    /// The first has it, the others have 0.
    FirstElseZero,
    /// The first has it, the others have none.
    FirstElseNone,
    /// None has it.
    Nobody,
}

/// Gives each of `rows`, which are data, its value of cells merged over several.
pub(super) fn fill_down(
    dataset: Dataset,
    source: &Arc<Source>,
    columns: &[FittedColumn],
    merged: &[Area],
    rows: &mut [Row],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for column in columns {
        let mut areas: Vec<Area> = merged
            .iter()
            .copied()
            .filter(|area| area.1 == column.index && area.2 > area.0)
            .collect();
        areas.sort_unstable();
        let mut free = 0;
        for (first, _, last, _) in areas {
            let covered = covered(rows, first, last);
            // Areas that overlap are no spreadsheet's doing.
            if first < free || covered.len() < 2 || rows[covered.start].number != first {
                continue;
            }
            free = last + 1;
            let value = rows[covered.start].cell(column.index).clone();
            if value == Cell::Empty {
                continue;
            }
            let share = share(dataset, column.field);
            if share != Share::Each {
                let problem = Problem::MergedFigure {
                    field: column.field,
                    rows: covered.len() as u64,
                    counts: share != Share::Nobody,
                };
                let place = Place::row(Arc::clone(source), first).at_column(column.index);
                findings.push(Finding::at(place, problem));
            }
            let (first, others) = rows[covered].split_at_mut(1);
            match share {
                Share::Each => put(others, column.index, &value),
                Share::FirstElseZero => put(others, column.index, &Cell::Number(0.0)),
                Share::FirstElseNone => put(others, column.index, &Cell::Empty),
                Share::Nobody => {
                    put(first, column.index, &Cell::Empty);
                    put(others, column.index, &Cell::Empty);
                }
            }
        }
    }
    findings
}

/// The rows, by position, whose numbers lie within bounds.
fn covered(rows: &[Row], first: u32, last: u32) -> Range<usize> {
    let start = rows.partition_point(|row| row.number < first);
    start..rows.partition_point(|row| row.number <= last).max(start)
}

fn share(dataset: Dataset, field: Field) -> Share {
    match field {
        // A weight is each row's own, not a sum to be shared.
        field if field == Field::Weight || !is_figure(field) => Share::Each,
        _ if dataset == Dataset::TARGETS => Share::Nobody,
        // Rows without them would be left out, or take their points from the policy.
        Field::Amount | Field::Points | Field::Own(_, Kind::Money) => Share::FirstElseZero,
        _ => Share::FirstElseNone,
    }
}

/// Puts a value into a column of each of `rows`.
pub(super) fn put(rows: &mut [Row], column: u32, value: &Cell) {
    let column = column as usize;
    for row in rows {
        if row.cells.len() <= column {
            if *value == Cell::Empty {
                continue;
            }
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = value.clone();
    }
}
