use super::{decimal, period, read, read_with, table};
use crate::model::{Dataset, Meaning};
use crate::records::{Order, RecordOptions};

fn orders(text: &str) -> (Vec<Order>, Vec<String>) {
    let (records, findings) = read(vec![table(Dataset::ORDERS, "orders.csv", text)]);
    (records.orders, findings)
}

#[test]
fn a_column_may_say_that_an_order_was_cancelled() {
    let (records, findings) = read(vec![table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_id | customer | amount | status | voided
         A1 | 2026-10-05 | S001 | 甲公司 | 1 | 已审核 | 是
         A2 | 2026-10-05 | S001 | 甲公司 | 2 | 已审核 | 否
         A3 | 2026-10-05 | S001 | 甲公司 | 4 | 已审核 |
         A4 | 2026-10-05 | S001 | 甲公司 | 8 | 已取消 | N
         A5 | 2026-10-05 | S001 | 甲公司 | 16 | | :1
         A6 | 2026-10-05 | S001 | 甲公司 | 32 | | TRUE
         A7 | 2026-10-05 | S001 | 甲公司 | 64 | | 待定",
    )]);
    let counted: Vec<&str> = records
        .orders
        .iter()
        .filter(|order| !order.cancelled)
        .map(|order| order.order_id.as_ref())
        .collect();
    assert_eq!(counted, ["A2", "A3", "A7"]);
    assert_eq!(findings, ["warning doubtful-word G8"]);
}

#[test]
fn an_order_that_was_refused_counts_nowhere() {
    let (records, findings) = read(vec![table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_id | customer | amount | status | voided
         A1 | 2026-10-05 | S001 | 甲公司 | 1 | 完成 | 拒绝
         A2 | 2026-10-05 | S001 | 甲公司 | 2 | 完成 | 同意
         A3 | 2026-10-05 | S001 | 甲公司 | 4 | 已撤销 |
         A4 | 2026-10-05 | S001 | 甲公司 | 8 | 审批中 | 审核中
         A5 | 2026-10-05 | S001 | 甲公司 | 16 | Rejected | Pending",
    )]);
    let counted = records.orders.iter().filter(|order| !order.cancelled);
    let counted: Vec<&str> = counted.map(|order| order.order_id.as_ref()).collect();
    assert_eq!(counted, ["A2", "A4"]);
    assert_eq!(
        findings,
        [
            "warning doubtful-word F5",
            "warning doubtful-word G5",
            "warning doubtful-word G6"
        ]
    );
}

#[test]
fn words_that_are_not_known_are_told_once_with_what_hangs_on_them() {
    let text = "order_id | date | rep_id | customer | amount | status | type
         A1 | 2026-10-05 | S001 | 甲公司 | 1 | 客户临时撤单 |
         A2 | 2026-10-05 | S001 | 甲公司 | 2 | 客户临时撤单 | 标准销售订单
         A3 | 2026-10-05 | S001 | 甲公司 | 4 | 走流程 | 大客户专项
         A4 | 2026-10-05 | S001 | 甲公司 | 8 | 已完成 | 销售退货单
         A5 | 2026-10-05 | S001 | 甲公司 | 16 | 已退款 |
         A6 | 2026-10-05 | S001 | 甲公司 | -32 | 已退款 |";
    let (records, findings) = read_with(
        vec![table(Dataset::ORDERS, "orders.csv", text)],
        &RecordOptions::of_period(period()),
    );
    let counted = records.orders.iter().filter(|order| !order.cancelled);
    let counted: Vec<String> = counted
        .map(|order| order.amount.normalize().to_string())
        .collect();
    assert_eq!(counted, ["4", "-8", "-32"]);
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code(), finding.amount))
        .collect();
    assert_eq!(
        told,
        [
            ("unknown-word", Some(decimal("3"))),
            ("unknown-word", Some(decimal("4"))),
        ]
    );
    let mut options = RecordOptions::of_period(period());
    options
        .words
        .insert(Dataset::ORDERS, "status", "客户临时撤单", Meaning::Counts);
    options
        .words
        .insert(Dataset::ORDERS, "status", "走流程", Meaning::Ignored);
    options
        .words
        .insert(Dataset::ORDERS, "type", "大客户专项", Meaning::Returned);
    let (records, findings) = read_with(vec![table(Dataset::ORDERS, "orders.csv", text)], &options);
    let counted = records.orders.iter().filter(|order| !order.cancelled);
    let counted: Vec<String> = counted
        .map(|order| order.amount.normalize().to_string())
        .collect();
    assert_eq!(counted, ["1", "2", "-8", "-32"]);
    assert_eq!(findings, []);
}

