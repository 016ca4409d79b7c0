//! An HTML page named .xls, as CRM systems export it → a sheet for each of its tables.
//!
//! Rows are numbered as in Excel, which shows the whole page on one sheet: texts above a table take rows, a table in
//! a cell begins in that cell's row, and a cell of several lines takes several rows unless the page asks for one.
//! The page is taken tag by tag and never becomes a tree, so that no nesting is too deep.

mod flow;
mod table;
mod value;

use super::held::Store;
use super::limits::{Limits, within};
use super::sheet::Sheet;
use super::{Reading, source};
use crate::model::finding::{Content, Limit};
use crate::model::{Finding, Place, Problem};
use flow::Flow;
use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::convert::Infallible;
use table::{CellTag, Finished, Table};
use value::Stated;

/// Lines above a table that its sheet shows: titles and notes. What stands further up belongs to the page.
const LINES_ABOVE: usize = 8;

/// Reads the tables of a page.
pub(super) fn read(reading: &mut Reading<'_>, text: &str) -> Result<(), Problem> {
    let lines_share_cells = text.contains("mso-data-placement:same-cell");
    let mut page = Page::new(reading.room.limits, lines_share_cells);
    for token in tokens(text) {
        page.take(token)?;
    }
    let is_cut_off = !page.open.is_empty();
    while !page.open.is_empty() {
        page.end_table()?;
    }
    if page.tables == 0 {
        return Err(Problem::NotASpreadsheet { found: Content::Html });
    }
    page.pour(reading)?;
    if is_cut_off {
        let place = Place::file(&reading.file.relative);
        reading.sink.finding(Finding::at(place, Problem::CutOff));
    }
    Ok(())
}

fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(text, emitter).map(|token: Result<Token, Infallible>| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

/// A page while it is taken in.
struct Page<'l> {
    store: Store<'l>,
    /// Whether each line of a cell takes a row.
    has_line_rows: bool,
    /// The row, from 0, that comes next.
    row: u32,
    /// Text outside of tables.
    flow: Flow,
    /// Texts since the last table, with their rows.
    above: Vec<(u32, String)>,
    /// The last heading since the last table.
    heading: Option<String>,
    in_heading: bool,
    /// The element whose text is none of the page's.
    skipped: Option<Vec<u8>>,
    /// The element that the page hides, text and all, and how many of its name are open; tables show nevertheless.
    unseen: Option<(Vec<u8>, u32)>,
    open: Vec<Table>,
    finished: Vec<Finished>,
    tables: u64,
    /// What Excel says of the workbook that the page was saved from.
    workbook: Workbook,
}

#[derive(Default)]
struct Workbook {
    sheets: Vec<String>,
    epoch_1904: bool,
}

impl<'l> Page<'l> {
    fn new(limits: &'l Limits, lines_share_cells: bool) -> Self {
        Self {
            store: Store::new(limits),
            has_line_rows: !lines_share_cells,
            row: 0,
            flow: Flow::default(),
            above: Vec::new(),
            heading: None,
            in_heading: false,
            skipped: None,
            unseen: None,
            open: Vec::new(),
            finished: Vec::new(),
            tables: 0,
            workbook: Workbook::default(),
        }
    }

