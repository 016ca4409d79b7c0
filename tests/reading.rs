//! Files that hang, exhaust or break the process that reads them: each is a finding, and the others are read.
#![cfg(unix)]

#[path = "support/archive.rs"]
mod archive;
#[path = "support/book.rs"]
mod book;

use archive::zipped;
use book::Book;
use repcard::model::Language;
use repcard::read::{Digest, InputFile, Limits, ReadOptions, Reader, Readout, Scope, read};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// A reader that comes to grief over some files, as their names say, and reads the others.
const BREAKABLE: &str = r#"#!/bin/sh
case "$2" in
  *hangs*) exec sleep 60 ;;
  *aborts*) kill -ABRT $$ ;;
  *overflows*) overflow() { overflow; }; overflow ;;
  *exhausts*) echo 'memory allocation of 1099511627776 bytes failed' >&2; kill -ABRT $$ ;;
  *"breaks off"*) REPCARD "$@" | head -c 60 ;;
  *babbles*) echo '<html>502 Bad Gateway</html>' ;;
  *) exec REPCARD "$@" ;;
esac
"#;

fn input(path: &Path) -> InputFile {
    let name = path.file_name().unwrap().to_str().unwrap();
    InputFile {
        path: path.to_owned(),
        relative: format!("inbox/{name}"),
        scope: Scope::Own,
        damage: None,
    }
}

fn program() -> Reader {
    Reader::Child(env!("CARGO_BIN_EXE_repcard").into())
}

#[test]
fn whatever_becomes_of_a_process_is_a_finding_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let breakable = folder.path().join("reader");
    let script = BREAKABLE.replace("REPCARD", env!("CARGO_BIN_EXE_repcard"));
    fs::write(&breakable, script).unwrap();
    fs::set_permissions(&breakable, fs::Permissions::from_mode(0o755)).unwrap();
    let options = ReadOptions {
        limits: Limits {
            seconds: 1,
            ..Limits::default()
        },
        reader: Reader::Child(breakable),
    };
    let crash = "unreadable-file: cannot be read: its content makes the reading program break down";
    for (name, told) in [
        (
            "hangs",
            "too-large: the file is beyond a safety limit: 1 seconds of reading",
        ),
        ("aborts", crash),
        ("overflows", crash),
        (
            "exhausts",
            "too-large: the file is beyond a safety limit: 2048 MB of memory to read it in",
        ),
        ("breaks off", crash),
        ("babbles", crash),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, "日期,金额\n2026-10-01,5\n").unwrap();
        let started = Instant::now();
        let Readout {
            kind,
            sheets,
            findings,
            ..
        } = read(&input(&path), &options);
        assert!(started.elapsed() < Duration::from_secs(30), "{name}");
        assert_eq!((kind, sheets.len(), findings.len()), (None, 0, 1), "{name}");
        let said = format!("{}: {}", findings[0].code(), findings[0].what(Language::English));
        assert_eq!(said, told, "{name}");
        assert_eq!(
            findings[0].place.as_ref().unwrap().to_string(),
            format!("inbox/{name}")
        );
    }
    let path = folder.path().join("well");
    fs::write(&path, "日期,金额\n2026-10-01,5\n").unwrap();
    let readout = read(&input(&path), &options);
    assert_eq!((readout.sheets.len(), readout.findings.len()), (1, 0));
}

#[test]
fn files_read_the_same_in_a_process_of_their_own() {
    let child = ReadOptions {
        reader: program(),
        ..ReadOptions::default()
    };
    let mut seen = 0;
    for folder in [
        "tests/fixtures",
        "samples/huadong/inbox",
        "samples/huadong/inbox/2026-10",
    ] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let file = input(&path);
                let readout = read(&file, &child);
                let here = read(&file, &ReadOptions::default());
                assert_eq!(readout, here, "{}", path.display());
                let content = Digest::of(&fs::read(&path).unwrap());
                assert_eq!(readout.content, Some(content), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "{seen} files");
}

#[test]
fn a_program_that_cannot_be_started_is_done_without() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, "日期,金额\n2026-10-01,5\n").unwrap();
    let options = ReadOptions {
        reader: Reader::Child(folder.path().join("none")),
        ..ReadOptions::default()
    };
    assert_eq!(
        read(&input(&path), &options),
        read(&input(&path), &ReadOptions::default())
    );
}

#[test]
fn a_file_that_takes_more_memory_than_allowed_leaves_the_others_alone() {
    let settings = "language = \"en\"\n[limits]\nmemory_mb = 128\ndense_cells = 100000000\n";
    let book = Book::small().file("repcard.toml", settings);
    let sound = book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let results = book.files("out")["2026-10/results.json"].clone();
    let book = book.file("inbox/2026-10/拜访.ods", greedy_ods());
    book.repcard(&["run", "--period", "2026-10"])
        .exits(1)
        .says("拜访.ods")
        .says("the file is beyond a safety limit: 128 MB of memory to read it in")
        .says("raise `memory_mb` under [limits] of repcard.toml");
    assert!(!sound.stderr.contains("拜访.ods"));
    assert_eq!(book.files("out")["2026-10/results.json"], results);
}

/// A few hundred bytes that stand for ninety million cells.
fn greedy_ods() -> Vec<u8> {
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name='a'>\
        <table:table-row table:number-rows-repeated='9000'>\
        <table:table-cell table:number-columns-repeated='10000' office:value-type='float' office:value='1'/>\
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ])
}
