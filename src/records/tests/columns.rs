//! Columns that tell how their cells are written, and those that don't.

use super::{decimal, period, records, table};
use crate::model::{Dataset, DateOrder, DecimalMark, Place, Timezone};
use crate::recognise::Table;
use crate::records::{RecordOptions, Records};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Orders of the dates of `cells`, each of an amount of its own: 1, 2, 4, 8 …
fn orders(cells: &[&str]) -> Table {
    let rows = cells.iter().zip(0..).map(|(cell, at)| {
        let amount: u32 = 1 << at;
        format!("D{at} | {cell} | S001 | 甲 | {amount}")
    });
    let rows: Vec<_> = rows.collect();
    let header = "order_id | date | rep_id | customer | amount";
    table(
        Dataset::ORDERS,
        "orders.csv",
        &format!("{header}\n{}", rows.join("\n")),
    )
}

/// The sum of what is dated in the period, and the findings with the money at stake.
fn outcome(table: Table, change: impl FnOnce(&mut RecordOptions)) -> (Decimal, Vec<String>) {
    let mut options = RecordOptions::of_period(period());
    change(&mut options);
    let (records, findings) = super::super::records(&mut [super::roster(), table], &options).unwrap();
    let findings = findings.iter().map(|finding| {
        let amount = finding
            .amount
            .map(|amount| format!(" {amount}"))
            .unwrap_or_default();
        let place = finding.place.as_ref().map(Place::cell).unwrap_or_default();
        format!("{} {} {place}{amount}", finding.severity.id(), finding.code())
    });
    (of_period(&records), findings.collect())
}

fn of_period(records: &Records) -> Decimal {
    let orders = records.orders.iter();
    orders
        .filter(|order| period().contains(order.moment.date()))
        .map(|order| order.amount)
        .sum()
}

fn read(cells: &[&str]) -> (Decimal, Vec<String>) {
    outcome(orders(cells), |_| ())
}

#[test]
fn one_date_of_a_column_settles_the_others() {
    for (cells, sum) in [
        (&["05/10/2026", "25/10/2026"][..], "3"),
        (&["10/05/2026", "10/25/2026"], "3"),
        (&["05-10-2026 14:30", "06-10-2026", "31-10-2026 09:00"], "7"),
        (&["5/10/26", "25/10/26", "31/10/26"], "7"),
        (&["10/5/26", "10/25/26"], "3"),
        // Years to come are days.
        (&["26-10-05", "26-10-31"], "3"),
        (&["05.10.26", "25.10.2026"], "3"),
        (&["10/10/2026", "2026-10-05", "Oct 6, 2026"], "7"),
    ] {
        assert_eq!(read(cells), (decimal(sum), vec![]), "{cells:?}");
    }
}

#[test]
fn what_no_date_settles_is_asked_once_a_column() {
    let (sum, findings) = read(&["2026-10-05", "05/10/2026", "06/10/2026", "07/10/2026"]);
    assert_eq!(
        (sum, findings),
        (decimal("1"), vec!["error ambiguous-date B3 14".to_owned()])
    );
    let (sum, findings) = read(&["25/10/2026", "10/26/2026", "05/10/2026"]);
    assert_eq!(
        (sum, findings),
        (decimal("3"), vec!["error ambiguous-date B4 4".to_owned()])
    );
    for (order, expected) in [(DateOrder::Dmy, "4"), (DateOrder::Mdy, "3")] {
        let cells = || orders(&["10/05/2026", "10/06/2026", "09/10/2026"]);
        let (sum, findings) = outcome(cells(), |options| options.date_order = Some(order));
        assert_eq!((sum, findings), (decimal(expected), vec![]));
        let mut pinned = cells();
        pinned.date_order = Some(order);
        assert_eq!(outcome(pinned, |_| ()), (decimal(expected), vec![]));
    }
    // What a column tells goes before what is said of all, and no pin makes it say otherwise in silence.
    let settled = || orders(&["05/10/2026", "25/10/2026"]);
    let (sum, findings) = outcome(settled(), |options| options.date_order = Some(DateOrder::Mdy));
    assert_eq!((sum, findings), (decimal("3"), vec![]));
    let mut pinned = settled();
    pinned.date_order = Some(DateOrder::Mdy);
    let (sum, findings) = outcome(pinned, |_| ());
    assert_eq!(
        (sum, findings),
        (decimal("2"), vec!["error ambiguous-date B2 1".to_owned()])
    );
}

