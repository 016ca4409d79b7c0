//! Everything that a workbook shows, in the lists that rows are taken from.

use super::wording::words;
use super::{Figures, WorkbookOptions};
use crate::catalogue::Measure;
use crate::measure::details::{Change, CustomerChange, Details, MonthSales};
use crate::model::calendar::monday_of;
use crate::model::kpi::Unit;
use crate::model::policy::{Grade, Rule};
use crate::model::text::natural_key;
use crate::model::{Finding, Kpi, Language, Policy};
use crate::report::naming::Naming;
use crate::score::{Appraisal, KpiScore, Scorecard};
use crate::snapshot::TableAccount;
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many findings the appraisals list; all of them are in their own workbook.
pub const FINDINGS_BESIDE_APPRAISALS: usize = 5_000;

/// What a workbook shows.
pub struct Content<'a> {
    /// The scorecards.
    pub appraisal: &'a Appraisal,
    /// What stands behind them.
    pub details: &'a Details,
    /// The policy that they follow.
    pub policy: &'a Policy,
    /// Company, language, the way to the book.
    pub options: &'a WorkbookOptions,
    /// The gravest findings, in order.
    pub findings: Vec<&'a Finding>,
    /// How many findings there are in all.
    pub all_findings: usize,
    /// What became of the rows of every table.
    pub account: &'a [TableAccount],
    /// The KPIs of the scorecards, in policy order.
    pub kpis: Vec<KpiColumns>,
    /// The teams as people count them, those without a team last.
    pub teams: Vec<Team<'a>>,
    /// The reps by rank, as places in the appraisal.
    pub by_rank: Vec<usize>,
    /// The weeks that the period touches.
    pub weeks: Vec<Week>,
    /// The days of the period on which anyone has a target; of a month only.
    pub days: Vec<NaiveDate>,
    /// The targets that are broken down: places of the rep and of the plan.
    pub plan: Vec<(usize, usize)>,
    /// The grades, the best first.
    pub grades: Vec<&'a Grade>,
}

/// A KPI of the scorecards.
#[derive(Debug, Clone, Copy)]
pub struct KpiColumns {
    /// Which.
    pub kpi: Kpi,
    /// What kind of number its figures are.
    pub unit: Unit,
    /// Its weight.
    pub weight: Decimal,
    /// Whether it is measured against a target, for anyone.
    pub has_target: bool,
}

/// A team.
pub struct Team<'a> {
    /// Its name; none: the reps without a team.
    pub name: Option<&'a str>,
    /// Its members by rank, as places in the appraisal.
    pub members: Vec<usize>,
}

/// A week of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// ISO week number.
    pub number: u32,
    /// The first day of it that lies in the period.
    pub first: NaiveDate,
    /// The last day of it that lies in the period.
    pub last: NaiveDate,
}

impl<'a> Content<'a> {
    /// The content of an appraisal.
    pub fn new(figures: Figures<'a>, options: &'a WorkbookOptions) -> Self {
        let Figures {
            appraisal,
            details,
            policy,
            findings,
            account,
        } = figures;
        let cards = &appraisal.scorecards;
        let mut gravest: Vec<&Finding> = findings.iter().collect();
        gravest.sort();
        gravest.truncate(FINDINGS_BESIDE_APPRAISALS);
        let mut grades: Vec<&Grade> = policy.grades.iter().collect();
        grades.sort_by_key(|grade| Reverse(grade.at_least));
        let of_reps = details.reps.iter().enumerate();
        let plan = of_reps.flat_map(|(rep, details)| (0..details.plan.len()).map(move |plan| (rep, plan)));
        Self {
            appraisal,
            details,
            policy,
            options,
            findings: gravest,
            all_findings: findings.len(),
            account,
            kpis: kpis(cards),
            teams: teams(cards),
            by_rank: ranked(0..cards.len(), |place| cards[place].rank),
            weeks: weeks(appraisal),
            days: days(appraisal, details),
            plan: plan.collect(),
            grades,
        }
    }

    /// The language of every text.
    pub fn language(&self) -> Language {
        self.options.language
    }

