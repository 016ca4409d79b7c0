//! What a period's exports are expected to hold: `[expect]` of `repcard.toml`.

use super::Dataset;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the settings say must be there, and what may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Expectations {
    /// Patterns of files, each of which must match one.
    pub files: Vec<String>,
    /// What is said of single datasets.
    pub datasets: BTreeMap<Dataset, Expected>,
}

/// What is expected of a dataset in the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// Without a row nothing happened: counts are 0, conduct is whole.
    Optional,
    /// It must have rows, and perhaps more than that.
    Required(Least),
}

/// The least that a dataset must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Least {
    /// The least number of rows of the period.
    pub rows: Option<u32>,
    /// How far its rows must reach.
    pub until: Option<Until>,
    /// The teams that must have rows.
    pub teams: Option<Teams>,
    /// How many days ago its files may have been changed at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
}

/// The day that a dataset's rows must reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// The last working day of the period.
    LastWorkingDay,
    /// So many days before the end of the period.
    DaysBeforeEnd(u32),
    /// That day.
    Day(NaiveDate),
}

/// Which teams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Teams {
    /// All of them.
    All,
    /// Those of these names.
    Named(Vec<String>),
}

impl Expectations {
    /// Whether the dataset may have no row without a word.
    pub fn is_optional(&self, dataset: Dataset) -> bool {
        self.datasets.get(&dataset) == Some(&Expected::Optional)
    }

    /// The datasets that may have no row.
    pub fn optional(&self) -> BTreeSet<Dataset> {
        let datasets = self.datasets.keys().copied();
        datasets.filter(|dataset| self.is_optional(*dataset)).collect()
    }

    /// Whether the age of any file matters.
    pub fn asks_for_ages(&self) -> bool {
        let mut expected = self.datasets.values();
        expected.any(|expected| matches!(expected, Expected::Required(Least { max_age: Some(_), .. })))
    }

    /// What a dataset must hold, where the settings say so.
    pub fn least(&self, dataset: Dataset) -> Option<&Least> {
        match self.datasets.get(&dataset) {
            Some(Expected::Required(least)) => Some(least),
            _ => None,
        }
    }
}
