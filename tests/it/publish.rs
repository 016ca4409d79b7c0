//! Published folders: whole or untouched, whoever is killed, locked out or in the way.

use crate::support::book;
use book::Book;
use repcard::publish::{Fingerprint, Provenance, PublishError, Target, open};
use repcard::report::Document;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FORMS: usize = 48;

/// A result that says the same in every file, so that a mixture of two shows.
fn documents(says: &str) -> Vec<Document> {
    let form = |number| Document {
        path: format!(
            "forms/{}/S{number:03} 姓名.pdf",
            ["华东", "华南", "华北"][number % 3]
        ),
        bytes: says.repeat(2_000).into_bytes(),
    };
    (0..FORMS).map(form).collect()
}

fn provenance() -> Provenance {
    Provenance {
        period: "2026-10".parse().unwrap(),
        inputs: vec![Fingerprint::of_bytes("inbox/订单.csv", b"abc")],
        settings: serde_json::json!({ "language": "zh-CN" }),
    }
}

/// Publishes as soon as the lock is free: a process that another test has just started may hold a copy of it until it
/// is itself.
fn publish(target: &Path, says: &str) -> Result<(), PublishError> {
    add_and_commit(open_soon(target)?, &documents(says))
}

fn add_and_commit(mut target: Target, documents: &[Document]) -> Result<(), PublishError> {
    documents.iter().try_for_each(|document| target.add(document))?;
    target.commit(&provenance()).map(drop)
}

fn open_soon(target: &Path) -> Result<Target, PublishError> {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        match open(target) {
            Err(PublishError::Locked { .. }) if Instant::now() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            opened => return opened,
        }
    }
}

fn files_below(folder: &Path, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.extend(files_below(&entry.path(), &format!("{path}/")));
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// What a whole result says; panics where it is not whole.
#[track_caller]
fn says(target: &Path) -> String {
    let mut files = files_below(target, "");
    let manifest: serde_json::Value =
        serde_json::from_slice(&files.remove("manifest.json").unwrap()).unwrap();
    let listed: Vec<Fingerprint> = serde_json::from_value(manifest["outputs"].clone()).unwrap();
    let found: Vec<Fingerprint> = files
        .iter()
        .map(|(path, bytes)| Fingerprint::of_bytes(path, bytes))
        .collect();
    assert_eq!(listed, found);
    assert_eq!(found.len(), FORMS);
    let first = files.values().next().unwrap();
    assert!(
        files.values().all(|bytes| bytes == first),
        "two results are mixed"
    );
    String::from_utf8(first[..first.len() / 2_000].to_vec()).unwrap()
}

/// What stands beside the target besides its lock.
fn leftovers(target: &Path) -> Vec<String> {
    let names = fs::read_dir(target.parent().unwrap()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.contains("repcard") && !name.ends_with("-lock"))
        .collect()
}

#[test]
fn a_result_replaces_the_one_before() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("a/b/2026-10");
    for text in ["one", "two"] {
        publish(&target, text).unwrap();
        assert_eq!(says(&target), text);
    }
    assert_eq!(leftovers(&target), Vec::<String>::new());
}

#[test]
fn the_same_documents_have_the_same_manifest() {
    let room = TempDir::new().unwrap();
    let manifest = |name: &str| {
        publish(&room.path().join(name), "same").unwrap();
        fs::read(room.path().join(name).join("manifest.json")).unwrap()
    };
    assert_eq!(manifest("a"), manifest("b"));
    let text = String::from_utf8(manifest("c")).unwrap();
    // Computed with sha256sum.
    assert!(
        text.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_published_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let room = TempDir::new().unwrap();
    let target = room.path().join("out/2026-10");
    publish(&target, "private").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&room.path().join("out")), 0o700);
    assert_eq!(mode(&target), 0o700);
    assert_eq!(mode(&target.join("forms/华东")), 0o700);
    assert_eq!(mode(&target.join("manifest.json")), 0o600);
    assert_eq!(mode(&target.join("forms/华东/S000 姓名.pdf")), 0o600);
    assert_eq!(mode(&room.path().join("out/.2026-10.repcard-lock")), 0o600);
}

#[test]
fn one_run_at_a_time_publishes() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");
    let first = open_soon(&target).unwrap();
    assert!(matches!(open(&target), Err(PublishError::Locked { .. })));
    open_soon(&room.path().join("2026-09")).unwrap();
    add_and_commit(first, &documents("first")).unwrap();
    publish(&target, "second").unwrap();
    assert_eq!(says(&target), "second");
}

