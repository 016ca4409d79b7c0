//! Lines → what reps, teams, regions and the company have: each figure of a group is the sum of its reps'.

use super::days::{Spans, spans};
use super::presence::{Presence, Present, present};
use super::{Ground, Line, Plan, months};
use crate::model::kpi::Unit;
use crate::model::text::natural_key;
use crate::model::{Exact, Kpi, Month};
use crate::records::{RepKey, TargetScope};
use crate::targets::smallest_part;
use std::collections::BTreeMap;

/// What somebody has in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The target.
    pub target: Option<Exact>,
    /// 保底
    pub floor: Option<Exact>,
    /// 挑战
    pub stretch: Option<Exact>,
}

/// What a rep, a team, a region or the company is to reach of a KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub whom: TargetScope,
    /// The KPI.
    pub kpi: Kpi,
    /// What kind of number it is.
    pub unit: Unit,
    /// The product; none: all of them.
    pub product: Option<String>,
    /// Each month that has a figure.
    pub months: BTreeMap<Month, Figures>,
    /// Its days and weeks; none of rates.
    pub spans: Spans,
}

/// Which of the figures of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 保底
    Floor,
    /// 目标
    Target,
    /// 挑战
    Stretch,
}

impl Level {
    /// From the least to the most.
    pub const ALL: [Self; 3] = [Self::Floor, Self::Target, Self::Stretch];
}

impl Figures {
    /// The figure of a level.
    pub fn of(&self, level: Level) -> Option<&Exact> {
        match level {
            Level::Floor => self.floor.as_ref(),
            Level::Target => self.target.as_ref(),
            Level::Stretch => self.stretch.as_ref(),
        }
    }

    fn add(&mut self, other: &Self) {
        for (sum, part) in [
            (&mut self.target, &other.target),
            (&mut self.floor, &other.floor),
            (&mut self.stretch, &other.stretch),
        ] {
            if let Some(part) = part {
                *sum = Some(sum.as_ref().map_or_else(|| part.clone(), |sum| sum + part));
            }
        }
    }
}

impl Row {
    /// The figure of some months: their sum, or, of rates, their mean; none where none of them has one.
    pub fn over(&self, months: impl IntoIterator<Item = Month>, level: Level) -> Option<Exact> {
        let months = months.into_iter().filter_map(|month| self.months.get(&month));
        let figures: Vec<&Exact> = months.filter_map(|figures| figures.of(level)).collect();
        if figures.is_empty() {
            return None;
        }
        let count = Exact::from(figures.len() as i64);
        let sum: Exact = figures.into_iter().sum();
        match smallest_part(self.unit) {
            Some(_) => Some(sum),
            None => sum.checked_div(&count),
        }
    }

    /// Whether any month has a figure of that level.
    pub fn has(&self, level: Level) -> bool {
        self.months.values().any(|figures| figures.of(level).is_some())
    }
}

/// Everybody's rows: by KPI, all products before each, the company before regions, teams and reps as people count them. Rates
/// are the reps' alone, for they are not summed.
pub fn rows(plan: &Plan, ground: Ground<'_>) -> Vec<Row> {
    let calendar = ground.calendar();
    let all: Vec<Month> = months::year(ground.year).collect();
    let present = present(&ground.records.roster, calendar, &all);
    let mut rows: BTreeMap<(Kpi, Option<String>, TargetScope), Row> = BTreeMap::new();
    for line in &plan.lines {
        let own = of_line(line, ground);
        if smallest_part(line.unit).is_some() {
            add_to_groups(&mut rows, &own, line.rep, &present);
        }
        rows.insert((line.kpi, line.product.clone(), own.whom.clone()), own);
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_cached_key(|row| {
        let rank = match &row.whom {
            TargetScope::Company => (0, Vec::new()),
            TargetScope::Region(name) => (1, natural_key(name)),
            TargetScope::Team(name) => (2, natural_key(name)),
            TargetScope::Rep(_) => (3, Vec::new()),
        };
        (row.kpi, row.product.clone(), rank, row.whom.clone())
    });
    rows
}

fn of_line(line: &Line, ground: Ground<'_>) -> Row {
    let months = line.months.iter().map(|(month, planned)| {
        let figures = Figures {
            target: Some(planned.target.clone()),
            floor: planned.floor.clone(),
            stretch: planned.stretch.clone(),
        };
        (*month, figures)
    });
    Row {
        whom: TargetScope::Rep(line.rep),
        kpi: line.kpi,
        unit: line.unit,
        product: line.product.clone(),
        months: months.collect(),
        spans: spans(line, ground),
    }
}

fn add_to_groups(
    rows: &mut BTreeMap<(Kpi, Option<String>, TargetScope), Row>,
    own: &Row,
    rep: RepKey,
    present: &Present,
) {
    let scopes = |of: &Presence| {
        let team = of.team.clone().map(TargetScope::Team);
        let region = of.region.clone().map(TargetScope::Region);
        [Some(TargetScope::Company), region, team]
    };
    let mut add = |scope: TargetScope, add: &dyn Fn(&mut Row)| {
        let key = (own.kpi, own.product.clone(), scope);
        let row = rows.entry(key.clone()).or_insert_with(|| Row {
            whom: key.2,
            kpi: own.kpi,
            unit: own.unit,
            product: own.product.clone(),
            months: BTreeMap::new(),
            spans: Spans::default(),
        });
        add(row);
    };
    for (month, figures) in &own.months {
        let Some(of) = present.get(&(rep, *month)) else {
            continue;
        };
        for scope in scopes(of).into_iter().flatten() {
            add(scope, &|row| row.months.entry(*month).or_default().add(figures));
        }
    }
    for (day, part) in &own.spans.days {
        let month = Month::of(*day);
        let Some(of) = month.and_then(|month| present.get(&(rep, month))) else {
            continue;
        };
        for scope in scopes(of).into_iter().flatten() {
            add(scope, &|row| row.spans.add(*day, part));
        }
    }
}
