use super::{history, read, table};
use crate::model::Dataset;
use crate::records::VisitKind;

#[test]
fn rows_of_no_needed_period_are_left_out_and_counted() {
    let (records, findings) = read(vec![table(
        Dataset::VISITS,
        "visits.csv",
        "date | rep_id | customer | kind
         2026-10-05 | S001 | 甲公司 | 潜在客户
         2026-08-31 | S999 | | 谁
         2026-11-01 | S001 | 甲公司 |
         2025-10-01 | S001 | 甲公司 | Existing",
    )]);
    let kinds: Vec<_> = records.visits.iter().map(|visit| visit.kind).collect();
    assert_eq!(kinds, [Some(VisitKind::Prospect), Some(VisitKind::Existing)]);
    assert_eq!(findings, ["info outside-periods"]);
}

#[test]
fn whether_a_customer_is_new_is_answered_by_yes_or_no() {
    let mut visits = table(
        Dataset::VISITS,
        "visits.csv",
        "date | rep_id | customer | kind
         2026-10-05 | S001 | 甲公司 | 是
         2026-10-06 | S001 | 乙公司 | 否
         2026-10-07 | S001 | 丙公司 | 潜在",
    );
    visits.columns[3].header = "是否新客户".to_owned();
    let (records, findings) = read(vec![visits]);
    let kinds: Vec<_> = records.visits.iter().map(|visit| visit.kind).collect();
    assert_eq!(
        kinds,
        [Some(VisitKind::Prospect), Some(VisitKind::Existing), None]
    );
    assert_eq!(findings, ["warning unknown-word D4"]);
}

#[test]
fn orders_count_from_the_first_to_the_periods_last_day() {
    let orders = "order_id | date | rep_id | customer | amount
         A1 | 1999-01-01 | S001 | 甲公司 | 5
         A2 | 2026-10-31 | S001 | 甲公司 | 5
         A3 | 2026-11-01 | S001 | 甲公司 | 5";
    let (records, findings) = read(vec![table(Dataset::ORDERS, "orders.csv", orders)]);
    assert_eq!(records.orders.len(), 2);
    assert_eq!(findings, ["info outside-periods"]);
}

#[test]
fn a_call_is_answered_when_either_column_says_so() {
    let calls = |text: &str| {
        let (records, findings) = read(vec![table(Dataset::CALLS, "calls.csv", text)]);
        let calls = records.calls.iter().map(|call| (call.inbound, call.answered));
        (calls.collect::<Vec<_>>(), findings)
    };
    let both = calls(
        "time | rep_id | direction | duration | outcome
         2026-10-05 09:00 | S001 | 外呼 | :35 | 未接通
         2026-10-05 09:01 | S001 | 呼入 | 0 | 已接听
         2026-10-05 09:02 | S001 | | 0:00:00 | No answer
         2026-10-05 09:03 | S001 | 外呼 | | 也许
         2026-10-05 09:04 | S001 | 斜着 | 0:00:01 |",
    );
    assert_eq!(
        both.0,
        [
            (false, true),
            (true, true),
            (false, false),
            (false, false),
            (false, true)
        ]
    );
    assert_eq!(
        both.1,
        [
            "warning unanswered-with-duration E2",
            "warning unknown-word E5",
            "warning unknown-word C6"
        ]
    );
    let held = calls(
        "time | rep_id | outcome
         2026-10-05 09:00 | S001 | Held
         2026-10-05 09:01 | S001 | Not Held
         2026-10-05 09:02 | S001 | 已计划
         2026-10-05 09:03 | S001 | No response/Busy",
    );
    assert_eq!(
        held,
        (
            vec![(false, true), (false, false), (false, false), (false, false)],
            vec![]
        )
    );
    let neither = calls("time | rep_id\n2026-10-05 09:00 | S001");
    assert_eq!(neither, (vec![(false, true)], vec![]));
    let only_duration = calls("time | rep_id | duration\n2026-10-05 09:00 | S001 |");
    assert_eq!(only_duration, (vec![(false, false)], vec![]));
}

