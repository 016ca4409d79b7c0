//! The sample book is what its generator writes, and repcard finds in it what was planted, where it was planted, and nothing else.

use crate::generator;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn huadong() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong")
}

/// Every file below a folder, by path with `/` between its parts.
fn files_below(folder: &Path, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.extend(files_below(&entry.path(), &name));
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

#[test]
fn the_generator_writes_the_committed_book_byte_for_byte() {
    let mut committed = files_below(&huadong().join("inbox"), "inbox");
    committed.extend(files_below(&huadong().join("forms"), "forms"));
    committed.insert(
        "FAULTS.toml".into(),
        fs::read(huadong().join("FAULTS.toml")).unwrap(),
    );
    let written: BTreeMap<String, Vec<u8>> = generator::huadong()
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();

    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &written {
        assert!(
            *bytes == committed[path],
            "{path} differs; run `cargo run --example samples`"
        );
    }
    let size: usize = written.values().map(Vec::len).sum();
    assert!(size < 400_000, "{size} bytes are too many for a sample");
}

#[test]
fn a_clean_book_is_as_large_as_asked_for() {
    let book = generator::clean(7, 2);
    let text = |path: &str| {
        let file = book
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8_lossy(&file.bytes).into_owned()
    };
    for month in ["2026-09", "2026-10"] {
        let orders = text(&format!("inbox/{month}/订单.csv"));
        let lines = orders.lines().count() - 1;
        assert!(
            (7 * 30..7 * 50).contains(&lines),
            "{lines} order lines in {month}"
        );
        assert!(orders.contains(",R0007,") && !orders.contains(",R0008,"));
    }
    assert!(!book.iter().any(|file| file.path.starts_with("inbox/2026-08")));
}

/// Runs repcard for October 2026 on a book and gives what it printed, and its exit code.
fn run(book: &Path) -> (Value, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", "C")
        .args(["run", "--period", "2026-10", "--format", "json", "--book"])
        .arg(book)
        .output()
        .unwrap();
    let printed = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&output.stderr)));
    (printed, output.status.code())
}

/// Code and place of each finding, sorted.
fn findings(outcome: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let mut findings: Vec<(String, String)> = outcome["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (text(finding, "place"), text(finding, "code")))
        .collect();
    findings.sort();
    findings
}

fn write(book: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files {
        let path = book.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn every_planted_fault_is_found_at_its_cell_and_nothing_else_is() {
    let copy = TempDir::new().unwrap();
    let mut files = files_below(&huadong().join("inbox"), "inbox");
    for settings in ["repcard.toml", "policy.toml"] {
        files.insert(settings.into(), fs::read(huadong().join(settings)).unwrap());
    }
    write(copy.path(), &files);

    let (outcome, code) = run(copy.path());
    let list: toml::Table = fs::read_to_string(huadong().join("FAULTS.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let mut planted: Vec<(String, String)> = list["fault"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            (
                fault["place"].as_str().unwrap().into(),
                fault["code"].as_str().unwrap().into(),
            )
        })
        .collect();
    planted.sort();
    // That some reps are scored on fewer KPIs follows from the faults.
    let follows = |(_, code): &(String, String)| code == "scored-otherwise";
    let mut found = findings(&outcome);
    found.retain(|finding| !follows(finding));
    let only_in = |these: &[(String, String)], those: &[(String, String)]| {
        these
            .iter()
            .filter(|one| !those.contains(one))
            .map(|(place, code)| format!("{code} at {place}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (only_in(&planted, &found), only_in(&found, &planted)),
        (vec![], vec![]),
        "(planted and not found, found and not planted)"
    );
    assert_eq!(found.len(), planted.len(), "each once");
    assert_eq!(code, Some(1), "rows were rejected");
}

#[test]
fn nothing_is_said_of_a_clean_book_but_that_its_history_is_short() {
    let book = TempDir::new().unwrap();
    write(
        book.path(),
        &generator::clean(12, 2)
            .into_iter()
            .map(|file| (file.path, file.bytes))
            .collect(),
    );

    let (outcome, code) = run(book.path());
    let short = (String::new(), "new-customers-doubtful".to_owned());
    assert_eq!(findings(&outcome), [short]);
    assert_eq!(code, Some(0));
}

/// Each known system's layout is read right by its preset alone, and nobody is warned of anything.
#[test]
fn books_in_the_layouts_of_known_systems_are_read_by_their_presets() {
    let failures: Vec<String> = generator::SYSTEMS
        .iter()
        .flat_map(|layout| of_system(layout.preset))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn of_system(preset: &str) -> Vec<String> {
    let generator::SystemBook { files, counted } = generator::system(preset, 5, 9).unwrap();
    let book = TempDir::new().unwrap();
    let files = files.into_iter().map(|file| (file.path, file.bytes));
    write(book.path(), &files.collect());
    let (outcome, code) = run(book.path());
    let mut failures = Vec::new();
    let told = outcome["findings"].as_array().unwrap().iter();
    let told = told.filter(|finding| finding["severity"] != "info");
    failures.extend(told.map(|finding| format!("{preset}: {finding}")));
    if code != Some(0) {
        failures.push(format!("{preset}: exit {code:?}"));
    }
    let results = fs::read_to_string(book.path().join("out/2026-10/results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let cards = results["reps"].as_array().unwrap();
    let number = |value: &Value| value.to_string().trim_matches('"').parse::<Decimal>().ok();
    if preset == "dingtalk-attendance" {
        let events: Decimal = counted.values().sum();
        if number(&outcome["records"]["conduct"]) != Some(events) {
            failures.push(format!("{preset}: {events} events, found {}", outcome["records"]));
        }
        return failures;
    }
    for (rep, sales) in &counted {
        let card = cards.iter().find(|card| card["rep_id"] == rep.as_str()).unwrap();
        let kpi = card["kpis"]
            .as_array()
            .unwrap()
            .iter()
            .find(|kpi| kpi["id"] == "sales");
        let actual = kpi.and_then(|kpi| number(&kpi["actual"]));
        if actual.map(|actual| actual.normalize()) != Some(sales.normalize()) {
            failures.push(format!("{preset}: {rep} sold {sales}, found {actual:?}"));
        }
    }
    failures
}
