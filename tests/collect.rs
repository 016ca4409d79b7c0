//! The sheets that managers fill in: written by one run, filled in, put into the inbox, and read by the next.

#[path = "support/book.rs"]
mod book;

use book::Book;
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
    book.repcard(&["run", "--period", "2026-09"]).exits(0);
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
    let sheet = fs::File::open(book.path("out/2026-10/collect/华东一部.xlsx")).unwrap();
    let mut parts = zip::ZipArchive::new(sheet).unwrap();
    let part = std::io::read_to_string(parts.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(part.contains("<sheetProtection sheet=\"1\""), "{part}");
    assert!(!part.contains("password"), "{part}");
    assert!(part.contains("<dataValidation type=\"decimal\""), "{part}");
    assert!(
        part.contains("<formula1>0</formula1><formula2>100</formula2>"),
        "{part}"
    );
}
