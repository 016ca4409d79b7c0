//! One order number in several files or sheets.

use super::{decimal, table};
use crate::model::{Dataset, SameNumber, Source};
use crate::recognise::Table;
use crate::records::{Order, RecordOptions};
use std::collections::BTreeSet;
use std::sync::Arc;

const PLAIN: &str = "order_id | date | rep_id | customer | amount";
const LINES: &str = "order_id | line | date | rep_id | customer | product | amount";
const PRODUCTS: &str = "order_id | date | rep_id | customer | product | quantity | amount";
const STATUS: &str = "order_id | date | rep_id | customer | amount | status";

/// A table of orders in that file below `inbox/`, or in that sheet of a file: `a.xlsx!1015`.
fn orders(place: &str, header: &str, rows: &str) -> Table {
    let (file, sheet) = place
        .split_once('!')
        .map_or((place, None), |(file, sheet)| (file, Some(sheet)));
    Table {
        source: Arc::new(Source {
            file: format!("inbox/{file}"),
            sheet: sheet.map(str::to_owned),
        }),
        ..table(Dataset::ORDERS, "", &format!("{header}\n{rows}"))
    }
}

/// What counts, how many orders that is, and the findings with the money that hangs on them.
fn settled(tables: Vec<Table>, setting: Option<SameNumber>) -> (String, usize, Vec<String>) {
    let mut tables: Vec<Table> = [super::roster()].into_iter().chain(tables).collect();
    let options = RecordOptions {
        same_number: setting,
        ..RecordOptions::of_period(super::period())
    };
    let (records, findings) = super::super::records(&mut tables, &options).unwrap();
    let counted = || records.orders.iter().filter(|order| !order.cancelled);
    let sum: rust_decimal::Decimal = counted().map(|order| order.amount).sum();
    let numbers: BTreeSet<_> = counted().map(Order::number).collect();
    let lines = findings.iter().map(|finding| {
        let amount = finding
            .amount
            .map(|amount| format!(" {amount}"))
            .unwrap_or_default();
        let place = finding.place.as_ref().unwrap().to_string().replace("inbox/", "");
        format!("{} {} {place}{amount}", finding.severity.id(), finding.code())
    });
    (sum.normalize().to_string(), numbers.len(), lines.collect())
}

fn check(tables: Vec<Table>, sum: &str, numbers: usize, findings: &[&str]) {
    let found = settled(tables, None);
    assert_eq!((found.0.as_str(), found.1), (sum, numbers), "{:?}", found.2);
    assert_eq!(found.2, findings);
}

#[test]
fn an_amended_order_counts_as_the_later_export_states_it() {
    for (older, newer) in [
        ("2026-10/订单_1015.csv", "2026-10/订单_1031.csv"),
        ("2026-10/订单.csv", "2026-10/订单(1).csv"),
        ("2026-09/订单.csv", "2026-10/a.csv"),
        ("2026-10/订单.xlsx!10.15", "2026-10/订单.xlsx!10.31"),
        ("2026-10/x_final.csv", "2026-10/x.csv"),
    ] {
        let tables = vec![
            orders(
                older,
                PLAIN,
                "D1 | 2026-10-05 | S001 | 甲公司 | 1000\nD2 | 2026-10-06 | S001 | 乙公司 | 500",
            ),
            orders(
                newer,
                PLAIN,
                "D2 | 2026-10-06 | S001 | 乙公司 | 500\nD1 | 2026-10-05 | S001 | 甲公司 | 1200",
            ),
        ];
        let (sum, numbers, findings) = settled(tables, None);
        let expected = if older.contains("final") { "1500" } else { "1700" };
        assert_eq!((sum.as_str(), numbers), (expected, 2), "{older} {newer}");
        let told = findings
            .iter()
            .filter(|line| line.contains("order-exported-again"));
        assert_eq!(told.count(), 1, "{findings:?}");
    }
}

