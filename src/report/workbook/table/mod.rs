//! A table in its place → cells: title, band, headers, rows as they come, totals, colours, sparklines.

mod header;
mod row;
mod signal;

use super::content::Content;
use super::field::Total;
use super::heights::RowHeights;
use super::layout::{Column, SheetLayout, Show, TableLayout};
use super::live::Live;
use super::style::{Kind, Styles};
use super::template::BlockSpec;
use super::totals::totalled;
use super::value::Value;
use super::width::{column_width, header_lines, shown_width, widest};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// The height of the line above a table, in points.
const TITLE_HEIGHT: f64 = 24.0;

/// The width of a sparkline's column.
const SPARKLINE: f64 = 24.0;

/// What writing a table needs to know beside the table.
pub struct Tables<'w> {
    /// The content.
    pub content: &'w Content<'w>,
    /// The looks.
    pub styles: &'w Styles,
    /// What formulas refer to, where figures are live.
    pub live: Option<&'w Live<'w>>,
    /// Every sheet, for links.
    pub sheets: &'w [SheetLayout<'w>],
}

impl Tables<'_> {
    /// Writes a table from top to bottom, on a sheet whose columns may all have one width. Returns how wide each column must be.
    pub fn write(
        &self,
        worksheet: &mut Worksheet,
        spec: &BlockSpec,
        table: &TableLayout<'_>,
        grid: Option<f64>,
        heights: &mut RowHeights,
    ) -> Result<Vec<f64>, XlsxError> {
        if let (Some(row), Some(title)) = (table.title_row, &spec.title) {
            let title = title.pick(self.content.language());
            heights.raise(worksheet, row, TITLE_HEIGHT)?;
            worksheet.write_string_with_format(row, table.left, title, &self.styles.table_title())?;
        }
        if let Some(row) = table.band_row {
            self.write_band(worksheet, table, row, heights)?;
        }
        self.declare(worksheet, spec, table)?;
        let lines = lines_of_headers(spec, table, grid);
        heights.raise(worksheet, table.header_row, self.styles.row_height(lines))?;
        let (tallies, mut shown) = self.write_rows(worksheet, spec, table, grid, heights)?;
        if let Some(row) = table.total_row() {
            heights.raise(worksheet, row, self.styles.row_height(1))?;
        }
        self.write_totals(worksheet, table, &tallies)?;
        for (at, column) in table.columns.iter().enumerate() {
            let total = totalled(table, &tallies, at).and_then(|total| total.result);
            let in_bold = total.map(|total| shown_width(&Value::Number(total), column.kind) + 1);
            shown[at] = shown[at].max(in_bold.filter(|_| table.totals).unwrap_or(0));
        }
        let columns = table.columns.iter().zip(shown);
        let widths = columns.map(|(column, shown)| on_grid(grid, column, width(column, shown)));
        self.signal(worksheet, table)?;
        Ok(widths.collect())
    }
}

/// How many lines the headers need in columns as narrow as they can come out: this is known before any row is
/// written, and rows of large sheets are written only once.
fn lines_of_headers(spec: &BlockSpec, table: &TableLayout<'_>, grid: Option<f64>) -> usize {
    let columns = table.columns.iter().filter(|column| is_shown(column));
    let lines = columns.map(|column| header_lines(&column.header, width(column, 0).max(grid.unwrap_or(0.0))));
    // A filter's button needs a line of its own.
    lines.max().unwrap_or(1).clamp(1 + usize::from(spec.filter), 3)
}

/// Whether a column can be seen before anything is unfolded.
pub fn is_shown(column: &Column<'_>) -> bool {
    !column.spec.hidden && !column.spec.detail
}

/// The width that a column has whatever its rows hold.
pub fn least_width(column: &Column<'_>) -> f64 {
    width(column, 0)
}

fn width(column: &Column<'_>, widest: usize) -> f64 {
    let content = if let Show::Sparkline(_) = column.show {
        SPARKLINE
    } else {
        let widest = widest.max(of_total(column)).max(column.least);
        column_width(column.kind, &column.header, widest)
    };
    column
        .spec
        .width
        .as_ref()
        .map_or(content, |width| *width.get_ref())
}

/// The width of a column on a grid: as wide as the grid, wider for its figures, and within bounds for its texts.
fn on_grid(grid: Option<f64>, column: &Column<'_>, width: f64) -> f64 {
    match (grid, column.kind) {
        (None, _) => width,
        (Some(width), Kind::Prose) => width,
        (Some(_), Kind::Text | Kind::Word) => width.min(widest(grid)).max(grid.unwrap_or(width)),
        (Some(grid), _) => width.max(grid),
    }
}

/// Room for the word before a mean or after a count.
fn of_total(column: &Column<'_>) -> usize {
    match column.total {
        Total::Mean => 10,
        Total::Count => 7,
        _ => 0,
    }
}

fn ruled(column: &Column<'_>, format: Format) -> Format {
    if column.begins_group {
        Styles::begin_group(format)
    } else {
        format
    }
}
