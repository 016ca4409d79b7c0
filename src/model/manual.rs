//! KPIs that a policy defines: a name, and a score that the manager gives.

use super::Language;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A KPI whose value is a manager's score from 0 to 100. It is as cheap to pass on as the KPIs that are measured,
/// and compares by its id, then by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ManualKpi(&'static Definition);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Definition {
    id: String,
    chinese: String,
    english: String,
}

/// Every definition that was ever made, each once: equal policies share theirs, however often they are read.
static DEFINITIONS: Mutex<BTreeSet<&'static Definition>> = Mutex::new(BTreeSet::new());

impl ManualKpi {
    /// A KPI of that id and those names, one for each language.
    pub fn new(id: &str, chinese: &str, english: &str) -> Self {
        Self::of(Definition {
            id: id.to_owned(),
            chinese: chinese.to_owned(),
            english: english.to_owned(),
        })
    }

    fn of(definition: Definition) -> Self {
        let mut known = DEFINITIONS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.get(&definition) {
            return Self(same);
        }
        // A definition lives as long as the program: scorecards and findings that name it may be kept anywhere.
        let definition: &'static Definition = Box::leak(Box::new(definition));
        known.insert(definition);
        Self(definition)
    }

    /// The id in policies and results: `teamwork`.
    pub fn id(self) -> &'static str {
        &self.0.id
    }

    /// The name printed on forms and headers: 团队协作.
    pub fn name(self, language: Language) -> &'static str {
        language.pick(&self.0.chinese, &self.0.english)
    }
}

impl<'de> Deserialize<'de> for ManualKpi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Definition::deserialize(deserializer).map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_definitions_are_one() {
        let teamwork = ManualKpi::new("teamwork", "团队协作", "Teamwork");
        let again = ManualKpi::new("teamwork", "团队协作", "Teamwork");
        assert!(std::ptr::eq(teamwork.0, again.0), "made once");
        assert_ne!(teamwork, ManualKpi::new("teamwork", "协作", "Teamwork"));
        let written = serde_json::to_string(&teamwork).unwrap();
        let read: ManualKpi = serde_json::from_str(&written).unwrap();
        assert!(std::ptr::eq(teamwork.0, read.0), "and when it is read again");
        assert_eq!(teamwork.name(Language::Chinese), "团队协作");
        assert_eq!(teamwork.name(Language::English), "Teamwork");
    }
}
