use super::{line, period, read, records, table};
use crate::model::Dataset;
use crate::recognise::Table;
use crate::records::RepKey;
use chrono::NaiveDate;

fn events(rows: &str) -> (Vec<RepKey>, Vec<String>) {
    let text = format!("date | rep_id | rep_name | event\n{rows}");
    let (records, findings) = read(vec![table(Dataset::Conduct, "conduct.csv", &text)]);
    (records.conduct.iter().map(|event| event.rep).collect(), findings)
}

#[test]
fn the_number_decides_and_a_name_will_do() {
    let (reps, findings) = events(
        "2026-10-05 | S001 | 张伟 | 迟到
         2026-10-05 | ｓ００１ | | 迟到
         2026-10-05 | 张伟 | | 迟到
         2026-10-05 | | 张伟 | 迟到
         2026-10-05 | | S001 | 迟到",
    );
    assert_eq!(reps, [RepKey(0); 5]);
    assert!(
        findings
            .iter()
            .all(|finding| finding.contains("possible-duplicate")),
        "{findings:?}"
    );
    let (reps, findings) = events("2026-10-05 | S001 | 李娜 | 迟到");
    assert_eq!(reps, [RepKey(0)]);
    assert_eq!(findings, ["warning rep-name-differs C2"]);
}

#[test]
fn nobody_and_too_many_are_rejected() {
    let (reps, findings) = events(
        "2026-10-05 | S999 | 张伟 | 迟到
         2026-10-05 | | 赵六 | 迟到
         2026-10-05 | | 陈静 | 迟到
         2026-10-05 | | | 迟到",
    );
    assert_eq!(reps, []);
    assert_eq!(
        findings,
        [
            "error unknown-rep B2",
            "error unknown-rep C3",
            "error ambiguous-rep C4",
            "error missing-value B5",
        ]
    );
}

#[test]
fn a_day_outside_employment_counts_with_a_warning() {
    let (reps, findings) = events(
        "2026-10-11 | S002 | | 迟到
         2026-10-12 | S002 | | 迟到
         2026-10-20 | S003 | | 迟到
         2026-10-21 | S003 | | 迟到",
    );
    assert_eq!(reps.len(), 4);
    assert_eq!(
        findings,
        ["warning outside-employment A2", "warning outside-employment A5"]
    );
}

fn with_roster(roster: &str, rows: &str) -> (Vec<Option<String>>, Vec<String>) {
    let tables = vec![
        table(Dataset::Roster, "roster.csv", roster),
        table(
            Dataset::Conduct,
            "conduct.csv",
            &format!("date | rep_id | rep_name | event\n{rows}"),
        ),
    ];
    let first = tables[1].source.clone();
    let (records, findings) = records(tables, period(), &[]).unwrap();
    let rep_ids = (2..).take(rows.lines().count()).map(|row| {
        let event = records
            .conduct
            .iter()
            .find(|event| event.place.row == Some(row))?;
        Some(records.roster.rep(event.rep).rep_id.clone())
    });
    (
        rep_ids.collect(),
        findings.iter().map(|finding| line(finding, &first)).collect(),
    )
}

#[test]
fn a_name_is_borne_from_a_day_on() {
    let (reps, findings) = with_roster(
        "rep_id | rep_name | effective_from
         S001 | 张伟 |
         S001 | 张维 | 2026-10-10
         S002 | 张伟 | 2026-10-10
         S002 | 张小伟 |",
        "2026-10-09 | | 张伟 | 迟到
         2026-10-10 | | 张伟 | 迟到
         2026-10-09 | | 张维 | 迟到
         2026-10-10 | S001 | 张维 | 迟到",
    );
    let expected = ["S001", "S002", "", "S001"].map(|id| (!id.is_empty()).then(|| id.to_owned()));
    assert_eq!(reps, expected);
    assert_eq!(findings, ["error unknown-rep C4"]);
}

#[test]
fn of_two_of_one_name_the_one_employed_is_meant() {
    let (reps, findings) = with_roster(
        "rep_id | rep_name | hire_date | leave_date
         S001 | 张伟 | | 2026-10-10
         S002 | 张伟 | 2026-10-09 |",
        "2026-10-08 | | 张伟 | 迟到
         2026-10-09 | | 张伟 | 迟到
         2026-10-11 | | 张伟 | 迟到",
    );
    assert_eq!(reps, [Some("S001".to_owned()), None, Some("S002".to_owned())]);
    assert_eq!(findings, ["error ambiguous-rep C3"]);
}

