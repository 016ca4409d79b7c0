//! A file of a preset → the preset, or every mistake in it at once.

use super::Preset;
use crate::catalogue::expression::{Expression, Wanted};
use crate::catalogue::{Catalogue, List, bilingual};
use crate::mistake::toml_file::{Table, Value};
use crate::mistake::{Complaint, Mistake, TomlFile};
use crate::model::{Bilingual, Dataset, DateOrder, DecimalMark, Field, Id, Language, Meaning};
use crate::recognise::{AmountsOf, Pin, Sign};
use rust_decimal::dec;

const KEYS: [&str; 12] = [
    "name",
    "about",
    "list",
    "columns",
    "where",
    "scale",
    "date_order",
    "decimal",
    "sign",
    "amounts",
    "fill_down",
    "words",
];

/// The preset of that id, as its file states it.
pub(super) fn preset(
    name: &str,
    id: &str,
    text: &str,
    catalogue: &Catalogue,
) -> Result<Preset, Vec<Complaint>> {
    let (mut file, root) = TomlFile::parse(name, text);
    let preset = stated(&mut file, id, &root, catalogue);
    let complaints = file.into_complaints();
    match preset {
        Some(preset) if complaints.is_empty() => Ok(preset),
        _ => Err(complaints),
    }
}

fn stated(file: &mut TomlFile<'_>, id: &str, root: &Value<'_>, catalogue: &Catalogue) -> Option<Preset> {
    let table = file.table(root, &KEYS)?;
    if !is_id(id) {
        let said = Bilingual {
            zh: "预设的文件名以小写字母开头，只用小写字母、数字和短横线".into(),
            en: "the file of a preset begins with a small letter and holds small letters, digits and dashes"
                .into(),
        };
        file.complain(0..0, Mistake::Said(said));
    }
    let name = file
        .required(&table, "name")
        .and_then(|value| bilingual(file, value));
    let about = table.get("about").and_then(|value| bilingual(file, value));
    let ids: Vec<Id> = catalogue.datasets().map(Dataset::id).collect();
    let known: Vec<_> = ids.iter().map(Id::as_str).zip(catalogue.datasets()).collect();
    let dataset = file
        .required(&table, "list")
        .and_then(|value| file.word(value, &known))?;
    let list = catalogue.list(dataset);
    let columns = file.required(&table, "columns");
    Some(Preset {
        id: id.to_owned(),
        name: name?,
        about: about.unwrap_or_else(|| Bilingual::both("")),
        dataset,
        keys: keys(file, &table, list),
        columns: columns
            .map(|value| headers(file, value, list))
            .unwrap_or_default(),
        words: table
            .get("words")
            .map(|value| words(file, value, list))
            .unwrap_or_default(),
    })
}

fn is_id(id: &str) -> bool {
    let is_fit = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.len() <= 60 && id.chars().all(is_fit)
}

/// What a pin would say, but for its columns.
fn keys(file: &mut TomlFile<'_>, table: &Table<'_, '_>, list: &List) -> Pin {
    let orders = DateOrder::ALL.map(|order| (order.id(), order));
    let marks = [DecimalMark::Comma, DecimalMark::Point].map(|mark| (mark.id(), mark));
    let signs = [("minus", Sign::Minus), ("as-written", Sign::AsWritten)];
    let amounts = [("lines", AmountsOf::Lines), ("orders", AmountsOf::Orders)];
    Pin {
        filter: table.get("where").and_then(|value| condition(file, value)),
        scale: table
            .get("scale")
            .and_then(|value| file.number(value, dec!(0.00000001)..=dec!(100_000_000))),
        date_order: table
            .get("date_order")
            .and_then(|value| file.word(value, &orders)),
        decimal: table.get("decimal").and_then(|value| file.word(value, &marks)),
        sign: table.get("sign").and_then(|value| file.word(value, &signs)),
        amounts: table.get("amounts").and_then(|value| file.word(value, &amounts)),
        fill_down: table.get("fill_down").map(|value| {
            let ids: Vec<Id> = list.fields.iter().map(|declared| declared.field.id()).collect();
            let known: Vec<_> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
            let items: Vec<_> = file.list(value).into_iter().flatten().collect();
            let fields = items.into_iter().filter_map(|item| file.word(item, &known));
            fields.map(str::to_owned).collect()
        }),
        ..Pin::default()
    }
}

fn condition(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<String> {
    let text = file.text(value)?;
    if let Err(mistake) = Expression::names(text, Wanted::Condition) {
        let [zh, en] = [Language::Chinese, Language::English].map(|language| mistake.message(language));
        file.complain_within(value, mistake.span, Mistake::Said(Bilingual { zh, en }));
        return None;
    }
    Some(text.to_owned())
}

/// The headers of fields, one or several each, in the order of the file.
fn headers(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Vec<(Field, Vec<String>)> {
    let ids: Vec<Id> = list.fields.iter().map(|declared| declared.field.id()).collect();
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let Some(table) = file.table(value, &known) else {
        return Vec::new();
    };
    let mut columns = Vec::new();
    for (id, _, value) in table.iter() {
        let texts = if value.get_ref().is_array() {
            let texts = file.texts(value).into_iter();
            texts.map(|(text, _)| text.to_owned()).collect()
        } else {
            file.text(value).map(str::to_owned).into_iter().collect()
        };
        columns.extend(list.field(id).map(|field| (field, texts)));
    }
    columns
}

/// What words mean: by field or header, then by meaning, lists of words.
fn words(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Vec<(String, String, Meaning)> {
    let mut words = Vec::new();
    let Some(table) = file.open_table(value) else {
        return words;
    };
    for (column, _, value) in table.iter() {
        let of_field = list.field(column).map(|field| list.meanings(field));
        let meanings = of_field.filter(|meanings| !meanings.is_empty());
        let meanings = meanings.unwrap_or(&list.other_columns);
        let known: Vec<&str> = meanings.iter().map(|meaning| meaning.id()).collect();
        let Some(by_meaning) = file.table(value, &known) else {
            continue;
        };
        for meaning in meanings {
            let texts = by_meaning.get(meaning.id()).map(|value| file.texts(value));
            let texts = texts.into_iter().flatten();
            words.extend(texts.map(|(word, _)| (column.to_owned(), word.to_owned(), *meaning)));
        }
    }
    words
}
