//! The sheets that managers fill in: written by one run, filled in, put into the inbox, and read by the next.

use crate::support::book;
use book::{Book, part_of};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::fs;

const POLICY: &str = r#"
[[kpi]]
id = "sales"
weight = 80
rule = { kind = "ratio" }

[[kpi]]
id = "teamwork"
name = { zh-CN = "团队协作", en = "Teamwork" }
weight = 20
rule = { kind = "manual" }
"#;

const RUN: [&str; 3] = ["run", "--period", "2026-10"];

fn results(book: &Book) -> Value {
    serde_json::from_slice(&fs::read(book.path("out/2026-10/results.json")).unwrap()).unwrap()
}

/// The cells of a published sheet, as another reader sees them.
fn cells(book: &Book, team: &str) -> Vec<Vec<Data>> {
    let path = book.path(&format!("out/2026-10/collect/{team}.xlsx"));
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// Writes the cells as a program would that keeps nothing but them, those under the headers of `given` changed.
fn filled_in(mut rows: Vec<Vec<Data>>, given: &[(&str, Data)]) -> Vec<u8> {
    let header = rows[2].clone();
    for (name, value) in given {
        let column = header.iter().position(|cell| *cell == **name);
        rows[3][column.unwrap_or_else(|| panic!("no {name} in {header:?}"))] = value.clone();
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Data::Float(number) => sheet.write_number(row, column, *number).unwrap(),
                Data::Empty => continue,
                other => sheet.write_string(row, column, other.to_string()).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn round_trip(language: &str, headers: [&str; 3]) {
    let [score, comment, plan] = headers;
    let book = Book::small()
        .file("repcard.toml", format!("language = \"{language}\"\n"))
        .file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0);
    let before = results(&book);
    assert_eq!(before["reps"][0]["comment"], Value::Null);
    assert_eq!(before["reps"][0]["excluded"][0], "teamwork");

    let given = [
        (score, Data::Float(82.5)),
        (comment, Data::String("客户关系维护得很好。\n继续保持。".into())),
        (plan, Data::String("=每周拜访两家新客户".into())),
    ];
    let sheet = filled_in(cells(&book, "华东一部"), &given);
    let book = book.file("inbox/2026-10/华东一部.xlsx", sheet);
    book.repcard(&RUN).exits(0);
    let rep = &results(&book)["reps"][0];
    assert_eq!(rep["comment"], "客户关系维护得很好。\n继续保持。");
    assert_eq!(rep["plan"], "=每周拜访两家新客户");
    let teamwork = &rep["kpis"][1];
    assert_eq!(
        (
            teamwork["id"].as_str(),
            teamwork["actual"].to_string(),
            teamwork["points"].to_string()
        ),
        (Some("teamwork"), "82.5".to_owned(), "16.50".to_owned())
    );
    let again = cells(&book, "华东一部");
    for (name, value) in given {
        let column = again[2].iter().position(|cell| *cell == *name).unwrap();
        assert_eq!(again[3][column], value, "what was given stands in its cell again");
    }

    let published = book.files("out/2026-10");
    book.repcard(&RUN).exits(0);
    assert_eq!(
        book.files("out/2026-10"),
        published,
        "a third run changes nothing"
    );
    // The sheet as it is published now says the same as the one that was filled in.
    let collected = &published["collect/华东一部.xlsx"];
    let book = book.file("inbox/2026-10/华东一部.xlsx", collected);
    book.repcard(&RUN).exits(0);
    assert_eq!(&results(&book)["reps"][0], rep);
    // Another month's run takes no notice of it, wherever it lies.
    let book = book
        .file("inbox/华东一部.xlsx", collected)
        .without("inbox/2026-10/华东一部.xlsx");
    book.repcard(&["run", "--period", "2026-09"])
        .exits(1)
        .says("no-rows-of-period");
    let september = fs::read_to_string(book.path("out/2026-09/results.json")).unwrap();
    assert!(!september.contains("继续保持"), "{september}");
}

#[test]
fn what_managers_fill_in_is_printed_and_counted() {
    round_trip("zh-CN", ["团队协作", "主管评语", "改进计划"]);
}

#[test]
fn what_managers_fill_in_in_english_is_printed_and_counted() {
    round_trip("en", ["Teamwork", "Manager's comments", "Plan for improvement"]);
}

#[test]
fn sheets_lock_everything_but_what_is_to_be_filled_in() {
    let book = Book::small().file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0);
    let part = part_of(
        &book.path("out/2026-10/collect/华东一部.xlsx"),
        "xl/worksheets/sheet1.xml",
    );
    assert!(part.contains("<sheetProtection sheet=\"1\""), "{part}");
    assert!(!part.contains("password"), "{part}");
    assert!(part.contains("<dataValidation type=\"decimal\""), "{part}");
    assert!(
        part.contains("<formula1>0</formula1><formula2>100</formula2>"),
        "{part}"
    );
}

/// What the sheet of a team says after somebody filled it in where it was published.
fn fill_in(book: &Book, score: f64) -> Vec<u8> {
    let sheet = filled_in(cells(book, "华东一部"), &[("团队协作", Data::Float(score))]);
    fs::write(book.path("out/2026-10/collect/华东一部.xlsx"), &sheet).unwrap();
    sheet
}

fn collected(book: &Book) -> Vec<String> {
    book.files("out/2026-10/collect").into_keys().collect()
}

#[test]
fn what_was_filled_in_where_it_was_published_is_kept_until_it_is_in_the_inbox() {
    let book = Book::small().file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0).does_not_say("填写过");
    let fresh = book.files("out/2026-10");
    let sheet = fill_in(&book, 80.0);

    // Told however quiet the run is to be, and whether or not it publishes.
    book.repcard(&["check", "--period", "2026-10", "-q"])
        .exits(0)
        .says("collect/华东一部.xlsx：有人在发布目录里填写过")
        .says("inbox/2026-10/");
    book.repcard(&[&RUN[..], &["-q"]].concat())
        .exits(0)
        .says("collect/华东一部（已填）.xlsx：有人在发布目录里填写过");
    let mut kept = book.files("out/2026-10");
    assert_eq!(kept.remove("collect/华东一部（已填）.xlsx").unwrap(), sheet);
    kept.remove("manifest.json");
    let published = fresh.into_iter().filter(|(path, _)| path != "manifest.json");
    assert_eq!(kept, published.collect());
    book.repcard(&["verify", "--period", "2026-10"]).exits(0);

    // Kept from run to run, and beside it what is filled in next.
    let second = fill_in(&book, 81.0);
    book.repcard(&RUN).exits(0).says("（已填）").says("（已填2）");
    let names = [
        "华东一部.xlsx",
        "华东一部（已填2）.xlsx",
        "华东一部（已填）.xlsx",
        "华东二部.xlsx",
    ];
    assert_eq!(collected(&book), names);
    let json = book
        .repcard(&[&RUN[..], &["--format", "json"]].concat())
        .exits(0)
        .stdout;
    let told: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["filled_in"].as_array().unwrap().len(), 2, "{told}");

    // What lies in the inbox is read; nothing is left to say, whether it was moved there or copied.
    fs::rename(
        book.path("out/2026-10/collect/华东一部（已填）.xlsx"),
        book.path("inbox/2026-10/评分.xlsx"),
    )
    .unwrap();
    book.repcard(&RUN)
        .exits(0)
        .says("（已填2）")
        .does_not_say("（已填）");
    let book = book.file("inbox/2026-10/评分.xlsx", &second);
    book.repcard(&RUN).exits(0).does_not_say("填写过");
    assert_eq!(collected(&book), ["华东一部.xlsx", "华东二部.xlsx"]);
    let kpi = &results(&book)["reps"][0]["kpis"][1];
    assert_eq!(
        (kpi["id"].as_str(), kpi["actual"].as_f64()),
        (Some("teamwork"), Some(81.0))
    );
}

