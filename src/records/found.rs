//! What comes up while rows are read.

use super::days::Days;
use super::ledger::Ledger;
use super::left_out::LeftOut;
use crate::model::{Assumption, Finding};

/// What comes up while rows are read.
#[derive(Debug, Default)]
pub struct Found {
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// The days that they are of.
    pub days: Days,
    /// Those that are no records.
    pub left_out: Vec<LeftOut>,
    /// What became of each row.
    pub ledger: Ledger,
    /// What their words were taken for.
    pub assumed: Vec<Assumption>,
}
