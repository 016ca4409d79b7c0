//! The fits of a sheet → the dataset that it is.

use super::dictionary::Dictionary;
use super::fit::Fit;
use super::header::fold;
use super::named::speaks_among;
use super::reading::Confidence;
use crate::model::{Dataset, Kpi, Source};

/// What a sheet turned out to be.
#[derive(Debug)]
pub(super) enum Choice {
    /// Of one dataset, by this fit.
    One(Box<Fit>, Confidence),
    /// Of several equally well.
    Several(Vec<Fit>),
    /// Of none.
    None,
}

/// Chooses among fits by the headers first, by names where headers are as good for one as for another.
/// `is_named` says of which datasets the settings name the sheet.
pub(super) fn choose(fits: Vec<Fit>, names: &Names, is_named: impl Fn(Dataset) -> bool) -> Choice {
    let fitting = |fit: &Fit| {
        fit.missing().is_empty()
            && (is_named(fit.dataset)
                || !(fit.is_foreign && !fit.says_targets() || names.contradict(fit))
                    && (fit.is_telling || fit.is_complete || names.hint() == Some(fit.dataset)))
    };
    let mut fits: Vec<_> = fits.into_iter().filter(fitting).collect();
    let Some(best) = fits.iter().map(|fit| fit.score).max() else {
        return Choice::None;
    };
    let also: Vec<_> = fits.iter().map(|fit| (fit.dataset, fit.score)).collect();
    fits.retain(|fit| fit.score == best);
    let mut by_name = false;
    if fits.len() > 1 && fits.iter().any(|fit| is_named(fit.dataset)) {
        fits.retain(|fit| is_named(fit.dataset));
    }
    if fits.len() > 1 && fits.iter().any(|fit| names.hint() == Some(fit.dataset)) {
        fits.retain(|fit| names.hint() == Some(fit.dataset));
        by_name = true;
    }
    match fits.len() {
        0 | 1 => fits.pop().map_or(Choice::None, |fit| {
            let also = also.into_iter().filter(|(dataset, _)| *dataset != fit.dataset);
            let confidence = Confidence::free(&fit, also.collect(), by_name);
            Choice::One(Box::new(fit), confidence)
        }),
        _ => Choice::Several(fits),
    }
}

/// Chooses among fits of lists that a sheet may be of which is of no other: what its name says goes before what its
/// headers are like, and headers that lists of any kind have say nothing.
pub(super) fn choose_further(fits: Vec<Fit>, names: &Names) -> Choice {
    let datasets: Vec<Dataset> = fits.iter().map(|fit| fit.dataset).collect();
    let hint = names.hint_among(&datasets);
    let fitting = |fit: &&Fit| {
        let is_said = fit.is_telling || hint == Some(fit.dataset);
        fit.missing().is_empty() && is_said && !fit.is_foreign && !names.contradict(fit)
    };
    let fitting: Vec<Dataset> = fits.iter().filter(fitting).map(|fit| fit.dataset).collect();
    let mut fits = fits;
    fits.retain(|fit| fitting.contains(&fit.dataset));
    let also: Vec<_> = fits.iter().map(|fit| (fit.dataset, fit.score)).collect();
    let by_name = hint.filter(|hint| fitting.contains(hint));
    let best = fits.iter().map(|fit| fit.score).max().unwrap_or_default();
    fits.retain(|fit| by_name.map_or(fit.score == best, |hint| fit.dataset == hint));
    match fits.len() {
        0 | 1 => fits.pop().map_or(Choice::None, |fit| {
            let also = also.into_iter().filter(|(dataset, _)| *dataset != fit.dataset);
            let confidence = Confidence::free(&fit, also.collect(), by_name.is_some());
            Choice::One(Box::new(fit), confidence)
        }),
        _ => Choice::Several(fits),
    }
}

/// The names that a sheet goes by: its own, its titles, its file's; the nearest first.
#[derive(Debug)]
pub(super) struct Names<'a> {
    dictionary: &'a Dictionary,
    all: Vec<String>,
    /// Those of them that stand in the first line of the header, and may be groups of columns.
    groups: Vec<String>,
}

