//! A row by its name → what became of it: which list it was read as, whose figures it is in, or what keeps it out.

use super::asked::{Unknown, nearest};
use crate::measure::{Rules, Use, WhyLeftOut, uses};
use crate::model::finding::page;
use crate::model::place::column_of_letters;
use crate::model::{Dataset, Fate, Finding, Kpi, Period, Place, Source};
use crate::read::Row;
use crate::recognise::Table;
use crate::records::{LeftOut, LeftOutFor, Records, stated_amount};
use crate::snapshot::excerpts::shown;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowStory {
    /// The row.
    pub place: Place,
    /// The list that it was read as, and what kind of row it is there; none where its sheet was read as none.
    pub read_as: Option<(Dataset, RowKind)>,
    /// What stands in it, by header.
    pub cells: Vec<(String, String)>,
    /// The rows of other sheets that it looks something up in.
    pub looked_up: Vec<LookedUp>,
    /// What figures make of it.
    pub uses: Vec<NamedUse>,
    /// What became of it, as the account of its table has it; none where nobody knows its sheet.
    pub fate: Option<Fate>,
    /// The money that its cell states.
    pub amount: Option<Decimal>,
    /// Why it is no record.
    pub left_out: Option<WhyLeftOut>,
    /// The targets that it sets: of which figures.
    pub targets: Vec<Kpi>,
    /// Whose row of the roster it is.
    pub roster: Option<String>,
    /// What is said of it.
    pub findings: Vec<Finding>,
}

/// What a row has of another sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedUp {
    /// The headers of the key, and what it is.
    pub key: (String, String),
    /// The files that are looked up in.
    pub files: String,
    /// The row that was found; none where there is none, or several are.
    pub place: Option<Place>,
    /// What is taken of it, by header.
    pub cells: Vec<(String, String)>,
}

/// A use of a row, with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUse {
    /// The rep's number and name.
    pub rep: (String, String),
    /// Whether the rep is appraised in the period; else it is nobody's figure.
    pub is_appraised: bool,
    /// What is made of it.
    pub of: Use,
}

/// What kind of row of a table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of data.
    Data,
    /// The header.
    Header,
    /// One that states sums.
    Total,
    /// A title, a note, a blank row.
    Aside,
}

/// Everything that was read and made of it.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// The tables.
    pub tables: &'a [Table],
    /// The records.
    pub records: &'a Records,
    /// What is wrong.
    pub findings: &'a [Finding],
}

/// The rows that a name means, one of each sheet, and what became of them.
pub fn stories(
    asked: &str,
    read: Read<'_>,
    rules: Rules<'_>,
    period: Period,
) -> Result<Vec<RowStory>, Unknown> {
    let (sheet, column, row) = parse(asked).ok_or_else(|| Unknown::RowName(asked.to_owned()))?;
    let mut sources: Vec<&Arc<Source>> = read.tables.iter().map(|table| &table.source).collect();
    let told = read.findings.iter().filter_map(|finding| finding.place.as_ref());
    sources.extend(told.map(|place| &place.source));
    sources.sort_unstable();
    sources.dedup();
    let meant: Vec<&Arc<Source>> = sources
        .iter()
        .copied()
        .filter(|source| is_meant(source, &sheet))
        .collect();
    let exact: Vec<&Arc<Source>> = meant
        .iter()
        .copied()
        .filter(|source| source.file == sheet[0])
        .collect();
    let meant = if exact.is_empty() { meant } else { exact };
    if meant.is_empty() {
        let names = sources.iter().map(|source| match &source.sheet {
            Some(sheet) => format!("{}!{sheet}", source.file),
            None => source.file.clone(),
        });
        return Err(Unknown::Sheet(sheet.join("!"), nearest(&sheet.join("!"), names)));
    }
    let places = meant
        .into_iter()
        .flat_map(|source| places(read.tables, source, column, row));
    let mut stories: Vec<RowStory> = places.map(|place| story(place, read, rules, period)).collect();
    // A file that only findings speak of beside its sheets has no rows of its own.
    if stories.iter().any(|story| story.read_as.is_some()) {
        stories.retain(|story| story.read_as.is_some());
    }
    Ok(stories)
}

