//! What the XML of a workbook's parts would make calamine do: misread a value, run on for ever, or exhaust memory.

use super::archive::{MANIFEST, damaged};
use super::limits::{Limits, MAX_COLUMNS, MAX_ROWS, within};
use super::sheet::{RowRanges, Sheet};
use super::xlsb::BinaryPart;
use crate::model::Problem;
use crate::model::finding::{Damage, Limit};
use memchr::memchr;

/// Elements of a part that lists formats, sheets or names, for each format that there may be.
const ELEMENTS_A_FORMAT: u64 = 20;
/// How deep elements may nest.
const MAX_NESTING: usize = 256;
/// Merged areas of a table.
const MAX_MERGED: u64 = 1_000_000;

/// The audit of a part, chosen by its name and then by its root element.
pub(super) enum Audit {
    /// Not markup, or nothing that calamine reads at length.
    Ignored,
    /// A small part that is kept whole, to be looked up in.
    Kept(Vec<u8>),
    /// Markup whose root element is not seen yet.
    Unknown(Tags),
    /// A worksheet of an .xlsx.
    Sheet(SheetAudit),
    /// Shared strings.
    Strings(StringsAudit),
    /// Formats, the list of sheets and other lists.
    List(ListAudit),
    /// The content of an .ods.
    Ods(OdsContent),
    /// The workbook or a worksheet of an .xlsb.
    Binary(BinaryPart),
}

impl Audit {
    /// The audit of a part of that name, in lower case.
    pub(super) fn of(name: &str, small: bool) -> Self {
        match name.rsplit('.').next() {
            // What other programs keep with a workbook is in whatever encoding they like.
            _ if name.starts_with("customxml/") => Self::Ignored,
            Some("rels") if small => Self::Kept(Vec::new()),
            Some("xml") if small && (name.ends_with("workbook.xml") || name == MANIFEST) => {
                Self::Kept(Vec::new())
            }
            Some("xml" | "rels") => Self::Unknown(Tags::default()),
            Some("bin") if name.ends_with("workbook.bin") || name.contains("worksheets/") => {
                Self::Binary(BinaryPart::default())
            }
            _ => Self::Ignored,
        }
    }

    /// Takes the next bytes of the part.
    pub(super) fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        match self {
            Self::Ignored => Ok(()),
            Self::Kept(bytes) => {
                bytes.extend_from_slice(chunk);
                plain_markup(bytes)
            }
            Self::Unknown(tags) => {
                tags.pending.extend_from_slice(chunk);
                plain_markup(&tags.pending)?;
                let Some(root) = root(&tags.pending) else {
                    // A part that does not begin as markup is calamine's to refuse.
                    if tags.pending.len() > limits.text_bytes() {
                        *self = Self::Ignored;
                    }
                    return Ok(());
                };
                let begun = std::mem::take(&mut tags.pending);
                *self = match root.as_slice() {
                    b"worksheet" => Self::Sheet(SheetAudit::default()),
                    b"sst" => Self::Strings(StringsAudit::default()),
                    b"styleSheet" | b"workbook" => Self::List(ListAudit::default()),
                    b"document-content" => Self::Ods(OdsContent::default()),
                    _ => Self::Ignored,
                };
                self.feed(&begun, limits)
            }
            Self::Sheet(audit) => audit.feed(chunk, limits),
            Self::Strings(audit) => audit.feed(chunk, limits),
            Self::List(audit) => audit.feed(chunk, limits),
            Self::Ods(audit) => audit.feed(chunk, limits),
            Self::Binary(part) => part.feed(chunk, limits),
        }
    }
}

/// Markup in UTF-16 reads as empty, and a document type may hold entity bombs.
fn plain_markup(start: &[u8]) -> Result<(), Problem> {
    let start = &start[..start.len().min(4096)];
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || start.contains(&0) {
        return Err(misleading("UTF-16 XML"));
    }
    if start
        .windows(9)
        .any(|window| window.eq_ignore_ascii_case(b"<!DOCTYPE"))
    {
        return Err(misleading("DOCTYPE"));
    }
    Ok(())
}

fn misleading(what: &str) -> Problem {
    damaged(Damage::Misleading(what.to_owned()))
}

fn malformed(what: &str) -> Problem {
    damaged(Damage::Structure(what.to_owned()))
}

