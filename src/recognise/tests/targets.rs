//! Targets as people write them, and figures by month that are none.

use super::super::recognise;
use super::{mapping, seen, sheet, tables};
use crate::model::{Dataset, Kpi};

/// What a sheet of that header is, over two rows of figures.
fn headed(file: &str, header: &str) -> String {
    let figures = vec!["1"; header.split('|').count() - 1].join("|");
    seen(file, &format!("{header}\n周明|{figures}\n吴芳|{figures}"))
}

#[test]
fn quarters_and_halves_head_columns() {
    for (header, expected) in [
        (
            "姓名|一季度|二季度|三季度|四季度",
            "quarter_1=一季度 quarter_2=二季度 quarter_3=三季度 quarter_4=四季度",
        ),
        (
            "姓名|Q1目标(万元)|Q2目标(万元)|Q3目标(万元)|Q4目标(万元)",
            "quarter_1=Q1目标(万元) quarter_2=Q2目标(万元) quarter_3=Q3目标(万元) quarter_4=Q4目标(万元)",
        ),
        (
            "姓名|2026年第三季度|2026年第四季度|2025年第四季度",
            "quarter_3=2026年第三季度 quarter_4=2026年第四季度",
        ),
        ("姓名|上半年|下半年", "half_1=上半年 half_2=下半年"),
        (
            "姓名|1-3月|4-6月|7-9月|10-12月",
            "quarter_1=1-3月 quarter_2=4-6月 quarter_3=7-9月 quarter_4=10-12月",
        ),
        (
            "Name|H1|Q3 Target|Oct|Nov|Dec",
            "half_1=H1 quarter_3=Q3 Target month_10=Oct month_11=Nov month_12=Dec",
        ),
        ("Name|Jan-Mar|Apr-Jun", "quarter_1=Jan-Mar quarter_2=Apr-Jun"),
        (
            "姓名|10月|11月|12月|四季度合计|全年",
            "month_10=10月 month_11=11月 month_12=12月 quarter_4=四季度合计 annual=全年",
        ),
    ] {
        let seen = headed("2026年目标.xlsx", header);
        let first = seen.lines().next().unwrap_or_default();
        assert!(first.ends_with(expected), "{header}: {seen}");
    }
}

#[test]
fn a_range_that_is_no_quarter_is_no_month_either() {
    let seen = headed("2026年目标.xlsx", "姓名|1-2月|3-5月|10月|11月|12月");
    assert!(
        seen.starts_with("targets 1: rep_name=姓名 month_10=10月 month_11=11月 month_12=12月\n"),
        "{seen}"
    );
    assert!(seen.contains("unused-column"), "{seen}");
}

#[test]
fn targets_that_say_so_may_stand_beside_what_was_reached() {
    for (file, lines, expected) in [
        (
            "完成情况.xlsx",
            "姓名|9月目标|9月实际|9月完成率|10月目标|10月实际|10月完成率\n周明|100|90|0.9|100|90|0.9",
            "targets 1: rep_name=姓名 month_9=9月目标 month_10=10月目标",
        ),
        (
            "a.xlsx",
            "姓名|月份|目标|实际|完成率\n周明|2026-10|100|90|0.9",
            "targets 1: rep_name=姓名 period=月份 value=目标",
        ),
        (
            "Targets vs actuals.xlsx",
            "Rep|Month|Target|Actual|Attainment\nAnn|2026-10|100|90|0.9",
            "targets 1: rep_name=Rep period=Month value=Target",
        ),
        (
            "业绩统计.xlsx",
            "姓名|目标|||实际||\n|8月|9月|10月|8月|9月|10月\n周明|100|100|100|90|90|90",
            "targets 2: rep_name=姓名 month_8=目标/8月 month_9=目标/9月 month_10=目标/10月",
        ),
    ] {
        assert_eq!(seen(file, lines), expected, "{lines}");
    }
}

#[test]
fn what_was_reached_is_no_target() {
    let months = "姓名|8月|9月|10月\n周明|100|90|80\n吴芳|10|9|8";
    for (file, expected) in [
        ("2026年销售目标.xlsx", "targets"),
        ("数据.xlsx", "targets"),
        ("订单金额总排名.xlsx", "results-by-month"),
        ("各月业绩.xlsx", "results-by-month"),
        ("业绩目标.xlsx", "targets"),
        ("回款.xlsx", "results-by-month"),
        ("销售额汇总.xlsx", "results-by-month"),
        ("目标完成情况.xlsx", "results-by-month"),
        ("Sales ranking.xlsx", "results-by-month"),
        ("Revenue.xlsx", "results-by-month"),
    ] {
        let seen = seen(file, months);
        assert!(seen.starts_with(expected), "{file}: {seen}");
    }
    let mixed = "姓名|9月|9月实际|10月|10月实际\n周明|100|90|80|70";
    assert_eq!(seen("a.xlsx", mixed), "results-by-month");
}

