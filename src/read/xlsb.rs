//! The binary parts of an .xlsb → what calamine does not pass on: which sheet is which part, merged cells, hidden rows, and
//! how numbers are shown.

use super::audit::SheetPart;
use super::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use super::ole::{long, word};
use super::shown::{Scaled, Styles, Watch, scaled};
use crate::model::Problem;
use crate::model::finding::Limit;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

const ROW: u16 = 0;
/// BrtCellError and BrtFmlaError: column, format, code.
const ERROR: u16 = 3;
const ERROR_OF_FORMULA: u16 = 11;
/// BrtCellRk, BrtCellReal and BrtFmlaNum: column, format, number.
const SHORT_NUMBER: u16 = 2;
const NUMBER: u16 = 5;
const NUMBER_OF_FORMULA: u16 = 9;
const SHEET: u16 = 156;
const MERGED: u16 = 176;
/// BrtShortRk to BrtShortIsst: cells that don't say their column, which calamine passes over without a word.
const SHORT_CELLS: RangeInclusive<u16> = 13..=18;
const FORMAT: u16 = 44;
const STYLE: u16 = 47;
/// What the styles of cells stand between; those that have names stand elsewhere.
const STYLES_OF_CELLS: u16 = 617;
const END_OF_STYLES_OF_CELLS: u16 = 618;

/// What is gathered from a binary part while it is inflated.
#[derive(Default)]
pub(super) struct BinaryPart {
    pending: Vec<u8>,
    /// The row that cells stand in, from 0.
    row: u32,
    /// Of a worksheet: its rows, areas and errors.
    pub(super) sheet: SheetPart,
    /// Of the workbook: the name of each sheet, and the relation that leads to its part.
    pub(super) sheets: Vec<(String, String)>,
    watch: Watch,
    formats: Formats,
}

/// Of the part of styles: formats that scale or name a unit, and the cells' styles that have them.
#[derive(Default)]
struct Formats {
    codes: BTreeMap<u16, Scaled>,
    in_cells: bool,
    styles: Styles,
    /// Styles of cells and formats so far.
    style: u32,
    listed: u64,
}

impl Formats {
    fn take(&mut self, kind: u16, content: &[u8]) {
        match kind {
            FORMAT => {
                let code = || scaled(&wide(content.get(2..)?)?.0);
                self.codes.extend(word(content, 0).zip(code()));
            }
            STYLES_OF_CELLS => self.in_cells = true,
            END_OF_STYLES_OF_CELLS => self.in_cells = false,
            STYLE if self.in_cells => {
                let format = word(content, 2).and_then(|format| self.codes.get(&format));
                self.styles
                    .extend(format.map(|format| (self.style, format.clone())));
                self.style += 1;
            }
            _ => return,
        }
        self.listed += 1;
    }
}

impl BinaryPart {
    /// Notes which columns have cells of some styles.
    pub(super) fn watch(&mut self, styles: &Arc<Styles>) {
        self.watch = Watch::new(styles);
    }

    /// The cells' styles that scale numbers or name a unit, of the part that lists them.
    pub(super) fn into_styles(self) -> Styles {
        self.formats.styles
    }

    /// What is known of a worksheet.
    pub(super) fn into_sheet(self) -> SheetPart {
        let shown = self.watch.shown();
        SheetPart { shown, ..self.sheet }
    }

    /// Takes the next bytes of the part.
    pub(super) fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        self.pending.extend_from_slice(chunk);
        let mut pending = std::mem::take(&mut self.pending);
        let mut at = 0;
        while let Some((kind, content, length)) = record(&pending[at..]) {
            self.take(kind, content);
            at += length;
            let merged = self.sheet.merged.len() as u64;
            within(merged * 16, limits.cells, Limit::Cells(limits.cells))?;
            let (listed, formats) = (self.formats.listed, limits.formats);
            within(listed, formats, Limit::Formats(formats))?;
        }
        pending.drain(..at);
        self.pending = pending;
        limits.text(self.pending.len() / 2)
    }

    fn take(&mut self, kind: u16, content: &[u8]) {
        match kind {
            ROW => self.row(content),
            SHORT_NUMBER | NUMBER | NUMBER_OF_FORMULA => self.number(content),
            ERROR | ERROR_OF_FORMULA => self.error(content),
            kind if SHORT_CELLS.contains(&kind) => self.sheet.is_passed_over = true,
            SHEET => self.sheets.extend(sheet(content)),
            MERGED => self.sheet.merged.extend(merged(content)),
            _ => self.formats.take(kind, content),
        }
    }

    fn number(&mut self, content: &[u8]) {
        const STYLE: u32 = 0x00FF_FFFF;
        if let (Some(column), Some(style)) = (long(content, 0), long(content, 4)) {
            self.watch.see(column, style & STYLE);
        }
    }

    fn row(&mut self, content: &[u8]) {
        const HIDDEN: u8 = 0x10;
        let Some(row) = long(content, 0).filter(|row| *row < MAX_ROWS) else {
            return;
        };
        self.row = row;
        if content.get(11).is_some_and(|flags| flags & HIDDEN != 0) {
            self.sheet.hidden_rows.push(row + 1, row + 1);
        }
    }

    /// Calamine passes over errors, and over formulas that come to one.
    fn error(&mut self, content: &[u8]) {
        let column = long(content, 0).filter(|column| *column < MAX_COLUMNS);
        if let (Some(column), Some(code)) = (column, content.get(8)) {
            let text = error_text(*code).to_owned();
            self.sheet.errors.push((self.row, column, text));
        }
    }
}

