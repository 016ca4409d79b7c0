//! Sheets of cells and the files they are written to, whatever the format.

use super::{BookFile, ods, text_file, xls, xlsx};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use repcard::model::place::column_letters;
use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Number(Decimal),
    Date(NaiveDate),
    Moment(NaiveDateTime),
    /// A span of time in seconds, shown as h:mm:ss.
    Span(u32),
    /// A formula and the result that the file holds.
    Formula {
        formula: &'static str,
        result: String,
    },
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.into())
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<NaiveDateTime> for Value {
    fn from(moment: NaiveDateTime) -> Self {
        Self::Moment(moment)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A row of cells: `cells!["S001", date, amount]`.
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$($crate::generator::sheet::Value::from($value)),*] };
}
pub(crate) use cells;

/// A number as a cell's binary float; the decimal's own text is what decides.
pub fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// Days since the epoch of Excel's 1900 date system (valid from March 1900 on).
pub fn serial(moment: NaiveDateTime) -> f64 {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)
        .unwrap_or_default()
        .and_time(NaiveTime::MIN);
    (moment - epoch).num_seconds() as f64 / 86_400.0
}

/// A rectangle of merged cells: first row, first column, last row, last column, all from 0.
pub type Merged = (u32, u16, u32, u16);

/// A sheet.
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<Value>>,
    pub merged: Vec<Merged>,
    /// Widths of the columns in characters; columns beyond keep the default.
    pub widths: Vec<u16>,
    /// How many rows, from the first on, are titles and headers, shown in bold.
    pub bold_rows: usize,
    pub hidden: bool,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: &str, widths: &[u16]) -> Self {
        Self {
            name: name.into(),
            rows: Vec::new(),
            merged: Vec::new(),
            widths: widths.to_vec(),
            bold_rows: 0,
            hidden: false,
        }
    }

    /// Adds a row and gives its number as Excel shows it.
    pub fn row(&mut self, cells: Vec<Value>) -> usize {
        self.rows.push(cells);
        self.rows.len()
    }

    /// Adds a title merged over the first `columns` columns.
    pub fn title(&mut self, text: &str, columns: u16) {
        let row = self.rows.len() as u32;
        self.row(cells![text]);
        self.merged.push((row, 0, row, columns - 1));
    }

    /// Ends titles and headers: what follows is data.
    pub fn end_header(&mut self) {
        self.bold_rows = self.rows.len();
    }
}

/// The character encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8Bom,
    Gb18030,
}

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xls,
    Ods,
    Csv(Encoding),
}

/// A file of an export.
pub struct Export {
    pub path: &'static str,
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

impl Export {
    /// The file itself.
    pub fn file(&self) -> BookFile {
        file(self.path, self.format, &self.sheets)
    }
}

/// The sheets as a file of that kind; a text file holds the first of them.
pub fn file(path: &str, format: Format, sheets: &[Sheet]) -> BookFile {
    let bytes = match format {
        Format::Xlsx => xlsx::workbook(sheets),
        Format::Xls => xls::workbook(sheets),
        Format::Ods => ods::document(sheets),
        Format::Csv(encoding) => text_file::csv(&sheets[0], encoding),
    };
    BookFile {
        path: path.into(),
        bytes,
    }
}

/// The place of a cell as findings print it: row number from 1, column from 0.
pub fn place(path: &str, sheet: &str, row: usize, column: u32) -> String {
    let cell = format!("{}{row}", column_letters(column));
    if sheet.is_empty() {
        format!("{path}!{cell}")
    } else {
        format!("{path}!{sheet}!{cell}")
    }
}

/// The place of a whole row.
pub fn row_place(path: &str, sheet: &str, row: usize) -> String {
    if sheet.is_empty() {
        format!("{path}!{row}")
    } else {
        format!("{path}!{sheet}!{row}")
    }
}
