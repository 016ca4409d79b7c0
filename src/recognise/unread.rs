//! What was not read, and by its name or its header should have been: points hang on it, so it is an error.

use super::dictionary::Dictionary;
use super::header::header;
use super::joins;
use super::named::speaks_for;
use super::pattern::{FilePattern, file_pattern};
use super::pin::{Mapping, Pin};
use super::reading::Reading;
use super::settings::Settings;
use super::sheet;
use crate::model::finding::Content;
use crate::model::place::stem;
use crate::model::{Dataset, Field, Finding, Period, Place, Problem, Severity};
use crate::read::{InputFile, Scope, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// The endings of files that systems export.
const EXPORTS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "et"];

/// Makes a file that is no spreadsheet an error where its name or the settings say that it should be one that points
/// hang on, and where it is a page in the place of an export: the login page of the system that should have given it.
pub fn unread_files(findings: &mut [Finding], files: &[InputFile], mapping: &Mapping) {
    let own: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.scope == Scope::Own)
        .map(|file| file.relative.as_str())
        .collect();
    let settings = Settings::new(mapping, &[]);
    let dictionary = &settings.dictionary;
    for finding in findings {
        let Problem::NotASpreadsheet { found } = finding.problem else {
            continue;
        };
        let Some(file) = finding.place.as_ref().map(|place| &place.source.file) else {
            continue;
        };
        if !own.contains(file.as_str()) {
            continue;
        }
        let named = speaks_for(dictionary, stem(file)).filter(|dataset| mapping.needs(*dataset));
        let is_pinned = settings.names_file(file, |dataset| mapping.needs(dataset));
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_export = EXPORTS.contains(&ending.to_ascii_lowercase().as_str());
        if named.is_some() || is_pinned || (is_export && found == Content::Html) {
            finding.severity = Severity::Error;
        }
    }
}

/// The patterns of files that match none of those that are there for the period.
pub fn unmatched_files<'p>(patterns: &'p [String], files: &[InputFile], period: Period) -> Vec<&'p str> {
    let is_there = |pattern: &&String| {
        let compiled = FilePattern::new(pattern, period);
        let own = files.iter().filter(|file| file.scope == Scope::Own);
        own.map(|file| file.relative.as_str())
            .any(|file| compiled.names(file, Scope::Own))
    };
    let missing = patterns.iter().filter(|pattern| !is_there(pattern));
    missing.map(String::as_str).collect()
}

/// Files that gave no table at all, though their names speak for a dataset that points hang on.
pub(super) fn files_without_table(
    readings: &mut [Reading],
    scopes: &BTreeMap<String, Scope>,
    mapping: &Mapping,
) {
    let read: BTreeSet<String> = readings
        .iter()
        .filter(|reading| reading.table.is_some() || reading.findings.iter().any(Finding::is_error))
        .map(|reading| reading.source.file.clone())
        .collect();
    let mut told: BTreeSet<String> = BTreeSet::new();
    let dictionary = &Dictionary::of(&mapping.catalogue);
    for reading in readings {
        let file = &reading.source.file;
        let named = speaks_for(dictionary, stem(file)).filter(|dataset| mapping.needs(*dataset));
        let Some(dataset) = named.filter(|_| scopes.get(file) == Some(&Scope::Own) && !read.contains(file))
        else {
            continue;
        };
        if !told.insert(file.clone()) {
            continue;
        }
        let unrecognised = reading
            .findings
            .iter_mut()
            .find(|finding| matches!(finding.problem, Problem::UnrecognisedSheet { .. }));
        if let Some(finding) = unrecognised
            && let Problem::UnrecognisedSheet { likeliest } = &finding.problem
        {
            let likeliest = likeliest.clone().filter(|likeliest| likeliest.dataset == dataset);
            let bare = Pin {
                files: vec![file_pattern(file)],
                sheet: reading.source.sheet.clone(),
                ..Pin::default()
            };
            let pin = likeliest
                .as_ref()
                .map_or_else(|| bare.to_line(dataset), |likeliest| likeliest.pin.clone());
            finding.problem = Problem::UnreadDataset {
                dataset,
                likeliest,
                pin,
            };
            finding.severity = finding.problem.severity();
        }
    }
}

