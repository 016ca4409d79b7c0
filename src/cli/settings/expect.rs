//! `[expect]` of `repcard.toml`: what the period's exports must hold, and what may be missing.

use globset::Glob;
use repcard::catalogue::Catalogue;
use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::mistake::{Expected as Wanted, Mistake};
use repcard::model::expect::{Expected, Least, Teams, Until};
use repcard::model::{Dataset, Expectations, Id};
use toml::de::DeValue;

const LEAST_KEYS: [&str; 3] = ["rows", "until", "teams"];

/// Reads the table.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>, catalogue: &Catalogue) -> Expectations {
    let mut expectations = Expectations::default();
    let lists = catalogue.lists().filter(|list| list.is_of_period());
    let ids: Vec<Id> = lists.map(|list| list.dataset.id()).collect();
    let mut known = vec!["files"];
    known.extend(ids.iter().map(Id::as_str));
    let Some(table) = file.table(value, &known) else {
        return expectations;
    };
    if let Some(value) = table.get("files") {
        for (pattern, span) in file.texts(value) {
            if let Err(error) = Glob::new(&pattern.replace("{period}", "2026-10")) {
                file.complain(span, Mistake::BadGlob(error.kind().to_string()));
            }
            expectations.files.push(pattern.to_owned());
        }
    }
    for id in &ids {
        let expected = table.get(id).and_then(|value| expected(file, value));
        if let Some(expected) = expected {
            expectations.datasets.insert(Dataset::new(*id), expected);
        }
    }
    expectations
}

fn expected(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Expected> {
    match value.get_ref() {
        DeValue::String(_) => {
            let is_optional = file.word(value, &[("optional", true), ("required", false)])?;
            Some(if is_optional {
                Expected::Optional
            } else {
                Expected::Required(Least::default())
            })
        }
        DeValue::Table(_) => least(file, value).map(Expected::Required),
        _ => {
            file.complain(value.span(), Mistake::WrongKind(Wanted::Presence));
            None
        }
    }
}

fn least(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Least> {
    let table = file.table(value, &LEAST_KEYS)?;
    let rows = table.get("rows");
    let until = table.get("until");
    let teams = table.get("teams");
    Some(Least {
        rows: rows.and_then(|value| file.whole(value, 1..=u32::MAX)),
        until: until.and_then(|value| self::until(file, value)),
        teams: teams.and_then(|value| self::teams(file, value)),
    })
}

fn until(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Until> {
    match value.get_ref() {
        DeValue::String(_) => file.word(value, &[("last-working-day", Until::LastWorkingDay)]),
        DeValue::Integer(_) => file.whole(value, 0..=366).map(Until::DaysBeforeEnd),
        DeValue::Datetime(_) => file.date(value).map(Until::Day),
        _ => {
            file.complain(value.span(), Mistake::WrongKind(Wanted::Until));
            None
        }
    }
}

fn teams(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Teams> {
    match value.get_ref() {
        DeValue::String(_) => file.word(value, &[("all", ())]).map(|()| Teams::All),
        DeValue::Array(_) => {
            let named = file.texts(value).into_iter();
            Some(Teams::Named(
                named.map(|(team, _)| team.trim().to_owned()).collect(),
            ))
        }
        _ => {
            file.complain(value.span(), Mistake::WrongKind(Wanted::Teams));
            None
        }
    }
}
