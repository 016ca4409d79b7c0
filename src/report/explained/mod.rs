//! Figures with everything that they are made of, for whoever asks why: rows, reasons, the target's steps, the points.

pub mod asked;
pub mod derivation_text;
pub mod formula_text;
pub mod json;
pub mod reason_text;
pub mod row;
pub mod then;

use crate::measure::Evidence;
use crate::model::{Kpi, Period};
use crate::score::{KpiScore, Scorecard};
use crate::targets::Derivation;
use row::RowStory;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Why a rep has these figures; without a KPI, all of them.
    Rep {
        /// The rep's number or name.
        rep: String,
        /// A KPI's id or name.
        kpi: Option<String>,
    },
    /// The same of everyone in a team.
    Team {
        /// The team.
        team: String,
        /// A KPI's id or name.
        kpi: Option<String>,
    },
    /// What became of a row.
    Row(String),
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The period.
    pub period: Period,
    /// How the inputs and figures of now compare with what was published.
    pub published: PublishedThen,
    /// What was asked for.
    pub answer: Answer,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Figures of reps.
    Reps {
        /// Each rep.
        reps: Vec<Explained>,
        /// The only KPI that was asked for.
        only: Option<Kpi>,
    },
    /// Rows, one of each sheet that was meant.
    Rows(Vec<RowStory>),
}

/// A rep's figures with what they are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The whole card.
    pub card: Scorecard,
    /// The figures that were asked for.
    pub figures: Vec<ExplainedFigure>,
}

/// A figure with what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedFigure {
    /// Target, actual, points.
    pub score: KpiScore,
    /// The rows.
    pub evidence: Evidence,
    /// How the target came about.
    pub derivation: Option<Derivation>,
}

/// What was published of the period, compared with what would be now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedThen {
    /// Nothing was.
    Nothing,
    /// The same.
    Same,
    /// Something else.
    Other {
        /// Inputs that have changed, come or gone since.
        inputs: Vec<String>,
        /// Figures that are others now.
        figures: Vec<OtherFigure>,
    },
}

/// A figure that was published otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFigure {
    /// Whose.
    pub rep_id: String,
    /// Which; none: the score.
    pub kpi: Option<Kpi>,
    /// What was published, and what it would be now.
    pub figures: [String; 2],
}
