use super::{decimal, period, read, read_with, table};
use crate::model::{Dataset, Problem};
use crate::records::RecordOptions;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::fmt::Write as _;

#[test]
fn visits_that_were_not_made_count_nowhere() {
    let (records, findings) = read(vec![table(
        Dataset::VISITS,
        "visits.csv",
        "date | rep_id | customer | kind | status
         2026-10-05 | S001 | 甲公司 | 老客户 | 已完成
         2026-10-06 | S001 | 甲公司 | 老客户 | 计划中
         2026-10-07 | S001 | 甲公司 | 老客户 | 已取消（客户出差）
         2026-10-08 | S001 | 甲公司 | 老客户 |
         2026-10-09 | S001 | 甲公司 | 老客户 | 进行中",
    )]);
    let made: Vec<bool> = records.visits.iter().map(|visit| visit.made).collect();
    assert_eq!(made, [true, false, false, true, true]);
    assert_eq!(findings, ["warning doubtful-word E6"]);
}

#[test]
fn only_calls_that_were_made_are_calls() {
    let (records, findings) = read(vec![table(
        Dataset::CALLS,
        "calls.csv",
        "time | rep_id | activity | status | outcome | duration
         2026-10-05 | S001 | Call | Completed | Connected | 60
         2026-10-06 | S001 | Meeting | Completed | | 3600
         2026-10-07 | S001 | Email | Completed | |
         2026-10-08 | S001 | Call | Planned | | 900
         2026-10-09 | S001 | Call | Held | Left voicemail | 30
         2026-10-10 | S001 | Call | Completed | No answer |
         2026-10-11 | S001 | Call | Completed | |
         2026-10-12 | S001 | Séance | Completed | |",
    )]);
    let answered: Vec<bool> = records.calls.iter().map(|call| call.answered).collect();
    assert_eq!(answered, [true, false, false, false, false, false, true, false]);
    assert_eq!(findings, ["warning unknown-word C9"]);
}

#[test]
fn a_leaver_without_a_date_is_there_where_rows_say_so() {
    let roster = |text: &str| table(Dataset::ROSTER, "staff.csv", text);
    let (records, findings) = read(vec![
        table(
            Dataset::ORDERS,
            "orders.csv",
            "order_id | date | rep_id | customer | amount
             A1 | 2026-10-05 | S011 | 甲公司 | 5
             A2 | 2026-09-05 | S012 | 甲公司 | 5",
        ),
        roster(
            "rep_id | rep_name | status
             S011 | 周明 | 离职
             S012 | 吴芳 | 已离职
             S013 | 郑强 | 试用",
        ),
    ]);
    let appraised: Vec<&str> = records
        .roster
        .employed_in(period())
        .map(|(_, rep)| rep.rep_id.as_str())
        .collect();
    assert!(
        appraised.contains(&"S011") && appraised.contains(&"S013"),
        "{appraised:?}"
    );
    assert!(!appraised.contains(&"S012"), "{appraised:?}");
    let left: Vec<_> = findings
        .iter()
        .filter(|line| line.contains("left-without-date"))
        .collect();
    assert_eq!(
        left,
        [
            "warning left-without-date staff.csv!C2",
            "warning left-without-date staff.csv!C3"
        ]
    );
}

#[test]
fn a_column_that_nobody_reads_may_speak_against_rows_that_count() {
    let mut orders = table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_id | customer | amount | status | note
         A1 | 2026-10-05 | S001 | 甲公司 | 5 | 已完成 | 已取消
         A2 | 2026-10-05 | S001 | 甲公司 | 7 | 已完成 | 已签收
         A3 | 2026-10-05 | S001 | 甲公司 | 9 | 已取消 | 已取消",
    );
    orders.headers[6] = "物流状态".into();
    orders.columns.pop();
    let (_, findings) = read_with(vec![orders], &RecordOptions::of_period(period()));
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code(), finding.amount))
        .collect();
    assert_eq!(told, [("unread-words", Some(decimal("5")))]);
}

proptest! {
    /// Whatever stands in a column of statuses: each row counts or does not, and each that rests on a word that nobody
    /// can be sure of is told with its money.
    #[test]
    fn every_row_counts_is_ignored_or_told(
        words in prop::collection::vec(
            prop_oneof![
                "[已未待][取完审退废发]{1,3}",
                "[a-c ]{0,6}",
                prop::sample::select(vec!["已完成", "已取消", "草稿", "退款成功", "部分退款", "\u{3000}", "已完成（取消）"])
                    .prop_map(str::to_owned),
            ],
            1..30,
        )
    ) {
        let mut text = "order_id | date | rep_id | customer | amount | status\n".to_owned();
        for (at, word) in words.iter().enumerate() {
            let _ = writeln!(text, "A{at} | 2026-10-05 | S001 | 甲公司 | {} | {word}", at + 1);
        }
        let orders = table(Dataset::ORDERS, "orders.csv", &text);
        let lexicon = crate::records::words::ListWords::of(&orders.list);
        let mut unsure = (0, Decimal::ZERO);
        for (at, word) in words.iter().enumerate() {
            let sense = lexicon.sense(crate::model::Field::Status, "状态", word);
            if !word.trim().is_empty() && sense.certainty != crate::records::words::Certainty::Known {
                unsure = (unsure.0 + 1, unsure.1 + Decimal::from(at + 1));
            }
        }
        let (records, findings) = read_with(vec![orders], &RecordOptions::of_period(period()));
        prop_assert_eq!(records.orders.len(), words.len());
        let mut told = (0, Decimal::ZERO);
        for finding in &findings {
            let (Problem::UnknownWord { rows, .. } | Problem::UnknownWords { rows, .. } | Problem::DoubtfulWord { rows, .. }) =
                &finding.problem
            else {
                continue;
            };
            told = (told.0 + rows, told.1 + finding.amount.unwrap_or_default());
        }
        prop_assert_eq!(told, unsure);
    }
}
