//! The records of an .xls, before calamine sees them: encrypted or not, how large the sheets claim to be, and how their numbers
//! are shown.

use super::archive::damaged;
use super::limits::{Limits, within};
use super::ole::word;
use super::sheet::{RowRanges, Shown};
use super::shown::{Styles, Watch, scaled};
use crate::model::Problem;
use crate::model::finding::{Damage, Limit};
use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// BOF, whose first word is the version of the format.
const BEGIN: u16 = 0x0809;
const BIFF8: [u8; 2] = [0x00, 0x06];
const END: u16 = 0x000A;
const CODE_PAGE: u16 = 0x0042;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
/// MULRK, whose last column stands at the end.
const NUMBERS: u16 = 0x00BD;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const FORMULA: u16 = 0x0006;
/// Those, and RSTRING, LABELSST, LABEL, BOOLERR: row and column stand first, then the style.
const CELLS: [u16; 7] = [FORMULA, 0x00D6, 0x00FD, NUMBER, 0x0204, 0x0205, SHORT_NUMBER];

/// Cells that a sheet may claim before it is read: all that an .xls can have.
const MAX_CLAIM: u64 = 65_536 * 256;

/// What the records of a workbook say beyond what calamine passes on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OldWorkbook {
    /// What is known of each sheet, in order.
    pub(super) sheets: Vec<OldSheet>,
    /// Whether its texts are Unicode, as they are since Excel 97, whatever code page it states.
    pub(super) is_unicode: bool,
}

/// The same of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OldSheet {
    pub(super) hidden_rows: RowRanges,
    /// Columns whose numbers are shown otherwise than they are.
    pub(super) shown: Vec<Shown>,
}

/// Checks the stream of a workbook.
pub(super) fn check(stream: &[u8], limits: &Limits) -> Result<OldWorkbook, Problem> {
    let mut workbook = OldWorkbook::default();
    let mut sheets = Vec::new();
    let mut formats = Formats::default();
    for (kind, data) in Records(stream) {
        match kind {
            BEGIN => workbook.is_unicode |= data.starts_with(&BIFF8),
            FILE_PASS => return Err(Problem::EncryptedFile),
            BOUND_SHEET => sheets.extend(data.first_chunk().map(|at| u32::from_le_bytes(*at) as usize)),
            CODE_PAGE => formats.code_page = word(data, 0),
            FORMAT => formats.listed.extend(format(data)),
            STYLE => formats.style(data),
            END => break,
            _ => (),
        }
    }
    let styles = Arc::new(formats.styles(workbook.is_unicode));
    within(sheets.len() as u64, limits.sheets, Limit::Sheets(limits.sheets))?;
    // Calamine makes a dense grid of each sheet.
    let mut cells = 0_u64;
    for at in sheets {
        let sheet = stream
            .get(at..)
            .ok_or_else(|| damaged(Damage::Structure("BOUNDSHEET".to_owned())))?;
        let (extent, known) = extent(sheet, &styles)?;
        cells = cells.saturating_add(extent);
        workbook.sheets.push(known);
        within(cells, limits.dense_cells, Limit::DenseCells(limits.dense_cells))?;
    }
    Ok(workbook)
}

/// The formats of a workbook, and the cells' styles that have them.
#[derive(Default)]
struct Formats<'a> {
    code_page: Option<u16>,
    /// Formats by their numbers, as the bytes of their codes behind the length.
    listed: BTreeMap<u16, &'a [u8]>,
    /// The number of each style's format; none for those that have names, which no cell has.
    of_styles: Vec<Option<u16>>,
}

fn format(data: &[u8]) -> Option<(u16, &[u8])> {
    Some((word(data, 0)?, data.get(2..)?))
}

