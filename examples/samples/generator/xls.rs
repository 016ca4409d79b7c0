//! Sheets → an Excel 97–2003 workbook: BIFF8 records ([MS-XLS]) in an OLE compound file.

use super::sheet::{Merged, Sheet, Value, float, serial};
use chrono::NaiveTime;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};

/// The most bytes that a record holds.
const RECORD_LIMIT: usize = 8224;

/// Indices of cell formats: 15 for styles come first, as readers expect.
const PLAIN: u16 = 15;
const DATE: u16 = 16;
const MOMENT: u16 = 17;
const SPAN: u16 = 18;
const BOLD: u16 = 19;

/// Format of each of those: font, number format ("m/d/yy", "m/d/yy h:mm", "[h]:mm:ss" are built in).
const CELL_FORMATS: [(u16, u16); 5] = [(0, 0), (0, 14), (0, 22), (0, 46), (1, 0)];

/// The workbook's bytes.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let stream = workbook_stream(sheets);
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
        .expect("writing to memory does not fail");
    file.create_stream("/Workbook")
        .and_then(|mut out| out.write_all(&stream))
        .and_then(|()| file.flush())
        .expect("writing to memory does not fail");
    file.into_inner().into_inner()
}

fn workbook_stream(sheets: &[Sheet]) -> Vec<u8> {
    let strings = Strings::of(sheets);
    let sheet_streams: Vec<Vec<u8>> = sheets.iter().map(|sheet| sheet_stream(sheet, &strings)).collect();
    // Each BOUNDSHEET holds where its sheet begins; the length of the globals doesn't depend on the offsets.
    let mut offset = globals(sheets, &vec![0; sheets.len()], &strings).len();
    let mut offsets = Vec::new();
    for stream in &sheet_streams {
        offsets.push(offset as u32);
        offset += stream.len();
    }
    [globals(sheets, &offsets, &strings), sheet_streams.concat()].concat()
}

fn globals(sheets: &[Sheet], offsets: &[u32], strings: &Strings) -> Vec<u8> {
    let mut out = Records::default();
    out.beginning(0x0005);
    out.add(0x0042, &1200_u16.to_le_bytes()); // CODEPAGE: UTF-16
    out.words(0x003d, &[0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600]); // WINDOW1
    out.words(0x0022, &[0]); // DATEMODE: 1900
    for weight in [400, 700, 400, 400] {
        out.font(weight);
    }
    for _ in 0..15 {
        out.cell_format(0, 0, 0xfff5, 0xf400);
    }
    for (font, number_format) in CELL_FORMATS {
        out.cell_format(font, number_format, 0x0001, 0xf800);
    }
    out.add(0x0293, &[0x00, 0x80, 0x00, 0xff]); // STYLE: "Normal"
    for (sheet, offset) in sheets.iter().zip(offsets) {
        let mut bytes = offset.to_le_bytes().to_vec();
        bytes.extend([u8::from(sheet.hidden), 0]);
        let units: Vec<u16> = sheet.name.encode_utf16().collect();
        bytes.extend([units.len() as u8, 1]);
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        out.add(0x0085, &bytes); // BOUNDSHEET
    }
    strings.write(&mut out);
    out.add(0x000a, &[]); // EOF
    out.0
}

fn sheet_stream(sheet: &Sheet, strings: &Strings) -> Vec<u8> {
    let mut out = Records::default();
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0) as u16;
    out.beginning(0x0010);
    let mut dimensions = Vec::new();
    dimensions.extend(0_u32.to_le_bytes());
    dimensions.extend((sheet.rows.len() as u32).to_le_bytes());
    dimensions.extend([0_u16, columns, 0].iter().flat_map(|word| word.to_le_bytes()));
    out.add(0x0200, &dimensions);
    for (column, &width) in (0..).zip(&sheet.widths) {
        out.words(0x007d, &[column, column, width * 256, PLAIN, 0, 0]); // COLINFO
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(cells) {
            let format = if usize::from(row) < sheet.bold_rows {
                BOLD
            } else {
                PLAIN
            };
            match value {
                Value::Empty => {}
                Value::Text(text) | Value::Formula { result: text, .. } => {
                    out.text(row, column, format, strings.index[text.as_str()]);
                }
                Value::Number(number) => out.number(row, column, PLAIN, float(*number)),
                Value::Date(date) => out.number(row, column, DATE, serial(date.and_time(NaiveTime::MIN))),
                Value::Moment(moment) => out.number(row, column, MOMENT, serial(*moment)),
                Value::Span(seconds) => out.number(row, column, SPAN, f64::from(*seconds) / 86_400.0),
            }
        }
    }
    out.merged(&sheet.merged);
    out.words(0x023e, &[0x06b6, 0, 0, 0x40, 0, 0, 0, 0, 0]); // WINDOW2
    out.add(0x000a, &[]); // EOF
    out.0
}