#[test]
fn columns_of_one_table_settle_each_other() {
    let requests = table(
        Dataset::REQUESTS,
        "requests.csv",
        "request_id | received | rep_id | customer | replied
        R1 | 05/10/2026 | S001 | 甲 | 13/10/2026
        R2 | 06/10/2026 | S001 | 乙 | 07/10/2026",
    );
    let (records, findings) = records(vec![super::roster(), requests], period(), &[]).unwrap();
    assert_eq!(findings, []);
    let received = records
        .requests
        .iter()
        .map(|request| request.received.date().to_string());
    assert_eq!(received.collect::<Vec<_>>(), ["2026-10-05", "2026-10-06"]);
}

/// Serials of 10 May, 10 June, 10 July and 10 September 2026: 5, 6, 7 and 9 October, with days taken for months.
const TURNED: [&str; 4] = ["@46152", "@46183", "@46213", "@46275"];

#[test]
fn dates_that_a_spreadsheet_turned_are_turned_back() {
    let cells = [&TURNED[..], &["25/10/2026", "26/10/2026"]].concat();
    let (sum, findings) = read(&cells);
    assert_eq!(sum, decimal("63"));
    assert_eq!(findings, ["warning half-converted-dates B2 15"]);
    // The other setting that is at hand makes nothing wrong.
    for order in [DateOrder::Dmy, DateOrder::Mdy] {
        let mut pinned = orders(&cells);
        pinned.date_order = Some(order);
        let (sum, findings) = outcome(pinned, |_| ());
        assert_eq!(sum, decimal("63"));
        assert!(findings.contains(&"warning half-converted-dates B2 15".to_owned()));
    }
    for (swapped, sum) in [(true, "63"), (false, "48")] {
        let mut pinned = orders(&cells);
        pinned.swapped_dates = Some(swapped);
        assert_eq!(outcome(pinned, |_| ()), (decimal(sum), vec![]));
    }
    // As texts, which is what a text file holds of dates.
    let texts = ["2026/5/10", "2026/6/10", "2026/7/10", "25/10/2026"];
    assert_eq!(read(&texts).0, decimal("15"));
}

#[test]
fn dates_that_may_be_right_are_left_and_told() {
    let told = |cells: &[&str]| {
        let (_, findings) = read(cells);
        findings
            .iter()
            .any(|finding| finding.contains("half-converted-dates"))
    };
    // One alone may be an order of May.
    assert!(told(&["@46152", "25/10/2026"]));
    assert_eq!(read(&["@46152", "25/10/2026"]).0, decimal("2"));
    // These are of the month as they stand.
    assert!(!told(&["@46300", "@46303", "25/10/2026"]));
    // A day that is no month was never turned.
    assert!(!told(&["@46152", "@46168", "25/10/2026"]));
    // 10 October is that either way.
    assert!(!told(&["@46305", "25/10/2026"]));
    // Only the folder speaks: the tenth of one month after another.
    assert!(told(&TURNED));
    assert!(!told(&TURNED[..2]));
}