/// The local name of the first element.
fn root(markup: &[u8]) -> Option<Vec<u8>> {
    let mut rest = markup;
    loop {
        let start = rest.iter().position(|byte| *byte == b'<')?;
        rest = &rest[start..];
        let end = tag_end(rest)?;
        let tag = &rest[..=end];
        if !matches!(tag.get(1), Some(b'?' | b'!')) {
            return Some(local_name(tag).to_vec());
        }
        rest = &rest[end + 1..];
    }
}

/// Where the tag at the start of `markup` ends; none where the end is yet to come.
fn tag_end(markup: &[u8]) -> Option<usize> {
    let until =
        |end: &[u8]| Some(markup.windows(end.len()).position(|window| window == end)? + end.len() - 1);
    if let Some(b'!' | b'?') = markup.get(1) {
        if markup.starts_with(b"<!--") {
            return until(b"-->");
        } else if markup.starts_with(b"<![CDATA[") {
            return until(b"]]>");
        } else if markup.starts_with(b"<?") {
            return until(b"?>");
        }
    }
    // Tags and their values are short: looking at each byte is faster than any search that leaps.
    let mut quote = None;
    markup.iter().position(|byte| {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            Some(open) if open == *byte => quote = None,
            _ => (),
        }
        quote.is_none() && *byte == b'>'
    })
}

/// Where the next tag starts, which is mostly where the last one ends.
fn tag_start(markup: &[u8]) -> Option<usize> {
    match markup.first() {
        Some(b'<') => Some(0),
        _ => memchr(b'<', markup),
    }
}

/// The name of a tag without slash and prefix.
fn local_name(tag: &[u8]) -> &[u8] {
    let name = qualified_name(tag);
    let colon = name.iter().position(|byte| *byte == b':').map_or(0, |at| at + 1);
    &name[colon..]
}

fn qualified_name(tag: &[u8]) -> &[u8] {
    let start = tag
        .strip_prefix(b"</")
        .or_else(|| tag.strip_prefix(b"<"))
        .unwrap_or(tag);
    let end = start
        .iter()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'));
    &start[..end.unwrap_or(start.len())]
}

/// The value of an attribute, as it is written.
fn attribute<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    attributes(tag)
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The attributes of a tag with their values, as they are written.
fn attributes(tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = &tag[qualified_name(tag).len() + 1..];
    std::iter::from_fn(move || {
        let equals = rest.iter().position(|byte| *byte == b'=')?;
        let key = rest[..equals].trim_ascii();
        let (quote, value) = rest[equals + 1..].trim_ascii_start().split_first()?;
        let end = value.iter().position(|byte| byte == quote)?;
        rest = &value[end + 1..];
        Some((key, &value[..end]))
    })
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

/// Markup cut into tags, over the bounds of chunks.
#[derive(Default)]
pub(super) struct Tags {
    pending: Vec<u8>,
}

impl Tags {
    /// Calls `each` with every tag that is complete and the text before it.
    fn feed(
        &mut self,
        chunk: &[u8],
        limits: &Limits,
        mut each: impl FnMut(&[u8], &[u8]) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.pending.extend_from_slice(chunk);
        let mut at = 0;
        while let Some(text) = tag_start(&self.pending[at..]) {
            let Some(end) = tag_end(&self.pending[at + text..]) else {
                break;
            };
            let (text, tag) = (at..at + text, at + text..=at + text + end);
            at = tag.end() + 1;
            each(&self.pending[text], &self.pending[tag])?;
        }
        self.pending.drain(..at);
        limits.text(self.pending.len() / 2)
    }
}

/// What a worksheet's part says beyond what calamine passes on.
#[derive(Debug, Default)]
pub(super) struct SheetPart {
    /// Merged cells as (first row, first column, last row, last column), rows from 1, columns from 0.
    pub(super) merged: Vec<(u32, u32, u32, u32)>,
    /// Error values as (row, column, value), rows and columns from 0.
    pub(super) errors: Vec<(u32, u32, String)>,
    /// Rows that are filtered out or hidden.
    pub(super) hidden_rows: RowRanges,
    /// Whether a cell goes without its reference.
    pub(super) unreferenced: bool,
    /// Whether no cell is a formula; not known of a part that was not audited.
    pub(super) has_no_formula: bool,
}

impl SheetPart {
    /// Tells a sheet what it says of it.
    pub(super) fn tell(&self, sheet: &mut Sheet) {
        sheet.merged.clone_from(&self.merged);
        sheet.hidden_rows.clone_from(&self.hidden_rows);
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
pub(super) struct SheetAudit {
    tags: Tags,
    state: SheetState,
}

#[derive(Default)]
struct SheetState {
    part: SheetPart,
    in_cells: bool,
    row: u32,
    column: u32,
    written: Written,
    in_value: bool,
    has_formula: bool,
}

impl SheetAudit {
    fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let state = &mut self.state;
        self.tags
            .feed(chunk, limits, |text, tag| state.tag(text, tag, limits))
    }

    pub(super) fn finish(self) -> Result<SheetPart, Problem> {
        if self.state.in_cells {
            return Err(malformed("sheetData"));
        }
        Ok(SheetPart {
            has_no_formula: !self.state.has_formula,
            ..self.state.part
        })
    }
}

impl SheetState {
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
            b"</c>" => {
                self.column += 1;
                return Ok(());
            }
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
                self.has_formula = true;
                Ok(())
            }
            (b"c", false) => self.cell(tag),
            (b"c", true) => {
                self.column += 1;
                Ok(())
            }
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
        let mut is_referenced = false;
        self.written = Written::Plain;
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
                _ => (),
            }
        }
        self.part.unreferenced |= !is_referenced;
        if tag.ends_with(b"/>") {
            self.column += 1;
        }
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
            _ => Ok(()),
        }
    }
}

