//! A rep who is scored on other KPIs than others are.

use crate::model::{Kpi, Language, Terms};
use serde::{Deserialize, Serialize};

/// Which KPIs make the difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unlike {
    /// Number and name.
    pub rep: String,
    /// What the rep lacks.
    pub lacks: Vec<Kpi>,
    /// What the rep has, and most lack.
    pub has: Vec<Kpi>,
}

impl Unlike {
    /// All of them in words, with how many more there are.
    pub(super) fn list(reps: &[Self], count: u64, terms: Terms<'_>) -> String {
        let said: Vec<String> = reps.iter().map(|rep| rep.text(terms)).collect();
        let mut text = said.join(terms.pick("；", "; "));
        let more = count.saturating_sub(reps.len() as u64);
        if more > 0 {
            text += &terms.pick(format!("；另有 {more} 人"), format!("; and {more} more"));
        }
        text
    }

    fn text(&self, terms: Terms<'_>) -> String {
        let names = |kpis: &[Kpi]| {
            let names: Vec<&str> = kpis.iter().map(|kpi| terms.kpi(*kpi)).collect();
            names.join(terms.pick("、", ", "))
        };
        let mut text = self.rep.clone();
        if !self.lacks.is_empty() {
            text += terms.pick("缺", " lacks ");
            text += &names(&self.lacks);
        }
        if !self.has.is_empty() {
            text += terms.pick("多", " also has ");
            text += &names(&self.has);
        }
        text
    }
}

/// A month that reps have no score for, where other months of the period have one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unscored {
    /// `2026-11`
    pub month: String,
    /// For how many reps.
    pub count: u64,
    /// Some of them, by number and name.
    pub reps: Vec<String>,
}

impl Unscored {
    /// All of them in words.
    pub(super) fn list(missing: &[Self], language: Language) -> String {
        let said: Vec<String> = missing.iter().map(|month| month.text(language)).collect();
        said.join(language.pick("；", "; "))
    }

    fn text(&self, language: Language) -> String {
        let Self { month, count, reps } = self;
        let reps = reps.join(language.pick("、", ", "));
        language.pick(
            format!(
                "{month} 缺 {count} 人（{reps}{}）",
                more(*count, self.reps.len(), language)
            ),
            format!(
                "{month} of {count} reps ({reps}{})",
                more(*count, self.reps.len(), language)
            ),
        )
    }
}

fn more(all: u64, named: usize, language: Language) -> &'static str {
    if all > named as u64 {
        language.pick(" 等", " and others")
    } else {
        ""
    }
}
