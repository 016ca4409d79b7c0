//! The content of an .ods.

use super::ods_styles::{NamedStyles, OdsStyles, PLAIN};
use super::tags::{Tags, attribute, attributes, number, qualified_name};
use super::worksheet::SheetPart;
use super::{malformed, misleading};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use crate::read::shown::Columns;
use std::sync::Arc;

/// How deep elements may nest.
const MAX_NESTING: usize = 256;
/// Merged areas of a table.
const MAX_MERGED: u64 = 1_000_000;
/// Where the content lists the styles that it uses.
const STYLES: &[u8] = b"office:automatic-styles";

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
    styles: OdsStyles,
    /// Those of them that matter, once a table has begun, and how the table's numbers are shown by them.
    named: Option<NamedStyles>,
    shown: Columns,
    /// The styles of cells that state none: of the columns up to each, and of the row.
    of_columns: Vec<(u64, u32)>,
    of_row: Option<u32>,
}

/// What the tag of a cell says.
#[derive(Default)]
struct CellTag<'a> {
    rows: Option<&'a [u8]>,
    columns: Option<&'a [u8]>,
    repeated: Option<&'a [u8]>,
    kind: Option<&'a [u8]>,
    currency: Option<&'a [u8]>,
    style: Option<&'a [u8]>,
    is_formula: bool,
}

impl<'a> CellTag<'a> {
    fn new(tag: &'a [u8]) -> Self {
        let mut cell = Self::default();
        for (name, value) in attributes(tag) {
            let stated = match name {
                b"table:number-rows-spanned" => &mut cell.rows,
                b"table:number-columns-spanned" => &mut cell.columns,
                b"table:number-columns-repeated" => &mut cell.repeated,
                b"office:value-type" => &mut cell.kind,
                b"office:currency" => &mut cell.currency,
                b"table:style-name" => &mut cell.style,
                b"table:formula" => {
                    cell.is_formula = true;
                    continue;
                }
                _ => continue,
            };
            // Of an attribute that stands twice the first is taken.
            stated.get_or_insert(value);
        }
        cell
    }
}

impl OdsContent {
    /// Content whose styles stand on those of another part.
    pub fn styled(outer: &Arc<OdsStyles>) -> Self {
        let state = OdsState {
            styles: OdsStyles::on(outer),
            ..OdsState::default()
        };
        Self {
            state,
            ..Self::default()
        }
    }

    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let state = &mut self.state;
        self.tags.feed(chunk, limits, |text: &[u8], tag: &[u8]| {
            state.tag(text, tag, limits)
        })
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
    fn tag(&mut self, text: &[u8], tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        if tag.starts_with(b"<?") {
            return Ok(());
        }
        if tag.starts_with(b"<!") {
            return Err(misleading("<!"));
        }
        let name = qualified_name(tag);
        if self.open.get(1).is_some_and(|open| open == STYLES) {
            self.styles.take(text, tag, limits)?;
        }
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
        let repeats = |attribute_name: &[u8]| count(attribute(tag, attribute_name));
        match name {
            b"table:table" => {
                if self.open.iter().any(|open| open == name) {
                    return Err(malformed("table:table"));
                }
                self.sheets += 1;
                self.parts.push(SheetPart::default());
                (self.rows, self.rows_used, self.width) = (0, 0, 0);
                self.shown = Columns::default();
                self.of_columns.clear();
                self.named.get_or_insert_with(|| self.styles.named());
                within(self.sheets, limits.sheets, Limit::Sheets(limits.sheets))?;
            }
            b"table:table-column" => {
                let repeated = repeats(b"table:number-columns-repeated")?;
                self.columns_of(tag, repeated);
            }
            b"table:table-row" => {
                self.of_row = self.default_style(tag);
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
            b"table:table-cell" | b"table:covered-table-cell" => self.cell(&CellTag::new(tag), limits)?,
            b"text:s" => limits.text(usize::try_from(repeats(b"text:c")?).unwrap_or(usize::MAX))?,
            _ => (),
        }
        Ok(())
    }

    fn cell(&mut self, tag: &CellTag, limits: &Limits) -> Result<(), Problem> {
        let (rows, columns) = (count(tag.rows)?, count(tag.columns)?);
        if rows > 1 || columns > 1 {
            self.merge(rows, columns, limits)?;
        }
        let before = self.columns;
        self.columns += count(tag.repeated)?.min(MAX_COLUMNS.into());
        if tag.kind.is_some() || tag.is_formula {
            self.columns_used = self.columns;
        }
        if let Some(b"float" | b"currency" | b"percentage" | b"date" | b"time") = tag.kind {
            self.see(tag, before);
        }
        Ok(())
    }

    /// Notes how the numbers from that column on are shown.
    fn see(&mut self, tag: &CellTag, first: u64) {
        let Some(named) = &mut self.named else {
            return;
        };
        let own = tag.style.map(|style| named.number(style)).or(self.of_row);
        let currency = tag.currency.filter(|_| tag.kind == Some(b"currency"));
        for column in first..self.columns.min(MAX_COLUMNS.into()) {
            let style = own.unwrap_or_else(|| {
                let at = self.of_columns.partition_point(|(end, _)| *end <= column);
                self.of_columns.get(at).map_or(PLAIN, |(_, style)| *style)
            });
            let style = match currency {
                Some(code) => named.in_currency(style, code),
                None => style,
            };
            if let Ok(column) = u32::try_from(column) {
                let style = Some(style).filter(|style| *style != PLAIN);
                self.shown.see(column, style, self.row_repeats);
            }
        }
    }

    /// The style that a tag states for cells without one.
    fn default_style(&self, tag: &[u8]) -> Option<u32> {
        let name = attribute(tag, b"table:default-cell-style-name")?;
        Some(self.named.as_ref()?.number(name))
    }

    /// Notes the style of the next columns.
    fn columns_of(&mut self, tag: &[u8], repeated: u64) {
        let before = self.of_columns.last().map_or(0, |(end, _)| *end);
        let end = before.saturating_add(repeated).min(MAX_COLUMNS.into());
        if end > before {
            let style = self.default_style(tag).unwrap_or(PLAIN);
            self.of_columns.push((end, style));
        }
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
        if name == b"table:table"
            && let (Some(named), Some(part)) = (&self.named, self.parts.last_mut())
        {
            part.shown = self.shown.shown(named.styles());
        }
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

/// What an attribute counts, 1 where it is not there.
fn count(stated: Option<&[u8]>) -> Result<u64, Problem> {
    match stated {
        None => Ok(1),
        Some(stated) => number(stated).ok_or_else(|| malformed("repeated")),
    }
}
