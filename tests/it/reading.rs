//! Files that hang, exhaust or break the process that reads them: each is a finding, and the others are read. What the machine
//! does to a file is none: nothing is published without it.
#![cfg(unix)]

use crate::support::archive;
use crate::support::book;
use archive::zipped;
use book::Book;
use repcard::model::Language;
use repcard::read::{Digest, Fault, InputFile, Limits, ReadOptions, Reader, Readout, Scope, read};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A reader that comes to grief over some files, as their names say, and reads the others.
const BREAKABLE: &str = r#"#!/bin/sh
case "$2" in
  *hangs*) exec sleep 60 ;;
  *killed*) kill -KILL $$ ;;
  *terminated*) kill -TERM $$ ;;
  *fails*) echo 'Input/output error (os error 5)' >&2; exit 3 ;;
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
        refusal: None,
    }
}

fn program() -> Reader {
    Reader::Child(env!("CARGO_BIN_EXE_repcard").into())
}

#[test]
fn whatever_becomes_of_a_process_is_a_finding_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let options = breakable(folder.path());
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
            fault,
            ..
        } = read(&input(&path), &options);
        assert!(started.elapsed() < Duration::from_secs(30), "{name}");
        assert_eq!((kind, sheets.len(), findings.len()), (None, 0, 1), "{name}");
        assert_eq!(fault, None, "{name}");
        let said = format!(
            "{}: {}",
            findings[0].code(),
            findings[0].what(repcard::catalogue::Catalogue::built_in().terms(Language::English))
        );
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

fn breakable(folder: &Path) -> ReadOptions {
    let breakable = folder.join("reader");
    let script = BREAKABLE.replace("REPCARD", env!("CARGO_BIN_EXE_repcard"));
    fs::write(&breakable, script).unwrap();
    fs::set_permissions(&breakable, fs::Permissions::from_mode(0o755)).unwrap();
    ReadOptions {
        limits: Limits {
            seconds: 1,
            ..Limits::default()
        },
        reader: Reader::Child(breakable),
        ..ReadOptions::default()
    }
}

#[test]
fn what_the_machine_does_to_a_reader_is_no_fault_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let options = breakable(folder.path());
    for (name, fault) in [
        ("killed", Fault::Ended(9)),
        ("terminated", Fault::Ended(15)),
        (
            "fails",
            Fault::Refused("Input/output error (os error 5)".to_owned()),
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, "日期,金额\n2026-10-01,5\n").unwrap();
        assert_eq!(read(&input(&path), &options).fault, Some(fault), "{name}");
    }
    let gone = read(&input(&folder.path().join("gone")), &options);
    assert!(matches!(gone.fault, Some(Fault::Gone(_))));
    let folder = read(&input(folder.path()), &options);
    assert!(matches!(folder.fault, Some(Fault::Refused(_))), "{folder:?}");
}

const RUN: [&str; 3] = ["run", "--period", "2026-10"];

/// A published book, and what it published.
fn published(book: Book) -> (Book, BTreeMap<String, Vec<u8>>) {
    book.repcard(&RUN).exits(0);
    let result = book.files("out/2026-10");
    (book, result)
}

/// Orders that take a while to read.
fn many_orders() -> String {
    let mut text = "订单编号,下单日期,工号,客户名称,金额\n".to_owned();
    for number in 0..60_000 {
        writeln!(text, "M{number},2026-10-10,S001,甲公司,1.{:02}", number % 100).unwrap();
    }
    text
}

/// Runs the book while `killed` says of each reader, counted from 0, whether the system kills it.
#[cfg(target_os = "linux")]
fn run_killing(book: &Book, killed: impl Fn(usize) -> bool) -> book::Ran {
    use rustix::process::{Pid, Signal, kill_process};
    let run = book
        .command(&RUN)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let threads = format!("/proc/{}/task", run.id());
    let waiting = std::thread::spawn(move || run.wait_with_output().unwrap());
    let mut seen: Vec<i32> = Vec::new();
    while !waiting.is_finished() {
        for thread in fs::read_dir(&threads).into_iter().flatten().flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            for child in children.split_whitespace() {
                let child: i32 = child.parse().unwrap();
                // A process that has only been forked yet still is the program itself: it becomes a reader in a moment.
                let command = fs::read_to_string(format!("/proc/{child}/cmdline")).unwrap_or_default();
                if seen.contains(&child) || !(command.contains("read-export") && command.contains("大单")) {
                    continue;
                }
                if killed(seen.len()) {
                    let _ = kill_process(Pid::from_raw(child).unwrap(), Signal::KILL);
                }
                seen.push(child);
            }
        }
    }
    let output = waiting.join().unwrap();
    assert!(!seen.is_empty(), "no reader was seen");
    book::Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_the_system_kills_is_tried_again_alone_and_then_ends_the_run() {
    let (book, result) = published(Book::small());
    let book = book.file("inbox/2026-10/大单.csv", many_orders());
    run_killing(&book, |_| true)
        .exits(3)
        .says("大单.csv")
        .says("信号 9")
        .says("内存")
        .does_not_say("explain-finding");
    assert_eq!(book.files("out/2026-10"), result);
    run_killing(&book, |reader| reader == 0)
        .exits(0)
        .does_not_say("信号 9");
    assert_ne!(book.files("out/2026-10"), result);
}

