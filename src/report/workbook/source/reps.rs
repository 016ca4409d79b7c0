//! Rows of reps: who, how they did, each KPI, each month, each week.

use crate::measure::details::MonthSales;
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::figures::NONE;
use crate::report::grade_name::{grade_name, ungraded};
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{At, Each, Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use crate::score::KpiScore;
use rust_decimal::Decimal;

/// The fields of a rep.
pub const FIELDS: &[Field] = &[
    Field::new("rank", ("排名", "Rank"), Kind::Rank, |content, rep, _| {
        rank(content.card(rep).rank)
    })
    .total(Total::Label),
    Field::new(
        "team_rank",
        ("团队排名", "Team rank"),
        Kind::Rank,
        |content, rep, _| rank(content.card(rep).team_rank),
    )
    .total(Total::Label),
    Field::new("rep_id", ("工号", "Number"), Kind::Text, |content, rep, _| {
        Value::text(Some(&content.card(rep).rep.rep_id))
    }),
    Field::new("name", ("姓名", "Name"), Kind::Text, |content, rep, _| {
        Value::text(Some(&content.card(rep).rep.name))
    })
    .total(Total::Count),
    Field::new("team", ("团队", "Team"), Kind::Text, |content, rep, _| {
        Value::text(content.card(rep).rep.team.as_deref())
    }),
    Field::new("region", ("区域", "Region"), Kind::Text, |content, rep, _| {
        Value::text(content.card(rep).rep.region.as_deref())
    }),
    Field::new("title", ("职位", "Position"), Kind::Text, |content, rep, _| {
        Value::text(content.card(rep).rep.title.as_deref())
    }),
    Field::new("manager", ("主管", "Manager"), Kind::Text, |content, rep, _| {
        Value::text(content.card(rep).rep.manager.as_deref())
    }),
    Field::new(
        "hire_date",
        ("入职日期", "Hired"),
        Kind::Date,
        |content, rep, _| Value::date(content.card(rep).rep.hire_date),
    ),
    Field::new(
        "leave_date",
        ("离职日期", "Left"),
        Kind::Date,
        |content, rep, _| Value::date(content.card(rep).rep.leave_date),
    ),
    Field::new("score", ("得分", "Score"), Kind::Points, |content, rep, _| {
        Value::decimal(content.card(rep).score)
    })
    .total(Total::Mean),
    Field::new("grade", ("等级", "Grade"), Kind::Word, |content, rep, _| {
        let earned = content.card(rep).grade.as_ref();
        let partial = content.card(rep).ungraded.map(|_| NONE);
        Value::text(earned.map(|earned| earned.grade.as_str()).or(partial))
    }),
    Field::new(
        "grade_name",
        ("评定", "Meaning"),
        Kind::Text,
        |content, rep, _| {
            let earned = content.card(rep).grade.as_ref();
            Value::text(earned.map(|earned| grade_name(&earned.name, content.language())))
        },
    ),
    Field::new(
        "published_score",
        ("发布得分", "Published score"),
        Kind::Points,
        |content, rep, _| Value::decimal(content.card(rep).score),
    ),
    Field::new(
        "published_rank",
        ("发布排名", "Published rank"),
        Kind::Rank,
        |content, rep, _| rank(content.card(rep).rank),
    ),
    Field::new("order", ("顺序", "Order"), Kind::Rank, order),
    Field::new(
        "graded_score",
        ("参与排名的得分", "Ranked by"),
        Kind::Points,
        |content, rep, _| Value::decimal(content.card(rep).graded_score()),
    ),
    Field::new(
        "ungraded",
        ("未评级原因", "Why not graded"),
        Kind::Text,
        |content, rep, _| {
            let reason = content.card(rep).ungraded;
            Value::text(reason.map(|share| ungraded(share, content.language())).as_deref())
        },
    )
    .silent(),
    Field::new(
        "excluded",
        ("未计分指标", "KPIs without points"),
        Kind::Prose,
        |content, rep, _| {
            let names = content.card(rep).excluded.iter();
            let names: Vec<_> = names.map(|kpi| content.naming().name(*kpi)).collect();
            Value::text(Some(&names.join(content.language().pick("、", ", "))))
        },
    ),
    Field::new("weakest", ("失分最多", "Most points lost"), Kind::Text, weakest),
    Field::new(
        "reply_hours",
        ("平均回复小时", "Mean reply hours"),
        Kind::Points,
        |content, rep, _| Value::exact(content.card(rep).mean_reply_hours.as_ref()),
    ),
    Field::new(
        "target",
        ("{kpi}目标", "{kpi} target"),
        Kind::Points,
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(|score| score.target.as_ref())),
    )
    .each(Each::Kpi)
    .of_kpi(),
    Field::new(
        "actual",
        ("{kpi}实际", "{kpi} actual"),
        Kind::Points,
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(|score| score.actual.as_ref())),
    )
    .each(Each::Kpi)
    .of_kpi(),
    Field::new(
        "attainment",
        ("{kpi}达成率", "{kpi} % of target"),
        Kind::Figure(Unit::Rate),
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(|score| score.attainment.as_ref())),
    )
    .each(Each::Kpi)
    .total(Total::Attainment),
    Field::new(
        "mom",
        ("{kpi}环比", "{kpi} vs last"),
        Kind::Growth,
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(|score| score.mom.as_ref())),
    )
    .each(Each::Kpi),
    Field::new(
        "yoy",
        ("{kpi}同比", "{kpi} vs last year"),
        Kind::Growth,
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(|score| score.yoy.as_ref())),
    )
    .each(Each::Kpi),
    Field::new(
        "points",
        ("{kpi}得分", "{kpi} points"),
        Kind::Points,
        |content, rep, at| Value::decimal(kpi(content, rep, at).and_then(|score| score.points)),
    )
    .each(Each::Kpi),
    Field::new(
        "share",
        ("{kpi}", "{kpi}"),
        Kind::Figure(Unit::Rate),
        |content, rep, at| Value::exact(kpi(content, rep, at).and_then(KpiScore::share).as_ref()),
    )
    .each(Each::Kpi),
    Field::new(
        "month_sales",
        ("{month}", "{month}"),
        Kind::Figure(Unit::Money),
        |content, rep, at| Value::exact(month(content, rep, at).and_then(|month| month.sales.as_ref())),
    )
    .each(Each::Month)
    .total(Total::Sum),
    Field::new(
        "month_target",
        ("{month}目标", "{month} target"),
        Kind::Figure(Unit::Money),
        |content, rep, at| Value::exact(month(content, rep, at).and_then(|month| month.target.as_ref())),
    )
    .each(Each::Month)
    .total(Total::Sum),
    Field::new(
        "year_sales",
        ("12个月合计", "12 months"),
        Kind::Figure(Unit::Money),
        |content, rep, _| {
            let sales = content
                .months_of(rep)
                .iter()
                .filter_map(|month| month.sales.as_ref());
            let known = sales.clone().next().is_some();
            Value::exact(known.then(|| sales.sum::<Exact>()).as_ref())
        },
    )
    .total(Total::Sum),
    Field::new(
        "week_orders",
        ("{week}", "{week}"),
        Kind::Figure(Unit::Count),
        |content, rep, at| {
            let At::Week(week) = at else {
                return Value::Missing;
            };
            let orders = content
                .card(rep)
                .weeks
                .get(week)
                .map(|week| Decimal::from(week.orders));
            Value::decimal(orders)
        },
    )
    .each(Each::Week)
    .total(Total::Sum),
    Field::new(
        "orders",
        ("订单合计", "Orders"),
        Kind::Figure(Unit::Count),
        |content, rep, _| {
            let weeks = &content.card(rep).weeks;
            let sum = weeks.iter().map(|week| Decimal::from(week.orders)).sum();
            Value::decimal((!weeks.is_empty()).then_some(sum))
        },
    )
    .total(Total::Sum),
];

