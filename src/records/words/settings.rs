//! What the settings say of words: `[words.<dataset>.<field or header>]` of `repcard.toml`.

use super::text::key;
use crate::catalogue::List;
use crate::model::{Dataset, Field, Meaning};
use std::collections::BTreeMap;

/// The key that stands for every word that is not listed.
pub const EVERY_OTHER: &str = "*";
/// What ends a word that a finding quoted in part.
const CUT: char = '…';

/// Meanings by dataset, by field or header, and by word as it compares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSettings {
    columns: BTreeMap<Dataset, BTreeMap<String, BTreeMap<String, Meaning>>>,
}

impl WordSettings {
    /// Says what a word of a column means: one that is a field of the dataset by its id, another by its header.
    pub fn insert(&mut self, dataset: Dataset, column: &str, word: &str, meaning: Meaning) {
        let columns = self.columns.entry(dataset).or_default();
        let words = columns.entry(column.to_owned()).or_default();
        words.insert(written(word), meaning);
    }

    /// What they say of a text of a field.
    pub fn of_field(&self, dataset: Dataset, field: Field, text: &str) -> Option<Meaning> {
        self.of_column(dataset, &field.id(), text)
    }

    /// What they say of a text of a column.
    pub fn of_column(&self, dataset: Dataset, column: &str, text: &str) -> Option<Meaning> {
        let words = self.columns.get(&dataset)?.get(column)?;
        let key = written(text);
        let cut = || {
            let mut cut = words.iter().filter(|(word, _)| word.ends_with(CUT));
            cut.find(|(word, _)| key.starts_with(word.trim_end_matches(CUT)))
                .map(|(_, meaning)| meaning)
        };
        let said = words.get(&key).or_else(cut).or_else(|| words.get(EVERY_OTHER));
        said.copied()
    }

    /// The columns of a dataset that they name by header.
    pub fn other_columns<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a str> {
        let columns = self
            .columns
            .get(&list.dataset)
            .into_iter()
            .flat_map(BTreeMap::keys);
        columns
            .map(String::as_str)
            .filter(move |column| !is_field(list, column))
    }

    /// All of them, by dataset, column and word as it compares.
    pub fn columns(&self) -> &BTreeMap<Dataset, BTreeMap<String, BTreeMap<String, Meaning>>> {
        &self.columns
    }
}

/// Whether a column is named by the id of a field whose words decide.
pub fn is_field(list: &List, column: &str) -> bool {
    let field = list.field(column);
    field.is_some_and(|field| !list.meanings(field).is_empty())
}

/// A word as it compares; one of signs alone as it stands.
fn written(word: &str) -> String {
    let cut = word.trim_end().ends_with(CUT);
    match key(word) {
        empty if empty.is_empty() => word.trim().to_owned(),
        key if cut => format!("{key}{CUT}"),
        key => key,
    }
}