#[test]
fn each_kpi_may_have_a_column() {
    for (file, header, expected) in [
        (
            "a.xlsx",
            "姓名|月份|销售目标|拜访目标|电话目标|新客户目标",
            "rep_name=姓名 period=月份 value=销售目标 target_visits=拜访目标 target_calls=电话目标 target_new_customers=新客户目标",
        ),
        (
            "a.xlsx",
            "Rep|Year|Sales Target|Visit target|Calls goal",
            "rep_name=Rep year=Year value=Sales Target target_visits=Visit target target_calls=Calls goal",
        ),
        (
            "目标.xlsx",
            "姓名|月份|销售额|拜访|新增客户",
            "rep_name=姓名 period=月份 value=销售额 target_visits=拜访 target_customers_added=新增客户",
        ),
        (
            "2026年目标.xlsx",
            "姓名|电话|10月|11月|12月",
            "rep_name=姓名 month_10=10月 month_11=11月 month_12=12月",
        ),
    ] {
        let seen = headed(file, header);
        let first = seen.lines().next().unwrap_or_default();
        assert!(first.ends_with(expected), "{header}: {seen}");
    }
    assert!(!headed("a.xlsx", "姓名|月份|销售额|拜访|新增客户").contains("targets"));
}

#[test]
fn months_under_another_kpi_are_no_targets_of_sales() {
    let lines = "姓名|拜访目标||销售目标|\n|9月|10月|9月|10月\n周明|20|21|100|110";
    let seen = seen("a.xlsx", lines);
    assert!(
        seen.starts_with("targets 2: rep_name=姓名 month_9=销售目标/9月 month_10=销售目标/10月"),
        "{seen}"
    );
    assert!(seen.contains("unused-column"), "{seen}");
}

#[test]
fn doing_what_a_message_says_helps() {
    let months = "姓名|8月|9月|10月\n周明|100|90|80";
    let pinned = mapping(&[(Dataset::TARGETS, "files = ['数据.xlsx']")]);
    let (pinned, findings) = recognise(vec![sheet("数据.xlsx", "S", months)], &pinned);
    assert_eq!((pinned.len(), findings.len()), (1, 0));
    let said = months.replace("月", "月目标");
    for file in ["数据.xlsx", "订单金额总排名.xlsx", "完成情况.xlsx"] {
        let (tables, findings) = tables(vec![sheet(file, "S", &said)]);
        assert_eq!((tables.len(), findings.len()), (1, 0), "{file}");
    }
}

#[test]
fn rows_of_results_are_set_aside_once() {
    for (lines, kept) in [
        (
            "姓名|项目|9月|10月\n周明|目标|1|2\n周明|实际|3|4\n周明|完成率|0.3|0.5\n吴芳|目标|5|6",
            "2 5",
        ),
        (
            "姓名|指标|9月|10月\n周明|销售目标|1|2\n周明|销售实际|3|4\n周明|拜访目标|5|6\n周明|拜访完成率|1|1",
            "2 4",
        ),
        (
            "Rep||Sep|Oct\nAnn|Target|1|2\n|Actual|3|4\n|% of target|1|1\nBob|Target|1|2\n|Actual|1|1",
            "2 5",
        ),
    ] {
        let (tables, findings) = tables(vec![sheet("2026目标.xlsx", "Sheet1", lines)]);
        assert_eq!(findings.len(), 1, "{lines}: {findings:?}");
        assert_eq!(findings[0].code(), "rows-of-results");
        let numbers: Vec<String> = tables[0].rows.iter().map(|row| row.number.to_string()).collect();
        assert_eq!(numbers.join(" "), kept, "{lines}");
    }
    let nothing = "姓名|项目|9月|10月\n周明|目标|1|2\n吴芳|目标|5|6";
    assert!(
        tables(vec![sheet("2026目标.xlsx", "S", nothing)])
            .1
            .iter()
            .all(|finding| finding.code() != "rows-of-results")
    );
}

#[test]
fn names_say_the_year_and_the_kpi() {
    let months = "姓名|8月|9月|10月\n周明|100|90|80";
    for (file, name, year, kpi) in [
        ("2025年销售目标.xlsx", "Sheet1", Some(2025), Some(Kpi::SALES)),
        ("2026年拜访目标.xlsx", "Sheet1", None, Some(Kpi::VISITS)),
        ("目标.xlsx", "2025", Some(2025), None),
        ("2025目标.xlsx", "2026", None, None),
        ("目标20251201.xlsx", "Sheet1", None, None),
        ("2025年12月修订目标.xlsx", "Sheet1", None, None),
        (
            "Visit targets FY2025.xlsx",
            "Sheet1",
            Some(2025),
            Some(Kpi::VISITS),
        ),
    ] {
        let (tables, _) = tables(vec![sheet(file, name, months)]);
        assert_eq!(tables[0].dataset, Dataset::TARGETS);
        assert_eq!(
            (tables[0].said.year, tables[0].said.kpi),
            (year, kpi),
            "{file} {name}"
        );
    }
}
