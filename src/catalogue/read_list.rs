//! A file of a list → the list, or every mistake in it at once.

use super::beside::Beside;
use super::list::{History, List, ListField, Question, Reader, Recognition};
use super::read::{bilingual, is_id};
use super::read_field;
use super::read_words::{self, words_of};
use crate::mistake::toml_file::{Table, Value};
use crate::mistake::{Complaint, Expected, Mistake, TomlFile};
use crate::model::span::YearPart;
use crate::model::{Bilingual, Dataset, Field, Id, Kind};
use std::collections::BTreeSet;

const KEYS: [&str; 14] = [
    "name",
    "reader",
    "date",
    "history",
    "identity",
    "shown_by",
    "answered_by",
    "any_of",
    "other_columns",
    "names",
    "recognise",
    "field",
    "words",
    "question",
];

/// Whether a file says what its list is called, and so declares all of it: one that adds to a list that is known does not.
pub(super) fn names_itself(text: &str) -> bool {
    let (mut file, root) = TomlFile::parse("", text);
    let table = file.open_table(&root);
    table.is_some_and(|table| table.get("name").is_some())
}

/// The list of that id, as its file declares it.
pub(super) fn list(name: &str, id: &str, text: &str, beside: Beside<'_>) -> Result<List, Vec<Complaint>> {
    let (mut file, root) = TomlFile::parse(name, text);
    let declared = declared(&mut file, id, &root, beside);
    let complaints = file.into_complaints();
    match declared {
        Some(list) if complaints.is_empty() => Ok(list),
        _ => Err(complaints),
    }
}

fn declared(file: &mut TomlFile<'_>, id: &str, root: &Value<'_>, beside: Beside<'_>) -> Option<List> {
    let table = file.table(root, &KEYS)?;
    let dataset = is_id(id).then(|| Id::new(id)).flatten().map(Dataset::new);
    if dataset.is_none() {
        file.complain(0..0, Mistake::NotAnId);
    }
    let dataset = dataset?;
    let mut list = beside.base.cloned().unwrap_or_else(|| List::unknown(dataset));
    let is_new = beside.base.is_none();
    let name = match (table.get("name"), is_new) {
        (None, false) => Some(list.name.clone()),
        (None, true) => file
            .required(&table, "name")
            .and_then(|value| bilingual(file, value)),
        (Some(value), _) => bilingual(file, value),
    };
    if let Some(value) = table.get("reader").filter(|_| is_new) {
        list.reader = file.word(value, &Reader::ALL);
    }
    let fields = if is_new {
        file.required(&table, "field")
    } else {
        table.get("field")
    };
    if let Some(value) = fields {
        read_field::fields(file, value, &mut list, beside);
        if is_new && list.reader.is_none() {
            is_of_reps(file, value, &list);
        }
    }
    of_fields(file, &table, &mut list);
    list.names.extend(read_words::texts(file, table.get("names")));
    if let Some(value) = table.get("recognise") {
        recognition(file, value, &mut list.recognition);
    }
    if let Some(value) = table.get("words") {
        read_words::add(file, value, &[], &mut list.words);
    }
    list.name = name?;
    if is_new && list.reader.is_none() {
        list.names.extend(spoken(&list.name));
    }
    Some(list)
}

/// The keys that name fields.
fn of_fields(file: &mut TomlFile<'_>, table: &Table<'_, '_>, list: &mut List) {
    let ids: Vec<(Id, Field)> = list.fields.iter().flat_map(ids).collect();
    let known: Vec<(&str, Field)> = ids.iter().map(|(id, field)| (id.as_str(), *field)).collect();
    if let Some(value) = table.get("date") {
        list.date = file.word(value, &known);
        let kind = list
            .date
            .and_then(|date| list.declared(date))
            .map(|declared| declared.kind);
        if kind.is_some_and(|kind| !kind.is_dated()) {
            file.complain(value.span(), Mistake::WrongKind(Expected::FieldOfDays));
        }
    }
    if let Some(value) = table.get("shown_by") {
        list.shown_by = file.word(value, &known);
    }
    if let Some(value) = table.get("answered_by") {
        list.answered_by = file.word(value, &known);
    }
    if let Some(value) = table.get("history") {
        list.history = file.word(value, &History::ALL).unwrap_or_default();
    }
    if let Some(value) = table.get("identity") {
        list.identity = words_of(file, value, &known);
    }
    if let Some(value) = table.get("other_columns") {
        list.other_columns = words_of(file, value, &read_words::meanings());
    }
    if let Some(value) = table.get("question") {
        questions(file, value, &known, &mut list.questions);
    }
    let any_of = table.get("any_of").and_then(|value| file.list(value));
    let any_of: Vec<Vec<Field>> = any_of
        .into_iter()
        .flatten()
        .map(|value| words_of(file, value, &known))
        .collect();
    if list.required.is_empty() || !any_of.is_empty() {
        list.required = required(&list.fields);
        list.required.extend(any_of);
    } else {
        // What a book adds, or says must be there.
        let of_list = &list.required;
        let is_new = |group: &Vec<Field>| !of_list.iter().flatten().any(|field| group.contains(field));
        let added: Vec<Vec<Field>> = required(&list.fields).into_iter().filter(is_new).collect();
        list.required.extend(added);
    }
    if list.reader == Some(Reader::Targets) && !list.has(Field::Month(1)) {
        with_parts_of_a_year(list);
    }
    // The day of a row that states none would be nobody's.
    if let Some(date) = list.date
        && !list.required.iter().any(|group| group.contains(&date))
    {
        list.required.push(vec![date]);
        for declared in list.fields.iter_mut().filter(|declared| declared.field == date) {
            declared.required = true;
        }
    }
}