#[test]
fn what_is_added_and_never_committed_leaves_no_trace() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");
    publish(&target, "old").unwrap();
    let mut opened = open_soon(&target).unwrap();
    for document in &documents("new") {
        opened.add(document).unwrap();
    }
    assert_eq!((says(&target).as_str(), leftovers(&target).len()), ("old", 1));
    drop(opened);
    assert_eq!(says(&target), "old");
    assert_eq!(leftovers(&target), Vec::<String>::new());
}

#[test]
fn files_of_others_are_never_lost() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");
    fs::create_dir(&target).unwrap();
    publish(&target, "one").unwrap();

    let notes = target.join("forms/华东/面谈记录.docx");
    fs::write(&notes, "…").unwrap();
    let error = publish(&target, "two").unwrap_err();
    assert!(
        matches!(&error, PublishError::ForeignFile { file, .. } if file.ends_with("forms/华东/面谈记录.docx"))
    );
    assert!(!error.is_machine());
    fs::remove_file(notes).unwrap();
    assert_eq!(says(&target), "one");

    // Put there while the run was at work.
    let opened = open_soon(&target).unwrap();
    fs::write(target.join("a.txt"), "…").unwrap();
    assert!(add_and_commit(opened, &documents("two")).is_err());
    fs::remove_file(target.join("a.txt")).unwrap();
    assert_eq!(says(&target), "one");
    assert_eq!(leftovers(&target), Vec::<String>::new());

    // What office programs and file managers leave is nobody's.
    fs::write(target.join("~$appraisals.xlsx"), "").unwrap();
    fs::write(target.join("forms/Thumbs.db"), "").unwrap();
    publish(&target, "two").unwrap();
    assert_eq!(says(&target), "two");
}

#[test]
fn a_folder_that_is_no_result_is_refused() {
    let room = TempDir::new().unwrap();
    fs::write(room.path().join("report.doc"), "…").unwrap();
    assert!(matches!(open(room.path()), Err(PublishError::ForeignFile { .. })));
    assert!(matches!(
        open(&room.path().join("report.doc")),
        Err(PublishError::NotAFolder { .. })
    ));
    assert!(matches!(
        open(&room.path().join("report.doc/out")),
        Err(PublishError::Io { .. })
    ));
    assert_eq!(
        files_below(room.path(), "").get("report.doc").unwrap(),
        "…".as_bytes()
    );
}

#[test]
fn no_document_leaves_the_folder() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");
    publish(&target, "old").unwrap();
    for path in [
        "../escaped",
        "/tmp/escaped",
        "forms/../../escaped",
        "forms//x",
        "manifest.json",
        "a\\..\\b",
    ] {
        let document = Document {
            path: path.to_owned(),
            bytes: Vec::new(),
        };
        let error = add_and_commit(open_soon(&target).unwrap(), &[document]);
        assert!(error.is_err(), "{path}");
    }
    assert_eq!(says(&target), "old");
    assert!(!room.path().join("escaped").exists());
}

#[cfg(unix)]
#[test]
fn a_target_behind_a_link_stays_behind_it() {
    let room = TempDir::new().unwrap();
    let disk = room.path().join("disk/2026-10");
    fs::create_dir_all(&disk).unwrap();
    let link = room.path().join("link");
    std::os::unix::fs::symlink(&disk, &link).unwrap();
    publish(&link, "linked").unwrap();
    assert!(link.is_symlink());
    assert_eq!(says(&disk), "linked");
}

const TARGET: &str = "REPCARD_TEST_TARGET";

/// Publishes where the test below says, until it is killed.
#[test]
#[ignore = "a part of `a_kill_at_any_moment_leaves_a_whole_result`, which starts it in processes of their own"]
fn publish_where_told() {
    let target = std::env::var_os(TARGET).unwrap();
    publish(Path::new(&target), "new").unwrap();
    assert_eq!(says(Path::new(&target)), "new");
}

fn publisher(target: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "publish_where_told"])
        .env(TARGET, target)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_result() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");

    publish(&target, "old").unwrap();
    let started = Instant::now();
    assert!(publisher(&target).wait().unwrap().success());
    let whole_run = started.elapsed();

    let mut seen = BTreeMap::from([("old".to_owned(), 0), ("new".to_owned(), 0)]);
    let moments = 16;
    for moment in 0..moments {
        publish(&target, "old").unwrap();
        let mut publisher = publisher(&target);
        std::thread::sleep(whole_run * moment / moments + Duration::from_micros(300));
        // SIGKILL; where it comes too late, the run has ended by itself.
        publisher.kill().unwrap();
        publisher.wait().unwrap();
        *seen.get_mut(&says(&target)).unwrap() += 1;

        publish(&target, "next").unwrap();
        assert_eq!(says(&target), "next");
        assert_eq!(leftovers(&target), Vec::<String>::new());
    }
    assert!(seen["old"] > 0, "no run was killed before its end: {seen:?}");
}

