//! The rows and cells of one HTML table → their places in a sheet.

use super::flow::Flow;
use super::value::{Stated, value};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::held::{Held, Store};
use crate::read::limits::within;
use crate::read::sheet::RowRanges;

/// The most that a browser lets a cell span.
const MAX_COLSPAN: u32 = 1_000;
const MAX_ROWSPAN: u32 = 65_534;
/// Merged areas of a table.
const MAX_MERGED: u64 = 1_000_000;

/// What is known of a cell from its tag.
#[derive(Debug, Default)]
pub(super) struct CellTag {
    pub(super) stated: Stated,
    pub(super) colspan: Option<u32>,
    pub(super) rowspan: Option<u32>,
}

/// A table whose end is yet to come.
pub(super) struct Table {
    /// How many tables begin before it.
    pub(super) index: u64,
    pub(super) hidden: Hidden,
    /// Its heading, or what its caption says.
    pub(super) name: Option<String>,
    cells: Held,
    first_column: u32,
    /// The row, from 0, at which each of its rows begins; a row of several lines takes several.
    starts: Vec<u32>,
    next_start: u32,
    /// Those of its rows, in order, that are hidden.
    hidden_rows: Vec<usize>,
    in_row: bool,
    /// The next column that may be free.
    column: u32,
    /// Columns that cells of earlier rows reach down into, in order.
    spans: Vec<Span>,
    /// How many of them end before the next free column.
    passed: usize,
    fresh: Vec<Span>,
    merged: Vec<Span>,
    caption: Option<Flow>,
    cell: Option<OpenCell>,
    has_line_rows: bool,
}

/// What the page hides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hidden {
    /// The table.
    pub(super) table: bool,
    /// The row of another table that it stands in.
    pub(super) row_around: bool,
    /// Its head, body or foot that is open.
    part: bool,
}

struct OpenCell {
    tag: CellTag,
    column: u32,
    flow: Flow,
}

/// A cell that covers more than one place. Rows count the table's own.
struct Span {
    first_row: usize,
    last_row: usize,
    first_column: u32,
    last_column: u32,
}

/// A table as a sheet has it.
pub(super) struct Finished {
    pub(super) index: u64,
    pub(super) hidden: bool,
    pub(super) name: Option<String>,
    pub(super) cells: Held,
    pub(super) merged: Vec<(u32, u32, u32, u32)>,
    pub(super) hidden_rows: RowRanges,
    /// The row below it, from 0.
    pub(super) end: u32,
}

impl Table {
    /// A table that begins at a place, both from 0. Where `has_line_rows`, each line of a cell takes a row of the
    /// sheet, as Excel has it.
    pub(super) fn new(index: u64, place: (u32, u32), has_line_rows: bool) -> Self {
        Self {
            index,
            hidden: Hidden::default(),
            name: None,
            cells: Held::default(),
            first_column: place.1,
            starts: Vec::new(),
            next_start: place.0,
            hidden_rows: Vec::new(),
            in_row: false,
            column: 0,
            spans: Vec::new(),
            passed: 0,
            fresh: Vec::new(),
            merged: Vec::new(),
            caption: None,
            cell: None,
            has_line_rows,
        }
    }

    /// Puts a text that stands above the table.
    pub(super) fn put_above(&mut self, store: &mut Store, row: u32, text: &str) -> Result<(), Problem> {
        let cell = store.text(text)?;
        self.cells.put(store, row, self.first_column, cell)
    }

    /// Where text goes at this point: into a cell or a caption, or nowhere.
    pub(super) fn flow(&mut self) -> Option<&mut Flow> {
        match &mut self.cell {
            Some(cell) => Some(&mut cell.flow),
            None => self.caption.as_mut(),
        }
    }

    pub(super) fn has_open_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Where a table begins that stands in the open cell.
    pub(super) fn place_of_nested(&self) -> (u32, u32) {
        let row = self.starts.last().copied().unwrap_or(self.next_start);
        match &self.cell {
            Some(cell) => (row + cell.flow.lines(), self.first_column + cell.column),
            None => (row, self.first_column),
        }
    }

    /// Makes the row as high as the table that stands in it.
    pub(super) fn make_room_for_nested(&mut self, end: u32) {
        self.next_start = self.next_start.max(end);
    }

    pub(super) fn begin_caption(&mut self, store: &mut Store) -> Result<(), Problem> {
        self.end_row(store)?;
        self.caption = Some(Flow::default());
        Ok(())
    }

