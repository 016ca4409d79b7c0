use super::{line, period, read, records, table};
use crate::model::Dataset;
use crate::recognise::Table;
use crate::records::RepKey;
use chrono::NaiveDate;

fn events(rows: &str) -> (Vec<RepKey>, Vec<String>) {
    let text = format!("date | rep_id | rep_name | event\n{rows}");
    let (records, findings) = read(vec![table(Dataset::CONDUCT, "conduct.csv", &text)]);
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
        table(Dataset::ROSTER, "roster.csv", roster),
        table(
            Dataset::CONDUCT,
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
        records(vec![table(Dataset::ROSTER, "roster.csv", text)], period(), &[]).unwrap();
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
            Dataset::ROSTER,
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
        ["info rehired 2"]
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
            Dataset::ROSTER,
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
        Dataset::ROSTER,
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
        Dataset::CUSTOMERS,
        "customers.csv",
        "customer | rep_name | created
         甲公司 | 李娜 | 2016-05-01
         乙公司 | 陈静 | 2026-10-05",
    )]);
    assert_eq!(records.customers.len(), 1);
    assert_eq!(findings, ["error ambiguous-rep B3"]);
}

#[test]
fn names_are_written_in_many_ways() {
    let roster = "
        rep_id | rep_name | team | region | email
        S001 | 周明 | 销售一组 | 华东 | zhouming@x.com
        S002 | 吴　芳 | 销售一组 | 上海 | wufang@x.com
        S003 | Zhou Ming | Inside Sales | 华东 |
        S004 | 张伟 | 销售二组 | 华南 |
        SH-005 | 王芳 | 销售二组 | 华南 |
        S006 | 王芳 | 销售一组 | 华东 |";
    for (written, expected) in [
        ("周　明", "S001"),
        ("周\u{200b}明\u{feff}", "S001"),
        ("吴芳", "S002"),
        ("ZHOU  MING", "S003"),
        ("Ming, Zhou", "S003"),
        ("張偉", "S004"),
        ("周明(S001)", "S001"),
        ("周明（s001）", "S001"),
        ("S002-吴芳", "S002"),
        ("吴芳/S002", "S002"),
        ("S001 周明", "S001"),
        ("S001周明", "S001"),
        ("Zhou Ming (S003)", "S003"),
        ("周明（已离职）", "S001"),
        ("[已离职]周明", "S001"),
        ("销售一组/周明", "S001"),
        ("公司/华东大区/销售一组/周明", "S001"),
        ("上海-吴芳", "S002"),
        ("周明 13800000000", "S001"),
        ("周明 138-0000-0000", "S001"),
        ("zhouming@x.com", "S001"),
        ("ZhouMing@X.com", "S001"),
        ("周明<zhouming@x.com>", "S001"),
        ("周明 <other@y.com>", "S001"),
        ("s001@x.com", "S001"),
        ("CORP\\zhouming", "S001"),
        ("CORP\\S002", "S002"),
        ("周明(Jack)", "S001"),
        ("周明(10086)", "S001"),
        ("业务员：周明", "S001"),
        ("工号:S001 姓名:周明", "S001"),
        ("周明 销售经理", "S001"),
        ("王芳(SH-005)", "SH-005"),
        ("SH-005-王芳", "SH-005"),
        ("周明、周明", "S001"),
        ("S 001", "S001"),
        // More than one person, or perhaps more.
        ("周明;吴芳", ""),
        ("周明/吴芳", ""),
        ("S001/S002", ""),
        ("周明(S002)", ""),
        ("周明(S009)", ""),
        ("周明、李雷", ""),
        ("李雷/周明", ""),
        ("周明/Tom", ""),
        ("周明2", ""),
        ("周明助", ""),
        ("王芳", ""),
        ("王芳(上海)", ""),
        ("周", ""),
        ("明", ""),
        ("销售一组", ""),
        ("13800000000", ""),
        ("other@y.com", ""),
        ("(已离职)", ""),
    ] {
        let (reps, findings) = with_roster(roster, &format!("2026-10-05 | | {written} | 迟到"));
        let expected = (!expected.is_empty()).then(|| expected.to_owned());
        assert_eq!(reps, [expected], "{written}: {findings:?}");
        assert_eq!(
            reps[0].is_none(),
            findings.iter().any(|finding| finding.starts_with("error")),
            "{written}: {findings:?}"
        );
    }
}

#[test]
fn names_that_differ_in_marks_alone_are_borne_by_both() {
    let roster = "rep_id | rep_name\nS1 | 周明\nS2 | 周 明\nS3 | 張偉\nS4 | 张伟";
    let (reps, findings) = with_roster(
        roster,
        "2026-10-05 | | 周明 | 迟到\n2026-10-05 | | 张伟 | 迟到\n2026-10-05 | | 張偉 | 迟到",
    );
    assert_eq!(reps, [None, Some("S4".to_owned()), Some("S3".to_owned())]);
    assert_eq!(findings, ["error ambiguous-rep C2"]);
}

