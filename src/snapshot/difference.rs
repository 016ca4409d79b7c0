//! Two snapshots of appraisals → whose figures are others, from what to what.

use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi};
use crate::score::{Appraisal, KpiScore, Scorecard};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What something was, and what it is; none where it has no value, or the rep has no card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WasIs<T> {
    /// Before.
    pub was: Option<T>,
    /// Now.
    pub is: Option<T>,
}

impl<T: PartialEq> WasIs<T> {
    /// None where both are the same.
    fn of(was: Option<T>, is: Option<T>) -> Option<Self> {
        (was != is).then_some(Self { was, is })
    }
}

/// Who is appraised in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// In both.
    Both,
    /// In the later one alone.
    Came,
    /// In the earlier one alone.
    Went,
}

/// How a rep's card differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDifference {
    /// The rep's number.
    pub rep_id: String,
    /// The name, as the later one has it.
    pub name: String,
    /// Whether the rep has a card in both.
    pub presence: Presence,
    /// The score.
    pub score: Option<WasIs<Decimal>>,
    /// The grade.
    pub grade: Option<WasIs<String>>,
    /// The rank in the company.
    pub rank: Option<WasIs<u32>>,
    /// The rank in the team.
    pub team_rank: Option<WasIs<u32>>,
    /// The figures that differ, in the order of the policy.
    pub figures: Vec<FigureDifference>,
}

/// How a figure differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureDifference {
    /// Which.
    pub kpi: Kpi,
    /// What kind of number target and actual are.
    pub unit: Unit,
    /// What was to be reached.
    pub target: Option<WasIs<Exact>>,
    /// What was reached.
    pub actual: Option<WasIs<Exact>>,
    /// The weight.
    pub weight: Option<WasIs<Decimal>>,
    /// The points.
    pub points: Option<WasIs<Decimal>>,
    /// Growth over the period before.
    pub mom: Option<WasIs<Exact>>,
    /// Growth over the same period of the year before.
    pub yoy: Option<WasIs<Exact>>,
}

impl CardDifference {
    /// Whether more differs than where others put the rep.
    pub fn is_of_figures(&self) -> bool {
        self.presence != Presence::Both
            || self.score.is_some()
            || self.grade.is_some()
            || !self.figures.is_empty()
    }
}

/// The cards that differ, in order of the reps' numbers.
pub fn differences(was: &Appraisal, is: &Appraisal) -> Vec<CardDifference> {
    let by_rep = |appraisal: &'_ Appraisal| -> BTreeMap<String, usize> {
        let cards = appraisal.scorecards.iter().enumerate();
        cards.map(|(at, card)| (card.rep.rep_id.clone(), at)).collect()
    };
    let (before, after) = (by_rep(was), by_rep(is));
    let mut reps: Vec<&String> = before.keys().chain(after.keys()).collect();
    reps.sort();
    reps.dedup();
    let card = |cards: &BTreeMap<String, usize>, of: &'_ Appraisal, rep: &String| {
        cards.get(rep).and_then(|at| of.scorecards.get(*at)).cloned()
    };
    let differing = reps
        .into_iter()
        .filter_map(|rep| difference(card(&before, was, rep).as_ref(), card(&after, is, rep).as_ref()));
    differing.collect()
}

fn difference(was: Option<&Scorecard>, is: Option<&Scorecard>) -> Option<CardDifference> {
    let shown = is.or(was)?;
    let presence = match (was, is) {
        (Some(_), Some(_)) => Presence::Both,
        (None, _) => Presence::Came,
        (_, None) => Presence::Went,
    };
    let grade = |card: Option<&Scorecard>| card?.grade.as_ref().map(|grade| grade.grade.clone());
    let found = CardDifference {
        rep_id: shown.rep.rep_id.clone(),
        name: shown.rep.name.clone(),
        presence,
        score: WasIs::of(was.and_then(|card| card.score), is.and_then(|card| card.score)),
        grade: WasIs::of(grade(was), grade(is)),
        rank: WasIs::of(was.and_then(|card| card.rank), is.and_then(|card| card.rank)),
        team_rank: WasIs::of(
            was.and_then(|card| card.team_rank),
            is.and_then(|card| card.team_rank),
        ),
        figures: figures(was, is),
    };
    let differs = found.is_of_figures() || found.rank.is_some() || found.team_rank.is_some();
    differs.then_some(found)
}

/// The figures of either card, those of the later one first.
fn figures(was: Option<&Scorecard>, is: Option<&Scorecard>) -> Vec<FigureDifference> {
    let all = |card: Option<&Scorecard>| card.map(|card| card.kpis.clone()).unwrap_or_default();
    let (before, after) = (all(was), all(is));
    let of = |scores: &[KpiScore], kpi: Kpi| scores.iter().find(|score| score.kpi == kpi).cloned();
    let gone = before.iter().filter(|score| of(&after, score.kpi).is_none());
    let kpis: Vec<(Kpi, Unit)> = after
        .iter()
        .chain(gone)
        .map(|score| (score.kpi, score.unit))
        .collect();
    let found = kpis.into_iter().filter_map(|(kpi, unit)| {
        let (was, is) = (of(&before, kpi), of(&after, kpi));
        let was_is = |part: fn(&KpiScore) -> Option<Exact>| {
            WasIs::of(was.as_ref().and_then(part), is.as_ref().and_then(part))
        };
        let decimals = |part: fn(&KpiScore) -> Option<Decimal>| {
            WasIs::of(was.as_ref().and_then(part), is.as_ref().and_then(part))
        };
        let found = FigureDifference {
            kpi,
            unit,
            target: was_is(|score| score.target.clone()),
            actual: was_is(|score| score.actual.clone()),
            weight: decimals(|score| Some(score.weight)),
            points: decimals(|score| score.points),
            mom: was_is(|score| score.mom.clone()),
            yoy: was_is(|score| score.yoy.clone()),
        };
        let differs = found.target.is_some()
            || found.actual.is_some()
            || found.weight.is_some()
            || found.points.is_some()
            || found.mom.is_some()
            || found.yoy.is_some();
        differs.then_some(found)
    });
    found.collect()
}
