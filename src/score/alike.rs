//! Scorecards whose points for a KPI are all the same because of its rule.

use super::{Appraisal, KpiScore};
use crate::model::finding::SameFor;
use crate::model::policy::Rule;
use crate::model::{Exact, Finding, Problem};
use rust_decimal::{Decimal, dec};

/// Fewer reps than this may well be alike.
const MANY: usize = 5;
/// How far beyond the end of a rule everybody must be for the rule, rather than a good month, to be the reason.
const FAR: Decimal = dec!(1.25);

/// A finding for each KPI that gives many reps of different figures the same points, for no other reason than its rule.
pub fn alike(appraisal: &Appraisal) -> Vec<Finding> {
    let kpis = appraisal.scorecards.first().map_or(0, |card| card.kpis.len());
    (0..kpis).filter_map(|place| of_kpi(appraisal, place)).collect()
}

fn of_kpi(appraisal: &Appraisal, place: usize) -> Option<Finding> {
    let scores = appraisal
        .scorecards
        .iter()
        .filter_map(|card| card.kpis.get(place));
    let scores: Vec<&KpiScore> = scores.filter(|score| score.points.is_some()).collect();
    let first = *scores.first()?;
    let are_same = scores.iter().all(|score| score.points == first.points);
    let differ = scores.iter().any(|score| score.actual != first.actual);
    if scores.len() < MANY || !are_same || !differ {
        return None;
    }
    Some(Finding::general(Problem::SamePoints {
        kpi: first.kpi,
        reps: scores.len() as u64,
        points: first.points?,
        same_for: same_for(first, &scores)?,
    }))
}

fn same_for(first: &KpiScore, scores: &[&KpiScore]) -> Option<SameFor> {
    let all = |figure: fn(&KpiScore) -> Option<&Exact>, holds: &dyn Fn(&Exact) -> bool| {
        scores.iter().all(|score| figure(score).is_some_and(holds))
    };
    match &first.rule {
        Rule::Ratio { floor, cap } => {
            let far = if *cap < Decimal::ONE {
                *cap
            } else {
                cap.checked_mul(FAR)?
            };
            let (floor_share, far) = (Exact::from(*floor), Exact::from(far));
            if all(attainment, &|attained| *attained >= far) {
                Some(SameFor::AboveCap { cap: *cap })
            } else if all(attainment, &|attained| *attained < floor_share) {
                Some(SameFor::BelowFloor { floor: *floor })
            } else {
                None
            }
        }
        Rule::Steps { steps } => {
            // One step alone is meant to be passed or not.
            let lowest = steps.iter().map(|(at_least, _)| *at_least).min()?;
            let highest = steps.iter().map(|(at_least, _)| *at_least).max()?;
            let (low, far) = (Exact::from(lowest), Exact::from(highest.checked_mul(FAR)?));
            if all(actual, &|value| *value < low) {
                Some(SameFor::BelowSteps { at_least: lowest })
            } else if steps.len() > 1 && highest > Decimal::ZERO && all(actual, &|value| *value >= far) {
                Some(SameFor::AboveSteps { at_least: highest })
            } else {
                None
            }
        }
        // Different figures with the same points are at a bound, unless each unit is worth less than a point's last digit.
        Rule::PerUnit { each, .. } if !each.is_zero() => Some(SameFor::Bound {
            points: first.points?,
        }),
        Rule::PerUnit { .. } | Rule::Fraction | Rule::Manual => None,
    }
}

fn attainment(score: &KpiScore) -> Option<&Exact> {
    score.attainment.as_ref()
}

fn actual(score: &KpiScore) -> Option<&Exact> {
    score.actual.as_ref()
}
