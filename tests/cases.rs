//! Every folder under tests/cases is a book and what must come out of it; a new case is new files, no new code.
//!
//! `case.toml` says what it shows, the period and the exit code; `findings.txt` lists every finding as
//! `severity code place`; `results.json` holds as much of the results as the case is about, `snapshot.json` as much of the
//! snapshot. Where the wording of a finding matters, `says` lists what must stand in one.
//!
//! Each folder is a test of its own: `cargo test --test cases case::totals` runs those whose names begin so, and with
//! `REPCARD_BLESS=1` before it writes their findings.txt and figures anew, for whoever meant the change and
//! reads it in `git diff`. Exit code, counts and wordings stay as case.toml has them.

#[path = "it/support/book.rs"]
#[allow(dead_code)] // It uses a part of this.
mod book;
#[path = "it/support/results.rs"]
mod results;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What is published of figures, of which a case may hold a part.
const FIGURES: [&str; 2] = ["results.json", "snapshot.json"];

fn main() -> ExitCode {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let trials = folders.into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(folder: PathBuf) -> Trial {
    let name = format!("case::{}", folder.file_name().unwrap().to_string_lossy());
    Trial::test(name, move || {
        let differences = differences(&folder);
        if differences.is_empty() {
            return Ok(());
        }
        Err(Failed::from(differences.join("\n")))
    })
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
    let published = FIGURES.map(|name| {
        let text = fs::read_to_string(book.join("out").join(&case.period).join(name));
        let figures = serde_json::from_str(&text.unwrap_or_default()).unwrap_or(Value::Null);
        (name, figures)
    });
    if std::env::var_os("REPCARD_BLESS").is_some() {
        bless(folder, &found, &published);
    }
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

    for (name, figures) in &published {
        if let Ok(expected) = fs::read_to_string(folder.join(name)) {
            let expected = serde_json::from_str(&expected).unwrap();
            let of = name.trim_end_matches(".json");
            results::compare(&expected, figures, of, &mut differences);
        }
    }
    differences
        .into_iter()
        .map(|difference| format!("{}: {difference}", case.what))
        .collect()
}

/// Writes what came out where it differs from what was expected; of the results, as much as the case was about.
fn bless(folder: &Path, findings: &[String], published: &[(&str, Value)]) {
    let listed = folder.join("findings.txt");
    if lines(&listed) != findings {
        fs::write(listed, findings.join("\n") + "\n").unwrap();
    }
    for (name, found) in published {
        let figures = folder.join(name);
        let Ok(expected) = fs::read_to_string(&figures) else {
            continue;
        };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let mut differences = Vec::new();
        results::compare(&expected, found, name, &mut differences);
        if !differences.is_empty() {
            fs::write(figures, results::written(&results::renewed(&expected, found))).unwrap();
        }
    }
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
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines: Vec<String> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    lines.sort();
    lines
}
