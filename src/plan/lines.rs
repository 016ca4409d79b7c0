//! Figures as they were stated → a line for each rep, KPI and product: the target of each month, 保底 and 挑战 beside it.

use super::cells::{Cell, Cells, Whole, Wholes};
use super::fill::{Field, Misfit};
use super::settings::Settings;
use super::tiers::{OfTier, of_tier};
use super::{Ground, sheet};
use crate::model::finding::PlanTrouble;
use crate::model::kpi::Unit;
use crate::model::{Exact, Finding, FiscalYear, Kpi, Month, Problem, YearStart};
use crate::records::{RepKey, TargetScope, TargetSpan};
use crate::targets::smallest_part;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A figure below or above the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// 保底
    Floor,
    /// 挑战
    Stretch,
}

/// What a rep is to reach of a KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub rep: RepKey,
    /// The KPI.
    pub kpi: Kpi,
    /// What kind of number it is.
    pub unit: Unit,
    /// The product; none: all of them.
    pub product: Option<String>,
    /// The months that the rep is there for, in order.
    pub months: BTreeMap<Month, Planned>,
}

/// What a rep is to reach in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The target.
    pub target: Exact,
    /// The target as it is to stand among the targets of a run, which reckons with all of the month of a rep who joins or
    /// leaves inside it.
    pub stated: Exact,
    /// 保底
    pub floor: Option<Exact>,
    /// 挑战
    pub stretch: Option<Exact>,
}

/// The lines of everything that was stated.
pub(super) fn lines(
    ground: Ground<'_>,
    settings: &Settings,
    field: &Field<'_>,
    wholes: &Wholes,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let kpis: BTreeSet<Kpi> = wholes.figures.keys().map(|(kpi, _)| *kpi).collect();
    for kpi in kpis {
        let unit = ground.catalogue().unit(kpi);
        let mut products = Vec::new();
        let mut all = Cells::new();
        for ((_, product), figures) in wholes.figures.iter().filter(|((of, _), _)| *of == kpi) {
            let Some(product) = product else { continue };
            let mut cells = Cells::new();
            fill(&mut cells, figures, (kpi, unit), field, ground, findings);
            for (key, cell) in &cells {
                let sum = all.entry(*key).or_insert_with(|| Cell {
                    amount: Exact::zero(),
                    is_set: false,
                });
                sum.amount = &sum.amount + &cell.amount;
            }
            products.push((product.clone(), cells));
        }
        if let Some(figures) = wholes.figures.get(&(kpi, None)) {
            fill(&mut all, figures, (kpi, unit), field, ground, findings);
        }
        let tiers = tiers(kpi, unit, settings, (wholes, &all), (field, ground), findings);
        lines.extend(of_cells(ground, (kpi, unit, None), &all, &tiers));
        for (product, cells) in &products {
            lines.extend(of_cells(ground, (kpi, unit, Some(product)), cells, &[]));
        }
    }
    lines.sort_by(|a, b| (a.kpi, a.rep, &a.product).cmp(&(b.kpi, b.rep, &b.product)));
    lines
}

fn fill(
    cells: &mut Cells,
    figures: &[Whole],
    (kpi, unit): (Kpi, Unit),
    field: &Field<'_>,
    ground: Ground<'_>,
    findings: &mut Vec<Finding>,
) {
    for whole in figures {
        let Some(smallest) = smallest_part(unit) else {
            field.stand(cells, whole);
            continue;
        };
        if let Some(misfit) = field.spread(cells, whole, smallest) {
            findings.push(told(misfit, whole, kpi, unit, ground));
        }
    }
}

