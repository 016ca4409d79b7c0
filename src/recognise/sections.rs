//! A sheet → its sections, one for each table that stands on it, one under another.

use super::fit::{Fit, FittedColumn, best_fit, fit_row};
use super::header::header;
use super::header_row::{HeaderRow, MAX_HEADER_COLUMNS, header_row, header_rows};
use super::likely::Likely;
use super::pattern::file_pattern;
use super::pin::Pin;
use super::rows::is_total;
use super::settings::Settings;
use super::time::year_part;
use super::unpivot;
use crate::model::place::column_letters;
use crate::model::{Currency, Dataset, Field, Place};
use crate::read::{Cell, Row, Sheet};
use std::rc::Rc;
use std::sync::Arc;

/// The longest text of a header, in bytes.
const LONGEST_HEADER: usize = 120;

/// The rows of a sheet that hold one table, with the titles above it.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// The rows as a sheet of their own.
    pub(super) sheet: Sheet,
    /// Whether other tables stand on the sheet, too.
    pub(super) of_several: bool,
    /// The one pin that it is read by, where several parts of the settings make a table each of the same rows.
    pub(super) only: Option<Only>,
}

/// A pin of a dataset, by its place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Only {
    pub(super) dataset: Dataset,
    pub(super) at: usize,
    /// How many columns the pins before it compute.
    pub(super) beyond: u32,
}

impl Section {
    /// Whether that row stands in it.
    pub(super) fn holds(&self, number: u32) -> bool {
        let (first, last) = self.span();
        (first..=last).contains(&number)
    }

    /// The numbers of its first and last row.
    pub(super) fn span(&self) -> (u32, u32) {
        let rows = &self.sheet.rows;
        // The letters of columns stand in no row of the sheet.
        let mut numbers = rows.iter().map(|row| row.number).filter(|number| *number > 0);
        let first = numbers.next().unwrap_or_default();
        (first, numbers.next_back().unwrap_or(first))
    }

    /// The sheet, or its own first row where other tables stand there, too.
    pub(super) fn place(&self) -> Place {
        let source = Arc::clone(&self.sheet.source);
        if self.of_several {
            Place::row(source, self.span().0)
        } else {
            Place::sheet(source)
        }
    }

    /// The pin that makes it a table of a fit's dataset, with a header to fill in for each field that is missing.
    pub(super) fn pin(&self, fit: &Fit, missing: &[Field]) -> Pin {
        let blank = missing
            .iter()
            .map(|field| (field.id().to_string(), "…".to_owned()));
        Pin {
            files: vec![file_pattern(&self.sheet.source.file)],
            sheet: self.sheet.source.sheet.clone(),
            header_row: Some(fit.header.number).filter(|_| self.of_several || !missing.is_empty()),
            columns: blank.collect(),
            ..Pin::default()
        }
    }

    /// The pin that states a fit in full.
    pub(super) fn full_pin(&self, fit: &Fit) -> Pin {
        // Of columns that all have a say, a pin that names one would take the others' away.
        let is_one_of_several = |column: &FittedColumn| {
            let mut others = fit.repeated.iter();
            fit.entry.list.is_asked_of_all(column.field) && others.any(|other| other.field == column.field)
        };
        // Columns of managers' scores are named by the policy.
        let is_pinned =
            |column: &&FittedColumn| !matches!(column.field, Field::Manual(_)) && !is_one_of_several(column);
        let is_of_sheet = |column: &&FittedColumn| !column.is_made && !unpivot::is_given(column);
        let columns = fit.columns.iter().filter(is_pinned).filter(is_of_sheet);
        Pin {
            header_row: Some(fit.header.number).filter(|number| *number > 0),
            columns: columns
                .map(|column| {
                    (
                        column.field.id().to_string(),
                        fit.telling_header(column).to_owned(),
                    )
                })
                .collect(),
            ..self.pin(fit, &[])
        }
    }
}