#[test]
fn zeros_at_the_start_of_numbers_are_made_good() {
    let roster = "rep_id | rep_name\n0012 | 周明\n013 | 吴芳\n0013 | 郑强\n14 | 李雷";
    let rows = "2026-10-05 | :12 | | 迟到
        2026-10-06 | 12.0 | | 迟到
        2026-10-07 | '0012 | | 迟到
        2026-10-08 | 0014 | | 迟到
        2026-10-09 | 13 | | 迟到
        2026-10-10 | 0 | | 迟到";
    let (reps, findings) = with_roster(roster, rows);
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(reps, [id("0012"), id("0012"), id("0012"), id("14"), None, None]);
    assert_eq!(
        findings,
        [
            "error unclear-rep B6",
            "error unknown-rep B7",
            "info rep-written-otherwise B2"
        ]
    );
}

#[test]
fn what_is_wrong_with_many_rows_for_one_cause_is_said_once() {
    let orders = table(
        Dataset::ORDERS,
        "orders.csv",
        "order_id | date | rep_name | customer | amount
         D1 | 2026-10-08 | 公海 | 甲公司 | 100
         D2 | 2026-10-09 | 公海 | 乙公司 | 200.5
         D3 | 2026-10-10 | 李雷 | 乙公司 | 7
         D4 | 2026-10-11 | 张伟(S001) | 乙公司 | 40
         D5 | 2026-10-12 | 一部/张伟 | 乙公司 | 2",
    );
    let roster = table(
        Dataset::ROSTER,
        "roster.csv",
        "rep_id | rep_name | team\nS001 | 张伟 | 一部",
    );
    let (records, findings) = records(vec![orders, roster], period(), &[]).unwrap();
    assert_eq!(records.orders.len(), 2);
    let told: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code().contains("rep"))
        .map(|finding| {
            let amount = finding
                .amount
                .map(|amount| amount.to_string())
                .unwrap_or_default();
            let place = finding
                .place
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let rows = finding
                .problem
                .clone()
                .rows_of_table()
                .copied()
                .unwrap_or_default();
            format!(
                "{} {} {rows} {amount}",
                finding.code(),
                place.rsplit('!').next().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "unknown-rep C2 2 300.5",
            "unknown-rep C4 1 7",
            "rep-written-otherwise C5 2 42"
        ]
    );
}

#[test]
fn who_comes_back_is_employed_again() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let header = "rep_id | rep_name | team | effective_from | hire_date | leave_date";
    for (rows, told) in [
        (
            [
                "S1 | 张伟 | 一部 | | 2018-01-01 | 2022-12-31",
                "S1 | 张伟 | 二部 | | 2026-03-01 |",
            ],
            1,
        ),
        (
            [
                "S1 | 张伟 | 一部 | 2018-01-01 | 2018-01-01 | 2022-12-31",
                "S1 | 张伟 | 二部 | 2026-03-01 | |",
            ],
            1,
        ),
    ] {
        for rows in [[rows[0], rows[1]], [rows[1], rows[0]]] {
            let text = format!("{header}\n{}", rows.join("\n"));
            let (records, findings) =
                records(vec![table(Dataset::ROSTER, "roster.csv", &text)], period(), &[]).unwrap();
            assert_eq!(findings.len(), told, "{findings:?}");
            assert_eq!(findings[0].code(), "rehired");
            let (_, rep) = records.roster.iter().next().unwrap();
            assert_eq!(rep.assignment_for(period()).team.as_deref(), Some("二部"));
            assert_eq!((rep.hire_date, rep.leave_date), (Some(day("2026-03-01")), None));
            for (date, employed) in [
                ("2017-12-31", false),
                ("2022-12-31", true),
                ("2023-01-01", false),
                ("2026-02-28", false),
                ("2026-10-05", true),
            ] {
                assert_eq!(rep.is_employed(day(date)), employed, "{date}");
            }
            let within = rep.employed_within(day("2022-12-01"), day("2023-01-31"));
            assert_eq!(within, Some((day("2022-12-01"), day("2022-12-31"))));
        }
    }
    // The newest row says itself that the rep left.
    let rows = "S1 | 张伟 | 一部 | | 2018-01-01 | 2022-12-31\nS1 | 张伟 | 二部 | | 2024-03-01 | 2026-10-09";
    let text = format!("{header}\n{rows}");
    let (records, _) = records(vec![table(Dataset::ROSTER, "roster.csv", &text)], period(), &[]).unwrap();
    let (_, rep) = records.roster.iter().next().unwrap();
    assert_eq!(rep.leave_date, Some(day("2026-10-09")));
}
