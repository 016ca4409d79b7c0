//! A worksheet's part.

use super::tags::{ReadTags, Tags, attribute, attributes, local_name, number};
use super::{malformed, misleading};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::ahead::Passed;
use crate::read::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use crate::read::sheet::{RowRanges, Sheet, Shown};
use crate::read::shown::{Styles, Watch};
use std::sync::Arc;

/// What a worksheet's part says beyond what calamine passes on.
#[derive(Debug, Default)]
pub struct SheetPart {
    /// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
    pub merged: Vec<(u32, u32, u32, u32)>,
    /// Error values as (row, column, value), rows and columns from 0.
    pub errors: Vec<(u32, u32, String)>,
    /// Rows that are filtered out or hidden.
    pub hidden_rows: RowRanges,
    /// Columns whose numbers are shown otherwise than they are.
    pub shown: Vec<Shown>,
    /// Whether cells are written in a way that calamine passes over.
    pub is_passed_over: bool,
    /// Whether a cell goes without its reference.
    pub unreferenced: bool,
    /// Whether a cell is a formula.
    pub has_formula: bool,
}

impl SheetPart {
    /// Tells a sheet what it says of it.
    pub fn tell(&self, sheet: &mut Sheet) {
        sheet.merged.clone_from(&self.merged);
        sheet.hidden_rows.clone_from(&self.hidden_rows);
        sheet.shown.clone_from(&self.shown);
    }
}

/// How a cell's value is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Written {
    #[default]
    Plain,
    SharedString,
    Error,
    Text,
}

impl Written {
    /// What a cell's `t` says.
    fn of(kind: &[u8]) -> Self {
        match kind {
            b"s" => Self::SharedString,
            b"e" => Self::Error,
            b"str" | b"inlineStr" | b"is" => Self::Text,
            _ => Self::Plain,
        }
    }
}

#[derive(Default)]
pub struct SheetAudit {
    tags: Tags,
    state: SheetState,
}

#[derive(Default)]
struct SheetState {
    part: SheetPart,
    in_cells: bool,
    row: u32,
    column: u32,
    in_cell: bool,
    written: Written,
    in_value: bool,
    cells: u64,
    style: u32,
    watch: Watch,
}

impl SheetAudit {
    /// One that notes which columns have cells of some styles.
    pub fn watching(styles: &Arc<Styles>) -> Self {
        let state = SheetState {
            watch: Watch::new(styles),
            ..SheetState::default()
        };
        Self {
            state,
            ..Self::default()
        }
    }

    /// What of the part is passed so far.
    pub fn passed(&self) -> Passed {
        Passed {
            cells: self.state.cells,
            has_formula: self.state.part.has_formula,
        }
    }

    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let state = &mut self.state;
        self.tags.feed(chunk, limits, SheetReader { state, limits })
    }

    pub fn finish(self) -> Result<SheetPart, Problem> {
        if self.state.in_cells {
            return Err(malformed("sheetData"));
        }
        let shown = self.state.watch.shown();
        Ok(SheetPart {
            shown,
            ..self.state.part
        })
    }
}

struct SheetReader<'a> {
    state: &'a mut SheetState,
    limits: &'a Limits,
}

impl ReadTags for SheetReader<'_> {
    fn known(&mut self, markup: &[u8]) -> Option<usize> {
        self.state.plain_cell(markup)
    }

    fn tag(&mut self, text: &[u8], tag: &[u8]) -> Result<(), Problem> {
        self.state.tag(text, tag, self.limits)
    }
}

