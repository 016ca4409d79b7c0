//! The fields of a list, as its file declares them.

use super::beside::Beside;
use super::list::{List, ListField, WeakHeaders, WordLists};
use super::read::bilingual;
use super::read_words::{self, words_of};
use crate::mistake::toml_file::{Table, Value};
use crate::mistake::{Mistake, TomlFile};
use crate::model::{Bilingual, Field, Id, Kind, Meaning};

const KEYS: [&str; 9] = [
    "name",
    "kind",
    "required",
    "plain",
    "of_events",
    "meanings",
    "headers",
    "weak",
    "words",
];
const WEAK_KEYS: [&str; 3] = ["headers", "beside", "by_name"];
/// Reads the table of fields into a list, in the order of the file.
pub(super) fn fields(file: &mut TomlFile<'_>, value: &Value<'_>, list: &mut List, beside: Beside<'_>) {
    let Some(table) = file.open_table(value) else {
        return;
    };
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    for (id, span, value) in entries {
        if !is_field_id(id) {
            file.complain(span, Mistake::NotAFieldId);
            continue;
        }
        if beside.base.is_some() && !list.is_seen() && known(id, list).is_none() {
            file.complain(span, unseen(list));
            continue;
        }
        for read in field(file, id, value, list, beside) {
            match list.fields.iter_mut().find(|known| known.field == read.field) {
                Some(known) if known.id != read.id => {
                    let repeated = format!("kind = \"{}\"", read.kind.id());
                    file.complain(span.clone(), Mistake::Repeated(repeated));
                    break;
                }
                Some(known) => *known = read,
                None => list.fields.push(read),
            }
        }
    }
}

/// A field of which nothing is declared but what it is.
pub(super) fn bare(field: Field, kind: Kind) -> ListField {
    ListField {
        field,
        id: called(field, kind),
        name: Bilingual {
            zh: field.chinese().to_owned(),
            en: field.id().to_string(),
        },
        kind,
        required: false,
        plain: false,
        of_events: false,
        meanings: Vec::new(),
        headers: Vec::new(),
        weak: Vec::new(),
        words: WordLists::default(),
    }
}

/// Whether a text may be the id of a field: letters of any script, digits and underscores, no digit first.
fn is_field_id(id: &str) -> bool {
    let is_named = id.starts_with(|first: char| first.is_alphabetic() || first == '_');
    is_named && id.chars().all(|sign| sign.is_alphanumeric() || sign == '_') && Id::new(id).is_some()
}

/// What a field is called in expressions: a rep's number and name are one.
fn called(field: Field, kind: Kind) -> Id {
    match (kind, field) {
        (Kind::Rep, Field::RepId | Field::RepName) => Id::of("rep"),
        (Kind::Customer, Field::CustomerId | Field::Customer) => Id::of("customer"),
        _ => field.id(),
    }
}

