use super::{read, table};
use crate::model::Dataset;

fn findings(text: &str) -> Vec<String> {
    read(vec![table(Dataset::ORDERS, "orders.csv", text)]).1
}

#[test]
fn a_total_must_be_what_its_rows_add_up_to() {
    let text = |total: &str| {
        format!(
            "order_id | date | rep_id | customer | quantity | amount
             A1 | 2026-10-05 | S001 | 甲公司 | 1 | 5.10
             A2 | 2026-10-05 | S001 | 甲公司 | 2 | 5.20
             Σ合计 | | | | {total}"
        )
    };
    assert_eq!(findings(&text("3 | 10.30")), [""; 0]);
    assert_eq!(findings(&text(":3 | :10.299999999999999")), [""; 0]);
    assert_eq!(findings(&text(" | ")), [""; 0]);
    assert_eq!(findings(&text("3 | 10.31")), ["warning total-differs F4"]);
    assert_eq!(
        findings(&text("4 | 10")),
        ["warning total-differs E4", "warning total-differs F4"]
    );
    assert_eq!(
        findings(&text("= | #REF!")),
        ["warning formula-without-value E4", "warning error-value F4"]
    );
}

#[test]
fn subtotals_cover_the_rows_since_the_last_and_all_rows_count() {
    let found = findings(
        "order_id | date | rep_id | customer | amount | status
         A1 | 2026-10-05 | S001 | 甲公司 | 1 | 已取消
         A2 | 2026-10-05 | S999 | 甲公司 | 2 |
         σ小计 | | | | 3 |
         A3 | 2026-10-05 | S001 | 甲公司 | 4 |
         σ小计 | | | | 7 |
         A4 | 2020-01-01 | S001 | 甲公司 | 8 |
         σ小计 | | | | 8 |
         Σ总计 | | | | 15 |",
    );
    assert_eq!(found, ["error unknown-rep C3", "warning total-differs E6"]);
}

#[test]
fn totals_are_in_the_unit_of_their_column() {
    let text = |total: &str| {
        format!(
            "order_id | date | rep_id | customer | amount*10000
             A1 | 2026-10-05 | S001 | 甲公司 | :1.5
             A2 | 2026-10-05 | S001 | 甲公司 | 5000元
             Σ合计 | | | | {total}"
        )
    };
    assert_eq!(findings(&text(":2")), [""; 0]);
    assert_eq!(findings(&text("20000元")), [""; 0]);
    assert_eq!(findings(&text(":20000")), ["warning total-differs E4"]);
}

#[test]
fn a_total_may_be_rounded_where_it_is_written_to() {
    let text = |total: &str| {
        format!(
            "order_id | date | rep_id | customer | amount*10000
             A1 | 2026-10-05 | S001 | 甲公司 | :1.2345
             A2 | 2026-10-05 | S001 | 甲公司 | :2.3401
             Σ合计 | | | | {total}"
        )
    };
    // 35,746 yuan.
    for total in [":3.57", "3.575", "3.5746", "3.57万", "35746.00元", "35,746元"] {
        assert_eq!(findings(&text(total)), [""; 0], "{total}");
    }
    for total in [":3.58", ":3.6", ":3", "3.573", "35746.01元", "35746.5元"] {
        assert_eq!(findings(&text(total)), ["warning total-differs E4"], "{total}");
    }
}

#[test]
fn a_total_may_leave_out_hidden_rows_which_is_said() {
    let with_total = |total: &str, hidden: &[u32]| {
        let text = format!(
            "order_id | date | rep_id | customer | amount
             A1 | 2026-10-05 | S001 | 甲公司 | 1
             A2 | 2026-10-06 | S001 | 甲公司 | 2
             A3 | 2026-10-07 | S001 | 甲公司 | 4
             Σ合计 | | | | {total}"
        );
        let mut table = table(Dataset::ORDERS, "orders.csv", &text);
        for row in hidden {
            table.hidden_rows.push(*row, *row);
        }
        read(vec![table]).1
    };
    assert_eq!(with_total("7", &[3, 4]), ["info hidden-rows 3"]);
    assert_eq!(with_total("1", &[3, 4]), ["warning hidden-rows 3"]);
    assert_eq!(with_total("", &[4]), ["info hidden-rows 4"]);
    assert_eq!(
        with_total("3", &[3, 4]),
        ["warning total-differs E5", "info hidden-rows 3"]
    );
    assert_eq!(with_total("7", &[1, 5]), [""; 0]);
}

#[test]
fn lengths_of_calls_add_up() {
    let found = read(vec![table(
        Dataset::CALLS,
        "calls.csv",
        "time | rep_id | duration
         2026-10-05 09:00 | S001 | 0:01:30
         2026-10-05 10:00 | S001 | 30
         Σ合计 | | 0:02:00",
    )]);
    assert_eq!(found.1, [""; 0]);
}