fn rank(rank: Option<u32>) -> Value {
    Value::decimal(rank.map(Decimal::from))
}

fn kpi<'a>(content: &Content<'a>, rep: usize, at: At) -> Option<&'a KpiScore> {
    match at {
        At::Kpi(place) => content.kpi_score(rep, place),
        _ => None,
    }
}

fn month<'a>(content: &Content<'a>, rep: usize, at: At) -> Option<&'a MonthSales> {
    match at {
        At::Month(place) => content.months_of(rep).get(place),
        _ => None,
    }
}

/// The place in the ranking, unlike any other: of equal ranks the smaller number comes first.
fn order(content: &Content<'_>, rep: usize, _: At) -> Value {
    let own = content.card(rep);
    let level = |other: &&usize| content.card(**other).rank == own.rank && **other < rep;
    let Some(rank) = own.rank else {
        return Value::Missing;
    };
    // Equals stand together in the ranking.
    let from = content
        .by_rank
        .partition_point(|&other| content.card(other).rank.is_some_and(|other| other < rank));
    let equals = content.by_rank[from..].iter();
    let before = equals
        .take_while(|other| content.card(**other).rank == own.rank)
        .filter(level)
        .count();
    Value::count(rank as usize + before)
}

/// The KPI that the most points were lost on, and how many.
fn weakest(content: &Content<'_>, rep: usize, _: At) -> Value {
    let lost = |score: &KpiScore| Some(score.weight - score.points?);
    let scores = content.card(rep).kpis.iter();
    let weakest = scores
        .filter_map(|score| Some((lost(score)?, score)))
        .filter(|(lost, _)| *lost > Decimal::ZERO)
        .reduce(|worst, next| if next.0 > worst.0 { next } else { worst });
    Value::text(
        weakest
            .map(|(lost, score)| format!("{} −{lost}", content.naming().name(score.kpi)))
            .as_deref(),
    )
}
