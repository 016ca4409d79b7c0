//! An XML Spreadsheet 2003, mostly named .xls or .xml → its sheets.

use super::archive::damaged;
use super::held::{Held, Store};
use super::limits::{MAX_COLUMNS, MAX_ROWS, within};
use super::ranges::{days_since, moment};
use super::sheet::{Cell, RowRanges, Sheet};
use super::shown::{Columns, Scaled, Styles, scaled};
use super::{Reading, source};
use crate::model::finding::{Damage, Limit};
use crate::model::{Finding, Place, Problem};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, BTreeSet};

/// How deep elements may nest; those of a workbook nest six deep, those of formatted text a few more.
const MAX_NESTING: usize = 64;
/// The number of every style that shows a number as it is.
const PLAIN: u32 = 0;
/// Merged areas of a sheet.
const MAX_MERGED: u64 = 1_000_000;

/// Reads a workbook.
pub(super) fn read(reading: &mut Reading<'_>, text: &str) -> Result<(), Problem> {
    let mut workbook = Workbook::new(reading);
    let mut reader = Reader::from_str(text);
    loop {
        match reader
            .read_event()
            .map_err(|error| malformed(&error.to_string()))?
        {
            Event::Start(tag) => workbook.begin(&tag)?,
            Event::Empty(tag) => {
                workbook.begin(&tag)?;
                workbook.end()?;
            }
            Event::End(_) => workbook.end()?,
            Event::Text(text) => workbook.push(&text.xml10_content())?,
            Event::CData(text) => workbook.push(&text.xml10_content())?,
            Event::GeneralRef(reference) => workbook.push(resolved(&reference)?.encode_utf8(&mut [0; 4]))?,
            // A document type may hold entities that grow without end.
            Event::DocType(_) => return Err(damaged(Damage::Misleading("DOCTYPE".to_owned()))),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => (),
            Event::Eof => break,
        }
    }
    match workbook.open.last() {
        Some(element) => Err(malformed(&format!("</{element}>"))),
        None => Ok(()),
    }
}

fn malformed(what: &str) -> Problem {
    damaged(Damage::Structure(what.to_owned()))
}

/// The character that a reference stands for: one of the five that XML knows, or one by its number.
fn resolved(reference: &BytesRef) -> Result<char, Problem> {
    let name = reference.xml10_content();
    let numbered = reference
        .resolve_char_ref()
        .map_err(|error| malformed(&error.to_string()))?;
    let character = numbered.or_else(|| {
        Some(match name.as_ref() {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        })
    });
    character.ok_or_else(|| damaged(Damage::Misleading(format!("&{name};"))))
}

struct Workbook<'a, 'r> {
    reading: &'a mut Reading<'r>,
    store: Store<'r>,
    /// The local names of the open elements.
    open: Vec<String>,
    epoch_1904: bool,
    /// Styles that show a number as a span of time, by id.
    spans: BTreeSet<String>,
    style: String,
    /// Styles that scale numbers or name a unit, by id and by number, from 1.
    numbers: BTreeMap<String, u32>,
    styles: Styles,
    sheet: Option<OpenSheet>,
    /// The text of the element whose content is wanted.
    text: String,
    names: BTreeSet<String>,
    sheets: u64,
}

struct OpenSheet {
    name: String,
    hidden: bool,
    cells: Held,
    merged: Vec<(u32, u32, u32, u32)>,
    hidden_rows: RowRanges,
    /// The next row and column, from 0.
    row: u64,
    column: u64,
    /// Rows below this one that the row's tag stands for too.
    more_rows: u64,
    cell: OpenCell,
    /// The styles of cells that state none: of columns from the first to the last, and of the row.
    of_columns: Vec<(u64, u64, u32)>,
    of_row: Option<u32>,
    shown: Columns,
}

