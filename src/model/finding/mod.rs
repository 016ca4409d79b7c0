//! Everything wrong with the data is a finding: how grave, what kind, where, what, and what to do.

mod changed;
mod file;
mod font;
mod kept;
mod late;
mod money;
pub mod page;
mod people;
mod plan;
mod problem;
mod setting;
mod sheet;
mod targets;
mod unlike;
mod unmet;
mod wording;

pub use file::{Content, Damage, Limit};
pub use font::FontFault;
pub use kept::Kept;
pub use late::Late;
pub use page::Page;
pub use people::RepWriting;
pub use plan::PlanTrouble;
pub use problem::Problem;
pub use setting::{Doubt, SameFor};
pub use sheet::{Against, LikeliestDataset, OtherTargets, UnitPlace, Unused};
pub use targets::RepWithout;
pub use unlike::{Unlike, Unscored};
pub use unmet::Unmet;
pub use wording::place_in_template;

use super::{Language, Place, Terms};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How grave a finding is; the gravest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row, sheet or file is left out.
    Error,
    /// It counts, but a person should look.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The word printed for people.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Error => language.pick("错误", "error"),
            Self::Warning => language.pick("警告", "warning"),
            Self::Info => language.pick("提示", "info"),
        }
    }
}

/// One thing wrong with the data. Findings order by severity, place and kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Where; none where it concerns the book as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub problem: Problem,
    /// The money that hangs on it, in the book's own: what a row left out states, what a doubtful word decides; none
    /// where no money does, or nobody can tell how much.
    pub amount: Option<Decimal>,
}

impl Finding {
    /// A finding about `problem` at `place`.
    pub fn at(place: Place, problem: Problem) -> Self {
        Self {
            severity: problem.severity(),
            place: Some(place),
            problem,
            amount: None,
        }
    }

    /// A finding about the book as a whole.
    pub fn general(problem: Problem) -> Self {
        Self {
            severity: problem.severity(),
            place: None,
            problem,
            amount: None,
        }
    }

    /// The same with the money that hangs on it.
    #[must_use]
    pub fn worth(mut self, amount: Option<Decimal>) -> Self {
        self.amount = amount;
        self
    }

    /// Whether something was left out for it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The stable code: `unknown-rep`.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What was found.
    pub fn what(&self, terms: Terms<'_>) -> String {
        self.problem.what(terms)
    }

    /// What to do about it.
    pub fn fix(&self, terms: Terms<'_>) -> String {
        self.problem.fix(terms)
    }
}
