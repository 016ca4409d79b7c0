//! Points by KPI → who may need training in what: the KPIs in which a rep lost most, where that is much of their weight.

use crate::measure::details::Details;
use crate::model::{Exact, Kpi};
use crate::report::figures;
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use rust_decimal::{Decimal, dec};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The list of who took part in what.
const TRAINING: &str = "training";

/// A KPI with less of its weight than this is weak.
const WEAK: Decimal = dec!(0.6);

/// In how many KPIs training is proposed for one rep.
const OF_A_REP: usize = 2;

/// How many reps are named for a KPI.
const NAMED: usize = 8;

/// Training that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrainingView {
    /// Below which part of a KPI's weight somebody is proposed: `60%`
    pub below: String,
    /// The KPIs, that of the most reps first.
    pub kpis: Vec<TrainingNeed>,
}

/// A KPI, and who is weak in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrainingNeed {
    /// The KPI.
    pub name: String,
    /// How many reps.
    pub count: usize,
    /// The weakest first, each with the part of the weight: `S010 吕思涵 42%`
    pub reps: Vec<String>,
    /// How many are not named.
    pub others: usize,
    /// How many of all of them took part in some training in the period.
    pub trained: usize,
}

/// What is proposed for those who are there after the period; none where no list of training is kept, or nobody is weak.
pub(super) fn view(
    details: &Details,
    cards: &[&Scorecard],
    unused: &BTreeSet<Kpi>,
    naming: Naming<'_>,
) -> Option<TrainingView> {
    let list = details
        .lists
        .iter()
        .find(|list| *list.dataset.id() == *TRAINING)?;
    let counted = list.rows.iter().filter(|row| row.counts);
    let trained: BTreeSet<&str> = counted.map(|row| row.rep_id.as_str()).collect();
    let mut needs: BTreeMap<Kpi, Vec<(Exact, &Scorecard)>> = BTreeMap::new();
    for card in cards.iter().filter(|card| card.rep.leave_date.is_none()) {
        for (kpi, share) in weak(card, unused) {
            needs.entry(kpi).or_default().push((share, card));
        }
    }
    let mut needs: Vec<(Kpi, Vec<(Exact, &Scorecard)>)> = needs.into_iter().collect();
    needs.sort_by_key(|(kpi, reps)| (std::cmp::Reverse(reps.len()), *kpi));
    let kpis: Vec<TrainingNeed> = needs
        .into_iter()
        .map(|(kpi, mut reps)| {
            reps.sort_by(|a, b| (&a.0, &a.1.rep.rep_id).cmp(&(&b.0, &b.1.rep.rep_id)));
            let named = reps.iter().take(NAMED).map(|(share, card)| {
                let share = figures::percent(share, 0);
                format!("{} {} {share}", card.rep.rep_id, card.rep.name)
            });
            let had = reps
                .iter()
                .filter(|(_, card)| trained.contains(card.rep.rep_id.as_str()));
            TrainingNeed {
                name: naming.name(kpi).to_owned(),
                count: reps.len(),
                trained: had.count(),
                others: reps.len().saturating_sub(NAMED),
                reps: named.collect(),
            }
        })
        .collect();
    (!kpis.is_empty()).then(|| TrainingView {
        below: figures::percent(&Exact::from(WEAK), 0),
        kpis,
    })
}

/// The KPIs in which a rep lost the most points, of those that have less than that part of their weight.
fn weak(card: &Scorecard, unused: &BTreeSet<Kpi>) -> Vec<(Kpi, Exact)> {
    let scored = card.kpis.iter().filter(|kpi| !unused.contains(&kpi.kpi));
    let mut weak: Vec<(Decimal, &KpiScore, Exact)> = scored
        .filter_map(|kpi| {
            let share = kpi.share().filter(|share| *share < Exact::from(WEAK))?;
            Some((kpi.weight - kpi.points?, kpi, share))
        })
        .collect();
    // Of equal losses the policy's order decides.
    weak.sort_by_key(|(lost, ..)| std::cmp::Reverse(*lost));
    weak.into_iter()
        .take(OF_A_REP)
        .map(|(_, kpi, share)| (kpi.kpi, share))
        .collect()
}
