//! Which cells of a sheet are one: those that are merged, and those that a picture lies over.

use super::At;
use super::cells::{Cell, Content};
use super::pictures::Picture;
use super::sheet::{Area, Sheet};
use std::collections::BTreeMap;
use std::ops::Range;

/// Whether nothing stands in a cell, nor around it.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.content == Content::Nothing
        && cell.look.fill.is_none()
        && cell.look.edges.iter().all(Option::is_none)
}

/// Cells that are one, by the places of rows and columns among those that are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) of: Area,
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

/// Every merged cell, by the place of its first visible cell.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) cells: BTreeMap<(usize, usize), Span>,
}

impl Spans {
    /// Those of a sheet, of which these rows and columns are printed.
    pub(super) fn of(sheet: &Sheet, rows: &[u32], columns: &[u32]) -> Self {
        let mut spans = Self::default();
        let within = |known: &[u32], first: u32, last: u32| {
            known.partition_point(|place| *place < first)..known.partition_point(|place| *place <= last)
        };
        let place = |of: Area| Span {
            of,
            rows: within(rows, of.first.row, of.last.row),
            columns: within(columns, of.first.column, of.last.column),
        };
        let merged = sheet.merged.iter().copied().map(place);
        for span in merged.filter(|span| !span.rows.is_empty() && !span.columns.is_empty()) {
            spans.push(span);
        }
        for picture in &sheet.pictures {
            if let Some(area) = free_for(sheet, picture) {
                spans.push(place(area));
            }
        }
        spans
    }

    /// Cells that are of another span already stay there.
    fn push(&mut self, span: Span) {
        let is_apart = |other: &Span| {
            let apart =
                |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
            apart(&span.rows, &other.rows) || apart(&span.columns, &other.columns)
        };
        if !span.rows.is_empty() && !span.columns.is_empty() && self.cells.values().all(is_apart) {
            self.cells.insert((span.rows.start, span.columns.start), span);
        }
    }

    /// Whether a cell is part of another.
    pub(super) fn covered(&self, row: usize, column: usize) -> bool {
        self.cells.iter().any(|(first, span)| {
            *first != (row, column) && span.rows.contains(&row) && span.columns.contains(&column)
        })
    }
}

/// The empty cells that a picture lies over; none where something stands in them.
fn free_for(sheet: &Sheet, picture: &Picture) -> Option<Area> {
    let reach = |first: u32, last: u32, size: f64, of: &dyn Fn(u32) -> f64| {
        let mut left = size;
        (first..=last).find(|place| {
            left -= of(*place);
            left <= 0.5
        })
    };
    let area = Area {
        first: picture.at,
        last: At {
            row: reach(picture.at.row, sheet.area.last.row, picture.height_pt, &|row| {
                sheet.height_pt(row)
            })?,
            column: reach(
                picture.at.column,
                sheet.area.last.column,
                picture.width_pt,
                &|column| sheet.width_pt(column),
            )?,
        },
    };
    let is_free = sheet
        .cells
        .iter()
        .filter(|(at, _)| area.holds(**at))
        .all(|(_, cell)| is_blank(cell));
    is_free.then_some(area)
}
