//! `repcard fields`: what goes in, those lists among it that a book declares.

use calamine::{Reader as _, Xlsx as Workbook, open_workbook};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
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
        let asked = ["fields", "--format", "xlsx", "--output", path, "--book", book];
        assert_eq!(repcard(&asked, locale).0, Some(0));
        // What is there may have been filled in.
        assert_eq!(repcard(&asked, locale).0, Some(2));
        for list in std::fs::read_dir(path).unwrap() {
            let file = list.unwrap().path();
            let id = file.file_stem().unwrap().to_str().unwrap().to_owned();
            // Without its pin the list is found by its header alone; contracts of a book without orders are its orders.
            if id == "contracts" {
                continue;
            }
            let read = inspected(&file, &id, locale);
            assert!(read.contains(&format!("\"{id}\"")), "{id}: {read}");
        }
    }
}

#[test]
fn one_workbook_holds_every_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.xlsx");
    let path = path.to_str().unwrap();
    let asked = ["fields", "--format", "xlsx", "--book", "/"];
    let (code, ..) = repcard(&[&asked[..], &["--output", path]].concat(), "C");
    assert_eq!(code, Some(0));
    let sheets: Workbook<_> = open_workbook(path).unwrap();
    let names = sheets.sheet_names();
    assert_eq!(
        (names.len(), names.last().map(String::as_str)),
        (21, Some("说明"))
    );
    let read = inspected(Path::new(path), "all", "C");
    for list in lists().iter().filter_map(|list| list["id"].as_str()) {
        assert!(
            ["receivables", "contracts"].contains(&list) || read.contains(&format!("\"{list}\"")),
            "{list}: {read}"
        );
    }
    let output = Command::new(env!("CARGO_BIN_EXE_repcard"))
        .args(asked)
        .output()
        .unwrap();
    assert_eq!(output.stdout, std::fs::read(path).unwrap());
}

/// A row as it is typed: headers without their marks, and what is put below them.
type TypedRow = &'static [(&'static str, &'static str)];

/// What is typed into the blank workbooks: a date as the day's number.
const FILLED: [(&str, &[TypedRow]); 10] = [
    (
        "roster",
        &[
            &[
                ("工号", "S001"),
                ("姓名", "周明"),
                ("团队", "一部"),
                ("入职日期", "45000"),
            ],
            &[("工号", "S002"), ("姓名", "林悦"), ("团队", "一部")],
        ],
    ),
    (
        "targets",
        &[
            &[
                ("工号", "S001"),
                ("指标", "销售额"),
                ("年度", "2026"),
                ("10月", "10000"),
            ],
            &[
                ("姓名", "林悦"),
                ("指标", "销售额"),
                ("年度", "2026"),
                ("全年", "120000"),
            ],
            &[
                ("工号", "S001"),
                ("指标", "拜访"),
                ("年度", "2026"),
                ("10月", "2"),
            ],
            &[
                ("工号", "S002"),
                ("指标", "拜访"),
                ("年度", "2026"),
                ("10月", "2"),
            ],
        ],
    ),
    (
        "orders",
        &[
            &[
                ("订单编号", "007"),
                ("日期", "46303"),
                ("姓名", "周明"),
                ("客户名称", "甲公司"),
                ("数量", "2"),
                ("金额", "6000.5"),
                ("状态", "正常"),
            ],
            &[
                ("订单编号", "008"),
                ("日期", "46304"),
                ("工号", "S002"),
                ("客户编号", "K1"),
                ("金额", "400"),
            ],
        ],
    ),
    (
        "visits",
        &[&[
            ("日期", "46303.5"),
            ("姓名", "周明"),
            ("客户名称", "甲公司"),
            ("客户类型", "现有"),
        ]],
    ),
    (
        "calls",
        &[&[
            ("呼叫时间", "46303.5"),
            ("姓名", "林悦"),
            ("通话时长", "0.002"),
            ("呼叫方向", "外呼"),
            ("接通状态", "接通"),
        ]],
    ),
    (
        "customers",
        &[&[("客户名称", "甲公司"), ("姓名", "周明"), ("创建日期", "46300")]],
    ),
    (
        "requests",
        &[&[
            ("需求编号", "R1"),
            ("提出时间", "46303.25"),
            ("姓名", "周明"),
            ("回复时间", "46303.5"),
        ]],
    ),
    (
        "reports",
        &[&[("姓名", "周明"), ("应交日期", "46303"), ("提交时间", "46302.75")]],
    ),
    (
        "conduct",
        &[&[
            ("日期", "46303"),
            ("姓名", "林悦"),
            ("事项", "迟到"),
            ("分值", "-2"),
        ]],
    ),
    (
        "receivables",
        &[&[
            ("发票号", "F1"),
            ("到期日", "46303"),
            ("跟单员", "周明"),
            ("应收金额", "800"),
            ("已收金额", "200"),
        ]],
    ),
];

