//! What `[inputs]` says of the shape of a sheet: columns of which each cell is a row, rows that are sums.

use super::company::SHORT_NAMES;
use globset::Glob;
use repcard::catalogue::{List, ListField};
use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::mistake::{Mistake, Written};
use repcard::model::{Bilingual, Id, Kind};
use repcard::recognise::{JoinPin, Sums, Take, UnpivotPin};
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use toml::de::DeValue;

const SUMS: [(&str, Sums); 1] = [("month", Sums::Month)];
const JOIN_KEYS: [&str; 8] = [
    "files",
    "sheet",
    "header_row",
    "name",
    "on",
    "from",
    "until",
    "take",
];
const TAKES: [(&str, Take); 2] = [("first", Take::First), ("last", Take::Last)];
const LAST_ROW: u32 = 1_048_576;
const YEARS: RangeInclusive<u32> = 1990..=2199;

/// Columns of which each cell is a row: which fields headers and cells state.
pub(super) fn unpivot(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    list: &List,
    places: &mut BTreeMap<String, Written>,
) -> Option<UnpivotPin> {
    let table = file.table(value, &["header", "value", "columns", "year"])?;
    let field = |file: &mut TomlFile<'_>, key: &'static str, is: &dyn Fn(&ListField) -> bool| {
        let value = file.required(&table, key)?;
        let fields = list.fields.iter().filter(|declared| is(declared));
        let ids: Vec<Id> = fields.map(|declared| declared.field.id()).collect();
        let short_names = SHORT_NAMES
            .into_iter()
            .filter(|(_, field)| ids.contains(&field.id()));
        let known = ids.iter().map(|id| (id.as_str(), *id));
        let short_names = short_names.map(|(short, field)| (short, field.id()));
        let known: Vec<(&str, Id)> = known.chain(short_names).collect();
        file.word(value, &known)
    };
    if !list.fields.iter().any(is_figure) {
        let said = Bilingual {
            zh: format!("{}表没有数值，unpivot 在这里不起作用；请删除", list.name.zh),
            en: format!(
                "{} have no figures, so that unpivot does nothing here; delete it",
                list.name.en
            ),
        };
        file.complain(value.span(), Mistake::Said(said));
        return None;
    }
    let header = field(file, "header", &|declared| !is_figure(declared));
    let cell = field(file, "value", &is_figure);
    places.insert("unpivot".to_owned(), file.written(value));
    let mut columns = Vec::new();
    if let Some(value) = table.get("columns") {
        for (header, span) in file.texts(value) {
            let place = file.written_at(span);
            places.insert(format!("unpivot: {header}"), place);
            columns.push(header.to_owned());
        }
    }
    let year = table.get("year").and_then(|value| file.whole(value, YEARS));
    let (header, cell) = (header?, cell?);
    let is_dated = list.date.is_some_and(|date| date.id() == header);
    if !is_dated && columns.is_empty() {
        let said = Bilingual {
            zh: "列名不是日期时，要写明是哪些列：columns = [\"列名\", …]".to_owned(),
            en: "where headers are no dates, say which columns are meant: columns = [\"header\", …]"
                .to_owned(),
        };
        file.complain(value.span(), Mistake::Said(said));
        return None;
    }
    Some(UnpivotPin {
        header: header.to_string(),
        value: cell.to_string(),
        columns,
        year: year.and_then(|year| i32::try_from(year).ok()),
    })
}

/// Whether a field states a figure, which a cell of a matrix can be.
fn is_figure(declared: &ListField) -> bool {
    matches!(
        declared.kind,
        Kind::Money | Kind::Number | Kind::Count | Kind::Share | Kind::Duration
    )
}

/// What rows are sums of, where they have a date.
pub(super) fn sums(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Option<Sums> {
    if list.date.is_none() {
        let said = Bilingual {
            zh: format!("{}表没有日期，sums 在这里不起作用；请删除", list.name.zh),
            en: format!(
                "{} have no dates, so that sums does nothing here; delete it",
                list.name.en
            ),
        };
        file.complain(value.span(), Mistake::Said(said));
        return None;
    }
    file.word(value, &SUMS)
}

/// Sheets that rows look up in: an array of tables, or one table.
pub(super) fn joins(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    places: &mut BTreeMap<String, Written>,
) -> Vec<JoinPin> {
    places.insert("join".to_owned(), file.written(value));
    let entries: Vec<JoinPin> = match value.get_ref() {
        DeValue::Array(values) => values
            .iter()
            .filter_map(|value| join(file, value, places))
            .collect(),
        _ => join(file, value, places).into_iter().collect(),
    };
    let names = entries.iter().filter_map(|entry| entry.name.as_ref());
    let mut names: Vec<&String> = names.collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        file.complain(value.span(), Mistake::Repeated(twice[0].clone()));
    }
    entries
}

fn join(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    places: &mut BTreeMap<String, Written>,
) -> Option<JoinPin> {
    let table = file.table(value, &JOIN_KEYS)?;
    let mut note = |file: &TomlFile<'_>, text: &str, at: Range<usize>| {
        places.insert(format!("join: {text}"), file.written_at(at));
    };
    let mut files = Vec::new();
    if let Some(value) = file.required(&table, "files") {
        for (pattern, span) in file.texts(value) {
            if let Err(error) = Glob::new(&pattern.replace("{period}", "2026-10")) {
                file.complain(span.clone(), Mistake::BadGlob(error.kind().to_string()));
            }
            note(file, pattern, span);
            files.push(pattern.to_owned());
        }
    }
    let mut text = |file: &mut TomlFile<'_>, key: &'static str| {
        let value = table.get(key)?;
        let text = file.text(value)?.to_owned();
        note(file, &text, value.span());
        Some(text)
    };
    let (sheet, name) = (text(file, "sheet"), text(file, "name"));
    let (from, until) = (text(file, "from"), text(file, "until"));
    let on = file.required(&table, "on").map(|value| keys(file, value, places));
    Some(JoinPin {
        files,
        sheet,
        header_row: table
            .get("header_row")
            .and_then(|value| file.whole(value, 1..=LAST_ROW)),
        name,
        on: on?,
        from,
        until,
        take: table.get("take").and_then(|value| file.word(value, &TAKES)),
    })
}

/// A key: a header of both sheets, several of them, or headers of the one with those of the other.
fn keys(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    places: &mut BTreeMap<String, Written>,
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut note = |file: &TomlFile<'_>, text: &str, at: Range<usize>| {
        places.insert(format!("join: {text}"), file.written_at(at));
    };
    if let DeValue::Table(_) = value.get_ref() {
        let Some(table) = file.open_table(value) else {
            return pairs;
        };
        for (own, span, value) in table.iter() {
            let Some(theirs) = file.text(value) else { continue };
            note(file, own, span);
            note(file, theirs, value.span());
            pairs.push((own.to_owned(), theirs.to_owned()));
        }
    } else {
        for (header, span) in file.texts(value) {
            note(file, header, span);
            pairs.push((header.to_owned(), header.to_owned()));
        }
    }
    if pairs.is_empty() && file.is_clean() {
        file.complain(value.span(), Mistake::MissingKey("on".to_owned()));
    }
    pairs
}
