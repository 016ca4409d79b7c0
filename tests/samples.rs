//! The sample book is what its generator writes.

#[path = "../examples/samples/generator/mod.rs"]
mod generator;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
