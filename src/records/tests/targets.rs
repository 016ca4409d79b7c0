use super::{decimal, read, table};
use crate::model::{Dataset, Kpi};
use crate::recognise::Said;
use crate::records::TargetScope;

/// Targets as `scope kpi span figure`, and the findings.
fn targets(text: &str) -> (Vec<String>, Vec<String>) {
    let (records, findings) = read(vec![table(Dataset::TARGETS, "targets.csv", text)]);
    let targets = records.targets.iter().map(|target| {
        let scope = match &target.scope {
            TargetScope::Rep(key) => records.roster.rep(*key).rep_id.clone(),
            TargetScope::Team(name) | TargetScope::Region(name) => name.clone(),
            TargetScope::Company => "公司".into(),
        };
        let span = target.span.to_string();
        let product = target
            .product
            .as_deref()
            .map(|product| format!(" {product}"))
            .unwrap_or_default();
        format!(
            "{scope} {} {span} {}{product}",
            target.kpi.id(),
            target.figure.normalize()
        )
    });
    (targets.collect(), findings)
}

#[test]
fn wide_rows_state_a_year_and_its_months() {
    let (targets, findings) = targets(
        "rep_id | year | annual*10000 | month_1*10000 | month_12*10000 | metric
         S001 | :2025 | :120 | 10 | 8.5万 |
         S001 | 2026年度 | 120 | | :10 | 销售目标
         S002 | | :60 | | | 现有客户拜访数量",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        targets,
        [
            "S001 sales 2025 1200000",
            "S001 sales 2026 1200000",
            "S001 sales 2025-01 100000",
            "S001 sales 2025-12 85000",
            "S001 sales 2026-12 100000",
            "S002 visits 2026 60",
        ]
    );
}

#[test]
fn long_rows_state_a_month_or_a_year() {
    let (targets, findings) = targets(
        "rep_name | team | region | product | metric | period | value
         张伟 | 一部 | | | 新客户 | 2026-10 | 3
         | 一部 | 华东 | | sales | 10月 | 0
         | | 华南 | 钢管 | 周订单 | :2026 | 4.5
         | 全公司 | | | 销售额(万元) | 202611 | 100",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        targets,
        [
            "S001 new_customers 2026-10 3",
            "一部 sales 2026-10 0",
            "华南 weekly_orders 2026 4.5 钢管",
            "公司 sales 2026-11 1000000",
        ]
    );
}

#[test]
fn quarters_and_halves_are_times_of_targets() {
    let (long, findings) = targets(
        "rep_id | period | value
         S001 | 2026Q4 | 30
         S002 | 第三季度 | 20
         S004 | 2025年下半年 | 60
         S004 | Oct 2026 | 7",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        long,
        [
            "S001 sales 2026-Q4 30",
            "S002 sales 2026-Q3 20",
            "S004 sales 2025-H2 60",
            "S004 sales 2026-10 7",
        ]
    );
    let (wide, findings) = targets(
        "rep_id | year | half_1 | quarter_3 | quarter_4
         S001 | 2026 | 60 | 20 | 30",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        wide,
        [
            "S001 sales 2026-H1 60",
            "S001 sales 2026-Q3 20",
            "S001 sales 2026-Q4 30"
        ]
    );
}

#[test]
fn each_kpi_may_have_a_column() {
    let (targets, findings) = targets(
        "rep_id | period | value*10000 | target_visits | target_new_customers
         S001 | 2026-10 | 12 | 40 | 3
         S002 | 2026Q4 | 30 | | 9",
    );
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        targets,
        [
            "S001 sales 2026-10 120000",
            "S001 new_customers 2026-10 3",
            "S001 visits 2026-10 40",
            "S002 sales 2026-Q4 300000",
            "S002 new_customers 2026-Q4 9",
        ]
    );
}