/// The field of that id; a rep or a customer under a name of the company's own is both its number and its name.
fn field(
    file: &mut TomlFile<'_>,
    id: &str,
    value: &Value<'_>,
    list: &List,
    beside: Beside<'_>,
) -> Vec<ListField> {
    let known = known(id, list).cloned();
    let Some(table) = file.table(value, &KEYS) else {
        return Vec::new();
    };
    let stated = match (table.get("kind"), &known) {
        (None, Some(known)) => Some(known.kind),
        (None, None) => {
            let value = file.required(&table, "kind");
            value.and_then(|value| file.word(value, &Kind::ALL))
        }
        (Some(value), _) => file.word(value, &Kind::ALL),
    };
    let Some(kind) = stated else { return Vec::new() };
    // What a book adds to a list that reads its rows by itself is read by its kind.
    let is_added = list.reader.is_some() && beside.base.is_some() && known.is_none();
    if is_added && !may_be_added(file, id, kind, &table, list) {
        return Vec::new();
    }
    let Some(fields) = fields_of(id, kind, list, is_added) else {
        file.complain(table.span.clone(), Mistake::NotAFieldId);
        return Vec::new();
    };
    let mut read: Vec<ListField> = Vec::new();
    let headers = read_words::texts(file, table.get("headers"));
    let name = table.get("name").and_then(|value| bilingual(file, value));
    for field in fields {
        let mut declared = list.declared(field).cloned().unwrap_or_else(|| bare(field, kind));
        if let Some(name) = &name {
            declared.name = name.clone();
        } else if matches!(field, Field::Own(..)) && known.is_none() {
            declared.name = own_name(id, &headers);
        }
        declared.kind = kind;
        // The number has headers of its own.
        if !(field == Field::RepId && id != "rep_id" || field == Field::CustomerId && id != "customer_id") {
            declared.headers.extend(headers.iter().cloned());
        }
        if is_added {
            own_headers(id, &mut declared, None);
        } else if list.reader.is_none() && known.is_none() {
            own_headers(id, &mut declared, beside.people);
            if let Field::RepName | Field::Customer | Field::RepId | Field::CustomerId = field
                && !matches!(id, "rep_id" | "rep_name" | "customer_id")
            {
                declared.id = Id::new(id).unwrap_or(declared.id);
            }
        }
        read.push(declared);
    }
    if let Some(required) = table.get("required").and_then(|value| file.flag(value)) {
        for declared in &mut read {
            declared.required = required;
        }
    }
    if let Some(last) = read.last_mut() {
        more(file, &table, last, list);
    }
    read
}

/// Whether a field can be added to a list that reads its rows by itself.
fn may_be_added(file: &mut TomlFile<'_>, id: &str, kind: Kind, table: &Table<'_, '_>, list: &List) -> bool {
    let mistake = match kind {
        Kind::Rep | Kind::Customer => Mistake::FieldOfPeople(kind.id()),
        _ if list.is_taken(id) => Mistake::Repeated(id.to_owned()),
        Kind::Word if table.get("words").is_some() && list.meanings_of_added().is_empty() => {
            Mistake::WordsDecideNothing
        }
        _ => return true,
    };
    file.complain(table.span.clone(), mistake);
    false
}

/// A field that would be read, and used by nobody.
fn unseen(list: &List) -> Mistake {
    Mistake::Said(Bilingual {
        zh: format!(
            "{}没有可加的字段：指标和检查看不到它的行，加了也没有人用。请把这一列加到有日期的数据（如 orders）里，或在 datasets/ 中另立一种数据；\
             这里只能给已有的字段添列名",
            list.name.zh
        ),
        en: format!(
            "no field can be added to {}: measures and checks do not see its rows, so nobody would use it; add it to a list of what \
             happened, such as orders, or declare a list of your own in datasets/; known fields may have more headers here",
            list.name.en
        ),
    })
}

/// The field of that id that a list has already.
fn known<'a>(id: &str, list: &'a List) -> Option<&'a ListField> {
    let mut fields = list.fields.iter();
    fields.find(|declared| &*declared.field.id() == id)
}

/// The fields that an id of a list stands for.
fn fields_of(id: &str, kind: Kind, list: &List, is_added: bool) -> Option<Vec<Field>> {
    if let Some(known) = known(id, list) {
        return Some(vec![known.field]);
    }
    if list.reader.is_some() && !list.dataset.is_own() {
        return None;
    }
    let own = Id::new(id).map(|id| Field::Own(id, kind));
    if list.reader.is_some() {
        // The program's own files name the program's own fields; what a company adds to them is its own.
        let known = Field::from_id(id).filter(|_| !is_added);
        return known.or(own).map(|field| vec![field]);
    }
    Some(match (kind, id) {
        (Kind::Rep, "rep_id") => vec![Field::RepId],
        (Kind::Rep, "rep_name") => vec![Field::RepName],
        (Kind::Rep, _) => vec![Field::RepId, Field::RepName],
        (Kind::Customer, "customer_id") => vec![Field::CustomerId],
        (Kind::Customer, _) => vec![Field::CustomerId, Field::Customer],
        _ => vec![own?],
    })
}