    fn take(&mut self, token: Token) -> Result<(), Problem> {
        if self.skipped.is_none() && self.is_unseen(&token) {
            return Ok(());
        }
        match token {
            Token::StartTag(tag) if self.skipped.is_none() => self.begin(&tag),
            Token::EndTag(tag) => match &self.skipped {
                Some(skipped) if *skipped == tag.name.0 => {
                    self.skipped = None;
                    Ok(())
                }
                Some(_) => Ok(()),
                None => self.end(&tag.name),
            },
            Token::String(text) if self.skipped.is_none() => {
                let text = lossy(&text.value);
                self.flow().push(&text);
                Ok(())
            }
            Token::Comment(comment) => {
                self.workbook.take(&lossy(&comment.value));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether a token is of an element that the page hides, such as a key to sort by in front of a date.
    fn is_unseen(&mut self, token: &Token) -> bool {
        match (token, &mut self.unseen) {
            (Token::StartTag(tag), Some(_)) if is_of_table(&tag.name) => self.unseen = None,
            (Token::EndTag(tag), Some(_)) if is_of_table(&tag.name) => self.unseen = None,
            (Token::StartTag(tag), Some((name, depth))) => {
                *depth += u32::from(*name == tag.name.0);
                return true;
            }
            (Token::EndTag(tag), Some((name, depth))) => {
                *depth -= u32::from(*name == tag.name.0);
                if *depth == 0 {
                    self.unseen = None;
                }
                return true;
            }
            (Token::String(_), Some(_)) => return true,
            (Token::StartTag(tag), None) if hides_text(tag) => {
                self.unseen = Some((tag.name.0.clone(), 1));
                return true;
            }
            _ => (),
        }
        false
    }

    fn begin(&mut self, tag: &StartTag<()>) -> Result<(), Problem> {
        match tag.name.as_slice() {
            b"table" => return self.begin_table(tag),
            b"script" | b"style" | b"title" | b"xml" | b"template" | b"select" if !tag.self_closing => {
                self.skipped = Some(tag.name.0.clone());
            }
            b"br" => self.break_line(),
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.end_block();
                self.in_heading = true;
            }
            name if is_block(name) => self.end_block(),
            name => {
                let Some(table) = self.open.last_mut() else {
                    return Ok(());
                };
                let store = &mut self.store;
                return match name {
                    b"tr" => table.begin_row(store, is_hidden(tag)),
                    b"td" | b"th" => table.begin_cell(store, cell_tag(tag)),
                    b"thead" | b"tbody" | b"tfoot" => table.begin_part(store, is_hidden(tag)),
                    b"caption" => table.begin_caption(store),
                    _ => Ok(()),
                };
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Problem> {
        match name {
            b"table" if !self.open.is_empty() => return self.end_table(),
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.end_block();
                self.in_heading = false;
            }
            name if is_block(name) => self.end_block(),
            name => {
                let Some(table) = self.open.last_mut() else {
                    return Ok(());
                };
                let store = &mut self.store;
                return match name {
                    b"td" | b"th" => table.end_cell(store),
                    b"tr" => table.end_row(store),
                    b"thead" | b"tbody" | b"tfoot" => table.begin_part(store, false),
                    b"caption" => table.end_caption(store),
                    _ => Ok(()),
                };
            }
        }
        Ok(())
    }

    /// Where text goes at this point.
    fn flow(&mut self) -> &mut Flow {
        self.open
            .last_mut()
            .and_then(Table::flow)
            .unwrap_or(&mut self.flow)
    }

    fn break_line(&mut self) {
        if self.open.is_empty() {
            if self.flow.lines() == 0 {
                self.row = self.row.saturating_add(1);
            }
            self.end_block();
        } else {
            self.flow().break_line();
        }
    }

    fn end_block(&mut self) {
        if !self.open.is_empty() {
            self.flow().end_block();
            return;
        }
        let text = self.flow.take();
        if text.is_empty() {
            return;
        }
        if self.in_heading {
            self.heading = Some(text.clone());
        }
        self.above.push((self.row, text));
        if self.above.len() > LINES_ABOVE {
            self.above.remove(0);
        }
        self.row = self.row.saturating_add(1);
    }

    fn begin_table(&mut self, tag: &StartTag<()>) -> Result<(), Problem> {
        // A table stands inside another one only in a cell of it.
        if self.open.last().is_some_and(|table| !table.has_open_cell()) {
            self.end_table()?;
        }
        let sheets = self.store.limits.sheets;
        within(self.tables + 1, sheets, Limit::Sheets(sheets))?;
        let mut above = Vec::new();
        let place = if let Some(outer) = self.open.last() {
            outer.place_of_nested()
        } else {
            self.end_block();
            above.append(&mut self.above);
            (self.row, 0)
        };
        let mut table = Table::new(self.tables, place, self.has_line_rows);
        table.hidden.table = is_hidden(tag);
        table.hidden.row_around = self.open.last().is_some_and(Table::is_row_hidden);
        table.name = self.heading.take();
        for (row, text) in above {
            table.put_above(&mut self.store, row, &text)?;
        }
        self.tables += 1;
        self.open.push(table);
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Problem> {
        let Some(table) = self.open.pop() else {
            return Ok(());
        };
        let table = table.finish(&mut self.store)?;
        match self.open.last_mut() {
            Some(outer) => outer.make_room_for_nested(table.end),
            None => self.row = table.end,
        }
        if !table.cells.is_empty() {
            self.finished.push(table);
        }
        Ok(())
    }

    /// Hands the sheets on, in the order in which their tables begin.
    fn pour(mut self, reading: &mut Reading<'_>) -> Result<(), Problem> {
        self.finished.sort_by_key(|table| table.index);
        let several = self.finished.len() > 1;
        let names_fit = self.workbook.sheets.len() == self.finished.len();
        let mut taken = BTreeSet::new();
        for (position, table) in self.finished.into_iter().enumerate() {
            let stated = self.workbook.sheets.get(position).filter(|_| names_fit);
            let name = stated
                .cloned()
                .or(table.name)
                .or_else(|| several.then(|| format!("表{}", position + 1)));
            let name = name.map(|name| unique(&mut taken, &name));
            table.cells.pour(reading)?;
            reading.sink.sheet(Sheet {
                source: source(reading.file, name.as_deref()),
                scope: reading.file.scope,
                hidden: table.hidden,
                epoch_1904: self.workbook.epoch_1904,
                delimiter: None,
                rows: Vec::new(),
                merged: table.merged,
                hidden_rows: table.hidden_rows,
                shown: Vec::new(),
            });
        }
        Ok(())
    }
}

/// A name that no other table of the page has.
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let name: String = name
        .split('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    let mut unique = name.clone();
    let mut number = 1;
    while !taken.insert(unique.clone()) {
        number += 1;
        unique = format!("{name} ({number})");
    }
    unique
}

impl Workbook {
    /// Takes in a comment: `<!--[if gte mso 9]><xml><x:ExcelWorkbook>…`.
    fn take(&mut self, comment: &str) {
        if !comment.contains("ExcelWorkbook") {
            return;
        }
        let mut name: Option<String> = None;
        for token in tokens(comment) {
            match token {
                Token::StartTag(tag) if tag.name == b"x:date1904" => self.epoch_1904 = true,
                Token::StartTag(tag) if tag.name == b"x:name" => name = Some(String::new()),
                Token::String(text) => {
                    if let Some(name) = &mut name {
                        name.push_str(&lossy(&text.value));
                    }
                }
                Token::EndTag(tag) if tag.name == b"x:name" => {
                    self.sheets.extend(name.take());
                }
                _ => (),
            }
        }
    }
}

fn cell_tag(tag: &StartTag<()>) -> CellTag {
    let text = |name: &[u8]| attribute(tag, name).map(Cow::into_owned);
    let span = |name: &[u8]| attribute(tag, name)?.trim().parse().ok();
    CellTag {
        stated: Stated {
            number: text(b"x:num").or_else(|| text(b"sdval")),
            text: text(b"x:str"),
            boolean: text(b"x:bool"),
            error: text(b"x:err"),
            is_formula: tag.attributes.contains_key(b"x:fmla".as_slice()),
        },
        colspan: span(b"colspan"),
        rowspan: span(b"rowspan"),
    }
}

/// Whether an element hides the text in it. Hidden parts of tables are told of, and read.
fn hides_text(tag: &StartTag<()>) -> bool {
    const WITHOUT_END: [&[u8]; 9] = [
        b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"wbr",
    ];
    let has_text = !tag.self_closing && !WITHOUT_END.contains(&tag.name.as_slice());
    has_text && !is_of_table(&tag.name) && is_hidden(tag)
}

fn is_of_table(name: &[u8]) -> bool {
    const TABLE: [&[u8]; 8] = [
        b"table", b"caption", b"thead", b"tbody", b"tfoot", b"tr", b"td", b"th",
    ];
    TABLE.contains(&name)
}

/// Whether a page hides a table, a part of one, or a row.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let is_none = |style: Cow<'_, str>| {
        let style: String = style.split_ascii_whitespace().collect();
        style.to_ascii_lowercase().contains("display:none")
    };
    tag.attributes.contains_key(b"hidden".as_slice()) || attribute(tag, b"style").is_some_and(is_none)
}

fn attribute<'a>(tag: &'a StartTag<()>, name: &[u8]) -> Option<Cow<'a, str>> {
    let value: &Spanned<HtmlString, ()> = tag.attributes.get(name)?;
    Some(lossy(&value.value))
}

fn lossy(bytes: &HtmlString) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Elements that begin and end a line.
fn is_block(name: &[u8]) -> bool {
    const BLOCKS: [&[u8]; 18] = [
        b"address",
        b"article",
        b"blockquote",
        b"body",
        b"center",
        b"dd",
        b"div",
        b"dl",
        b"dt",
        b"form",
        b"header",
        b"hr",
        b"li",
        b"ol",
        b"p",
        b"pre",
        b"section",
        b"ul",
    ];
    BLOCKS.contains(&name)
}
