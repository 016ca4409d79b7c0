//! Rows that are no records: kept by their places, so that whoever looks for one is told what became of it.

use super::RepKey;
use super::data_row::{DataRow, Gathered};
use crate::model::{Dataset, Place};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The list that it is of.
    pub dataset: Dataset,
    /// The row.
    pub place: Place,
    /// Whom it names, as far as that could be told.
    pub rep: Option<RepKey>,
    /// Its day, as far as that could be read.
    pub date: Option<NaiveDate>,
    /// The money that it counts for, as far as it was read.
    pub amount: Option<Decimal>,
    /// What its cell states, before anything was made of it.
    pub stated: Option<Decimal>,
    /// Why.
    pub why: LeftOutFor,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutFor {
    /// For what the finding of that code says.
    Finding(&'static str),
    /// A newer list has the customer.
    NewerList,
}

impl LeftOut {
    /// A row that was read, and is left out all the same.
    pub fn read<T: DataRow>(row: &Gathered<T>, why: LeftOutFor) -> Self {
        Self {
            dataset: row.row.dataset(),
            place: row.place.clone(),
            rep: row.rep,
            date: row.date,
            amount: row.row.amount().map(|amount| amount.normalize()),
            stated: row.row.stated(),
            why,
        }
    }
}
