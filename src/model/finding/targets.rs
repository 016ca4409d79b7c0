//! What findings tell of the months of a period for which somebody has no target.

use crate::model::{Language, Month};
use serde::{Deserialize, Serialize};

/// A rep, and the months for which nothing says what was to be reached.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RepWithout {
    /// The rep's number.
    pub rep_id: String,
    /// The rep's name.
    pub rep_name: String,
    /// Those months.
    pub months: Vec<Month>,
}

impl RepWithout {
    /// How many reps are named.
    pub const NAMED: usize = 5;

    /// The reps and their months in one line.
    pub(super) fn text(reps: &[Self], rest: u64, language: Language) -> String {
        let comma = language.pick("、", ", ");
        let named = reps.iter().map(|rep| {
            let Self {
                rep_id,
                rep_name,
                months,
            } = rep;
            let months: Vec<String> = months.iter().map(ToString::to_string).collect();
            let months = months.join(comma);
            match language {
                Language::Chinese => format!("{rep_id} {rep_name}（{months}）"),
                Language::English => format!("{rep_id} {rep_name} ({months})"),
            }
        });
        let mut named: Vec<String> = named.collect();
        if rest > 0 {
            named.push(match language {
                Language::Chinese => format!("另有 {rest} 人"),
                Language::English => format!("and {rest} more"),
            });
        }
        named.join(comma)
    }
}
