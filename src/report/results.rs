//! results.json: the figures that every report is made from, written exactly.

use super::Document;
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi};
use crate::score::{Appraisal, KpiScore, Scorecard, WeekOrders};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// Decimals of ratios: attainment, growth and rates.
const RATIO_PLACES: u32 = 6;

/// The figures cannot be written as JSON.
#[derive(Debug, thiserror::Error)]
#[error("results.json cannot be written: {0}")]
pub struct ResultsError(#[from] pub serde_json::Error);

/// `results.json`, reps in order of their numbers, KPIs in policy order, a missing value null.
pub fn results(appraisal: &Appraisal, company: &str) -> Result<Document, ResultsError> {
    let results = Results {
        company,
        period: appraisal.period.to_string(),
        reps: appraisal.scorecards.iter().map(rep).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&results)?;
    bytes.push(b'\n');
    Ok(Document {
        path: "results.json".into(),
        bytes,
    })
}

#[derive(Serialize)]
struct Results<'a> {
    company: &'a str,
    period: String,
    reps: Vec<RepResult<'a>>,
}

#[derive(Serialize)]
struct RepResult<'a> {
    rep_id: &'a str,
    name: &'a str,
    team: Option<&'a str>,
    region: Option<&'a str>,
    title: Option<&'a str>,
    manager: Option<&'a str>,
    hire_date: Option<NaiveDate>,
    leave_date: Option<NaiveDate>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    score: Option<Decimal>,
    grade: Option<&'a str>,
    rank: Option<u32>,
    team_rank: Option<u32>,
    excluded: Vec<Kpi>,
    kpis: Vec<KpiResult>,
    weeks: Vec<WeekResult>,
    comment: Option<&'a str>,
    plan: Option<&'a str>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    mean_reply_hours: Option<Decimal>,
}

#[derive(Serialize)]
struct KpiResult {
    id: Kpi,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    target: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    actual: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    attainment: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    mom: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    yoy: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision")]
    weight: Decimal,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    points: Option<Decimal>,
}

#[derive(Serialize)]
struct WeekResult {
    monday: NaiveDate,
    week: u32,
    orders: u32,
}

fn rep(card: &Scorecard) -> RepResult<'_> {
    let facts = &card.rep;
    RepResult {
        rep_id: &facts.rep_id,
        name: &facts.name,
        team: facts.team.as_deref(),
        region: facts.region.as_deref(),
        title: facts.title.as_deref(),
        manager: facts.manager.as_deref(),
        hire_date: facts.hire_date,
        leave_date: facts.leave_date,
        score: card.score,
        grade: card.grade.as_ref().map(|grade| grade.grade.as_str()),
        rank: card.rank,
        team_rank: card.team_rank,
        excluded: card.excluded.clone(),
        kpis: card.kpis.iter().map(kpi).collect(),
        weeks: card.weeks.iter().map(week).collect(),
        comment: card.remarks.comment.as_deref(),
        plan: card.remarks.plan.as_deref(),
        mean_reply_hours: card.mean_reply_hours.as_ref().map(ratio),
    }
}

fn kpi(kpi: &KpiScore) -> KpiResult {
    KpiResult {
        id: kpi.kpi,
        target: kpi.target.as_ref().map(|target| amount(kpi.unit, target)),
        actual: kpi.actual.as_ref().map(|actual| amount(kpi.unit, actual)),
        attainment: kpi.attainment.as_ref().map(ratio),
        mom: kpi.mom.as_ref().map(ratio),
        yoy: kpi.yoy.as_ref().map(ratio),
        weight: kpi.weight,
        points: kpi.points,
    }
}

fn week(week: &WeekOrders) -> WeekResult {
    WeekResult {
        monday: week.monday,
        week: week.week,
        orders: week.orders,
    }
}

/// A figure as results.json writes it. Amounts and counts as they are; rates, and the mean of a quarter's weekly targets, to six decimals.
pub fn amount(unit: Unit, value: &Exact) -> Decimal {
    match unit {
        Unit::Rate => ratio(value),
        Unit::Money => at_least_cents(value.to_shortest_decimal(RATIO_PLACES)),
        Unit::Count | Unit::PerWeek | Unit::Score | Unit::Days => value.to_shortest_decimal(RATIO_PLACES),
    }
}

fn at_least_cents(amount: Decimal) -> Decimal {
    let mut padded = amount;
    padded.rescale(amount.scale().max(2));
    padded
}

/// A ratio as results.json writes it.
pub fn ratio(value: &Exact) -> Decimal {
    value.to_decimal(RATIO_PLACES)
}