/// A sheet without a header as one section, under the letters of its columns: in the row of that number, which is no data.
pub(super) fn lettered(mut sheet: Sheet, number: u32) -> Section {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let letters = (0..).take(width.min(MAX_HEADER_COLUMNS));
    let cells = letters.map(|column| Cell::Text(column_letters(column).into()));
    let row = Row::new(number, cells.collect());
    let at = sheet.rows.partition_point(|row| row.number < number);
    let is_there = sheet.rows.get(at).is_some_and(|row| row.number == number);
    sheet.rows.splice(at..at + usize::from(is_there), [row]);
    Section {
        sheet,
        of_several: false,
        only: None,
    }
}

/// Where a table begins.
struct Start {
    /// Index of the header's first line.
    first: usize,
    /// The lines of the header.
    lines: Vec<Rc<HeaderRow>>,
}

/// Parts a sheet where a further table begins: at a row that is the header of a dataset and does not repeat the one
/// above it, and at every header row that the settings name.
pub(super) fn sections(mut sheet: Sheet, settings: &Settings) -> Vec<Section> {
    let starts = starts(&sheet, settings);
    let mut cuts: Vec<usize> = starts.iter().skip(1).map(|start| above(&sheet, start)).collect();
    if let Some(first) = starts.first().map(|start| above(&sheet, start))
        && is_table(&sheet, first, settings)
    {
        cuts.insert(0, first);
    }
    cuts.dedup();
    let of_several = !cuts.is_empty();
    let mut sections = Vec::new();
    for cut in cuts.into_iter().rev().filter(|cut| *cut > 0) {
        let rows = sheet.rows.split_off(cut);
        sections.push(section(&sheet, rows, of_several));
    }
    sections.push(Section {
        sheet,
        of_several,
        only: None,
    });
    sections.reverse();
    sections
}

fn section(sheet: &Sheet, rows: Vec<Row>, of_several: bool) -> Section {
    let first = rows.first().map_or(0, |row| row.number);
    let last = rows.last().map_or(0, |row| row.number);
    let merged = sheet.merged.iter().copied();
    Section {
        sheet: Sheet {
            source: sheet.source.clone(),
            merged: merged.filter(|area| area.2 >= first && area.0 <= last).collect(),
            hidden_rows: sheet.hidden_rows.between(first, last),
            shown: sheet.shown.clone(),
            rows,
            ..*sheet
        },
        of_several,
        only: None,
    }
}

fn starts(sheet: &Sheet, settings: &Settings) -> Vec<Start> {
    let named = settings.header_rows(sheet);
    let pins = settings.dictionary.datasets();
    let pins = pins.map(|dataset| (dataset, settings.pin_of_sheet(dataset, sheet)));
    let is_tried = |dataset, is_pinned| is_pinned || !settings.dictionary.is_further(dataset);
    let pins: Vec<_> = pins
        .filter(|(dataset, pin)| is_tried(*dataset, pin.is_some()))
        .map(|(dataset, pin)| (dataset, settings.headers(dataset, pin)))
        .collect();
    let headers = pins.iter().flat_map(|(_, named)| named.all());
    let mut likely = Likely::new(&settings.dictionary, sheet, headers);
    let mut starts: Vec<Start> = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let is_named = named.contains(&row.number);
        let may_begin = is_named || is_no_data(row) && likely.may_be_header(index) && looks_like_header(row);
        if !may_begin {
            continue;
        }
        let line = Rc::new(header_row(sheet, index, row));
        let fits = || {
            let mut fits = pins
                .iter()
                .map(|(dataset, named)| fit_row(&settings.dictionary, *dataset, &line, named));
            fits.any(|fit| is_header(&fit))
        };
        if !is_named && !fits() {
            continue;
        }
        match starts.last_mut() {
            // The second line of a header stands right below the first.
            Some(last)
                if last
                    .lines
                    .last()
                    .is_some_and(|line| line.number + 1 == row.number) =>
            {
                last.lines.push(line);
            }
            Some(last) if !is_named && last.lines.iter().any(|above| repeats(above, &line)) => (),
            _ => starts.push(Start {
                first: line.first_line,
                lines: vec![line],
            }),
        }
    }
    starts
}

/// Whether a row may be a header, seen from afar: a few texts, and no value among them.
pub(super) fn looks_like_header(row: &Row) -> bool {
    let mut texts = 0;
    for cell in &row.cells {
        match cell {
            Cell::Empty | Cell::DateTime(_) => (),
            Cell::Text(text) if is_value(text) => return false,
            Cell::Text(_) => texts += 1,
            _ => return false,
        }
    }
    texts >= 2
}

