//! What of the exports that a period needs is there, missing, stale or of another month: a line for each list, before any
//! figure is made of it.

use crate::catalogue::Catalogue;
use crate::model::finding::Unmet;
use crate::model::{Dataset, Expectations, Finding, Period, Policy, Problem, Severity};
use crate::read::Scope;
use crate::recognise::Table;
use crate::records::Records;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What there is of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState {
    /// The list.
    pub dataset: Dataset,
    /// The files that hold it and are not of other periods, as paths below the book, in order.
    pub files: Vec<String>,
    /// How many of its rows count for the period; all of rosters and targets.
    pub rows: usize,
    /// The first and the last day of these.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Whether that is enough.
    pub state: State,
    /// How grave it is where it is not, as findings tell it; none where it is, or where nothing hangs on the list.
    pub severity: Option<Severity>,
}

/// Whether what there is of a list is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is.
    There,
    /// There is nothing, and the settings say that nothing happened then.
    NothingHappened,
    /// No file holds the list.
    Missing {
        /// Files of the latest other period that do.
        elsewhere: Vec<String>,
    },
    /// There are rows, and none of the period.
    OtherPeriod {
        /// The newest day of them.
        newest: NaiveDate,
    },
    /// There are tables, and no row in them that counts.
    Empty,
    /// There is less than `[expect]` states.
    Short(Vec<Unmet>),
    /// A file was last changed longer ago than `[expect]` allows.
    Stale {
        /// The file.
        file: String,
        /// How many days ago.
        days: u32,
        /// How many are allowed.
        most: u32,
    },
}

/// What is asked of a period.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The period.
    pub period: Period,
    /// Which lists score.
    pub policy: &'a Policy,
    /// What lists there are.
    pub catalogue: &'a Catalogue,
    /// What the settings expect of them.
    pub expected: &'a Expectations,
    /// How many days ago files were last changed, by their paths below the book; of those that the settings ask for.
    pub ages: &'a BTreeMap<String, u32>,
}

/// What there is of each list that scores, that is expected, or that a file holds; in the order of the catalogue. What was
/// found of the rows says what is less than expected.
pub fn preflight(
    wanted: Wanted<'_>,
    tables: &[Table],
    records: &Records,
    found: &[Finding],
) -> Vec<ListState> {
    let mut files: BTreeMap<Dataset, BTreeSet<&str>> = BTreeMap::new();
    for table in tables.iter().filter(|table| table.scope == Scope::Own) {
        files.entry(table.dataset).or_default().insert(&table.source.file);
    }
    let scoring = wanted.catalogue.scoring(wanted.policy);
    let is_asked = |dataset: &Dataset| {
        matches!(*dataset, Dataset::ROSTER | Dataset::TARGETS)
            || scoring.contains_key(dataset)
            || wanted.expected.datasets.contains_key(dataset)
            || files.contains_key(dataset)
    };
    let state = |dataset: Dataset| {
        let files = files.get(&dataset).into_iter().flatten();
        let files: Vec<String> = files.map(|file| (*file).to_owned()).collect();
        let days = records.rows_of(dataset, wanted.period);
        let days = || days.iter().map(|(day, _)| *day);
        let rows = match dataset {
            Dataset::ROSTER => records.roster.iter().count(),
            Dataset::TARGETS => records.targets.len(),
            _ => days().count(),
        };
        let state = state_of(wanted, records, (dataset, rows, &files), found);
        let is_scoring = scoring.contains_key(&dataset) || dataset == Dataset::TARGETS;
        let is_known = records.coverage.contains_key(&dataset);
        let is_expected = wanted.expected.least(dataset).is_some();
        let severity = match state {
            State::There | State::NothingHappened => None,
            State::Stale { .. } => Some(Severity::Warning),
            State::Short(_) => Some(Severity::Error),
            State::Missing { .. } | State::OtherPeriod { .. } | State::Empty => {
                // A list that a book has never held is perhaps none that it is to hold.
                let severity = if is_expected || is_known {
                    Severity::Error
                } else {
                    Severity::Warning
                };
                (is_expected || is_scoring).then_some(severity)
            }
        };
        ListState {
            state,
            severity,
            days: days().min().zip(days().max()),
            rows,
            files,
            dataset,
        }
    };
    let asked = wanted.catalogue.datasets().filter(is_asked);
    asked.map(state).collect()
}

fn state_of(
    wanted: Wanted<'_>,
    records: &Records,
    (dataset, rows, files): (Dataset, usize, &[String]),
    found: &[Finding],
) -> State {
    if let Some(stale) = stale(wanted, dataset, files) {
        return stale;
    }
    let unmet: Vec<Unmet> = found
        .iter()
        .filter_map(|finding| of_list(finding, dataset))
        .collect();
    if rows > 0 && !unmet.is_empty() {
        return State::Short(unmet);
    }
    if rows > 0 {
        return State::There;
    }
    if wanted.expected.is_optional(dataset) {
        return State::NothingHappened;
    }
    let known = records.coverage.get(&dataset);
    if files.is_empty() {
        let elsewhere = known.map(|known| known.elsewhere.clone()).unwrap_or_default();
        return State::Missing { elsewhere };
    }
    let newest = known.and_then(|known| known.reach).map(|(_, newest)| newest);
    let newest = newest.filter(|newest| !wanted.period.contains(*newest));
    newest.map_or(State::Empty, |newest| State::OtherPeriod { newest })
}

/// The file of a list that is oldest, where that is too old.
fn stale(wanted: Wanted<'_>, dataset: Dataset, files: &[String]) -> Option<State> {
    let most = wanted.expected.least(dataset)?.max_age?;
    let aged = files
        .iter()
        .filter_map(|file| Some((*wanted.ages.get(file)?, file)));
    let (days, file) = aged.max()?;
    (days > most).then(|| State::Stale {
        file: file.clone(),
        days,
        most,
    })
}

/// What a finding says that a list lacks.
fn of_list(finding: &Finding, wanted: Dataset) -> Option<Unmet> {
    let Problem::NotAsExpected { unmet } = &finding.problem else {
        return None;
    };
    let (Unmet::Rows { dataset, .. } | Unmet::Until { dataset, .. } | Unmet::Teams { dataset, .. }) = unmet
    else {
        return None;
    };
    (*dataset == wanted).then(|| unmet.clone())
}
