//! `repcard render`: a snapshot makes the documents that the run made which published it, and nothing of the book's exports
//! is read for it.

use crate::support::book;
use book::Book;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn a_snapshot_makes_the_bytes_that_were_published() {
    let book = Book::small().file(
        "inbox/2026-10/纪律.csv",
        "日期,工号,事项,分值\n2026-10-09,S001,迟到,-1\n2026-10-09,S999,迟到,-1\n",
    );
    book.repcard(&["run", "--period", "2026-10"]);
    assert_renders_what_was_published(&book);
}

/// That the bytes of `out/2026-10` come of its snapshot alone.
fn assert_renders_what_was_published(book: &Book) {
    let out = book.path("out/2026-10");
    let published = book.files("out/2026-10");
    assert!(published.len() > 5, "{:?}", published.keys());

    // The exports are gone; what was published is kept elsewhere.
    let snapshot = book.path("snapshot.json");
    fs::copy(out.join("snapshot.json"), &snapshot).unwrap();
    fs::remove_dir_all(&out).unwrap();
    fs::remove_dir_all(book.path("inbox")).unwrap();
    let rendered = book.repcard(&["render", "--from", snapshot.to_str().unwrap()]);
    assert_eq!(rendered.code, Some(0), "{}", rendered.stderr);
    let again = book.files("out/2026-10");
    assert!(again.keys().eq(published.keys()), "{:?}", again.keys());
    for (name, bytes) in &published {
        assert!(again[name] == *bytes, "{name} differs");
    }
}

#[test]
fn every_list_of_a_book_has_its_totals() {
    let book = Book::small()
        .file(
            "datasets/receivables.toml",
            "name = '应收账款'\ndate = 'due'\n\
             [field.due]\nkind = 'date'\nrequired = true\nheaders = ['到期日']\n\
             [field.rep]\nkind = 'rep'\nrequired = true\n\
             [field.amount]\nkind = 'money'\nrequired = true\nheaders = ['应收金额']\n\
             [field.status]\nkind = 'word'\nheaders = ['收款状态']\n\
             [field.status.words]\ncounts = ['未收']\nignored = ['作废']\n",
        )
        .file(
            "measures/due.toml",
            "name = '到期应收'\ndefinition = '本期到期的应收金额。'\nfrom = 'receivables'\nvalue = 'sum(amount)'\nunit = 'money'\n",
        )
        .file(
            "inbox/2026-10/应收账款.csv",
            "到期日,工号,应收金额,收款状态\n2026-10-09,S001,1200.5,未收\n2026-10-10,S001,300,未收\n2026-10-11,S002,9000,作废\n",
        );
    let ran = book.repcard(&["run", "--period", "2026-10", "--format", "json"]);
    let snapshot =
        fs::read(book.path("out/2026-10/snapshot.json")).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let read: Value = serde_json::from_slice(&snapshot).unwrap();
    let tables = read["account"].as_array().unwrap();
    let of = |dataset: &str| {
        let tables = tables.iter().filter(|table| table["dataset"] == dataset);
        tables
            .map(|table| {
                let mut fates = table["fates"].as_array().unwrap().iter();
                let counted = fates.find(|share| share["fate"] == "counted");
                counted.map(|share| (share["rows"].clone(), share["amount"].clone()))
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(of("receivables"), [Some((2.into(), "1500.5".into()))]);
    assert_eq!(of("orders").len(), 2, "{tables:#?}");
    assert_eq!(of("roster"), [Some((2.into(), Value::Null))]);
    assert_renders_what_was_published(&book);
}

/// What a snapshot has where a month before is published, lists of a company's own are there, or a closed month is restated.
const AT_TIMES: [&str; 3] = ["last", "lists", "restated"];

#[test]
fn a_snapshot_says_what_its_schema_says() {
    let book = Book::small();
    book.repcard(&["run", "--period", "2026-10"]);
    let snapshot = fs::read(book.path("out/2026-10/snapshot.json")).unwrap();
    let snapshot: Value = serde_json::from_slice(&snapshot).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/snapshot.schema.json");
    let schema: Value = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
    let keys = |value: &Value| -> Vec<String> {
        let keys = value.as_object().into_iter().flatten();
        keys.map(|(key, _)| key.clone()).collect()
    };
    for (said, there) in [
        (&schema, &snapshot),
        (
            &schema["$defs"]["scorecard"],
            &snapshot["appraisal"]["scorecards"][0],
        ),
        (
            &schema["$defs"]["kpi_score"],
            &snapshot["appraisal"]["scorecards"][0]["kpis"][0],
        ),
        (&schema["$defs"]["details"], &snapshot["details"]),
        (&schema["$defs"]["table_account"], &snapshot["account"][0]),
        (&schema["$defs"]["share"], &snapshot["account"][0]["fates"][0]),
        (&schema["$defs"]["input"], &snapshot["inputs"][0]),
        (
            &schema["$defs"]["column_read"],
            &snapshot["account"][0]["columns"][0],
        ),
        (&schema["$defs"]["assumption"], &snapshot["assumptions"][0]),
    ] {
        assert!(!keys(there).is_empty());
        let mut said = keys(&said["properties"]);
        said.retain(|key| !AT_TIMES.contains(&key.as_str()) || !there[key].is_null());
        assert_eq!(said, keys(there));
    }
}

#[test]
fn what_is_no_snapshot_is_told() {
    for (content, said) in [
        ("no JSON", "不是 repcard 发布的 snapshot.json"),
        ("{\"form\": 99}", "由另一个版本的 repcard 生成"),
        ("{\"form\": 1}", "不是 repcard 发布的 snapshot.json"),
    ] {
        let book = Book::small().file("snapshot.json", content);
        let file = book.path("snapshot.json");
        let ran = book.repcard(&["render", "--from", file.to_str().unwrap()]);
        assert_eq!(ran.code, Some(2), "{content}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{content}: {}", ran.stderr);
    }
    let book = Book::small();
    let ran = book.repcard(&["render", "--from", "nowhere.json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
}
