//! Figures of teams, regions and the company → parts for their reps that have no figure of their own.

use super::derivation::Split;
use super::smallest_part;
use super::split::split;
use super::spread::{Figure, MonthFigures};
use crate::model::kpi::Unit;
use crate::model::{Exact, Finding, Kpi, Month, Period, Place, Problem};
use crate::records::{Assignment, RepKey, Roster, TargetScope};
use rust_decimal::{Decimal, dec};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Every rep's part of a month's targets, before proration, and the groups whose figures were split.
pub(super) struct Allocation {
    pub(super) parts: BTreeMap<RepKey, Exact>,
    pub(super) groups: Vec<Group>,
}

/// A group with a figure of its own.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) whole: Exact,
    pub(super) members: Vec<RepKey>,
}

/// A rep's part, as it is given.
pub(super) struct Given<'a> {
    pub(super) rep: RepKey,
    /// Whom the figure was set for.
    pub(super) scope: &'a TargetScope,
    /// How it was split; none where it is the rep's own, or stands for each rep, as rates do.
    pub(super) split: Option<Split>,
}

/// Splits the narrower groups first; what they gave counts as the rep's own for the wider ones.
pub(super) fn allocate(
    roster: &Roster,
    figures: &MonthFigures,
    (kpi, kind): (Kpi, Unit),
    month: Month,
    tell: &mut impl FnMut(Given<'_>),
) -> (Allocation, Vec<Finding>) {
    let mut allocation = Allocation {
        parts: BTreeMap::new(),
        groups: Vec::new(),
    };
    let mut findings = Vec::new();
    let Some(of_month) = figures.get(&(kpi, month)) else {
        return (allocation, findings);
    };

    // Scopes order from the narrowest to the widest: reps, teams, regions, the company.
    for (scope, figure) in of_month {
        if let TargetScope::Rep(rep) = scope {
            allocation.parts.insert(*rep, figure.amount.clone());
            let (rep, split) = (*rep, None);
            tell(Given { rep, scope, split });
            continue;
        }
        let members = members(roster, scope, month);
        let Some(unit) = smallest_part(kind) else {
            for (rep, _) in members {
                if let Entry::Vacant(part) = allocation.parts.entry(rep) {
                    part.insert(figure.amount.clone());
                    let split = None;
                    tell(Given { rep, scope, split });
                }
            }
            continue;
        };
        let whole = figure.amount.round(unit.scale());
        let own: Exact = members
            .iter()
            .filter_map(|(rep, _)| allocation.parts.get(rep))
            .sum();
        if own > whole {
            findings.push(own_above_whole(kpi, month, scope, figure, &whole, &own));
        }
        let open: Vec<_> = members
            .iter()
            .filter(|(rep, _)| !allocation.parts.contains_key(rep))
            .collect();
        let weights: Vec<Decimal> = open.iter().map(|(_, weight)| *weight).collect();
        let total_weight = weights.iter().fold(Decimal::ZERO, |sum, weight| {
            sum.checked_add(*weight).unwrap_or(Decimal::MAX)
        });
        let rest = (&whole - &own).max(Exact::zero());
        let parts = split(&rest, &weights, unit);
        for ((rep, weight), amount) in open.iter().zip(&parts) {
            let split = Split {
                whole: whole.clone(),
                own: own.clone(),
                rest: rest.clone(),
                members: open.len(),
                weight: [*weight, total_weight],
                amount: amount.clone(),
            };
            let (rep, split) = (*rep, Some(split));
            tell(Given { rep, scope, split });
        }
        allocation
            .parts
            .extend(open.iter().map(|(rep, _)| *rep).zip(parts));
        let members = members.into_iter().map(|(rep, _)| rep).collect();
        allocation.groups.push(Group {
            name: name(scope),
            place: figure.place.clone(),
            whole,
            members,
        });
    }
    (allocation, findings)
}

/// The reps of a group in a month, with their weights, in order of their numbers.
fn members(roster: &Roster, scope: &TargetScope, month: Month) -> Vec<(RepKey, Decimal)> {
    let period = Period::month(month);
    let belongs = |assignment: &Assignment| match scope {
        TargetScope::Rep(_) => false,
        TargetScope::Team(team) => assignment.team.as_ref() == Some(team),
        TargetScope::Region(region) => assignment.region.as_ref() == Some(region),
        TargetScope::Company => true,
    };
    roster
        .employed_in(period)
        .map(|(key, rep)| (key, rep.assignment_for(period)))
        .filter(|(_, assignment)| belongs(assignment))
        .map(|(key, assignment)| (key, assignment.weight.unwrap_or(dec!(1))))
        .collect()
}

fn own_above_whole(
    kpi: Kpi,
    month: Month,
    scope: &TargetScope,
    figure: &Figure,
    whole: &Exact,
    own: &Exact,
) -> Finding {
    let problem = Problem::OwnAboveWhole {
        kpi,
        of: name(scope),
        month,
        whole: whole.to_shortest_decimal(6),
        own: own.to_shortest_decimal(6),
    };
    Finding::at(figure.place.clone(), problem)
}

/// The group's name; empty for the company, which needs none.
fn name(scope: &TargetScope) -> String {
    match scope {
        TargetScope::Team(name) | TargetScope::Region(name) => name.clone(),
        TargetScope::Rep(_) | TargetScope::Company => String::new(),
    }
}
