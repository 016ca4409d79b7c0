//! The reps' points of each KPI → how they are distributed.

use super::members::heat;
use crate::model::{Exact, Kpi};
use crate::report::figures::{self, or_dash};
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use serde::Serialize;
use std::collections::BTreeSet;

/// How the shares of a KPI's points are distributed over the reps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpreadView {
    /// `visits`
    pub id: String,
    /// `现有客户拜访`
    pub name: String,
    /// The name in few characters.
    pub short: String,
    /// Its weight.
    pub weight: String,
    /// How many reps have points.
    pub scored: usize,
    /// How many it was excluded for.
    pub excluded: usize,
    /// How many have all its points or more.
    pub full: usize,
    /// The mean share of its points: `81.3%`
    pub mean: String,
    /// The same as a number, for drawing; none where nobody has points.
    pub share: Option<f64>,
    /// The share as a step from 0 (a third or less) to 4 (all of it or more), for a heat map.
    pub heat: Option<u8>,
    /// Least, lower quartile, median, upper quartile and greatest share, for drawing; none where nobody has points.
    pub quartiles: Option<[f64; 5]>,
}

/// The distribution of each KPI that counts for anyone, in policy order.
pub(super) fn views(cards: &[&Scorecard], naming: Naming<'_>, unused: &BTreeSet<Kpi>) -> Vec<SpreadView> {
    let Some(first) = cards.first() else {
        return Vec::new();
    };
    let of_kpi = |index: usize| cards.iter().filter_map(move |card| card.kpis.get(index));
    let kpis = first.kpis.iter().enumerate();
    kpis.filter(|(_, kpi)| !unused.contains(&kpi.kpi))
        .map(|(index, kpi)| view(kpi, of_kpi(index), naming))
        .collect()
}

fn view<'a>(kpi: &KpiScore, scores: impl Iterator<Item = &'a KpiScore>, naming: Naming<'_>) -> SpreadView {
    let shares: Vec<Option<Exact>> = scores.map(KpiScore::share).collect();
    let excluded = shares.iter().filter(|share| share.is_none()).count();
    let mut scored: Vec<Exact> = shares.into_iter().flatten().collect();
    scored.sort();
    let mean = scored
        .iter()
        .sum::<Exact>()
        .checked_div(&Exact::from(scored.len() as i64));
    let share = mean.as_ref().map(Exact::to_f64);
    SpreadView {
        id: kpi.kpi.id().to_string(),
        name: naming.name(kpi.kpi).to_owned(),
        short: naming.short(kpi.kpi).to_owned(),
        weight: figures::shortest(kpi.weight),
        full: scored.iter().filter(|share| **share >= Exact::one()).count(),
        mean: or_dash(mean.as_ref().map(|mean| figures::percent(mean, 1))),
        share,
        heat: share.map(heat),
        quartiles: quartiles(&scored),
        scored: scored.len(),
        excluded,
    }
}

/// Quartiles by linear interpolation between the sorted values around (n − 1) × q.
fn quartiles(sorted: &[Exact]) -> Option<[f64; 5]> {
    let last = sorted.len().checked_sub(1)?;
    let at = |quarter: usize| {
        let (whole, part) = (last * quarter / 4, last * quarter % 4);
        let lower = sorted.get(whole).map_or(0.0, Exact::to_f64);
        let upper = sorted.get(whole + 1).map_or(lower, Exact::to_f64);
        lower + (upper - lower) * part as f64 / 4.0
    };
    Some([0, 1, 2, 3, 4].map(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_the_values_around_them() {
        let exact = |values: &[i64]| values.iter().map(|value| Exact::from(*value)).collect::<Vec<_>>();
        for (values, expected) in [
            (&[][..], None),
            (&[4][..], Some([4.0; 5])),
            (&[1, 2], Some([1.0, 1.25, 1.5, 1.75, 2.0])),
            (&[0, 4, 8, 12, 16], Some([0.0, 4.0, 8.0, 12.0, 16.0])),
        ] {
            assert_eq!(quartiles(&exact(values)), expected);
        }
    }
}