/// The places that a cell of a sheet means: its row, or of a row of which several were made that of the cell, else all of them.
fn places(tables: &[Table], source: &Arc<Source>, column: Option<u32>, row: u32) -> Vec<Place> {
    let of_sheet = || tables.iter().filter(|table| table.source == *source);
    let unpivoted = || of_sheet().filter(|table| table.unpivot().is_some());
    let mut places: Vec<Place> = unpivoted()
        .flat_map(|table| table.rows_of(row).map(|made| table.place(made)))
        .collect();
    places.sort_unstable();
    places.dedup();
    let is_asked = |place: &Place| column.is_some() && place.column == column;
    if places.iter().any(is_asked) {
        places.retain(is_asked);
    }
    let whole = Place::row(Arc::clone(source), row);
    let is_whole = |table: &Table| table.unpivot().is_none() && row_of_data(table, &whole).is_some();
    if places.is_empty() || of_sheet().any(is_whole) {
        places.insert(0, whole);
    }
    places
}

/// `inbox/2026-10/订单.xlsx!10月!F14`: file, perhaps sheet, perhaps column, and row.
fn parse(asked: &str) -> Option<(Vec<String>, Option<u32>, u32)> {
    let (sheet, cell) = asked.trim().rsplit_once(['!', '！'])?;
    let digits = cell
        .trim()
        .trim_start_matches(|sign: char| sign.is_ascii_alphabetic() || sign == '$');
    let letters = cell.trim().trim_end_matches(digits).replace('$', "");
    let row = digits.parse().ok().filter(|row| *row > 0)?;
    let sheet = sheet.replace('\\', "/");
    let (file, name) = match sheet.split_once(['!', '！']) {
        Some((file, name)) => (file, Some(name.trim_matches('\''))),
        None => (sheet.as_str(), None),
    };
    let file = file.trim_start_matches("./").to_owned();
    Some((
        std::iter::once(file).chain(name.map(str::to_owned)).collect(),
        column_of_letters(&letters),
        row,
    ))
}

fn is_meant(source: &Source, asked: &[String]) -> bool {
    let file = &asked[0];
    let is_file = source.file == *file
        || source.file.ends_with(&format!("/{file}"))
        || file.ends_with(&format!("/{}", source.file));
    is_file
        && asked
            .get(1)
            .is_none_or(|sheet| source.sheet.as_ref() == Some(sheet))
}

fn story(place: Place, read: Read<'_>, rules: Rules<'_>, period: Period) -> RowStory {
    let is_of_row = |other: &Place| other.row == place.row && other.source == place.source;
    let is_it = |other: &Place| is_of_row(other) && (place.column.is_none() || other.column == place.column);
    let number = place.row.unwrap_or_default();
    let of_sheet = read.tables.iter().filter(|table| table.source == place.source);
    // What is said of cells that all rows share which are made of one.
    let others: Vec<u32> = of_sheet
        .clone()
        .flat_map(|table| table.unpivot().map_or(&[][..], |unpivot| &unpivot.columns))
        .map(|(index, _)| *index)
        .collect();
    let concerns = |other: &Place| {
        let is_shared = |column: u32| !others.contains(&column);
        is_it(other) || is_of_row(other) && other.column.is_none_or(is_shared)
    };
    let kinds = of_sheet.clone().map(|table| (table, kind(table, &place)));
    // Of several tables of a sheet, the one that it stands in.
    let holds = |table: &Table| {
        let mut aside = table.aside.iter();
        table.row(&place).is_some() || aside.any(|aside| aside.row == number)
    };
    let best = kinds.max_by_key(|(table, kind)| (*kind != RowKind::Aside, holds(table)));
    let records = read.records;
    let roster = &records.roster;
    let uses = uses(records, rules, period, is_it).into_iter().map(|of| {
        let rep = roster.rep(of.rep);
        let employed = rep.employed_within(period.first_day(), period.last_day());
        NamedUse {
            rep: (rep.rep_id.clone(), rep.assignment_for(period).name.clone()),
            is_appraised: employed.is_some(),
            of,
        }
    });
    let mut targets: Vec<Kpi> = records
        .targets
        .iter()
        .filter(|target| is_it(&target.place))
        .map(|target| target.kpi)
        .collect();
    targets.sort_unstable();
    targets.dedup();
    // What one table of a sheet passes over may be another's.
    let is_held = of_sheet.clone().any(holds);
    let passed_over = |why: LeftOutFor| why == LeftOutFor::Finding(page::pins::ROWS_PASSED_OVER.code);
    let mut left_out = records.left_out.iter().filter(|row| is_it(&row.place));
    let left_out = left_out.find(|row| !(is_held && passed_over(row.why)));
    let of_roster = roster
        .iter()
        .find(|(_, rep)| rep.assignments.iter().any(|row| is_it(&row.place)));
    RowStory {
        cells: best.map_or_else(Vec::new, |(table, kind)| cells(table, kind, &place)),
        read_as: best.map(|(table, kind)| (table.dataset, kind)),
        looked_up: best.map_or_else(Vec::new, |(table, _)| looked_up(table, &place)),
        uses: uses.collect(),
        fate: best.and_then(|(table, kind)| fate(table, kind, records, &place)),
        amount: best.and_then(|(table, kind)| amount(table, kind, &place, left_out)),
        left_out: left_out.map(|row| WhyLeftOut::NoRecord(row.why)),
        targets,
        roster: of_roster.map(|(_, rep)| rep.rep_id.clone()),
        findings: read
            .findings
            .iter()
            .filter(|finding| finding.place.as_ref().is_some_and(concerns))
            .cloned()
            .collect(),
        place,
    }
}

