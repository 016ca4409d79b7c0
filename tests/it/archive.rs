//! What was published is kept, as other programs see it: whole, unchangeable, and in step with what lies in `out/`.

use crate::support::book;
use book::Book;
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUN: [&str; 3] = ["run", "--period", "2026-10"];

fn archive(book: &Book) -> Connection {
    Connection::open(book.path("archive/repcard.sqlite")).unwrap()
}

fn count(archive: &Connection, of: &str) -> i64 {
    let count = format!("SELECT count(*) FROM {of}");
    archive.query_row(&count, [], |row| row.get(0)).unwrap()
}

/// The rows of a query, cells as texts.
fn rows(archive: &Connection, query: &str) -> Vec<Vec<Option<String>>> {
    let mut select = archive.prepare(query).unwrap();
    let columns = select.column_count();
    let rows = select.query_map([], |row| {
        let cell = |at| match row.get(at)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            Cell::Integer(number) => Ok(Some(number.to_string())),
            other => panic!("{query}: {other:?}"),
        };
        (0..columns).map(cell).collect()
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn results(book: &Book) -> Value {
    serde_json::from_slice(&fs::read(book.path("out/2026-10/results.json")).unwrap()).unwrap()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The queries that a page of the documentation shows.
fn queries(page: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```sql\n").skip(1);
    let queries = blocks.map(|block| block.split("```").next().unwrap().to_owned());
    queries.collect()
}

#[test]
fn documented_queries_give_the_figures_of_the_forms() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    let archive = archive(&book);
    let results = results(&book);
    let [of_rep, scores, policies, versions, inputs] = &queries("archive.en.md")[..] else {
        panic!("five queries");
    };
    assert_eq!(queries("archive.en.md"), queries("archive.md"));

    let parts = ["target", "actual", "attainment", "points"];
    let mut figures: Vec<Vec<Option<String>>> = results["reps"][0]["kpis"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kpi| {
            let period = Some("2026-10".to_owned());
            let own = [period, text(&kpi["id"])].into_iter();
            own.chain(parts.map(|part| text(&kpi[part]))).collect()
        })
        .collect();
    figures.sort();
    assert!(figures.iter().any(|figure| figure[3] == Some("90000.00".into())));
    assert_eq!(rows(&archive, of_rep), figures);

    let parts = ["rep_id", "name", "team", "score", "grade", "rank"];
    let mut cards: Vec<Vec<Option<String>>> = results["reps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rep| parts.map(|part| text(&rep[part])).into())
        .collect();
    cards.sort_by_key(|card| card[5].clone());
    assert_eq!(rows(&archive, scores), cards);
    assert_eq!(rows(&archive, policies).len(), 1);
    let [version] = &rows(&archive, versions)[..] else {
        panic!("one version");
    };
    assert_eq!((version[0].as_deref(), &version[2]), (Some("1"), &None));

    let snapshot = fs::read(book.path("out/2026-10/snapshot.json")).unwrap();
    let snapshot: Value = serde_json::from_slice(&snapshot).unwrap();
    let listed = snapshot["inputs"].as_array().unwrap().iter();
    let listed: Vec<Vec<Option<String>>> = listed
        .map(|input| ["path", "size", "sha256"].map(|part| text(&input[part])).into())
        .collect();
    assert_eq!(rows(&archive, inputs), listed);
}

#[test]
fn python_reads_the_snapshot_out_of_it() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    for page in ["archive.md", "archive.en.md"] {
        let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
        let text = fs::read_to_string(text).unwrap();
        let script = text.split("```python\n").nth(1).unwrap();
        let script = script.split("```").next().unwrap();
        let ran = Command::new("python3")
            .args(["-c", script])
            .current_dir(book.path(""))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let read = fs::read(book.path("snapshot.json")).unwrap();
        assert_eq!(read, fs::read(book.path("out/2026-10/snapshot.json")).unwrap());
        fs::remove_file(book.path("snapshot.json")).unwrap();
    }
}

#[test]
fn what_was_published_stays_as_it_was() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    let archive = archive(&book);
    for change in [
        "UPDATE runs SET exit = 1",
        "DELETE FROM runs",
        "UPDATE figures SET points = '100'",
        "DELETE FROM figures",
        "INSERT INTO figures (run, rep_id, kpi, weight) VALUES (1, 'S001', 'luck', '10')",
        "UPDATE scorecards SET grade = 'A'",
        "DELETE FROM scorecards WHERE rep_id = 'S001'",
        "INSERT INTO scorecards (run, rep_id, name) VALUES (1, 'S009', 'x')",
        "UPDATE inputs SET sha256 = ''",
        "DELETE FROM inputs",
        "DELETE FROM figure_rows",
        "UPDATE policies SET text = '{}'",
        "DELETE FROM policies",
        "INSERT INTO findings (run, number, severity, code, text) VALUES (1, 99, 'error', 'x', 'y')",
    ] {
        let refused = archive.execute_batch(change).unwrap_err();
        assert!(
            refused.to_string().contains("stays as it was"),
            "{change}: {refused}"
        );
    }
}

#[test]
fn only_what_is_published_is_kept_and_each_figure_once() {
    let book = Book::small();
    book.repcard(&["check", "--period", "2026-10"]).exits(0);
    assert!(!book.path("archive").exists());
    book.repcard(&RUN).exits(0);
    book.repcard(&RUN).exits(0);
    assert_eq!(count(&archive(&book), "runs"), 1, "the same again adds nothing");

    let more = "订单编号,下单日期,工号,客户名称,金额\nB3,2026-10-20,S002,丁公司,1000\n";
    let book = book.file("inbox/2026-10/补录.csv", more);
    book.repcard(&["run", "--period", "2026-10", "--strict", "--fail-on", "warning"])
        .exits(1);
    assert_eq!(count(&archive(&book), "runs"), 1, "nothing was published");
    book.repcard(&RUN).exits(0);
    let kept = archive(&book);
    assert_eq!((count(&kept, "runs"), count(&kept, "policies")), (2, 1));
    assert_eq!(count(&kept, "current"), 1);
    assert_eq!(count(&kept, "figure_rows"), 2);
    let sales = "SELECT actual FROM figures JOIN current USING (run) WHERE kpi = 'sales' AND rep_id = 'S002'";
    assert_eq!(rows(&kept, sales), [[Some("51000.00".to_owned())]]);
    drop(kept);

    let off = Book::small().file("repcard.toml", "[archive]\nenabled = false\n");
    off.repcard(&RUN).exits(0);
    assert!(!off.path("archive").exists());
    Book::small()
        .file("repcard.toml", "[archive]\nenabeld = false\n")
        .repcard(&RUN)
        .exits(2)
        .says("enabled");
}

#[cfg(unix)]
#[test]
fn the_archive_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    let mode = |path: &str| fs::metadata(book.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("archive"), mode("archive/repcard.sqlite")), (0o700, 0o600));
}