impl Formats<'_> {
    fn style(&mut self, data: &[u8]) {
        const NAMED: u16 = 0x04;
        let is_named = word(data, 4).is_some_and(|flags| flags & NAMED != 0);
        // Cells tell their style in a word.
        if u16::try_from(self.of_styles.len()).is_ok() {
            self.of_styles.push(word(data, 2).filter(|_| !is_named));
        }
    }

    /// The styles that scale numbers or name a unit.
    fn styles(&self, is_unicode: bool) -> Styles {
        let mut known = BTreeMap::new();
        for (number, code) in &self.listed {
            let code = if is_unicode {
                unicode(code)
            } else {
                in_code_page(code, self.code_page)
            };
            known.extend(code.and_then(|code| Some((*number, scaled(&code)?))));
        }
        let styles = (0..).zip(&self.of_styles);
        styles
            .filter_map(|(style, format)| Some((style, known.get(&(*format)?)?.clone())))
            .collect()
    }
}

/// A text behind the count of its characters and a mark that says how wide they are.
fn unicode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    const WIDE: u8 = 1;
    let count = usize::from(word(bytes, 0)?);
    let text = bytes.get(3..)?;
    Some(if bytes[2] & WIDE == 0 {
        // The lower halves of characters, which are those of Latin-1.
        encoding_rs::mem::decode_latin1(text.get(..count)?)
    } else {
        UTF_16LE.decode_without_bom_handling(text.get(..count * 2)?).0
    })
}

/// A text behind the count of its bytes, as programs wrote it before Unicode.
fn in_code_page(bytes: &[u8], code_page: Option<u16>) -> Option<Cow<'_, str>> {
    let label = match code_page {
        Some(874) => "windows-874".to_owned(),
        Some(932) => "shift_jis".to_owned(),
        Some(936) => "gbk".to_owned(),
        Some(949) => "euc-kr".to_owned(),
        Some(950) => "big5".to_owned(),
        Some(page) => format!("windows-{page}"),
        None => String::new(),
    };
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
    let text = bytes.get(1..)?.get(..usize::from(bytes[0]))?;
    Some(encoding.decode_without_bom_handling(text).0)
}

/// Notes how the numbers of a cell are shown, or of several side by side.
fn watch(watch: &mut Watch, kind: u16, data: &[u8]) {
    /// What stands instead of a number where a formula comes to something else.
    const NO_NUMBER: u16 = 0xFFFF;
    /// A style and a number.
    const PAIR: usize = 6;
    let Some(column) = word(data, 2) else {
        return;
    };
    let mut see = |column: u32, style: Option<u16>| {
        if let Some(style) = style {
            watch.see(column, style.into());
        }
    };
    match kind {
        NUMBERS => {
            let pairs = data[4..].chunks_exact(PAIR);
            for (column, pair) in (u32::from(column)..).zip(pairs) {
                see(column, word(pair, 0));
            }
        }
        FORMULA if word(data, 12).is_none_or(|end| end == NO_NUMBER) => (),
        NUMBER | SHORT_NUMBER | FORMULA => see(column.into(), word(data, 4)),
        _ => (),
    }
}