/// The money that a row of data states; what its cells hold that stand in other columns than they should, nobody knows.
fn amount(table: &Table, kind: RowKind, row: &Place, left_out: Option<&LeftOut>) -> Option<Decimal> {
    let row = row_of_data(table, row)?;
    let is_wide = left_out.is_some_and(|row| row.why == LeftOutFor::Finding(page::cells::WIDE_ROW.code));
    (kind == RowKind::Data && !is_wide)
        .then(|| stated_amount(table, row))
        .flatten()
}

/// What the account of a table says of a row; a blank one is none that it counts.
fn fate(table: &Table, kind: RowKind, records: &Records, place: &Place) -> Option<Fate> {
    match kind {
        RowKind::Data => records.ledger.fate(table.dataset, place),
        RowKind::Header => Some(Fate::Header),
        RowKind::Total | RowKind::Aside => {
            let aside = table.aside.iter().find(|aside| Some(aside.row) == place.row);
            aside.map(|aside| aside.why.fate())
        }
    }
}

/// What a row of data has of other sheets.
fn looked_up(table: &Table, place: &Place) -> Vec<LookedUp> {
    let Some(row) = row_of_data(table, place) else {
        return Vec::new();
    };
    let text = |column: u32| shown(row.cell(column), table.epoch_1904);
    let met = table.met(row).map(|(join, met)| {
        let keys = join.keys.iter().map(|column| text(*column).unwrap_or_default());
        let cells = join.columns.iter().filter_map(|(column, _)| {
            let header = table.headers.get(*column as usize)?;
            Some((header.clone(), text(*column)?))
        });
        LookedUp {
            key: (join.on.clone(), keys.collect::<Vec<_>>().join(", ")),
            files: join.files.clone(),
            place: join.place(met),
            cells: cells.collect(),
        }
    });
    met.collect()
}

/// The places of the rows of other sheets that a row of a list looks something up in.
pub fn places_looked_up(tables: &[Table], dataset: Dataset, place: &Place) -> Vec<Place> {
    let of_list = tables
        .iter()
        .filter(|table| table.dataset == dataset && table.source == place.source);
    let mut found = of_list.filter_map(|table| Some((table, row_of_data(table, place)?)));
    found.next().map_or_else(Vec::new, |(table, row)| {
        let met = table.met(row);
        met.filter_map(|(join, met)| join.place(met)).collect()
    })
}

/// The row of data of a place, be it left out by the settings.
fn row_of_data<'a>(table: &'a Table, place: &Place) -> Option<&'a Row> {
    let passed_over = || table.row_passed_over(place).map(|passed| &passed.row);
    table.row(place).or_else(passed_over)
}

fn kind(table: &Table, place: &Place) -> RowKind {
    let row = place.row.unwrap_or_default();
    if row_of_data(table, place).is_some() {
        RowKind::Data
    } else if table.totals.iter().any(|total| total.row.number == row) {
        RowKind::Total
    } else if table.header_row == row {
        RowKind::Header
    } else {
        RowKind::Aside
    }
}

/// What stands in a row under the headers of its table.
fn cells(table: &Table, kind: RowKind, row: &Place) -> Vec<(String, String)> {
    if kind != RowKind::Data {
        return Vec::new();
    }
    let Some(row) = row_of_data(table, row) else {
        return Vec::new();
    };
    let columns = table.columns.iter().filter_map(|column| {
        let text = shown(row.cell(column.index), table.epoch_1904)?;
        Some((column.header.clone(), text))
    });
    columns.collect()
}
