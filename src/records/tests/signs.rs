//! Which way figures go, and amounts of whole orders.

use super::{read, table};
use crate::model::{Dataset, Source};
use crate::recognise::{AmountsOf, Sign, Table};
use std::sync::Arc;

fn sales(tables: Vec<Table>) -> (String, Vec<String>) {
    let (records, findings) = read(tables);
    let counted = records.orders.iter().filter(|order| !order.cancelled);
    let sum: rust_decimal::Decimal = counted.map(|order| order.amount).sum();
    (sum.normalize().to_string(), findings)
}

fn check(tables: Vec<Table>, sum: &str, findings: &[&str]) {
    let (found, said) = sales(tables);
    assert_eq!(found, sum, "{said:?}");
    assert_eq!(said, findings);
}

fn orders(name: &str, rows: &str) -> Table {
    table(
        Dataset::ORDERS,
        name,
        &format!("order_id | date | rep_id | customer | product | quantity | amount\n{rows}"),
    )
}

/// The same with another header over the amounts, and with prices in a column that is no field.
fn under(mut table: Table, header: &str, prices: &[f64]) -> Table {
    table.columns[6].header = header.to_owned();
    if !prices.is_empty() {
        table.headers.push("单价".to_owned());
        for (row, price) in table.rows.iter_mut().zip(prices) {
            row.cells.resize(7, crate::read::Cell::Empty);
            row.cells.push(crate::read::Cell::Number(*price));
        }
    }
    table
}

#[test]
fn a_negative_quantity_takes_its_amount_off() {
    let rows = "A1 | 2026-10-05 | S001 | 甲公司 | A | 10 | 1000
                A2 | 2026-10-06 | S001 | 甲公司 | A | -3 | 300
                A3 | 2026-10-07 | S001 | 甲公司 | A | -1 | -100
                A4 | 2026-10-07 | S001 | 甲公司 | A | 1 | -50";
    check(vec![orders("o.csv", rows)], "550", &["info negative-quantity F3"]);
    let as_written = Table {
        sign: Some(Sign::AsWritten),
        ..orders("o.csv", rows)
    };
    check(vec![as_written], "1150", &[]);
    // What a store gives out may all be written so.
    let out = "A1 | 2026-10-05 | S001 | 甲公司 | A | -10 | 1000\nA2 | 2026-10-06 | S001 | 甲公司 | A | -3 | 300\nA3 | 2026-10-06 | S001 | 甲公司 | A | 3 | -300";
    check(
        vec![orders("o.csv", out)],
        "1000",
        &["warning negative-quantity F2"],
    );
}

#[test]
fn a_list_of_returns_is_taken_off_whatever_its_signs() {
    let sold = || orders("o.csv", "A1 | 2026-10-05 | S001 | 甲公司 | A | 10 | 1000");
    let returned =
        "A1 | 2026-10-06 | S001 | 甲公司 | A | 3 | 300\nR2 | 2026-10-06 | S001 | 甲公司 | A | 3 | -50";
    check(
        vec![sold(), orders("退货.csv", returned)],
        "650",
        &["info returns-taken-off 退货.csv!G2"],
    );
    check(
        vec![sold(), orders("Credit_Note.csv", returned)],
        "650",
        &["info returns-taken-off Credit_Note.csv!G2"],
    );
    let pinned = |sign| Table {
        sign: Some(sign),
        ..orders("退货.csv", returned)
    };
    check(vec![sold(), pinned(Sign::Minus)], "650", &[]);
    let mut sheet = orders("退货.xlsx", &returned.replace("A1", "B1"));
    sheet.source = Arc::new(Source {
        file: "inbox/2026-10/10月退货.xlsx".into(),
        sheet: Some("订单".into()),
    });
    let (sum, _) = sales(vec![sold(), sheet]);
    assert_eq!(sum, "1250");
}