#[test]
fn too_few_open_files_never_change_a_result() {
    let (book, result) = published(Book::small());
    for most in [8, 12, 16, 24] {
        let program = env!("CARGO_BIN_EXE_repcard");
        let run = format!("ulimit -n {most}; exec {program} run --period 2026-10 --book \"$0\"");
        let mut limited = Command::new("sh");
        limited.arg("-c").arg(run).arg(book.path("")).env("LC_ALL", "C");
        let ran = book::ran(&mut limited);
        assert!(matches!(ran.code, Some(0 | 3)), "{most}: {ran:#?}");
        assert_eq!(book.files("out/2026-10"), result, "{most}");
    }
}

#[test]
fn a_link_that_leads_nowhere_ends_the_run_before_the_work() {
    let (book, result) = published(Book::small());
    let inbox = book.path("inbox/2026-10");
    std::os::unix::fs::symlink(inbox.join("nowhere"), inbox.join("visits.csv")).unwrap();
    std::os::unix::fs::symlink(inbox.join("circle.csv"), inbox.join("circle.csv")).unwrap();
    for command in ["run", "check"] {
        book.repcard(&[command, "--period", "2026-10", "-q"])
            .exits(3)
            .says("inbox/2026-10/visits.csv：")
            .says("inbox/2026-10/circle.csv：")
            .says("链接")
            .does_not_say("订单.csv");
    }
    assert_eq!(book.files("out/2026-10"), result);
}

#[test]
fn an_inbox_on_a_share_is_read_behind_its_link() {
    let (book, result) = published(Book::small());
    let share = tempfile::tempdir().unwrap();
    let moved = Command::new("mv")
        .arg(book.path("inbox"))
        .arg(share.path())
        .status();
    assert!(moved.unwrap().success());
    std::os::unix::fs::symlink(share.path().join("inbox"), book.path("inbox")).unwrap();
    book.repcard(&RUN).exits(0);
    assert_eq!(book.files("out/2026-10"), result);
}

#[cfg(target_os = "linux")]
#[test]
fn files_and_folders_without_permission_are_told_at_once() {
    let book = Book::small().file("inbox/2026-10/crm/拜访.csv", "拜访日期,工号,客户名称\n");
    let program = book.path("repcard");
    fs::copy(env!("CARGO_BIN_EXE_repcard"), &program).unwrap();
    let mode =
        |path: &str, mode| fs::set_permissions(book.path(path), fs::Permissions::from_mode(mode)).unwrap();
    for (path, open) in [
        ("", 0o755),
        ("repcard", 0o755),
        ("inbox/2026-10/订单.csv", 0),
        ("inbox/2026-10/crm", 0),
    ] {
        mode(path, open);
    }
    // Permission bits don't bind root, who becomes somebody else for this.
    let mut check = if rustix::process::geteuid().is_root() {
        let mut nobody = Command::new("setpriv");
        nobody
            .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
            .arg(&program);
        nobody
    } else {
        Command::new(&program)
    };
    check
        .args(["check", "--period", "2026-10", "--book"])
        .arg(book.path(""))
        .env("LC_ALL", "en_US.UTF-8");
    let ran = book::ran(&mut check);
    for path in ["inbox/2026-10/订单.csv", "inbox/2026-10/crm", "inbox"] {
        mode(path, 0o755);
    }
    ran.exits(3)
        .says("inbox/2026-10/订单.csv: no permission to read it")
        .says("inbox/2026-10/crm: no permission to read it")
        .says("let the account that runs repcard read it")
        .does_not_say("moving")
        .does_not_say("花名册.csv");
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
