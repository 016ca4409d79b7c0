//! `repcard fields`: what goes in, those lists among it that a book declares.

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

const BOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/a-list-of-its-own/book");

fn repcard(arguments: &[&str], locale: &str) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .env("LC_ALL", locale)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn lists() -> Vec<Value> {
    let (code, text, _) = repcard(&["fields", "--book", BOOK, "--format", "json"], "C");
    assert_eq!(code, Some(0));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_list_fits_a_terminal() {
    for locale in ["C", "en_US.UTF-8"] {
        let (_, all, _) = repcard(&["fields", "--book", "/"], locale);
        let ids = lists();
        let ids = ids.iter().filter_map(|list| list["id"].as_str());
        let each = ids
            .filter(|id| *id != "receivables")
            .map(|id| repcard(&["fields", id, "--book", "/"], locale).1);
        for text in [all].into_iter().chain(each) {
            let wide = text.lines().find(|line| line.width() > 80);
            assert_eq!(wide, None);
            assert!(text.lines().count() > 5, "{text}");
        }
    }
}

#[test]
fn lists_of_a_book_are_among_them() {
    let lists = lists();
    let own = lists.iter().find(|list| list["id"] == "receivables").unwrap();
    assert_eq!(own["date"], "到期日");
    assert_eq!(own["identity"][0], "发票号");
    let (_, text, _) = repcard(&["fields", "receivables", "--book", BOOK], "C");
    assert!(text.contains("不计入：作废、已冲销"), "{text}");
    let (code, _, said) = repcard(&["fields", "nothing", "--book", BOOK], "C");
    assert_eq!(code, Some(2));
    assert!(said.contains("receivables"), "{said}");
}

#[test]
fn blank_workbooks_are_of_their_lists() {
    for locale in ["C", "en_US.UTF-8"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        let book = if locale == "C" { BOOK } else { "/" };
        let (code, ..) = repcard(&["fields", "--blank", path, "--book", book], locale);
        assert_eq!(code, Some(0));
        assert_eq!(
            repcard(&["fields", "--blank", path, "--book", book], locale).0,
            Some(2)
        );
        for list in std::fs::read_dir(path).unwrap() {
            let file = list.unwrap().path();
            let id = file.file_stem().unwrap().to_str().unwrap().to_owned();
            // Without its pin the list is found by its header alone.
            let read = inspected(&file, &id, locale);
            assert!(read.contains(&format!("\"{id}\"")), "{id}: {read}");
        }
    }
}

/// What a file is read as, in a book that has the list of receivables and no other settings.
fn inspected(file: &Path, id: &str, locale: &str) -> String {
    let book = tempfile::tempdir().unwrap();
    if id == "receivables" {
        let datasets = book.path().join("datasets");
        std::fs::create_dir(&datasets).unwrap();
        let list = Path::new(BOOK).join("datasets/receivables.toml");
        std::fs::copy(list, datasets.join("receivables.toml")).unwrap();
    }
    let arguments = [
        "inspect",
        "--format",
        "json",
        "--book",
        book.path().to_str().unwrap(),
        file.to_str().unwrap(),
    ];
    let (_, text, _) = repcard(&arguments, locale);
    let files: Value = serde_json::from_str(&text).unwrap_or_default();
    files.to_string()
}
