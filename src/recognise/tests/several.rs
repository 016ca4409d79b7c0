//! Sheets that hold several tables, and pins that name each of them.

use super::super::{Mapping, Pin, Reading, Table, Why, readings};
use super::{mapping, numbers, sheet, tables};
use crate::model::{Dataset, Finding};
use crate::read::Sheet;
use std::collections::BTreeMap;

/// Dataset, header row, rows and totals of every table of a sheet of those lines.
fn seen(lines: &str) -> Vec<(String, u32, Vec<u32>, Vec<u32>)> {
    let (tables, findings) = tables(vec![sheet("a.xlsx", "S", lines)]);
    assert_eq!(findings, [], "{lines}");
    let totals = |table: &Table| table.totals.iter().map(|total| total.row.number).collect();
    tables
        .iter()
        .map(|table| {
            let id = table.dataset.to_string();
            (id, table.header_row, numbers(&table.rows), totals(table))
        })
        .collect()
}

const ORDERS: &str = "订单编号|下单日期|业务员|客户名称|金额";
const VISITS: &str = "拜访日期|业务员|客户名称|客户类型";

#[test]
fn tables_stand_one_under_another() {
    let lines = format!(
        "10月订单\n{ORDERS}\nA1|2026-10-01|甲|A|1\nA2|2026-10-02|乙|B|2\n合计||||3\n\n10月拜访\n导出：2026-11-01\n\
         {VISITS}\n2026-10-01|甲|A|老客户\n\n工号|姓名|部门\nS1|甲|一部\nS2|乙|一部"
    );
    assert_eq!(
        seen(&lines),
        [
            ("orders".to_owned(), 2, vec![3, 4], vec![5]),
            ("visits".to_owned(), 9, vec![10], vec![]),
            ("roster".to_owned(), 12, vec![13, 14], vec![]),
        ]
    );
}

#[test]
fn tables_of_one_dataset_stay_apart_where_their_headers_differ() {
    let lines = format!(
        "{ORDERS}\nA1|2026-10-01|甲|A|1\n合计||||1\n订单编号|日期|业务员|客户名称|产品|金额\nB1|2026-10-02|乙|B|x|2\n合计|||||2"
    );
    assert_eq!(
        seen(&lines),
        [
            ("orders".to_owned(), 1, vec![2], vec![3]),
            ("orders".to_owned(), 4, vec![5], vec![6])
        ]
    );
}

#[test]
fn a_header_that_is_repeated_begins_no_table() {
    let lines =
        format!("{ORDERS}\nA1|2026-10-01|甲|A|1\n\n{ORDERS}\nA2|2026-10-02|乙|B|2\n{ORDERS}\n合计||||3");
    assert_eq!(seen(&lines), [("orders".to_owned(), 1, vec![2, 5], vec![7])]);
    let lines = "单据||客户|||金额\n编号|日期|编号|名称|业务员|\nA1|2026-10-01|K1|A|甲|1\n\n单据||客户|||金额\n\
                 编号|日期|编号|名称|业务员|\nA2|2026-10-02|K1|A|甲|2";
    assert_eq!(seen(lines), [("orders".to_owned(), 2, vec![3, 7], vec![])]);
}

#[test]
fn a_table_below_may_have_a_header_of_two_lines() {
    let lines = format!(
        "{VISITS}\n2026-10-01|甲|A|老客户\n\n二、订单\n单据||客户|||金额(万元)\n编号|日期|编号|名称|业务员|\nA1|2026-10-01|K1|A|甲|1"
    );
    assert_eq!(
        seen(&lines),
        [
            ("visits".to_owned(), 1, vec![2], vec![]),
            ("orders".to_owned(), 6, vec![7], vec![])
        ]
    );
}

#[test]
fn rows_of_text_begin_no_table() {
    let visits = format!(
        "{VISITS}\n2026-10-01|业务员|客户名称|老客户\n姓名|客户|拜访|新客户\n2026-10-02|甲|电话|老客户"
    );
    let (tables, _) = tables(vec![sheet("a.xlsx", "S", &visits)]);
    assert_eq!((tables.len(), numbers(&tables[0].rows)), (1, vec![2, 3, 4]));
    let targets = "姓名|指标|月份|目标值\n甲|销售额|10月|100\n甲|拜访|11月|20";
    assert_eq!(seen(targets), [("targets".to_owned(), 1, vec![2, 3], vec![])]);
}

#[test]
fn each_table_of_a_sheet_can_be_pinned() {
    let lines = format!(
        "{ORDERS}\nA1|2026-10-01|甲|A|1\n\na|b|c\n2026-10-01|甲|A\n\n{VISITS}\n2026-10-03|甲|A|老客户"
    );
    let book = || vec![sheet("a.xlsx", "S", &lines)];
    let pin = "files = ['a.xlsx']\nheader_row = 4\ncolumns = { date = 'a', rep = 'b', customer = 'c' }";
    let (tables, findings) = super::recognise(book(), &mapping(&[(Dataset::VISITS, pin)]));
    let found: Vec<_> = tables
        .iter()
        .map(|table| (table.dataset, table.header_row, numbers(&table.rows)))
        .collect();
    assert_eq!(
        found,
        [(Dataset::ORDERS, 1, vec![2]), (Dataset::VISITS, 4, vec![5])]
    );
    // The visits further down are not those of the pin.
    let codes: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code(), finding.place.as_ref().unwrap().cell()))
        .collect();
    assert_eq!(codes, [("not-pinned", "7".to_owned())]);
    let both = Mapping {
        inputs: BTreeMap::from([(
            Dataset::VISITS,
            vec![
                toml::from_str::<Pin>(pin).unwrap(),
                toml::from_str("files = ['a.xlsx']\nheader_row = 7").unwrap(),
            ],
        )]),
        ..mapping(&[])
    };
    let (tables, findings) = super::recognise(book(), &both);
    assert_eq!((tables.len(), findings), (3, vec![]));
}

