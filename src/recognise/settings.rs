//! The settings' word on a sheet: which datasets it may be, which columns and which header row are named.

use super::dictionary::Dictionary;
use super::header::fold;
use super::header_row::HeaderRow;
use super::joins::Lookups;
use super::pattern::FilePattern;
use super::pin::{Mapping, Pin};
use super::preset::Preset;
use super::reading::Reading;
use super::sections::{Only, Section};
use super::table::Control;
use crate::model::{Currency, Dataset, Field, Finding, FiscalYear, Kpi, Month, Period, Problem, Severity};
use crate::read::{Scope, Sheet};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The pins, compiled, and how many sheets each file has.
pub(super) struct Settings<'a> {
    /// The run's period, and its year.
    pub(super) period: Period,
    pub(super) year: FiscalYear,
    pins: BTreeMap<Dataset, Vec<CompiledPin<'a>>>,
    manual: &'a [Kpi],
    /// What lists hold, and what exports call all that.
    pub(super) dictionary: Dictionary,
    scoring: &'a BTreeSet<Dataset>,
    /// What amounts of files are multiplied by.
    scales: Vec<(FilePattern, Decimal)>,
    stated_scales: &'a [(String, Decimal)],
    /// The book's currency, and what others are worth in it.
    pub(super) currency: Option<Currency>,
    pub(super) rates: &'a [(Currency, Decimal)],
    /// The sheets that tables look up in.
    pub(super) lookups: Lookups,
    /// Visible sheets of each file.
    sheets: BTreeMap<String, usize>,
}

struct CompiledPin<'a> {
    pin: &'a Pin,
    files: Vec<FilePattern>,
}

/// The headers that settings name for fields, and those of the system whose export a sheet is said to be.
#[derive(Debug, Clone, Default)]
pub(super) struct NamedHeaders<'a> {
    /// The headers that are named, and the expressions, by their fields.
    pub(super) stated: Vec<(Field, &'a str)>,
    /// The pin that names them.
    pub(super) pin: Option<&'a Pin>,
}

impl<'a> NamedHeaders<'a> {
    /// Those that matter in a row: of a preset's the ones that stand there.
    pub(super) fn in_row(&self, row: &HeaderRow) -> Vec<(Field, &'a str)> {
        let mut headers = self.stated.clone();
        headers.extend(
            self.preset()
                .into_iter()
                .flat_map(|preset| preset.in_row(row, &self.stated)),
        );
        headers
    }

