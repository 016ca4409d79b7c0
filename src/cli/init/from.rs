//! A folder of exports → a whole book: every file where it belongs, and settings that pin how each was read, with every
//! guess said beside it. Nothing is asked, nothing is overwritten, and the same folder gives the same book.

use super::{InitError, settings_for, written};
use crate::cli::config::{Inspection, looked_at};
use crate::cli::inspected;
use repcard::job::{Inspected, InspectedRow};
use repcard::model::{Dataset, Finding, Language, Month, Period};
use repcard::read::{InputFile, Scope};
use repcard::recognise::{Pin, Presets, Table};
use repcard::records::{RecordsError, Stated, records};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to make a book of.
#[derive(Debug)]
pub struct Asked {
    /// The folder of exports.
    pub exports: PathBuf,
    /// The book's folder.
    pub dir: PathBuf,
    /// The period, where it was stated.
    pub period: Option<Period>,
    /// The one that is meant where neither it nor the rows say: the last month.
    pub usual: Period,
    /// The language of whoever makes it.
    pub language: Language,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// The files written.
    pub files: Vec<PathBuf>,
    /// What to tell, a line each.
    pub told: Vec<String>,
}

/// So many rows of a table are asked for their month.
const ASKED: usize = 20_000;
/// So many rows of a table stand in the settings as they were understood.
const SHOWN: usize = 3;
/// What is no spreadsheet at all is not taken along.
const NO_SPREADSHEET: &str = "not-a-spreadsheet";

/// A file of the folder, and where it goes.
pub(super) struct Placed {
    /// Where it lies.
    pub(super) from: PathBuf,
    /// As it is called below the folder of exports.
    pub(super) name: String,
    /// Its path below the book; none where it is left where it is.
    pub(super) to: Option<String>,
}

/// Makes the book.
pub fn book(asked: &Asked) -> Result<Made, InitError> {
    let mut files =
        repcard::read::folder(&asked.exports).map_err(|error| InitError::Io(asked.exports.clone(), error))?;
    let dir = fs::canonicalize(&asked.dir).ok();
    files.retain(|file| {
        let real = fs::canonicalize(&file.path).ok();
        !matches!((&dir, real), (Some(dir), Some(real)) if real.starts_with(dir))
    });
    if files.is_empty() {
        return Err(InitError::NoExports(asked.exports.clone()));
    }
    let first = inspected(&looked_at(
        asked.language,
        asked.period.unwrap_or(asked.usual),
        files.clone(),
        ASKED,
    ));
    let period = asked.period.or_else(|| period_of(&first)).unwrap_or(asked.usual);
    let placed: Vec<Placed> = files
        .iter()
        .zip(&first)
        .map(|(file, first)| Placed {
            from: file.path.clone(),
            name: file.relative.clone(),
            to: place(&file.relative, first, period),
        })
        .collect();
    let moved: Vec<InputFile> = files
        .into_iter()
        .zip(&placed)
        .filter_map(|(file, placed)| {
            let relative = placed.to.clone()?;
            Some(InputFile {
                scope: scope(&relative, period),
                relative,
                ..file
            })
        })
        .collect();
    let mut looking = looked_at(asked.language, period, moved, SHOWN);
    let mut seen = inspected(&looking);
    by_presets(&mut looking, &mut seen);
    let terms = looking.mapping.catalogue.terms(asked.language);
    let found = found(&seen, &looking);
    let plain = settings_for(asked.language);
    let text = written::settings(&plain, terms, (&seen, &placed, period), (&looking, &found));
    let told = written::summary(terms, (&seen, &placed, period), &asked.dir);
    Ok(Made {
        files: write(asked, &text, &placed)?,
        told,
    })
}

/// The month that most rows are of which state their day; of two with as many the later.
fn period_of(files: &[Inspected]) -> Option<Period> {
    most_frequent(files.iter().flat_map(months_of)).map(Period::month)
}

/// The month that comes most often; of two that come as often the later.
fn most_frequent(months: impl IntoIterator<Item = Month>) -> Option<Month> {
    let mut counts = BTreeMap::<Month, usize>::new();
    for month in months {
        *counts.entry(month).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(month, rows)| (*rows, *month));
    most.map(|(month, _)| month)
}

/// The months of a file's rows that say what happened; customers are of all times.
fn months_of(file: &Inspected) -> impl Iterator<Item = Month> + '_ {
    let tables = file.readings.iter().zip(&file.first_rows);
    tables.flat_map(|(reading, rows)| {
        let table = reading.table.as_ref();
        let date = table
            .filter(|table| table.dataset != Dataset::CUSTOMERS)
            .and_then(|table| table.list.date);
        let day = move |row: &InspectedRow| {
            let value = row
                .understood
                .values
                .iter()
                .find(|value| Some(value.field) == date)?;
            match value.stated {
                Stated::Date(day) => Month::of(day),
                Stated::Moment(moment) => Month::of(moment.date()),
                _ => None,
            }
        };
        rows.iter().filter_map(day)
    })
}