/// By what ids a field is named: its own, and what stands for a rep or a customer by whichever column.
fn ids(declared: &ListField) -> Vec<(Id, Field)> {
    let own = declared.field.id();
    let names_both = matches!(declared.field, Field::RepName | Field::Customer);
    let both = names_both.then_some((declared.id, declared.field));
    both.into_iter().chain([(own, declared.field)]).collect()
}

/// A list of a company's own says whose its rows are, and by one field alone.
fn is_of_reps(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) {
    for kind in [Kind::Rep, Kind::Customer] {
        let of_kind = list.fields.iter().filter(|declared| declared.kind == kind);
        let ids: BTreeSet<Id> = of_kind.map(|declared| declared.id).collect();
        match ids.len() {
            0 if kind == Kind::Rep => file.complain(value.span(), Mistake::NoRepField),
            0 | 1 => (),
            _ => file.complain(
                value.span(),
                Mistake::Repeated(format!("kind = \"{}\"", kind.id())),
            ),
        }
    }
}

/// The groups of fields of which one must be there: each required one by itself, those of a rep or a customer together.
pub(super) fn required(fields: &[ListField]) -> Vec<Vec<Field>> {
    let mut groups: Vec<(Kind, Id, Vec<Field>)> = Vec::new();
    for declared in fields.iter().filter(|declared| declared.required) {
        let is_together = matches!(declared.kind, Kind::Rep | Kind::Customer);
        let same = groups
            .iter_mut()
            .find(|(kind, id, _)| is_together && *kind == declared.kind && *id == declared.id);
        match same {
            Some((.., group)) => group.push(declared.field),
            None => groups.push((declared.kind, declared.id, vec![declared.field])),
        }
    }
    groups.into_iter().map(|(.., group)| group).collect()
}

/// Adds the parts of a year to what a sheet of targets may state.
fn with_parts_of_a_year(list: &mut List) {
    let halves = (1..=2).map(YearPart::Half);
    let quarters = (1..=4).map(YearPart::Quarter);
    let months = (1..=12).map(YearPart::Month);
    let parts = halves.chain(quarters).chain(months).map(Field::of_year_part);
    let parts: Vec<ListField> = parts.map(|field| read_field::bare(field, Kind::Number)).collect();
    if let Some(group) = list.required.first_mut() {
        group.extend(parts.iter().map(|declared| declared.field));
    }
    let annual = list
        .fields
        .iter()
        .position(|declared| declared.field == Field::Annual);
    let behind = annual.map_or(list.fields.len(), |annual| annual + 1);
    list.fields.splice(behind..behind, parts);
}

/// What a list is called speaks for it in names of files and sheets.
fn spoken(name: &Bilingual) -> Vec<String> {
    let mut names = vec![name.zh.clone()];
    if name.en != name.zh {
        names.push(name.en.clone());
    }
    names
}

fn recognition(file: &mut TomlFile<'_>, value: &Value<'_>, recognition: &mut Recognition) {
    let Some(table) = file.table(value, &Recognition::KEYS) else {
        return;
    };
    for key in Recognition::KEYS {
        let texts = read_words::texts(file, table.get(key));
        if !texts.is_empty() {
            recognition.extend(key, texts);
        }
    }
}

fn questions(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    known: &[(&str, Field)],
    questions: &mut Vec<Question>,
) {
    let Some(table) = file.open_table(value) else {
        return;
    };
    // The first that a header puts is the one that is asked.
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    for (id, _, value) in entries {
        let Some(entry) = file.open_table(value) else {
            continue;
        };
        let of = file
            .required(&entry, "of")
            .and_then(|value| file.word(value, known));
        let headers = file.required(&entry, "headers");
        let headers = read_words::texts(file, headers);
        let mut words = super::list::WordLists::default();
        read_words::add(file, value, &["of", "headers"], &mut words);
        questions.extend(of.map(|of| Question {
            id: id.to_owned(),
            of,
            headers,
            words,
        }));
    }
}

#[cfg(test)]
mod tests;
