//! Words in files of lists: plain texts, and what words of a column say of their rows.

use super::list::WordLists;
use crate::mistake::TomlFile;
use crate::mistake::toml_file::Value;
use crate::model::Meaning;
use std::collections::BTreeMap;

const KEYS: [&str; 7] = [
    "known",
    "doubtful",
    "parts",
    "harmless",
    "otherwise",
    "like",
    "open",
];

/// Every meaning by its id.
pub(super) fn meanings() -> Vec<(&'static str, Meaning)> {
    Meaning::ALL
        .iter()
        .map(|meaning| (meaning.id(), *meaning))
        .collect()
}

/// The texts under a key, if any.
pub(super) fn texts(file: &mut TomlFile<'_>, value: Option<&Value<'_>>) -> Vec<String> {
    let texts = value.map(|value| file.texts(value)).unwrap_or_default();
    texts.into_iter().map(|(text, _)| text.to_owned()).collect()
}

/// What the words of a list mean.
pub(super) fn words_of<T: Copy>(file: &mut TomlFile<'_>, value: &Value<'_>, known: &[(&str, T)]) -> Vec<T> {
    let values: Vec<&Value<'_>> = file.list(value).into_iter().flatten().collect();
    values
        .into_iter()
        .filter_map(|value| file.word(value, known))
        .collect()
}

/// Adds the words of a table to others; a word that they have in another meaning has it no longer. Words by meaning need no
/// table of their own: `ignored = ["作废"]` under `words` is one of those that are known. `other` are keys that are read
/// elsewhere.
pub(super) fn add(file: &mut TomlFile<'_>, value: &Value<'_>, other: &[&str], words: &mut WordLists) {
    let known: Vec<&str> = KEYS
        .into_iter()
        .chain(meanings().into_iter().map(|(id, _)| id))
        .chain(other.iter().copied())
        .collect();
    let Some(table) = file.table(value, &known) else {
        return;
    };
    for (id, meaning) in meanings() {
        let stated = texts(file, table.get(id));
        say(&mut words.known, meaning, stated);
    }
    for (key, lists) in [
        ("known", &mut words.known),
        ("doubtful", &mut words.doubtful),
        ("parts", &mut words.parts),
        ("harmless", &mut words.harmless),
    ] {
        let ids: Vec<&str> = meanings().into_iter().map(|(id, _)| id).collect();
        let Some(table) = table.get(key).and_then(|value| file.table(value, &ids)) else {
            continue;
        };
        for (id, meaning) in meanings() {
            let stated = texts(file, table.get(id));
            say(lists, meaning, stated);
        }
    }
    if let Some(value) = table.get("otherwise") {
        words.otherwise = file.word(value, &meanings());
    }
    if let Some(value) = table.get("like") {
        words.like = file.text(value).map(str::to_owned);
    }
    if let Some(value) = table.get("open") {
        words.open = file.flag(value).unwrap_or_default();
    }
}

fn say(lists: &mut BTreeMap<Meaning, Vec<String>>, meaning: Meaning, stated: Vec<String>) {
    if stated.is_empty() {
        return;
    }
    for (other, known) in lists.iter_mut() {
        if *other != meaning {
            known.retain(|word| !stated.contains(word));
        }
    }
    lists.entry(meaning).or_default().extend(stated);
}
