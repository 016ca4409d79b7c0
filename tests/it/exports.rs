//! Every file in tests/fixtures/exports, made by the scripts beside it with other libraries than ours, reads as its
//! listing says: every sheet, every cell, every merged area and every finding. A new case is new files, no new code.

use repcard::model::place::column_letters;
use repcard::read::{self, Cell, InputFile, ReadOptions, Scope, Sheet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_export_reads_as_its_listing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| listing(path).is_file())
        .collect();
    files.sort();
    assert!(files.len() > 10, "the files are not where they were: {files:?}");
    let failures: Vec<String> = files.iter().filter_map(|file| difference(file)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn listing(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".txt");
    name.into()
}

/// The first lines in which a file differs from its listing.
fn difference(path: &Path) -> Option<String> {
    let expected = fs::read_to_string(listing(path)).unwrap();
    let file = InputFile {
        path: path.to_owned(),
        relative: path.file_name().unwrap().to_str().unwrap().to_owned(),
        scope: Scope::Own,
        damage: None,
        refusal: None,
    };
    let readout = read::read(&file, &ReadOptions::default());
    let mut found = String::new();
    for sheet in &readout.sheets {
        list(sheet, &mut found);
    }
    for finding in readout.findings {
        let severity = finding.severity.id();
        let place = finding.place.map(|place| place.to_string()).unwrap_or_default();
        writeln!(found, "finding {severity} {} {place}", finding.problem.code()).unwrap();
    }
    if found == expected {
        return None;
    }
    let lines = |one: &str, other: &str| -> String {
        let missing = one
            .lines()
            .filter(|line| !other.lines().any(|other| other == *line));
        let indented: Vec<String> = missing.take(12).map(|line| format!("    {line}")).collect();
        indented.join("\n")
    };
    Some(format!(
        "{}:\n  not read:\n{}\n  read instead:\n{}",
        file.relative,
        lines(&expected, &found),
        lines(&found, &expected)
    ))
}

fn list(sheet: &Sheet, found: &mut String) {
    let name = sheet.source.sheet.as_ref();
    let mut marks = name.map_or("-".to_owned(), |name| serde_json::to_string(name).unwrap());
    marks.extend(sheet.hidden.then_some(" hidden"));
    marks.extend(sheet.epoch_1904.then_some(" 1904"));
    writeln!(found, "[{marks}]").unwrap();
    for row in &sheet.rows {
        for (column, cell) in (0..).zip(&row.cells) {
            let value = match cell {
                Cell::Empty => continue,
                Cell::Text(text) => format!("text {}", serde_json::to_string(&text[..]).unwrap()),
                Cell::Number(number) => format!("number {number}"),
                Cell::DateTime(serial) => format!("date {serial}"),
                Cell::Duration(days) => format!("span {days}"),
                Cell::Bool(truth) => format!("bool {truth}"),
                Cell::Error(error) => format!("error {error}"),
                Cell::Uncalculated => "uncalculated".to_owned(),
            };
            writeln!(found, "{}{} {value}", column_letters(column), row.number).unwrap();
        }
    }
    for (first_row, first_column, last_row, last_column) in &sheet.merged {
        let (first, last) = (column_letters(*first_column), column_letters(*last_column));
        writeln!(found, "merged {first}{first_row}:{last}{last_row}").unwrap();
    }
    for (first, last) in sheet.hidden_rows.iter() {
        writeln!(found, "hidden {first}:{last}").unwrap();
    }
}