impl SheetState {
    /// The start of a cell as nearly all programs write it, `<c r="B3" s="1" t="s">`, taken in one pass; nothing for
    /// any other, and for one that is wrong.
    fn plain_cell(&mut self, markup: &[u8]) -> Option<usize> {
        let mut rest = markup.strip_prefix(b"<c r=\"").filter(|_| !self.in_cell)?;
        let place = take_reference(&mut rest)?;
        let mut written = Written::Plain;
        let mut style = &b""[..];
        loop {
            match rest {
                [b'"', b'>', ..] => break,
                [b'"', b' ', b's', b'=', b'"', after @ ..] => {
                    let end = after.iter().position(|byte| !byte.is_ascii_digit())?;
                    (style, rest) = after.split_at(end);
                }
                [b'"', b' ', b't', b'=', b'"', after @ ..] => {
                    let end = after.iter().position(|byte| !byte.is_ascii_alphabetic())?;
                    written = Written::of(&after[..end]);
                    rest = &after[end..];
                }
                _ => return None,
            }
        }
        (self.row, self.column) = place;
        self.written = written;
        self.style = self.style_of(style);
        self.in_cell = self.in_cells;
        Some(markup.len() - rest.len() + 2)
    }

    fn tag(&mut self, text: &[u8], tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        // Nearly all tags of a large sheet are these.
        match tag {
            b"<is>" | b"<t>" | b"</t>" | b"</is>" => return Ok(()),
            [b'<', b'c', b' ', ..] => return self.cell(tag),
            b"</v>" => return self.value(text),
            b"<v>" => {
                self.in_value = true;
                return Ok(());
            }
            b"</c>" => return self.cell_end(),
            _ => (),
        }
        if tag.starts_with(b"<!") {
            // Calamine stops at a comment inside a value and takes the first half for the whole.
            return if self.in_cells && self.in_value {
                Err(misleading("<!"))
            } else {
                Ok(())
            };
        }
        let closing = tag.starts_with(b"</");
        match (local_name(tag), closing) {
            (b"v", true) => self.value(text),
            (b"v", false) => {
                self.in_value = !tag.ends_with(b"/>");
                Ok(())
            }
            (b"f", false) => {
                self.part.has_formula = true;
                Ok(())
            }
            (b"c", false) => self.cell(tag),
            (b"c", true) => self.cell_end(),
            (b"row", false) => self.row(tag),
            (b"row", true) => {
                self.row += 1;
                self.column = 0;
                Ok(())
            }
            (b"sheetData", closing) => {
                self.in_cells = !closing && !tag.ends_with(b"/>");
                Ok(())
            }
            (b"mergeCell", false) => {
                self.part.merged.extend(attribute(tag, b"ref").and_then(range));
                let merged = self.part.merged.len() as u64;
                within(merged * 16, limits.cells, Limit::Cells(limits.cells))
            }
            _ => Ok(()),
        }
    }

    fn row(&mut self, tag: &[u8]) -> Result<(), Problem> {
        let mut is_hidden = false;
        for (name, value) in attributes(tag) {
            match name {
                b"r" => {
                    let stated = number(value).and_then(|row| u32::try_from(row).ok()).unwrap_or(0);
                    if !(1..=MAX_ROWS).contains(&stated) {
                        return Err(malformed("row"));
                    }
                    self.row = stated - 1;
                }
                b"hidden" => is_hidden = matches!(value, b"1" | b"true"),
                _ => (),
            }
        }
        if is_hidden {
            self.part.hidden_rows.push(self.row + 1, self.row + 1);
        }
        if tag.ends_with(b"/>") {
            self.row += 1;
        }
        Ok(())
    }

    fn cell(&mut self, tag: &[u8]) -> Result<(), Problem> {
        // The reader trusts that it meets as many cells as were passed here.
        if self.in_cell {
            return Err(malformed("c"));
        }
        self.in_cell = self.in_cells;
        let mut is_referenced = false;
        self.written = Written::Plain;
        self.style = 0;
        for (name, value) in attributes(tag) {
            match name {
                b"r" => {
                    let outside = || Problem::TooLarge {
                        limit: Limit::Columns(MAX_COLUMNS.into()),
                    };
                    (self.row, self.column) = cell_reference(value).ok_or_else(outside)?;
                    is_referenced = true;
                }
                b"t" => self.written = Written::of(value),
                b"s" => self.style = self.style_of(value),
                _ => (),
            }
        }
        self.part.unreferenced |= !is_referenced;
        if tag.ends_with(b"/>") {
            return self.cell_end();
        }
        Ok(())
    }

