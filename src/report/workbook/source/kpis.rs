//! Rows of KPIs: what each counts, its rule, its weight, and how everyone did in it.

use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::definition::definition;
use crate::report::rule_text::rule_text;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{At, Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::totals::mean;
use crate::report::workbook::value::Value;
use crate::score::KpiScore;
use rust_decimal::Decimal;

/// The fields of a KPI.
pub const FIELDS: &[Field] = &[
    Field::new("kpi", ("指标", "KPI"), Kind::Text, |content, kpi, _| {
        Value::text(Some(content.naming().name(content.kpis[kpi].kpi)))
    })
    .total(Total::Label),
    Field::new("id", ("代号", "Id"), Kind::Text, |content, kpi, _| {
        Value::text(Some(&content.kpis[kpi].kpi.id()))
    }),
    Field::new("weight", ("权重", "Weight"), Kind::Plain, |content, kpi, _| {
        Value::Number(content.kpis[kpi].weight.normalize())
    })
    .total(Total::Sum),
    Field::new(
        "published_weight",
        ("发布时权重", "Published weight"),
        Kind::Plain,
        |content, kpi, _| Value::Number(content.kpis[kpi].weight.normalize()),
    )
    .total(Total::Sum),
    Field::new(
        "rule",
        ("评分规则", "Rule"),
        Kind::Prose,
        |content, kpi, _| {
            let id = content.kpis[kpi].kpi;
            let rule = content.policy.kpis.iter().find(|rule| rule.id == id);
            let text = rule.map(|rule| {
                rule_text(
                    content.measure(rule.id),
                    rule.weight,
                    &rule.rule,
                    content.language(),
                )
            });
            Value::text(text.as_deref())
        },
    ),
    Field::new(
        "definition",
        ("计算口径", "What it counts"),
        Kind::Prose,
        |content, kpi, _| {
            Value::text(Some(&definition(
                content.measure(content.kpis[kpi].kpi),
                content.policy,
                content.language(),
            )))
        },
    ),
    Field::new(
        "people",
        ("有数据人数", "Reps with a value"),
        Kind::Figure(Unit::Count),
        |content, kpi, _| {
            Value::count(
                scores(content, kpi)
                    .filter(|score| score.points.is_some())
                    .count(),
            )
        },
    ),
    Field::new(
        "mean_points",
        ("平均得分", "Mean points"),
        Kind::Points,
        |content, kpi, _| {
            let points: Vec<Decimal> = scores(content, kpi).filter_map(|score| score.points).collect();
            Value::decimal(mean(&points).map(|mean| mean.to_decimal(2)))
        },
    ),
    Field::new(
        "share",
        ("得分率", "Share of points"),
        Kind::Figure(Unit::Rate),
        |content, kpi, _| {
            let scored = || scores(content, kpi).filter_map(|score| Some((score.points?, score.weight)));
            let points: Exact = scored().map(|(points, _)| Exact::from(points)).sum();
            let weights: Exact = scored().map(|(_, weight)| Exact::from(weight)).sum();
            Value::exact(points.checked_div(&weights).as_ref())
        },
    ),
    Field::new(
        "attainment",
        ("总达成率", "% of target"),
        Kind::Figure(Unit::Rate),
        |content, kpi, _| {
            Value::exact(super::teams::attainment(content, &content.by_rank, At::Kpi(kpi)).as_ref())
        },
    ),
    Field::new(
        "reached",
        ("达标人数", "Reps on target"),
        Kind::Figure(Unit::Count),
        |content, kpi, _| {
            let attained = scores(content, kpi).filter_map(|score| score.attainment.as_ref());
            let has_any = attained.clone().next().is_some();
            let reached = attained.filter(|attainment| **attainment >= Exact::one()).count();
            Value::decimal(has_any.then(|| Decimal::from(reached)))
        },
    ),
];

fn scores<'a>(content: &Content<'a>, kpi: usize) -> std::vec::IntoIter<&'a KpiScore> {
    let reps = 0..content.appraisal.scorecards.len();
    reps.filter_map(move |rep| content.kpi_score(rep, kpi))
        .collect::<Vec<_>>()
        .into_iter()
}