#[test]
fn a_file_that_is_no_archive_is_left_alone() {
    let book = Book::small().file(
        "archive/repcard.sqlite",
        "somebody's notes, of more than a few bytes".repeat(50),
    );
    let before = book.files("archive");
    book.repcard(&RUN).exits(2).says("archive rebuild");
    assert_eq!(book.files("archive"), before);
    assert!(!book.path("out/2026-10/manifest.json").exists());

    let book = Book::small().file("archive/repcard.sqlite", "");
    let other = archive(&book);
    other.execute_batch("CREATE TABLE notes (text)").unwrap();
    drop(other);
    book.repcard(&RUN).exits(2).says("archive rebuild");

    let book = Book::small();
    book.repcard(&RUN).exits(0);
    archive(&book).execute_batch("PRAGMA user_version = 99").unwrap();
    book.repcard(&RUN).exits(2).says("升级");
}

#[test]
fn an_archive_that_was_lost_or_missed_a_run_has_it_after_the_next() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    fs::remove_dir_all(book.path("archive")).unwrap();
    let more = "订单编号,下单日期,工号,客户名称,金额\nB3,2026-10-20,S002,丁公司,1000\n";
    let book = book.file("inbox/2026-10/补录.csv", more);
    book.repcard(&RUN).exits(0);
    let kept = archive(&book);
    let runs = rows(
        &kept,
        "SELECT version, published_at IS NULL FROM runs ORDER BY id",
    );
    let run = [Some("1".to_owned()), Some("0".to_owned())];
    assert_eq!(runs, [run.clone(), run]);
    assert_eq!(count(&kept, "figure_rows"), 1, "the rows of the first are lost");
}

