//! CSV and its relatives → a sheet: delimiter and records.

use super::grid::Grid;
use super::limits::Limits;
use super::sheet::{RowRanges, Sheet};
use super::{Reading, source};
use crate::model::Problem;
use crate::model::finding::{Content, Damage};
use memchr::memchr3;
use std::borrow::Cow;
use std::collections::BTreeMap;

const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];

/// How many records tell the delimiter.
const SAMPLE: usize = 200;

/// Reads the one table of a delimited text; gives the delimiter.
pub(super) fn read(reading: &mut Reading<'_>, text: &str) -> Result<char, Problem> {
    let limits = reading.room.limits;
    let (stated, body) = stated_delimiter(text);
    let delimiter = stated
        .or_else(|| delimiter(body, limits))
        .ok_or(Problem::NotASpreadsheet {
            found: Content::Prose,
        })?;
    let mut grid = Grid::new(&mut reading.room, reading.sink);
    // Excel gives the line `sep=,` no row.
    let first_line = 1 + u64::from(stated.is_some());
    for (row, record) in (0..).zip(Records::new(body, delimiter, first_line, limits)) {
        for (column, field) in (0..).zip(record?) {
            let cell = grid.text(unprotected(&field))?;
            grid.put(row, column, cell)?;
        }
    }
    grid.finish();
    reading.sink.sheet(Sheet {
        source: source(reading.file, None),
        scope: reading.file.scope,
        hidden: false,
        epoch_1904: false,
        delimiter: Some(delimiter),
        rows: Vec::new(),
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    });
    Ok(delimiter)
}

/// The delimiter that a first line such as `sep=;` states, and the text below it.
fn stated_delimiter(text: &str) -> (Option<char>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let stated = line
        .trim_end()
        .trim_matches('"')
        .strip_prefix("sep=")
        .and_then(|stated| {
            let mut characters = stated.chars();
            characters.next().filter(|_| characters.next().is_none())
        });
    match stated {
        Some(delimiter) => (Some(delimiter), rest),
        None => (None, text),
    }
}

/// The delimiter that gives the most records of one width, then the widest.
fn delimiter(text: &str, limits: &Limits) -> Option<char> {
    let score = |&delimiter: &char| {
        let mut widths = BTreeMap::<usize, usize>::new();
        for record in Records::new(text, delimiter, 1, limits).take(SAMPLE) {
            // Trailing empty fields are mere padding, yet they tell the delimiter all the same.
            *widths.entry(record.map_or(0, |record| record.len())).or_default() += 1;
        }
        let best = widths
            .into_iter()
            .filter(|(width, _)| *width > 1)
            .max_by_key(|(width, records)| (*records, *width));
        best.map(|(width, records)| (records, width))
    };
    DELIMITERS
        .iter()
        .rev()
        .filter_map(|delimiter| Some((score(delimiter)?, *delimiter)))
        .max_by_key(|(score, _)| *score)
        .map(|(_, delimiter)| delimiter)
}

/// A text that an export guards against Excel's guessing as a formula: `="00123"`.
pub(super) fn unprotected(field: &str) -> &str {
    let inner = field
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(field)
}

