//! What inspect prints: a page, JSON, and the settings that pin the reading, which give the same results.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn repcard(book: &Path, arguments: &[&str], files: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_repcard"))
        .args(arguments)
        .args(["--period", "2026-10", "--book"])
        .arg(book)
        .args(files)
        .output()
        .unwrap()
}

fn copy(from: &Path, to: &Path, files: &mut Vec<PathBuf>) {
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target, files);
        } else {
            fs::copy(entry.path(), &target).unwrap();
            files.push(target);
        }
    }
}

#[test]
fn the_settings_that_inspect_prints_give_the_same_results() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/huadong");
    let book = TempDir::new().unwrap();
    let mut files = Vec::new();
    copy(&sample.join("inbox"), &book.path().join("inbox"), &mut files);
    fs::copy(sample.join("policy.toml"), book.path().join("policy.toml")).unwrap();
    let results = || {
        let run = repcard(book.path(), &["run", "--format", "json"], &[]);
        let outcome: Value = serde_json::from_slice(&run.stdout).unwrap();
        let results = fs::read_to_string(book.path().join("out/2026-10/results.json")).unwrap();
        (outcome["records"].clone(), results)
    };
    let free = results();

    let inspected = repcard(book.path(), &["inspect", "--format", "json"], &files);
    let page: Value = serde_json::from_slice(&inspected.stdout).unwrap();
    assert_eq!(page["files"].as_array().unwrap().len(), files.len());
    let pins = page["inputs"].as_str().unwrap();
    assert!(pins.matches("[[inputs.orders]]").count() >= 3, "{pins}");
    fs::write(book.path().join("repcard.toml"), pins).unwrap();
    assert_eq!(free, results());
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_others_shown() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let files = [
        file("a.pdf", "%PDF-1.7"),
        file(
            "b.csv",
            "订单编号,下单日期,业务员,客户名称,金额\nA1,2026-10-01,甲,A,5\n",
        ),
    ];
    let output = repcard(folder.path(), &["inspect"], &files);
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(
        page.contains("not-a-spreadsheet") && page.contains("[inputs.orders]"),
        "{page}"
    );
    assert!(page.contains("files = [\"b.csv\"]"), "{page}");
    assert_eq!(output.status.code(), Some(0));
    let output = repcard(folder.path(), &["inspect"], &files[..1]);
    assert_eq!(output.status.code(), Some(2));
}
