//! Records and targets → measures: each rep's target, actual and growth for each KPI of the policy.

mod actuals;
mod calls;
mod checks;
mod conduct;
mod customers;
mod customers_added;
mod customers_lost;
mod declared;
pub mod details;
mod entry;
mod evidence;
mod expected;
mod gaps;
mod growth;
mod manual;
mod months_without_target;
mod new_customers;
mod reports;
mod requests;
mod sales;
mod visits;
mod weekly_orders;

pub use actuals::Absent;
pub use checks::checks;
pub use details::{Details, details};
pub use entry::{Entry, Making, Reason};
pub use evidence::{Base, CountedRow, Evidence, LeftOutRow, Use, WhyLeftOut, evidence, uses};
pub use growth::rate as growth_rate;

use crate::catalogue::{Catalogue, Figure, Measure as Declared};
use crate::model::kpi::Unit;
use crate::model::{Calendar, Exact, Expectations, Finding, Kpi, Period, Policy};
use crate::records::{Records, Remarks, RepKey};
use crate::targets::{self, Targets};
use actuals::Actuals;
use chrono::NaiveDate;
use customers::CustomerBook;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One rep's figures for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepMeasures {
    /// The rep.
    pub rep: RepKey,
    /// A measure for each KPI, in policy order.
    pub measures: Vec<Measure>,
    /// Distinct orders of each ISO week that the period touches; empty without orders' dataset.
    pub weeks: Vec<WeekOrders>,
    /// What the manager wrote.
    pub remarks: Remarks,
    /// Mean hours until a request was replied to, of those received in the period that were.
    pub mean_reply_hours: Option<Exact>,
}

/// A KPI of one rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub kpi: Kpi,
    /// What kind of number it is.
    pub unit: Unit,
    /// What was to be reached.
    pub target: Option<Exact>,
    /// What was reached; rates are shares (0.95), not percentages.
    pub actual: Option<Exact>,
    /// Growth over the period before (环比).
    pub mom: Option<Exact>,
    /// Growth over the same period of the year before (同比).
    pub yoy: Option<Exact>,
}

impl Measure {
    /// actual ÷ target (达成率); none where either is absent or the target is 0.
    pub fn attainment(&self) -> Option<Exact> {
        self.actual.as_ref()?.checked_div(self.target.as_ref()?)
    }
}

/// The orders of an ISO week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekOrders {
    /// Monday of the week.
    pub monday: NaiveDate,
    /// ISO week number.
    pub week: u32,
    /// Distinct orders dated in that week and in the period.
    pub orders: u32,
}

/// What every KPI is computed from.
struct Facts<'a> {
    records: &'a Records,
    policy: &'a Policy,
    catalogue: &'a Catalogue,
    calendar: &'a Calendar,
    expected: &'a Expectations,
    customers: CustomerBook,
}

impl<'a> Facts<'a> {
    /// What records and rules say, and what is wrong with customers on the way.
    fn new(records: &'a Records, rules: Rules<'a>) -> (Self, Vec<Finding>) {
        let (customers, findings) = CustomerBook::new(records);
        let facts = Self {
            records,
            policy: rules.policy,
            catalogue: rules.catalogue,
            calendar: rules.calendar,
            expected: rules.expected,
            customers,
        };
        (facts, findings)
    }

    /// What targets are broken down by.
    fn rules(&self) -> targets::Rules<'a> {
        targets::Rules {
            policy: self.policy,
            catalogue: self.catalogue,
            calendar: self.calendar,
        }
    }
}

/// What figures are measured by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// KPIs, weights, rules.
    pub policy: &'a Policy,
    /// What the KPIs are.
    pub catalogue: &'a Catalogue,
    /// Working days.
    pub calendar: &'a Calendar,
    /// What the exports are expected to hold.
    pub expected: &'a Expectations,
}

impl<'a> Rules<'a> {
    /// What targets are broken down by.
    pub fn of_targets(self) -> targets::Rules<'a> {
        targets::Rules {
            policy: self.policy,
            catalogue: self.catalogue,
            calendar: self.calendar,
        }
    }
}

/// The measures of every rep employed in the period, in order of their numbers, for the KPIs of the policy.
pub fn measure(
    records: &Records,
    targets: &Targets,
    rules: Rules<'_>,
    period: Period,
) -> (Vec<RepMeasures>, Vec<Finding>) {
    let Rules {
        policy, catalogue, ..
    } = rules;
    let (facts, mut findings) = Facts::new(records, rules);
    let series: BTreeMap<Kpi, KpiSeries> = policy
        .kpis
        .iter()
        .map(|kpi| catalogue.measured_by(kpi.id))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|kpi| (kpi, KpiSeries::new(&facts, kpi, period)))
        .collect();
    let weeks = weekly_orders::by_week(&facts, period);
    let reply_hours = requests::mean_hours(&facts, period);

    let reps: Vec<RepMeasures> = records
        .roster
        .employed_in(period)
        .map(|(rep, _)| RepMeasures {
            rep,
            measures: policy
                .kpis
                .iter()
                .filter_map(|kpi| {
                    let series = series.get(&catalogue.measured_by(kpi.id))?;
                    Some(series.measure(catalogue.measure(kpi.id)?, rep, targets))
                })
                .collect(),
            weeks: weeks.of(rep),
            remarks: records.remarks.get(&rep).cloned().unwrap_or_default(),
            mean_reply_hours: reply_hours.get(&rep).cloned(),
        })
        .collect();

    findings.extend(conduct::findings(&facts, period));
    findings.extend(manual::findings(&facts, period));
    findings.extend(gaps::findings(&facts, &reps, period));
    findings.extend(declared::findings(&facts, period));
    findings.extend(months_without_target::findings(&facts, period));
    findings.extend(self::expected::findings(&facts, period));
    (reps, findings)
}

/// A KPI's actuals in the period and in the two that it is compared with.
struct KpiSeries {
    now: Actuals,
    before: Actuals,
    year_before: Actuals,
}

impl KpiSeries {
    fn new(facts: &Facts, kpi: Kpi, period: Period) -> Self {
        let actuals = |period| actuals::actuals(facts, kpi, period);
        Self {
            now: actuals(period),
            before: actuals(period.before()),
            year_before: actuals(period.year_before()),
        }
    }

    /// The measure of the KPI that this series is of, or whose growth it shows.
    fn measure(&self, declared: &Declared, rep: RepKey, targets: &Targets) -> Measure {
        let now = self.now.of(rep);
        let grown = |base: &Actuals| {
            let grown = growth_rate(now.as_ref(), base.base(rep).as_ref());
            grown.filter(|_| declared.is_compared())
        };
        let (mom, yoy) = (grown(&self.before), grown(&self.year_before));
        Measure {
            kpi: declared.kpi,
            unit: declared.unit,
            target: targets.get(&(rep, declared.kpi)).cloned(),
            actual: match declared.figure {
                Figure::GrowthOf(_) => mom.clone(),
                _ => now,
            },
            mom,
            yoy,
        }
    }
}
