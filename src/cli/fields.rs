//! `repcard fields`: what goes in, list by list: fields, kinds, headers and words, as text of 80 columns or as JSON.

use super::explain::paragraph;
use super::width::padded;
use repcard::catalogue::{Catalogue, List, ListField};
use repcard::model::{Dataset, Field, Kind, Language};
use repcard::recognise::{Preset, Presets};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Every list in a line.
pub fn table(catalogue: &Catalogue, language: Language) -> String {
    let rows: Vec<[String; 3]> = catalogue.lists().map(|list| summary(list, language)).collect();
    let wide = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or_default();
    let (ids, names) = (wide(0), wide(1));
    let mut text = String::new();
    for [id, name, fields] in &rows {
        let _ = write!(text, "{}{}", padded(id, ids + 2), padded(name, names + 2));
        hanging(&mut text, fields, ids + names + 4);
    }
    text.push_str(language.pick(
        "\nrepcard fields 清单 id  列出其中一份的字段、认得的列名和词；* 必填\n",
        "\nrepcard fields ID  lists one of them with its headers and words; * required\n",
    ));
    text
}

fn summary(list: &List, language: Language) -> [String; 3] {
    let fields = shown(list).map(|declared| {
        let star = if declared.required { "*" } else { "" };
        format!("{}{star}", declared.name.text(language))
    });
    let fields: Vec<String> = fields.collect();
    [
        list.dataset.to_string(),
        list.name.text(language).to_owned(),
        fields.join(language.pick("、", ", ")),
    ]
}

/// One list in full.
pub fn list(list: &List, language: Language) -> String {
    let mut text = format!("{}  {}\n", list.dataset, list.name.text(language));
    let name = |field| list.field_name(field, language).unwrap_or_default();
    let told = match list.date {
        Some(date) => language.pick(
            format!("各行按“{}”归入考核期。", name(date)),
            format!("A row is of the period in which its {} lies.", name(date)),
        ),
        None if list.is_of_period() => language.pick(
            "各行属于文件所在文件夹的考核期。".to_owned(),
            "Rows are of the period in whose folder they lie.".to_owned(),
        ),
        None => language.pick(
            "各行长期有效。".to_owned(),
            "Rows hold for many periods.".to_owned(),
        ),
    };
    paragraph(&mut text, &told, 0);
    if !list.identity.is_empty() {
        let fields: Vec<&str> = list.identity.iter().map(|field| name(*field)).collect();
        let told = language.pick(
            format!("{}相同的两行是同一行。", fields.join("、")),
            format!("Two rows of one {} are one.", fields.join(", ")),
        );
        paragraph(&mut text, &told, 0);
    }
    for declared in shown(list) {
        let required = if declared.required {
            language.pick("必填", "required")
        } else {
            language.pick("可空", "may be empty")
        };
        let kind = kind(declared.kind, language);
        let _ = writeln!(
            text,
            "\n{}  {}  {kind}  {required}",
            declared.field.id(),
            declared.name.text(language)
        );
        let separator = language.pick("、", ", ");
        if !declared.headers.is_empty() {
            let headers = declared.headers.join(separator);
            let told = language.pick(format!("列名：{headers}"), format!("Headers: {headers}"));
            paragraph(&mut text, &told, 2);
        }
        for (meaning, words) in &declared.words.known {
            let words = words.join(separator);
            paragraph(&mut text, &format!("{}：{words}", meaning.outcome(language)), 2);
        }
    }
    text
}

