//! Rows of the policy's other settings, in words.

use crate::model::Language;
use crate::model::policy::Missing;
use crate::report::figures::{shortest, shortest_percent};
use crate::report::workbook::content::Content;
use crate::report::workbook::field::Field;
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use rust_decimal::Decimal;

/// The fields of a setting.
pub const FIELDS: &[Field] = &[
    Field::new("setting", ("项目", "Setting"), Kind::Text, |content, row, _| {
        Value::text(Some(&settings(content)[row].0))
    }),
    Field::new("meaning", ("规定", "Rule"), Kind::Prose, |content, row, _| {
        Value::text(Some(&settings(content)[row].1))
    }),
];

/// How many settings there are.
pub fn count(content: &Content<'_>) -> usize {
    settings(content).len()
}

fn settings(content: &Content<'_>) -> Vec<(String, String)> {
    let (policy, language) = (content.policy, content.language());
    let said = |chinese: (&str, String), english: (&str, String)| {
        let (name, meaning) = language.pick(chinese, english);
        (name.to_owned(), meaning)
    };
    let least = shortest(policy.min_weight);
    let hours = shortest(policy.sla_hours);
    let credit = shortest_percent(policy.late_credit);
    let mut settings = vec![
        said(
            ("没有数值的指标", missing(policy.missing, language)),
            ("KPIs without a value", missing(policy.missing, language)),
        ),
        said(
            (
                "评级所需权重",
                format!("有得分的指标至少占总权重的 {least}%，否则不评级、不排名"),
            ),
            (
                "Weight needed for a grade",
                format!(
                    "at least {least}% of all weights must have points, or there is no grade and no rank"
                ),
            ),
        ),
        said(
            ("客户流失", lost(policy.lost_after_days, language)),
            ("Lost customers", lost(policy.lost_after_days, language)),
        ),
        said(
            ("逾期提交的计划汇报", format!("按 {credit} 计")),
            ("Plans and reports that came late", format!("count {credit}")),
        ),
        said(
            ("客户需求答复时限", format!("{hours} 小时")),
            ("Requests are to be answered within", format!("{hours} hours")),
        ),
        said(
            ("月中入离职的目标", prorated(policy.prorate, language)),
            (
                "Targets of who joined or left inside a month",
                prorated(policy.prorate, language),
            ),
        ),
        said(
            ("年度目标分配", seasons(&policy.seasonality.months, language)),
            (
                "Annual targets over the months",
                seasons(&policy.seasonality.months, language),
            ),
        ),
    ];
    settings.extend(policy.conduct.iter().map(|(event, points)| {
        let points = shortest(*points);
        said(
            (&format!("行为纪律：{event}"), format!("{points} 分")),
            (&format!("Conduct: {event}"), format!("{points} points")),
        )
    }));
    settings
}

fn missing(missing: Missing, language: Language) -> String {
    let (chinese, english) = match missing {
        Missing::Exclude => (
            "不计入得分：得分＝得分合计÷有得分的指标权重合计×100",
            "left out: the score is the points ÷ the weights of the KPIs that have points × 100",
        ),
        Missing::Zero => ("得 0 分", "score 0"),
        Missing::Fail => ("不发布结果", "nothing is published"),
    };
    language.pick(chinese, english).to_owned()
}

fn lost(days: Option<u32>, language: Language) -> String {
    match days {
        None => language.pick("以流失日期为准".into(), "by their lost date".into()),
        Some(days) => language.pick(
            format!("以流失日期为准；没有流失日期的，最后一次下单后满 {days} 天"),
            format!("by their lost date; those without one, {days} days after their last order"),
        ),
    }
}

fn prorated(prorate: bool, language: Language) -> String {
    let (chinese, english) = if prorate {
        ("按在职工作日折算", "in proportion to the working days employed")
    } else {
        ("不折算", "as they stand")
    };
    language.pick(chinese, english).to_owned()
}

fn seasons(months: &[Decimal; 12], language: Language) -> String {
    if months.iter().all(|weight| *weight == months[0]) {
        return language.pick("各月平均", "equally").to_owned();
    }
    let weights: Vec<String> = months.iter().map(|weight| shortest(*weight)).collect();
    let weights = weights.join(" : ");
    language.pick(
        format!("1～12 月按 {weights}"),
        format!("January to December by {weights}"),
    )
}