#[test]
fn an_order_that_lost_a_line_or_changed_its_day_rep_and_customer_counts_as_it_is_now() {
    check(
        vec![
            orders(
                "2026-10/o_15.csv",
                LINES,
                "D1 | 1 | 2026-10-05 | S001 | 甲公司 | A | 10\nD1 | 2 | 2026-10-05 | S001 | 甲公司 | B | 5",
            ),
            orders(
                "2026-10/o_31.csv",
                LINES,
                "D1 | 1 | 2026-10-05 | S001 | 甲公司 | A | 10",
            ),
        ],
        "10",
        1,
        &["warning order-exported-again 2026-10/o_15.csv!2 15"],
    );
    check(
        vec![
            orders(
                "2026-10/o_15.csv",
                PLAIN,
                "D1 | 2026-10-05 | S001 | 甲公司 | 10\nD2 | 2026-10-05 | S001 | 乙公司 | 7\nD3 | 2026-10-05 | S001 | 丙公司 | 8",
            ),
            orders(
                "2026-10/o_31.csv",
                PLAIN,
                "D1 | 2026-10-09 | S004 | 丁公司 | 12\nD2 | 2026-10-07 | S001 | 乙公司 | 7\nD3 | 2026-10-05 | S004 | 丙公司 | 8",
            ),
        ],
        "27",
        3,
        &["warning order-exported-again 2026-10/o_15.csv!2 25"],
    );
}

#[test]
fn one_order_of_two_systems_counts_once_as_the_fuller_states_it() {
    let crm = || {
        orders(
            "2026-10/CRM.csv",
            PLAIN,
            "SO1 | 2026-10-08 | S001 | 甲公司 | 1000\nSO2 | 2026-10-09 | S001 | 乙公司 | 500",
        )
    };
    check(
        vec![
            crm(),
            orders(
                "2026-10/ERP.xlsx",
                PRODUCTS,
                "SO1 | 2026-10-08 | S001 | 甲有限公司 | 水泵 | 10 | 1000\nSO2 | 2026-10-09 | S001 | 乙股份有限公司 | 阀门 | 5 | 500",
            ),
        ],
        "1500",
        2,
        &["warning order-exported-again 2026-10/CRM.csv!2 1500"],
    );
    // Lines beside the order's total: the lines where they add up, else the total.
    check(
        vec![
            crm(),
            orders(
                "2026-10/ERP.xlsx",
                PRODUCTS,
                "SO1 | 2026-10-08 | S001 | 甲 | 水泵 | 1 | 600\nSO1 | 2026-10-08 | S001 | 甲 | 阀门 | 1 | 400\nSO2 | 2026-10-09 | S001 | 乙 | 水泵 | 1 | 300\nSO2 | 2026-10-09 | S001 | 乙 | 阀门 | 1 | 150",
            ),
        ],
        "1500",
        2,
        &[
            "warning order-exported-again 2026-10/CRM.csv!2 1000",
            "warning order-exported-again 2026-10/ERP.xlsx!4 450",
        ],
    );
    // A time of day and a product more.
    check(
        vec![
            orders(
                "2026-10/a.csv",
                PLAIN,
                "SO1 | 2026-10-08 09:15 | S001 | 甲公司 | 1000",
            ),
            orders("2026-10/b.csv", PLAIN, "SO1 | 2026-10-08 | S001 | 甲公司 | 1000"),
        ],
        "1000",
        1,
        &["warning order-exported-again 2026-10/b.csv!2 1000"],
    );
}

#[test]
fn an_order_cancelled_in_the_later_or_only_one_export_is_cancelled() {
    for names in [["o_1.csv", "o_2.csv"], ["a.csv", "b.csv"], ["b.csv", "a.csv"]] {
        let [active, cancelled] = names.map(|name| format!("2026-10/{name}"));
        let (sum, _, findings) = settled(
            vec![
                orders(&active, STATUS, "D1 | 2026-10-05 | S001 | 甲公司 | 10 | 已审核"),
                orders(
                    &cancelled,
                    STATUS,
                    "D1 | 2026-10-05 | S001 | 甲公司 | 10 | 已取消",
                ),
            ],
            None,
        );
        assert_eq!(sum, "0", "{names:?}");
        assert_eq!(findings, [format!("warning order-exported-again {active}!2 10")]);
    }
}