/// Whether nothing of a row is a value at first sight: nearly every row of a large table is told by that.
fn is_no_data(row: &Row) -> bool {
    let is_value = |text: &str| {
        let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit());
        starts_with_digit && (is_plain_number(text) || !may_be_month(text))
    };
    row.cells.iter().all(|cell| match cell {
        Cell::Empty | Cell::DateTime(_) => true,
        Cell::Text(text) => !is_value(text),
        _ => false,
    })
}

/// Whether a text that starts with a digit may name a month: 2026-10, 202610; any other time says 月 or the like.
fn may_be_month(text: &str) -> bool {
    text.len() <= 7 || text.contains(['月', '年', '季'])
}

/// A number, a date or a long text; months head columns.
fn is_value(text: &str) -> bool {
    if is_plain_number(text) {
        return true;
    }
    // $000 heads a column; what holds no digit is no amount.
    let is_amount = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let starts_as_number = text
        .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '¥' | '￥'))
        || is_amount(text) && Currency::beside(text, None).is_some_and(|(_, rest)| is_amount(rest));
    text.len() > LONGEST_HEADER
        || starts_as_number && !(may_be_month(text) && year_part(&header(text).name).is_some())
}

/// Whether a text is a number that no year begins: most values of large tables are.
fn is_plain_number(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
    let mut digits = text.bytes().filter(u8::is_ascii_digit);
    let century = [digits.next(), digits.next()];
    is_plain
        && text.starts_with(|first: char| first.is_ascii_digit())
        && ![b"19", b"20", b"21"]
            .iter()
            .any(|known| century == known.map(Some))
}

/// Whether a row that fits so well is a header and nothing else: everything required is there, and most of it is known.
pub(super) fn is_header(fit: &Fit) -> bool {
    let stated = fit.header.columns.iter().flatten().count();
    let known = fit.columns.len() + fit.repeated.len();
    known >= 2
        && known * 2 >= stated
        && (fit.is_telling || fit.is_complete)
        && !fit.is_foreign
        && fit.missing().is_empty()
}

/// Whether a row says what the header says in each of its columns, or the last part of it.
fn repeats(above: &HeaderRow, line: &HeaderRow) -> bool {
    let names = |row: &HeaderRow, column: usize| {
        row.columns
            .get(column)
            .and_then(Option::as_ref)
            .map(|cell| cell.own.name.clone())
    };
    (0..line.columns.len()).all(|column| match (names(above, column), names(line, column)) {
        (_, None) => true,
        (Some(above), Some(name)) => above.ends_with(name.as_str()),
        (None, Some(_)) => false,
    })
}

/// The index of the first row that belongs to a table that begins there: its titles stand above it.
fn above(sheet: &Sheet, start: &Start) -> usize {
    let is_title = |row: &&Row| {
        let mut texts = 0;
        let mut has_colon = false;
        for cell in &row.cells {
            match cell {
                Cell::Empty => (),
                Cell::Text(text) => {
                    texts += 1;
                    has_colon |= text.contains([':', '：']);
                }
                _ => return false,
            }
        }
        (texts == 1 || texts == 2 && has_colon) && !is_total(row)
    };
    let titles = sheet.rows[..start.first]
        .iter()
        .rev()
        .take_while(is_title)
        .count();
    start.first - titles
}

/// Whether the rows above the first header that is plainly one are a table all the same.
fn is_table(sheet: &Sheet, end: usize, settings: &Settings) -> bool {
    if end < 2 {
        return false;
    }
    let rows = header_rows(sheet, None);
    let rows: Vec<_> = rows.into_iter().filter(|row| row.index + 1 < end).collect();
    settings.dictionary.leading().any(|dataset| {
        let pin = settings.pin_of_sheet(dataset, sheet);
        let named = settings.headers(dataset, pin);
        best_fit(&settings.dictionary, dataset, &rows, &named)
            .is_some_and(|fit| fit.is_telling && fit.missing().is_empty())
    })
}