impl<'a> Names<'a> {
    /// The sheet's name comes before its titles, unless these head one of several tables.
    pub(super) fn new(
        dictionary: &'a Dictionary,
        source: &Source,
        titles: impl Iterator<Item = String>,
        groups: impl Iterator<Item = String>,
        of_several: bool,
    ) -> Self {
        let file = source.file.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut names: Vec<String> = source.sheet.iter().map(|sheet| fold(sheet)).collect();
        let groups: Vec<String> = groups.map(|group| fold(&group)).collect();
        let titles = titles.map(|title| fold(&title)).chain(groups.iter().cloned());
        if of_several {
            names.splice(0..0, titles);
        } else {
            names.extend(titles);
        }
        names.push(fold(stem));
        Self {
            dictionary,
            all: names,
            groups,
        }
    }

    /// The dataset, among those, that the sheet's own name or a title speaks for plainly; the file's name is that of all
    /// its sheets.
    pub(super) fn speak(&self, datasets: &[Dataset]) -> Option<Dataset> {
        let own = self.all.split_last().map_or(&[][..], |(_, own)| own);
        own.iter()
            .find_map(|name| speaks_among(self.dictionary, datasets, name))
    }

    /// The dataset that the nearest telling name speaks for. A Chinese or English compound means its last word:
    /// 客户拜访 are visits.
    pub(super) fn hint(&self) -> Option<Dataset> {
        let datasets: Vec<Dataset> = self.dictionary.leading().collect();
        self.hint_among(&datasets)
    }

    /// The same, of those datasets.
    pub(super) fn hint_among(&self, datasets: &[Dataset]) -> Option<Dataset> {
        self.all.iter().find_map(|name| {
            let end = |dataset: Dataset| self.dictionary.entry(dataset).names.end_in(name);
            let datasets = datasets.iter().copied();
            datasets
                .filter_map(|dataset| Some((end(dataset)?, dataset)))
                .max()
                .map(|(_, dataset)| dataset)
        })
    }

    /// The name that says that figures by month are what was reached.
    pub(super) fn of_results(&self) -> Option<&str> {
        let entry = self.dictionary.entry(Dataset::TARGETS);
        let is_of_results = |name: &&String| entry.results.are_in(name) || entry.reached.are_in(name);
        self.all.iter().find(is_of_results).map(String::as_str)
    }

    /// The year that the nearest name with one states, where that is not the given one; groups of columns are no names.
    pub(super) fn other_year(&self, year: i32) -> Option<i32> {
        let mut stated = self.all.iter().filter(|name| !self.groups.contains(name));
        let years = stated.find_map(|name| Some(years(name)).filter(|years| !years.is_empty()))?;
        match years[..] {
            [only] if only != year => Some(only),
            _ => None,
        }
    }

    /// The KPI whose targets the nearest name that says so is about.
    pub(super) fn kpi(&self) -> Option<Kpi> {
        let mut stated = self.all.iter().filter(|name| !self.groups.contains(name));
        stated.find_map(|name| self.dictionary.catalogue.target_within(name))
    }

    pub(super) fn contradict(&self, fit: &Fit) -> bool {
        self.against(fit).is_some()
    }

    /// The word in them that speaks against a fit's dataset.
    pub(super) fn against<'f>(&self, fit: &'f Fit) -> Option<&'f str> {
        let entry = &fit.entry;
        let says_targets = fit.says_targets();
        // The columns of such a group are set aside; the others may be the dataset's.
        let is_group = |name: &String| self.groups.contains(name) && entry.sets_aside(name);
        self.all.iter().filter(|name| !is_group(name)).find_map(|name| {
            let results = || entry.results.found_in(name).filter(|_| !says_targets);
            entry.not.found_in(name).or_else(results)
        })
    }
}

/// The years that a folded name states, each once: 2026 in 2026年销售目标 and fy2026; none in 20261005 and 2026年10月.
pub(super) fn years(name: &str) -> Vec<i32> {
    let mut years = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(|first: char| first.is_ascii_digit()) {
        let run = &rest[start..];
        let end = run.find(|next: char| !next.is_ascii_digit()).unwrap_or(run.len());
        let behind = &run[end..];
        let is_of_month = behind
            .strip_prefix('年')
            .is_some_and(|behind| behind.starts_with(|first: char| first.is_ascii_digit()));
        let year = run[..end]
            .parse()
            .ok()
            .filter(|year| end == 4 && (1990..=2199).contains(year));
        if let Some(year) = year.filter(|year| !is_of_month && !years.contains(year)) {
            years.push(year);
        }
        rest = behind;
    }
    years
}