/// The rest of what is said of a field.
fn more(file: &mut TomlFile<'_>, table: &Table<'_, '_>, declared: &mut ListField, list: &List) {
    let mut flag = |key| {
        table
            .get(key)
            .and_then(|value| file.flag(value))
            .unwrap_or_default()
    };
    declared.plain |= flag("plain");
    declared.of_events |= flag("of_events");
    if let Some(value) = table.get("meanings") {
        declared.meanings = words_of(file, value, &read_words::meanings());
    }
    if let Some(value) = table.get("weak") {
        declared.weak.extend(weak(file, value));
    }
    if let Some(value) = table.get("words") {
        if declared.kind != Kind::Word {
            file.complain(value.span(), Mistake::WordsOfOtherKind(declared.kind.id()));
        }
        read_words::add(file, value, &[], &mut declared.words);
        let is_of_company = list.reader.is_none() || matches!(declared.field, Field::Own(..));
        if is_of_company && declared.meanings.is_empty() {
            words_of_company(file, value, declared, list);
        }
    }
}

/// What words of a company's own field say: that their rows count or don't, where its file does not say otherwise.
fn words_of_company(file: &mut TomlFile<'_>, value: &Value<'_>, declared: &mut ListField, list: &List) {
    let mut meanings = list.meanings_of_added().to_vec();
    let further: Vec<Meaning> = declared.words.meanings().collect();
    if list.reader.is_some() {
        // Its reader knows of no others.
        let known: Vec<String> = meanings.iter().map(|meaning| meaning.id().to_owned()).collect();
        for meaning in further.iter().filter(|meaning| !meanings.contains(meaning)) {
            let mistake = Mistake::UnknownKey {
                key: meaning.id().to_owned(),
                nearest: None,
                known: known.clone(),
            };
            file.complain(value.span(), mistake);
        }
    }
    meanings.extend(further);
    meanings.sort_unstable();
    meanings.dedup();
    // A word that is not listed leaves nothing out.
    let counts = meanings.contains(&Meaning::Counts).then_some(Meaning::Counts);
    declared.words.otherwise = declared.words.otherwise.or(counts);
    declared.meanings = meanings;
}

fn weak(file: &mut TomlFile<'_>, value: &Value<'_>) -> Vec<WeakHeaders> {
    let values: Vec<&Value<'_>> = file.list(value).into_iter().flatten().collect();
    let mut weak = Vec::new();
    for value in values {
        let Some(table) = file.table(value, &WEAK_KEYS) else {
            continue;
        };
        let mut texts = |key| read_words::texts(file, table.get(key));
        let (headers, beside) = (texts("headers"), texts("beside"));
        let by_name = table.get("by_name").and_then(|value| file.flag(value));
        weak.push(WeakHeaders {
            headers,
            beside,
            by_name: by_name.unwrap_or_default(),
        });
    }
    weak
}

/// What a company's own field is called for people where its file does not say: its first header in that language, or its id.
fn own_name(id: &str, headers: &[String]) -> Bilingual {
    let of = |is_meant: fn(&str) -> bool| headers.iter().find(|header| is_meant(header));
    let name = |header: Option<&String>| header.map_or_else(|| id.to_owned(), Clone::clone);
    if id.is_ascii() {
        Bilingual {
            zh: name(of(|header| !header.is_ascii())),
            en: id.to_owned(),
        }
    } else {
        Bilingual {
            zh: id.to_owned(),
            en: name(of(str::is_ascii)),
        }
    }
}

/// A company's own field is known by its id and its names, and a rep or a customer by what they are called anywhere.
fn own_headers(id: &str, declared: &mut ListField, people: Option<&List>) {
    let is_number = matches!(declared.field, Field::RepId | Field::CustomerId);
    if !is_number || id == &*declared.field.id() {
        let own = [id.to_owned(), declared.name.zh.clone(), declared.name.en.clone()];
        for name in own {
            if !declared.headers.contains(&name) {
                declared.headers.push(name);
            }
        }
    }
    let known = people.and_then(|people| people.declared(declared.field));
    for header in known.map_or(&[][..], |known| known.headers.as_slice()) {
        if !declared.headers.contains(header) {
            declared.headers.push(header.clone());
        }
    }
}