impl OpenSheet {
    /// The style of the column that the cell stands in.
    fn of_column(&self) -> u32 {
        let at = self
            .of_columns
            .partition_point(|(_, last, _)| *last < self.column);
        let column = self.of_columns.get(at);
        column
            .filter(|(first, ..)| *first <= self.column)
            .map_or(PLAIN, |(.., style)| *style)
    }
}

/// What is known of a cell before its value is.
#[derive(Default)]
struct OpenCell {
    kind: String,
    is_span: bool,
    is_formula: bool,
    has_data: bool,
    /// The style that it states.
    style: Option<u32>,
    across: u64,
    down: u64,
}

impl<'a, 'r> Workbook<'a, 'r> {
    fn new(reading: &'a mut Reading<'r>) -> Self {
        Self {
            store: Store::new(reading.room.limits),
            reading,
            open: Vec::new(),
            epoch_1904: false,
            spans: BTreeSet::new(),
            style: String::new(),
            numbers: BTreeMap::new(),
            styles: Styles::new(),
            sheet: None,
            text: String::new(),
            names: BTreeSet::new(),
            sheets: 0,
        }
    }

    fn begin(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        if self.open.len() >= MAX_NESTING {
            return Err(malformed(tag.local_name().as_ref()));
        }
        let name = tag.local_name().as_ref().to_owned();
        let parent = self.open.last().map(String::as_str);
        let within = |path: &[&str]| is_within(&self.open, path);
        match (name.as_str(), parent) {
            ("Style", Some("Styles")) => {
                self.style = attribute(tag, "ID")?.unwrap_or_default();
                let parent = attribute(tag, "Parent")?;
                if let Some(number) = parent.and_then(|parent| self.numbers.get(&parent).copied()) {
                    self.numbers.insert(self.style.clone(), number);
                }
            }
            ("NumberFormat", Some("Style")) => {
                let format = attribute(tag, "Format")?.unwrap_or_default();
                self.format(&format);
                let format = format.to_ascii_lowercase();
                if ["[h", "[m", "[s"].iter().any(|part| format.contains(part)) {
                    self.spans.insert(self.style.clone());
                }
            }
            ("Date1904", Some("ExcelWorkbook")) => self.epoch_1904 = true,
            ("Worksheet", Some("Workbook")) => self.begin_sheet(tag)?,
            ("Column", _) if within(&["Worksheet", "Table"]) => self.columns(tag)?,
            ("Row", _) if within(&["Worksheet", "Table"]) => self.begin_row(tag)?,
            ("Cell", _) if within(&["Worksheet", "Table", "Row"]) => self.begin_cell(tag)?,
            // A comment on a cell holds data too.
            ("Data", _) if within(&["Table", "Row", "Cell"]) => {
                self.text.clear();
                if let Some(sheet) = &mut self.sheet {
                    sheet.cell.kind = attribute(tag, "Type")?.unwrap_or_default();
                    sheet.cell.has_data = true;
                }
            }
            ("Visible", Some("WorksheetOptions")) => self.text.clear(),
            _ => (),
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        let name = self.open.pop();
        let within = |path: &[&str]| is_within(&self.open, path);
        match name.as_deref() {
            Some("Cell") if within(&["Worksheet", "Table", "Row"]) => self.end_cell(),
            Some("Row") if within(&["Worksheet", "Table"]) => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.row += 1 + sheet.more_rows;
                }
                Ok(())
            }
            Some("Visible") if within(&["Worksheet", "WorksheetOptions"]) => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.hidden = self.text.trim() != "SheetVisible";
                }
                Ok(())
            }
            Some("Worksheet") => self.end_sheet(),
            _ => Ok(()),
        }
    }

    /// Takes text where it is wanted: the content of a cell, formatted or not, or of a setting.
    fn push(&mut self, text: &str) -> Result<(), Problem> {
        let is_value = self
            .open
            .windows(2)
            .any(|pair| pair[0] == "Cell" && pair[1] == "Data");
        if !is_value && self.open.last().is_none_or(|name| name != "Visible") {
            return Ok(());
        }
        self.text.push_str(text);
        self.store.limits.text(self.text.len())
    }

    fn begin_sheet(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        self.sheets += 1;
        let sheets = self.store.limits.sheets;
        within(self.sheets, sheets, Limit::Sheets(sheets))?;
        self.sheet = Some(OpenSheet {
            name: attribute(tag, "Name")?.unwrap_or_default(),
            hidden: false,
            cells: Held::default(),
            merged: Vec::new(),
            hidden_rows: RowRanges::default(),
            row: 0,
            column: 0,
            more_rows: 0,
            cell: OpenCell::default(),
            of_columns: Vec::new(),
            of_row: None,
            shown: Columns::default(),
        });
        Ok(())
    }

    /// Notes what the style that is open makes of numbers.
    fn format(&mut self, format: &str) {
        let scaled = match format {
            "Euro Currency" => Scaled::of(1, "€"),
            code => scaled(code),
        };
        self.numbers.remove(&self.style);
        if let (Some(scaled), Ok(number)) = (scaled, u32::try_from(self.styles.len() + 1)) {
            self.styles.insert(number, scaled);
            self.numbers.insert(self.style.clone(), number);
        }
    }

    /// The style that a tag states.
    fn stated_style(&self, tag: &BytesStart) -> Result<Option<u32>, Problem> {
        if self.styles.is_empty() {
            return Ok(None);
        }
        Ok(self.style_of(attribute(tag, "StyleID")?.as_deref()))
    }

    /// The style of an id; none where no style is of interest.
    fn style_of(&self, id: Option<&str>) -> Option<u32> {
        let known = |id: &str| self.numbers.get(id).copied().unwrap_or(PLAIN);
        id.filter(|_| !self.styles.is_empty()).map(known)
    }

    /// Notes the style of some columns.
    fn columns(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        let style = self.stated_style(tag)?;
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        let next = sheet.of_columns.last().map_or(0, |(_, last, _)| last + 1);
        let first = position(tag, "Index")?.map_or(next, |index| index.saturating_sub(1));
        let last = first + position(tag, "Span")?.unwrap_or(0);
        if first >= next && first < u64::from(MAX_COLUMNS) {
            sheet.of_columns.push((first, last, style.unwrap_or(PLAIN)));
        }
        Ok(())
    }

    fn begin_row(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        let style = self.stated_style(tag)?;
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        sheet.of_row = style;
        if let Some(index) = position(tag, "Index")? {
            sheet.row = index.saturating_sub(1);
        }
        sheet.more_rows = position(tag, "Span")?.unwrap_or(0);
        if sheet.row < u64::from(MAX_ROWS) && attribute(tag, "Hidden")?.is_some_and(|hidden| hidden == "1") {
            let last = sheet
                .row
                .saturating_add(sheet.more_rows)
                .min(u64::from(MAX_ROWS) - 1);
            sheet.hidden_rows.push(bounded(sheet.row) + 1, bounded(last) + 1);
        }
        sheet.column = 0;
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart) -> Result<(), Problem> {
        let id = attribute(tag, "StyleID")?;
        let style = self.style_of(id.as_deref());
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        if let Some(index) = position(tag, "Index")? {
            sheet.column = index.saturating_sub(1);
        }
        sheet.cell = OpenCell {
            is_span: id.is_some_and(|id| self.spans.contains(&id)),
            is_formula: attribute(tag, "Formula")?.is_some(),
            style,
            across: position(tag, "MergeAcross")?.unwrap_or(0),
            down: position(tag, "MergeDown")?.unwrap_or(0),
            ..OpenCell::default()
        };
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Problem> {
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        let text = std::mem::take(&mut self.text);
        let cell = std::mem::take(&mut sheet.cell);
        let (row, column) = (bounded(sheet.row), bounded(sheet.column));
        let value = if cell.has_data {
            value(&mut self.store, &cell, &text, self.epoch_1904)?
        } else if cell.is_formula {
            Cell::Uncalculated
        } else {
            Cell::Empty
        };
        if let Cell::Number(_) | Cell::DateTime(_) | Cell::Duration(_) = value {
            let style = cell.style.or(sheet.of_row).unwrap_or_else(|| sheet.of_column());
            let style = Some(style).filter(|style| *style != PLAIN);
            sheet.shown.see(column, style, 1);
        }
        sheet.cells.put(&mut self.store, row, column, value)?;
        if cell.across > 0 || cell.down > 0 {
            let merged = sheet.merged.len() as u64;
            within(merged, MAX_MERGED, Limit::Cells(self.store.limits.cells))?;
            let last_row = (sheet.row + cell.down).min(u64::from(MAX_ROWS) - 1);
            let last_column = (sheet.column + cell.across).min(u64::from(MAX_COLUMNS) - 1);
            sheet
                .merged
                .push((row + 1, column, bounded(last_row) + 1, bounded(last_column)));
        }
        sheet.column += 1 + cell.across;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), Problem> {
        let Some(sheet) = self.sheet.take() else {
            return Ok(());
        };
        let source = source(self.reading.file, Some(&sheet.name));
        if !self.names.insert(sheet.name) {
            let problem = damaged(Damage::RepeatedSheetName);
            let finding = Finding::at(Place::sheet(source), problem);
            self.reading.sink.finding(finding);
            return Ok(());
        }
        sheet.cells.pour(self.reading)?;
        self.reading.sink.sheet(Sheet {
            source,
            scope: self.reading.file.scope,
            hidden: sheet.hidden,
            epoch_1904: self.epoch_1904,
            delimiter: None,
            rows: Vec::new(),
            merged: sheet.merged,
            hidden_rows: sheet.hidden_rows,
            shown: sheet.shown.shown(&self.styles),
        });
        Ok(())
    }
}