/// The area that a sheet's cells span, its hidden rows, and how its numbers are shown.
fn extent(sheet: &[u8], styles: &Arc<Styles>) -> Result<(u64, OldSheet), Problem> {
    const HIDDEN: u8 = 0x20;
    let mut hidden_rows = RowRanges::default();
    let mut shown = Watch::new(styles);
    let mut corners: Option<[u16; 4]> = None;
    let mut depth = 0_u32;
    for (kind, data) in Records(sheet) {
        match kind {
            // A chart inside a sheet begins and ends as the sheet does.
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => claim(data)?,
            ROW if data.get(12).is_some_and(|flags| flags & HIDDEN != 0) => {
                if let Some(row) = word(data, 0) {
                    hidden_rows.push(u32::from(row) + 1, u32::from(row) + 1);
                }
            }
            kind if kind == NUMBERS || CELLS.contains(&kind) => {
                let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else {
                    continue;
                };
                let last = if kind == NUMBERS {
                    word(data, data.len().saturating_sub(2)).unwrap_or(column)
                } else {
                    column
                };
                // A chart keeps its numbers as a sheet does.
                if depth <= 1 && !shown.is_idle() {
                    watch(&mut shown, kind, data);
                }
                let [top, left, bottom, right] = corners.unwrap_or([row, column, row, last]);
                corners = Some([top.min(row), left.min(column), bottom.max(row), right.max(last)]);
            }
            _ => (),
        }
    }
    let cells = corners.map_or(0, |[top, left, bottom, right]| {
        (u64::from(bottom - top) + 1) * (u64::from(right.saturating_sub(left)) + 1)
    });
    let shown = shown.shown();
    Ok((cells, OldSheet { hidden_rows, shown }))
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
                sheets: vec![OldSheet::default()],
                is_unicode: true,
            })
        );
        assert!(check(&workbook(&[dimensions(u32::MAX, 256)])).is_err());
        assert!(check(&workbook(&[number(0, 0), number(65_535, 255)])).is_err());
        let mut outside = workbook(&[]);
        outside[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(check(&outside).is_err());
    }

    /// A workbook of one sheet with those records, and others before it.
    fn formatted(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<Shown> {
        let mut stream = workbook(sheet);
        let more = globals.concat();
        // Where the sheet begins is said behind the head of the second record.
        let at = u32::from_le_bytes(*stream[12..].first_chunk().unwrap()) + more.len() as u32;
        stream[12..16].copy_from_slice(&at.to_le_bytes());
        stream.splice(8..8, more);
        check(&stream).unwrap().sheets.remove(0).shown
    }

    fn style(format: u16, flags: u16) -> Vec<u8> {
        record(
            STYLE,
            &[&[0, 0][..], &format.to_le_bytes(), &flags.to_le_bytes(), &[0; 14]].concat(),
        )
    }

    fn cell(kind: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
        record(
            kind,
            &[&[0, 0][..], &column.to_le_bytes(), &style.to_le_bytes(), rest].concat(),
        )
    }

    #[test]
    fn columns_are_shown_as_their_styles_say() {
        let wide: Vec<u8> = "0.0\"万\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let globals = [
            record(FORMAT, &[&[164, 0, 5, 0, 0][..], b"0!.0,"].concat()),
            record(FORMAT, &[&[165, 0, 6, 0, 1][..], &wide].concat()),
            // More characters than there are, wide ones that are cut, and next to nothing.
            record(FORMAT, &[&[166, 0, 200, 0, 0][..], b"0,"].concat()),
            record(FORMAT, &[167, 0, 1, 0, 1, b'0']),
            record(FORMAT, &[168, 0, 1]),
            record(FORMAT, &[1]),
            style(164, 4),
            style(164, 0),
            style(165, 0),
            style(166, 0),
            record(STYLE, &[0]),
        ];
        let shown = formatted(
            &globals,
            &[
                cell(NUMBER, 0, 1, &[0; 8]),
                cell(SHORT_NUMBER, 1, 2, &[0; 4]),
                cell(FORMULA, 2, 1, &[0; 16]),
                // A formula that comes to a text, a style that has a name, those that lie, and none that there is.
                cell(FORMULA, 3, 1, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
                cell(FORMULA, 3, 1, &[0; 2]),
                cell(NUMBER, 4, 0, &[0; 8]),
                cell(NUMBER, 5, 3, &[0; 8]),
                cell(NUMBER, 6, u16::MAX, &[0; 8]),
                record(NUMBER, &[0, 0, 7, 0, 1]),
                record(NUMBERS, &[0, 0, 8, 0]),
                // A run of two numbers, the second of which is plain.
                cell(NUMBERS, 9, 1, &[0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 10, 0]),
                // A chart's number.
                record(BEGIN, &[0, 6, 32, 0]),
                cell(NUMBER, 9, 9, &[0; 8]),
                record(END, &[]),
            ],
        );
        let shown: Vec<_> = shown
            .iter()
            .map(|shown| (shown.column, shown.divisor, shown.unit.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                (0, 10_000, None),
                (1, 1, Some("万")),
                (2, 10_000, None),
                (9, 10_000, None)
            ]
        );
    }

    #[test]
    fn a_password_is_named() {
        let stream = [record(0x0809, &[0, 6, 5, 0]), record(FILE_PASS, &[1, 0])].concat();
        assert_eq!(check(&stream), Err(Problem::EncryptedFile));
    }
}
