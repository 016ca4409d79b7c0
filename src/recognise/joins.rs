//! Sheets that tables look up in: which they are, and the columns that a table has of them.

use super::header::{fold, header};
use super::header_row::{HeaderCell, HeaderRow, header_rows};
use super::pattern::FilePattern;
use super::pin::{JoinPin, Mapping, Pin, Take};
use super::reading::Reading;
use super::shape::Failed;
use super::table::Table;
use crate::model::{Bilingual, Place, Source};
use crate::read::{Row, Scope, Sheet};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// So many headers, files or sheets are listed in a message.
const LISTED: usize = 20;

/// The sheets that the settings look up in.
#[derive(Debug, Default)]
pub(super) struct Lookups {
    /// Of each entry, by where it stands in the settings: the sheets that it names.
    of_entries: Vec<(Entry, Vec<Arc<Sheet>>)>,
    files: Vec<String>,
}

/// An entry of a pin, by its address: pins do not move while sheets are recognised.
type Entry = *const JoinPin;

impl Lookups {
    /// Those of all pins.
    pub(super) fn new(mapping: &Mapping, sheets: &[Sheet]) -> Self {
        let pins = mapping.inputs.values().flatten();
        let entries: Vec<&JoinPin> = pins.flat_map(|pin| &pin.join).collect();
        if entries.is_empty() {
            return Self::default();
        }
        let mut kept: Vec<Option<Arc<Sheet>>> = vec![None; sheets.len()];
        let mut of_entries = Vec::new();
        for entry in entries {
            let patterns = entry.files.iter();
            let patterns: Vec<FilePattern> = patterns
                .map(|pattern| FilePattern::new(pattern, mapping.period))
                .collect();
            let mut named = Vec::new();
            for (sheet, kept) in sheets.iter().zip(&mut kept) {
                let is_named = patterns
                    .iter()
                    .any(|pattern| pattern.names(&sheet.source.file, sheet.scope));
                if is_named && is_sheet(entry, sheet) {
                    named.push(Arc::clone(kept.get_or_insert_with(|| Arc::new(sheet.clone()))));
                }
            }
            of_entries.push((std::ptr::from_ref(entry), named));
        }
        let mut files: Vec<String> = sheets.iter().map(|sheet| sheet.source.file.clone()).collect();
        files.dedup();
        Self { of_entries, files }
    }

    /// The sheets that an entry names for a table: of one in the folder of every month that in its own, else those of the run.
    fn of(&self, entry: &JoinPin, source: &Source) -> Vec<&Arc<Sheet>> {
        let address = std::ptr::from_ref(entry);
        let named = self
            .of_entries
            .iter()
            .find(|(known, _)| std::ptr::eq(*known, address));
        let named = named.map_or(&[][..], |(_, sheets)| sheets.as_slice());
        let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let beside = |sheet: &&Arc<Sheet>| folder(&sheet.source.file) == folder(&source.file);
        let own = |sheet: &&Arc<Sheet>| sheet.scope == Scope::Own;
        let chosen: Vec<_> = named.iter().filter(beside).collect();
        if !chosen.is_empty() {
            return chosen;
        }
        let chosen: Vec<_> = named.iter().filter(own).collect();
        if !chosen.is_empty() {
            return chosen;
        }
        named.iter().collect()
    }
}

fn is_sheet(entry: &JoinPin, sheet: &Sheet) -> bool {
    match (&entry.sheet, &sheet.source.sheet) {
        (Some(wanted), Some(name)) => fold(wanted) == fold(name),
        (None, Some(_)) => !sheet.hidden,
        (_, None) => true,
    }
}

/// A sheet that is looked up in, with the places of what is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// The sheet.
    pub sheet: Arc<Sheet>,
    /// Where the rows below its header begin.
    pub first: usize,
    /// The columns of the key.
    pub keys: Vec<u32>,
    /// Those from when and until when a row holds.
    pub from: Option<u32>,
    /// See `from`.
    pub until: Option<u32>,
}

impl Join {
    /// The place of the row that a key met.
    pub fn place(&self, met: Met) -> Option<Place> {
        let Met::Row(sheet, row) = met else { return None };
        let lookup = self.sheets.get(sheet as usize)?;
        let row = lookup.rows().get(row as usize)?;
        Some(Place::row(Arc::clone(&lookup.sheet.source), row.number))
    }
}

impl Lookup {
    /// The rows below its header.
    pub fn rows(&self) -> &[Row] {
        self.sheet.rows.get(self.first..).unwrap_or_default()
    }
}

/// What a table has of other sheets: rows that have its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// The sheets.
    pub sheets: Vec<Lookup>,
    /// The columns of the key in the table.
    pub keys: Vec<u32>,
    /// The columns that the table has of them, and where each stands in each sheet.
    pub columns: Vec<(u32, Vec<Option<u32>>)>,
    /// Which of several rows counts.
    pub take: Option<Take>,
    /// What it is called in messages: its files, and the headers of the key.
    pub files: String,
    /// See `files`.
    pub on: String,
    /// Whether a row can be none without it.
    pub is_needed: bool,
    /// Whether the condition on rows asks for it.
    pub is_asked_by_filter: bool,
    /// Whether rows hold from a day on, or until one.
    pub is_dated: bool,
}