/// Whether the innermost open elements are those.
fn is_within(open: &[String], path: &[&str]) -> bool {
    open.len() >= path.len() && open[open.len() - path.len()..].iter().eq(path)
}

fn value(store: &mut Store, cell: &OpenCell, text: &str, epoch_1904: bool) -> Result<Cell, Problem> {
    let trimmed = text.trim();
    let typed = match cell.kind.as_str() {
        "Number" => trimmed
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(|number| {
                if cell.is_span {
                    Cell::Duration(number)
                } else {
                    Cell::Number(number)
                }
            }),
        "DateTime" => moment(trimmed)
            .map(|moment| days_since(moment, epoch_1904))
            .map(|days| {
                if cell.is_span {
                    Cell::Duration(days)
                } else {
                    Cell::DateTime(days)
                }
            }),
        "Boolean" => match trimmed {
            "1" => Some(Cell::Bool(true)),
            "0" => Some(Cell::Bool(false)),
            _ => None,
        },
        "Error" => Some(Cell::Error(trimmed.into())),
        _ => None,
    };
    match typed {
        Some(typed) => Ok(typed),
        None => store.text(text),
    }
}

/// A row or column beyond all bounds is one that the grid refuses.
fn bounded(position: u64) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// An attribute that counts rows or columns.
fn position(tag: &BytesStart, name: &str) -> Result<Option<u64>, Problem> {
    let Some(value) = attribute(tag, name)? else {
        return Ok(None);
    };
    let parsed: Option<u32> = value.trim().parse().ok();
    parsed
        .map(|number| Some(number.into()))
        .ok_or_else(|| malformed(&format!("{name}=\"{value:.20}\"")))
}

/// The value of the attribute of that local name.
fn attribute(tag: &BytesStart, name: &str) -> Result<Option<String>, Problem> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| malformed(&error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(&error.to_string()))?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