/// `B3` as row and column from 0; none beyond the last of either.
fn cell_reference(reference: &[u8]) -> Option<(u32, u32)> {
    let mut column = 0;
    let mut digits = reference;
    while let Some((letter @ (b'A'..=b'Z' | b'a'..=b'z'), rest)) = digits.split_first() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > MAX_COLUMNS {
            return None;
        }
        digits = rest;
    }
    let mut row = 0;
    for digit in digits {
        row = row * 10 + u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
        if row > MAX_ROWS {
            return None;
        }
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

/// Shared strings: the declared count, which calamine reserves memory for, against what is there.
#[derive(Default)]
pub(super) struct StringsAudit {
    tags: Tags,
    strings: u64,
}

impl StringsAudit {
    fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let strings = &mut self.strings;
        let most = limits.shared_texts;
        self.tags.feed(chunk, limits, |_, tag| {
            let claimed = match local_name(tag) {
                b"sst" => attribute(tag, b"uniqueCount").and_then(number).unwrap_or(0),
                b"si" if !tag.starts_with(b"</") => {
                    *strings += 1;
                    *strings
                }
                _ => 0,
            };
            within(claimed, most, Limit::SharedTexts(most))
        })
    }
}

/// Formats and sheets, counted.
#[derive(Default)]
pub(super) struct ListAudit {
    tags: Tags,
    elements: u64,
    formats: u64,
    sheets: u64,
}

impl ListAudit {
    fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let Self {
            tags,
            elements,
            formats,
            sheets,
        } = self;
        tags.feed(chunk, limits, |_, tag| {
            *elements += 1;
            match local_name(tag) {
                b"xf" => *formats += 1,
                b"sheet" => *sheets += 1,
                _ => (),
            }
            let counted = (*formats).max(*elements / ELEMENTS_A_FORMAT);
            within(counted, limits.formats, Limit::Formats(limits.formats))?;
            within(*sheets, limits.sheets, Limit::Sheets(limits.sheets))
        })
    }
}

/// The content of an .ods: balanced, since calamine waits for ever for an end that never comes, and no larger
/// than bounds once rows, columns and spaces are repeated.
#[derive(Default)]
pub(super) struct OdsContent {
    tags: Tags,
    state: OdsState,
}

#[derive(Default)]
struct OdsState {
    open: Vec<Vec<u8>>,
    sheets: u64,
    /// Rows of the table so far, and up to the last that holds a value.
    rows: u64,
    rows_used: u64,
    /// Cells of the row so far, and up to the last that holds a value; the widest row.
    columns: u64,
    columns_used: u64,
    width: u64,
    row_repeats: u64,
    /// Cells held before rows are repeated.
    held: u64,
    /// What is known of each table, as of a worksheet's part.
    parts: Vec<SheetPart>,
    ended: bool,
}

