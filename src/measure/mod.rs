//! Records and targets → measures: each rep's target, actual and growth for each KPI of the policy.

mod actuals;
mod calls;
mod checks;
mod conduct;
mod counted;
mod customers;
mod customers_added;
mod customers_lost;
mod declared;
pub mod details;
mod entry;
mod evidence;
mod expected;
mod facts;
mod gaps;
mod growth;
mod manual;
mod months_without_target;
mod new_customers;
mod rep_measures;
mod reports;
mod requests;
mod sales;
mod visits;
mod weekly_orders;

pub use actuals::Absent;
pub use checks::checks;
pub use counted::{RowsOfFigure, counted};
pub use details::{CarriedOrder, Details, details};
pub use entry::{Entry, Making, Reason};
pub use evidence::{Base, CountedRow, Evidence, LeftOutRow, Use, WhyLeftOut, evidence, uses};
pub use facts::Rules;
pub use growth::rate as growth_rate;
pub use rep_measures::{Measure, RepMeasures, WeekOrders};

use crate::catalogue::{Figure, Measure as Declared};
use crate::model::{Exact, Finding, Kpi, Month, Period};
use crate::records::{Records, RepKey};
use crate::targets::Targets;
use actuals::Actuals;
use facts::Facts;
use std::collections::{BTreeMap, BTreeSet};

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

/// A KPI's actuals of every rep in each of those months; nothing of a month of which nobody can tell.
pub fn by_month(
    records: &Records,
    rules: Rules<'_>,
    kpi: Kpi,
    months: &[Month],
) -> BTreeMap<(RepKey, Month), Exact> {
    let (facts, _) = Facts::new(records, rules);
    let mut figures = BTreeMap::new();
    for &month in months {
        let actuals = actuals::actuals(&facts, kpi, Period::month(month));
        let of_rep = |(rep, _)| Some(((rep, month), actuals.base(rep)?));
        figures.extend(records.roster.iter().filter_map(of_rep));
    }
    figures
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