#[test]
fn what_is_filled_in_reads_back_without_a_warning() {
    let book = tempfile::tempdir().unwrap();
    let book = book.path();
    let inbox = book.join("inbox/2026-10");
    std::fs::create_dir_all(book.join("datasets")).unwrap();
    std::fs::create_dir_all(book.join("measures")).unwrap();
    let list = Path::new(BOOK).join("datasets/receivables.toml");
    std::fs::copy(list, book.join("datasets/receivables.toml")).unwrap();
    let recovered = "name = '已收'\ndefinition = '已收金额'\nfrom = 'receivables'\nvalue = 'sum(已收金额)'\nunit = 'money'\ntargets = false\n";
    std::fs::write(book.join("measures/recovered.toml"), recovered).unwrap();
    let kpis = [
        "sales",
        "visits",
        "calls",
        "customers_added",
        "requests",
        "reports",
        "conduct",
        "recovered",
    ];
    let rule = |kpi: &str| match kpi {
        "sales" | "visits" => "{ kind = \"ratio\" }",
        "requests" | "reports" | "conduct" => "{ kind = \"fraction\" }",
        _ => "{ kind = \"steps\", steps = [[1, 12.5]] }",
    };
    let policy = kpis.map(|kpi| format!("[[kpi]]\nid = \"{kpi}\"\nweight = 12.5\nrule = {}\n", rule(kpi)));
    std::fs::write(book.join("policy.toml"), policy.concat()).unwrap();
    let book = book.to_str().unwrap();
    let folder = inbox.to_str().unwrap();
    assert_eq!(
        repcard(&["fields", "--format", "xlsx", "-o", folder, "--book", book], "C").0,
        Some(0)
    );
    std::fs::remove_file(inbox.join("scores.xlsx")).unwrap();
    // An empty list of contracts may be an empty list of orders, and is told.
    std::fs::remove_file(inbox.join("contracts.xlsx")).unwrap();
    for (id, rows) in FILLED {
        fill(&inbox.join(format!("{id}.xlsx")), rows);
    }
    let (code, text, said) = repcard(
        &["run", "--book", book, "--period", "2026-10", "--format", "json"],
        "C",
    );
    assert_eq!(code, Some(0), "{said}{text}");
    let run: Value = serde_json::from_str(&text).unwrap();
    let findings = run["findings"].as_array().unwrap();
    let grave: Vec<&Value> = findings
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .collect();
    assert!(grave.is_empty(), "{grave:#?}");
    let results = std::fs::read_to_string(Path::new(book).join("out/2026-10/results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let actuals = |rep: usize| -> Vec<Option<f64>> {
        let kpis = results["reps"][rep]["kpis"].as_array().unwrap();
        kpis.iter()
            .map(|kpi| kpi["actual"].to_string().parse().ok())
            .collect()
    };
    let none = None;
    assert_eq!(
        actuals(0),
        [
            Some(6000.5),
            Some(1.),
            Some(0.),
            Some(1.),
            Some(1.),
            Some(1.),
            Some(1.),
            Some(200.)
        ]
    );
    assert_eq!(
        actuals(1),
        [
            Some(400.),
            Some(0.),
            Some(1.),
            Some(0.),
            none,
            none,
            Some(0.98),
            Some(0.)
        ]
    );
}

/// Types rows into a blank workbook, as another program stores them: texts, numbers in the columns' own formats, and of
/// words those that it offers.
fn fill(path: &Path, rows: &[&[(&str, &str)]]) {
    let mut parts = parts(path);
    let mut workbook: Workbook<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let header: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let sheet = parts.get_mut("xl/worksheets/sheet1.xml").unwrap();
    let mut typed = String::new();
    for (number, row) in (2..).zip(rows) {
        let _ = write!(typed, "<row r=\"{number}\">");
        let mut cells: Vec<(usize, &str)> = row
            .iter()
            .map(|(name, text)| {
                let at = header
                    .iter()
                    .position(|header| header.trim_end_matches('*') == *name);
                (
                    at.unwrap_or_else(|| panic!("{}: no {name} in {header:?}", path.display())),
                    *text,
                )
            })
            .collect();
        cells.sort_unstable();
        for (at, text) in cells {
            let letter = char::from(b'A' + u8::try_from(at).unwrap());
            let style = part_between(sheet, &format!("<col min=\"{0}\" max=\"{0}\"", at + 1), "/>");
            let style = part_between(&style, "style=\"", "\"");
            let rule = part_between(
                sheet,
                &format!("sqref=\"{letter}2:{letter}2001\""),
                "<dataValidation ",
            );
            let choices = part_between(&rule, "<formula1>\"", "\"</formula1>");
            let cell = format!("<c r=\"{letter}{number}\" s=\"{style}\"");
            let is_chosen = choices.is_empty() || choices.split(',').any(|choice| choice == text);
            assert!(is_chosen, "{}: {text} is none of {choices}", path.display());
            let is_number = text.parse::<f64>().is_ok() && (!text.starts_with('0') || text.contains('.'));
            let _ = if is_number {
                write!(typed, "{cell}><v>{text}</v></c>")
            } else {
                write!(typed, "{cell} t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
        }
        typed.push_str("</row>");
    }
    *sheet = sheet.replace("</sheetData>", &format!("{typed}</sheetData>"));
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, text) in parts {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// The parts of a workbook, all of which are text.
fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let text = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(text).collect()
}

/// What stands between two texts; nothing where they don't.
fn part_between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split_once(after).map_or("", |(part, _)| part).to_owned()
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
