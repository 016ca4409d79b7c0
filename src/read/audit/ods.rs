//! The content of an .ods.

use super::tags::{Tags, attribute, number, qualified_name};
use super::worksheet::SheetPart;
use super::{malformed, misleading};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};

/// How deep elements may nest.
const MAX_NESTING: usize = 256;
/// Merged areas of a table.
const MAX_MERGED: u64 = 1_000_000;

/// The content of an .ods: balanced, since calamine waits for ever for an end that never comes, and no larger
/// than bounds once rows, columns and spaces are repeated.
#[derive(Default)]
pub struct OdsContent {
    tags: Tags,
    state: OdsState,
}

#[derive(Default)]
struct OdsState {
    open: Vec<Vec<u8>>,
    sheets: u64,
    /// Rows of the table so far, and up to the last that holds a value.
    rows: u64,
    rows_used: u64,
    /// Cells of the row so far, and up to the last that holds a value; the widest row.
    columns: u64,
    columns_used: u64,
    width: u64,
    row_repeats: u64,
    /// Cells held before rows are repeated.
    held: u64,
    /// What is known of each table, as of a worksheet's part.
    parts: Vec<SheetPart>,
    ended: bool,
}

impl OdsContent {
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let state = &mut self.state;
        self.tags
            .feed(chunk, limits, |_: &[u8], tag: &[u8]| state.tag(tag, limits))
    }

    /// What is known of each table.
    pub fn finish(self) -> Result<Vec<SheetPart>, Problem> {
        if self.state.ended && self.state.open.is_empty() {
            Ok(self.state.parts)
        } else {
            Err(malformed("content.xml"))
        }
    }
}

impl OdsState {
    fn tag(&mut self, tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        if tag.starts_with(b"<?") {
            return Ok(());
        }
        if tag.starts_with(b"<!") {
            return Err(misleading("<!"));
        }
        let name = qualified_name(tag);
        if tag.starts_with(b"</") {
            if self.open.pop().as_deref() != Some(name) {
                return Err(malformed("content.xml"));
            }
            self.ended = self.open.is_empty();
            return self.close(name, limits);
        }
        if self.ended || self.open.len() >= MAX_NESTING {
            return Err(malformed("content.xml"));
        }
        self.begin(name, tag, limits)?;
        if tag.ends_with(b"/>") {
            return self.close(name, limits);
        }
        self.open.push(name.to_vec());
        Ok(())
    }

    fn begin(&mut self, name: &[u8], tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        let repeats = |attribute_name: &[u8]| match attribute(tag, attribute_name) {
            None => Ok(1),
            Some(stated) => number(stated).ok_or_else(|| malformed("repeated")),
        };
        match name {
            b"table:table" => {
                if self.open.iter().any(|open| open == name) {
                    return Err(malformed("table:table"));
                }
                self.sheets += 1;
                self.parts.push(SheetPart::default());
                (self.rows, self.rows_used, self.width) = (0, 0, 0);
                within(self.sheets, limits.sheets, Limit::Sheets(limits.sheets))?;
            }
            b"table:table-row" => {
                self.row_repeats = repeats(b"table:number-rows-repeated")?.min(MAX_ROWS.into());
                let is_hidden = matches!(attribute(tag, b"table:visibility"), Some(b"filter" | b"collapse"));
                if is_hidden && let Some(part) = self.parts.last_mut() {
                    let last = (self.rows + self.row_repeats).min(MAX_ROWS.into());
                    if let (Ok(before), Ok(last)) = (u32::try_from(self.rows), u32::try_from(last))
                        && before < last
                    {
                        part.hidden_rows.push(before + 1, last);
                    }
                }
                (self.columns, self.columns_used) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let rows = repeats(b"table:number-rows-spanned")?;
                let columns = repeats(b"table:number-columns-spanned")?;
                if rows > 1 || columns > 1 {
                    self.merge(rows, columns, limits)?;
                }
                self.columns += repeats(b"table:number-columns-repeated")?.min(MAX_COLUMNS.into());
                if attribute(tag, b"office:value-type").is_some()
                    || attribute(tag, b"table:formula").is_some()
                {
                    self.columns_used = self.columns;
                }
            }
            b"text:s" => limits.text(usize::try_from(repeats(b"text:c")?).unwrap_or(usize::MAX))?,
            _ => (),
        }
        Ok(())
    }

    /// Notes that the cell at this place covers so many rows and columns.
    fn merge(&mut self, rows: u64, columns: u64, limits: &Limits) -> Result<(), Problem> {
        let last = |first: u64, count: u64, most: u32| {
            u32::try_from(first.saturating_add(count)).map_or(most, |last| last.min(most))
        };
        let (Ok(row), Ok(column)) = (u32::try_from(self.rows), u32::try_from(self.columns)) else {
            return Ok(());
        };
        let Some(SheetPart { merged, .. }) = self.parts.last_mut() else {
            return Ok(());
        };
        if row < MAX_ROWS && column < MAX_COLUMNS {
            merged.push((
                row + 1,
                column,
                last(self.rows, rows, MAX_ROWS),
                last(self.columns, columns.saturating_sub(1), MAX_COLUMNS - 1),
            ));
        }
        within(merged.len() as u64, MAX_MERGED, Limit::Cells(limits.cells))
    }

    fn close(&mut self, name: &[u8], limits: &Limits) -> Result<(), Problem> {
        if name != b"table:table-row" {
            return Ok(());
        }
        self.rows += self.row_repeats;
        if self.columns_used > 0 {
            self.rows_used = self.rows;
            self.width = self.width.max(self.columns_used);
        }
        self.held += self.columns_used;
        let cells = self.held.max(self.rows_used.saturating_mul(self.width));
        within(cells, limits.dense_cells, Limit::DenseCells(limits.dense_cells))
    }
}
