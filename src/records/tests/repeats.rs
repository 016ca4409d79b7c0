use super::{history, read, table};
use crate::model::{Dataset, Problem};

const HEADER: &str = "order_id | line | date | rep_id | customer | amount";

fn sheets(rows: &[&str]) -> (usize, Vec<String>) {
    let tables = rows.iter().zip('a'..).map(|(rows, name)| {
        table(
            Dataset::ORDERS,
            &format!("{name}.csv"),
            &format!("{HEADER}\n{rows}"),
        )
    });
    let (records, findings) = read(tables.collect());
    (records.orders.len(), findings)
}

const ROW: &str = "A1 | | 2026-10-05 | S001 | 甲公司 | 5";
const SAME: &str = "a1 | | :46300 | 张伟 | 甲公司 | 5.00";

#[test]
fn equal_rows_of_two_files_are_one() {
    assert_eq!(
        sheets(&[ROW, SAME]),
        (1, vec!["error repeated-in-another-file b.csv!2".to_owned()])
    );
}

#[test]
fn equal_rows_of_one_sheet_both_count_without_identity() {
    let twice = format!("{ROW}\n{SAME}");
    assert_eq!(
        sheets(&[&twice]),
        (2, vec!["warning possible-duplicate 3".to_owned()])
    );
    let identified = "A1 | 1 | 2026-10-05 | S001 | 甲公司 | 5\nA1 | 1 | 2026-10-05 | S001 | 甲公司 | 5";
    assert_eq!(
        sheets(&[identified]),
        (1, vec!["error repeated-row 3".to_owned()])
    );
}

#[test]
fn as_many_count_as_the_fullest_sheet_has() {
    let (twice, thrice) = (format!("{ROW}\n{SAME}"), format!("{ROW}\n{SAME}\n{ROW}"));
    let (count, findings) = sheets(&[&twice, &thrice, ROW]);
    assert_eq!(count, 3);
    assert_eq!(
        findings,
        [
            "error repeated-in-another-file 2",
            "error repeated-in-another-file c.csv!2",
            "warning possible-duplicate b.csv!3",
            "warning possible-duplicate b.csv!4",
        ]
    );
}

#[test]
fn lines_that_differ_are_lines() {
    let rows = "A1 | | 2026-10-05 | S001 | 甲公司 | 5\nA1 | | 2026-10-05 | S001 | 甲公司 | 6";
    assert_eq!(sheets(&[rows]), (2, vec![]));
    let lines = "A1 | 1 | 2026-10-05 | S001 | 甲公司 | 5\nA1 | 2 | 2026-10-05 | S001 | 甲公司 | 5";
    assert_eq!(sheets(&[lines]), (2, vec![]));
}

#[test]
fn a_missing_column_equals_an_empty_cell() {
    let (records, findings) = read(vec![
        table(
            Dataset::ORDERS,
            "a.csv",
            "order_id | date | rep_id | customer | amount | status\nA1 | 2026-10-05 | S001 | 甲公司 | 5 |",
        ),
        history(table(
            Dataset::ORDERS,
            "b.csv",
            "amount | rep_name | customer | date | order_id\n5 | 张伟 | 甲公司 | 2026/10/5 | A1",
        )),
    ]);
    assert_eq!(records.orders.len(), 1);
    assert_eq!(findings, ["error repeated-in-another-file b.csv!2"]);
}

#[test]
fn fields_that_no_record_keeps_tell_rows_apart() {
    let (records, findings) = read(vec![table(
        Dataset::VISITS,
        "visits.csv",
        "date | rep_id | customer | purpose
         2026-10-05 | S001 | 甲公司 | 送样
         2026-10-05 | S001 | 甲公司 | 收款
         2026-10-05 | S001 | 甲公司 | 收款",
    )]);
    assert_eq!(records.visits.len(), 3);
    assert_eq!(findings, ["warning possible-duplicate 4"]);
}

#[test]
fn a_file_exported_again_is_said_once() {
    let rows: Vec<String> = (1..=30)
        .map(|line| format!("A1 | {line} | 2026-10-05 | S001 | 甲公司 | 5"))
        .collect();
    let (rows, later) = (rows.join("\n"), rows[10..].join("\n"));
    let tables = [("a.csv", &rows), ("b.csv", &later)]
        .map(|(name, rows)| table(Dataset::ORDERS, name, &format!("{HEADER}\n{rows}")));
    let tables = [super::roster()].into_iter().chain(tables).collect();
    let (records, findings) = super::records(tables, super::period(), &[]).unwrap();
    assert_eq!(records.orders.len(), 30);
    let [only] = &findings[..] else {
        panic!("{findings:?}");
    };
    assert_eq!(only.place.as_ref().unwrap().to_string(), "inbox/2026-10/b.csv!2");
    assert!(
        matches!(&only.problem, Problem::RepeatedInAnotherFile { first, rows: 20 }
            if first.to_string() == "inbox/2026-10/a.csv!12"),
        "{only:?}"
    );
}
