//! The snapshot of the period before → each rep's score and grade then, for forms that print them beside this period's.

use super::FORM;
use crate::model::Period;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What reps had in the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastScores {
    /// That period.
    pub period: Period,
    /// Those who had a score, in order of their numbers.
    pub reps: Vec<LastScore>,
}

/// What a rep had in the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastScore {
    /// The rep's number.
    pub rep_id: String,
    /// The score.
    pub score: Decimal,
    /// The grade; none where too little counted for one.
    pub grade: Option<String>,
    /// What was agreed to be improved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

#[derive(Deserialize)]
struct Then {
    form: u32,
    appraisal: Appraised,
}

#[derive(Deserialize)]
struct Appraised {
    period: Period,
    scorecards: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    rep: Rep,
    score: Option<Decimal>,
    grade: Option<Grade>,
    #[serde(default)]
    remarks: Agreed,
}

#[derive(Default, Deserialize)]
struct Agreed {
    #[serde(default)]
    plan: Option<String>,
}

#[derive(Deserialize)]
struct Rep {
    rep_id: String,
}

#[derive(Deserialize)]
struct Grade {
    grade: String,
}

impl LastScores {
    /// What the bytes of a snapshot say; none where another version made it, or nobody had a score.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let Then { form, appraisal } = serde_json::from_slice(bytes).ok()?;
        let cards = appraisal.scorecards.into_iter();
        let reps: Vec<LastScore> = cards
            .filter_map(|card| {
                Some(LastScore {
                    rep_id: card.rep.rep_id,
                    score: card.score?,
                    grade: card.grade.map(|grade| grade.grade),
                    plan: card.remarks.plan,
                })
            })
            .collect();
        (form == FORM && !reps.is_empty()).then_some(Self {
            period: appraisal.period,
            reps,
        })
    }

    /// A rep's.
    pub fn of(&self, rep_id: &str) -> Option<&LastScore> {
        self.reps.iter().find(|rep| rep.rep_id == rep_id)
    }
}