#[test]
fn an_orders_total_on_each_line_counts_once() {
    let rows = "D1 | 2026-10-08 | S001 | 甲公司 | 水泵 | 10 | 500
                D1 | 2026-10-08 | S001 | 甲公司 | 阀门 | 2 | 500
                D2 | 2026-10-09 | S001 | 乙公司 | 接头 | 12 | 120";
    for header in ["订单金额", "订单总金额", "Order Total", "总金额"] {
        check(
            vec![under(orders("o.csv", rows), header, &[])],
            "620",
            &["warning order-total-repeated G1"],
        );
        check(
            vec![under(orders("o.csv", rows), header, &[30.0, 100.0, 10.0])],
            "620",
            &["warning order-total-repeated G1"],
        );
    }
    let (records, _) = read(vec![under(
        orders("o.csv", rows),
        "订单金额",
        &[30.0, 100.0, 10.0],
    )]);
    let amounts: Vec<String> = records
        .orders
        .iter()
        .map(|order| order.amount.normalize().to_string())
        .collect();
    assert_eq!(amounts, ["300", "200", "120"]);
    // Two equal lines under a line's header, or that are what quantity and price come to.
    for header in ["金额", "行金额", "商品总价"] {
        check(vec![under(orders("o.csv", rows), header, &[])], "1120", &[]);
    }
    check(
        vec![under(orders("o.csv", rows), "订单金额", &[50.0, 250.0, 10.0])],
        "1120",
        &[],
    );
    let lines = Table {
        amounts: Some(AmountsOf::Lines),
        ..under(orders("o.csv", rows), "订单金额", &[])
    };
    check(vec![lines], "1120", &[]);
    let of_orders = Table {
        amounts: Some(AmountsOf::Orders),
        ..orders("o.csv", rows)
    };
    check(vec![of_orders], "620", &[]);
    // A plain header, and all of many orders are such.
    let many: Vec<String> = (1..=6)
        .map(|at| format!("D{at} | 2026-10-08 | S001 | 客户{at} | A | 1 | {at}00\nD{at} | 2026-10-08 | S001 | 客户{at} | B | 2 | {at}00"))
        .collect();
    check(
        vec![orders("o.csv", &many.join("\n"))],
        "2100",
        &["warning order-total-repeated G1"],
    );
    // The sheet's own total may be the sum of orders.
    let with_total = format!("{rows}\nΣ 合计 | | | | | | 620");
    check(
        vec![under(orders("o.csv", &with_total), "订单金额", &[])],
        "620",
        &["warning order-total-repeated G1"],
    );
}

fn points(header: &str, rows: &str) -> (Vec<String>, Vec<String>) {
    let (records, findings) = read(vec![table(
        Dataset::CONDUCT,
        "行为纪律.csv",
        &format!("{header}\n{rows}"),
    )]);
    let points = records.conduct.iter().map(|event| {
        event
            .points
            .map_or_else(String::new, |points| points.normalize().to_string())
    });
    (points.collect(), findings)
}

#[test]
fn deductions_lower_and_merits_raise() {
    let (found, findings) = points(
        "date | rep_id | event | points | deduction",
        "2026-10-08 | S001 | 迟到 | | 2\n2026-10-09 | S001 | 表扬 | 3 |\n2026-10-10 | S001 | 迟到 | | -2\n2026-10-08 | S001 | 培训 | 1 | 2\n2026-10-08 | S001 | 其他 | |",
    );
    assert_eq!(
        (found, findings),
        (["-2", "3", "-2", "-1", ""].map(str::to_owned).to_vec(), vec![])
    );
    let (found, findings) = points(
        "date | rep_id | event | points",
        "2026-10-08 | S001 | 迟到 | -2分\n2026-10-08 | S001 | 早退 | 扣2分\n2026-10-08 | S001 | 旷会 | :-3\n2026-10-08 | S001 | 好人好事 | +1分\n2026-10-08 | S001 | 投诉 | 2",
    );
    assert_eq!(
        (found, findings),
        (["-2", "-2", "-3", "1", "2"].map(str::to_owned).to_vec(), vec![])
    );
    // Offences without any sign in the table.
    let (found, findings) = points(
        "date | rep_id | event | points",
        "2026-10-08 | S001 | 迟到 | 2\n2026-10-08 | S001 | 表扬 | 3\n2026-10-08 | S001 | 旷工 | :5",
    );
    assert_eq!(
        (found, findings),
        (
            ["-2", "3", "-5"].map(str::to_owned).to_vec(),
            vec!["warning points-taken-off D2".into()]
        )
    );
}
