//! Cells as a reader meets them → rows in order, within bounds.

use super::sheet::{Cell, Row};
use crate::model::finding::Limit;
use crate::model::{Problem, Text};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Rows of a sheet, as Excel has them.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet, as Excel has them.
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Cells of a file, the empty ones between others included.
pub(super) const MAX_CELLS: usize = 16_000_000;
/// Bytes of one text: Excel's own limit is 32,767 characters.
pub(super) const MAX_TEXT: usize = 1 << 20;

/// The cells of a sheet while they are read.
pub(super) struct Grid<'a> {
    rows: Vec<Row>,
    in_order: bool,
    texts: HashSet<Text>,
    /// Texts that the workbook itself shares, by address: finding them again costs next to nothing.
    shared: HashMap<usize, Text, BuildHasherDefault<AddressHasher>>,
    /// How many more cells the file may hold.
    room: &'a mut usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(room: &'a mut usize) -> Self {
        Self {
            rows: Vec::new(),
            in_order: true,
            texts: HashSet::new(),
            shared: HashMap::default(),
            room,
        }
    }

    /// Puts a cell at a row and a column counted from 0. An empty one leaves no trace.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Problem> {
        if row >= MAX_ROWS {
            return Err(Problem::TooLarge {
                limit: Limit::Rows(MAX_ROWS.into()),
            });
        }
        if column >= MAX_COLUMNS {
            return Err(Problem::TooLarge {
                limit: Limit::Columns(MAX_COLUMNS.into()),
            });
        }
        if cell == Cell::Empty {
            return Ok(());
        }
        let number = row + 1;
        let last = self.rows.last().map_or(0, |row| row.number);
        if number != last {
            self.in_order &= number > last;
            let width = self.rows.last().map_or(0, |row| row.cells.len());
            self.rows.push(Row {
                number,
                cells: Vec::with_capacity(width),
            });
        }
        let Some(Row { cells, .. }) = self.rows.last_mut() else {
            return Ok(());
        };
        let column = column as usize;
        if column >= cells.len() {
            let more = column + 1 - cells.len();
            *self.room = self.room.checked_sub(more).ok_or(Problem::TooLarge {
                limit: Limit::Cells(MAX_CELLS as u64),
            })?;
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    /// A text as a cell; equal texts share their bytes, blank ones are empty cells.
    pub(super) fn text(&mut self, text: &str) -> Result<Cell, Problem> {
        if text.trim().is_empty() {
            return Ok(Cell::Empty);
        }
        if let Some(known) = self.texts.get(text) {
            return Ok(Cell::Text(known.clone()));
        }
        let text = bounded(text)?;
        self.texts.insert(text.clone());
        Ok(Cell::Text(text))
    }

    /// A text of the workbook's own table of shared ones, which stays where it is while the grid is filled.
    pub(super) fn shared_text(&mut self, text: &str) -> Result<Cell, Problem> {
        let address = text.as_ptr().addr();
        if let Some(known) = self.shared.get(&address) {
            return Ok(Cell::Text(known.clone()));
        }
        if text.trim().is_empty() {
            return Ok(Cell::Empty);
        }
        let text = bounded(text)?;
        self.shared.insert(address, text.clone());
        Ok(Cell::Text(text))
    }

    /// The rows in order; where a cell was put twice, the later one stands.
    pub(super) fn into_rows(mut self) -> Vec<Row> {
        if !self.in_order {
            self.rows.sort_by_key(|row| row.number);
            self.rows.dedup_by(|later, earlier| {
                let same = later.number == earlier.number;
                if same {
                    overlay(&mut earlier.cells, std::mem::take(&mut later.cells));
                }
                same
            });
        }
        self.rows
    }
}

fn bounded(text: &str) -> Result<Text, Problem> {
    if text.len() > MAX_TEXT {
        return Err(Problem::TooLarge {
            limit: Limit::TextMegabytes(MAX_TEXT as u64 >> 20),
        });
    }
    Ok(text.into())
}

/// Spreads addresses, which differ in their middle bits, over all bits.
#[derive(Default)]
struct AddressHasher(u64);

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

fn overlay(under: &mut Vec<Cell>, over: Vec<Cell>) {
    if under.len() < over.len() {
        under.resize(over.len(), Cell::Empty);
    }
    for (under, over) in under.iter_mut().zip(over) {
        if over != Cell::Empty {
            *under = over;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_any_order_make_rows_in_order() {
        let mut room = 100;
        let mut grid = Grid::new(&mut room);
        for (row, column, number) in [(4, 1, 1.0), (2, 0, 2.0), (4, 0, 3.0), (4, 3, 4.0), (2, 0, 5.0)] {
            grid.put(row, column, Cell::Number(number)).unwrap();
        }
        let rows: Vec<_> = grid
            .into_rows()
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
    fn blank_cells_leave_no_trace_and_equal_texts_share_bytes() {
        let mut room = 100;
        let mut grid = Grid::new(&mut room);
        let blank = grid.text(" \u{3000}").unwrap();
        grid.put(0, 0, blank).unwrap();
        let (Ok(Cell::Text(one)), Ok(Cell::Text(two))) = (grid.text("华东"), grid.text("华东")) else {
            panic!("two texts");
        };
        assert!(Text::ptr_eq(&one, &two));
        assert!(grid.into_rows().is_empty());
    }

    #[test]
    fn bounds_hold() {
        let mut room = 10;
        let mut grid = Grid::new(&mut room);
        let cell = || Cell::Bool(true);
        assert!(matches!(
            grid.put(MAX_ROWS, 0, cell()),
            Err(Problem::TooLarge {
                limit: Limit::Rows(_)
            })
        ));
        assert!(matches!(
            grid.put(0, MAX_COLUMNS, cell()),
            Err(Problem::TooLarge {
                limit: Limit::Columns(_)
            })
        ));
        assert!(matches!(
            grid.put(0, 10, cell()),
            Err(Problem::TooLarge {
                limit: Limit::Cells(_)
            })
        ));
        assert_eq!(grid.put(0, 9, cell()), Ok(()));
    }
}
