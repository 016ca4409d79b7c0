//! CSV and its relatives → a sheet: encoding, delimiter and records.

use super::grid::Grid;
use super::limits::Limits;
use super::sheet::Sheet;
use super::sniff::markup;
use super::{FileKind, Format, Reading, source};
use crate::model::finding::{Content, Damage};
use crate::model::{Finding, Place, Problem};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::collections::BTreeMap;

const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];

/// How many records tell the delimiter.
const SAMPLE: usize = 200;

/// Reads the one table of a text file.
pub(super) fn read(reading: &mut Reading<'_>, bytes: &[u8]) -> Result<(), Problem> {
    let limits = reading.room.limits;
    let (text, encoding, replaced) = decode(bytes);
    if is_binary(&text) {
        return Err(Problem::NotASpreadsheet {
            found: Content::Unknown,
        });
    }
    if let Some(found) = markup(&text) {
        return Err(Problem::NotASpreadsheet { found });
    }
    let (stated, body) = stated_delimiter(&text);
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
        rows: Vec::new(),
        merged: Vec::new(),
    });
    if replaced {
        reading.sink.finding(Finding::at(
            Place::file(&reading.file.relative),
            Problem::UndecodableText {
                encoding: encoding.name().to_owned(),
            },
        ));
    }
    reading.sink.kind(FileKind {
        format: Format::Delimited { delimiter },
        encoding: Some(encoding.name().to_owned()),
    });
    Ok(())
}

/// The text, the encoding it was read in, and whether bytes had to be replaced.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static Encoding, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text, encoding, replaced);
    }
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) if !bytes.contains(&0) => UTF_8,
        _ => utf_16(bytes).unwrap_or_else(|| legacy(bytes)),
    };
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    (text, encoding, replaced)
}

/// UTF-16 without a mark: every table has ASCII delimiters or line ends, whose other half is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |offset| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // A sixteenth of all characters being ASCII is little for a table and too much for chance.
    if odd > even * 8 && odd * 32 > sample.len() {
        Some(UTF_16LE)
    } else if even > odd * 8 && even * 32 > sample.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Chinese exports that are not Unicode are GB18030 or, rarely, Big5; a guess of a Western code page is wrong.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let replaced = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).1;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if (guess == BIG5 || guess == UTF_8) && (!replaced(guess) || replaced(GB18030)) {
        guess
    } else {
        GB18030
    }
}

fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(4096);
    let (mut controls, mut all) = (0, 0);
    for character in sample {
        all += 1;
        controls +=
            usize::from(character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{1a}'));
        controls += usize::from(character == char::REPLACEMENT_CHARACTER);
    }
    controls * 10 > all
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
fn unprotected(field: &str) -> &str {
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
    fn field(&mut self) -> Result<(String, bool), Problem> {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let (field, more) = self.unquoted();
        Ok((field.replace('\0', ""), more))
    }

    fn unquoted(&mut self) -> (&'a str, bool) {
        let end = self.rest.find([self.delimiter, '\n', '\r']);
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

    fn quoted(&mut self) -> Result<(String, bool), Problem> {
        let opened = self.line;
        let mut field = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some(end) = rest.find('"') else {
                return Err(Problem::UnreadableFile {
                    damage: Damage::OpenQuote { line: opened },
                });
            };
            field.push_str(&rest[..end]);
            self.limits.text(field.len())?;
            rest = &rest[end + 1..];
            let Some(doubled) = rest.strip_prefix('"') else {
                break;
            };
            field.push('"');
            rest = doubled;
        }
        self.line += field.matches('\n').count() as u64;
        self.rest = rest;
        // Text after the closing quotation mark belongs to the field, as Excel has it.
        let (tail, more) = self.unquoted();
        field.push_str(tail);
        Ok((field.replace('\0', ""), more))
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Vec<String>, Problem>;

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
        read_with(&Limits::default(), |reading| read(reading, bytes))
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
    fn every_encoding_gives_the_same_table() {
        let text = "日期,业务员,金额\r\n2026-10-05,张三,1200.50\r\n2026-10-06,李四,88\r\n";
        let expected = [
            row(1, &["日期", "业务员", "金额"]),
            row(2, &["2026-10-05", "张三", "1200.50"]),
            row(3, &["2026-10-06", "李四", "88"]),
        ];
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
            little,
            big,
            GB18030.encode(text).0.into_owned(),
        ] {
            assert_eq!(rows(&bytes), expected);
        }
    }

    #[test]
    fn a_few_chinese_bytes_are_never_taken_for_western_ones() {
        for text in [
            "工号,姓名\nS1,陈晨\n",
            "a,b\n1,中\n",
            "姓名;分\n王;1\n",
            "订单编号,客户\nSO1,北京恒通\n",
        ] {
            let (decoded, encoding, replaced) = {
                let bytes = GB18030.encode(text).0.into_owned();
                let (decoded, encoding, replaced) = decode(&bytes);
                (decoded.into_owned(), encoding, replaced)
            };
            assert_eq!((decoded.as_str(), encoding, replaced), (text, GB18030, false));
        }
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
    fn what_is_no_table_is_named() {
        let found = |bytes: &[u8]| match readout(bytes) {
            Err(Problem::NotASpreadsheet { found }) => found,
            other => panic!("{other:?}"),
        };
        assert_eq!(found("本月无数据。\n请知悉。\n".as_bytes()), Content::Prose);
        assert_eq!(
            found(b"<html><table><tr><td>1</td></tr></table></html>"),
            Content::Html
        );
        assert_eq!(found(&(0..=255).collect::<Vec<u8>>()), Content::Unknown);
    }

    #[test]
    fn broken_bytes_are_reported_and_the_rest_is_read() {
        let mut bytes = "日期,金额\n2026-10-05,张三的第一张订单和备注\n"
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        bytes.extend_from_slice("x,1\n".as_bytes());
        let readout = readout(&bytes).unwrap();
        assert_eq!(readout.findings[0].code(), "undecodable-text");
        assert_eq!(readout.sheets[0].rows.len(), 3);
    }
}
