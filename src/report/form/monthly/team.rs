//! Scorecards of a team, or of all → its totals: sales against target, scores, grades.

use super::spread::{self, SpreadView};
use crate::measure::details::NextTargets;
use crate::model::text::natural_key;
use crate::model::{Exact, Kpi, Language};
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use crate::report::grade_name::grade_name;
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A team's totals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TeamView<'a> {
    /// Its name; empty for the whole company.
    pub name: String,
    /// How many reps it has.
    pub reps: usize,
    /// How many of them have a rank.
    pub ranked: usize,
    /// How many have a sales target, and how many of those reached it.
    pub with_target: usize,
    /// How many reached their sales target.
    pub on_target: usize,
    /// Sales against target.
    pub sales: SalesView,
    /// The mean of the scores: `84.10`
    pub mean_score: String,
    /// The mean score as a number.
    pub raw_mean_score: Option<String>,
    /// The best by rank: the name, and whether that rep has left.
    pub best: Option<String>,
    /// Who has a score and no grade, and why; none where there is nobody like that.
    pub ungraded: Option<String>,
    /// How many have each grade, best grade first.
    pub grades: Vec<GradeView<'a>>,
    /// How the points of each KPI are distributed over its reps, in policy order.
    pub kpis: Vec<SpreadView>,
}

/// Sales against target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SalesView {
    /// `1,234,567.00`
    pub actual: String,
    /// What was to be reached.
    pub target: String,
    /// `98.20%`
    pub attainment: String,
    /// Sales as a number; none where no rep has a figure.
    pub raw_actual: Option<String>,
    /// The target as a number.
    pub raw_target: Option<String>,
    /// Attainment as a share.
    pub raw_attainment: Option<String>,
    /// How many sold something and have no target, so that the attainment says nothing of their sales.
    pub untargeted: usize,
    /// What those sold.
    pub untargeted_sales: String,
}

/// How many have a grade.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradeView<'a> {
    /// `A`
    pub grade: &'a str,
    /// `优秀`
    pub name: &'a str,
    /// How many.
    pub count: usize,
    /// Of those with a grade, for drawing.
    pub share: f64,
    /// The shares of the better grades, for drawing.
    pub start: f64,
}

/// What the next period asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextView {
    /// `2026年11月`
    pub period: String,
    /// The company's sales target.
    pub target: String,
    /// The same as a number.
    pub raw_target: String,
    /// Each team's, as people count them.
    pub teams: Vec<NextTeamView>,
}

/// What the next period asks of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextTeamView {
    /// Its name.
    pub name: String,
    /// How many reps have a target.
    pub reps: usize,
    /// Its sales target.
    pub target: String,
    /// The same as a number.
    pub raw_target: String,
}

/// What the totals are shown of.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The KPIs that count for nobody.
    pub unused: &'a BTreeSet<Kpi>,
    /// The period's last day: who has left by then is marked.
    pub until: NaiveDate,
}

/// Sales ÷ target over those who have a target, with their actual; none without a target.
pub(super) fn attainment(cards: &[&Scorecard]) -> Option<Exact> {
    let (actual, target) = targeted(cards)?;
    actual.checked_div(&target)
}

/// The sums of actual and target of those who have a target.
fn targeted(cards: &[&Scorecard]) -> Option<(Exact, Exact)> {
    let with_target: Vec<_> = sales(cards)
        .filter_map(|kpi| Some((kpi.actual.as_ref()?, kpi.target.as_ref()?)))
        .collect();
    let sum = |figures: Vec<&Exact>| figures.into_iter().sum::<Exact>();
    (!with_target.is_empty()).then(|| {
        (
            sum(with_target.iter().map(|(actual, _)| *actual).collect()),
            sum(with_target.iter().map(|(_, target)| *target).collect()),
        )
    })
}

fn sales<'a>(cards: &[&'a Scorecard]) -> impl Iterator<Item = &'a KpiScore> {
    cards
        .iter()
        .filter_map(|card| card.kpis.iter().find(|kpi| kpi.kpi == Kpi::SALES))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The totals of those scorecards, which come in rank order.
pub(super) fn view<'a>(
    name: String,
    cards: &[&'a Scorecard],
    naming: Naming<'_>,
    shown: Shown<'_>,
) -> TeamView<'a> {
    let language = naming.language;
    let scores: Vec<Exact> = cards
        .iter()
        .filter_map(|card| card.score)
        .map(Exact::from)
        .collect();
    let mean = scores
        .iter()
        .sum::<Exact>()
        .checked_div(&Exact::from(scores.len() as i64));
    let reached: Vec<bool> = sales(cards)
        .filter_map(|kpi| kpi.attainment.as_ref())
        .map(|attainment| *attainment >= Exact::one())
        .collect();
    TeamView {
        name,
        reps: cards.len(),
        ranked: cards.iter().filter(|card| card.rank.is_some()).count(),
        with_target: reached.len(),
        on_target: reached.iter().filter(|reached| **reached).count(),
        sales: sales_view(cards),
        mean_score: or_dash(mean.as_ref().map(|mean| figures::fixed(mean, 2))),
        raw_mean_score: mean.as_ref().map(raw_number),
        best: cards
            .iter()
            .find(|card| card.rank.is_some())
            .map(|card| best(card, shown.until, language)),
        ungraded: ungraded(cards, language),
        grades: grades(cards, language),
        kpis: spread::views(cards, naming, shown.unused),
    }
}

