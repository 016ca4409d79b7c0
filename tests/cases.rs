//! Every folder under tests/cases is a book and what must come out of it; a new case is new files, no new code.
//!
//! `case.toml` says what it shows, the period and the exit code; `findings.txt` lists every finding as
//! `severity code place`; `results.json` holds as much of the results as the case is about. Where the wording of a
//! finding matters, `says` lists what must stand in one.

#[path = "support/book.rs"]
mod book;

use serde_json::{Number, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_case_comes_out_as_it_says() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let failures: Vec<String> = folders.iter().flat_map(|folder| differences(folder)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows, for whoever reads the folder.
    what: String,
    period: String,
    exit: i32,
    /// Whether it holds nothing but exports as systems write them: of those nobody is to be warned.
    #[serde(default)]
    clean: bool,
    /// How many records of lists there are, by their ids.
    #[serde(default)]
    records: std::collections::BTreeMap<String, u64>,
    /// Texts that some finding states, or says as what to do.
    #[serde(default)]
    says: Vec<String>,
}

fn differences(folder: &Path) -> Vec<String> {
    let case: Case = toml::from_str(&fs::read_to_string(folder.join("case.toml")).unwrap()).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let book = scratch.path().join("book");
    book::copy(&folder.join("book"), &book);

    let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
        .args(["run", "--format", "json", "--period", &case.period, "--book"])
        .arg(&book)
        .output()
        .unwrap();

    let mut differences = Vec::new();
    if output.status.code() != Some(case.exit) {
        let said = String::from_utf8_lossy(&output.stderr);
        differences.push(format!(
            "exit code {:?}, expected {}: {said}",
            output.status.code(),
            case.exit
        ));
    }
    let printed = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    let found = findings(&printed);
    let expected = lines(&folder.join("findings.txt"));
    let warned = found
        .iter()
        .filter(|line| case.clean && !line.starts_with("info "));
    differences.extend(warned.map(|line| format!("a clean export, and yet: {line}")));
    let unexpected = without(&found, &expected);
    differences.extend(unexpected.iter().map(|line| format!("unexpected: {line}")));
    let missing = without(&expected, &found);
    differences.extend(missing.iter().map(|line| format!("not found: {line}")));
    for (list, count) in &case.records {
        let found = &printed["records"][list];
        if *found != *count {
            differences.push(format!("{found} records of {list}, expected {count}"));
        }
    }
    let stated: Vec<&str> = ["what", "fix"]
        .into_iter()
        .flat_map(|key| {
            printed["findings"]
                .as_array()
                .into_iter()
                .flatten()
                .map(move |finding| &finding[key])
        })
        .filter_map(Value::as_str)
        .collect();
    let unsaid = case
        .says
        .iter()
        .filter(|words| !stated.iter().any(|text| text.contains(words.as_str())));
    differences.extend(unsaid.map(|words| format!("not said: {words}, but: {stated:?}")));

    if let Ok(expected) = fs::read_to_string(folder.join("results.json")) {
        let results = fs::read_to_string(book.join("out").join(&case.period).join("results.json"));
        let results = serde_json::from_str(&results.unwrap_or_default()).unwrap_or(Value::Null);
        compare(
            &serde_json::from_str(&expected).unwrap(),
            &results,
            "results",
            &mut differences,
        );
    }
    let name = folder.file_name().unwrap().to_string_lossy();
    differences
        .into_iter()
        .map(|difference| format!("{name} ({}): {difference}", case.what))
        .collect()
}

fn findings(printed: &Value) -> Vec<String> {
    let line = |finding: &Value| {
        let words = ["severity", "code", "place"].map(|key| finding[key].as_str().unwrap_or_default());
        words.join(" ").trim_end().to_owned()
    };
    let mut lines: Vec<String> = printed["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(line)
        .collect();
    lines.sort();
    lines
}

/// The lines of the one list that the other has not, or not as often.
fn without<'a>(lines: &'a [String], others: &[String]) -> Vec<&'a String> {
    let mut others: Vec<&String> = others.iter().collect();
    let mut is_left = |line: &&String| match others.iter().position(|other| other == line) {
        Some(at) => {
            others.swap_remove(at);
            false
        }
        None => true,
    };
    lines.iter().filter(|line| is_left(line)).collect()
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}

/// Everything that `expected` names must be there: objects by key, reps and KPIs by id, numbers by value.
fn compare(expected: &Value, found: &Value, at: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), _) => {
            for (key, value) in fields {
                compare(value, &found[key], &format!("{at}.{key}"), differences);
            }
        }
        (Value::Array(items), Value::Array(candidates)) if items.iter().any(|item| id(item).is_some()) => {
            for item in items {
                let same = candidates.iter().find(|candidate| id(candidate) == id(item));
                let at = format!("{at}.{}", id(item).unwrap_or_default());
                compare(item, same.unwrap_or(&Value::Null), &at, differences);
            }
        }
        (Value::Number(expected), Value::Number(found)) if decimal(expected) == decimal(found) => {}
        _ if expected == found => {}
        _ => differences.push(format!("{at} is {found}, expected {expected}")),
    }
}

fn id(item: &Value) -> Option<&str> {
    ["rep_id", "id", "monday"]
        .iter()
        .find_map(|key| item.get(key)?.as_str())
}

fn decimal(number: &Number) -> rust_decimal::Decimal {
    number.to_string().parse().unwrap()
}
