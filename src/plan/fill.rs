//! Figures, the narrowest first → what each month of each rep has of them. A figure's parts add up to it.

use super::balance::{Share, balanced};
use super::cells::{Cell, Cells, Whole};
use super::months::place;
use super::presence::Present;
use crate::model::{Exact, Month};
use crate::records::RepKey;
use crate::targets::split_by;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What figures are spread over, and by which weights.
pub(super) struct Field<'a> {
    /// Who is there when.
    pub(super) present: &'a Present,
    /// What each month of a rep weighs within a group.
    pub(super) shares: &'a BTreeMap<(RepKey, Month), Exact>,
    /// What the months weigh.
    pub(super) season: [Exact; 12],
    /// Whether who is there for some months only has so much smaller a share.
    pub(super) on_board: bool,
    /// What parts of money are multiples of.
    pub(super) round_to: Decimal,
}

/// Why the parts of a figure do not add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// What was set for parts of it comes to more.
    PartsAbove { whole: Exact, parts: Exact },
    /// So much of it is left, and nobody is there to carry it who has no figure yet.
    NobodyLeft { whole: Exact, parts: Exact },
}

impl Field<'_> {
    /// What a month of a rep weighs: share × season × part of the month.
    fn weight(&self, rep: RepKey, month: Month) -> Exact {
        let presence = self.present.get(&(rep, month));
        let part = presence.map_or(Exact::zero(), super::presence::Presence::part);
        let share = self.shares.get(&(rep, month)).cloned().unwrap_or(Exact::zero());
        &(&share * &self.season[place(month)]) * &part
    }

    /// The months of reps that a figure covers.
    fn covered(&self, whole: &Whole) -> Vec<(RepKey, Month)> {
        let months = whole.part.months();
        let present = self.present.iter();
        let covered = present
            .filter(|((rep, month), of)| months.contains(&month.number()) && of.is_of(*rep, &whole.scope));
        covered.map(|(key, _)| *key).collect()
    }

    /// Spreads a figure that is split, in parts of `unit`, over what it covers.
    pub(super) fn spread(&self, cells: &mut Cells, whole: &Whole, unit: Decimal) -> Option<Misfit> {
        let stated = Exact::from(whole.figure).round(unit.scale());
        let covered = self.covered(whole);
        let parts: Exact = covered
            .iter()
            .filter_map(|key| cells.get(key))
            .map(|cell| &cell.amount)
            .sum();
        let rest = &stated - &parts;
        // Whoever works on no day of the month can carry nothing.
        let is_open = |key: &&(RepKey, Month)| {
            let works = self
                .present
                .get(*key)
                .is_some_and(super::presence::Presence::works);
            works && !cells.get(*key).is_some_and(|cell| cell.is_set)
        };
        let mut open: BTreeMap<RepKey, Vec<Month>> = BTreeMap::new();
        for (rep, month) in covered.iter().filter(is_open) {
            open.entry(*rep).or_default().push(*month);
        }
        let misfit = if rest < Exact::zero() {
            Some(Misfit::PartsAbove { whole: stated, parts })
        } else if open.is_empty() && rest.is_positive() {
            Some(Misfit::NobodyLeft { whole: stated, parts })
        } else {
            None
        };
        for key in covered {
            let cell = cells.entry(key).or_insert_with(|| Cell {
                amount: Exact::zero(),
                is_set: false,
            });
            cell.is_set = true;
        }
        if rest.is_positive() {
            self.share_out(cells, &rest, &open, unit);
        }
        misfit
    }

    /// Adds a rest to open months: to reps first, so that each one's year is round, then to their months.
    fn share_out(&self, cells: &mut Cells, rest: &Exact, open: &BTreeMap<RepKey, Vec<Month>>, unit: Decimal) {
        let weights: Vec<Vec<Exact>> = open
            .iter()
            .map(|(rep, months)| months.iter().map(|month| self.weight(*rep, *month)).collect())
            .collect();
        let of_reps: Vec<Exact> = open
            .iter()
            .zip(&weights)
            .map(|((rep, months), weights)| {
                if self.on_board {
                    return weights.iter().sum();
                }
                let last = months.last().and_then(|month| self.shares.get(&(*rep, *month)));
                last.cloned().unwrap_or(Exact::zero())
            })
            .collect();
        let parts = split_by(rest, &of_reps, self.unit_of_parts(unit));
        let months = |months: &[Month], weights: &[Exact]| {
            let pairs = months.iter().copied().zip(weights.iter().cloned());
            pairs.collect::<Vec<(Month, Exact)>>()
        };
        let shares = open
            .values()
            .zip(&weights)
            .zip(parts)
            .map(|((of_rep, weights), whole)| Share {
                whole,
                months: months(of_rep, weights),
            });
        let shares: Vec<Share> = shares.collect();
        for (rep, (share, parts)) in open.keys().zip(
            shares
                .iter()
                .zip(over_months(&shares, [self.unit_of_parts(unit), unit])),
        ) {
            for ((month, _), amount) in share.months.iter().zip(parts) {
                if let Some(cell) = cells.get_mut(&(*rep, *month)) {
                    cell.amount = &cell.amount + &amount;
                }
            }
        }
    }

    /// Money comes in the parts asked for, everything else in its own.
    pub(super) fn unit_of_parts(&self, unit: Decimal) -> Decimal {
        if unit < Decimal::ONE {
            self.round_to.max(unit)
        } else {
            unit
        }
    }

    /// Lets a figure that is never split stand for each month that has none.
    pub(super) fn stand(&self, cells: &mut Cells, whole: &Whole) {
        for key in self.covered(whole) {
            cells.entry(key).or_insert_with(|| Cell {
                amount: whole.figure.into(),
                is_set: true,
            });
        }
    }
}

/// Each rep's part over the rep's months, in parts of `unit`: whole pieces, of which there is no smaller part, so that they do not
/// heap up in one month, money each by itself.
pub(super) fn over_months(shares: &[Share], [unit, smallest]: [Decimal; 2]) -> Vec<Vec<Exact>> {
    if smallest == Decimal::ONE {
        return balanced(shares, smallest);
    }
    let split = |share: &Share| {
        let weights: Vec<Exact> = share.months.iter().map(|(_, weight)| weight.clone()).collect();
        split_by(&share.whole, &weights, unit)
    };
    shares.iter().map(split).collect()
}
