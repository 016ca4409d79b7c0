//! 保底 and 挑战 of a year → those of each month of each rep: never above the target, or never below it.

use super::balance::Share;
use super::cells::{Cells, Tiered};
use super::fill::over_months;
use super::lines::Tier;
use super::presence::Present;
use crate::model::{Exact, Month};
use crate::records::{RepKey, TargetScope};
use crate::targets::split_by;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the months of reps have of a tier.
pub(super) type OfTier = BTreeMap<(RepKey, Month), Exact>;

/// A tier's figure that lies on the wrong side of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crossing {
    /// What was stated.
    pub(super) stated: Exact,
    /// What of it is left for those who have no figure of their own.
    pub(super) rest: Exact,
    /// What their targets come to.
    pub(super) targets: Exact,
}

/// Spreads a tier by the targets, in parts of the first of `units` where that does, else of the second, the smallest: figures of narrower scopes first, then the share that holds where none is
/// stated. Since it is split by the targets, each part is on the same side of its target as the whole is.
pub(super) fn of_tier(
    tier: Tier,
    (stated, share): (&[Tiered], Option<Decimal>),
    (targets, present): (&Cells, &Present),
    units: [Decimal; 2],
    mut tell: impl FnMut(&Tiered, Crossing),
) -> OfTier {
    let mut parts = OfTier::new();
    for aim in stated {
        let figure = match tier {
            Tier::Floor => aim.floor,
            Tier::Stretch => aim.stretch,
        };
        let Some(figure) = figure else { continue };
        let stated = Exact::from(figure).round(units[1].scale());
        let covered = covered(targets, present, &aim.scope);
        let own: Exact = covered.iter().filter_map(|key| parts.get(key)).sum();
        let open: Vec<_> = covered
            .into_iter()
            .filter(|key| !parts.contains_key(key))
            .collect();
        let sum: Exact = open.iter().map(|key| &targets[key].amount).sum();
        let rest = &stated - &own;
        let is_crossing = match tier {
            Tier::Floor => rest > sum || rest < Exact::zero(),
            Tier::Stretch => rest < sum,
        };
        if is_crossing || (sum.is_zero() && rest.is_positive()) {
            let targets = sum.clone();
            tell(
                aim,
                Crossing {
                    stated,
                    rest: rest.clone(),
                    targets,
                },
            );
        }
        let whole = if is_crossing { sum } else { rest };
        give(tier, &mut parts, &whole, (&open, targets), units);
    }
    if let Some(share) = share {
        let open: Vec<_> = targets
            .keys()
            .filter(|key| !parts.contains_key(key))
            .copied()
            .collect();
        let sum: Exact = open.iter().map(|key| &targets[key].amount).sum();
        let whole = (&sum * &Exact::from(share)).round(units[1].scale());
        give(tier, &mut parts, &whole, (&open, targets), units);
    }
    parts
}

fn covered(targets: &Cells, present: &Present, scope: &TargetScope) -> Vec<(RepKey, Month)> {
    let is_of = |key: &&(RepKey, Month)| present.get(*key).is_some_and(|of| of.is_of(key.0, scope));
    targets.keys().filter(is_of).copied().collect()
}

/// Splits by the targets of reps, then of their months: in parts of the units asked for where these stay on their side of the
/// targets, else in the smallest.
fn give(
    tier: Tier,
    parts: &mut OfTier,
    whole: &Exact,
    (open, targets): (&[(RepKey, Month)], &Cells),
    units: [Decimal; 2],
) {
    let mut by_rep: BTreeMap<RepKey, Vec<(Month, Exact)>> = BTreeMap::new();
    for key in open {
        by_rep
            .entry(key.0)
            .or_default()
            .push((key.1, targets[key].amount.clone()));
    }
    let of_reps: Vec<Exact> = by_rep
        .values()
        .map(|months| months.iter().map(|(_, target)| target).sum())
        .collect();
    if of_reps.iter().all(Exact::is_zero) {
        parts.extend(open.iter().map(|key| (*key, Exact::zero())));
        return;
    }
    for unit in units {
        let wholes = split_by(whole, &of_reps, unit);
        let shares = by_rep.values().zip(wholes).map(|(months, whole)| Share {
            whole,
            months: months.clone(),
        });
        let shares: Vec<Share> = shares.collect();
        let split = over_months(&shares, [unit, units[1]]);
        let mut given = OfTier::new();
        for ((rep, months), parts) in by_rep.iter().zip(split) {
            let keys = months.iter().map(|(month, _)| (*rep, *month));
            given.extend(keys.zip(parts));
        }
        let keeps = |(key, part): (&(RepKey, Month), &Exact)| match tier {
            Tier::Floor => *part <= targets[key].amount,
            Tier::Stretch => *part >= targets[key].amount,
        };
        if unit == units[1] || given.iter().all(keeps) {
            parts.extend(given);
            return;
        }
    }
}