    pub(super) fn end_caption(&mut self, store: &mut Store) -> Result<(), Problem> {
        let Some(mut flow) = self.caption.take() else {
            return Ok(());
        };
        let text = flow.take();
        if !text.is_empty() {
            self.put_above(store, self.next_start, &text)?;
            self.next_start += 1;
            self.name = Some(text);
        }
        Ok(())
    }

    /// Begins a part of the table, a head, a body or a foot, or ends it; its rows are hidden where it is.
    pub(super) fn begin_part(&mut self, store: &mut Store, is_hidden: bool) -> Result<(), Problem> {
        self.end_row(store)?;
        self.hidden.part = is_hidden;
        Ok(())
    }

    /// Whether the last row that began is hidden.
    pub(super) fn is_row_hidden(&self) -> bool {
        self.hidden_rows
            .last()
            .is_some_and(|row| row + 1 == self.starts.len())
    }

    pub(super) fn begin_row(&mut self, store: &mut Store, is_hidden: bool) -> Result<(), Problem> {
        self.end_row(store)?;
        let rows = store.limits.rows;
        within(u64::from(self.next_start) + 1, rows, Limit::Rows(rows))?;
        let row = self.starts.len();
        if is_hidden || self.hidden.part || self.hidden.row_around {
            self.hidden_rows.push(row);
        }
        self.starts.push(self.next_start);
        self.next_start += 1;
        self.in_row = true;
        (self.column, self.passed) = (0, 0);
        store.count(self.spans.len())?;
        self.spans.append(&mut self.fresh);
        self.spans.retain(|span| span.last_row >= row);
        self.spans.sort_by_key(|span| span.first_column);
        Ok(())
    }

    pub(super) fn end_row(&mut self, store: &mut Store) -> Result<(), Problem> {
        self.end_caption(store)?;
        self.end_cell(store)?;
        self.in_row = false;
        Ok(())
    }

    pub(super) fn begin_cell(&mut self, store: &mut Store, tag: CellTag) -> Result<(), Problem> {
        self.end_cell(store)?;
        if !self.in_row {
            self.begin_row(store, false)?;
        }
        while let Some(span) = self.spans.get(self.passed)
            && span.first_column <= self.column
        {
            self.column = self.column.max(span.last_column + 1);
            self.passed += 1;
        }
        let column = self.column;
        let colspan = tag.colspan.unwrap_or(1).clamp(1, MAX_COLSPAN);
        self.column += colspan;
        let row = self.starts.len() - 1;
        let span = Span {
            first_row: row,
            last_row: match tag.rowspan {
                // To the end of the rows.
                Some(0) => row + MAX_ROWSPAN as usize,
                rowspan => row + rowspan.unwrap_or(1).min(MAX_ROWSPAN) as usize - 1,
            },
            first_column: column,
            last_column: column + colspan - 1,
        };
        if span.last_row > row || colspan > 1 {
            let merged = self.merged.len() as u64;
            within(merged, MAX_MERGED, Limit::Cells(store.limits.cells))?;
            if span.last_row > row {
                self.fresh.push(Span { ..span });
            }
            self.merged.push(span);
        }
        self.cell = Some(OpenCell {
            tag,
            column,
            flow: Flow::default(),
        });
        Ok(())
    }

    pub(super) fn end_cell(&mut self, store: &mut Store) -> Result<(), Problem> {
        let Some(mut cell) = self.cell.take() else {
            return Ok(());
        };
        let Some(&row) = self.starts.last() else {
            return Ok(());
        };
        if self.has_line_rows {
            self.next_start = self.next_start.max(row + cell.flow.lines());
        }
        let value = value(store, &cell.tag.stated, &cell.flow.take())?;
        self.cells.put(store, row, self.first_column + cell.column, value)
    }

    pub(super) fn finish(mut self, store: &mut Store) -> Result<Finished, Problem> {
        self.end_row(store)?;
        let end = self.next_start;
        let begins = |row: usize| self.starts.get(row).map_or(end, |start| *start);
        let ends = |row: usize| begins(row.saturating_add(1)).max(begins(row) + 1);
        let mut hidden_rows = RowRanges::default();
        for row in self.hidden_rows {
            hidden_rows.push(begins(row) + 1, ends(row));
        }
        let merged = self.merged.iter().map(|span| {
            (
                begins(span.first_row) + 1,
                self.first_column + span.first_column,
                begins(span.last_row.saturating_add(1)).max(begins(span.first_row) + 1),
                self.first_column + span.last_column,
            )
        });
        Ok(Finished {
            index: self.index,
            hidden: self.hidden.table,
            name: self.name,
            merged: merged.collect(),
            hidden_rows,
            cells: self.cells,
            end,
        })
    }
}