#[test]
fn requests_reports_and_conduct_are_read() {
    let (records, findings) = read(vec![
        table(
            Dataset::REQUESTS,
            "a.csv",
            "request_id | received | rep_id | replied
             R1 | 2026-10-05 09:00 | S001 | 2026-10-06 09:00
             R2 | 2026-10-05 09:00 | S001 | 2026-10-05 08:59
             R3 | 2026-10-05 09:00 | S001 | 明天
             R4 | 2026-10-05 | S001 |",
        ),
        table(
            Dataset::REPORTS,
            "b.csv",
            "rep_id | kind | due | submitted
             S001 | 周报 | 2026-10-09 | 2026-10-09 18:00
             S001 | 周报 | 2026-10-16 |
             S001 | 周报 | | 2026-10-09",
        ),
        table(
            Dataset::CONDUCT,
            "c.csv",
            "date | rep_id | event | points
             2026-10-09 | S001 | 迟到 | 2-
             2026-10-10 | S001 | 迟到 |
             2026-10-11 | S001 | | 5",
        ),
    ]);
    assert_eq!(
        findings,
        [
            "error missing-value b.csv!C4",
            "error missing-value c.csv!C4",
            "warning reply-before-request D3",
            "warning not-a-date D4",
        ]
    );
    let replied: Vec<_> = records
        .requests
        .iter()
        .map(|request| request.replied.is_some())
        .collect();
    assert_eq!(replied, [true, true, false, false]);
    assert_eq!(records.requests[3].received.to_string(), "2026-10-05 00:00:00");
    let submitted: Vec<_> = records
        .reports
        .iter()
        .map(|report| report.submitted.is_some())
        .collect();
    assert_eq!(submitted, [true, false]);
    let points: Vec<_> = records.conduct.iter().map(|event| event.points).collect();
    assert_eq!(points, [Some((-2).into()), None]);
}

#[test]
fn a_row_that_is_blank_under_every_field_is_none() {
    let mut orders = table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_id | customer | amount
          | \u{3000} | | |",
    );
    orders.rows[0]
        .cells
        .push(crate::read::Cell::Text("制表人".into()));
    assert_eq!(read(vec![orders]).1, [""; 0]);
}

#[test]
fn dates_far_from_all_others_are_slips() {
    let visits = |rows: &str| {
        let rows = format!("date | rep_id | customer\n2026-10-05 | S001 | 甲公司\n{rows}");
        read(vec![table(Dataset::VISITS, "visits.csv", &rows)]).1
    };
    assert_eq!(
        visits("2062-10-03 | S001 | 甲公司"),
        ["warning implausible-date A3"]
    );
    // A day within three months of the period's end, or of another row there, is that of later business.
    assert_eq!(visits("2027-01-31 | S001 | 甲公司"), ["info outside-periods"]);
    assert_eq!(
        visits("2027-02-01 | S001 | 甲公司"),
        ["warning implausible-date A3"]
    );
    assert_eq!(
        visits("2027-02-01 | S001 | 甲公司\n2026-12-24 | S001 | 甲公司\n2027-10-05 | S001 | 甲公司"),
        ["warning implausible-date A5", "info outside-periods"]
    );
    // Many such rows are the export of another year.
    let many = "2027-10-05 | S001 | 甲公司\n".repeat(21);
    assert_eq!(visits(&many), ["info outside-periods"]);
}

#[test]
fn rows_of_long_ago_count_but_are_pointed_out() {
    let orders = "order_id | date | rep_id | customer | amount
         A1 | 1989-12-31 | S001 | 甲公司 | 5
         A2 | @12 | S001 | 甲公司 | 5
         A3 | @60 | S001 | 甲公司 | 5
         A4 | 2026-10-31 | S001 | 甲公司 | 5";
    let (records, findings) = read(vec![table(Dataset::ORDERS, "orders.csv", orders)]);
    assert_eq!(records.orders.len(), 3);
    assert_eq!(
        findings,
        [
            "error not-a-date B4",
            "warning implausible-date B2",
            "warning implausible-date B3"
        ]
    );
}

#[test]
fn a_file_of_another_month_is_pointed_out_once() {
    let visits = |name: &str, rows: &str| {
        table(
            Dataset::VISITS,
            name,
            &format!("date | rep_id | customer\n{rows}"),
        )
    };
    let of_september = "2026-09-05 | S001 | 甲公司\n2026-08-05 | S001 | 甲公司";
    let (records, findings) = read(vec![visits("visits.csv", of_september)]);
    assert_eq!(records.visits.len(), 1);
    assert_eq!(findings, ["warning wrong-month"]);
    let mixed = format!("{of_september}\n2026-10-05 | S001 | 甲公司");
    assert_eq!(
        read(vec![visits("visits.csv", &mixed)]).1,
        ["info outside-periods"]
    );
    let elsewhere = history(visits("visits.csv", of_september));
    assert_eq!(read(vec![elsewhere]).1, ["info outside-periods"]);
}

#[test]
fn a_report_submitted_half_a_year_early_is_a_slip() {
    let reports = "rep_id | kind | due | submitted
         S001 | 月报 | 2026-10-31 | 2026-05-01
         S001 | 月报 | 2026-10-31 | 2026-04-30";
    let (records, findings) = read(vec![table(Dataset::REPORTS, "reports.csv", reports)]);
    assert_eq!(records.reports.len(), 2);
    assert_eq!(findings, ["warning submitted-early D3"]);
}