/// What Excel shows for the code of an error.
fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2B => "#GETTING_DATA",
        _ => "#N/A",
    }
}

/// The record at the start of `bytes`: its kind, its content and its length in all; none where it is not all there.
fn record(bytes: &[u8]) -> Option<(u16, &[u8], usize)> {
    let (kind, head) = match *bytes {
        [low, high, ..] if low >= 0x80 => (u16::from(low & 0x7f) | u16::from(high & 0x7f) << 7, 2),
        [kind, ..] if kind < 0x80 => (kind.into(), 1),
        _ => return None,
    };
    // Seven bits a byte, the lowest first, four bytes at most.
    let mut length = 0;
    let mut start = head;
    for shift in (0..28).step_by(7) {
        let byte = *bytes.get(start)?;
        start += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    let content = bytes.get(start..start + length)?;
    Some((kind, content, start + length))
}

fn sheet(content: &[u8]) -> Option<(String, String)> {
    let (relation, length) = wide(content.get(8..)?)?;
    let (name, _) = wide(content.get(8 + length..)?)?;
    Some((name, relation))
}

/// A text behind its length, and how many bytes both take.
fn wide(bytes: &[u8]) -> Option<(String, usize)> {
    let length = 4 + 2 * long(bytes, 0)? as usize;
    let (text, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes.get(4..length)?);
    Some((text.into_owned(), length))
}

fn merged(content: &[u8]) -> Option<(u32, u32, u32, u32)> {
    let [first, last, left, right] = [0, 4, 8, 12].map(|at| long(content, at));
    let (first, last, left, right) = (first?, last?, left?, right?);
    (first <= last && last < MAX_ROWS && left <= right && right < MAX_COLUMNS)
        .then(|| (first + 1, left, last + 1, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let mut record = if kind < 0x80 {
            vec![kind as u8]
        } else {
            vec![kind as u8 | 0x80, (kind >> 7) as u8]
        };
        record.push(content.len() as u8);
        record.extend(content);
        record
    }

    fn format(number: u16, length: u32, code: &str) -> Vec<u8> {
        let code: Vec<u8> = code.encode_utf16().flat_map(u16::to_le_bytes).collect();
        record(
            FORMAT,
            &[&number.to_le_bytes()[..], &length.to_le_bytes(), &code].concat(),
        )
    }

    fn number(column: u32, style: u32) -> Vec<u8> {
        record(
            NUMBER,
            &[&column.to_le_bytes()[..], &style.to_le_bytes(), &[0; 8]].concat(),
        )
    }

    fn fed(records: &[Vec<u8>], styles: Styles) -> Result<BinaryPart, Problem> {
        let mut part = BinaryPart::default();
        part.watch(&Arc::new(styles));
        // Byte by byte, so that every record is cut somewhere.
        for byte in records.concat() {
            part.feed(&[byte], &Limits::default())?;
        }
        Ok(part)
    }

    #[test]
    fn styles_scale_by_their_formats() {
        let style = |format: u16| record(STYLE, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
        let part = fed(
            &[
                format(164, 5, "0!.0,"),
                // One that says that it is longer than it is, and one that is cut off.
                format(165, u32::MAX, "0,"),
                record(FORMAT, &[166]),
                style(164),
                record(STYLES_OF_CELLS, &[]),
                style(0),
                style(165),
                record(STYLE, &[0]),
                style(164),
                record(END_OF_STYLES_OF_CELLS, &[]),
                style(164),
            ],
            Styles::new(),
        );
        let styles = part.unwrap().into_styles();
        assert_eq!(styles, Styles::from([(3, scaled("0!.0,").unwrap())]));
        let sheet = fed(
            &[
                number(4, 3),
                number(5, 0),
                number(u32::MAX, 3),
                number(6, u32::MAX),
                record(NUMBER, &[1]),
                // The eight upper bits are not of the style.
                number(4, 0x0100_0003),
            ],
            styles,
        );
        let shown = sheet.unwrap().into_sheet().shown;
        let shown: Vec<_> = shown.iter().map(|shown| (shown.column, shown.divisor)).collect();
        assert_eq!(shown, [(4, 10_000)]);
    }

    #[test]
    fn cells_that_would_be_passed_over_are_noted() {
        let passed_over = |kind: u16| {
            let part = fed(&[record(kind, &[0; 12])], Styles::new()).unwrap();
            part.into_sheet().is_passed_over
        };
        assert_eq!(
            [5, 12, 13, 18, 19].map(passed_over),
            [false, false, true, true, false]
        );
    }
}