/// The records of a delimited text, blank lines included: a record's index is the row that Excel shows.
struct Records<'a> {
    rest: &'a str,
    delimiter: char,
    line: u64,
    limits: &'a Limits,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: char, line: u64, limits: &'a Limits) -> Self {
        // A Ctrl-Z ends files of old programs.
        Self {
            rest: text.trim_end_matches('\u{1a}'),
            delimiter,
            line,
            limits,
        }
    }

    /// A field, and whether another one follows on the record.
    fn field(&mut self) -> Result<(Cow<'a, str>, bool), Problem> {
        let (field, more) = if self.rest.starts_with('"') {
            self.quoted()?
        } else {
            let (field, more) = self.unquoted();
            (Cow::Borrowed(field), more)
        };
        let field = if field.as_bytes().contains(&0) {
            Cow::Owned(field.replace('\0', ""))
        } else {
            field
        };
        Ok((field, more))
    }

    fn unquoted(&mut self) -> (&'a str, bool) {
        let end = match u8::try_from(self.delimiter) {
            Ok(delimiter) if delimiter.is_ascii() => memchr3(delimiter, b'\n', b'\r', self.rest.as_bytes()),
            _ => self.rest.find([self.delimiter, '\n', '\r']),
        };
        let Some(end) = end else {
            return (std::mem::take(&mut self.rest), false);
        };
        let (field, rest) = self.rest.split_at(end);
        self.rest = rest;
        (field, self.separator())
    }

    /// Passes over a delimiter, or the end of a line; whether it was a delimiter.
    fn separator(&mut self) -> bool {
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            return true;
        }
        let rest = self
            .rest
            .strip_prefix("\r\n")
            .or_else(|| self.rest.strip_prefix(['\n', '\r']));
        if let Some(rest) = rest {
            self.rest = rest;
            self.line += 1;
        }
        false
    }

    fn quoted(&mut self) -> Result<(Cow<'a, str>, bool), Problem> {
        let opened = self.line;
        let mut field = Cow::Borrowed("");
        let mut rest = &self.rest[1..];
        loop {
            let Some(end) = rest.find('"') else {
                return Err(Problem::UnreadableFile {
                    damage: Damage::OpenQuote { line: opened },
                });
            };
            field += &rest[..end];
            self.limits.text(field.len())?;
            rest = &rest[end + 1..];
            let Some(doubled) = rest.strip_prefix('"') else {
                break;
            };
            field += "\"";
            rest = doubled;
        }
        self.line += field.matches('\n').count() as u64;
        self.rest = rest;
        // Text after the closing quotation mark belongs to the field, as Excel has it.
        let (tail, more) = self.unquoted();
        field += tail;
        Ok((field, more))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Vec<Cow<'a, str>>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            match self.field() {
                Ok((field, more)) => {
                    record.push(field);
                    if !more {
                        return Some(Ok(record));
                    }
                }
                Err(problem) => {
                    self.rest = "";
                    return Some(Err(problem));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::read_with;
    use crate::read::{Cell, Limits, Readout};

    fn readout(bytes: &[u8]) -> Result<Readout, Problem> {
        let text = std::str::from_utf8(bytes).unwrap();
        read_with(&Limits::default(), |reading| read(reading, text).map(|_| ()))
    }

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let mut readout = readout(bytes).unwrap();
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.to_string(),
            Cell::Empty => String::new(),
            other => panic!("{other:?}"),
        };
        let rows = readout.sheets.remove(0).rows;
        rows.iter()
            .map(|row| (row.number, row.cells.iter().map(text).collect()))
            .collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn delimiters_are_found_under_title_lines() {
        for text in [
            "订单明细\n\na;b;c\n1,5;2;3\n4;5;6\n",
            "订单明细\n\na\tb\tc\n1,5\t2\t3\n4\t5\t6\n",
            "订单明细\n\na|b|c\n\"1,5\"|2|3\n4|5|6\n",
        ] {
            let expected = [
                row(1, &["订单明细"]),
                row(3, &["a", "b", "c"]),
                row(4, &["1,5", "2", "3"]),
                row(5, &["4", "5", "6"]),
            ];
            assert_eq!(rows(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(
            rows(b"sep=;\na;b\n1,2;3,4\n"),
            [row(1, &["a", "b"]), row(2, &["1,2", "3,4"])]
        );
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes() {
        let text = "a,b\n\"x, \"\"y\"\"\nz\",1\n,2\n=\"007\",3\r4,5";
        assert_eq!(
            rows(text.as_bytes()),
            [
                row(1, &["a", "b"]),
                row(2, &["x, \"y\"\nz", "1"]),
                row(3, &["", "2"]),
                row(4, &["007", "3"]),
                row(5, &["4", "5"]),
            ]
        );
    }

    #[test]
    fn an_open_quote_names_its_line() {
        let problem = readout(b"a,b\n1,2\n\"3,4\n5,6\n").unwrap_err();
        assert_eq!(
            problem,
            Problem::UnreadableFile {
                damage: Damage::OpenQuote { line: 3 }
            }
        );
    }

    #[test]
    fn prose_is_no_table() {
        let problem = readout("本月无数据。\n请知悉。\n".as_bytes()).unwrap_err();
        let found = Content::Prose;
        assert_eq!(problem, Problem::NotASpreadsheet { found });
    }
}
