//! `[words.<dataset>.<field or header>]` of `repcard.toml`: what words of exports mean.

use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::model::{Dataset, Field, Id, Meaning};
use repcard::records::WordSettings;

/// Reads the table; a field is named by its id, any other column of orders, visits and calls by its header.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>) -> WordSettings {
    let mut words = WordSettings::default();
    let decides = |dataset: &Dataset| {
        dataset
            .fields()
            .iter()
            .any(|field| !Meaning::of(*dataset, *field).is_empty())
    };
    let datasets: Vec<Dataset> = Dataset::ALL.into_iter().filter(decides).collect();
    let ids: Vec<&str> = datasets.iter().map(|dataset| dataset.id()).collect();
    let Some(table) = file.table(value, &ids) else {
        return words;
    };
    for dataset in datasets {
        if let Some(value) = table.get(dataset.id()) {
            columns(file, value, dataset, &mut words);
        }
    }
    words
}

fn columns(file: &mut TomlFile<'_>, value: &Value<'_>, dataset: Dataset, words: &mut WordSettings) {
    let others = Meaning::of_other_columns(dataset);
    let deciding = dataset
        .fields()
        .iter()
        .filter(|field| !Meaning::of(dataset, **field).is_empty());
    let ids: Vec<Id> = deciding.map(|field| field.id()).collect();
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let table = match others {
        [] => file.table(value, &known),
        _ => file.open_table(value),
    };
    let Some(table) = table else { return };
    for (column, _, value) in table.iter() {
        let field = Field::from_id(column).map(|field| Meaning::of(dataset, field));
        let meanings = field.filter(|meanings| !meanings.is_empty()).unwrap_or(others);
        let meanings: Vec<(&str, Meaning)> =
            meanings.iter().map(|meaning| (meaning.id(), *meaning)).collect();
        let Some(listed) = file.open_table(value) else {
            continue;
        };
        for (word, _, value) in listed.iter() {
            if let Some(meaning) = file.word(value, &meanings) {
                words.insert(dataset, column, word, meaning);
            }
        }
    }
}
