//! The company in one row: the figures that the overview begins with.

use crate::measure::details::Change;
use crate::measure::growth_rate;
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi, Severity};
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{At, Field};
use crate::report::workbook::style::Kind;
use crate::report::workbook::totals::mean;
use crate::report::workbook::value::Value;
use crate::score::KpiScore;
use rust_decimal::Decimal;

/// The fields of the company.
pub const FIELDS: &[Field] = &[
    Field::new(
        "people",
        ("考核人数", "Reps"),
        Kind::Figure(Unit::Count),
        |content, _, _| Value::count(content.appraisal.scorecards.len()),
    ),
    Field::new(
        "mean_score",
        ("平均得分", "Mean score"),
        Kind::Points,
        |content, _, _| {
            let cards = content.appraisal.scorecards.iter();
            let scores: Vec<Decimal> = cards.filter_map(|card| card.score).collect();
            Value::decimal(mean(&scores).map(|mean| mean.to_decimal(2)))
        },
    ),
    Field::new("best", ("第一名", "First"), Kind::Text, |content, _, _| {
        let best = content.by_rank.first().map(|&rep| content.card(rep));
        let ranked = best.filter(|card| card.rank.is_some());
        Value::text(ranked.map(|card| card.rep.name.as_str()))
    }),
    Field::new(
        "best_grade",
        ("最高等级人数", "Reps with the best grade"),
        Kind::Figure(Unit::Count),
        |content, _, _| {
            let cards = content.appraisal.scorecards.iter();
            let grades = cards.filter_map(|card| card.grade.as_ref());
            Value::count(grades.filter(|grade| grade.band == 0).count())
        },
    ),
    Field::new(
        "sales",
        ("销售额", "Sales"),
        Kind::Figure(Unit::Money),
        |content, _, _| {
            let appraised = || sum(content, |score| score.actual.as_ref());
            let all = content.details.sales[0].clone();
            Value::exact(all.or_else(appraised).as_ref())
        },
    ),
    Field::new(
        "appraised_sales",
        ("其中考核人员", "Of reps appraised"),
        Kind::Figure(Unit::Money),
        |content, _, _| Value::exact(parts(content).map(|[appraised, _]| appraised).as_ref()),
    )
    .silent(),
    Field::new(
        "other_sales",
        ("其他人员", "Of others"),
        Kind::Figure(Unit::Money),
        |content, _, _| Value::exact(parts(content).map(|[_, others]| others).as_ref()),
    )
    .silent(),
    Field::new(
        "target",
        ("销售目标", "Sales target"),
        Kind::Figure(Unit::Money),
        |content, _, _| Value::exact(sum(content, |score| score.target.as_ref()).as_ref()),
    ),
    Field::new(
        "attainment",
        ("目标达成率", "Sales against target"),
        Kind::Figure(Unit::Rate),
        |content, _, _| {
            let place = content.place_of(Kpi::SALES).map(At::Kpi);
            let attainment = place.and_then(|at| super::teams::attainment(content, &content.by_rank, at));
            Value::exact(attainment.as_ref())
        },
    ),
    Field::new(
        "reached",
        ("达标人数", "Reps on target"),
        Kind::Figure(Unit::Count),
        |content, _, _| {
            let attained = sales(content).filter_map(|score| score.attainment.as_ref());
            Value::count(attained.filter(|attainment| **attainment >= Exact::one()).count())
        },
    ),
    Field::new(
        "growth",
        ("环比", "Against last period"),
        Kind::Growth,
        |content, _, _| Value::exact(growth(content, 1).as_ref()),
    ),
    Field::new(
        "growth_year",
        ("同比", "Against last year"),
        Kind::Growth,
        |content, _, _| Value::exact(growth(content, 2).as_ref()),
    ),
    Field::new(
        "customers_won",
        ("开发新客户", "Customers won"),
        Kind::Figure(Unit::Count),
        |content, _, _| Value::count(content.customers(Change::Won).len()),
    ),
    Field::new(
        "customers_added",
        ("新增客户", "Customers added"),
        Kind::Figure(Unit::Count),
        |content, _, _| Value::count(content.customers(Change::Added).len()),
    ),
    Field::new(
        "customers_lost",
        ("流失客户", "Customers lost"),
        Kind::Figure(Unit::Count),
        |content, _, _| Value::count(content.customers(Change::Lost).len()),
    ),
    Field::new(
        "findings",
        ("数据问题", "Findings"),
        Kind::Figure(Unit::Count),
        |content, _, _| Value::count(content.all_findings),
    ),
    Field::new(
        "errors",
        ("其中错误", "of which errors"),
        Kind::Figure(Unit::Count),
        |content, _, _| {
            // The gravest come first, so only a list full of errors could hide some.
            let errors = content
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error);
            Value::count(errors.count())
        },
    ),
];

fn sales<'a>(content: &Content<'a>) -> impl Iterator<Item = &'a KpiScore> {
    let place = content.place_of(Kpi::SALES);
    let reps = 0..content.appraisal.scorecards.len();
    let scores = reps.filter_map(|rep| content.kpi_score(rep, place?));
    scores.collect::<Vec<_>>().into_iter()
}

fn sum(content: &Content<'_>, figure: impl Fn(&KpiScore) -> Option<&Exact>) -> Option<Exact> {
    let mut figures = sales(content).filter_map(figure).peekable();
    figures.peek()?;
    Some(figures.sum())
}

/// What the reps appraised sold of the company's sales, and what others did; none where others sold nothing.
fn parts(content: &Content<'_>) -> Option<[Exact; 2]> {
    let appraised = sum(content, |score| score.actual.as_ref())?;
    let others = content.details.sales[0].as_ref()? - &appraised;
    (others != Exact::zero()).then_some([appraised, others])
}

/// The growth of the company's sales over the period before (1) or the year before (2).
fn growth(content: &Content<'_>, over: usize) -> Option<Exact> {
    let sales = &content.details.sales;
    growth_rate(sales[0].as_ref(), sales[over].as_ref())
}