#[test]
fn parts_of_an_order_all_count() {
    // Lines with numbers of their own, a return, and what each of two reps sold of it.
    check(
        vec![
            orders(
                "2026-10/o_1.csv",
                LINES,
                "D1 | 1 | 2026-10-05 | S001 | 甲公司 | A | 10",
            ),
            orders(
                "2026-10/o_2.csv",
                LINES,
                "D1 | 2 | 2026-10-05 | S001 | 甲公司 | B | 5",
            ),
        ],
        "15",
        1,
        &[],
    );
    check(
        vec![
            orders("2026-10/o_1.csv", PLAIN, "D1 | 2026-10-05 | S001 | 甲公司 | 10"),
            orders("2026-10/o_2.csv", PLAIN, "D1 | 2026-10-05 | S001 | 甲公司 | -3"),
        ],
        "7",
        1,
        &[],
    );
    check(
        vec![
            orders(
                "2026-10/o.xlsx!张伟",
                PLAIN,
                "D1 | 2026-10-05 | S001 | 甲公司 | 10",
            ),
            orders(
                "2026-10/o.xlsx!陈静",
                PLAIN,
                "D1 | 2026-10-05 | S004 | 甲公司 | 5",
            ),
        ],
        "15",
        1,
        &["warning order-of-two-reps 2026-10/o.xlsx!陈静!2"],
    );
}

#[test]
fn what_nothing_tells_is_told() {
    let products = || {
        vec![
            orders(
                "2026-10/水泵.csv",
                PRODUCTS,
                "D1 | 2026-10-05 | S001 | 甲公司 | 水泵 | 1 | 10",
            ),
            orders(
                "2026-10/阀门.csv",
                PRODUCTS,
                "D1 | 2026-10-05 | S001 | 甲公司 | 阀门 | 1 | 3",
            ),
        ]
    };
    check(
        products(),
        "13",
        1,
        &["warning order-in-two-sheets 2026-10/阀门.csv!2 3"],
    );
    let with = |setting| settled(products(), Some(setting));
    assert_eq!(with(SameNumber::Parts), ("13".into(), 1, vec![]));
    assert_eq!(with(SameNumber::Each), ("13".into(), 2, vec![]));
    let (sum, numbers, findings) = with(SameNumber::One);
    assert_eq!((sum.as_str(), numbers), ("3", 1));
    assert_eq!(findings, ["info order-exported-again 2026-10/水泵.csv!2 10"]);
    // Where a file was cut in two, and what was invoiced in two months.
    check(
        vec![
            orders(
                "2026-10/o_1.csv",
                PLAIN,
                "D1 | 2026-10-05 | S001 | 甲公司 | 1\nD2 | 2026-10-05 | S001 | 乙公司 | 10",
            ),
            orders(
                "2026-10/o_2.csv",
                PLAIN,
                "D2 | 2026-10-05 | S001 | 乙公司 | 5\nD3 | 2026-10-05 | S001 | 丙公司 | 3",
            ),
        ],
        "19",
        3,
        &["warning order-in-two-sheets 2026-10/o_2.csv!2 5"],
    );
    check(
        vec![
            orders("2026-09/o.csv", PLAIN, "D1 | 2026-09-05 | S001 | 甲公司 | 10"),
            orders("2026-10/o.csv", PLAIN, "D1 | 2026-10-05 | S001 | 甲公司 | 5"),
        ],
        "15",
        1,
        &["warning order-in-two-sheets 2026-10/o.csv!2 5"],
    );
}

#[test]
fn numbers_that_begin_again_are_orders_of_their_own() {
    let sheets = || {
        vec![
            orders(
                "2026-10/o.xlsx!上旬",
                PLAIN,
                ":1 | 2026-10-08 | S001 | 甲公司 | 100\n:2 | 2026-10-09 | S001 | 乙公司 | 200\n:3 | 2026-10-10 | S001 | 丙公司 | 300",
            ),
            orders(
                "2026-10/o.xlsx!中旬",
                PLAIN,
                ":1 | 2026-10-12 | S001 | 丁公司 | 400\n:2 | 2026-10-13 | S001 | 戊公司 | 500",
            ),
        ]
    };
    check(
        sheets(),
        "1500",
        5,
        &["info order-numbers-restart 2026-10/o.xlsx!中旬!2"],
    );
    assert_eq!(
        settled(sheets(), Some(SameNumber::Each)),
        ("1500".into(), 5, vec![])
    );
    // With each branch, on the same days; one of the numbers meets a day and an amount by chance.
    check(
        vec![
            orders(
                "2026-10/东区.csv",
                PLAIN,
                "1 | 2026-10-01 | S001 | 甲公司 | 100\n2 | 2026-10-02 | S001 | 乙公司 | 100\n3 | 2026-10-03 | S001 | 丙公司 | 7",
            ),
            orders(
                "2026-10/西区.csv",
                PLAIN,
                "1 | 2026-10-01 | S004 | 丁公司 | 300\n2 | 2026-10-02 | S004 | 戊公司 | 300\n3 | 2026-10-03 | S004 | 己公司 | 7",
            ),
        ],
        "814",
        6,
        &["warning order-numbers-restart 2026-10/西区.csv!2 207"],
    );
    // With each month of one sheet, and that sheet exported again.
    let year = |place| {
        orders(
            place,
            PLAIN,
            "1 | 2026-09-01 | S001 | 甲公司 | 1\n2 | 2026-09-02 | S001 | 乙公司 | 2\n1 | 2026-10-02 | S001 | 丙公司 | 4\n2 | 2026-10-05 | S001 | 丁公司 | 8",
        )
    };
    check(
        vec![year("o.csv")],
        "15",
        4,
        &["info order-numbers-restart o.csv!4"],
    );
    let mut amended = year("o (1).csv");
    amended.rows.remove(0);
    amended.rows[2].cells[4] = crate::read::Cell::Number(9.0);
    let (sum, numbers, _) = settled(vec![year("o.csv"), amended], None);
    assert_eq!((sum.as_str(), numbers), ("16", 4));
}

