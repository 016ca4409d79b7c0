//! Measures → scorecards: rules, grades, ranks.

mod alike;
#[cfg(test)]
pub(crate) mod fixture;
mod points;
mod rank;
mod scorecard;
mod ungraded;
mod unlike;

pub use crate::measure::WeekOrders;
pub use alike::alike;
pub use scorecard::{Appraisal, GradeEarned, KpiScore, RepFacts, Scorecard};
pub use ungraded::ungraded;
pub use unlike::unlike;

use crate::measure::{Measure, RepMeasures};
use crate::model::policy::{Grade, KpiPolicy, Missing};
use crate::model::{Exact, Kpi, Period, Policy};
use crate::records::{RepKey, Roster};
use points::points;
use rank::{rank_company, rank_teams};
use rust_decimal::Decimal;

/// Decimals of points and scores.
const PLACES: u32 = 2;

/// The policy forbids to publish while a KPI has no points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy says missing = \"fail\", and figures are missing: {}", list(.missing))]
pub struct MissingFigures {
    /// Each rep's number with the KPI that has no points.
    pub missing: Vec<(String, Kpi)>,
}

fn list(missing: &[(String, Kpi)]) -> String {
    let named: Vec<String> = missing
        .iter()
        .map(|(rep_id, kpi)| format!("{rep_id} {}", kpi.id()))
        .collect();
    named.join(", ")
}

/// Scores, grades and ranks every rep; fails only where the policy says that a missing figure is to fail.
pub fn score(
    reps: &[RepMeasures],
    roster: &Roster,
    policy: &Policy,
    period: Period,
) -> Result<Appraisal, MissingFigures> {
    let mut scorecards: Vec<Scorecard> = reps
        .iter()
        .map(|measures| scorecard(measures, roster, policy, period))
        .collect();
    if policy.missing == Missing::Fail {
        let missing = missing_figures(&scorecards);
        if !missing.is_empty() {
            return Err(MissingFigures { missing });
        }
    }
    rank_company(&mut scorecards);
    rank_teams(&mut scorecards);
    Ok(Appraisal { period, scorecards })
}

fn scorecard(measures: &RepMeasures, roster: &Roster, policy: &Policy, period: Period) -> Scorecard {
    let kpis: Vec<KpiScore> = policy
        .kpis
        .iter()
        .zip(&measures.measures)
        .map(|(kpi, measure)| kpi_score(kpi, measure, policy.missing))
        .collect();
    let score = total(&kpis);
    let too_little = score.and_then(|_| ungraded::too_little(&kpis, policy));
    let graded = score.filter(|_| too_little.is_none());
    Scorecard {
        rep: facts(measures.rep, roster, period),
        grade: graded.and_then(|score| grade(score, &policy.grades)),
        score,
        ungraded: too_little,
        rank: None,
        team_rank: None,
        excluded: kpis
            .iter()
            .filter(|kpi| kpi.points.is_none())
            .map(|kpi| kpi.kpi)
            .collect(),
        kpis,
        weeks: measures.weeks.clone(),
        remarks: measures.remarks.clone(),
        mean_reply_hours: measures.mean_reply_hours.clone(),
    }
}

fn kpi_score(kpi: &KpiPolicy, measure: &Measure, missing: Missing) -> KpiScore {
    let earned = points(&kpi.rule, kpi.weight, measure);
    KpiScore {
        kpi: kpi.id,
        unit: measure.unit,
        weight: kpi.weight,
        rule: kpi.rule.clone(),
        target: measure.target.clone(),
        actual: measure.actual.clone(),
        attainment: measure.attainment(),
        mom: measure.mom.clone(),
        yoy: measure.yoy.clone(),
        points: earned.or((missing == Missing::Zero).then_some(Decimal::ZERO)),
    }
}

/// Σ points ÷ Σ weights of the KPIs that have points, × 100; none where no KPI has.
fn total(kpis: &[KpiScore]) -> Option<Decimal> {
    let counted = || kpis.iter().filter_map(|kpi| Some((kpi.points?, kpi.weight)));
    let points: Exact = counted().map(|(points, _)| Exact::from(points)).sum();
    let weights: Exact = counted().map(|(_, weight)| Exact::from(weight)).sum();
    let score = (points * Exact::from(100)).checked_div(&weights)?;
    Some(score.to_decimal(PLACES))
}

/// The highest band that the score reaches; a score below 0 counts as 0.
fn grade(score: Decimal, grades: &[Grade]) -> Option<GradeEarned> {
    let mut bands: Vec<&Grade> = grades.iter().collect();
    bands.sort_by_key(|band| std::cmp::Reverse(band.at_least));
    let reached = score.max(Decimal::ZERO);
    let (band, grade) = bands
        .into_iter()
        .enumerate()
        .find(|(_, band)| band.at_least <= reached)?;
    Some(GradeEarned {
        grade: grade.grade.clone(),
        name: grade.name.clone(),
        band,
    })
}

fn facts(key: RepKey, roster: &Roster, period: Period) -> RepFacts {
    let rep = roster.rep(key);
    let assignment = rep.assignment_for(period);
    RepFacts {
        rep_id: rep.rep_id.clone(),
        name: assignment.name.clone(),
        team: assignment.team.clone(),
        region: assignment.region.clone(),
        title: assignment.title.clone(),
        manager: assignment.manager.clone(),
        hire_date: rep.hire_date,
        leave_date: rep.leave_date,
    }
}

fn missing_figures(scorecards: &[Scorecard]) -> Vec<(String, Kpi)> {
    let of_rep = |card: &Scorecard| {
        let rep_id = card.rep.rep_id.clone();
        card.excluded
            .clone()
            .into_iter()
            .map(move |kpi| (rep_id.clone(), kpi))
    };
    scorecards.iter().flat_map(of_rep).collect()
}