#[test]
fn a_sum_that_nothing_labels_is_no_target_of_the_company() {
    let rows = "S001 | | 100 | 200\nS004 | | 300 | 400";
    for (sum, expected) in [
        // What the rows add up to, below a header or at the end.
        ("| | 400 | 600", ""),
        // Somebody's row was deleted.
        ("| | 450 | 600", "error unnamed-target 2"),
        ("全公司 | | 450 | 600", "公司"),
        ("| 公司 | 450 | 600", "公司"),
        ("Company | | 450 | 600", "公司"),
        ("| 一部 | 450 | 600", "一部"),
    ] {
        let (first, found) = targets(&format!("rep_id | team | month_9 | month_10\n{sum}\n{rows}"));
        let (last, at_end) = targets(&format!("rep_id | team | month_9 | month_10\n{rows}\n{sum}"));
        assert_eq!(first, last, "{sum}");
        assert_eq!(found.len(), at_end.len());
        let wider: Vec<_> = first.iter().filter(|target| !target.starts_with('S')).collect();
        match expected {
            "" => assert_eq!((wider.len(), found.len()), (0, 0), "{sum}"),
            code if code.starts_with("error") => assert_eq!((wider.len(), found), (0, vec![code.to_owned()])),
            whose => {
                assert!(found.is_empty(), "{sum} {found:?}");
                assert!(
                    wider.len() == 2 && wider.iter().all(|target| target.starts_with(whose)),
                    "{wider:?}"
                );
            }
        }
    }
}

#[test]
fn where_no_row_names_anybody_figures_are_the_company_s() {
    for text in [
        "month_9 | month_10\n450 | 600",
        "team | month_9 | month_10\n| 450 | 600",
    ] {
        let (targets, findings) = targets(text);
        assert_eq!(targets, ["公司 sales 2026-09 450", "公司 sales 2026-10 600"]);
        assert_eq!(findings, [""; 0]);
    }
}

#[test]
fn what_the_names_of_a_sheet_say_is_so_of_its_rows() {
    let mut table = table(
        Dataset::TARGETS,
        "targets.csv",
        "rep_id | month_9 | annual\nS001 | 4 | 60",
    );
    table.said = Said {
        year: Some(2025),
        kpi: Some(Kpi::VISITS),
    };
    let (records, findings) = read(vec![table]);
    assert_eq!(findings, [""; 0]);
    let spans: Vec<_> = records
        .targets
        .iter()
        .map(|target| (target.kpi, target.span.to_string()))
        .collect();
    assert_eq!(
        spans,
        [
            (Kpi::VISITS, "2025".to_owned()),
            (Kpi::VISITS, "2025-09".to_owned())
        ]
    );
}

#[test]
fn targets_that_are_the_sums_of_orders_are_results() {
    let orders = "order_id | date | rep_id | customer | amount
        A1 | 2026-08-03 | S001 | 甲 | 5100
        A2 | 2026-09-03 | S001 | 甲 | 6200.50
        A3 | 2026-10-08 | S001 | 甲 | 7300
        A4 | 2026-09-03 | S004 | 乙 | 1200";
    let of = |figures: &str| {
        let (records, findings) = read(vec![
            table(
                Dataset::TARGETS,
                "targets.csv",
                &format!("rep_id | month_8 | month_9 | month_10\n{figures}"),
            ),
            table(Dataset::ORDERS, "orders.csv", orders),
        ]);
        (
            records.targets.len(),
            findings
                .iter()
                .any(|finding| finding.contains("targets-are-results")),
        )
    };
    assert_eq!(of("S001 | 5100 | 6200.50 | 7300\nS004 | | 1200 |"), (0, true));
    assert_eq!(
        of("S001 | 5100 | 6201 | 7300\nS004 | | 1200 |"),
        (0, true),
        "rounded to yuan"
    );
    assert_eq!(of("S001 | 5100 | 6000 | 7300\nS004 | | 1000 |"), (4, false));
    assert_eq!(
        of("S001 | 5100 | |\nS004 | | 1200 |"),
        (2, false),
        "may be chance"
    );
}

