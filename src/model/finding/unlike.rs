//! A rep who is scored on other KPIs than others are.

use crate::model::{Kpi, Language};
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
    pub(super) fn list(reps: &[Self], count: u64, language: Language) -> String {
        let said: Vec<String> = reps.iter().map(|rep| rep.text(language)).collect();
        let mut text = said.join(language.pick("；", "; "));
        let more = count.saturating_sub(reps.len() as u64);
        if more > 0 {
            text += &language.pick(format!("；另有 {more} 人"), format!("; and {more} more"));
        }
        text
    }

    fn text(&self, language: Language) -> String {
        let names = |kpis: &[Kpi]| {
            let names: Vec<&str> = kpis.iter().map(|kpi| kpi.name(language)).collect();
            names.join(language.pick("、", ", "))
        };
        let mut text = self.rep.clone();
        if !self.lacks.is_empty() {
            text += language.pick("缺", " lacks ");
            text += &names(&self.lacks);
        }
        if !self.has.is_empty() {
            text += language.pick("多", " also has ");
            text += &names(&self.has);
        }
        text
    }
}
