//! Tables and findings → the rows of the exports that something is wrong with, as they stand there.

#[cfg(test)]
pub mod tests;

use crate::model::{Finding, Place, Severity, Source};
use crate::read::{Cell, Row};
use crate::recognise::Table;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many rows of a table are repeated.
pub const ROWS_OF_A_TABLE: usize = 500;

/// Of how many tables rows are repeated.
pub const TABLES: usize = 50;

/// How many columns of a row are repeated.
pub const COLUMNS: usize = 100;

/// The rows that something is wrong with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Excerpts {
    /// The tables that findings stand in, in order.
    pub tables: Vec<Excerpt>,
}

/// What is repeated of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// File and sheet.
    pub source: Arc<Source>,
    /// Row number of its header.
    pub header_row: u32,
    /// The header's text over every column from A on.
    pub headers: Vec<String>,
    /// Whether its dates count from 1904.
    pub epoch_1904: bool,
    /// The last of its rows, bad or not.
    last_row: u32,
    /// Rows with findings, in sheet order: the gravest of them. Empty where other tables have graver ones.
    pub rows: Vec<BadRow>,
    /// How many further rows have findings.
    pub rows_left_out: usize,
    /// How many columns stand to the right of those repeated.
    pub columns_left_out: usize,
}

/// A row with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BadRow {
    /// Row number as Excel shows it.
    pub number: u32,
    /// Its cells from column A on.
    pub cells: Vec<Cell>,
    /// What is wrong with it, from left to right; what concerns the row as a whole comes first.
    pub findings: Vec<Finding>,
}

impl BadRow {
    /// How grave the gravest of its findings is.
    pub fn severity(&self) -> Severity {
        gravest(&self.findings)
    }

    /// The findings at a column, counted from 0, or at the row as a whole.
    pub fn at(&self, column: Option<u32>) -> impl Iterator<Item = &Finding> {
        let column_of = |finding: &&Finding| finding.place.as_ref().and_then(|place| place.column);
        self.findings
            .iter()
            .filter(move |finding| column_of(finding) == column)
    }
}

impl Excerpts {
    /// The row that a place stands in: which of the tables, and which of its rows.
    pub fn row(&self, place: &Place) -> Option<(usize, usize)> {
        let number = place.row?;
        // Several tables may share the rows of one sheet.
        self.indices(place).find_map(|index| {
            let rows = &self.tables.get(index)?.rows;
            let row = rows.binary_search_by_key(&number, |row| row.number).ok()?;
            Some((index, row))
        })
    }

    /// The header's text over a place.
    pub fn header(&self, place: &Place) -> Option<&str> {
        let headers = &self.tables.get(self.index(place)?)?.headers;
        let header = headers.get(place.column? as usize)?;
        Some(header.as_str()).filter(|header| !header.is_empty())
    }

    /// What stands in the cell of a place.
    pub fn value(&self, place: &Place) -> Option<String> {
        let table = self.tables.get(self.index(place)?)?;
        if place.row == Some(table.header_row) {
            return self.header(place).map(str::to_owned);
        }
        let (index, row) = self.row(place)?;
        let table = self.tables.get(index)?;
        shown(
            table.rows.get(row)?.cells.get(place.column? as usize)?,
            table.epoch_1904,
        )
    }

    fn index(&self, place: &Place) -> Option<usize> {
        self.indices(place).next()
    }

    fn indices(&self, place: &Place) -> impl Iterator<Item = usize> {
        let tables = self.tables.iter().enumerate().filter(|(_, table)| {
            let rows = table.header_row..=table.last_row;
            table.source == place.source && place.row.is_some_and(|number| rows.contains(&number))
        });
        tables.map(|(index, _)| index)
    }
}

/// What is repeated of the tables, which are in order of their places: of each the gravest rows, of the tables those
/// with the gravest. The findings may be in any order.
pub fn excerpts(tables: &[Table], findings: &[Finding]) -> Excerpts {
    let mut by_source: BTreeMap<&Source, Vec<&Finding>> = BTreeMap::new();
    let source = |finding: &Finding| finding.place.as_ref().map(|place| Arc::clone(&place.source));
    for run in findings.chunk_by(|one, next| source(one) == source(next)) {
        if let Some(place) = run.first().and_then(|finding| finding.place.as_ref()) {
            by_source.entry(&place.source).or_default().extend(run);
        }
    }
    let found = |table: &Table| Some(excerpt(table, by_source.get(&*table.source)?));
    let mut tables: Vec<Excerpt> = tables.iter().filter_map(found).collect();
    let severity = |table: &Excerpt| table.rows.iter().map(BadRow::severity).min();
    let mut ranked: Vec<_> = (0..)
        .zip(&tables)
        .filter_map(|(index, table)| Some((severity(table)?, index)))
        .collect();
    ranked.sort_unstable();
    for (_, index) in ranked.into_iter().skip(TABLES) {
        let table: &mut Excerpt = &mut tables[index];
        table.rows_left_out += table.rows.len();
        table.rows = Vec::new();
    }
    Excerpts { tables }
}

