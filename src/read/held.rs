//! Cells that are held until their sheet is complete, as where tables stand inside tables → rows.

use super::Reading;
use super::grid::Grid;
use super::limits::{Limits, MAX_COLUMNS, within};
use super::sheet::Cell;
use crate::model::finding::Limit;
use crate::model::{Problem, Text};
use std::collections::HashSet;

/// How many different texts a file is searched for again.
const MAX_REMEMBERED: usize = 1 << 18;

/// What the sheets of a file hold together: its texts, and how many cells.
pub(super) struct Store<'l> {
    pub(super) limits: &'l Limits,
    texts: HashSet<Text>,
    cells: u64,
}

impl<'l> Store<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            texts: HashSet::new(),
            cells: 0,
        }
    }

    /// A text as a cell; equal texts share their bytes, blank ones are empty cells.
    pub(super) fn text(&mut self, text: &str) -> Result<Cell, Problem> {
        if let Some(known) = self.texts.get(text) {
            return Ok(Cell::Text(known.clone()));
        }
        if text.trim().is_empty() {
            return Ok(Cell::Empty);
        }
        self.limits.text(text.len())?;
        let text = Text::from(text);
        if self.texts.len() < MAX_REMEMBERED {
            self.texts.insert(text.clone());
        }
        Ok(Cell::Text(text))
    }

    /// Counts work or cells that a few bytes could ask for again and again.
    pub(super) fn count(&mut self, cells: usize) -> Result<(), Problem> {
        self.cells += cells as u64;
        within(self.cells, self.limits.cells, Limit::Cells(self.limits.cells))
    }
}

/// The cells of a sheet.
#[derive(Default)]
pub(super) struct Held(Vec<(u32, u32, Cell)>);

impl Held {
    /// Puts a cell at a row and a column counted from 0. An empty one leaves no trace.
    pub(super) fn put(
        &mut self,
        store: &mut Store,
        row: u32,
        column: u32,
        cell: Cell,
    ) -> Result<(), Problem> {
        let rows = store.limits.rows;
        within(u64::from(row) + 1, rows, Limit::Rows(rows))?;
        let columns = u64::from(MAX_COLUMNS);
        within(u64::from(column) + 1, columns, Limit::Columns(columns))?;
        if !matches!(cell, Cell::Empty) {
            store.count(1)?;
            self.0.push((row, column, cell));
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hands the rows on.
    pub(super) fn pour(self, reading: &mut Reading<'_>) -> Result<(), Problem> {
        let mut grid = Grid::new(&mut reading.room, reading.sink);
        for (row, column, cell) in self.0 {
            grid.put(row, column, cell)?;
        }
        grid.finish();
        Ok(())
    }
}