/// What the key of a row met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It states none.
    Nothing,
    /// It is not there.
    NotThere,
    /// It is there several times, and not with the same.
    Several,
    /// That row of that sheet.
    Row(u32, u32),
}

/// What keeps a row from being told of that looks something up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// Which of the joins.
    pub join: usize,
    /// Whether the key is there several times, rather than not at all.
    pub is_repeated: bool,
    /// The column of the key.
    pub column: u32,
}

/// A header row with the columns that the settings add of other sheets.
pub(super) fn extended(row: &HeaderRow, sheet: &Sheet, pin: &Pin, lookups: &Lookups) -> HeaderRow {
    let of_rows = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let own = row.columns.len().max(of_rows);
    let mut extended = HeaderRow {
        index: row.index,
        first_line: row.first_line,
        number: row.number,
        columns: row.columns.clone(),
        width: row.width,
        own,
        joins: Vec::new(),
        failed: Vec::new(),
    };
    extended.columns.resize(own, None);
    // A row that is no header has none of the keys.
    let mut keys = pin.join.iter().take(1).flat_map(|entry| &entry.on);
    if !keys.any(|(own, _)| find(&row.columns, own).is_some()) {
        let first = pin.join.first().and_then(|entry| entry.on.first());
        let wanted = first.map_or("", |(own, _)| own.as_str());
        extended.failed.push(no_header(wanted, &row.columns, None));
        return extended;
    }
    for entry in &pin.join {
        match joined(&mut extended, entry, &sheet.source, lookups) {
            Ok(join) => extended.joins.push(join),
            Err(failed) => {
                extended.failed.push(failed);
                break;
            }
        }
    }
    extended
}

/// Adds the columns of one entry to a header.
fn joined(row: &mut HeaderRow, entry: &JoinPin, source: &Source, lookups: &Lookups) -> Result<Join, Failed> {
    let files = entry.files.join(", ");
    let sheets = lookups.of(entry, source);
    if sheets.is_empty() {
        return Err(no_file(entry, &files, &lookups.files));
    }
    let (own, theirs): (Vec<&str>, Vec<&str>) = entry
        .on
        .iter()
        .map(|(own, theirs)| (own.as_str(), theirs.as_str()))
        .unzip();
    let key = |wanted: &&str| find(&row.columns, wanted).ok_or_else(|| no_header(wanted, &row.columns, None));
    let keys = own.iter().map(key).collect::<Result<Vec<u32>, Failed>>()?;
    let asked = || {
        let dates = [&entry.from, &entry.until].into_iter().flatten();
        theirs.iter().copied().chain(dates.map(String::as_str))
    };
    let mut found = Vec::new();
    let mut lacking = None;
    for sheet in sheets {
        match header_of(entry, sheet, &asked()) {
            Ok(header) => found.push((sheet, header)),
            Err(failed) => lacking = lacking.or(Some(failed)),
        }
    }
    if let (true, Some(failed)) = (found.is_empty(), lacking) {
        return Err(failed);
    }
    let first = u32::try_from(row.columns.len()).unwrap_or(u32::MAX);
    let mut columns: Vec<(String, u32, Vec<Option<u32>>)> = Vec::new();
    for (at, (_, header)) in found.iter().enumerate() {
        for (place, cell) in (0..).zip(&header.columns) {
            let Some(cell) = cell else { continue };
            let name = fold(cell.full());
            let known = columns.iter().position(|(known, ..)| *known == name);
            let known = known.unwrap_or_else(|| {
                let index = first.saturating_add(u32::try_from(columns.len()).unwrap_or(u32::MAX));
                row.columns.push(Some(of_join(entry, cell)));
                columns.push((name, index, vec![None; found.len()]));
                columns.len() - 1
            });
            if let Some(slot @ None) = columns[known].2.get_mut(at) {
                *slot = Some(place);
            }
        }
    }
    let sheets = found.into_iter().map(|(sheet, header)| {
        let place = |wanted: &str| find(&header.columns, wanted);
        Lookup {
            sheet: Arc::clone(sheet),
            first: header.index + 1,
            keys: theirs.iter().filter_map(|wanted| place(wanted)).collect(),
            from: entry.from.as_deref().and_then(place),
            until: entry.until.as_deref().and_then(place),
        }
    });
    Ok(Join {
        sheets: sheets.collect(),
        keys,
        columns: columns
            .into_iter()
            .map(|(_, index, places)| (index, places))
            .collect(),
        take: entry.take,
        files,
        on: own.join(", "),
        is_needed: false,
        is_asked_by_filter: false,
        is_dated: entry.from.is_some() || entry.until.is_some(),
    })
}