    /// The number of a style, where any matters.
    fn style_of(&self, digits: &[u8]) -> u32 {
        if self.watch.is_idle() {
            return 0;
        }
        number(digits)
            .and_then(|style| u32::try_from(style).ok())
            .unwrap_or(0)
    }

    fn cell_end(&mut self) -> Result<(), Problem> {
        if self.in_cell != self.in_cells {
            return Err(malformed("c"));
        }
        self.cells += u64::from(self.in_cell);
        self.in_cell = false;
        self.column += 1;
        Ok(())
    }

    fn value(&mut self, text: &[u8]) -> Result<(), Problem> {
        self.in_value = false;
        match self.written {
            Written::Plain if text.contains(&b'&') => Err(misleading("&")),
            Written::SharedString if !text.iter().all(u8::is_ascii_digit) => Err(misleading("shared string")),
            Written::Error => {
                let value = String::from_utf8_lossy(text).trim().to_owned();
                self.part.errors.push((self.row, self.column, value));
                Ok(())
            }
            Written::Plain => {
                if !self.watch.is_idle() && self.in_cell {
                    self.watch.see(self.column, self.style);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// `B3` as row and column from 0; none beyond the last of either.
fn cell_reference(mut reference: &[u8]) -> Option<(u32, u32)> {
    take_reference(&mut reference).filter(|_| reference.is_empty())
}

/// The reference that a text starts with.
fn take_reference(text: &mut &[u8]) -> Option<(u32, u32)> {
    let mut column = 0;
    while let Some((letter @ (b'A'..=b'Z' | b'a'..=b'z'), rest)) = text.split_first() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > MAX_COLUMNS {
            return None;
        }
        *text = rest;
    }
    let mut row = 0;
    while let Some((digit @ b'0'..=b'9', rest)) = text.split_first() {
        row = row * 10 + u32::from(digit - b'0');
        if row > MAX_ROWS {
            return None;
        }
        *text = rest;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn range(reference: &[u8]) -> Option<(u32, u32, u32, u32)> {
    let colon = reference.iter().position(|byte| *byte == b':')?;
    let (first, last) = (
        cell_reference(&reference[..colon])?,
        cell_reference(&reference[colon + 1..])?,
    );
    Some((
        first.0.min(last.0) + 1,
        first.1.min(last.1),
        first.0.max(last.0) + 1,
        first.1.max(last.1),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_taken_in_one_pass_is_the_cell_of_its_attributes() {
        let is_plain = |tag: &str| {
            let mut at_once = SheetState::default();
            let Some(length) = at_once.plain_cell(tag.as_bytes()) else {
                return false;
            };
            let mut by_attributes = SheetState::default();
            by_attributes.cell(&tag.as_bytes()[..length]).unwrap();
            assert_eq!(at_once.row, by_attributes.row, "{tag}");
            assert_eq!(at_once.column, by_attributes.column, "{tag}");
            assert!(at_once.written == by_attributes.written, "{tag}");
            assert!(
                tag[..length].ends_with('>') && !tag[..length - 1].contains('>'),
                "{tag}"
            );
            true
        };
        for tag in [
            "<c r=\"A1\"><v>1</v>",
            "<c r=\"XFD1048576\" s=\"12\" t=\"s\"><v>",
            "<c r=\"b3\" t=\"inlineStr\" s=\"1\"><is>",
            "<c r=\"B3\" t=\"e\" t=\"s\">",
            "<c r=\"B3\" s=\"\" t=\"\">",
        ] {
            assert!(is_plain(tag), "{tag}");
        }
        for tag in [
            "<c r=\"A1\"/>",
            "<c r=\"A1\" s=\"1\"/>",
            "<c r='A1'>",
            "<c  r=\"A1\">",
            "<c r=\"A0\">",
            "<c r=\"XFE1\">",
            "<c r=\"A1048577\">",
            "<c r=\"A1 \">",
            "<c r=\"1A\">",
            "<c r=\"A1\" s=\">\">",
            "<c r=\"A1\" cm=\"1\">",
            "<c r=\"A1\" s=\"1",
            "<c r=\"A",
            "<c r=\"A1\"",
            "<c>",
        ] {
            assert!(!is_plain(tag), "{tag}");
        }
    }
}