/// What they sold together; none where nobody has a figure.
pub(super) fn sold(cards: &[&Scorecard]) -> Option<Exact> {
    let actuals: Vec<&Exact> = sales(cards).filter_map(|kpi| kpi.actual.as_ref()).collect();
    (!actuals.is_empty()).then(|| actuals.into_iter().sum::<Exact>())
}

/// A rep's name, marked where the rep has left by then.
fn best(card: &Scorecard, period_end: NaiveDate, language: Language) -> String {
    let has_left = card.rep.leave_date.is_some_and(|day| day <= period_end);
    let left = if has_left {
        language.pick("（已离职）", " (left)")
    } else {
        ""
    };
    format!("{}{left}", card.rep.name)
}

/// The sums of all; the attainment is that of those who have a target.
pub(super) fn sales_view(cards: &[&Scorecard]) -> SalesView {
    let actual = sold(cards);
    let target = targeted(cards).map(|(_, target)| target);
    let attainment = attainment(cards);
    let untargeted: Vec<&Exact> = sales(cards)
        .filter(|kpi| kpi.target.is_none())
        .filter_map(|kpi| kpi.actual.as_ref())
        .filter(|actual| **actual != Exact::zero())
        .collect();
    let money = |figure: &Option<Exact>| or_dash(figure.as_ref().map(figures::money));
    SalesView {
        actual: money(&actual),
        target: money(&target),
        attainment: or_dash(attainment.as_ref().map(|share| figures::percent(share, 2))),
        raw_actual: actual.as_ref().map(raw_number),
        raw_target: target.as_ref().map(raw_number),
        raw_attainment: attainment.as_ref().map(raw_number),
        untargeted: untargeted.len(),
        untargeted_sales: figures::money(&untargeted.into_iter().sum::<Exact>()),
    }
}

/// Who has a score made of too little for a grade, with the part of the weights that it is made of.
fn ungraded(cards: &[&Scorecard], language: Language) -> Option<String> {
    const NAMED: usize = 8;
    let mut partial = cards.iter().filter_map(|card| Some((card, card.ungraded?)));
    let named = partial.by_ref().take(NAMED);
    let named: Vec<String> = named
        .map(|(card, share)| {
            let name = &card.rep.name;
            language.pick(format!("{name}（{share}%）"), format!("{name} ({share}%)"))
        })
        .collect();
    let others = match partial.count() {
        0 => String::new(),
        more => language.pick(format!("，另有 {more} 人"), format!(" and {more} more")),
    };
    let named_text = named.join(language.pick("、", ", "));
    (!named.is_empty()).then(|| {
        language.pick(
            format!("未评级、未排名，因为仅有括号中比例的权重有数据：{named_text}{others}"),
            format!("Not graded or ranked, since only so much of the weight has data: {named_text}{others}"),
        )
    })
}

fn grades<'a>(cards: &[&'a Scorecard], language: Language) -> Vec<GradeView<'a>> {
    let mut counts: BTreeMap<usize, (&'a str, &'a str, usize)> = BTreeMap::new();
    for grade in cards.iter().filter_map(|card| card.grade.as_ref()) {
        let name = grade_name(&grade.name, language);
        counts.entry(grade.band).or_insert((&grade.grade, name, 0)).2 += 1;
    }
    let all: usize = counts.values().map(|(_, _, count)| count).sum();
    let mut better = 0;
    counts
        .into_values()
        .map(|(grade, name, count)| {
            let start = better as f64 / all as f64;
            better += count;
            GradeView {
                grade,
                name,
                count,
                share: count as f64 / all as f64,
                start,
            }
        })
        .collect()
}

/// What the next period asks of the company and of each team.
pub(super) fn next_view(next: &NextTargets, language: Language) -> NextView {
    let mut teams: BTreeMap<Option<_>, (usize, Exact)> = BTreeMap::new();
    for target in &next.reps {
        let team = target.team.as_deref().map(|name| (natural_key(name), name));
        let (reps, sum) = teams.entry(team).or_insert((0, Exact::zero()));
        *reps += 1;
        *sum = &*sum + &target.sales;
    }
    let total: Exact = next.reps.iter().map(|target| &target.sales).sum();
    let teamless = teams.remove(&None).map(|figures| (None, figures));
    NextView {
        period: next.period.name(language),
        target: figures::money(&total),
        raw_target: raw_number(&total),
        teams: teams
            .into_iter()
            .chain(teamless)
            .map(|(team, (reps, sum))| NextTeamView {
                name: team
                    .map_or(language.pick("未分组", "No team"), |(_, name)| name)
                    .to_owned(),
                reps,
                target: figures::money(&sum),
                raw_target: raw_number(&sum),
            })
            .collect(),
    }
}
