//! The binary parts of an .xlsb → what calamine does not pass on: which sheet is which part, merged cells, hidden rows.

use super::audit::SheetPart;
use super::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use crate::model::Problem;
use crate::model::finding::Limit;

const ROW: u16 = 0;
/// BrtCellError and BrtFmlaError: column, format, code.
const ERROR: u16 = 3;
const ERROR_OF_FORMULA: u16 = 11;
const SHEET: u16 = 156;
const MERGED: u16 = 176;

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
}

impl BinaryPart {
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
        }
        pending.drain(..at);
        self.pending = pending;
        limits.text(self.pending.len() / 2)
    }

    fn take(&mut self, kind: u16, content: &[u8]) {
        match kind {
            ROW => self.row(content),
            ERROR | ERROR_OF_FORMULA => self.error(content),
            SHEET => self.sheets.extend(sheet(content)),
            MERGED => self.sheet.merged.extend(merged(content)),
            _ => (),
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

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
