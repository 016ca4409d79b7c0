//! Tables and findings in, the workbook's sheets of rows out, read back through calamine.

use super::*;
use crate::catalogue::Catalogue;
use crate::model::Language;
use crate::recognise::Table;
use crate::report::Document;
use crate::report::findings::told;
use crate::report::workbook::findings;
use crate::snapshot::excerpts::excerpts;
use crate::snapshot::excerpts::tests::{bad, table};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use std::sync::Arc;

fn document(tables: &[Table], found: &[Finding], language: Language) -> Document {
    let options = WorkbookOptions {
        company: "公司".into(),
        catalogue: Arc::default(),
        language,
        book: Some("../..".into()),
    };
    let excerpts = excerpts(tables, found);
    findings("2026-10".parse().unwrap(), told(found, &excerpts), &options).unwrap()
}

fn opened(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(document.bytes.clone())).unwrap()
}

fn part(document: &Document, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn orders() -> Table {
    let row = vec![
        Cell::Text("=1+1".into()),
        Cell::Number(12.5),
        Cell::DateTime(46_300.0),
        Cell::Uncalculated,
        Cell::Error("#N/A".into()),
        Cell::Number(f64::INFINITY),
    ];
    let headers = ["编号", "金额", "日期", "数量"];
    table(
        "inbox/it's #1 50%.xlsx",
        Some("10月 明细"),
        &headers,
        vec![row.clone(), row],
    )
}

#[test]
fn bad_rows_stand_as_exported_with_their_messages() {
    let orders = orders();
    let found = [bad(&orders, 3, Some(3), true), bad(&orders, 3, None, false)];
    let document = document(&[orders], &found, Language::Chinese);
    let range = opened(&document)
        .worksheet_range("it's #1 50% 10月 明细")
        .unwrap();
    let rows: Vec<&[Data]> = range.rows().collect();
    assert_eq!(rows.len(), 4);
    let headers: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
    assert_eq!(
        headers,
        ["原表行号", "编号", "金额", "日期", "数量", "", "", "问题"]
    );
    assert_eq!(rows[3][0], Data::Float(3.0));
    assert_eq!(rows[3][1], Data::String("=1+1".into()));
    assert_eq!(rows[3][2], Data::Float(12.5));
    assert!(matches!(&rows[3][3], Data::DateTime(date) if date.as_f64().to_bits() == 46_300f64.to_bits()));
    assert_eq!(rows[3][4], Data::Empty);
    assert_eq!(rows[3][5], Data::String("#N/A".into()));
    assert_eq!(rows[3][6], Data::String("inf".into()));
    let messages = rows[3][7].to_string();
    let lines: Vec<&str> = messages.lines().collect();
    assert_eq!(
        lines[0],
        found[1].what(Catalogue::built_in().terms(Language::Chinese))
    );
    assert_eq!(
        lines[1],
        format!(
            "D 数量：{}",
            found[0].what(Catalogue::built_in().terms(Language::Chinese))
        )
    );
    assert_eq!(
        rows[1][0].to_string(),
        "1 行有问题，第 1 行是表头　|　点击原表行号可打开原文件；着色的单元格有批注"
    );
}

#[test]
fn bad_cells_have_notes_and_rows_links_both_ways() {
    let orders = orders();
    let found = [bad(&orders, 3, Some(3), true), bad(&orders, 3, None, false)];
    let document = document(&[orders], &found, Language::English);
    let notes = part(&document, "xl/comments1.xml");
    let notes = roxmltree::Document::parse(&notes).unwrap();
    let placed: Vec<(&str, String)> = notes
        .descendants()
        .filter(|node| node.has_tag_name("comment") || node.tag_name().name() == "comment")
        .map(|note| {
            let texts = note
                .descendants()
                .filter_map(|node| node.text().filter(|_| node.is_text()));
            (note.attribute("ref").unwrap(), texts.collect())
        })
        .collect();
    let note = |finding: &Finding| {
        let severity = finding.severity.name(Language::English);
        format!(
            "{severity}: {}\n{}",
            finding.what(Catalogue::built_in().terms(Language::English)),
            finding.fix(Catalogue::built_in().terms(Language::English))
        )
    };
    assert_eq!(placed, [("A4", note(&found[1])), ("E4", note(&found[0]))]);

    let list = part(&document, "xl/worksheets/sheet2.xml");
    assert!(
        list.contains(r#"<hyperlink ref="B4" location="'it''s #1 50% 10月 明细'!A4""#),
        "{list}"
    );
    let rows = part(&document, "xl/worksheets/sheet5.xml");
    assert!(
        rows.contains(r#"<hyperlink ref="A4" r:id="rId1" location="'10月 明细'!D3""#),
        "{rows}"
    );
    let targets = part(&document, "xl/worksheets/_rels/sheet5.xml.rels");
    assert!(
        targets.contains("../../inbox/it's%20%231%2050%25.xlsx"),
        "{targets}"
    );
}

#[test]
fn sheets_are_named_after_file_and_sheet_and_differ() {
    let rows = || vec![vec![Cell::Empty]];
    let long = "inbox/华东大区第一销售事业部之重点客户与渠道拓展联合工作组销售订单.xlsx";
    let tables = [
        table("inbox/数据问题.csv", None, &["a"], rows()),
        table(long, Some("十月"), &["a"], rows()),
        table(
            long,
            Some("十月/上海一部与南京三部的销售订单明细表"),
            &["a"],
            rows(),
        ),
        table("inbox/2026-10/订单.xlsx", Some("S"), &["a"], rows()),
        table("inbox/2026-09/订单.xlsx", Some("S"), &["a"], rows()),
        table("inbox/对账.csv", None, &["a"], rows()),
        table("inbox/取数口径.csv", None, &["a"], rows()),
        table("inbox/sound.xlsx", Some("S"), &["a"], rows()),
    ];
    let found: Vec<_> = tables[..7]
        .iter()
        .map(|table| bad(table, 2, Some(0), true))
        .collect();
    let names = opened(&document(&tables, &found, Language::Chinese)).sheet_names();
    assert_eq!(
        names,
        [
            "问题汇总",
            "数据问题",
            "对账",
            "取数口径",
            "数据问题 (2)",
            "华东大区第一销售事业部之重点客户与渠道拓展联合工作组销售 十月",
            "华东大区第一销售事业部之重点客 十月_上海一部与南京三部的销售",
            "订单 S",
            "订单 S (2)",
            "对账 (2)",
            "取数口径 (2)",
        ]
    );
}

#[test]
fn what_is_left_out_is_said() {
    let rows = |count| vec![vec![Cell::Empty]; count];
    let mut tables = vec![table(
        "a.csv",
        None,
        &["a"; COLUMNS + 3],
        rows(ROWS_OF_A_TABLE + 2),
    )];
    tables.extend((0..TABLES).map(|index| table(&format!("b{index:02}.csv"), None, &["a"], rows(1))));
    let found: Vec<_> = tables
        .iter()
        .flat_map(|table| table.rows.iter().map(|row| bad(table, row.number, Some(0), true)))
        .collect();
    let document = document(&tables, &found, Language::English);
    let mut workbook = opened(&document);
    assert_eq!(workbook.sheet_names().len(), 4 + TABLES);
    let range = workbook.worksheet_range("a").unwrap();
    assert_eq!(range.height(), FIRST_ROW as usize + ROWS_OF_A_TABLE);
    let note = range.get_value((1, 0)).unwrap().to_string();
    assert!(
        note.contains("rows with findings: 502; the header is row 1"),
        "{note}"
    );
    assert!(
        note.contains("the gravest 500 are shown, 2 more are left out"),
        "{note}"
    );
    assert!(
        note.contains("the first 100 columns are shown, 3 more are left out"),
        "{note}"
    );
    let note = workbook.worksheet_range("Findings").unwrap();
    let note = note.get_value((1, 0)).unwrap().to_string();
    assert!(
        note.ends_with("(50 tables at most, 1 more are left out)"),
        "{note}"
    );
}
