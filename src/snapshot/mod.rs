//! Everything that documents are made from, as one value: the hinge between what was read and what is printed.
//!
//! What goes into a snapshot is what was found and decided, in no language: figures exactly, findings as what is wrong
//! rather than as sentences, KPIs by id with their definitions beside. The same snapshot makes the same documents,
//! whenever and wherever it is printed; `docs/snapshot.schema.json` states its form.

mod account;
mod assumptions;
mod changes;
mod columns;
mod comparison;
mod control;
mod difference;
pub mod excerpts;
mod last;
mod rows;

pub use account::{Share, TableAccount, account};
pub use assumptions::{Assumed, assumptions, encodings};
pub use changes::{Earlier, Inputs, changes, mark};
pub use columns::ColumnRead;
pub use comparison::{Comparison, InputDifference, RowsDifference, Side, comparison};
pub use control::{Controlled, controls_that_differ};
pub use difference::{CardDifference, FigureDifference, Presence, WasIs, differences};
pub use last::{LastScore, LastScores};
pub use rows::{FigureRow, FigureRows, figure_rows};

use crate::catalogue::Catalogue;
use crate::measure::Details;
use crate::model::{Assumption, Currency, Finding, Language, Period, Policy};
use crate::score::Appraisal;
use excerpts::Excerpts;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The name of a snapshot among what is published.
pub const FILE: &str = "snapshot.json";

/// The form of snapshots that this program writes, and the only one that it reads.
pub const FORM: u32 = 1;

/// An appraised period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Which form of snapshots it has.
    pub form: u32,
    /// The version of the program that made it.
    pub repcard: String,
    /// The period.
    pub period: Period,
    /// The company's name; empty where the settings name none.
    pub company: String,
    /// The language that documents are in, unless whoever prints wants another.
    pub language: Language,
    /// The currency of all amounts; none where nobody knows.
    pub currency: Option<Currency>,
    /// KPIs, weights, rules, grades.
    pub policy: Policy,
    /// What lists hold and what figures are, as it was in force.
    pub catalogue: Arc<Catalogue>,
    /// Everyone's scorecard.
    pub appraisal: Appraisal,
    /// What stands behind them.
    pub details: Details,
    /// Everything wrong with the data, in order.
    pub findings: Vec<Finding>,
    /// The rows that they stand in.
    pub excerpts: Excerpts,
    /// The files that went in: exports and settings.
    pub inputs: Vec<Input>,
    /// What became of every row and of all money.
    pub account: Vec<TableAccount>,
    /// What was taken for granted, guesses first.
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
    /// What everyone had in the period before, where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<LastScores>,
    /// That it takes the place of a version that was closed, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<Restatement>,
    /// The settings as resolved.
    pub settings: serde_json::Value,
}

/// That a snapshot takes the place of a closed one of its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// Which version it is: 2 or more.
    pub version: u32,
    /// Why.
    pub reason: String,
    /// What is other than in the version before, rep by rep.
    pub changes: Vec<CardDifference>,
}

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    /// Its path below the book.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, in lower-case hex.
    pub sha256: String,
}

/// Why bytes are no snapshot to print from.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// They are no JSON, or not that of a snapshot.
    #[error("{0}")]
    Malformed(#[from] serde_json::Error),
    /// They are a snapshot of another form.
    #[error("its form is {0}, and this program reads form {FORM}")]
    OtherForm(u32),
}

impl SnapshotError {
    /// What is wrong, and what to do.
    pub fn message(&self, file: &str, language: Language) -> String {
        match self {
            Self::Malformed(error) => language.pick(
                format!("{file}：不是 repcard 发布的 snapshot.json（{error}）；请改用已发布目录中的 snapshot.json"),
                format!("{file}: it is no snapshot.json that repcard published ({error}); name the one in a published folder"),
            ),
            Self::OtherForm(form) => language.pick(
                format!("{file}：由另一个版本的 repcard 生成（格式 {form}，本程序读取格式 {FORM}）；请用那个版本打印，或重新 run"),
                format!("{file}: another version of repcard made it (form {form}; this one reads form {FORM}); print it with that version, or run again"),
            ),
        }
    }
}

impl Snapshot {
    /// Which version of its period it is: 1 until one that was closed is restated.
    pub fn version(&self) -> u32 {
        self.restated.as_ref().map_or(1, |restated| restated.version)
    }

    /// Its bytes: one line of JSON, the same for the same snapshot.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The snapshot of those bytes.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, SnapshotError> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let Form { form } = serde_json::from_slice(bytes)?;
        if form != FORM {
            return Err(SnapshotError::OtherForm(form));
        }
        Ok(serde_json::from_slice(bytes)?)
    }
}