#[test]
fn a_run_that_cannot_publish_says_so_and_changes_nothing() {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let result = book.files("out/2026-10");
    assert!(result.contains_key("manifest.json") && result.contains_key("results.json"));

    // Below a file there is no folder, not even for root.
    let below = book.path("repcard.toml/out");
    book.repcard(&["run", "--period", "2026-10", "--out", below.to_str().unwrap()])
        .exits(3)
        .says("repcard.toml")
        .says("--out");
    let inbox = book.path("inbox");
    book.repcard(&["run", "--period", "2026-10", "--out", inbox.to_str().unwrap()])
        .exits(2)
        .says("2026-09/订单.csv")
        .says("--out");

    let held = open_soon(&book.path("out/2026-10")).unwrap();
    book.repcard(&["run", "--period", "2026-10"])
        .exits(3)
        .says("另一个 repcard");
    drop(held);
    assert_eq!(book.files("out/2026-10"), result);

    let broken = book.file("repcard.toml", "langauge = 1\n");
    broken.repcard(&["run", "--period", "2026-10"]).exits(2);
    let strict = broken.file("repcard.toml", "").file(
        "inbox/2026-10/拜访.csv",
        "拜访日期,工号,客户名称\n2026-10-10,S999,甲公司\n",
    );
    strict
        .repcard(&["run", "--period", "2026-10", "--strict"])
        .exits(1)
        .says("unknown-rep");
    strict
        .repcard(&["check", "--period", "2026-10"])
        .exits(1)
        .says("unknown-rep");
    assert_eq!(strict.files("out/2026-10"), result);
    // What fails on the last of the forms leaves nothing of the first.
    let half = "<html>{% if rep.rep_id == 'S002' %}<p>{% endif %}</html>";
    let half_way = strict.file("templates/appraisal.html", half);
    half_way
        .repcard(&["run", "--period", "2026-10"])
        .exits(2)
        .says("appraisal.html")
        .says("S002");
    assert_eq!(half_way.files("out/2026-10"), result);
    assert_eq!(leftovers(&half_way.path("out/2026-10")), Vec::<String>::new());
    let strict = half_way.without("templates/appraisal.html");
    strict.repcard(&["run", "--period", "2026-10"]).exits(1);
    assert_ne!(strict.files("out/2026-10"), result);
}

#[test]
fn a_killed_run_leaves_the_last_result() {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let result = book.files("out/2026-10");
    let started = Instant::now();
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    let whole_run = started.elapsed();
    for moment in 0..8 {
        let mut run = book.start(&["run", "--period", "2026-10"]);
        std::thread::sleep(whole_run * moment / 8);
        run.kill().unwrap();
        run.wait().unwrap();
        assert_eq!(book.files("out/2026-10"), result);
    }
    book.repcard(&["run", "--period", "2026-10"]).exits(0);
    assert_eq!(book.files("out/2026-10"), result);
}

#[test]
fn what_is_saved_while_folders_change_places_is_found_by_the_next_run() {
    let room = TempDir::new().unwrap();
    let target = room.path().join("2026-10");
    let collect = |says: &str| Document {
        path: "collect/华东.xlsx".to_owned(),
        bytes: says.into(),
    };
    add_and_commit(open_soon(&target).unwrap(), &[collect("one")]).unwrap();
    // A run killed right after the exchange leaves the old result under the staging name, with what was saved last.
    let staging = room.path().join(".2026-10.repcard-new");
    fs::create_dir_all(staging.join("collect")).unwrap();
    fs::copy(target.join("manifest.json"), staging.join("manifest.json")).unwrap();
    fs::write(staging.join("collect/华东.xlsx"), "typed").unwrap();

    let opened = open_soon(&target).unwrap();
    let saved = target.join("collect/华东（已填）.xlsx");
    assert_eq!(fs::read_to_string(&saved).unwrap(), "typed");
    assert_eq!(
        fs::read_to_string(target.join("collect/华东.xlsx")).unwrap(),
        "one"
    );
    add_and_commit(opened, &[collect("two")]).unwrap();
    assert_eq!(fs::read_to_string(&saved).unwrap(), "typed");
    assert_eq!(
        fs::read_to_string(target.join("collect/华东.xlsx")).unwrap(),
        "two"
    );
}
