use super::{decimal, read, table};
use crate::model::Dataset;
use crate::records::{TargetScope, TargetSpan};

/// Targets as `scope kpi span figure`, and the findings.
fn targets(text: &str) -> (Vec<String>, Vec<String>) {
    let (records, findings) = read(vec![table(Dataset::Targets, "targets.csv", text)]);
    let targets = records.targets.iter().map(|target| {
        let scope = match &target.scope {
            TargetScope::Rep(key) => records.roster.rep(*key).rep_id.clone(),
            TargetScope::Team(name) | TargetScope::Region(name) => name.clone(),
            TargetScope::Company => "公司".into(),
        };
        let span = match target.span {
            TargetSpan::Year(year) => year.to_string(),
            TargetSpan::Month(month) => month.to_string(),
        };
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
         | | | | 销售额(万元) | 202611 | 100",
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
        table(Dataset::Targets, "a.csv", text),
        table(Dataset::Targets, "b.csv", text),
    ]);
    assert_eq!(records.targets.len(), 1);
    assert_eq!(records.targets[0].figure, decimal("5"));
    assert_eq!(records.targets[0].place.cell(), "C2");
    assert_eq!(findings, ["error repeated-in-another-file b.csv!2"]);
}