#[test]
fn exporting_a_file_again_never_raises_sales() {
    let mut seed = 7_u64;
    let mut random = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..200 {
        let restarts = random(2) == 0;
        let mut number = 0;
        let mut of_month = |month: u64, random: &mut dyn FnMut(u64) -> u64| {
            number = if restarts { 0 } else { number };
            let lines = (0..6 + random(6)).flat_map(|_| {
                number += 1;
                let (day, customer, rep) = (1 + random(28), random(1000), [1, 2, 4][random(3) as usize]);
                (0..=random(2))
                    .map(|line| (number, month, day, rep, customer, line + 10 * random(900) + 20))
                    .collect::<Vec<_>>()
            });
            lines.collect::<Vec<_>>()
        };
        let text = |rows: &[(u64, u64, u64, u64, u64, u64)]| {
            let rows = rows.iter().map(|(number, month, day, rep, customer, amount)| {
                format!("{number} | 2026-{month:02}-{day:02} | S00{rep} | 客户{customer}号 | {amount}")
            });
            rows.collect::<Vec<_>>().join("\n")
        };
        let (september, october) = (of_month(9, &mut random), of_month(10, &mut random));
        let tables = || {
            vec![
                orders("2026-09/o.csv", PLAIN, &text(&september)),
                orders("2026-10/o.csv", PLAIN, &text(&october)),
            ]
        };
        let before = settled(tables(), None);
        // Shuffled, and amended downwards.
        let mut again = october.clone();
        for at in (1..again.len()).rev() {
            again.swap(at, random(at as u64 + 1) as usize);
        }
        for row in again.iter_mut().filter(|_| random(5) == 0) {
            row.5 -= 10;
        }
        let mut files = tables();
        files.push(orders("2026-10/o(1).csv", PLAIN, &text(&again)));
        let after = settled(files, None);
        assert!(
            decimal(&after.0) <= decimal(&before.0),
            "{october:?} {again:?} {:?}",
            after.2
        );
        assert_eq!(after.1, before.1, "{:?}", after.2);
    }
}

#[test]
fn a_return_that_was_cancelled_since_counts_no_more() {
    let header = "order_id | date | rep_id | customer | amount | status | type";
    let version = |file: &str, status: &str| {
        let row = format!("D1 | 2026-10-05 | S001 | 甲公司 | 100 | {status} | 销售退货单");
        let other = "D2 | 2026-10-06 | S001 | 乙公司 | 500 | 已完成 | 销售订单";
        orders(file, header, &format!("{row}\n{other}"))
    };
    for (older, newer) in [
        ("2026-10/订单.csv", "2026-10/订单(1).csv"),
        ("2026-10/o_15.csv", "2026-10/o_31.csv"),
    ] {
        let (sum, numbers, findings) =
            settled(vec![version(older, "已完成"), version(newer, "已取消")], None);
        assert_eq!((sum.as_str(), numbers), ("500", 1), "{findings:?}");
        let told = findings
            .iter()
            .filter(|line| line.contains("order-exported-again"));
        assert_eq!(told.count(), 1, "{findings:?}");
    }
}