#[test]
fn an_order_is_read_from_texts_and_numbers() {
    let (orders, findings) = orders(
        "order_id | line | date | rep_id | customer_id | customer | product | amount | status
         a1 | :1 | 2026年10月5日 14:30 | s001 | c9 | 甲公司 | 钢管 | ¥1,234.50 | 已发货
         :100000 | :2 | :46300 | S001 | C9 | | | :-12.5 |
         A2 | | 20261005 | 张伟 | | 甲公司 | | (3) | ＶＯＩＤ",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(&*orders[0].order_id, "A1");
    assert_eq!(orders[0].moment.to_string(), "2026-10-05 14:30:00");
    assert_eq!(orders[0].amount, decimal("1234.5"));
    assert_eq!(orders[0].product.as_deref(), Some("钢管"));
    assert_eq!(orders[0].place.row, Some(2));
    assert_eq!(&*orders[1].order_id, "100000");
    assert_eq!(orders[1].amount, decimal("-12.5"));
    assert_eq!(
        orders.iter().map(|order| order.cancelled).collect::<Vec<_>>(),
        [false, false, true]
    );
    assert!(
        orders
            .iter()
            .all(|order| order.customer == orders[0].customer && order.rep == orders[0].rep)
    );
}

#[test]
fn every_problem_of_a_row_is_reported_at_once() {
    let (orders, findings) = orders(
        "order_id | date | rep_id | customer | quantity | amount
         A1 | 待定 | S999 | 甲公司 | 三 | 待定
         | | | | |
         #N/A | 05/10/2026 | | | = | 1,23?
         A3 | 2026-10-05 | S001 | 甲公司 | x | 5",
    );
    assert_eq!(orders.len(), 1);
    assert_eq!(
        findings,
        [
            "error not-a-date B2",
            "error unknown-rep C2",
            "error not-a-number F2",
            "error error-value A4",
            "error ambiguous-date B4",
            "error missing-value C4",
            "error not-a-number F4",
            "warning not-a-number E2",
            "warning formula-without-value E4",
            "warning not-a-number E5",
        ]
    );
}

#[test]
fn amounts_in_ten_thousands_are_multiplied_once() {
    let (orders, findings) = orders(
        "order_id | date | rep_id | customer | amount*10000
         A1 | 2026-10-05 | S001 | 甲公司 | :53.4576
         A2 | 2026-10-05 | S001 | 甲公司 | 53.4576万
         A3 | 2026-10-05 | S001 | 甲公司 | 534576元",
    );
    assert_eq!(findings, [""; 0]);
    assert!(
        orders.iter().all(|order| order.amount == decimal("534576")),
        "{orders:?}"
    );
}

#[test]
fn an_order_of_nobody_counts_with_a_warning_and_a_walk_in_without() {
    let (orders, findings) = orders(
        "order_id | date | rep_id | customer_id | customer | amount
         A1 | 2026-10-05 | S001 | C1 | | 5
         A2 | 2026-10-05 | S001 | | 甲公司 | 5
         A3 | 2026-10-05 | S001 | | | 5
         A4 | 2026-10-05 | S001 | | - | 5
         A5 | 2026-10-05 | S001 | | 散客 | 5
         A6 | 2026-10-05 | S001 | C9 | 零售客户 | 5
         A7 | 2026-10-05 | S001 | | Walk-In Customer | 5",
    );
    let named = orders.iter().map(|order| order.customer.is_some());
    assert_eq!(
        named.collect::<Vec<_>>(),
        [true, true, false, false, false, false, false]
    );
    assert_eq!(findings, ["warning customer-not-named E4"]);
}

#[test]
fn an_id_that_lost_digits_is_a_finding() {
    let (orders, findings) = orders(
        "order_id | date | rep_id | customer | amount
         :123456789012345678 | 2026-10-05 | S001 | 甲公司 | 5",
    );
    assert_eq!(&*orders[0].order_id, "123456789012346000");
    assert_eq!(findings, ["warning lost-digits A2"]);
}

#[test]
fn an_order_of_two_reps_is_pointed_out_at_the_second() {
    let (_, findings) = orders(
        "order_id | date | rep_id | customer | amount | status
         A1 | 2026-10-05 | S001 | 甲公司 | 5 |
         A1 | 2026-10-05 | S004 | 甲公司 | 6 |
         A1 | 2026-10-05 | S004 | 甲公司 | 7 |
         A2 | 2026-10-05 | S001 | 甲公司 | 5 | 已取消
         A2 | 2026-10-05 | S004 | 甲公司 | 5 |
         A3 | 2026-09-05 | S001 | 甲公司 | 5 |
         A3 | 2026-09-05 | S004 | 甲公司 | 5 |",
    );
    assert_eq!(findings, ["warning order-of-two-reps 3"]);
}
