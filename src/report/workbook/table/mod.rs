//! A table in its place → cells: title, band, headers, rows as they come, totals, colours, sparklines.

mod header;
mod row;
mod signal;

use super::content::Content;
use super::field::Total;
use super::layout::{Column, SheetLayout, Show, TableLayout};
use super::live::Live;
use super::style::Styles;
use super::template::BlockSpec;
use super::width::{column_width, header_lines};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

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
    ) -> Result<Vec<f64>, XlsxError> {
        if let (Some(row), Some(title)) = (table.title_row, &spec.title) {
            let title = title.pick(self.content.language());
            worksheet.set_row_height(row, 24)?.write_string_with_format(
                row,
                table.left,
                title,
                &self.styles.table_title(),
            )?;
        }
        if let Some(row) = table.band_row {
            self.write_band(worksheet, table, row)?;
        }
        self.declare(worksheet, spec, table)?;
        worksheet.set_row_height(
            table.header_row,
            self.styles.row_height(lines_of_headers(spec, table, grid)),
        )?;
        let (tallies, widest) = self.write_rows(worksheet, spec, table)?;
        self.write_totals(worksheet, table, &tallies)?;
        let columns = table.columns.iter().zip(widest);
        let widths = columns.map(|(column, widest)| width(column, widest)).collect();
        self.signal(worksheet, table)?;
        Ok(widths)
    }
}

/// How many lines the headers need in columns as narrow as they can come out: this is known before any row is
/// written, and rows of large sheets are written only once.
fn lines_of_headers(spec: &BlockSpec, table: &TableLayout<'_>, grid: Option<f64>) -> usize {
    let columns = table.columns.iter().filter(|column| is_shown(column));
    let lines = columns.map(|column| header_lines(&column.header, grid.unwrap_or(width(column, 0))));
    // A filter's button needs a line of its own.
    lines.max().unwrap_or(1).clamp(1 + usize::from(spec.filter), 3)
}

/// Whether a column can be seen before anything is unfolded.
fn is_shown(column: &Column<'_>) -> bool {
    !column.spec.hidden && !column.spec.detail
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