impl OdsContent {
    fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let state = &mut self.state;
        self.tags.feed(chunk, limits, |_, tag| state.tag(tag, limits))
    }

    /// What is known of each table.
    pub(super) fn finish(self) -> Result<Vec<SheetPart>, Problem> {
        if self.state.ended && self.state.open.is_empty() {
            Ok(self.state.parts)
        } else {
            Err(malformed("content.xml"))
        }
    }
}

impl OdsState {
    fn tag(&mut self, tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        if tag.starts_with(b"<?") {
            return Ok(());
        }
        if tag.starts_with(b"<!") {
            return Err(misleading("<!"));
        }
        let name = qualified_name(tag);
        if tag.starts_with(b"</") {
            if self.open.pop().as_deref() != Some(name) {
                return Err(malformed("content.xml"));
            }
            self.ended = self.open.is_empty();
            return self.close(name, limits);
        }
        if self.ended || self.open.len() >= MAX_NESTING {
            return Err(malformed("content.xml"));
        }
        self.begin(name, tag, limits)?;
        if tag.ends_with(b"/>") {
            return self.close(name, limits);
        }
        self.open.push(name.to_vec());
        Ok(())
    }

    fn begin(&mut self, name: &[u8], tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        let repeats = |attribute_name: &[u8]| match attribute(tag, attribute_name) {
            None => Ok(1),
            Some(stated) => number(stated).ok_or_else(|| malformed("repeated")),
        };
        match name {
            b"table:table" => {
                if self.open.iter().any(|open| open == name) {
                    return Err(malformed("table:table"));
                }
                self.sheets += 1;
                self.parts.push(SheetPart::default());
                (self.rows, self.rows_used, self.width) = (0, 0, 0);
                within(self.sheets, limits.sheets, Limit::Sheets(limits.sheets))?;
            }
            b"table:table-row" => {
                self.row_repeats = repeats(b"table:number-rows-repeated")?.min(MAX_ROWS.into());
                let is_hidden = matches!(attribute(tag, b"table:visibility"), Some(b"filter" | b"collapse"));
                if is_hidden && let Some(part) = self.parts.last_mut() {
                    let last = (self.rows + self.row_repeats).min(MAX_ROWS.into());
                    if let (Ok(before), Ok(last)) = (u32::try_from(self.rows), u32::try_from(last))
                        && before < last
                    {
                        part.hidden_rows.push(before + 1, last);
                    }
                }
                (self.columns, self.columns_used) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let rows = repeats(b"table:number-rows-spanned")?;
                let columns = repeats(b"table:number-columns-spanned")?;
                if rows > 1 || columns > 1 {
                    self.merge(rows, columns, limits)?;
                }
                self.columns += repeats(b"table:number-columns-repeated")?.min(MAX_COLUMNS.into());
                if attribute(tag, b"office:value-type").is_some()
                    || attribute(tag, b"table:formula").is_some()
                {
                    self.columns_used = self.columns;
                }
            }
            b"text:s" => limits.text(usize::try_from(repeats(b"text:c")?).unwrap_or(usize::MAX))?,
            _ => (),
        }
        Ok(())
    }

    /// Notes that the cell at this place covers so many rows and columns.
    fn merge(&mut self, rows: u64, columns: u64, limits: &Limits) -> Result<(), Problem> {
        let last = |first: u64, count: u64, most: u32| {
            u32::try_from(first.saturating_add(count)).map_or(most, |last| last.min(most))
        };
        let (Ok(row), Ok(column)) = (u32::try_from(self.rows), u32::try_from(self.columns)) else {
            return Ok(());
        };
        let Some(SheetPart { merged, .. }) = self.parts.last_mut() else {
            return Ok(());
        };
        if row < MAX_ROWS && column < MAX_COLUMNS {
            merged.push((
                row + 1,
                column,
                last(self.rows, rows, MAX_ROWS),
                last(self.columns, columns.saturating_sub(1), MAX_COLUMNS - 1),
            ));
        }
        within(merged.len() as u64, MAX_MERGED, Limit::Cells(limits.cells))
    }

