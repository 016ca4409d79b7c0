//! Where something stands in the exports: file, sheet, row and column as a person sees them in Excel.

use super::Period;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A sheet of a file, or a whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Path below the book's folder, with `/` between its parts: `inbox/2026-10/订单.xlsx`.
    pub file: String,
    /// The sheet's name; none for text files, which have but one table.
    pub sheet: Option<String>,
}

impl Source {
    /// Whether it is a file of settings, whose rows are lines.
    fn is_settings(&self) -> bool {
        self.file
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extension == "toml")
    }
}

/// A file's name without its folders and its ending.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The innermost folder of a path that is named as a period, and that period.
pub fn folder(file: &str) -> Option<(String, Period)> {
    let (folders, _) = file.rsplit_once('/')?;
    let mut names = folders.rsplit('/');
    names.find_map(|name| Some((name.to_owned(), name.parse().ok()?)))
}

/// The path of a file below `inbox/`.
pub fn below_inbox(file: &str) -> &str {
    file.strip_prefix("inbox/").unwrap_or(file)
}

/// A cell, a row, a sheet or a file; the less is known, the wider the place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file and sheet.
    pub source: Arc<Source>,
    /// Row number as Excel shows it: the first row is 1.
    pub row: Option<u32>,
    /// Column, counted from 0 (A).
    pub column: Option<u32>,
}

impl Place {
    /// A place that names a file alone.
    pub fn file(path: impl Into<String>) -> Self {
        Self::sheet(Arc::new(Source {
            file: path.into(),
            sheet: None,
        }))
    }

    /// A place that names a whole sheet.
    pub fn sheet(source: Arc<Source>) -> Self {
        Self {
            source,
            row: None,
            column: None,
        }
    }

    /// The row `row` (from 1) of a sheet; 0, where a header that is none stands, names the sheet.
    pub fn row(source: Arc<Source>, row: u32) -> Self {
        Self {
            source,
            row: Some(row).filter(|row| *row > 0),
            column: None,
        }
    }

    /// The same row, at `column` (from 0).
    #[must_use]
    pub fn at_column(&self, column: u32) -> Self {
        Self {
            source: Arc::clone(&self.source),
            row: self.row,
            column: Some(column),
        }
    }

    /// The cell in A1 style, as far as it is known: `F14`, `14`, or nothing.
    pub fn cell(&self) -> String {
        let column = self.column.map(column_letters).unwrap_or_default();
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        column + &row
    }
}

/// `订单.xlsx!10月!F14`, leaving out what is not known.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source.file)?;
        if let Some(sheet) = &self.source.sheet {
            write!(f, "!{sheet}")?;
        }
        let cell = self.cell();
        if !cell.is_empty() {
            // Lines of settings are read as in an editor.
            let before = if self.source.is_settings() { ':' } else { '!' };
            write!(f, "{before}{cell}")?;
        }
        Ok(())
    }
}

/// Column letters as Excel writes them: 0 is A, 26 is AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column that letters name: A is 0, AA is 26; none where they are none.
pub fn column_of_letters(letters: &str) -> Option<u32> {
    let number = letters.bytes().try_fold(0_u32, |number, letter| {
        let letter = letter.to_ascii_uppercase();
        let digit = letter
            .is_ascii_uppercase()
            .then(|| u32::from(letter - b'A') + 1)?;
        number.checked_mul(26)?.checked_add(digit)
    })?;
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_in_excel() {
        let sheet = Arc::new(Source {
            file: "订单.xlsx".into(),
            sheet: Some("10月".into()),
        });
        assert_eq!(
            Place::row(sheet.clone(), 14).at_column(5).to_string(),
            "订单.xlsx!10月!F14"
        );
        assert_eq!(Place::row(sheet.clone(), 14).to_string(), "订单.xlsx!10月!14");
        assert_eq!(Place::row(sheet.clone(), 0), Place::sheet(sheet.clone()));
        assert_eq!(
            Place::row(sheet.clone(), 0).at_column(5).to_string(),
            "订单.xlsx!10月!F"
        );
        assert_eq!(Place::sheet(sheet).to_string(), "订单.xlsx!10月");
        assert_eq!(Place::file("a.csv").to_string(), "a.csv");
        let settings = Place::file("policy.toml").source;
        assert_eq!(Place::row(settings, 3).to_string(), "policy.toml:3");
    }

    #[test]
    fn columns_have_excel_letters() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
