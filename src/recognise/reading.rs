//! What one table of a sheet was taken for, with everything that led to it: for those who want to see how a file is read.

use super::fit::Fit;
use super::pin::Pin;
use super::sections::Section;
use super::table::Table;
use crate::model::{Dataset, Fate, Field, Finding, Source};
use std::sync::Arc;

/// What a sheet, or a section of one that holds several tables, was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// File and sheet.
    pub source: Arc<Source>,
    /// Number of its first row that is not blank.
    pub first_row: u32,
    /// Number of its last row that is not blank.
    pub last_row: u32,
    /// How many rows hold anything.
    pub rows: u64,
    /// Whether it gives no table, and others look something up in it.
    pub is_looked_up: bool,
    /// The table; none where it was not recognised, as the findings tell.
    pub table: Option<Table>,
    /// How sure the dataset is; none without table.
    pub confidence: Option<Confidence>,
    /// The settings that pin the table as it was read.
    pub pin: Option<Pin>,
    /// The columns that are not read.
    pub unused: Vec<UnusedColumn>,
    /// What is to be said about the sheet and its columns.
    pub findings: Vec<Finding>,
    /// The same as it is where the sheet's name says whose its rows are; none where it takes no name to read it.
    pub by_name: Option<Box<Self>>,
    /// The same as it is where another list of the period shows that it is none of orders; none where it would be of no list.
    pub instead: Option<Box<Self>>,
}

impl Reading {
    /// A section that gives no table.
    pub(super) fn unread(section: &Section, findings: Vec<Finding>) -> Self {
        let (first_row, last_row) = section.span();
        Self {
            source: Arc::clone(&section.sheet.source),
            first_row,
            last_row,
            table: None,
            confidence: None,
            pin: None,
            unused: Vec::new(),
            rows: section.sheet.rows.len() as u64,
            is_looked_up: false,
            findings,
            by_name: None,
            instead: None,
        }
    }
}

/// A column that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedColumn {
    /// The column, counted from 0.
    pub index: u32,
    /// Its header, or its letters where it has none.
    pub header: String,
    /// The field whose name is nearest, or whose column it repeats.
    pub nearest: Option<Field>,
    /// Whether another column is read for the same field.
    pub is_repeated: bool,
    /// Whether it is known to hold nothing of use: a running number, a remark.
    pub is_ignored: bool,
}

/// A row that is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// Its number.
    pub row: u32,
    /// Why it is none.
    pub why: Why,
}

/// Why a row is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It stands above the header.
    Title,
    /// It is the upper line of the header.
    Header,
    /// It says again what stands above.
    Repeated,
    /// It states sums.
    Total,
    /// It ends a printed page.
    Footer,
    /// It states what was reached, beside rows of targets.
    NoTarget,
    /// None of its cells that would be rows states anything.
    Nothing,
    /// It heads a group, or says something of the table.
    Note,
}

impl Why {
    /// What became of such a row.
    pub fn fate(self) -> Fate {
        match self {
            Self::Title => Fate::Title,
            Self::Header | Self::Repeated => Fate::Header,
            Self::Total => Fate::Total,
            Self::NoTarget => Fate::NoTarget,
            Self::Nothing => Fate::Blank,
            Self::Footer | Self::Note => Fate::Note,
        }
    }
}

/// How sure it is that a table is of its dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidence {
    /// In a word.
    pub level: Level,
    /// How many headers are known, those of repeated columns included.
    pub known: usize,
    /// How many headers there are.
    pub stated: usize,
    /// The other datasets whose required columns are all there, too.
    pub also: Vec<Dataset>,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The headers fit several datasets, or say little; the name of the sheet or the file decides, or a guess.
    Low,
    /// The headers decide, but those of another dataset are there, too.
    Medium,
    /// The headers fit this dataset alone.
    High,
    /// The settings say so.
    Pinned,
}

impl Level {
    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Pinned => "pinned",
        }
    }
}

impl Confidence {
    pub(super) fn pinned(fit: &Fit) -> Self {
        Self::new(Level::Pinned, fit, Vec::new())
    }

    /// Of a fit that was chosen before those of `also`, by their scores or by the sheet's name.
    pub(super) fn free(fit: &Fit, also: Vec<(Dataset, usize)>, by_name: bool) -> Self {
        let level = if by_name || !(fit.is_telling || fit.is_complete) {
            Level::Low
        } else if also.is_empty() {
            Level::High
        } else {
            Level::Medium
        };
        let also = also.into_iter().map(|(dataset, _)| dataset).collect();
        Self::new(level, fit, also)
    }

    /// The same where the headers say little.
    pub(super) fn lowered(self) -> Self {
        Self {
            level: Level::Low,
            ..self
        }
    }

    fn new(level: Level, fit: &Fit, also: Vec<Dataset>) -> Self {
        Self {
            level,
            known: fit.columns.len() + fit.repeated.len(),
            stated: fit.header.columns.iter().flatten().count(),
            also,
        }
    }
}
