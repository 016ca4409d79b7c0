use super::{read, table};
use crate::model::Dataset;

#[test]
fn a_customer_is_one_in_all_datasets() {
    let (records, findings) = read(vec![
        table(
            Dataset::CUSTOMERS,
            "customers.csv",
            "customer_id | customer | rep_id | created | lost_date
             C1 | 甲公司 | S001 | 2026-10-05 | 2026-10-30
             | 丁公司 | S001 | 2026-10-05 | 不详",
        ),
        table(
            Dataset::ORDERS,
            "orders.csv",
            "order_id | date | rep_id | customer_id | customer | amount
             A1 | 2026-10-05 | S001 | | 甲公司 | 5
             A2 | 2026-10-05 | S001 | C2 | 乙公司 | 5",
        ),
        table(
            Dataset::VISITS,
            "visits.csv",
            "date | rep_id | customer | kind
             2026-10-05 | S001 | 乙公司 | 老客户
             2026-10-06 | S001 | 丙公司 | 朋友
             2026-10-07 | S001 | 丙公司 | ",
        ),
    ]);
    assert_eq!(
        findings,
        [
            "warning not-a-date E3",
            "warning unknown-word visits.csv!D3",
            "info unknown-customer orders.csv!3",
        ]
    );
    assert_eq!(
        records.customer_names,
        ["甲公司", "乙公司", "丁公司", "丙公司"].map(str::to_owned)
    );
    assert_eq!(records.orders[0].customer, Some(records.customers[0].customer));
    assert_eq!(records.orders[1].customer, Some(records.visits[0].customer));
    assert_eq!(records.customers[0].lost_date.unwrap().to_string(), "2026-10-30");
    assert_eq!(records.customers[1].lost_date, None);
}

#[test]
fn a_mark_for_no_id_makes_nobody_one() {
    let (records, findings) = read(vec![table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_id | customer_id | customer | amount
         A1 | 2026-10-05 | S001 | - | 甲公司 | 5
         A2 | 2026-10-05 | S001 | 无 | 乙公司 | 5
         A3 | 2026-10-05 | S001 | - | 丙公司 | —",
    )]);
    assert_eq!(records.customer_names, ["乙公司", "甲公司"].map(str::to_owned));
    assert_eq!(findings, ["error missing-value F4"]);
}

#[test]
fn customers_who_ordered_and_are_not_listed_are_named_or_counted() {
    let read_with = |listed: &str| {
        let orders = table(
            Dataset::ORDERS,
            "orders.csv",
            "order_id | date | rep_id | customer | amount | status
             A1 | 2026-10-05 | S001 | 甲公司 | 5 |
             A2 | 2026-10-06 | S001 | 乙公司 | 5 |
             A3 | 2026-10-07 | S001 | 乙公司 | 5 |
             A4 | 2026-10-07 | S001 | 丙公司 | 5 | 已取消
             A5 | 2026-09-07 | S001 | 丁公司 | 5 |",
        );
        let header = "customer | rep_id | created";
        let listed = format!("{header}\n{listed} | S001 | 2020-01-01");
        read(vec![orders, table(Dataset::CUSTOMERS, "customers.csv", &listed)]).1
    };
    assert_eq!(read_with("甲公司"), ["info unknown-customer 3"]);
    assert_eq!(read_with("戊公司"), ["info customers-incomplete customers.csv!"]);
}

#[test]
fn the_newest_list_decides_on_a_customer() {
    let list = |file: &str, rows: &str| {
        let header = "customer_id | customer | rep_id | created | lost_date";
        let mut list = table(Dataset::CUSTOMERS, "", &format!("{header}\n{rows}"));
        list.source = std::sync::Arc::new(crate::model::Source {
            file: format!("inbox/{file}"),
            sheet: None,
        });
        list
    };
    let known = |lists: Vec<crate::recognise::Table>| {
        let (records, findings) = read(lists);
        let customers = records.customers.iter().map(|customer| {
            let lost = customer
                .lost_date
                .map(|day| format!(" {day}"))
                .unwrap_or_default();
            let rep = &records.roster.rep(customer.rep).rep_id;
            format!("{rep} {}{lost}", customer.known_since.date())
        });
        (customers.collect::<Vec<_>>(), findings)
    };
    let old = "C1 | 甲公司 | S001 | 2020-01-01 | 2026-09-10\nC2 | 乙公司 | S001 | 2020-01-02 |";
    let new = "C1 | 甲公司 | S004 | 2026-08-01 |\nC2 | 乙公司 | S001 | 2020-01-02 |";
    for (older, newer) in [
        ("2026-09/客户.csv", "2026-10/客户.csv"),
        ("2026-09/a.csv", "a.csv"),
        ("a.csv", "2026-10/b.csv"),
        ("2026-11/客户.csv", "2026-10/客户.csv"),
        ("2026-10/客户_1015.csv", "2026-10/客户_1031.csv"),
    ] {
        for lists in [
            [list(older, old), list(newer, new)],
            [list(newer, new), list(older, old)],
        ] {
            let (customers, findings) = known(lists.to_vec());
            assert_eq!(customers.len(), 2, "{older} {newer}");
            assert!(
                customers.contains(&"S004 2020-01-01".to_owned()),
                "{older} {newer} {customers:?}"
            );
            let repeated = findings
                .iter()
                .filter(|line| line.contains("repeated-in-another-file"));
            // Only lists of one month are two exports of it.
            assert_eq!(
                repeated.count(),
                usize::from(older.contains("1015")),
                "{findings:?}"
            );
        }
    }
    // Handed over and back; a list of some customers alone; one that says nothing of losses.
    let (customers, findings) = known(vec![
        list("2026-08/c.csv", old),
        list("2026-09/c.csv", new),
        list("2026-10/c.csv", "C1 | 甲公司 | S001 | 2020-01-01 | 2026-09-10"),
    ]);
    assert_eq!(findings, [""; 0]);
    assert_eq!(customers, ["S001 2020-01-02", "S001 2020-01-01 2026-09-10"]);
    let mut silent = list("2026-10/c.csv", new);
    silent.columns.pop();
    let (customers, _) = known(vec![list("2026-09/c.csv", old), silent]);
    assert_eq!(customers, ["S004 2020-01-01 2026-09-10", "S001 2020-01-02"]);
}
