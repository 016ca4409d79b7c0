//! A sheet of cells, whatever kind of file it comes from.

use crate::model::{Source, Text};
use std::sync::Arc;

/// The value of a cell, not yet interpreted. Sheets hold millions, so it is kept to two words.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing, or an empty text.
    Empty,
    /// Text as it stands in the file.
    Text(Text),
    /// A number, which may turn out to be a date.
    Number(f64),
    /// A number shown as a date or time: days since the epoch of its sheet.
    DateTime(f64),
    /// A number shown as a span of time such as `[h]:mm`: days.
    Duration(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value as Excel shows it: `#N/A`.
    Error(Text),
    /// A formula whose result the file doesn't hold.
    Uncalculated,
}

/// A row that has at least one cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Row number as Excel shows it: the first row is 1. In a text file, the number of the record.
    pub number: u32,
    /// Its cells from column A on; cells beyond the last are empty.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in `column`, counted from 0.
    pub fn cell(&self, column: u32) -> &Cell {
        self.cells.get(column as usize).unwrap_or(&Cell::Empty)
    }
}

/// What a file's folder says about its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `inbox/` itself or the period's own folders: everything in it counts.
    Own,
    /// Another period's folder: only rows that carry their own date count.
    History,
}

/// A sheet of a workbook, or the one table of a text file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// File and sheet name.
    pub source: Arc<Source>,
    /// What its folder says.
    pub scope: Scope,
    /// Whether the workbook hides it; hidden sheets are read only where an input names them.
    pub hidden: bool,
    /// Whether its dates count from 1904 instead of 1900.
    pub epoch_1904: bool,
    /// Its rows in order; rows without a value are left out.
    pub rows: Vec<Row>,
    /// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
    pub merged: Vec<(u32, u32, u32, u32)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_two_words() {
        assert_eq!(size_of::<Cell>(), 2 * size_of::<u64>());
    }
}
