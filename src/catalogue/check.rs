//! Checks of a company's own: what must not be, as a condition on the rows of a list.

use super::expression::Wanted;
use super::read::{bilingual, dataset, expression};
use super::{Catalogue, Condition};
use crate::mistake::TomlFile;
use crate::mistake::toml_file::Value;
use crate::model::{Bilingual, Dataset, Severity};

/// What must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The list.
    pub dataset: Dataset,
    /// Which rows are told.
    pub condition: Condition,
    /// The same as it is written.
    pub written: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is said of them.
    pub message: Bilingual,
}

const KEYS: [&str; 4] = ["dataset", "where", "severity", "message"];
const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("info", Severity::Info),
];

impl Catalogue {
    /// The check that a `[[check]]` table states.
    pub fn check(&self, file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Check> {
        let table = file.table(value, &KEYS)?;
        let datasets: Vec<Dataset> = self.datasets().collect();
        let list = file
            .required(&table, "dataset")
            .and_then(|value| dataset(file, value, &datasets));
        let message = file
            .required(&table, "message")
            .and_then(|value| bilingual(file, value));
        let severity = match table.get("severity") {
            Some(value) => file.word(value, &SEVERITIES),
            None => Some(Severity::Warning),
        };
        let written = file.required(&table, "where");
        let list = list?;
        let scope = self.scope(list);
        let filter = expression(file, written?, &scope, Wanted::Condition);
        let filter = filter?;
        Some(Check {
            dataset: list,
            condition: Condition::new(&scope, Some(filter), None),
            written: written?.get_ref().as_str().unwrap_or_default().to_owned(),
            severity: severity?,
            message: message?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::expression::{Column, Surroundings, Value};
    use crate::model::{Calendar, Language};

    /// The checks of a text, or where its mistakes stand.
    fn read(text: &str) -> (Vec<Check>, Vec<(usize, usize, String)>) {
        let (mut file, root) = TomlFile::parse("repcard.toml", text);
        let table = file.open_table(&root).unwrap();
        let value = table.get("check").unwrap();
        let items: Vec<_> = file.list(value).unwrap().collect();
        let checks = items
            .into_iter()
            .filter_map(|item| Catalogue::built_in().check(&mut file, item));
        let checks = checks.collect();
        let mistakes = file.into_complaints().into_iter().map(|complaint| {
            let said = complaint.mistake.message(Language::English);
            (complaint.line, complaint.column, said)
        });
        (checks, mistakes.collect())
    }

    #[test]
    fn a_check_is_a_condition_on_a_list() {
        let (checks, mistakes) =
            read("[[check]]\ndataset = 'orders'\nwhere = '金额 > 1000 and not counts'\nmessage = '查'\n");
        assert_eq!(mistakes, []);
        let [check] = &checks[..] else {
            panic!("{checks:?}")
        };
        assert_eq!(
            (check.dataset, check.severity),
            (Dataset::ORDERS, Severity::Warning)
        );
        let period = "2026-10".parse().unwrap();
        let calendar = Calendar::default();
        let around = Surroundings::new(period, &calendar);
        let scope = Catalogue::built_in().scope(Dataset::ORDERS);
        let value = |column: &Column| match column.name.as_str() {
            "amount" => Value::from(2000),
            "counts" => Value::from(false),
            _ => Value::Null,
        };
        let row: Vec<Value> = scope.columns().iter().map(value).collect();
        let refusal = check.condition.refusal(&row, false, &around);
        assert_eq!(refusal, None, "it asks for rows that do not count");
    }

    #[test]
    fn mistakes_stand_at_their_place() {
        let (checks, mistakes) = read(
            "[[check]]\ndataset = 'order'\nwhere = 'amount > 1'\nmessage = 'x'\n\
             [[check]]\ndataset = 'orders'\nwhere = \"amuont > 1\"\nmessage = 'x'\n\
             [[check]]\ndataset = 'orders'\nwhere = 'amount + 1'\nmessage = 'x'\nseverity = 'grave'\n",
        );
        assert!(checks.is_empty(), "{checks:?}");
        let places: Vec<(usize, usize)> = mistakes
            .iter()
            .map(|(line, column, _)| (*line, *column))
            .collect();
        assert_eq!(places, [(2, 11), (7, 10), (11, 10), (13, 12)], "{mistakes:?}");
        assert!(mistakes[1].2.contains("did you mean `amount`?"), "{mistakes:?}");
    }
}
