//! A year's plan → `plan.json`: every figure, exactly.

use super::Document;
use crate::model::kpi::Unit;
use crate::model::{Exact, Finding, Kpi, Month, Period};
use crate::plan::{self, Change, Level, Plan, Row, Settings};
use crate::records::{Assignment, Rep, RepKey, Roster, TargetScope};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The published figures of a plan.
pub const FILE: &str = "plan.json";

/// A plan, and all that is told of it.
#[derive(Debug, Clone, Copy)]
pub struct PlanReport<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What everybody has.
    pub rows: &'a [Row],
    /// What it changes of the targets that stand in the inbox; none where there are none for the year.
    pub changes: Option<&'a [Change]>,
    /// How it was made.
    pub settings: &'a Settings,
    /// The reps.
    pub roster: &'a Roster,
    /// The year.
    pub period: Period,
    /// The company, as printed.
    pub company: &'a str,
    /// What is wrong, or worth knowing.
    pub findings: &'a [Finding],
}

impl<'a> PlanReport<'a> {
    /// A rep.
    pub fn rep(&self, key: RepKey) -> &'a Rep {
        self.roster.rep(key)
    }

    /// Where a rep belongs at the end of the year, or of employment.
    pub fn assignment(&self, key: RepKey) -> &'a Assignment {
        self.rep(key).assignment_for(self.period)
    }

    /// The reps that have a figure, by their numbers.
    pub fn reps(&self) -> Vec<RepKey> {
        let mut reps: Vec<RepKey> = self.plan.lines.iter().map(|line| line.rep).collect();
        reps.sort_unstable();
        reps.dedup();
        reps
    }

    /// Decimals that figures of a kind are written to where none states them exactly.
    fn places(unit: Unit) -> u32 {
        match unit {
            Unit::Money => 2,
            Unit::Count => 0,
            _ => 6,
        }
    }

    /// `plan.json`.
    pub fn document(&self) -> Result<Document, serde_json::Error> {
        let file = File {
            company: self.company,
            period: self.period.to_string(),
            plan: Meta {
                year: self.plan.year,
                season: self.plan.season.to_vec(),
                learned: self.plan.learned.as_ref(),
                working_days: self.plan.working_days,
                holidays_known: self.plan.knows_holidays,
            },
            groups: self.groups(),
            reps: self.reps().into_iter().map(|key| self.rep_json(key)).collect(),
        };
        let mut bytes = serde_json::to_vec_pretty(&file)?;
        bytes.push(b'\n');
        Ok(Document {
            path: FILE.into(),
            bytes,
        })
    }

    fn groups(&self) -> Vec<GroupJson<'a>> {
        let of_row = |row: &'a Row| {
            let (level, name) = match &row.whom {
                TargetScope::Company => ("company", None),
                TargetScope::Region(name) => ("region", Some(name.as_str())),
                TargetScope::Team(name) => ("team", Some(name.as_str())),
                TargetScope::Rep(_) => return None,
            };
            let target = self.target(row, &BTreeMap::new());
            Some(GroupJson { level, name, target })
        };
        self.rows.iter().filter_map(of_row).collect()
    }

    fn rep_json(&self, key: RepKey) -> RepJson<'a> {
        let assignment = self.assignment(key);
        let rows = self.rows.iter().filter(|row| row.whom == TargetScope::Rep(key));
        let targets = rows.map(|row| {
            let mut lines = self.plan.lines.iter();
            let line = lines.find(|line| (line.rep, line.kpi, &line.product) == (key, row.kpi, &row.product));
            let months = line.into_iter().flat_map(|line| &line.months);
            let stated = months.map(|(month, planned)| (*month, planned.stated.clone()));
            self.target(row, &stated.collect())
        });
        RepJson {
            rep_id: &self.rep(key).rep_id,
            name: &assignment.name,
            team: assignment.team.as_deref(),
            region: assignment.region.as_deref(),
            title: assignment.title.as_deref(),
            targets: targets.collect(),
        }
    }

    fn target(&self, row: &'a Row, stated: &BTreeMap<Month, Exact>) -> TargetJson<'a> {
        let places = Self::places(row.unit);
        let decimal = |figure: &Exact| figure.to_shortest_decimal(places);
        let year = |level| row.over(plan::year(self.plan.year), level).as_ref().map(decimal);
        let quarter = |number: usize| {
            let months = plan::year(self.plan.year).skip(number * 3).take(3);
            row.over(months, Level::Target).as_ref().map(decimal)
        };
        let months = row.months.iter().map(|(month, figures)| MonthJson {
            month: month.to_string(),
            target: figures.target.as_ref().map(decimal),
            stated: stated.get(month).map(|stated| stated.to_shortest_decimal(6)),
            floor: figures.floor.as_ref().map(decimal),
            stretch: figures.stretch.as_ref().map(decimal),
        });
        TargetJson {
            kpi: row.kpi,
            product: row.product.as_deref(),
            year: year(Level::Target),
            floor: year(Level::Floor),
            stretch: year(Level::Stretch),
            quarters: [0, 1, 2, 3].map(quarter).into_iter().map(Number).collect(),
            months: months.collect(),
        }
    }
}

#[derive(Serialize)]
struct File<'a> {
    company: &'a str,
    period: String,
    plan: Meta<'a>,
    groups: Vec<GroupJson<'a>>,
    reps: Vec<RepJson<'a>>,
}

#[derive(Serialize)]
struct Meta<'a> {
    year: i32,
    season: Vec<Decimal>,
    learned: Option<&'a plan::Learned>,
    working_days: [u32; 12],
    holidays_known: bool,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    level: &'static str,
    name: Option<&'a str>,
    #[serde(flatten)]
    target: TargetJson<'a>,
}

#[derive(Serialize)]
struct RepJson<'a> {
    rep_id: &'a str,
    name: &'a str,
    team: Option<&'a str>,
    region: Option<&'a str>,
    title: Option<&'a str>,
    targets: Vec<TargetJson<'a>>,
}

#[derive(Serialize)]
struct TargetJson<'a> {
    kpi: Kpi,
    product: Option<&'a str>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    year: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    floor: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    stretch: Option<Decimal>,
    quarters: Vec<Number>,
    months: Vec<MonthJson>,
}

#[derive(Serialize)]
struct MonthJson {
    month: String,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    target: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    stated: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    floor: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    stretch: Option<Decimal>,
}

/// A figure of a list; none is null.
#[derive(Serialize)]
#[serde(transparent)]
struct Number(#[serde(with = "rust_decimal::serde::arbitrary_precision_option")] Option<Decimal>);
