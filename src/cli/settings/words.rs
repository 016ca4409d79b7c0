//! `[words.<dataset>.<field or header>]` of `repcard.toml`: what words of exports mean.

use repcard::catalogue::{Catalogue, List};
use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::model::{Id, Meaning};
use repcard::records::WordSettings;
use std::sync::Arc;

/// Reads the table; a field is named by its id, any other column of orders, visits and calls by its header.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>, catalogue: &Catalogue) -> WordSettings {
    let mut words = WordSettings::default();
    let decides = |list: &&Arc<List>| list.fields.iter().any(|declared| !declared.meanings.is_empty());
    let lists: Vec<&Arc<List>> = catalogue.lists().filter(decides).collect();
    let ids: Vec<Id> = lists.iter().map(|list| list.dataset.id()).collect();
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let Some(table) = file.table(value, &known) else {
        return words;
    };
    for list in lists {
        if let Some(value) = table.get(&list.dataset.id()) {
            columns(file, value, list, &mut words);
        }
    }
    words
}

fn columns(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List, words: &mut WordSettings) {
    let others = list.other_columns.as_slice();
    let deciding = list
        .fields
        .iter()
        .filter(|declared| !declared.meanings.is_empty());
    let ids: Vec<Id> = deciding.map(|declared| declared.field.id()).collect();
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let table = match others {
        [] => file.table(value, &known),
        _ => file.open_table(value),
    };
    let Some(table) = table else { return };
    for (column, _, value) in table.iter() {
        let field = list.field(column).map(|field| list.meanings(field));
        let meanings = field.filter(|meanings| !meanings.is_empty()).unwrap_or(others);
        let meanings: Vec<(&str, Meaning)> =
            meanings.iter().map(|meaning| (meaning.id(), *meaning)).collect();
        let Some(listed) = file.open_table(value) else {
            continue;
        };
        for (word, _, value) in listed.iter() {
            if let Some(meaning) = file.word(value, &meanings) {
                words.insert(list.dataset, column, word, meaning);
            }
        }
    }
}