#[test]
fn a_run_that_does_not_publish_leaves_what_was_filled_in_where_it_is() {
    let book = Book::small().file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0);
    let sheet = fill_in(&book, 80.0);
    let before = book.files("out/2026-10");
    let book = book.file(
        "inbox/2026-10/更多订单.csv",
        "订单编号,下单日期,工号,客户名称,金额\nC1,2026-10-10,S999,甲公司,90000\n",
    );
    book.repcard(&[&RUN[..], &["--strict", "-q"]].concat())
        .exits(1)
        .says("collect/华东一部.xlsx：有人在发布目录里填写过");
    assert_eq!(book.files("out/2026-10"), before);
    assert_eq!(before["collect/华东一部.xlsx"], sheet);
}

#[test]
fn sheets_renamed_and_files_put_beside_them_are_kept() {
    let book = Book::small()
        .file("repcard.toml", "language = \"en\"\n")
        .file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0);
    let sheet = book.path("out/2026-10/collect/华东一部.xlsx");
    fs::rename(&sheet, book.path("out/2026-10/collect/given to Zhang.xlsx")).unwrap();
    let book = book
        .file("out/2026-10/collect/from Li.xlsx", "filled in by Li")
        .file("out/2026-10/collect/notes/a.docx", "notes")
        .file("out/2026-10/collect/~$华东一部.xlsx", "a lock")
        .file("out/2026-10/collect/华东二部.xlsx", "filled in");
    let told = book
        .repcard(&RUN)
        .exits(0)
        .says("from Li.xlsx")
        .does_not_say("given to Zhang.xlsx")
        .says("notes/a.docx");
    told.says("华东二部 (filled in).xlsx: somebody filled this in");
    let kept = [
        "from Li.xlsx",
        "notes/a.docx",
        "华东一部.xlsx",
        "华东二部 (filled in).xlsx",
        "华东二部.xlsx",
    ];
    assert_eq!(collected(&book), kept);
    assert_eq!(book.files("out/2026-10/collect")["notes/a.docx"], b"notes");

    // Elsewhere in the folder, and as links, files of others are refused as before.
    #[cfg(unix)]
    {
        let link = book.path("out/2026-10/collect/link.xlsx");
        std::os::unix::fs::symlink(book.path("policy.toml"), &link).unwrap();
        book.repcard(&RUN).exits(2).says("link.xlsx");
        fs::remove_file(link).unwrap();
    }
    let book = book.file("out/2026-10/forms/notes.docx", "notes");
    book.repcard(&RUN).exits(2).says("notes.docx");
    let all = collected(&book);
    assert_eq!(all, kept);
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_filled_in() {
    let book = Book::small().file("policy.toml", POLICY);
    book.repcard(&RUN).exits(0);
    let started = std::time::Instant::now();
    book.repcard(&RUN).exits(0);
    let whole_run = started.elapsed();
    let mut given = Vec::new();
    for moment in 0..8_u32 {
        // What the test itself overwrites is gone.
        let lying = fs::read(book.path("out/2026-10/collect/华东一部.xlsx")).unwrap();
        given.retain(|sheet| *sheet != lying);
        given.push(fill_in(&book, 60.0 + f64::from(moment)));
        let mut run = book.start(&RUN);
        std::thread::sleep(whole_run / 2 + whole_run * moment / 14);
        run.kill().unwrap();
        run.wait().unwrap();
        // Where the run was killed, the folder is the old one or the new one, and holds what was filled in either way.
        let there: Vec<Vec<u8>> = book.files("out/2026-10/collect").into_values().collect();
        assert!(
            given.iter().all(|sheet| there.contains(sheet)),
            "{moment}: {:?}",
            collected(&book)
        );
    }
    book.repcard(&RUN).exits(0);
    let there: Vec<Vec<u8>> = book.files("out/2026-10/collect").into_values().collect();
    assert!(given.iter().all(|sheet| there.contains(sheet)));
}
