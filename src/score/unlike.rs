//! Reps whose score is made of other figures than their team's: told once a team, and once a manager whose scores are
//! missing.

use super::{Appraisal, Scorecard};
use crate::model::finding::Unlike;
use crate::model::policy::Rule;
use crate::model::{Finding, Kpi, Problem, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// In fewer there is no telling what most are scored on.
const FEWEST: usize = 3;
/// How many reps a finding names.
const NAMED: usize = 8;

/// Who is scored on other KPIs than most of the team, and whose managers gave no score where others did.
pub fn unlike(appraisal: &Appraisal) -> Vec<Finding> {
    let teams = of_teams(appraisal).into_iter();
    let unlike = teams.filter_map(|(team, cards)| scored_otherwise(team, &cards));
    unlike.chain(scores_missing(appraisal)).collect()
}

fn of_teams(appraisal: &Appraisal) -> BTreeMap<&str, Vec<&Scorecard>> {
    let mut teams: BTreeMap<&str, Vec<&Scorecard>> = BTreeMap::new();
    let scored = appraisal.scorecards.iter();
    for card in scored.filter(|card| card.score.is_some()) {
        if let Some(team) = card.rep.team.as_deref() {
            teams.entry(team).or_default().push(card);
        }
    }
    teams
}

/// The KPIs without points that may make a difference: managers' scores are told by manager.
fn lacking(card: &Scorecard) -> BTreeSet<Kpi> {
    let weighing = card.kpis.iter().filter(|kpi| !kpi.weight.is_zero());
    let without = weighing.filter(|kpi| kpi.points.is_none());
    let measured = without.filter(|kpi| kpi.rule != Rule::Manual);
    measured.map(|kpi| kpi.kpi).collect()
}

fn scored_otherwise(team: &str, cards: &[&Scorecard]) -> Option<Finding> {
    let mut sets: BTreeMap<BTreeSet<Kpi>, usize> = BTreeMap::new();
    for card in cards {
        *sets.entry(lacking(card)).or_default() += 1;
    }
    let usual = sets.iter().find(|(_, count)| **count * 2 > cards.len());
    let (usual, _) = usual.filter(|_| cards.len() >= FEWEST && sets.len() > 1)?;
    let differs = |card: &&Scorecard| {
        let own = lacking(card);
        (own != *usual).then(|| Unlike {
            rep: format!("{} {}", card.rep.rep_id, card.rep.name),
            lacks: own.difference(usual).copied().collect(),
            has: usual.difference(&own).copied().collect(),
        })
    };
    let reps: Vec<Unlike> = cards.iter().filter_map(differs).collect();
    let is_usual = reps
        .iter()
        .all(|rep| rep.has.iter().chain(&rep.lacks).all(may_be_none));
    let mut finding = Finding::general(Problem::ScoredOtherwise {
        team: team.to_owned(),
        count: reps.len() as u64,
        of: cards.len() as u64,
        reps: reps.into_iter().take(NAMED).collect(),
    });
    if is_usual {
        finding.severity = Severity::Info;
    }
    Some(finding)
}

/// Whether a KPI lacks a value in a sound book too: no request came, no report was due, there is nothing to grow from.
fn may_be_none(kpi: &Kpi) -> bool {
    [Kpi::REQUESTS, Kpi::REPORTS, Kpi::GROWTH].contains(kpi)
}

/// Managers' scores that are missing where others gave theirs.
fn scores_missing(appraisal: &Appraisal) -> Vec<Finding> {
    let cards = || appraisal.scorecards.iter();
    let given: BTreeSet<Kpi> = cards()
        .flat_map(|card| &card.kpis)
        .filter(|kpi| kpi.rule == Rule::Manual && kpi.actual.is_some())
        .map(|kpi| kpi.kpi)
        .collect();
    let mut missing: BTreeMap<Option<&str>, Vec<Unlike>> = BTreeMap::new();
    for card in cards() {
        let wanted = card.kpis.iter().filter(|kpi| given.contains(&kpi.kpi));
        let lacks: Vec<Kpi> = wanted
            .filter(|kpi| kpi.actual.is_none() && !kpi.weight.is_zero())
            .map(|kpi| kpi.kpi)
            .collect();
        if !lacks.is_empty() {
            let rep = format!("{} {}", card.rep.rep_id, card.rep.name);
            let has = Vec::new();
            let of_manager = missing.entry(card.rep.manager.as_deref()).or_default();
            of_manager.push(Unlike { rep, lacks, has });
        }
    }
    let finding = |(manager, reps): (Option<&str>, Vec<Unlike>)| {
        Finding::general(Problem::ScoresMissing {
            manager: manager.map(ToOwned::to_owned),
            count: reps.len() as u64,
            reps: reps.into_iter().take(NAMED).collect(),
        })
    };
    missing.into_iter().map(finding).collect()
}