#[test]
fn a_transfer_is_several_rows() {
    let text = "
        rep_id | rep_name | team | effective_from | hire_date | leave_date | weight
        S001 | 张伟 | 二部 | 2026-10-10 | | 2026-12-31 | 50%
        S001 | 张伟 | 一部 | | 2020-03-01 | 2026-11-30 |";
    let (records, findings) =
        records(vec![table(Dataset::Roster, "roster.csv", text)], period(), &[]).unwrap();
    assert_eq!(findings, []);
    let (_, rep) = records.roster.iter().next().unwrap();
    let day = |day: u32| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
    assert_eq!(rep.assignment_on(day(9)).team.as_deref(), Some("一部"));
    assert_eq!(rep.assignment_on(day(10)).team.as_deref(), Some("二部"));
    assert_eq!(rep.hire_date.unwrap().to_string(), "2020-03-01");
    assert_eq!(rep.leave_date.unwrap().to_string(), "2026-12-31");
}

#[test]
fn days_of_the_period_before_any_row_is_in_force_are_a_gap() {
    let findings_of = |row: &str| {
        let header = "rep_id | rep_name | hire_date | leave_date | effective_from";
        rosters(vec![table(
            Dataset::Roster,
            "roster.csv",
            &format!("{header}\n{row}"),
        )])
        .1
    };
    assert_eq!(
        findings_of("S1 | 张伟 | | | 2026-10-02"),
        ["warning transfer-gap 2"]
    );
    assert_eq!(findings_of("S1 | 张伟 | | | 2026-10-01"), [""; 0]);
    assert_eq!(findings_of("S1 | 张伟 | 2026-10-12 | | 2026-10-12"), [""; 0]);
    assert_eq!(
        findings_of("S1 | 张伟 | 2026-10-12 | | 2026-12-01"),
        ["warning transfer-gap 2"]
    );
    // Not employed in the period, and transferred in an earlier one: no figure asks where the rep was.
    assert_eq!(findings_of("S1 | 张伟 | 2026-11-02 | | 2026-12-01"), [""; 0]);
    assert_eq!(
        findings_of("S1 | 张伟 | | 2026-12-31 |\nS1 | 张伟 | | | 2027-01-01"),
        ["warning in-force-after-leaving 3"]
    );
    assert_eq!(
        findings_of("S1 | 张伟 | | 2026-12-31 |\nS1 | 张伟 | | | 2026-12-31"),
        [""; 0]
    );
}

fn rosters(tables: Vec<Table>) -> (Vec<Option<String>>, Vec<String>) {
    let first = tables[0].source.clone();
    let (records, findings) = records(tables, period(), &[]).unwrap();
    let teams = records
        .roster
        .iter()
        .map(|(_, rep)| rep.assignment_for(period()).team.clone());
    (
        teams.collect(),
        findings.iter().map(|finding| line(finding, &first)).collect(),
    )
}

#[test]
fn rows_in_force_from_one_day_conflict_in_any_order() {
    let header = "rep_id | rep_name | team | hire_date | leave_date";
    let (one, two) = (
        "S001 | 张伟 | 一部 | |",
        "S001 | 张伟 | 二部 | 2026-05-01 | 2026-04-01",
    );
    for rows in [[one, two], [two, one]] {
        let (teams, findings) = rosters(vec![table(
            Dataset::Roster,
            "roster.csv",
            &format!("{header}\n{}", rows.join("\n")),
        )]);
        assert_eq!(teams, [Some("二部".to_owned())]);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(
            findings
                .iter()
                .any(|finding| finding.contains("roster-rows-conflict"))
        );
        assert!(
            findings
                .iter()
                .any(|finding| finding.contains("leave-before-hire"))
        );
    }
}

#[test]
fn bad_optional_cells_of_the_roster_are_empty() {
    let (teams, findings) = rosters(vec![table(
        Dataset::Roster,
        "roster.csv",
        "rep_id | rep_name | team | hire_date | weight
         S001 | 张伟 | #REF! | 不详 | 很多
         | 李娜 | 一部 | |
         S003 | | 一部 | |",
    )]);
    assert_eq!(teams, [None]);
    assert_eq!(
        findings,
        [
            "error missing-value A3",
            "error missing-value B4",
            "warning error-value C2",
            "warning not-a-date D2",
            "warning not-a-number E2",
        ]
    );
}

#[test]
fn an_owner_need_not_have_been_employed_when_the_customer_was_created() {
    let (records, findings) = read(vec![table(
        Dataset::Customers,
        "customers.csv",
        "customer | rep_name | created
         甲公司 | 李娜 | 2016-05-01
         乙公司 | 陈静 | 2026-10-05",
    )]);
    assert_eq!(records.customers.len(), 1);
    assert_eq!(findings, ["error ambiguous-rep B3"]);
}