    /// What figures are called.
    pub fn naming(&self) -> Naming<'a> {
        Naming {
            catalogue: &self.options.catalogue,
            language: self.options.language,
            currency: None,
        }
    }

    /// What a KPI is.
    pub fn measure(&self, kpi: Kpi) -> &'a Measure {
        self.options.catalogue.declared(kpi)
    }

    /// A rep's scorecard.
    pub fn card(&self, rep: usize) -> &'a Scorecard {
        &self.appraisal.scorecards[rep]
    }

    /// A rep's figures of the KPI at a place of the policy.
    pub fn kpi_score(&self, rep: usize, place: usize) -> Option<&'a KpiScore> {
        let kpi = self.kpis.get(place)?.kpi;
        let scores = &self.card(rep).kpis;
        let there = scores.get(place).filter(|score| score.kpi == kpi);
        there.or_else(|| scores.iter().find(|score| score.kpi == kpi))
    }

    /// A rep's months; none where no history was handed over.
    pub fn months_of(&self, rep: usize) -> &'a [MonthSales] {
        self.details.reps.get(rep).map_or(&[], |details| &details.months)
    }

    /// The place of a KPI.
    pub fn place_of(&self, kpi: Kpi) -> Option<usize> {
        self.kpis.iter().position(|columns| columns.kpi == kpi)
    }

    /// The customers of whom something became, as places in the details.
    pub fn customers(&self, change: Change) -> Vec<usize> {
        let of_change = |change_of: &CustomerChange| change_of.change == change;
        let customers = self.details.customers.iter().enumerate();
        customers
            .filter(|(_, customer)| of_change(customer))
            .map(|(place, _)| place)
            .collect()
    }

    /// A team's name as printed.
    pub fn team_name(&self, team: usize) -> &'a str {
        self.teams[team].name.unwrap_or(words(self.language()).no_team)
    }

    /// The place of a rep's team.
    pub fn team_of(&self, rep: usize) -> Option<usize> {
        let name = self.card(rep).rep.team.as_deref();
        self.teams.iter().position(|team| team.name == name)
    }
}

fn kpis(cards: &[Scorecard]) -> Vec<KpiColumns> {
    let mut kpis: Vec<KpiColumns> = Vec::new();
    for score in cards.iter().flat_map(|card| &card.kpis) {
        let has_target = score.target.is_some() || matches!(score.rule, Rule::Ratio { .. });
        match kpis.iter_mut().find(|columns| columns.kpi == score.kpi) {
            Some(columns) => columns.has_target |= has_target,
            None => kpis.push(KpiColumns {
                kpi: score.kpi,
                unit: score.unit,
                weight: score.weight,
                has_target,
            }),
        }
    }
    kpis
}

fn teams(cards: &[Scorecard]) -> Vec<Team<'_>> {
    let mut teams: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (place, card) in cards.iter().enumerate() {
        let team = card.rep.team.as_deref();
        let key = (team.is_none(), team.map(natural_key), team);
        teams.entry(key).or_default().push(place);
    }
    teams
        .into_iter()
        .map(|((_, _, name), members)| Team {
            name,
            members: ranked(members, |place| cards[place].team_rank),
        })
        .collect()
}

/// By rank, those without one last, then by number.
fn ranked(reps: impl IntoIterator<Item = usize>, rank: impl Fn(usize) -> Option<u32>) -> Vec<usize> {
    let mut reps: Vec<usize> = reps.into_iter().collect();
    reps.sort_by_key(|&rep| (rank(rep).is_none(), rank(rep), rep));
    reps
}

fn weeks(appraisal: &Appraisal) -> Vec<Week> {
    let (first, last) = (appraisal.period.first_day(), appraisal.period.last_day());
    monday_of(first)
        .iter_weeks()
        .take_while(|monday| *monday <= last)
        .map(|monday| Week {
            number: monday.iso_week().week(),
            first: monday.max(first),
            last: (monday + Days::new(6)).min(last),
        })
        .collect()
}

fn days(appraisal: &Appraisal, details: &Details) -> Vec<NaiveDate> {
    if appraisal.period.months().count() > 1 {
        return Vec::new();
    }
    let plans = details.reps.iter().flat_map(|rep| &rep.plan);
    let days: BTreeSet<NaiveDate> = plans
        .flat_map(|plan| plan.days.iter().map(|(day, _)| *day))
        .collect();
    days.into_iter().collect()
}
