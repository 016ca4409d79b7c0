//! The records of an .xls, before calamine sees them: encrypted or not, and how large the sheets claim to be.

use super::archive::damaged;
use super::limits::{Limits, within};
use super::sheet::RowRanges;
use crate::model::Problem;
use crate::model::finding::{Damage, Limit};

/// BOF, whose first word is the version of the format.
const BEGIN: u16 = 0x0809;
const BIFF8: [u8; 2] = [0x00, 0x06];
const END: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
/// MULRK, whose last column stands at the end.
const NUMBERS: u16 = 0x00BD;
/// FORMULA, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK: row and column stand first.
const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Cells that a sheet may claim before it is read: all that an .xls can have.
const MAX_CLAIM: u64 = 65_536 * 256;

/// What the records of a workbook say beyond what calamine passes on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OldWorkbook {
    /// The hidden rows of each sheet, in order.
    pub(super) hidden_rows: Vec<RowRanges>,
    /// Whether its texts are Unicode, as they are since Excel 97, whatever code page it states.
    pub(super) is_unicode: bool,
}

/// Checks the stream of a workbook.
pub(super) fn check(stream: &[u8], limits: &Limits) -> Result<OldWorkbook, Problem> {
    let mut workbook = OldWorkbook::default();
    let mut sheets = Vec::new();
    for (kind, data) in Records(stream) {
        match kind {
            BEGIN => workbook.is_unicode |= data.starts_with(&BIFF8),
            FILE_PASS => return Err(Problem::EncryptedFile),
            BOUND_SHEET => sheets.extend(data.first_chunk().map(|at| u32::from_le_bytes(*at) as usize)),
            END => break,
            _ => (),
        }
    }
    within(sheets.len() as u64, limits.sheets, Limit::Sheets(limits.sheets))?;
    // Calamine makes a dense grid of each sheet.
    let mut cells = 0_u64;
    for at in sheets {
        let sheet = stream
            .get(at..)
            .ok_or_else(|| damaged(Damage::Structure("BOUNDSHEET".to_owned())))?;
        let (extent, hidden) = extent(sheet)?;
        cells = cells.saturating_add(extent);
        workbook.hidden_rows.push(hidden);
        within(cells, limits.dense_cells, Limit::DenseCells(limits.dense_cells))?;
    }
    Ok(workbook)
}

/// The area that a sheet's cells span, and its hidden rows.
fn extent(sheet: &[u8]) -> Result<(u64, RowRanges), Problem> {
    const HIDDEN: u8 = 0x20;
    let mut hidden_rows = RowRanges::default();
    let mut corners: Option<[u16; 4]> = None;
    let mut depth = 0_u32;
    for (kind, data) in Records(sheet) {
        let words = |at: usize| Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?));
        match kind {
            // A chart inside a sheet begins and ends as the sheet does.
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => claim(data)?,
            ROW if data.get(12).is_some_and(|flags| flags & HIDDEN != 0) => {
                if let Some(row) = words(0) {
                    hidden_rows.push(u32::from(row) + 1, u32::from(row) + 1);
                }
            }
            kind if kind == NUMBERS || CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (words(0), words(2)) else {
                    continue;
                };
                let last = if kind == NUMBERS {
                    words(data.len().saturating_sub(2)).unwrap_or(column)
                } else {
                    column
                };
                let [top, left, bottom, right] = corners.unwrap_or([row, column, row, last]);
                corners = Some([top.min(row), left.min(column), bottom.max(row), right.max(last)]);
            }
            _ => (),
        }
    }
    let cells = corners.map_or(0, |[top, left, bottom, right]| {
        (u64::from(bottom - top) + 1) * (u64::from(right.saturating_sub(left)) + 1)
    });
    Ok((cells, hidden_rows))
}

/// Refuses a DIMENSIONS record that claims more than an .xls can have: calamine reserves memory for it.
fn claim(data: &[u8]) -> Result<(), Problem> {
    let word = |at: usize| {
        data.get(at..)
            .and_then(|rest| rest.first_chunk())
            .map_or(0, |word| u64::from(u16::from_le_bytes(*word)))
    };
    let long = |at: usize| word(at) | word(at + 2) << 16;
    let (first_row, last_row, first_column, last_column) = match data.len() {
        10 => (word(0), word(2), word(4), word(6)),
        _ => (long(0), long(4), word(8), word(10)),
    };
    let rows = last_row.saturating_sub(first_row);
    let columns = last_column.saturating_sub(if first_column > 0xFF { 0 } else { first_column });
    let is_reversed = last_row > 0 && last_column > 0 && first_row >= last_row;
    if is_reversed || rows.saturating_mul(columns) > MAX_CLAIM {
        return Err(damaged(Damage::Structure("DIMENSIONS".to_owned())));
    }
    Ok(())
}

/// The records of a stream: kind and data.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (&[k0, k1, l0, l1], rest) = self.0.split_first_chunk()?;
        let length = u16::from_le_bytes([l0, l1]) as usize;
        let data = rest.get(..length)?;
        self.0 = &rest[length..];
        Some((u16::from_le_bytes([k0, k1]), data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stream: &[u8]) -> Result<OldWorkbook, Problem> {
        super::check(stream, &Limits::default())
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A workbook of one sheet with those records.
    fn workbook(sheet: &[Vec<u8>]) -> Vec<u8> {
        let globals = record(0x0809, &[0, 6, 5, 0]);
        let at = (globals.len() + 4 + 8 + 4) as u32;
        let bound = record(BOUND_SHEET, &[&at.to_le_bytes()[..], &[0, 0, 0, 0]].concat());
        let begin = record(0x0809, &[0, 6, 16, 0]);
        [
            globals,
            bound,
            record(END, &[]),
            begin,
            sheet.concat(),
            record(END, &[]),
        ]
        .concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    }

    fn dimensions(rows: u32, columns: u16) -> Vec<u8> {
        record(
            DIMENSIONS,
            &[
                &[0; 4][..],
                &rows.to_le_bytes(),
                &[0, 0],
                &columns.to_le_bytes(),
                &[0, 0],
            ]
            .concat(),
        )
    }

    #[test]
    fn sheets_that_claim_or_span_too_much_are_refused() {
        assert_eq!(
            check(&workbook(&[
                dimensions(65_536, 256),
                number(0, 0),
                number(65_535, 3)
            ])),
            Ok(OldWorkbook {
                hidden_rows: vec![RowRanges::default()],
                is_unicode: true,
            })
        );
        assert!(check(&workbook(&[dimensions(u32::MAX, 256)])).is_err());
        assert!(check(&workbook(&[number(0, 0), number(65_535, 255)])).is_err());
        let mut outside = workbook(&[]);
        outside[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(check(&outside).is_err());
    }

    #[test]
    fn a_password_is_named() {
        let stream = [record(0x0809, &[0, 6, 5, 0]), record(FILE_PASS, &[1, 0])].concat();
        assert_eq!(check(&stream), Err(Problem::EncryptedFile));
    }
}