fn excerpt(table: &Table, findings: &[&Finding]) -> Excerpt {
    let number = |finding: &&Finding| finding.place.as_ref().and_then(|place| place.row);
    let mut by_row = findings.to_vec();
    by_row.sort_by_key(number);
    let by_row = by_row.chunk_by(|one, next| number(one) == number(next));
    let mut bad: Vec<(Severity, Cow<'_, Row>, &[&Finding])> = by_row
        .filter_map(|findings| {
            let row = row(table, findings.first().and_then(number)?)?;
            Some((gravest(findings.iter().copied()), row, findings))
        })
        .collect();
    bad.sort_by_key(|(severity, row, _)| (*severity, row.number));
    let rows_left_out = bad.len().saturating_sub(ROWS_OF_A_TABLE);
    bad.truncate(ROWS_OF_A_TABLE);
    bad.sort_by_key(|(_, row, _)| row.number);
    let widths = bad.iter().map(|(_, row, _)| row.cells.len());
    let width = widths.max().unwrap_or(0).max(table.headers.len());
    let rows = bad.into_iter().map(|(_, row, findings)| {
        let mut findings: Vec<Finding> = findings.iter().copied().cloned().collect();
        findings.sort_by(|one, next| (&one.place, one).cmp(&(&next.place, next)));
        findings.dedup();
        BadRow {
            number: row.number,
            cells: row.cells.iter().take(COLUMNS).cloned().collect(),
            findings,
        }
    });
    let last_rows = [
        table.rows.last(),
        table.totals.last().map(|total| &total.row),
        table.passed_over.last().map(|passed| &passed.row),
    ];
    Excerpt {
        source: Arc::clone(&table.source),
        header_row: table.header_row,
        headers: table.headers.iter().take(COLUMNS).cloned().collect(),
        epoch_1904: table.epoch_1904,
        last_row: last_rows
            .into_iter()
            .flatten()
            .map(|row| row.number)
            .max()
            .unwrap_or(table.header_row),
        rows: rows.collect(),
        rows_left_out,
        columns_left_out: width.saturating_sub(COLUMNS),
    }
}

/// The row of that number, among the data, the totals or what the settings could not decide on.
fn row(table: &Table, number: u32) -> Option<Cow<'_, Row>> {
    if table.unpivot().is_some() {
        return whole(table, number).map(Cow::Owned);
    }
    let total = || {
        let at = table
            .totals
            .binary_search_by_key(&number, |total| total.row.number);
        at.ok().map(|at| &table.totals[at].row)
    };
    let place = Place::row(Arc::clone(&table.source), number);
    // Of rows that the settings leave out, those that nobody could tell of.
    let undecided = || {
        let passed = table.row_passed_over(&place);
        passed
            .filter(|passed| passed.culprit.is_some())
            .map(|passed| &passed.row)
    };
    let row = table.row(&place).or_else(total).or_else(undecided);
    row.map(Cow::Borrowed)
}

/// A row of the sheet of which several were made, as it stands there.
fn whole(table: &Table, number: u32) -> Option<Row> {
    let width = table.sheet_width();
    let made = table.rows_of(number).chain(table.totals_of(number));
    made.fold(None, |whole: Option<Row>, row| {
        let mut whole = whole.unwrap_or_else(|| Row::new(number, Vec::new()));
        let cells = row.cells.iter().take(width);
        whole
            .cells
            .resize(whole.cells.len().max(cells.len()), Cell::Empty);
        for (slot, cell) in whole.cells.iter_mut().zip(cells) {
            if *cell != Cell::Empty {
                *slot = cell.clone();
            }
        }
        Some(whole)
    })
}

fn gravest<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Severity {
    let severities = findings.into_iter().map(|finding| finding.severity);
    severities.min().unwrap_or(Severity::Info)
}

/// A cell in words; none where nothing stands there, or a formula without result.
pub fn shown(cell: &Cell, epoch_1904: bool) -> Option<String> {
    match cell {
        Cell::Empty | Cell::Uncalculated => None,
        Cell::Text(text) | Cell::Error(text) => Some(text.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::DateTime(days) => Some(moment(*days, epoch_1904).map_or_else(|| days.to_string(), date_shown)),
        Cell::Duration(days) => Some(duration(*days).unwrap_or_else(|| days.to_string())),
        Cell::Bool(is_true) => Some(if *is_true { "TRUE" } else { "FALSE" }.to_owned()),
    }
}

/// The moment of a serial, to the second. In the 1900 system the days before March 1900 count from another day, as
/// Excel has a 29 February there.
pub fn moment(days: f64, epoch_1904: bool) -> Option<NaiveDateTime> {
    let (year, month, day) = if epoch_1904 {
        (1904, 1, 1)
    } else if days < 60.0 {
        (1899, 12, 31)
    } else {
        (1899, 12, 30)
    };
    let midnight = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)?;
    midnight.checked_add_signed(TimeDelta::try_seconds(seconds(days)?)?)
}

fn date_shown(moment: NaiveDateTime) -> String {
    let format = if moment.time() == DateTime::UNIX_EPOCH.time() {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M:%S"
    };
    moment.format(format).to_string()
}

fn duration(days: f64) -> Option<String> {
    let seconds = seconds(days)?;
    Some(format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

/// Whole seconds of days that a date of Excel's can have: the year 9999 is the last.
fn seconds(days: f64) -> Option<i64> {
    (0.0..2_958_466.0)
        .contains(&days)
        .then(|| (days * 86_400.0).round() as i64)
}
