//! `[expect]` of `repcard.toml`: what the period's exports must hold, and what may be missing.

use globset::Glob;
use repcard::catalogue::Catalogue;
use repcard::mistake::toml_file::{TomlFile, Value};
use repcard::mistake::{Expected as Wanted, Mistake};
use repcard::model::expect::{Expected, Least, Teams, Until};
use repcard::model::{Dataset, Expectations, Id};
use toml::de::DeValue;

const LEAST_KEYS: [&str; 4] = ["rows", "until", "teams", "max_age"];
/// What may be expected of a list whose rows are of no period.
const MASTER_KEYS: [&str; 1] = ["max_age"];
/// A file older than that has been forgotten, whatever it is.
const OLDEST: u32 = 3660;

/// Reads the table.
pub fn read(file: &mut TomlFile<'_>, value: &Value<'_>, catalogue: &Catalogue) -> Expectations {
    let mut expectations = Expectations::default();
    let lists = catalogue.lists();
    let ids: Vec<(Id, bool)> = lists
        .map(|list| (list.dataset.id(), list.is_of_period()))
        .collect();
    let mut known = vec!["files"];
    known.extend(ids.iter().map(|(id, _)| id.as_str()));
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
    for (id, is_of_period) in &ids {
        let expected = table.get(id).and_then(|value| {
            if *is_of_period {
                expected(file, value)
            } else {
                least(file, value, &MASTER_KEYS).map(Expected::Required)
            }
        });
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
        DeValue::Table(_) => least(file, value, &LEAST_KEYS).map(Expected::Required),
        _ => {
            file.complain(value.span(), Mistake::WrongKind(Wanted::Presence));
            None
        }
    }
}

fn least(file: &mut TomlFile<'_>, value: &Value<'_>, keys: &[&str]) -> Option<Least> {
    let table = file.table(value, keys)?;
    let rows = table.get("rows");
    let until = table.get("until");
    let teams = table.get("teams");
    let max_age = table.get("max_age");
    Some(Least {
        rows: rows.and_then(|value| file.whole(value, 1..=u32::MAX)),
        until: until.and_then(|value| self::until(file, value)),
        teams: teams.and_then(|value| self::teams(file, value)),
        max_age: max_age.and_then(|value| file.whole(value, 1..=OLDEST)),
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