    /// Everything that may head a column.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> {
        let stated = self.stated.iter().map(|(_, header)| *header);
        stated.chain(self.preset().into_iter().flat_map(Preset::headers))
    }

    fn preset(&self) -> Option<&'a Preset> {
        self.pin?.preset.as_deref()
    }
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
            period: mapping.period,
            year: year_of(mapping),
            pins: mapping
                .inputs
                .iter()
                .map(|(dataset, pins)| (*dataset, pins.iter().map(compile).collect()))
                .collect(),
            manual: &mapping.manual,
            dictionary: Dictionary::of(&mapping.catalogue),
            scoring: &mapping.scoring,
            scales: mapping
                .scales
                .iter()
                .map(|(pattern, scale)| (FilePattern::new(pattern, mapping.period), *scale))
                .collect(),
            stated_scales: &mapping.scales,
            currency: mapping.currency,
            rates: &mapping.rates,
            lookups: Lookups::new(mapping, sheets),
            sheets: counts,
        }
    }

    /// What the settings multiply the amounts of a sheet by; a file's own path goes before patterns of many files.
    pub(super) fn scale(&self, sheet: &Sheet) -> Option<Decimal> {
        let named = |(pattern, _): &&(FilePattern, Decimal)| pattern.names(&sheet.source.file, sheet.scope);
        let by_path = |(pattern, _): &&(FilePattern, Decimal)| pattern.is_path_of(&sheet.source.file);
        let mut named = self.scales.iter().filter(named);
        let first = named.clone().next();
        named.find(by_path).or(first).map(|(_, scale)| *scale)
    }

    /// The headers that are named for fields of a dataset: by its pin, and by the policy, whose manual KPIs are
    /// columns of scores by either of their names or their ids.
    pub(super) fn headers<'b>(&'b self, dataset: Dataset, pin: Option<&'b Pin>) -> NamedHeaders<'b> {
        let list = &self.dictionary.entry(dataset).list;
        let mut headers = pin.map(|pin| pin.headers(list)).unwrap_or_default();
        let manual = self.manual.iter().filter(|_| dataset == Dataset::SCORES);
        let manual = manual.filter_map(|kpi| self.dictionary.catalogue.measure(*kpi));
        headers.extend(manual.flat_map(|measure| {
            let names = [&measure.name.zh, &measure.name.en].map(String::as_str);
            let names = names.into_iter().chain([measure.id()]);
            names.map(|name| (Field::Manual(measure.kpi), name))
        }));
        NamedHeaders { stated: headers, pin }
    }

    /// What a pin says that the amounts of its tables add up to.
    pub(super) fn control(&self, dataset: Dataset, pin: &Pin) -> Option<Control> {
        let pins = self.pins.get(&dataset)?;
        let at = pins.iter().position(|known| std::ptr::eq(known.pin, pin))?;
        pin.control.map(|stated| Control { pin: at, stated })
    }

    /// The pin of a dataset that speaks of a section most clearly, if any does.
    pub(super) fn pin(&self, dataset: Dataset, section: &Section) -> Option<&'a Pin> {
        clearest(self.of_section(dataset, section))
    }

    /// The pin of a dataset that speaks of a sheet most clearly, whichever of its tables it means.
    pub(super) fn pin_of_sheet(&self, dataset: Dataset, sheet: &Sheet) -> Option<&'a Pin> {
        clearest(self.of_sheet(dataset, sheet))
    }

    /// The header rows of a sheet that pins name together with its file.
    pub(super) fn header_rows(&self, sheet: &Sheet) -> Vec<u32> {
        let pins = self
            .pins
            .keys()
            .flat_map(|dataset| self.of_sheet(*dataset, sheet));
        pins.filter(|(_, word)| *word >= Word::File)
            .filter_map(|(pin, _)| pin.header_row)
            .collect()
    }

    /// What the settings say of a section as that dataset.
    pub(super) fn word(&self, dataset: Dataset, section: &Section) -> Word {
        let words = self.of_section(dataset, section).map(|(_, word)| word);
        words.max().unwrap_or(Word::Silent)
    }

    fn of_section(&self, dataset: Dataset, section: &Section) -> impl Iterator<Item = (&'a Pin, Word)> {
        let only = section.only;
        let is_read_by = move |at: usize| only.is_none_or(|only| only.dataset == dataset && only.at == at);
        self.of_sheet(dataset, &section.sheet)
            .enumerate()
            .filter(move |(at, _)| is_read_by(*at))
            .map(|(_, said)| said)
            .map(|(pin, word)| match pin.header_row {
                Some(row) if section.of_several && !section.holds(row) => (pin, Word::Elsewhere),
                _ => (pin, word),
            })
    }

    /// What each pin of a dataset says of a sheet. One that names the file by its path goes before those that name it
    /// by a pattern of many files.
    fn of_sheet(&self, dataset: Dataset, sheet: &Sheet) -> impl Iterator<Item = (&'a Pin, Word)> {
        let pins = self.pins.get(&dataset).map_or(&[][..], Vec::as_slice);
        let is_by_path = |compiled: &CompiledPin| {
            let file = &sheet.source.file;
            compiled.files.iter().any(|pattern| pattern.is_path_of(file))
                && self.says(compiled, sheet) >= Word::File
        };
        let any_by_path = pins.len() > 1 && pins.iter().any(is_by_path);
        let words: Vec<_> = pins
            .iter()
            .map(|compiled| {
                let word = if any_by_path && !is_by_path(compiled) {
                    Word::Elsewhere
                } else {
                    self.says(compiled, sheet)
                };
                (compiled.pin, word)
            })
            .collect();
        words.into_iter()
    }

    fn says(&self, CompiledPin { pin, files }: &CompiledPin, sheet: &Sheet) -> Word {
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

    /// The only dataset for which the settings name this very section: the sheet, and its header row where the sheet
    /// holds several tables.
    pub(super) fn named(&self, section: &Section) -> Option<Dataset> {
        let names = |dataset: &Dataset| {
            self.of_section(*dataset, section)
                .filter(|(pin, _)| !section.of_several || pin.header_row.is_some())
                .any(|(_, word)| word == Word::Sheet)
        };
        let mut named = self.dictionary.datasets().filter(names);
        named.next().filter(|_| named.next().is_none())
    }

    /// The row in which the letters of the columns stand for a header, where a pin that names a sheet says it has none.
    pub(super) fn letters(&self, sheet: &Sheet) -> Option<u32> {
        let pins = self.pins.keys();
        let mut pins = pins.flat_map(|dataset| self.of_sheet(*dataset, sheet));
        let pin = pins.find(|(pin, word)| *word == Word::Sheet && pin.is_headerless());
        pin.and_then(|(pin, _)| pin.header_number())
    }

    /// The pins that make a table each of one section: several that name it, of which one at least takes but some of its
    /// rows. A pattern of many files is no word on this one. Empty where there is nothing to part.
    pub(super) fn parts(&self, section: &Section) -> Vec<Only> {
        let mut parts = Vec::new();
        let (mut beyond, mut is_parted) = (0, false);
        for dataset in self.dictionary.datasets() {
            let compiled = self.pins.get(&dataset).map_or(&[][..], Vec::as_slice);
            let said = self.of_section(dataset, section).zip(compiled).enumerate();
            for (at, ((pin, word), CompiledPin { files, .. })) in said {
                let file = &section.sheet.source.file;
                let is_meant = pin.takes_part()
                    || pin.sheet.is_some()
                    || files.iter().any(|pattern| pattern.is_path_of(file));
                let is_named = !section.of_several || pin.header_row.is_some();
                if word != Word::Sheet || !is_meant || !is_named {
                    continue;
                }
                is_parted |= pin.takes_part();
                parts.push(Only { dataset, at, beyond });
                beyond += pin.most_added();
            }
        }
        if !is_parted || parts.len() < 2 {
            parts.clear();
        }
        parts
    }

    /// Whether an input names the sheet by its own name, so that it is read even if it is hidden.
    pub(super) fn names_by_sheet(&self, sheet: &Sheet) -> bool {
        let mut pins = self.pins.values().flatten();
        pins.any(|compiled| compiled.pin.sheet.is_some() && self.says(compiled, sheet) == Word::Sheet)
    }

    /// Whether points hang on the dataset.
    pub(super) fn needs(&self, dataset: Dataset) -> bool {
        self.scoring.contains(&dataset)
    }

    /// Whether a pattern of one of those datasets names the file.
    pub(super) fn names_file(&self, file: &str, wanted: impl Fn(Dataset) -> bool) -> bool {
        let pins = self.pins.iter().filter(|(dataset, _)| wanted(**dataset));
        let mut patterns = pins.flat_map(|(_, pins)| pins.iter().flat_map(|pin| &pin.files));
        patterns.any(|pattern| pattern.names(file, Scope::Own))
    }

    /// Lines of `[scale]` that are for no table of money.
    pub(super) fn unused_scales(
        &self,
        readings: &[Reading],
        scopes: &BTreeMap<String, Scope>,
    ) -> Vec<Finding> {
        let is_of_money = |reading: &&Reading| {
            let table = reading.table.as_ref();
            table.is_some_and(|table| matches!(table.dataset, Dataset::ORDERS | Dataset::TARGETS))
        };
        let files: BTreeSet<&str> = readings
            .iter()
            .filter(is_of_money)
            .map(|reading| reading.source.file.as_str())
            .collect();
        let names_any = |pattern: &FilePattern| {
            let mut scoped = files.iter().filter_map(|file| Some((*file, *scopes.get(*file)?)));
            scoped.any(|(file, scope)| pattern.names(file, scope))
        };
        let unused = self
            .scales
            .iter()
            .zip(self.stated_scales)
            .filter(|((pattern, _), _)| !names_any(pattern));
        unused
            .map(|(_, (pattern, _))| {
                Finding::general(Problem::UnusedLine {
                    table: "scale".to_owned(),
                    key: pattern.clone(),
                })
            })
            .collect()
    }

    /// Patterns and sheet names that match nothing: errors where points hang on the dataset, or everything does.
    pub(super) fn unmatched(&self, sheets: &[Sheet]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let pins = self.pins.iter();
        let pins = pins.flat_map(|(dataset, pins)| pins.iter().map(move |compiled| (dataset, compiled)));
        for (dataset, compiled) in pins {
            let CompiledPin { pin, files } = compiled;
            let mut report = |pattern: &str| {
                let mut finding = Finding::general(Problem::NothingMatched {
                    dataset: *dataset,
                    pattern: pattern.to_owned(),
                });
                if self.needs(*dataset) || matches!(*dataset, Dataset::ROSTER | Dataset::TARGETS) {
                    finding.severity = Severity::Error;
                }
                findings.push(finding);
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
                    .any(|sheet| has_name(sheet) && self.says(compiled, sheet) != Word::Elsewhere)
                {
                    report(name);
                }
            }
        }
        findings
    }
}

/// The year that the last month of the period is of.
fn year_of(mapping: &Mapping) -> FiscalYear {
    let last = Month::of(mapping.period.last_day());
    let of_calendar = FiscalYear::new(mapping.period.year(), mapping.year_start);
    last.map_or(of_calendar, |month| FiscalYear::of(month, mapping.year_start))
}

fn clearest<'a>(pins: impl Iterator<Item = (&'a Pin, Word)>) -> Option<&'a Pin> {
    let mut best: Option<(&Pin, Word)> = None;
    for (pin, word) in pins {
        if word > best.map_or(Word::Elsewhere, |(_, best)| best) {
            best = Some((pin, word));
        }
    }
    best.map(|(pin, _)| pin)
}
