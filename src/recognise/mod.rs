//! Sheets → tables: which dataset a sheet is, where its header stands, which column is which field.

mod asides;
mod assumed;
mod beside;
mod by_name;
mod choice;
mod dictionary;
mod fit;
mod groups;
mod header;
mod header_row;
mod joins;
mod kinds;
mod likely;
mod lines;
mod lookup;
mod merged;
mod money;
mod named;
mod pattern;
mod pin;
mod preset;
mod reading;
mod rows;
mod sections;
mod settings;
mod shape;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod time;
mod units;
mod unpivot;
mod unread;
mod wide;

pub use crate::model::DateOrder;
pub use assumed::{inputs_line, inputs_line_of_file};
pub use beside::beside;
pub use joins::{Join, Lookup, Met, Trouble};
pub use pin::{JoinPin, Mapping, Pin, PinError, Sums, Take, UnpivotPin};
pub use preset::{Preset, Presets};
pub use reading::{Aside, Confidence, Level, Reading, UnusedColumn, Why};
pub use shape::{Computed, FILE, SHEET, Shape, SheetColumn, Unpivot};
pub use table::{
    AmountsOf, Column, Control, Conversion, Money, PassedOver, Said, Sign, StatedCurrency, Table, TotalRow,
};
pub use unread::{unmatched_files, unread_files};
pub use wide::Wide;

use crate::catalogue::Catalogue;
use crate::model::{Dataset, Finding, Period, Problem, Source};
use crate::read::{InputFile, Scope, Sheet};
use pattern::FilePattern;
use rust_decimal::Decimal;
use settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The encodings of files by their paths, as the settings state them for patterns, in a run of `period`.
pub fn encodings(
    stated: &[(String, String)],
    period: Period,
    files: &[InputFile],
) -> BTreeMap<String, String> {
    let patterns: Vec<_> = stated
        .iter()
        .map(|(pattern, encoding)| (FilePattern::new(pattern, period), encoding))
        .collect();
    let stated = |file: &InputFile| {
        let mut patterns = patterns.iter();
        let (_, encoding) = patterns.find(|(pattern, _)| pattern.names(&file.relative, file.scope))?;
        Some((file.relative.clone(), (*encoding).clone()))
    };
    files.iter().filter_map(stated).collect()
}

/// Lines of `[encodings]` that are for no file.
pub fn unused_encodings(stated: &[(String, String)], period: Period, files: &[InputFile]) -> Vec<Finding> {
    let names_none = |(pattern, _): &&(String, String)| {
        let compiled = FilePattern::new(pattern, period);
        !files
            .iter()
            .any(|file| compiled.names(&file.relative, file.scope))
    };
    let unused = stated.iter().filter(names_none).map(|(pattern, _)| {
        Finding::general(Problem::UnusedLine {
            table: "encodings".to_owned(),
            key: pattern.clone(),
        })
    });
    unused.collect()
}

/// Whether a text is known as the header of a field of that dataset.
pub fn is_header(dataset: Dataset, text: &str) -> bool {
    let catalogue = Arc::new(Catalogue::built_in().clone());
    dictionary::Dictionary::of(&catalogue)
        .field(dataset, &header::header(text).name)
        .is_some()
}

/// Whether two texts are one header.
pub fn is_same_header(one: &str, other: &str) -> bool {
    header::fold(one) == header::fold(other)
}

/// A file as a key of `[scale]`: its path below the inbox.
pub fn file_key(file: &str) -> String {
    pattern::path_pattern(file)
}

/// What the unit in a cell beside amounts multiplies them by, if it is one of money: 万元, k$.
pub fn unit_of_row(text: &str) -> Option<Decimal> {
    money::unit_of_row(text)
}

/// Recognises every sheet that is not hidden, and those hidden ones that the settings name. A sheet that is of no
/// dataset, or of several, gives a finding and no table; one with several tables gives them all.
pub fn recognise(sheets: Vec<Sheet>, mapping: &Mapping) -> (Vec<Table>, Vec<Finding>) {
    let Recognised { tables, findings, .. } = recognised(sheets, mapping);
    (tables, findings)
}