/// Opens, is sound, and holds exactly what is published.
#[track_caller]
fn is_in_step(book: &Book) {
    let kept = archive(book);
    assert_eq!(rows(&kept, "PRAGMA integrity_check"), [[Some("ok".to_owned())]]);
    assert_eq!(rows(&kept, "PRAGMA foreign_key_check"), Vec::<Vec<_>>::new());
    assert_eq!(count(&kept, "runs WHERE published_at IS NULL"), 0);
    let sales =
        "SELECT rep_id, actual FROM figures JOIN current USING (run) WHERE kpi = 'sales' ORDER BY rep_id";
    let published: Vec<Vec<Option<String>>> = results(book)["reps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rep| vec![text(&rep["rep_id"]), text(&rep["kpis"][0]["actual"])])
        .collect();
    assert_eq!(rows(&kept, sales), published);
}

#[test]
fn a_run_killed_at_any_moment_is_put_right_by_the_next() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    let order =
        |amount: u32| format!("订单编号,下单日期,工号,客户名称,金额\nB3,2026-10-20,S002,丁公司,{amount}\n");
    let started = Instant::now();
    book.repcard(&RUN).exits(0);
    let whole_run = started.elapsed();
    let mut published = BTreeMap::new();
    let moments = 24;
    let mut book = book;
    for moment in 0..moments {
        book = book.file("inbox/2026-10/补录.csv", order(1000 + moment));
        let before = results(&book);
        let mut run = book.start(&RUN);
        std::thread::sleep(whole_run * (moment + 1) / moments);
        run.kill().unwrap();
        run.wait().unwrap();
        *published.entry(results(&book) != before).or_insert(0) += 1;
        // It opens whatever happened, and the next run puts it right: of what was published nothing is lost.
        let kept = archive(&book);
        assert_eq!(rows(&kept, "PRAGMA integrity_check"), [[Some("ok".to_owned())]]);
        drop(kept);
        book.repcard(&RUN).exits(0);
        is_in_step(&book);
    }
    assert!(
        published[&false] > 0,
        "no run was killed before its end: {published:?}"
    );
}

#[test]
fn a_run_killed_right_after_publishing_is_added_with_its_rows() {
    let book = Book::small();
    book.repcard(&RUN).exits(0);
    // As if the last step had not been reached: the triggers are for whoever changes what was published.
    let kept = archive(&book);
    kept.execute_batch(
        "DROP TRIGGER runs_stay; UPDATE runs SET published_at = NULL; \
         CREATE TRIGGER runs_stay BEFORE UPDATE ON runs WHEN OLD.published_at IS NOT NULL \
         BEGIN SELECT raise(ABORT, 'what was published stays as it was'); END;",
    )
    .unwrap();
    drop(kept);
    book.repcard(&RUN).exits(0);
    is_in_step(&book);
    let kept = archive(&book);
    assert_eq!((count(&kept, "runs"), count(&kept, "figure_rows")), (1, 1));
}

#[test]
fn runs_of_several_periods_at_once_are_all_kept() {
    let book = Book::small();
    let periods = ["2026-09", "2026-10"];
    for _ in 0..3 {
        let mut runs = periods.map(|period| book.start(&["run", "--period", period]));
        for run in &mut runs {
            assert_eq!(run.wait().unwrap().code(), Some(0));
        }
    }
    let kept = archive(&book);
    assert_eq!(count(&kept, "current"), 2);
    assert_eq!(count(&kept, "runs WHERE published_at IS NULL"), 0);
}
