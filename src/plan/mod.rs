//! What a year is to bring, as the director states it → what each rep is to reach each month and day of it.
//!
//! A figure that is stated for a group and a time is spread over the *cells* that it covers, the months of reps who belong to
//! the group then. The narrowest figures go first; what a cell has by then stays, and the rest goes to the others. So the
//! parts of each figure add up to it, whatever was set below it, and everything that is shown is a sum of cells.

mod balance;
mod cells;
mod days;
mod fill;
mod lines;
mod months;
mod presence;
mod rows;
mod season;
mod settings;
mod share;
mod sheet;
mod signed;
mod tiers;

pub use days::Spans;
pub use lines::{Line, Planned, Tier};
pub use months::year;
pub use rows::{Figures, Level, Row, rows};
pub use season::{Learned, learned};
pub use settings::{Aim, By, Season, Settings, Whom};
pub use signed::{Change, changes};

use crate::catalogue::Catalogue;
use crate::measure;
use crate::model::{Calendar, Exact, Finding, Kpi, Month, Period, Policy, Problem};
use crate::records::{Records, RepKey};
use cells::resolve;
use lines::lines;
use presence::present;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What a plan is made from beside the settings.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The roster, and the orders that seasons and shares are learned from.
    pub records: &'a Records,
    /// What figures are measured by.
    pub rules: measure::Rules<'a>,
    /// The year planned.
    pub year: i32,
    /// The period whose folders were read: later months are not known.
    pub known: Period,
}

impl<'a> Ground<'a> {
    fn calendar(self) -> &'a Calendar {
        self.rules.calendar
    }

    fn catalogue(self) -> &'a Catalogue {
        self.rules.catalogue
    }

    fn policy(self) -> &'a Policy {
        self.rules.policy
    }

    /// Whether what happened in a month is known: it is over, and not of the year planned.
    fn is_known(self, month: Month) -> bool {
        month.last_day() <= self.known.last_day() && month.year() < self.year
    }
}

/// A year's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The year.
    pub year: i32,
    /// What each rep is to reach, by KPI, rep and product; the figure of all products comes first.
    pub lines: Vec<Line>,
    /// What the months weigh, from January on, working days apart.
    pub season: [Decimal; 12],
    /// How that was learned, where it was.
    pub learned: Option<Learned>,
    /// The working days of the months, from January on.
    pub working_days: [u32; 12],
    /// Whether the year's public holidays are known.
    pub knows_holidays: bool,
    /// What the weight of each rep is within a group: the roster's, 1, or what the rep sold a month of last year.
    pub weights: Vec<(RepKey, Exact)>,
}

impl Plan {
    /// The KPIs that the plan is about, in the catalogue's order.
    pub fn kpis(&self) -> Vec<Kpi> {
        let kpis: BTreeSet<Kpi> = self.lines.iter().map(|line| line.kpi).collect();
        kpis.into_iter().collect()
    }

    /// The products that have figures of their own, by name.
    pub fn products(&self) -> Vec<&str> {
        let products: BTreeSet<&str> = self
            .lines
            .iter()
            .filter_map(|line| line.product.as_deref())
            .collect();
        products.into_iter().collect()
    }
}

/// Breaks a year's figures down.
pub fn plan(ground: Ground<'_>, settings: &Settings) -> (Plan, Vec<Finding>) {
    let mut findings = Vec::new();
    let months: Vec<Month> = year(ground.year).collect();
    let knows_holidays = ground.calendar().knows(ground.year);
    if !knows_holidays {
        let problem = Problem::UnknownCalendarYear { year: ground.year };
        findings.push(Finding::general(problem));
    }
    let present = present(&ground.records.roster, ground.calendar(), &months);
    let (season, learned) = season::weights(ground, &settings.season, &mut findings);
    let (wholes, unknown) = resolve(settings, &ground.records.roster, ground.year);
    findings.extend(unknown);
    let shares = share::shares(ground, settings.by, &present, &mut findings);
    let working_days = months::working_days(ground.calendar(), &months);
    let field = fill::Field {
        present: &present,
        shares: &shares,
        season: months::weights(&season, settings.by_working_days.then_some(&working_days)),
        on_board: settings.on_board,
        round_to: settings.round_to,
    };
    let lines = lines(ground, settings, &field, &wholes, &mut findings);
    let mut carriers: Vec<RepKey> = lines.iter().map(|line| line.rep).collect();
    carriers.sort_unstable();
    carriers.dedup();
    let plan = Plan {
        year: ground.year,
        lines,
        season,
        learned,
        working_days,
        knows_holidays,
        weights: share::shown(&carriers, &shares, &present),
    };
    findings.sort();
    findings.dedup();
    (plan, findings)
}

#[cfg(test)]
mod tests;