/// What came of all sheets.
#[derive(Debug, Default)]
pub struct Recognised {
    /// The tables.
    pub tables: Vec<Table>,
    /// The sheets, and parts of sheets, that gave none.
    pub unread: Vec<Unread>,
    /// What is to be said of all of them.
    pub findings: Vec<Finding>,
}

/// A sheet, or a part of one, that was read as no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// File and sheet.
    pub source: Arc<Source>,
    /// What its folder says.
    pub scope: Scope,
    /// How many rows hold anything.
    pub rows: u64,
    /// Whether a table looks something up in it.
    pub is_looked_up: bool,
}

impl Unread {
    /// What is left of a table whose settings cannot be followed.
    pub fn of(table: &Table) -> Self {
        let header = usize::from(table.header_row > 0);
        let rows = table.rows.len() + table.passed_over.len() + table.aside.len() + header;
        Self {
            source: Arc::clone(&table.source),
            scope: table.scope,
            rows: rows as u64,
            is_looked_up: false,
        }
    }
}

/// The same with what gave no table.
pub fn recognised(sheets: Vec<Sheet>, mapping: &Mapping) -> Recognised {
    let sizes = sheets.iter().map(|sheet| {
        let rows = sheet.rows.len() as u64;
        (Arc::clone(&sheet.source), (sheet.scope, rows))
    });
    let mut left: BTreeMap<Arc<Source>, (Scope, u64)> = sizes.collect();
    let (readings, mut findings) = readings(sheets, mapping);
    let mut tables = Vec::new();
    let mut parts = BTreeSet::new();
    for reading in readings {
        // A part of a sheet may be several tables.
        if reading.table.is_some()
            && parts.insert((Arc::clone(&reading.source), reading.first_row))
            && let Some((_, left)) = left.get_mut(&reading.source)
        {
            *left = left.saturating_sub(reading.rows);
        }
        tables.extend(reading.table);
        findings.extend(reading.findings);
    }
    let looked_up: BTreeSet<Arc<Source>> = tables.iter().flat_map(joins::looked_up).collect();
    let unread = left.into_iter().filter(|(_, (_, rows))| *rows > 0);
    let unread = unread.map(|(source, (scope, rows))| Unread {
        is_looked_up: looked_up.contains(&source),
        source,
        scope,
        rows,
    });
    findings.sort();
    Recognised {
        tables,
        unread: unread.collect(),
        findings,
    }
}

/// The same, with everything that led to it: a reading for each table, and the findings that concern no sheet.
pub fn readings(sheets: Vec<Sheet>, mapping: &Mapping) -> (Vec<Reading>, Vec<Finding>) {
    let settings = Settings::new(mapping, &sheets);
    let mut findings = settings.unmatched(&sheets);
    let is_read = |sheet: &Sheet| !sheet.hidden || settings.names_by_sheet(sheet);
    let (sheets, hidden): (Vec<Sheet>, Vec<Sheet>) = sheets.into_iter().partition(is_read);
    let scopes = sheets
        .iter()
        .map(|sheet| (sheet.source.file.clone(), sheet.scope));
    let scopes: BTreeMap<String, Scope> = scopes.collect();
    let readings = sheets
        .into_iter()
        .flat_map(|sheet| sheet::recognise(sheet, &settings));
    let mut readings: Vec<Reading> = readings.collect();
    by_name::settle(&mut readings);
    joins::without_findings(&mut readings);
    unread::contracts_beside_orders(&settings.dictionary, &mut readings);
    unread::files_without_table(&mut readings, &scopes, mapping);
    findings.extend(settings.unused_scales(&readings, &scopes));
    findings.extend(unread::hidden(hidden, &scopes, &readings, &settings, mapping));
    (readings, findings)
}