#[test]
fn moments_with_a_zone_are_of_the_books_days() {
    let cells = [
        "2026-09-30T20:30:00Z",
        "2026-10-10T02:00:00Z",
        "2026-10-31T18:00:00Z",
    ];
    let (sum, findings) = read(&cells);
    assert_eq!(sum, decimal("3"));
    assert!(findings.contains(&"info stated-zone B2 5".to_owned()));
    let (sum, findings) = outcome(orders(&cells), |options| options.timezone = None);
    assert_eq!(
        (sum, findings),
        (decimal("6"), vec!["warning stated-zone B2 5".to_owned()])
    );
    let (sum, findings) = outcome(orders(&cells), |options| {
        options.timezone = "UTC".parse::<Timezone>().ok();
    });
    assert_eq!(
        (sum, findings),
        (decimal("6"), vec!["info stated-zone B2".to_owned()])
    );
}

fn amounts(cells: &[&str]) -> Table {
    let rows = cells.iter().zip(0..);
    let rows: Vec<_> = rows
        .map(|(cell, at)| format!("D{at} | 2026-10-05 | S001 | 甲 | {cell}"))
        .collect();
    let header = "order_id | date | rep_id | customer | amount";
    table(
        Dataset::ORDERS,
        "orders.csv",
        &format!("{header}\n{}", rows.join("\n")),
    )
}

#[test]
fn one_number_of_a_column_settles_the_others() {
    for (delimiter, cells, sum, expected) in [
        (None, &["1.234,50", "2.000", "12,5"][..], "3247.00", vec![]),
        (None, &["1,234.50", "2,000", "12.5"], "3247.00", vec![]),
        (None, &["1,234", "2,000"], "3234", vec![]),
        // A slip makes no decimals of a column of thousands.
        (
            None,
            &["1,234", "2,000", "12,5"],
            "0",
            vec!["error ambiguous-number E2"],
        ),
        (
            Some(';'),
            &["1,234", "500"],
            "500",
            vec!["error ambiguous-number E2"],
        ),
        (Some(';'), &["2.000", "12,5"], "2012.5", vec![]),
        (
            Some(','),
            &["2.000", "1.500"],
            "0",
            vec!["error ambiguous-number E2"],
        ),
        (Some(','), &["2.000", "12.50"], "14.50", vec![]),
        (
            None,
            &["1.234,50", "1,234.50", "2.000", "12.5"],
            "2481.50",
            vec!["error ambiguous-number E4"],
        ),
    ] {
        let mut table = amounts(cells);
        table.delimiter = delimiter;
        let (read, findings) = outcome(table, |_| ());
        assert_eq!(
            (read, findings),
            (decimal(sum), expected.iter().map(ToString::to_string).collect()),
            "{cells:?}"
        );
    }
    for (mark, sum) in [(DecimalMark::Comma, "2000"), (DecimalMark::Point, "2")] {
        let mut table = amounts(&["2.000"]);
        (table.delimiter, table.decimal) = (Some(';'), Some(mark));
        assert_eq!(outcome(table, |_| ()), (decimal(sum), vec![]));
    }
}

proptest! {
    #[test]
    fn any_order_of_rows_reads_the_same(
        cells in proptest::collection::vec(
            prop_oneof![
                Just("05/10/2026"), Just("25/10/2026"), Just("10/25/2026"), Just("5/10/26"), Just("26-10-05"), Just("@46152"),
                Just("@46183"), Just("@46213"), Just("@46310"), Just("2026-10-31T18:00:00Z"), Just("Oct 5, 2026"),
            ],
            1..7,
        ),
    ) {
        let (sum, mut findings) = read(&cells);
        let rows = |table: Table| {
            let mut table = table;
            table.rows.reverse();
            table
        };
        let (turned, mut others) = outcome(rows(orders(&cells)), |_| ());
        prop_assert_eq!(sum, turned);
        // Which cell is the first is all that may differ.
        let codes = |findings: &mut Vec<String>| {
            for finding in findings.iter_mut() {
                let parts: Vec<&str> = finding.split(' ').collect();
                *finding = [parts[0], parts[1], parts.get(3).copied().unwrap_or_default()].join(" ");
            }
            findings.sort();
        };
        codes(&mut findings);
        codes(&mut others);
        prop_assert_eq!(findings, others);
    }
}