/// The shared string table.
struct Strings<'a> {
    index: BTreeMap<&'a str, u32>,
    in_order: Vec<&'a str>,
    uses: u32,
}

impl<'a> Strings<'a> {
    fn of(sheets: &'a [Sheet]) -> Self {
        let mut strings = Self {
            index: BTreeMap::new(),
            in_order: Vec::new(),
            uses: 0,
        };
        for value in sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten()) {
            if let Value::Text(text) | Value::Formula { result: text, .. } = value {
                strings.uses += 1;
                let next = strings.in_order.len() as u32;
                strings.index.entry(text).or_insert_with(|| {
                    strings.in_order.push(text);
                    next
                });
            }
        }
        strings
    }

    /// SST, and CONTINUE where it is full; no string is cut in two.
    fn write(&self, out: &mut Records) {
        let mut kind = 0x00fc;
        let mut bytes = [
            self.uses.to_le_bytes(),
            (self.in_order.len() as u32).to_le_bytes(),
        ]
        .concat();
        for text in &self.in_order {
            let units: Vec<u16> = text.encode_utf16().collect();
            if bytes.len() + 3 + units.len() * 2 > RECORD_LIMIT {
                out.add(kind, &bytes);
                kind = 0x003c;
                bytes.clear();
            }
            bytes.extend((units.len() as u16).to_le_bytes());
            bytes.push(1);
            bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        }
        out.add(kind, &bytes);
    }
}

/// A stream of records.
#[derive(Default)]
struct Records(Vec<u8>);

impl Records {
    fn add(&mut self, kind: u16, bytes: &[u8]) {
        self.0.extend(kind.to_le_bytes());
        self.0.extend((bytes.len() as u16).to_le_bytes());
        self.0.extend(bytes);
    }

    fn words(&mut self, kind: u16, words: &[u16]) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.add(kind, &bytes);
    }

    /// BOF of the globals (5) or of a sheet (16).
    fn beginning(&mut self, of: u16) {
        self.words(0x0809, &[0x0600, of, 0x0dbb, 0x07cc, 0, 0, 0x0006, 0]);
    }

    /// FONT: 宋体, 11 points.
    fn font(&mut self, weight: u16) {
        let mut bytes: Vec<u8> = [220_u16, 0, 0x7fff, weight, 0]
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect();
        bytes.extend([0, 0, 0x86, 0, 2, 1]);
        bytes.extend("宋体".encode_utf16().flat_map(u16::to_le_bytes));
        self.add(0x0031, &bytes);
    }

    /// XF.
    fn cell_format(&mut self, font: u16, number_format: u16, kind: u16, used: u16) {
        self.words(
            0x00e0,
            &[font, number_format, kind, 0x0020, used, 0, 0, 0, 0, 0x20c0],
        );
    }

    /// LABELSST.
    fn text(&mut self, row: u16, column: u16, format: u16, string: u32) {
        self.words(
            0x00fd,
            &[row, column, format, string as u16, (string >> 16) as u16],
        );
    }

    /// NUMBER, or RK where the number is a small integer, as Excel itself stores it.
    fn number(&mut self, row: u16, column: u16, format: u16, number: f64) {
        let cell: Vec<u8> = [row, column, format]
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect();
        if number.fract() == 0.0 && number.abs() < f64::from(1 << 29) {
            let packed = ((number as i32) << 2) | 0b10;
            self.add(0x027e, &[cell, packed.to_le_bytes().to_vec()].concat());
        } else {
            self.add(0x0203, &[cell, number.to_le_bytes().to_vec()].concat());
        }
    }

    /// MERGEDCELLS.
    fn merged(&mut self, areas: &[Merged]) {
        if areas.is_empty() {
            return;
        }
        let mut words = vec![areas.len() as u16];
        for &(first_row, first_column, last_row, last_column) in areas {
            words.extend([first_row as u16, last_row as u16, first_column, last_column]);
        }
        self.words(0x00e5, &words);
    }
}
