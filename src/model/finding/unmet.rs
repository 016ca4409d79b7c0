//! What of `[expect]` is not so, in both languages.

use crate::model::{Dataset, Terms};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An expectation that the period's exports don't meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unmet {
    /// No file is of that pattern.
    File {
        /// The pattern.
        pattern: String,
        /// The files that are there.
        there: Vec<String>,
    },
    /// Fewer rows than that.
    Rows {
        /// The dataset.
        dataset: Dataset,
        /// The least number.
        least: u32,
        /// How many are of the period.
        found: u64,
    },
    /// Rows that end before the day that they must reach.
    Until {
        /// The dataset.
        dataset: Dataset,
        /// The day.
        wanted: NaiveDate,
        /// The newest day of the period that a row is of.
        newest: Option<NaiveDate>,
    },
    /// Teams without a row of the period.
    Teams {
        /// The dataset.
        dataset: Dataset,
        /// Their names.
        teams: Vec<String>,
    },
}

impl Unmet {
    /// The words for people.
    pub fn text(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        let name = |dataset: &Dataset| terms.dataset(*dataset);
        match self {
            Self::File { pattern, there } => {
                let there = match &there[..] {
                    [] => language.pick("没有任何文件".into(), "no file at all".into()),
                    files => files.join(language.pick("、", ", ")),
                };
                language.pick(
                    format!("没有文件符合“{pattern}”；现有：{there}"),
                    format!("no file is called \"{pattern}\"; there are {there}"),
                )
            }
            Self::Rows {
                dataset,
                least,
                found,
            } => language.pick(
                format!("本期的{}只有 {found} 行，应至少 {least} 行", name(dataset)),
                format!(
                    "{} of the period: {found} rows, and at least {least} are expected",
                    name(dataset)
                ),
            ),
            Self::Until {
                dataset,
                wanted,
                newest,
            } => {
                let newest = newest.map_or_else(
                    || language.pick("没有任何一行".into(), "there is no row".into()),
                    |day| language.pick(format!("只到 {day}"), format!("they end on {day}")),
                );
                language.pick(
                    format!("{}应到 {wanted} 为止，而{newest}", name(dataset)),
                    format!("{} should reach {wanted}, and {newest}", name(dataset)),
                )
            }
            Self::Teams { dataset, teams } => language.pick(
                format!("这些团队本期没有{}：{}", name(dataset), teams.join("、")),
                format!(
                    "no {} of the period for the teams {}",
                    name(dataset),
                    teams.join(", ")
                ),
            ),
        }
    }
}
