//! A form that somebody drew in a workbook (.xlsx) → the markup of a template: its cells as a table that looks as they
//! do, with the expressions that stand in them. What cannot be followed is told, by its cell.
//!
//! A row whose cells name `kpi`, `month` or `week` stands for all of them and is repeated.

mod cells;
mod css;
mod look;
mod markup;
mod number;
mod page;
mod parts;
mod pictures;
mod repeat;
mod sheet;
mod spans;
mod words;

use crate::model::Bilingual;
use crate::model::place::column_letters;
use std::collections::BTreeMap;
use std::fmt;

/// The file of a book's `templates/` that holds a form drawn in a workbook.
pub const FILE: &str = "appraisal.xlsx";

/// The most rows and columns that a form has.
const MOST_ROWS: u32 = 500;
const MOST_COLUMNS: u32 = 100;

/// A form drawn in a workbook, as a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The template's text.
    pub markup: String,
    /// The cell that each line of it was made of; none for those around the cells.
    pub lines: Vec<Option<At>>,
    /// The pictures that it shows, by the names that it calls them.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// What is in the sheet and not on the form.
    pub left_out: Vec<(Option<At>, Bilingual)>,
}

/// A cell of the sheet: row and column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
}

/// What is wrong with the workbook, so that no form can be made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnMistake {
    /// The cell, as `表!C12`; none for the file as a whole.
    pub place: Option<String>,
    /// What is wrong and what to do.
    pub said: Bilingual,
}

impl DrawnMistake {
    fn of_file(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            place: None,
            said: said(zh, en),
        }
    }

    fn at(sheet: &str, at: At, said: Bilingual) -> Self {
        Self {
            place: Some(format!("{sheet}!{at}")),
            said,
        }
    }
}

fn said(zh: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual {
        zh: zh.into(),
        en: en.into(),
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row + 1)
    }
}

/// The template that the first visible sheet of a workbook is.
pub fn read(bytes: &[u8]) -> Result<Drawn, Vec<DrawnMistake>> {
    let mut parts = parts::Parts::open(bytes).map_err(|mistake| vec![mistake])?;
    let sheet = sheet::read(&mut parts).map_err(|mistake| vec![mistake])?;
    markup::of(&sheet)
}