    fn close(&mut self, name: &[u8], limits: &Limits) -> Result<(), Problem> {
        if name != b"table:table-row" {
            return Ok(());
        }
        self.rows += self.row_repeats;
        if self.columns_used > 0 {
            self.rows_used = self.rows;
            self.width = self.width.max(self.columns_used);
        }
        self.held += self.columns_used;
        let cells = self.held.max(self.rows_used.saturating_mul(self.width));
        within(cells, limits.dense_cells, Limit::DenseCells(limits.dense_cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(body: &str) -> Result<SheetPart, Problem> {
        let xml = format!("<?xml version=\"1.0\"?><worksheet><sheetData>{body}");
        // Byte by byte, so that every tag is cut somewhere.
        let mut audit = Audit::of("xl/worksheets/sheet1.xml", true);
        for byte in xml.as_bytes() {
            audit.feed(&[*byte], &Limits::default())?;
        }
        match audit {
            Audit::Sheet(audit) => audit.finish(),
            _ => panic!("not taken for a worksheet"),
        }
    }

    #[test]
    fn merged_cells_and_error_values_are_collected() {
        let part = sheet(
            "<row r=\"2\"><c r=\"B2\" t=\"e\"><v>#SPILL!</v></c></row></sheetData>\
             <mergeCells count=\"1\"><mergeCell ref='A1:C2'/></mergeCells></worksheet>",
        )
        .unwrap();
        assert_eq!(part.merged, [(1, 0, 2, 2)]);
        assert_eq!(part.errors, [(1, 1, "#SPILL!".to_owned())]);
        assert!(!part.unreferenced);
    }

    #[test]
    fn values_that_would_be_misread_are_refused() {
        let end = "</row></sheetData></worksheet>";
        for body in [
            "<row r=\"1\"><c r=\"A1\"><v>1<!--x-->2</v></c>",
            "<row r=\"1\"><c r=\"A1\"><v>1<![CDATA[2]]></v></c>",
            "<row r=\"1\"><c r=\"A1\"><v>1&#50;</v></c>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c>",
            "<row r=\"1048577\"><c><v>1</v></c>",
            "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c>",
            "<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c>",
        ] {
            assert!(sheet(&format!("{body}{end}")).is_err(), "{body}");
        }
        for body in [
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b</v></c>",
            "<!-- made by a tool --><row><c><v>1</v></c>",
            "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>a&lt;b > c</t></is></c>",
        ] {
            assert!(sheet(&format!("{body}{end}")).is_ok(), "{body}");
        }
    }

    #[test]
    fn markup_that_hides_something_is_refused() {
        for start in ["<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "\u{feff}<\0w\0"] {
            assert!(
                Audit::of("xl/a.xml", true)
                    .feed(start.as_bytes(), &Limits::default())
                    .is_err(),
                "{start}"
            );
        }
        let wide: Vec<u8> = "<worksheet/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(
            Audit::of("xl/a.xml", true)
                .feed(&wide, &Limits::default())
                .is_err()
        );
    }

    fn ods(body: &str) -> Result<(), Problem> {
        let xml = format!(
            "<office:document-content><table:table table:name='a'>{body}</table:table></office:document-content>"
        );
        let mut audit = Audit::of("content.xml", true);
        audit.feed(xml.as_bytes(), &Limits::default())?;
        match audit {
            Audit::Ods(content) => content.finish().map(|_| ()),
            _ => panic!("not taken for the content of an .ods"),
        }
    }

    #[test]
    fn an_ods_is_balanced_and_bounded() {
        let value = "<table:table-cell office:value-type='float' office:value='1'/>";
        let empty = "<table:table-cell table:number-columns-repeated='16384'/>";
        let row = |repeats: u64, cells: &str| {
            format!("<table:table-row table:number-rows-repeated='{repeats}'>{cells}</table:table-row>")
        };
        assert_eq!(ods(&row(1, value)), Ok(()));
        assert_eq!(ods(&(row(3, value) + &row(1_048_000, empty))), Ok(()));
        for body in [
            row(1_000_000, &value.repeat(20)),
            row(1_000_000, empty) + &row(1, &value.repeat(20)),
            row(1, value) + "<table:table-row>",
            row(1, "<text:s text:c='2000000000'/>"),
            "<table:table table:name='b'/>".to_owned(),
            "<!-- x -->".to_owned(),
        ] {
            assert!(ods(&body).is_err(), "{body:.80}");
        }
    }
}
