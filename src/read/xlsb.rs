//! The binary parts of an .xlsb → what calamine does not pass on: which sheet is which part, merged cells, hidden rows.

use super::audit::SheetPart;
use super::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use crate::model::Problem;
use crate::model::finding::Limit;

const ROW: u16 = 0;
const SHEET: u16 = 156;
const MERGED: u16 = 176;

/// What is gathered from a binary part while it is inflated.
#[derive(Default)]
pub(super) struct BinaryPart {
    pending: Vec<u8>,
    /// Of a worksheet: its rows and areas.
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
            SHEET => self.sheets.extend(sheet(content)),
            MERGED => self.sheet.merged.extend(merged(content)),
            _ => (),
        }
    }

    fn row(&mut self, content: &[u8]) {
        const HIDDEN: u8 = 0x10;
        if let (Some(row), Some(flags)) = (long(content, 0), content.get(11))
            && flags & HIDDEN != 0
            && row < MAX_ROWS
        {
            self.sheet.hidden_rows.push(row + 1, row + 1);
        }
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