/// A header of another sheet as one of the table's.
fn of_join(entry: &JoinPin, cell: &HeaderCell) -> HeaderCell {
    let qualified = entry.name.as_ref().map(|name| format!("{name}_{}", cell.text));
    let grouped = qualified.map(|text| {
        let bare = header(&text);
        let unit = cell.own.unit.clone();
        (text, super::header::Header { unit, ..bare })
    });
    HeaderCell {
        text: cell.text.clone(),
        own: cell.own.clone(),
        grouped,
    }
}

/// The column of a header: one that says the very same, else one that says it without its unit or its group.
fn find(columns: &[Option<HeaderCell>], wanted: &str) -> Option<u32> {
    let cells = || {
        (0..)
            .zip(columns)
            .filter_map(|(index, cell)| Some((index, cell.as_ref()?)))
    };
    let name = fold(wanted);
    let same = |cell: &HeaderCell| fold(&cell.text) == name || fold(cell.full()) == name;
    let bare = header(wanted).name;
    let alike = |cell: &HeaderCell| {
        cell.own.name == bare
            || cell
                .grouped
                .as_ref()
                .is_some_and(|(_, grouped)| grouped.name == bare)
    };
    let exact = cells().find(|(_, cell)| same(cell));
    exact
        .or_else(|| cells().find(|(_, cell)| alike(cell)))
        .map(|(index, _)| index)
}

/// The header of a sheet that is looked up in: the first row that has all that is asked for.
fn header_of<'w>(
    entry: &JoinPin,
    sheet: &Sheet,
    asked: &(impl Iterator<Item = &'w str> + Clone),
) -> Result<Rc<HeaderRow>, Failed> {
    let rows = header_rows(sheet, entry.header_row);
    let lacks = |row: &HeaderRow| {
        asked
            .clone()
            .filter(|wanted| find(&row.columns, wanted).is_none())
            .count()
    };
    let best = rows.iter().enumerate().min_by_key(|(at, row)| (lacks(row), *at));
    let Some((_, best)) = best else {
        return Err(no_header(
            asked.clone().next().unwrap_or_default(),
            &[],
            Some(&sheet.source),
        ));
    };
    match asked.clone().find(|wanted| find(&best.columns, wanted).is_none()) {
        Some(wanted) => Err(no_header(wanted, &best.columns, Some(&sheet.source))),
        None => Ok(Rc::clone(best)),
    }
}

/// The sheets that a table looks something up in.
pub(super) fn looked_up(table: &Table) -> impl Iterator<Item = Arc<Source>> {
    let joins = table.shape.iter().flat_map(|shape| &shape.joins);
    let sheets = joins.flat_map(|join| &join.sheets);
    sheets
        .map(|lookup| Arc::clone(&lookup.sheet.source))
        .collect::<Vec<_>>()
        .into_iter()
}

/// Of a sheet that a table looks something up in nobody expects that it is a list as well.
pub(super) fn without_findings(readings: &mut [Reading]) {
    let tables = readings.iter().filter_map(|reading| reading.table.as_ref());
    let sources: BTreeSet<Arc<Source>> = tables.flat_map(looked_up).collect();
    for reading in readings.iter_mut().filter(|reading| reading.table.is_none()) {
        if sources.contains(&reading.source) {
            reading.findings.clear();
            reading.is_looked_up = true;
        }
    }
}

fn listed<'t>(texts: impl Iterator<Item = &'t str>, separator: &str) -> String {
    let texts: Vec<&str> = texts.take(LISTED).collect();
    texts.join(separator)
}

fn failed(text: &str, zh: String, en: String) -> Failed {
    Failed {
        key: "join".to_owned(),
        text: text.to_owned(),
        start: 0,
        said: Bilingual { zh, en },
    }
}

fn no_file(entry: &JoinPin, files: &str, there: &[String]) -> Failed {
    let sheet = entry.sheet.as_deref().unwrap_or_default();
    let text = entry.files.first().map_or(sheet, String::as_str);
    let (zh, en) = if sheet.is_empty() {
        (files.to_owned(), files.to_owned())
    } else {
        (
            format!("{files}（工作表 {sheet}）"),
            format!("{files} (sheet {sheet})"),
        )
    };
    let of = |separator| listed(there.iter().map(String::as_str), separator);
    failed(
        text,
        format!("没有这个文件或工作表：{zh}；有的文件是：{}", of("、")),
        format!("there is no such file or sheet: {en}; the files are {}", of(", ")),
    )
}

fn no_header(wanted: &str, columns: &[Option<HeaderCell>], source: Option<&Source>) -> Failed {
    let of = |separator| listed(columns.iter().flatten().map(|cell| cell.text.as_str()), separator);
    let file = source.map(|source| source.file.as_str());
    let (zh, en) = match file {
        Some(file) => (format!("{file} 里"), format!(" in {file}")),
        None => (
            "此表和前面各段 join 里".to_owned(),
            " in this sheet and the entries of join above".to_owned(),
        ),
    };
    failed(
        wanted,
        format!("{zh}没有列“{wanted}”；有的列是：{}", of("、")),
        format!(
            "there is no column \"{wanted}\"{en}; the columns are {}",
            of(", ")
        ),
    )
}