fn told(misfit: Misfit, whole: &Whole, kpi: Kpi, unit: Unit, ground: Ground<'_>) -> Finding {
    let span = TargetSpan::of(whole.part, FiscalYear::new(ground.year, YearStart::CALENDAR));
    let span = span.map(|span| span.to_string()).unwrap_or_default();
    let of = name(ground, &whole.scope);
    let decimal = |figure: &Exact| figure.to_shortest_decimal(6);
    let (trouble, difference) = match misfit {
        Misfit::PartsAbove { whole, parts } => {
            let difference = &parts - &whole;
            let (whole, parts) = (decimal(&whole), decimal(&parts));
            (
                PlanTrouble::PartsAbove {
                    kpi,
                    of,
                    span,
                    whole,
                    parts,
                },
                difference,
            )
        }
        Misfit::NobodyLeft { whole, parts } => {
            let difference = &whole - &parts;
            let (whole, parts) = (decimal(&whole), decimal(&parts));
            (
                PlanTrouble::ForNobody {
                    kpi,
                    of,
                    span,
                    whole,
                    parts,
                },
                difference,
            )
        }
    };
    let amount = (unit == Unit::Money).then(|| decimal(&difference));
    Finding::at(whole.place.clone(), Problem::Plan { trouble }).worth(amount)
}

/// Whom a figure is for; empty for the company.
fn name(ground: Ground<'_>, scope: &TargetScope) -> String {
    match scope {
        TargetScope::Rep(key) => ground.records.roster.rep(*key).rep_id.clone(),
        TargetScope::Team(name) | TargetScope::Region(name) => name.clone(),
        TargetScope::Company => String::new(),
    }
}

fn tiers(
    kpi: Kpi,
    unit: Unit,
    settings: &Settings,
    (wholes, targets): (&Wholes, &Cells),
    (field, ground): (&Field<'_>, Ground<'_>),
    findings: &mut Vec<Finding>,
) -> Vec<(Tier, OfTier)> {
    let Some(smallest) = smallest_part(unit) else {
        return Vec::new();
    };
    let stated = wholes.tiers.get(&kpi).map_or(&[][..], Vec::as_slice);
    let mut tiers = Vec::new();
    for (tier, share) in [(Tier::Floor, settings.floor), (Tier::Stretch, settings.stretch)] {
        let is_stated = stated.iter().any(|of| match tier {
            Tier::Floor => of.floor.is_some(),
            Tier::Stretch => of.stretch.is_some(),
        });
        if share.is_none() && !is_stated {
            continue;
        }
        let parts = of_tier(
            tier,
            (stated, share),
            (targets, field.present),
            [field.unit_of_parts(smallest), smallest],
            |aim, crossing| {
                let decimal = |figure: &Exact| figure.to_shortest_decimal(6);
                let trouble = PlanTrouble::TierAcross {
                    kpi,
                    of: name(ground, &aim.scope),
                    is_floor: tier == Tier::Floor,
                    stated: decimal(&crossing.stated),
                    rest: decimal(&crossing.rest),
                    targets: decimal(&crossing.targets),
                };
                findings.push(Finding::at(aim.place.clone(), Problem::Plan { trouble }));
            },
        );
        tiers.push((tier, parts));
    }
    tiers
}

fn of_cells(
    ground: Ground<'_>,
    (kpi, unit, product): (Kpi, Unit, Option<&String>),
    cells: &Cells,
    tiers: &[(Tier, OfTier)],
) -> Vec<Line> {
    let mut lines: BTreeMap<RepKey, Line> = BTreeMap::new();
    for ((rep, month), cell) in cells {
        let line = lines.entry(*rep).or_insert_with(|| Line {
            rep: *rep,
            kpi,
            unit,
            product: product.cloned(),
            months: BTreeMap::new(),
        });
        let of_tier = |wanted: Tier| {
            let parts = tiers.iter().find(|(tier, _)| *tier == wanted);
            parts.and_then(|(_, parts)| parts.get(&(*rep, *month)).cloned())
        };
        let planned = Planned {
            target: cell.amount.clone(),
            stated: sheet::stated(&cell.amount, ground, (*rep, *month), unit),
            floor: of_tier(Tier::Floor),
            stretch: of_tier(Tier::Stretch),
        };
        line.months.insert(*month, planned);
    }
    lines.into_values().collect()
}
