//! The settings' word on a sheet: which datasets it may be, which columns and which header row are named.

use super::header::fold;
use super::pattern::FilePattern;
use super::pin::{Mapping, Pin};
use crate::model::{Dataset, Finding, Problem};
use crate::read::{Scope, Sheet};
use std::collections::BTreeMap;

/// The pins, compiled, and how many sheets each file has.
pub(super) struct Settings<'a> {
    /// The year of the run's period.
    pub(super) year: i32,
    pins: BTreeMap<Dataset, CompiledPin<'a>>,
    /// Visible sheets of each file.
    sheets: BTreeMap<String, usize>,
}

struct CompiledPin<'a> {
    pin: &'a Pin,
    files: Vec<FilePattern>,
}

/// What the settings say of a sheet as a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// The dataset comes from elsewhere.
    Elsewhere,
    /// Nothing: the header decides.
    Silent,
    /// The file is named, and perhaps other sheets of it are meant.
    File,
    /// This very sheet is named.
    Sheet,
}

impl<'a> Settings<'a> {
    pub(super) fn new(mapping: &'a Mapping, sheets: &[Sheet]) -> Self {
        let compile = |pin: &'a Pin| CompiledPin {
            pin,
            files: pin
                .files
                .iter()
                .map(|pattern| FilePattern::new(pattern, mapping.period))
                .collect(),
        };
        let mut counts = BTreeMap::new();
        for sheet in sheets.iter().filter(|sheet| !sheet.hidden) {
            *counts.entry(sheet.source.file.clone()).or_default() += 1;
        }
        Self {
            year: mapping.period.year(),
            pins: mapping
                .inputs
                .iter()
                .map(|(dataset, pin)| (*dataset, compile(pin)))
                .collect(),
            sheets: counts,
        }
    }

    /// The pin of a dataset, where there is one.
    pub(super) fn pin(&self, dataset: Dataset) -> Option<&'a Pin> {
        self.pins.get(&dataset).map(|compiled| compiled.pin)
    }

    /// What the settings say of a sheet as that dataset.
    pub(super) fn word(&self, dataset: Dataset, sheet: &Sheet) -> Word {
        let Some(CompiledPin { pin, files }) = self.pins.get(&dataset) else {
            return Word::Silent;
        };
        let names_file = files
            .iter()
            .any(|pattern| pattern.names(&sheet.source.file, sheet.scope));
        if !files.is_empty() && !names_file {
            return Word::Elsewhere;
        }
        match (&pin.sheet, &sheet.source.sheet) {
            (Some(wanted), Some(name)) if fold(wanted) == fold(name) => Word::Sheet,
            (Some(_), Some(_)) => Word::Elsewhere,
            // A text file has but one table, whatever the sheet is called elsewhere.
            (Some(_), None) | (None, _) if files.is_empty() => Word::Silent,
            (_, None) => Word::Sheet,
            _ if self.sheets.get(&sheet.source.file) == Some(&1) => Word::Sheet,
            _ => Word::File,
        }
    }

    /// The only dataset for which the settings name this very sheet.
    pub(super) fn named(&self, sheet: &Sheet) -> Option<Dataset> {
        let mut named = Dataset::ALL
            .into_iter()
            .filter(|dataset| self.word(*dataset, sheet) == Word::Sheet);
        named.next().filter(|_| named.next().is_none())
    }

    /// Whether an input names the sheet by its own name, so that it is read even if it is hidden.
    pub(super) fn names_by_sheet(&self, sheet: &Sheet) -> bool {
        let by_name = |dataset: &Dataset| self.pin(*dataset).is_some_and(|pin| pin.sheet.is_some());
        Dataset::ALL
            .iter()
            .any(|dataset| by_name(dataset) && self.word(*dataset, sheet) == Word::Sheet)
    }

    /// Patterns and sheet names that match nothing.
    pub(super) fn unmatched(&self, sheets: &[Sheet]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (dataset, CompiledPin { pin, files }) in &self.pins {
            let mut report = |pattern: &str| {
                findings.push(Finding::general(Problem::NothingMatched {
                    dataset: *dataset,
                    pattern: pattern.to_owned(),
                }));
            };
            for (pattern, compiled) in pin.files.iter().zip(files) {
                // A pattern for the period that matches only other periods has not found the period's file.
                let is_enough = |sheet: &&Sheet| sheet.scope == Scope::Own || !pattern.contains("{period}");
                let mut named = sheets
                    .iter()
                    .filter(|sheet| compiled.names(&sheet.source.file, sheet.scope));
                if !named.any(|sheet| is_enough(&sheet)) {
                    report(pattern);
                }
            }
            if let Some(name) = &pin.sheet {
                let has_name = |sheet: &Sheet| {
                    sheet
                        .source
                        .sheet
                        .as_ref()
                        .is_none_or(|stated| fold(stated) == fold(name))
                };
                if !sheets
                    .iter()
                    .any(|sheet| has_name(sheet) && self.word(*dataset, sheet) != Word::Elsewhere)
                {
                    report(name);
                }
            }
        }
        findings
    }
}
