//! What is stated for somebody and some time → figures whose reps and months are known, and what each month of a rep has.

use super::settings::{Aim, Settings, Whom};
use crate::model::finding::PlanTrouble;
use crate::model::span::YearPart;
use crate::model::text::{nearest, normalise, normalise_id};
use crate::model::{Exact, Field, Finding, FiscalYear, Kpi, Month, Place, Problem, YearStart};
use crate::records::{Assignment, Rep, RepKey, Roster, TargetScope, TargetSpan};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What a rep's month has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) amount: Exact,
    /// Whether a figure has been spread over it, so that wider ones leave it as it is.
    pub(super) is_set: bool,
}

/// What the months of reps have of a KPI; no cell where nothing was stated that covers it.
pub(super) type Cells = BTreeMap<(RepKey, Month), Cell>;

/// A figure that was stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) scope: TargetScope,
    pub(super) part: YearPart,
    pub(super) figure: Decimal,
    pub(super) place: Place,
}

/// A figure of 保底 or 挑战 that was stated for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tiered {
    pub(super) scope: TargetScope,
    pub(super) floor: Option<Decimal>,
    pub(super) stretch: Option<Decimal>,
    pub(super) place: Place,
}

/// Everything that was stated, the narrowest first: reps, teams, regions, the company; of each, months before quarters, halves
/// and the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wholes {
    pub(super) figures: BTreeMap<(Kpi, Option<String>), Vec<Whole>>,
    pub(super) tiers: BTreeMap<Kpi, Vec<Tiered>>,
}

/// Finds out whom what is stated is for.
pub(super) fn resolve(settings: &Settings, roster: &Roster, year: i32) -> (Wholes, Vec<Finding>) {
    let mut wholes = Wholes::default();
    let mut findings = Vec::new();
    let mut known: BTreeMap<(Kpi, Option<String>, TargetScope, YearPart), Place> = BTreeMap::new();
    for aim in &settings.aims {
        let scope = match scope(aim, roster) {
            Ok(scope) => scope,
            Err(problem) => {
                findings.push(Finding::at(aim.place.clone(), *problem));
                continue;
            }
        };
        for (part, figure) in &aim.figures {
            let key = (aim.kpi, aim.product.clone(), scope.clone(), *part);
            if let Some(first) = known.get(&key) {
                let span = TargetSpan::of(*part, FiscalYear::new(year, YearStart::CALENDAR))
                    .map(|span| span.to_string());
                let trouble = PlanTrouble::Twice {
                    first: first.clone(),
                    span: span.unwrap_or_default(),
                };
                findings.push(Finding::at(aim.place.clone(), Problem::Plan { trouble }));
                continue;
            }
            known.insert(key, aim.place.clone());
            let figures = wholes.figures.entry((aim.kpi, aim.product.clone()));
            figures.or_default().push(Whole {
                scope: scope.clone(),
                part: *part,
                figure: *figure,
                place: aim.place.clone(),
            });
        }
        if aim.floor.is_some() || aim.stretch.is_some() {
            wholes.tiers.entry(aim.kpi).or_default().push(Tiered {
                scope,
                floor: aim.floor,
                stretch: aim.stretch,
                place: aim.place.clone(),
            });
        }
    }
    for figures in wholes.figures.values_mut() {
        figures.sort_by(|a, b| (&a.scope, b.part).cmp(&(&b.scope, a.part)));
    }
    for tiers in wholes.tiers.values_mut() {
        tiers.sort_by(|a, b| a.scope.cmp(&b.scope));
    }
    (wholes, findings)
}

fn scope(aim: &Aim, roster: &Roster) -> Result<TargetScope, Box<Problem>> {
    match &aim.whom {
        Whom::Company => Ok(TargetScope::Company),
        Whom::Team(name) => group(roster, Field::Team, name, |of| of.team.as_ref()).map(TargetScope::Team),
        Whom::Region(name) => {
            group(roster, Field::Region, name, |of| of.region.as_ref()).map(TargetScope::Region)
        }
        Whom::Rep(named) => rep(roster, named).map(TargetScope::Rep),
    }
}

fn group(
    roster: &Roster,
    field: Field,
    name: &str,
    of: impl Fn(&Assignment) -> Option<&String>,
) -> Result<String, Box<Problem>> {
    let assignments = roster.iter().flat_map(|(_, rep)| &rep.assignments);
    let known: BTreeSet<&String> = assignments.filter_map(of).collect();
    let wanted = normalise(name);
    let found = known.iter().find(|known| normalise(known) == wanted);
    found.map(|found| (*found).clone()).ok_or_else(|| {
        let nearest = nearest(name, known.iter().map(|known| known.as_str()));
        Box::new(Problem::UnknownGroup {
            field,
            name: name.to_owned(),
            nearest,
        })
    })
}

/// The rep of that number, else of that name where one alone bears it.
fn rep(roster: &Roster, named: &str) -> Result<RepKey, Box<Problem>> {
    let id = normalise_id(named);
    if let Some((key, _)) = roster.iter().find(|(_, rep)| rep.rep_id == id) {
        return Ok(key);
    }
    let name = normalise(named);
    let bears = |rep: &Rep| rep.assignments.iter().any(|of| normalise(&of.name) == name);
    let bearers: Vec<(RepKey, &Rep)> = roster.iter().filter(|(_, rep)| bears(rep)).collect();
    let value = named.to_owned();
    match bearers[..] {
        [(key, _)] => Ok(key),
        [] => Err(Box::new(Problem::UnknownRep { value, rows: 1 })),
        _ => Err(Box::new(Problem::AmbiguousRep {
            value,
            candidates: bearers.iter().map(|(_, rep)| rep.rep_id.clone()).collect(),
            rows: 1,
        })),
    }
}
