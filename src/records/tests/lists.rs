//! Lists that are declared and nothing more.

use super::{line, period, roster, table};
use crate::catalogue::Catalogue;
use crate::catalogue::expression::Row as _;
use crate::catalogue::expression::Value;
use crate::model::{Dataset, Finding, Id, Period, Problem};
use crate::recognise::Table;
use crate::records::{RecordOptions, Records};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;

const HEADER: &str = "发票号 | rep_name | customer | 到期日 | 应收金额 | 是否逾期 | 状态\n";

fn receivables() -> Dataset {
    Dataset::new(Id::of("receivables"))
}

fn options() -> RecordOptions {
    let mut catalogue = Catalogue::default();
    let text = include_str!("../../catalogue/examples/receivables.toml");
    catalogue
        .read_list("receivables.toml", "receivables", text)
        .unwrap();
    RecordOptions {
        catalogue: Arc::new(catalogue),
        ..RecordOptions::of_period(period())
    }
}

/// A table of receivables in `inbox/PATH`.
fn of(path: &str, rows: &str, options: &RecordOptions) -> Table {
    let list = options.catalogue.list(receivables());
    let mut of = table(receivables(), "x", &format!("{HEADER}{rows}"));
    let source = Arc::make_mut(&mut of.source);
    source.file = format!("inbox/{path}");
    if !path.starts_with("2026-10") {
        of.scope = crate::read::Scope::History;
    }
    of.list = Arc::clone(list);
    of
}

fn read(tables: Vec<Table>, options: &RecordOptions) -> (Records, Vec<Finding>) {
    let mut tables: Vec<Table> = [roster()].into_iter().chain(tables).collect();
    crate::records::records(&mut tables, options).unwrap()
}

fn lines(findings: &[Finding], first: &Table) -> Vec<String> {
    findings
        .iter()
        .map(|finding| line(finding, &first.source))
        .collect()
}

#[test]
fn every_kind_is_a_value() {
    let options = options();
    let rows = "F1 | 张伟 | 甲公司 | 2026-10-08 | 1,200.50 | 是 | 已收\nf2 | S001 | | 2026-10-09 | 万 | √ | 作废\nF3 | 张伟 | | 2026-10-10 | 3 | | 作废";
    let table = of("2026-10/a.csv", rows, &options);
    let (records, findings) = read(vec![table.clone()], &options);
    assert_eq!(lines(&findings, &table), ["error not-a-number E3"]);
    assert!(records.present.contains(&receivables()));
    let list = options.catalogue.list(receivables());
    let rows = records.rows(list);
    let scope = options.catalogue.scope(receivables());
    let at = |name: &str| {
        scope
            .columns()
            .iter()
            .position(|column| column.name == name)
            .unwrap()
    };
    let rows: Vec<_> = rows
        .all()
        .map(|row| {
            [
                "发票号",
                "应收金额",
                "是否逾期",
                "状态",
                "状态_text",
                "跟单员",
                "客户",
                "counts",
            ]
            .map(|name| row.value(at(name)).into_owned())
        })
        .collect();
    let text = |text: &str| Value::from(text);
    let amount: rust_decimal::Decimal = "1200.50".parse().unwrap();
    assert_eq!(
        rows,
        [
            [
                text("F1"),
                amount.into(),
                true.into(),
                text("counts"),
                text("已收"),
                text("S001"),
                text("甲公司"),
                true.into()
            ],
            [
                text("F3"),
                rust_decimal::Decimal::from(3).into(),
                Value::Null,
                text("ignored"),
                text("作废"),
                text("S001"),
                Value::Null,
                false.into()
            ],
        ]
    );
}

#[test]
fn the_newer_of_two_rows_counts() {
    let options = options();
    let old = of(
        "2026-09/a.csv",
        "F1 | 张伟 | | 2026-10-08 | 500 | | 未收",
        &options,
    );
    let new = of(
        "2026-10/a.csv",
        "F1 | 张伟 | | 2026-10-08 | 500 | | 已收\nF2 | 张伟 | | 2026-10-09 | 7 | | 未收\nF2 | 张伟 | | 2026-10-09 | 8 | | 未收",
        &options,
    );
    let (records, findings) = read(vec![old, new.clone()], &options);
    assert_eq!(
        lines(&findings, &new),
        [
            "warning row-restated 3",
            "info row-restated inbox/2026-09/a.csv!2"
        ]
    );
    assert!(matches!(
        findings[0].problem,
        Problem::RowRestated {
            newer: false,
            rows: 1,
            ..
        }
    ));
    assert_eq!(findings[0].amount, Some(rust_decimal::Decimal::from(7)));
    assert_eq!(records.own_rows(receivables()).count(), 2);
}

#[test]
fn rows_of_the_period_are_told_from_others() {
    let options = options();
    let rows = "F1 | 张伟 | | 2026-10-08 | 5 | | 未收\nF2 | 张伟 | | 2026-09-08 | 5 | | 未收\nF3 | 张伟 | | 2026-07-08 | 5 | | 未收";
    let (records, _) = read(vec![of("2026-10/a.csv", rows, &options)], &options);
    assert!(records.has_rows(receivables(), period()));
    assert!(records.has_rows(receivables(), "2026-09".parse::<Period>().unwrap()));
    assert!(!records.has_rows(receivables(), "2026-07".parse::<Period>().unwrap()));
    assert_eq!(records.coverage[&receivables()].rows, 1);
}

proptest! {
    /// Every row is a record, or a finding says that it is none.
    #[test]
    fn rows_are_counted_or_told(
        rows in prop::collection::vec(
            (0_u32..6, prop::sample::select(vec!["张伟", "S001", "王五", ""]), prop::sample::select(vec!["2026-10-08", "2026-10-09", "月底", ""]),
             prop::sample::select(vec!["5", "7", "待定", ""]), prop::sample::select(vec!["未收", "作废", "老板说了算", ""])),
            0..12,
        )
    ) {
        let options = options();
        let mut text = String::new();
        for (number, rep, day, amount, word) in &rows {
            let _ = writeln!(text, "F{number} | {rep} | 甲公司 | {day} | {amount} | | {word}");
        }
        let table = of("2026-10/a.csv", &text, &options);
        let (records, findings) = read(vec![table], &options);
        let counted = records.own_rows(receivables()).count() as u64;
        let left_out = records.left_out.iter().filter(|row| row.dataset == receivables()).count() as u64;
        prop_assert_eq!(counted + left_out, rows.len() as u64, "{:#?}", findings);
    }
}