/// What is known of systems' exports, of one list or of all.
pub fn presets(presets: &Presets, dataset: Option<Dataset>, language: Language) -> String {
    let mut text = String::new();
    for preset in of_list(presets, dataset) {
        let _ = writeln!(
            text,
            "{}  {}  [{}]",
            preset.id,
            preset.name.text(language),
            preset.dataset
        );
        paragraph(&mut text, preset.about.text(language), 2);
        for (field, headers) in &preset.columns {
            let headers = headers.join(language.pick("、", ", "));
            paragraph(&mut text, &format!("{} = {headers}", field.id()), 2);
        }
        if let Some(filter) = &preset.keys.filter {
            paragraph(&mut text, &format!("where = {filter}"), 2);
        }
        text.push('\n');
    }
    text.push_str(language.pick(
        "在 repcard.toml 的 [[inputs.清单]] 中写 preset = \"…\"；同一段中另写的以另写的为准。公司自己的预设放在账套的 presets/ 中\n",
        "Write preset = \"…\" into an [[inputs.LIST]] of repcard.toml; what it says besides goes before. Presets of your own go into presets/ of the book\n",
    ));
    text
}

fn of_list(presets: &Presets, dataset: Option<Dataset>) -> impl Iterator<Item = &Preset> {
    let all = presets.all().map(AsRef::as_ref);
    all.filter(move |preset: &&Preset| dataset.is_none_or(|dataset| preset.dataset == dataset))
}

/// The same as data.
pub fn presets_json(presets: &Presets, dataset: Option<Dataset>) -> Value {
    let preset_json = |preset: &Preset| {
        let columns = preset.columns.iter();
        let columns: BTreeMap<String, &Vec<String>> = columns
            .map(|(field, headers)| (field.id().to_string(), headers))
            .collect();
        let words = preset.words.iter();
        let words: Vec<Value> = words
            .map(|(column, word, meaning)| json!({ "column": column, "word": word, "meaning": meaning }))
            .collect();
        json!({
            "id": preset.id,
            "name": preset.name,
            "about": preset.about,
            "dataset": preset.dataset,
            "keys": preset.keys,
            "columns": columns,
            "words": words,
        })
    };
    of_list(presets, dataset).map(preset_json).collect()
}

/// Lists as data.
pub fn json<'a>(lists: impl Iterator<Item = &'a List>) -> Value {
    lists.map(list_json).collect()
}

fn list_json(list: &List) -> Value {
    let field = |declared: &ListField| {
        json!({
            "id": declared.field.id(),
            "name": declared.name,
            "kind": declared.kind.id(),
            "required": declared.required,
            "headers": declared.headers,
            "words": declared.words.known,
        })
    };
    let required = list.required.iter();
    let required: Vec<Vec<_>> = required
        .map(|group| group.iter().map(|field| field.id()).collect())
        .collect();
    json!({
        "id": list.dataset,
        "name": list.name,
        "date": list.date.map(Field::id),
        "identity": list.identity.iter().map(|field| field.id()).collect::<Vec<_>>(),
        "required": required,
        "fields": shown(list).map(field).collect::<Vec<_>>(),
    })
}

/// The fields that people fill in: twelve months need no listing one by one.
pub fn shown(list: &List) -> impl Iterator<Item = &ListField> {
    list.fields.iter().filter(|declared| !declared.headers.is_empty())
}

fn kind(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Id => language.pick("编号", "id"),
        Kind::Text => language.pick("文字", "text"),
        Kind::Word => language.pick("词", "word"),
        Kind::Date => language.pick("日期", "date"),
        Kind::Moment => language.pick("日期或时间", "date or time"),
        Kind::Month => language.pick("月份", "month"),
        Kind::Money => language.pick("金额", "money"),
        Kind::Number => language.pick("数字", "number"),
        Kind::Count => language.pick("整数", "whole number"),
        Kind::Share => language.pick("比例", "share"),
        Kind::Duration => language.pick("时长", "duration"),
        Kind::Rep => language.pick("业务员", "rep"),
        Kind::Customer => language.pick("客户", "customer"),
        Kind::YesNo => language.pick("是或否", "yes or no"),
    }
}

/// The rest of a line, and further ones below it.
fn hanging(text: &mut String, content: &str, indent: usize) {
    let mut rest = String::new();
    paragraph(&mut rest, content, indent);
    text.push_str(rest.trim_start());
}
