//! A sheet of cells, whatever kind of file it comes from.

use crate::model::{Period, Source, Text};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The value of a cell, not yet interpreted. Sheets hold millions, so it is kept to two words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing, or an empty text.
    Empty,
    /// Text as it stands in the file.
    Text(Text),
    /// A number, which may turn out to be a date.
    Number(#[serde(with = "number")] f64),
    /// A number shown as a date or time: days since the epoch of its sheet.
    DateTime(#[serde(with = "number")] f64),
    /// A number shown as a span of time such as `[h]:mm`: days.
    Duration(#[serde(with = "number")] f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value as Excel shows it: `#N/A`.
    Error(Text),
    /// A formula whose result the file doesn't hold.
    Uncalculated,
}

/// Numbers as texts, of which each is read back as the very number that it was.
mod number {
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub(super) fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A row that has at least one cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Row number as Excel shows it: the first row is 1. In a text file, the number of the record.
    pub number: u32,
    /// Which cell of it a row was made of that stands for that cell alone: its column, counted from 1; 0 of a whole row.
    pub part: u32,
    /// Its cells from column A on; cells beyond the last are empty.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A whole row of a sheet.
    pub fn new(number: u32, cells: Vec<Cell>) -> Self {
        Self {
            number,
            part: 0,
            cells,
        }
    }

    /// What rows of a table go by, and in which order they stand.
    pub fn key(&self) -> (u32, u32) {
        (self.part, self.number)
    }

    /// The column of the cell that it stands for, where it stands for one alone.
    pub fn own_column(&self) -> Option<u32> {
        self.part.checked_sub(1)
    }

    /// The cell in `column`, counted from 0.
    pub fn cell(&self, column: u32) -> &Cell {
        self.cells.get(column as usize).unwrap_or(&Cell::Empty)
    }
}

/// Days from the epoch that most workbooks count dates from to that of the 1904 system.
pub const DAYS_TO_1904: i32 = 1_462;

/// What a file's folder says about its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `inbox/` itself or the period's own folders: everything in it counts.
    Own,
    /// Another period's folder: only rows that carry their own date count.
    History,
}

impl Scope {
    /// What a folder that is named by a period says in a run of another.
    pub fn of_folder(named: Period, run: Period) -> Self {
        if run.covers(named) {
            Self::Own
        } else {
            Self::History
        }
    }
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
    /// What separates the fields of a text file.
    pub delimiter: Option<char>,
    /// Its rows in order; rows without a value are left out.
    pub rows: Vec<Row>,
    /// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
    pub merged: Vec<(u32, u32, u32, u32)>,
    /// The rows that nobody sees when the sheet is opened: filtered out, or hidden by hand.
    pub hidden_rows: RowRanges,
    /// Columns whose numbers are shown otherwise than they are.
    pub shown: Vec<Shown>,
}

/// How the numbers of a column are shown, where that is another number than the cells hold, or a unit stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The column, counted from 0.
    pub column: u32,
    /// What they are divided by.
    pub divisor: u64,
    /// What is written before and behind them.
    pub unit: Option<String>,
    /// Whether all of them are shown so, rather than most.
    pub is_all: bool,
}

/// Rows by their numbers, in ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRanges(Vec<(u32, u32)>);

impl RowRanges {
    /// Adds the rows from `first` to `last`, which come after all that were added before; others are not added.
    pub fn push(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if *end >= first => (),
            Some((_, end)) if *end + 1 == first => *end = last.max(*end),
            _ => self.0.push((first, last)),
        }
    }

    /// Whether that row is one of them.
    pub fn contains(&self, row: u32) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < row);
        self.0.get(at).is_some_and(|(first, _)| *first <= row)
    }

    /// Those among the rows from `first` to `last`.
    #[must_use]
    pub fn between(&self, first: u32, last: u32) -> Self {
        let start = self.0.partition_point(|range| range.1 < first);
        let end = self.0.partition_point(|range| range.0 <= last).max(start);
        Self(self.0[start..end].to_vec())
    }

    /// The ranges, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_in_their_ranges() {
        let mut rows = RowRanges::default();
        for (first, last) in [
            (2, 2),
            (3, 4),
            (8, 9),
            (1, 1),
            (u32::MAX, u32::MAX),
            (u32::MAX, u32::MAX),
        ] {
            rows.push(first, last);
        }
        let found: Vec<u32> = (1..=10).filter(|row| rows.contains(*row)).collect();
        assert_eq!(found, [2, 3, 4, 8, 9]);
        assert!(rows.between(3, 7).contains(4) && !rows.between(3, 7).contains(8));
    }

    #[test]
    fn a_cell_takes_two_words() {
        assert_eq!(size_of::<Cell>(), 2 * size_of::<u64>());
    }
}
