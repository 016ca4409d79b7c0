//! Rows of teams: sums and means of their members.

use crate::measure::growth_rate;
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::workbook::content::{Content, KpiColumns};
use crate::report::workbook::field::{At, Each, Field, Link, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::totals::mean;
use crate::report::workbook::value::Value;
use crate::score::KpiScore;
use rust_decimal::Decimal;

/// The fields of a team.
pub const FIELDS: &[Field] = &[
    Field::new("team", ("团队", "Team"), Kind::Text, |content, team, _| {
        Value::text(Some(content.team_name(team)))
    })
    .link(|_, team| Some(Link::Team(team)))
    .total(Total::Label),
    Field::new(
        "people",
        ("人数", "Reps"),
        Kind::Figure(Unit::Count),
        |content, team, _| Value::count(content.teams[team].members.len()),
    )
    .total(Total::Sum),
    Field::new(
        "mean_score",
        ("平均得分", "Mean score"),
        Kind::Points,
        |content, team, _| {
            let members = content.teams[team].members.iter();
            let scores: Vec<Decimal> = members.filter_map(|&rep| content.card(rep).score).collect();
            Value::decimal(mean(&scores).map(|mean| mean.to_decimal(2)))
        },
    ),
    Field::new("best", ("第一名", "First"), Kind::Text, |content, team, _| {
        let best = content.teams[team].members.first().map(|&rep| content.card(rep));
        let ranked = best.filter(|card| card.team_rank.is_some());
        Value::text(ranked.map(|card| card.rep.name.as_str()))
    }),
    Field::new(
        "best_grade",
        ("最高等级人数", "Best grade"),
        Kind::Figure(Unit::Count),
        |content, team, _| {
            let members = content.teams[team].members.iter();
            let best = members.filter(|rep| {
                content
                    .card(**rep)
                    .grade
                    .as_ref()
                    .is_some_and(|grade| grade.band == 0)
            });
            Value::count(best.count())
        },
    )
    .total(Total::Sum),
    Field::new(
        "target",
        ("{kpi}目标", "{kpi} target"),
        Kind::Points,
        |content, team, at| Value::exact(sum(content, team, at, |score| score.target.as_ref()).as_ref()),
    )
    .each(Each::Kpi)
    .of_kpi()
    .total(Total::Sum),
    Field::new(
        "actual",
        ("{kpi}实际", "{kpi} actual"),
        Kind::Points,
        |content, team, at| Value::exact(sum(content, team, at, |score| score.actual.as_ref()).as_ref()),
    )
    .each(Each::Kpi)
    .of_kpi()
    .total(Total::Sum),
    Field::new(
        "attainment",
        ("{kpi}达成率", "{kpi} % of target"),
        Kind::Figure(Unit::Rate),
        |content, team, at| Value::exact(attainment(content, &content.teams[team].members, at).as_ref()),
    )
    .each(Each::Kpi)
    .total(Total::Attainment),
    Field::new(
        "mean_points",
        ("{kpi}平均得分", "{kpi} mean points"),
        Kind::Points,
        |content, team, at| {
            let At::Kpi(place) = at else {
                return Value::Missing;
            };
            let members = content.teams[team].members.iter();
            let points: Vec<Decimal> = members
                .filter_map(|&rep| content.kpi_score(rep, place)?.points)
                .collect();
            Value::decimal(mean(&points).map(|mean| mean.to_decimal(2)))
        },
    )
    .each(Each::Kpi),
    Field::new(
        "growth",
        ("销售环比", "Sales vs last"),
        Kind::Growth,
        |content, team, _| Value::exact(growth(content, &content.teams[team].members).as_ref()),
    ),
];

fn columns<'c>(content: &'c Content<'_>, at: At) -> Option<(usize, &'c KpiColumns)> {
    match at {
        At::Kpi(place) => Some((place, content.kpis.get(place)?)),
        _ => None,
    }
}

/// What the members have together; none where it doesn't add up, or nobody has any.
fn sum(
    content: &Content<'_>,
    team: usize,
    at: At,
    figure: impl Fn(&KpiScore) -> Option<&Exact>,
) -> Option<Exact> {
    let (place, columns) = columns(content, at)?;
    matches!(columns.unit, Unit::Money | Unit::Count).then_some(())?;
    let members = content.teams[team].members.iter();
    let mut figures = members
        .filter_map(|&rep| figure(content.kpi_score(rep, place)?))
        .peekable();
    figures.peek()?;
    Some(figures.sum())
}

/// The sum of the actuals over the sum of the targets of those who have both.
pub(super) fn attainment(content: &Content<'_>, reps: &[usize], at: At) -> Option<Exact> {
    let (place, columns) = columns(content, at)?;
    matches!(columns.unit, Unit::Money | Unit::Count).then_some(())?;
    let both = reps.iter().filter_map(|&rep| {
        let score = content.kpi_score(rep, place)?;
        Some((score.actual.as_ref()?, score.target.as_ref()?))
    });
    let (actuals, targets): (Vec<&Exact>, Vec<&Exact>) = both.unzip();
    actuals
        .into_iter()
        .sum::<Exact>()
        .checked_div(&targets.into_iter().sum())
}

/// The growth of the members' sales over as many months before; none where that is unknown or not above 0.
fn growth(content: &Content<'_>, reps: &[usize]) -> Option<Exact> {
    let length = content.appraisal.period.months().count();
    let months = content.details.months.len();
    let (now, before) = (months.checked_sub(length)?, months.checked_sub(2 * length)?);
    let sold = |from: usize, to: usize| {
        let known = content.details.months[from..to]
            .iter()
            .all(|month| month.sales.is_some());
        let of_reps = reps
            .iter()
            .flat_map(|&rep| content.months_of(rep).get(from..to).unwrap_or(&[]));
        known.then(|| of_reps.filter_map(|month| month.sales.as_ref()).sum::<Exact>())
    };
    growth_rate(sold(now, months).as_ref(), sold(before, now).as_ref())
}