/// Where a file goes: what holds for many months into the inbox itself, what happened into the folder of its month, and what
/// lies in a folder of a period already into that. What is no spreadsheet goes nowhere.
fn place(name: &str, file: &Inspected, period: Period) -> Option<String> {
    if file
        .findings
        .iter()
        .any(|finding| finding.code() == NO_SPREADSHEET)
    {
        return None;
    }
    let has_period = name
        .split('/')
        .rev()
        .skip(1)
        .any(|part| part.parse::<Period>().is_ok());
    let tables = || file.readings.iter().filter_map(|reading| reading.table.as_ref());
    let is_master =
        |dataset: Dataset| matches!(dataset, Dataset::ROSTER | Dataset::TARGETS | Dataset::CUSTOMERS);
    if has_period || tables().next().is_some() && tables().all(|table| is_master(table.dataset)) {
        return Some(format!("inbox/{name}"));
    }
    let months: Vec<Month> = months_of(file).collect();
    let is_of_period = months.iter().any(|month| period.covers(Period::month(*month)));
    let folder = match most_frequent(months) {
        Some(month) if !is_of_period => Period::month(month),
        _ => period,
    };
    Some(format!("inbox/{folder}/{name}"))
}

/// What the folders of a path say.
fn scope(relative: &str, period: Period) -> Scope {
    let mut folders = relative.split('/').rev().skip(1);
    let named = folders.find_map(|part| part.parse::<Period>().ok());
    named.map_or(Scope::Own, |named| Scope::of_folder(named, period))
}

/// Reads sheets that were not recognised, and whose headers are those of a known system's export, by what is known of that.
fn by_presets(looking: &mut Inspection, seen: &mut [Inspected]) {
    let presets = Presets::built_in();
    let catalogue = Arc::clone(&looking.mapping.catalogue);
    for (file, input) in seen.iter_mut().zip(looking.files.clone()) {
        for at in 0..file.readings.len() {
            let reading = &file.readings[at];
            let header = written::header_of(&file.first_rows[at]);
            let preset = presets
                .like(&header, &catalogue)
                .filter(|_| reading.table.is_none());
            let Some(preset) = preset else { continue };
            let mut pin = Pin::of_sheet(&reading.source);
            preset.complete(&mut pin);
            let mut mapping = looking.mapping.clone();
            mapping.inputs = BTreeMap::from([(preset.dataset, vec![pin])]);
            let by_preset = Inspection {
                files: vec![input.clone()],
                beside: Vec::new(),
                mapping,
                reading: looking.reading.clone(),
                records: looking.records.clone(),
                calendar: looking.calendar.clone(),
                ..*looking
            };
            let Some(read) = inspected(&by_preset).pop() else {
                continue;
            };
            let same = read.readings.into_iter().zip(read.first_rows);
            let mut same = same.filter(|(read, _)| read.source == reading.source && read.table.is_some());
            if let Some((read, rows)) = same.next() {
                file.readings[at] = read;
                file.first_rows[at] = rows;
            }
        }
    }
}

/// What a run has to say of the rows: what it takes for granted of units, signs, dates and words, and what it cannot read.
fn found(seen: &[Inspected], looking: &Inspection) -> Vec<Finding> {
    let readings = seen.iter().flat_map(|file| &file.readings);
    let mut tables: Vec<Table> = readings.filter_map(|reading| reading.table.clone()).collect();
    match records(&mut tables, &looking.records) {
        Ok((_, findings)) | Err(RecordsError::NoRoster { findings }) => findings,
    }
}

/// Writes everything, or nothing where one of the files is there already.
fn write(asked: &Asked, settings: &str, placed: &[Placed]) -> Result<Vec<PathBuf>, InitError> {
    let exports: Vec<(PathBuf, &Path)> = placed
        .iter()
        .filter_map(|placed| Some((asked.dir.join(placed.to.as_ref()?), placed.from.as_path())))
        .collect();
    let is_there = |path: &&PathBuf| path.symlink_metadata().is_ok();
    if let Some((there, _)) = exports.iter().find(|(path, _)| is_there(&path)) {
        return Err(InitError::Exists(there.clone()));
    }
    let mut files = super::with_settings(&asked.dir, settings)?;
    for (to, from) in exports {
        copy(from, &to).map_err(|error| InitError::Io(to.clone(), error))?;
        files.push(to);
    }
    Ok(files)
}

/// Copies a file to where there is none.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut from = File::open(from)?;
    let mut to = File::create_new(to)?;
    io::copy(&mut from, &mut to)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_say_whose_rows_they_hold() {
        let period: Period = "2026-10".parse().unwrap();
        for (path, expected) in [
            ("inbox/花名册.xlsx", Scope::Own),
            ("inbox/2026-10/a/订单.xlsx", Scope::Own),
            ("inbox/2026-09/订单.xlsx", Scope::History),
            ("inbox/2026/目标.xlsx", Scope::History),
        ] {
            assert_eq!(scope(path, period), expected, "{path}");
        }
    }
}
