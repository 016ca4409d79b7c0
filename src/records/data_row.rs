//! What rows of any list have in common: how they are read, what equal ones mean, where they stand.

use super::RepKey;
use super::horizon::Horizon;
use super::row::RowReader;
use super::staff::Staff;
use super::stated::Added;
use super::words::{Lexicon, WordSettings};
use crate::catalogue::Catalogue;
use crate::model::{Dataset, Kpi, Period, Place, YearStart};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::Arc;

/// A row of a dataset with every field that it may have, as parsed: equal rows are equal values.
pub trait DataRow: Eq + Hash + Sized {
    /// The list that it is of.
    fn dataset(&self) -> Dataset;

    /// Reads the row's fields, all of them before the first that is missing makes it none.
    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self>;

    /// What it states in the fields that a book adds to its list, where it may.
    fn added(&self) -> Option<&Added> {
        None
    }

    /// Whether its words let it count.
    fn counts(&self) -> bool {
        self.added().is_none_or(Added::counts)
    }

    /// The money that it states, where rows of the dataset do.
    fn amount(&self) -> Option<Decimal> {
        self.added()?.money()
    }

    /// The same as its cell states it, whatever was made of it since.
    fn stated(&self) -> Option<Decimal> {
        self.amount()
    }

    /// What an equal row in the same sheet means.
    fn within_sheet(&self) -> WithinSheet {
        WithinSheet::Counts
    }
}

/// What rows are read against.
pub struct Context {
    /// The reps.
    pub staff: Staff,
    /// The days that are needed.
    pub horizon: Horizon,
    /// The period.
    pub period: Period,
    /// Where the years begin that targets are set for.
    pub year_start: YearStart,
    /// The KPIs that managers score.
    pub manual: Vec<Kpi>,
    /// What figures are called, and what kind of number each is.
    pub catalogue: Arc<Catalogue>,
    /// What words of its lists say.
    pub lexicon: Lexicon,
    /// What the settings say of words.
    pub words: WordSettings,
    /// The lists that may have no row.
    pub optional: BTreeSet<Dataset>,
}

/// A row that was read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered<T> {
    /// The place of the row.
    pub place: Place,
    /// Which of the tables it stands in.
    pub table: usize,
    /// Whom it names.
    pub rep: Option<RepKey>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// The row.
    pub row: T,
}

/// What an equal row of the same sheet means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithinSheet {
    /// The row has a full identity, so that a second one is rejected.
    Rejected,
    /// Both may be real: both count, with a warning.
    Counts,
    /// The dataset sees to it itself.
    Unsaid,
}