#[test]
fn what_is_no_data_is_told() {
    let lines = format!("标题\n{ORDERS}\nA1|2026-10-01|甲|A|1\n{ORDERS}\n本年累计||||9\n合计||||1\n制表：甲");
    let (readings, _) = readings(vec![sheet("a.xlsx", "S", &lines)], &mapping(&[]));
    let aside: Vec<_> = readings[0]
        .table
        .as_ref()
        .unwrap()
        .aside
        .iter()
        .map(|aside| (aside.row, aside.why))
        .collect();
    assert_eq!(
        aside,
        [
            (1, Why::Title),
            (4, Why::Repeated),
            (5, Why::Total),
            (6, Why::Total),
            (7, Why::Footer)
        ]
    );
}

#[test]
fn what_cannot_be_told_names_the_line_that_pins_it() {
    let fix = |file: &str, lines: &str| {
        let (_, findings) = tables(vec![sheet(file, "S", lines)]);
        findings[0].fix(crate::catalogue::Catalogue::built_in().terms(crate::model::Language::English))
    };
    let tie = fix("2026-10/a.xlsx", "创建时间|客户名称|业务员\n2026-10-01|A|甲");
    assert_eq!(
        tie,
        "write one of these under [inputs] of repcard.toml: calls = { files = [\"{period}/a.xlsx\"], sheet = \"S\" }; or \
         customers = { files = [\"{period}/a.xlsx\"], sheet = \"S\" }"
    );
    let lacking = fix(
        "a[1].xlsx",
        "订单编号|下单日期|业务员|客户名称|净值\nA1|2026-10-01|甲|A|1\nA2|2026-10-01|甲|A|1",
    );
    assert_eq!(
        lacking,
        "if it is needed, write under [inputs] of repcard.toml: orders = { files = [\"a[[]1[]].xlsx\"], sheet = \"S\", \
         header_row = 1, columns = { amount = \"…\" } }"
    );
}

/// The readings of sheets, and those of the same sheets pinned as they were read.
pub(super) fn free_and_pinned(sheets: &[Sheet]) -> (Vec<Reading>, Vec<Reading>) {
    let (free, _) = readings(sheets.to_vec(), &mapping(&[]));
    let mut inputs = BTreeMap::<Dataset, Vec<Pin>>::new();
    for reading in &free {
        if let (Some(table), Some(pin)) = (&reading.table, &reading.pin) {
            let text = pin.to_toml(table.dataset);
            let body = text.split_once('\n').unwrap().1;
            let read: Pin = toml::from_str(body).unwrap();
            assert_eq!(read.check(&table.list), Ok(()), "{text}");
            inputs.entry(table.dataset).or_default().push(read);
        }
    }
    let pinned = Mapping {
        inputs,
        ..mapping(&[])
    };
    let (pinned, findings) = readings(sheets.to_vec(), &pinned);
    let codes: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(codes, Vec::<&str>::new());
    (without_origin(free), without_origin(pinned))
}

/// The same but for who says how a table is read.
fn without_origin(mut readings: Vec<Reading>) -> Vec<Reading> {
    for table in readings.iter_mut().filter_map(|reading| reading.table.as_mut()) {
        table.pin = Pin::default();
        table.assumed.clear();
    }
    readings
}

#[test]
fn what_is_pinned_as_it_was_read_reads_the_same() {
    let several = format!(
        "10月订单\n{ORDERS}\nA1|2026-10-01|甲|A|1\n合计||||1\n\n{VISITS}\n2026-10-01|甲|A|老客户\n\n\
         订单编号|日期|工号|客户|产品|金额\nB1|2026-10-02|S1|B|x|2"
    );
    let grouped =
        "单据||客户|||金额(万元)|负责人\n编号|日期|编号|名称|业务员||\nA1|2026-10-01|K1|A|甲|1.5|乙";
    let sheets = [
        sheet("2026-10/a.xlsx", "S", &several),
        sheet("2026-10/b{1}*.xlsx", "S", grouped),
        sheet(
            "目标.xlsx",
            "T",
            "姓名|2025年10月|2026年10月|2026-11|备注\n甲|1|2|3|4",
        ),
        sheet("目标.xlsx", "U", "单位：万元\n姓名|年度|全年\n甲|2026|3"),
        sheet("花名册.xlsx", "S", "工 号|姓 名|部门|区\\\"域\nS1|甲|一部|华东"),
    ];
    let (free, pinned) = free_and_pinned(&sheets);
    assert_eq!(free.iter().filter(|reading| reading.table.is_some()).count(), 7);
    let of = |readings: Vec<Reading>| -> Vec<_> {
        let tables = readings.into_iter().map(|reading| reading.table);
        tables.collect()
    };
    assert_eq!(of(free), of(pinned));
}
