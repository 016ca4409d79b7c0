//! Cells as a reader meets them → rows in order, within bounds.

use super::limits::{Limits, MAX_COLUMNS, within};
use super::remembered::SHORT_TEXT;
use super::sheet::{Cell, Row};
use super::sink::Sink;
use crate::model::finding::Limit;
use crate::model::{Problem, Text};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What a row weighs beside its cells, in cells: without it, rows of one cell would take five times the memory.
const ROW_WEIGHT: u64 = 3;

/// How many more cells a file may hold.
pub(super) struct Room<'a> {
    pub(super) limits: &'a Limits,
    cells: u64,
}

impl<'a> Room<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            cells: limits.cells,
        }
    }

    fn take(&mut self, cells: u64) -> Result<(), Problem> {
        self.cells = self.cells.checked_sub(cells).ok_or(Problem::TooLarge {
            limit: Limit::Cells(self.limits.cells),
        })?;
        Ok(())
    }
}

/// The cells of a sheet while they are read: each row goes to the sink as soon as the next one begins.
pub(super) struct Grid<'a, 'l> {
    row: Row,
    /// Long texts that the workbook itself shares, by address: finding them again costs next to nothing.
    shared: HashMap<usize, Text, BuildHasherDefault<AddressHasher>>,
    room: &'a mut Room<'l>,
    sink: &'a mut dyn Sink,
}

impl<'a, 'l> Grid<'a, 'l> {
    pub(super) fn new(room: &'a mut Room<'l>, sink: &'a mut dyn Sink) -> Self {
        Self {
            row: Row::new(0, Vec::new()),
            shared: HashMap::default(),
            room,
            sink,
        }
    }

    /// Puts a cell at a row and a column counted from 0. An empty one leaves no trace.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Problem> {
        if matches!(cell, Cell::Empty) {
            return Ok(());
        }
        if row + 1 != self.row.number {
            self.next_row(row)?;
        }
        let cells = &mut self.row.cells;
        let column = column as usize;
        if column >= cells.len() {
            within(
                column as u64 + 1,
                MAX_COLUMNS.into(),
                Limit::Columns(MAX_COLUMNS.into()),
            )?;
            self.room.take((column + 1 - cells.len()) as u64)?;
            cells.resize(column, Cell::Empty);
            cells.push(cell);
        } else {
            cells[column] = cell;
        }
        Ok(())
    }

    fn next_row(&mut self, row: u32) -> Result<(), Problem> {
        let most = self.room.limits.rows;
        within(u64::from(row) + 1, most, Limit::Rows(most))?;
        self.room.take(ROW_WEIGHT)?;
        let width = self.row.cells.len();
        self.flush();
        self.row = Row::new(row + 1, Vec::with_capacity(width));
        Ok(())
    }

    fn flush(&mut self) {
        let row = std::mem::replace(&mut self.row, Row::new(0, Vec::new()));
        if !row.cells.is_empty() {
            self.sink.row(row);
        }
    }

    /// Hands the last row on.
    pub(super) fn finish(mut self) {
        self.flush();
    }

    /// A text as a cell; blank ones are empty cells.
    pub(super) fn text(&mut self, text: &str) -> Result<Cell, Problem> {
        // Most texts begin with what is no white space.
        let is_ink = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
        if !is_ink && text.chars().all(char::is_whitespace) {
            return Ok(Cell::Empty);
        }
        self.room.limits.text(text.len())?;
        Ok(Cell::Text(text.into()))
    }

    /// A text of the workbook's own table of shared ones, which stays where it is while the grid is filled.
    pub(super) fn shared_text(&mut self, text: &str) -> Result<Cell, Problem> {
        if text.len() <= SHORT_TEXT {
            return self.text(text);
        }
        let address = text.as_ptr().addr();
        if let Some(known) = self.shared.get(&address) {
            return Ok(Cell::Text(known.clone()));
        }
        let cell = self.text(text)?;
        if let Cell::Text(text) = &cell {
            self.shared.insert(address, text.clone());
        }
        Ok(cell)
    }
}

/// Spreads addresses, which differ in their middle bits, over all bits.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        let spread = (self.0 ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{RowRanges, Scope, Sheet};
    use super::super::sink::Collector;
    use super::*;
    use crate::model::Source;
    use std::sync::Arc;

    fn sheet() -> Sheet {
        Sheet {
            source: Arc::new(Source {
                file: "a".into(),
                sheet: None,
            }),
            scope: Scope::Own,
            hidden: false,
            epoch_1904: false,
            delimiter: None,
            rows: Vec::new(),
            merged: Vec::new(),
            hidden_rows: RowRanges::default(),
            shown: Vec::new(),
        }
    }

    #[test]
    fn cells_in_any_order_make_rows_in_order() {
        let limits = Limits::default();
        let mut room = Room::new(&limits);
        let mut collector = Collector::default();
        let mut grid = Grid::new(&mut room, &mut collector);
        for (row, column, number) in [(4, 1, 1.0), (2, 0, 2.0), (4, 0, 3.0), (4, 3, 4.0), (2, 0, 5.0)] {
            grid.put(row, column, Cell::Number(number)).unwrap();
        }
        grid.finish();
        collector.sheet(sheet());
        let rows: Vec<_> = collector
            .readout
            .sheets
            .remove(0)
            .rows
            .into_iter()
            .map(|row| (row.number, row.cells))
            .collect();
        let number = Cell::Number;
        assert_eq!(
            rows,
            [
                (3, vec![number(5.0)]),
                (5, vec![number(3.0), number(1.0), Cell::Empty, number(4.0)])
            ]
        );
    }

    #[test]
    fn blank_cells_leave_no_trace_and_shared_texts_share_bytes() {
        let limits = Limits::default();
        let mut room = Room::new(&limits);
        let mut collector = Collector::default();
        let mut grid = Grid::new(&mut room, &mut collector);
        let blank = grid.text(" \u{3000}").unwrap();
        grid.put(0, 0, blank).unwrap();
        let shared = &"华东".repeat(SHORT_TEXT);
        let (Ok(Cell::Text(one)), Ok(Cell::Text(two))) = (grid.shared_text(shared), grid.shared_text(shared))
        else {
            panic!("two texts");
        };
        assert!(Text::ptr_eq(&one, &two));
        grid.finish();
        collector.sheet(sheet());
        assert!(collector.readout.sheets.is_empty());
    }

    #[test]
    fn bounds_hold() {
        let limits = Limits {
            cells: 13,
            rows: 100,
            ..Limits::default()
        };
        let mut room = Room::new(&limits);
        let mut collector = Collector::default();
        let mut grid = Grid::new(&mut room, &mut collector);
        let mut refused = |row, column| match grid.put(row, column, Cell::Bool(true)) {
            Err(Problem::TooLarge { limit }) => Some(limit),
            _ => None,
        };
        assert_eq!(refused(100, 0), Some(Limit::Rows(100)));
        assert_eq!(refused(99, MAX_COLUMNS), Some(Limit::Columns(16_384)));
        assert_eq!(refused(99, 10), Some(Limit::Cells(13)));
        assert_eq!(refused(99, 9), None);
        assert_eq!(refused(0, 0), Some(Limit::Cells(13)));
    }
}