#[test]
fn figures_for_every_third_month_may_be_quarters() {
    for (text, is_told) in [
        (
            "rep_id | period | value\nS001 | 2026-07-01 | 9\nS001 | 2026-10-01 | 9\nS004 | 2026-10-01 | 9",
            true,
        ),
        (
            "rep_id | period | value\nS001 | 2026Q3 | 9\nS001 | 2026Q4 | 9",
            false,
        ),
        (
            "rep_id | period | value\nS001 | 2026-07 | 9\nS001 | 2026-10 | 9\nS004 | 2026-10 | 9\nS004 | 2026-09 | 9",
            false,
        ),
        (
            "rep_id | period | value\nS001 | 2026-10 | 9\nS004 | 2026-10 | 9",
            false,
        ),
        ("rep_id | month_3 | month_6 | month_9\nS001 | 9 | 9 | 9", true),
    ] {
        let (_, findings) = targets(text);
        assert_eq!(
            findings
                .iter()
                .any(|finding| finding.contains("every-third-month")),
            is_told,
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_row_of_targets_rejects_it() {
    let (targets, findings) = targets(
        "rep_id | team | metric | period | value
         S999 | | 销售额 | 2026-10 | 5
         陈静 | | 销售额 | 2026-10 | 5
         | 三部 | 销售额 | 2026-10 | 5
         S001 | | 心情 | 2026-10 | 5
         S001 | | 销售额 | 某月 | 5
         S001 | | 销售额 | | 5
         S001 | | 销售额 | 2026-10 | 很多
         S001 | | 销售额 | 2026-10 |
         S001 | | 销售额 | 2026-10 | -5",
    );
    assert_eq!(targets, [""; 0]);
    assert_eq!(
        findings,
        [
            "error unknown-rep A2",
            "error ambiguous-rep A3",
            "error unknown-group B4",
            "error unknown-metric C5",
            "error not-a-date D6",
            "error missing-value D7",
            "error not-a-number E8",
            "error negative-target E10",
            "warning no-figure E9",
        ]
    );
}

#[test]
fn a_bad_month_of_a_wide_row_is_empty() {
    let (wide, findings) = targets(
        "rep_id | year | annual | month_1 | month_2
         S001 | 2026 | 120 | 待定 | 5
         S002 | 明年 | 120 | |
         S003 | 2026 | | |",
    );
    assert_eq!(wide, ["S001 sales 2026 120", "S001 sales 2026-02 5"]);
    assert_eq!(
        findings,
        [
            "error not-a-date B3",
            "warning not-a-number D2",
            "warning no-figure C4",
        ]
    );
}

#[test]
fn two_figures_for_one_target_are_one_or_none() {
    let (targets, findings) = targets(
        "rep_id | metric | period | value
         S001 | | 2026-10 | 5
         张伟 | sales | 202610 | 5.00
         S002 | | 2026-10 | 5
         S002 | | 2026-10 | 6
         S004 | | 2026-10 | 7",
    );
    assert_eq!(targets, ["S001 sales 2026-10 5", "S004 sales 2026-10 7"]);
    assert_eq!(
        findings,
        [
            "error conflicting-targets D4",
            "error conflicting-targets D5",
            "warning repeated-target D3",
        ]
    );
}

#[test]
fn the_same_row_of_two_files_is_a_second_export() {
    let text = "rep_id | period | value\nS001 | 2026-10 | 5";
    let (records, findings) = read(vec![
        table(Dataset::TARGETS, "a.csv", text),
        table(Dataset::TARGETS, "b.csv", text),
    ]);
    assert_eq!(records.targets.len(), 1);
    assert_eq!(records.targets[0].figure, decimal("5"));
    assert_eq!(records.targets[0].place.cell(), "C2");
    assert_eq!(findings, ["error repeated-in-another-file b.csv!2"]);
}