/// Lists of contracts that but for a column would do for orders, where orders that are numbered as orders are read elsewhere:
/// a contract is what orders come of, and nobody would count both. They are lists of contracts, or else it is told that they are
/// not read.
pub(super) fn contracts_beside_orders(dictionary: &Dictionary, readings: &mut [Reading]) {
    const CONTRACTS: [&str; 3] = ["合同", "协议", "contract"];
    let is_of_contracts = |header: &str| {
        let header = header.to_lowercase();
        CONTRACTS.iter().any(|word| header.contains(word))
    };
    let tables = readings.iter().filter_map(|reading| reading.table.as_ref());
    let mut orders = tables.filter(|table| table.dataset == Dataset::ORDERS && table.scope == Scope::Own);
    let has_orders = orders.any(|table| {
        let number = table.column(Field::OrderId);
        !table.rows.is_empty() && number.is_some_and(|column| !is_of_contracts(&column.header))
    });
    let is_number = |header: &str| {
        let known = dictionary.field(Dataset::ORDERS, &header_name(header));
        known.is_some_and(|known| known.field == Field::OrderId)
    };
    for reading in readings
        .iter_mut()
        .filter(|reading| has_orders && reading.table.is_none())
    {
        let source = &reading.source;
        let names = [Some(stem(&source.file)), source.sheet.as_deref()];
        if names
            .into_iter()
            .flatten()
            .any(|name| speaks_for(dictionary, name) == Some(Dataset::ORDERS))
        {
            continue;
        }
        let mut is_of_contracts_alone = false;
        for finding in &mut reading.findings {
            let Problem::UnreadDataset {
                dataset: Dataset::ORDERS,
                likeliest,
                ..
            } = &finding.problem
            else {
                continue;
            };
            let known = likeliest.as_ref().map_or(&[][..], |likeliest| &likeliest.known);
            let numbers = known.iter().filter(|header| is_number(header));
            let mut numbers = numbers.peekable();
            if numbers.peek().is_some() && numbers.all(|header| is_of_contracts(header)) {
                is_of_contracts_alone = true;
                finding.problem = Problem::UnrecognisedSheet {
                    likeliest: likeliest.clone(),
                };
                finding.severity = finding.problem.severity();
            }
        }
        if is_of_contracts_alone && let Some(instead) = reading.instead.take() {
            *reading = *instead;
        }
    }
}

fn header_name(text: &str) -> String {
    header(text.rsplit('/').next().unwrap_or(text)).name
}

/// Workbooks whose sheets are all hidden, and hidden sheets that by their header are a dataset that points hang on and
/// that no visible sheet of their workbook is.
pub(super) fn hidden(
    hidden: Vec<Sheet>,
    visible: &BTreeMap<String, Scope>,
    readings: &[Reading],
    settings: &Settings<'_>,
    mapping: &Mapping,
) -> Vec<Finding> {
    let mut by_file: BTreeMap<String, Vec<Sheet>> = BTreeMap::new();
    for sheet in hidden.into_iter().filter(|sheet| sheet.scope == Scope::Own) {
        by_file.entry(sheet.source.file.clone()).or_default().push(sheet);
    }
    let is_read = |dataset: Dataset, file: Option<&str>| {
        let tables = readings.iter().filter_map(|reading| reading.table.as_ref());
        let mut own = tables.filter(|table| table.scope == Scope::Own && table.dataset == dataset);
        own.any(|table| file.is_none_or(|file| table.source.file == file))
    };
    let mut findings = Vec::new();
    let looked_up = readings.iter().filter_map(|reading| reading.table.as_ref());
    let looked_up: BTreeSet<_> = looked_up.flat_map(joins::looked_up).collect();
    for sheets in by_file.values_mut() {
        sheets.retain(|sheet| !looked_up.contains(&sheet.source));
    }
    by_file.retain(|_, sheets| !sheets.is_empty());
    for (file, sheets) in by_file {
        let names: Vec<String> = sheets
            .iter()
            .filter_map(|sheet| sheet.source.sheet.clone())
            .collect();
        let would_be = sheets.into_iter().flat_map(|sheet| {
            let shown = Sheet {
                hidden: false,
                ..sheet
            };
            sheet::recognise(shown, settings)
        });
        let meant = would_be
            .filter(|reading| reading.table.as_ref().is_some_and(|table| !table.rows.is_empty()))
            .find_map(|reading| {
                let dataset = reading.table?.dataset;
                let is_meant = mapping.needs(dataset) && !is_read(dataset, Some(&file));
                is_meant.then(|| {
                    (
                        dataset,
                        reading.source.sheet.clone(),
                        reading.pin.map(|pin| pin.to_line(dataset)),
                    )
                })
            });
        let all_hidden = !visible.contains_key(&file);
        let named = speaks_for(&settings.dictionary, stem(&file))
            .filter(|dataset| all_hidden && mapping.needs(*dataset));
        if !all_hidden && meant.is_none() {
            continue;
        }
        let (dataset, sheet, pin) = match meant {
            Some((dataset, sheet, pin)) => (Some(dataset), sheet, pin),
            None => (named, None, None),
        };
        let problem = Problem::HiddenSheets {
            sheets: sheet.filter(|_| !all_hidden).map_or(names, |sheet| vec![sheet]),
            all: all_hidden,
            dataset,
            pin,
        };
        let mut finding = Finding::at(Place::file(&file), problem);
        // Where the dataset is read from elsewhere, what is hidden may be an old copy.
        if dataset.is_some_and(|dataset| is_read(dataset, None)) && named.is_none() {
            finding.severity = Severity::Warning;
        }
        findings.push(finding);
    }
    findings
}
