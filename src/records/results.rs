//! Targets that are what the orders add up to → none: somebody's results were put where targets belong.

use super::data_row::Gathered;
use super::ledger::{Brought, Ledger};
use super::targets::TargetRow;
use super::{Order, RepKey, Target, TargetScope, TargetSpan};
use crate::model::{Dataset, Fate, Finding, Kpi, Month, Period, Place, Problem, Source};
use rust_decimal::{Decimal, dec};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// With fewer figures that agree it may be chance.
const ENOUGH: usize = 3;

/// The targets without those of tables that state what was reached, and a finding for each such table.
pub fn without_results(
    targets: Vec<Target>,
    orders: &[Order],
    period: Period,
) -> (Vec<Target>, Vec<Finding>) {
    let mut reached: BTreeMap<(RepKey, Month), Decimal> = BTreeMap::new();
    let mut known = BTreeSet::new();
    let counted = orders.iter().filter(|order| !order.cancelled);
    for (order, month) in counted.filter_map(|order| Some((order, Month::of(order.moment.date())?))) {
        let sum = reached.entry((order.rep, month)).or_default();
        *sum = sum.saturating_add(order.amount);
        known.insert(month);
    }
    let mut compared: BTreeMap<Arc<Source>, Compared> = BTreeMap::new();
    for target in &targets {
        let (TargetScope::Rep(rep), TargetSpan::Month(month)) = (&target.scope, target.span) else {
            continue;
        };
        let is_past = month.last_day() <= period.last_day() && known.contains(&month);
        if target.kpi != Kpi::SALES || target.product.is_some() || !is_past {
            continue;
        }
        let sum = reached.get(&(*rep, month)).copied().unwrap_or_default();
        compared
            .entry(target.place.source.clone())
            .or_default()
            .see(target.figure, sum);
    }
    compared.retain(|_, compared| compared.are_results());
    let findings = compared.iter().map(|(source, compared)| {
        let problem = Problem::TargetsAreResults {
            figures: compared.equal as u64,
        };
        Finding::at(Place::sheet(source.clone()), problem)
    });
    let findings = findings.collect();
    let kept = targets
        .into_iter()
        .filter(|target| !compared.contains_key(&target.place.source));
    (kept.collect(), findings)
}

/// Settles the rows of targets, those of sheets that were taken out among them.
pub fn settle<'a>(
    ledger: &mut Ledger,
    rows: impl Iterator<Item = (&'a Gathered<TargetRow>, Fate)>,
    taken_out: &[Finding],
) {
    let places = taken_out.iter().filter_map(|finding| finding.place.as_ref());
    let sources: BTreeSet<&Arc<Source>> = places.map(|place| &place.source).collect();
    for (row, fate) in rows {
        let is_taken_out = fate == Fate::Counted && sources.contains(&row.place.source);
        let fate = if is_taken_out { Fate::NoTarget } else { fate };
        ledger.settle_at(Dataset::TARGETS, &row.place, fate, Brought::default());
    }
}

/// How a table's figures compare with what was reached.
#[derive(Default)]
struct Compared {
    figures: usize,
    equal: usize,
    different: BTreeSet<Decimal>,
}

impl Compared {
    fn see(&mut self, figure: Decimal, sum: Decimal) {
        if figure.is_zero() && sum.is_zero() {
            return;
        }
        self.figures += 1;
        if is_rounded(figure, sum) {
            self.equal += 1;
            self.different.insert(figure.normalize());
        }
    }

    /// Whether nine of ten agree, and not by being one figure.
    fn are_results(&self) -> bool {
        self.equal >= ENOUGH && self.equal * 10 >= self.figures * 9 && self.different.len() >= 2
    }
}

/// Whether a figure is a sum, to the cent, or as one writes it in whole yuan or in 万 with two decimals.
fn is_rounded(figure: Decimal, sum: Decimal) -> bool {
    let off = figure.saturating_sub(sum).abs();
    let in_yuan = figure.is_integer() && sum >= dec!(100) && off <= dec!(0.5);
    let in_wan = (figure % dec!(100)).is_zero() && sum >= dec!(10_000) && off <= dec!(50);
    off.is_zero() || in_yuan || in_wan
}
