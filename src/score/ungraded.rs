//! Scores made of too little of the policy's weights: they are told, and get neither grade nor rank.

use super::{Appraisal, KpiScore, Scorecard};
use crate::model::{Exact, Finding, Kpi, Policy, Problem};
use rust_decimal::{Decimal, dec};

/// How many reps a finding names.
const NAMED: usize = 8;

/// The percentage of the weights that has points, never rounded up, where it is less than the policy asks for.
pub(super) fn too_little(kpis: &[KpiScore], policy: &Policy) -> Option<Decimal> {
    let weights = |counts: fn(&KpiScore) -> bool| -> Exact {
        let counted = kpis.iter().filter(|kpi| counts(kpi));
        counted.map(|kpi| Exact::from(kpi.weight)).sum()
    };
    let with_points = weights(|kpi| kpi.points.is_some()) * Exact::from(100);
    let share = with_points.checked_div(&weights(|_| true))?;
    (share < Exact::from(policy.min_weight)).then(|| {
        let rounded = share.to_decimal(2);
        let above = Exact::from(rounded) > share;
        let down = if above { rounded - dec!(0.01) } else { rounded };
        down.normalize()
    })
}

/// Who has no grade for want of figures, and which: one finding for all.
pub fn ungraded(appraisal: &Appraisal, policy: &Policy) -> Option<Finding> {
    let cards: Vec<(&Scorecard, Decimal)> = appraisal
        .scorecards
        .iter()
        .filter_map(|card| Some((card, card.ungraded?)))
        .collect();
    let least = cards.iter().map(|(_, share)| *share).min()?;
    let named = cards.iter().take(NAMED);
    let named = named.map(|(card, share)| format!("{} {} {share}%", card.rep.rep_id, card.rep.name));
    let lacking = |kpi: Kpi| {
        let lacking = cards.iter().filter(|(card, _)| card.excluded.contains(&kpi));
        lacking.count() as u64
    };
    let weighing = policy.kpis.iter().filter(|kpi| !kpi.weight.is_zero());
    Some(Finding::general(Problem::TooLittleWeight {
        min_weight: policy.min_weight.normalize(),
        ungraded: cards.len() as u64,
        reps: appraisal.scorecards.len() as u64,
        named: named.collect(),
        kpis: weighing
            .map(|kpi| (kpi.id, lacking(kpi.id)))
            .filter(|(_, reps)| *reps > 0)
            .collect(),
        least,
    }))
}
