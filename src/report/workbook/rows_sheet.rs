//! The sheets that repeat the rows something is wrong with: as the exports show them, the bad cells marked.

mod shape;
#[cfg(test)]
mod tests;

use super::page::{Header, fit_row, set_up, write_title};
use super::style::Styles;
use super::value::{cell_text, display_width, looks_like_formula, note_text};
use super::width::wrapped_lines;
use super::wording::words;
use super::{WorkbookOptions, assumptions_sheet, link, sheet_name};
use crate::model::place::column_letters;
use crate::model::{Finding, Period, Place, Severity};
use crate::read::{Cell, DAYS_TO_1904};
use crate::snapshot::excerpts::{BadRow, COLUMNS, Excerpt, Excerpts, ROWS_OF_A_TABLE, TABLES, moment};
use rust_xlsxwriter::{Note, Workbook, Worksheet, XlsxError};
use shape::{Formats, Shape};
use std::path::Path;
use std::sync::Arc;

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// The widths of columns in characters: row numbers, cells at least and at most, messages.
const NUMBER_WIDTH: f64 = 11.0;
const CELL_WIDTHS: (usize, usize) = (8, 26);
const MESSAGE_WIDTH: f64 = 64.0;

/// The width of a note, in pixels and in characters.
const NOTE_WIDTH: (u32, f64) = (340, 46.0);

/// The sheets of rows of a workbook, and their names.
pub struct RowSheets<'a> {
    options: &'a WorkbookOptions,
    excerpts: &'a Excerpts,
    /// A name for each table; one without rows has no sheet.
    names: Vec<String>,
}

impl<'a> RowSheets<'a> {
    /// Sheets for the tables that have bad rows, named after file and sheet.
    pub fn new(excerpts: &'a Excerpts, options: &'a WorkbookOptions) -> Self {
        let words = words(options.language);
        let wanted: Vec<String> = excerpts.tables.iter().map(wanted_name).collect();
        let assumptions = assumptions_sheet::name(options.language);
        let others = [words.kinds, words.findings, words.account, assumptions];
        let names = sheet_name::unique(others.into_iter().chain(wanted.iter().map(String::as_str)));
        Self {
            options,
            excerpts,
            names: names.into_iter().skip(others.len()).collect(),
        }
    }

    /// The link to the row that repeats a place's.
    pub fn link(&self, place: &Place) -> Option<String> {
        let (table, row) = self.excerpts.row(place)?;
        let name = self.names.get(table)?.replace('\'', "''");
        Some(format!("internal:'{name}'!A{}", FIRST_ROW + row as u32 + 1))
    }

    /// What the list of findings says of these sheets; none where there are none.
    pub fn note(&self) -> Option<String> {
        let tables = &self.excerpts.tables;
        tables.iter().find(|table| !table.rows.is_empty())?;
        let left_out = tables
            .iter()
            .filter(|table| table.rows.is_empty() && table.rows_left_out > 0);
        let left_out = left_out.count();
        let language = self.options.language;
        Some(if left_out == 0 {
            language.pick(
                "点击代码，看原表中的这一行".to_owned(),
                "click a code to see the row as exported".to_owned(),
            )
        } else {
            language.pick(
                format!("点击代码，看原表中的这一行（最多 {TABLES} 张表，其余 {left_out} 张未附）"),
                format!("click a code to see the row as exported ({TABLES} tables at most, {left_out} more are left out)"),
            )
        })
    }

    /// Adds the sheets to the workbook.
    pub fn write(&self, workbook: &mut Workbook, styles: &Styles, period: Period) -> Result<(), XlsxError> {
        let formats = Formats::new(styles);
        for (table, name) in self.excerpts.tables.iter().zip(&self.names) {
            if !table.rows.is_empty() {
                let worksheet = workbook.add_worksheet();
                worksheet.set_name(name)?;
                let sheet = RowSheet {
                    table,
                    formats: &formats,
                    styles,
                    options: self.options,
                };
                sheet.write(worksheet, period)?;
            }
        }
        Ok(())
    }
}

/// The file's name, and what there is room for of the sheet's; both where one is short.
fn wanted_name(table: &Excerpt) -> String {
    let file = Path::new(&table.source.file);
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let Some(sheet) = &table.source.sheet else {
        return stem.into_owned();
    };
    // Of 31 characters the file has at least 15.
    let sheet: String = sheet.chars().take(15).collect();
    let room = 30 - sheet.chars().count();
    let stem: String = stem.chars().take(room).collect();
    format!("{stem} {sheet}")
}

struct RowSheet<'a> {
    table: &'a Excerpt,
    formats: &'a Formats,
    styles: &'a Styles,
    options: &'a WorkbookOptions,
}

impl RowSheet<'_> {
    fn write(&self, worksheet: &mut Worksheet, period: Period) -> Result<(), XlsxError> {
        let (language, source) = (self.options.language, &self.table.source);
        let heading = source.sheet.as_ref().map_or_else(
            || source.file.clone(),
            |sheet| format!("{}  {sheet}", source.file),
        );
        let notes = self.notes();
        write_title(worksheet, self.styles, &heading, &notes, period, self.options)?;
        let header = Header {
            first_row: HEADER_ROW,
            last_row: HEADER_ROW,
            columns: 1,
        };
        set_up(worksheet, header, period, self.options)?;

        let shown = |row: &BadRow| row.cells.len();
        let widest = self.table.rows.iter().map(shown).max().unwrap_or(0);
        let columns = widest.max(self.table.headers.len());
        let message_column = columns as u16 + 1;
        let mut widths = vec![NUMBER_WIDTH];
        widths.extend((0..columns).map(|column| self.width(column)));
        widths.push(MESSAGE_WIDTH);
        let header = self.styles.list_header();
        let mut headers = vec![cell_text(language.pick("原表行号", "Export row"))];
        let of_table =
            (0..columns).map(|at| cell_text(self.table.headers.get(at).map_or("", String::as_str)));
        headers.extend(of_table);
        headers.push(cell_text(language.pick("问题", "What is wrong")));
        for (at, (text, width)) in (0..).zip(headers.iter().zip(&widths)) {
            worksheet.set_column_width(at, *width)?.write_string_with_format(
                HEADER_ROW,
                at,
                text.as_ref(),
                &header,
            )?;
        }
        let texts = headers.iter().map(AsRef::as_ref).zip(widths.iter().copied());
        fit_row(worksheet, self.styles, HEADER_ROW, texts)?;

        for (at, row) in (FIRST_ROW..).zip(&self.table.rows) {
            self.write_row(worksheet, at, row, &widths)?;
        }
        let last_row = FIRST_ROW + self.table.rows.len() as u32 - 1;
        worksheet.autofilter(HEADER_ROW, 0, last_row, message_column)?;
        Ok(())
    }

    fn write_row(
        &self,
        worksheet: &mut Worksheet,
        at: u32,
        row: &BadRow,
        widths: &[f64],
    ) -> Result<(), XlsxError> {
        let message_column = widths.len() as u16 - 1;
        let messages = self.messages(row);
        let texts = row
            .cells
            .iter()
            .zip(&widths[1..])
            .filter_map(|(cell, width)| match cell {
                Cell::Text(text) | Cell::Error(text) => Some((text.as_str(), *width)),
                _ => None,
            });
        let texts = texts.chain([(messages.as_str(), MESSAGE_WIDTH)]);
        fit_row(worksheet, self.styles, at, texts)?;

        let severity = row.at(None).map(|finding| finding.severity).min();
        let target = self.target(row);
        let shape = target.as_ref().map_or(Shape::Number, |_| Shape::RowNumber);
        let format = self.formats.of(shape, severity);
        if let Some(target) = target {
            worksheet.write_url_with_options(
                at,
                0,
                target.as_str(),
                row.number.to_string(),
                "",
                Some(format),
            )?;
        }
        worksheet.write_number_with_format(at, 0, row.number, format)?;
        self.write_note(worksheet, at, 0, row.at(None))?;
        for (index, column) in (0..).zip(1..message_column) {
            let severity = row.at(Some(index)).map(|finding| finding.severity).min();
            let cell = row.cells.get(index as usize).unwrap_or(&Cell::Empty);
            self.write_cell(worksheet, (at, column), cell, severity)?;
            self.write_note(worksheet, at, column, row.at(Some(index)))?;
        }
        let format = self.formats.of(Shape::Text, None);
        worksheet.write_string_with_format(at, message_column, cell_text(&messages), format)?;
        Ok(())
    }

    /// Writes a cell as what it is; a text stays one, whatever it starts with.
    fn write_cell(
        &self,
        worksheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
        severity: Option<Severity>,
    ) -> Result<(), XlsxError> {
        let format = |shape| self.formats.of(shape, severity);
        let number = match cell {
            Cell::Empty | Cell::Uncalculated => None,
            Cell::Text(text) | Cell::Error(text) => {
                let text = cell_text(text);
                let shape = if looks_like_formula(&text) {
                    Shape::MarkedText
                } else {
                    Shape::Text
                };
                worksheet.write_string_with_format(row, column, text, format(shape))?;
                return Ok(());
            }
            Cell::Bool(is_true) => {
                worksheet.write_boolean_with_format(row, column, *is_true, format(Shape::Text))?;
                return Ok(());
            }
            Cell::Number(number) => Some((*number, Shape::Number)),
            Cell::DateTime(days) => Some(self.date(*days)),
            Cell::Duration(days) => Some((*days, Shape::Span)),
        };
        match number {
            Some((number, shape)) if number.is_finite() => {
                worksheet.write_number_with_format(row, column, number, format(shape))?
            }
            Some((number, _)) => {
                worksheet.write_string_with_format(row, column, number.to_string(), format(Shape::Text))?
            }
            None => worksheet.write_blank(row, column, format(Shape::Text))?,
        };
        Ok(())
    }

    /// A date's number in the 1900 system, or the bare number where it is no date.
    fn date(&self, days: f64) -> (f64, Shape) {
        if moment(days, self.table.epoch_1904).is_none() {
            return (days, Shape::Number);
        }
        let shape = if days.fract() == 0.0 {
            Shape::Date
        } else {
            Shape::Moment
        };
        let epoch = if self.table.epoch_1904 {
            f64::from(DAYS_TO_1904)
        } else {
            0.0
        };
        (days + epoch, shape)
    }

    fn write_note<'f>(
        &self,
        worksheet: &mut Worksheet,
        row: u32,
        column: u16,
        findings: impl Iterator<Item = &'f Finding>,
    ) -> Result<(), XlsxError> {
        let language = self.options.language;
        let terms = self.options.catalogue.terms(language);
        let texts: Vec<String> = findings
            .map(|finding| {
                let severity = finding.severity.name(language);
                let (what, fix) = (finding.what(terms), finding.fix(terms));
                let colon = language.pick("：", ": ");
                format!("{severity}{colon}{what}\n{fix}")
            })
            .collect();
        if texts.is_empty() {
            return Ok(());
        }
        let text = texts.join("\n\n");
        let (pixels, characters) = NOTE_WIDTH;
        let lines = wrapped_lines(&text, characters).min(24) as u32;
        let note = Note::new(note_text(&text))
            .set_author("repcard")
            .add_author_prefix(false)
            .set_font_name(self.styles.font)
            .set_font_size(9)
            .set_width(pixels)
            .set_height(16 + 17 * lines);
        worksheet.insert_note(row, column, &note)?;
        Ok(())
    }

    /// Everything that is wrong with a row, a line each.
    fn messages(&self, row: &BadRow) -> String {
        let language = self.options.language;
        let terms = self.options.catalogue.terms(language);
        let line = |finding: &Finding| {
            let what = finding.what(terms);
            match finding.place.as_ref().and_then(|place| place.column) {
                Some(column) => {
                    let letters = column_letters(column);
                    let header = self.table.headers.get(column as usize).map_or("", String::as_str);
                    let column = format!("{letters} {header}");
                    format!("{}{}{what}", column.trim_end(), language.pick("：", ": "))
                }
                None => what,
            }
        };
        row.findings.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The link to the first bad cell in its export.
    fn target(&self, row: &BadRow) -> Option<String> {
        let place = Place {
            source: Arc::clone(&self.table.source),
            row: Some(row.number),
            column: row
                .findings
                .iter()
                .find_map(|finding| finding.place.as_ref()?.column),
        };
        link::to(&place, self.options.book.as_deref()?)
    }

    /// How many rows these are, and what is left out.
    fn notes(&self) -> String {
        let (language, table) = (self.options.language, self.table);
        let count = table.rows.len() + table.rows_left_out;
        let mut notes = vec![language.pick(
            format!("{count} 行有问题，第 {} 行是表头", table.header_row),
            format!(
                "rows with findings: {count}; the header is row {}",
                table.header_row
            ),
        )];
        if table.rows_left_out > 0 {
            let left_out = table.rows_left_out;
            notes.push(language.pick(
                format!("这里列出最严重的 {ROWS_OF_A_TABLE} 行，其余 {left_out} 行未列出"),
                format!("the gravest {ROWS_OF_A_TABLE} are shown, {left_out} more are left out"),
            ));
        }
        if table.columns_left_out > 0 {
            let left_out = table.columns_left_out;
            notes.push(language.pick(
                format!("列出前 {COLUMNS} 列，其余 {left_out} 列未列出"),
                format!("the first {COLUMNS} columns are shown, {left_out} more are left out"),
            ));
        }
        notes.push(
            language
                .pick(
                    "点击原表行号可打开原文件；着色的单元格有批注",
                    "click a row number to open the export; coloured cells have a note",
                )
                .to_owned(),
        );
        notes.join(words(language).separator)
    }

    fn width(&self, column: usize) -> f64 {
        let (least, most) = CELL_WIDTHS;
        let header = self
            .table
            .headers
            .get(column)
            .map_or(0, |text| display_width(text));
        let cells = self.table.rows.iter().map(|row| match row.cells.get(column) {
            None | Some(Cell::Empty | Cell::Uncalculated) => 0,
            Some(Cell::Text(text) | Cell::Error(text)) => display_width(text),
            Some(Cell::Number(number)) => display_width(&number.to_string()),
            Some(Cell::DateTime(days)) => match self.date(*days).1 {
                Shape::Moment => 16,
                _ => 10,
            },
            Some(Cell::Duration(_) | Cell::Bool(_)) => 8,
        });
        let widest = cells.fold(header, usize::max);
        (widest + 4).clamp(least, most) as f64
    }
}
