//! Records and targets → measures: each rep's target, actual and growth for each KPI of the policy.

mod actuals;
mod calls;
mod conduct;
mod customers;
mod customers_added;
mod customers_lost;
mod gaps;
mod growth;
mod new_customers;
mod reports;
mod requests;
mod sales;
mod visits;
mod weekly_orders;

use crate::model::{Calendar, Exact, Finding, Kpi, Period, Policy};
use crate::records::{Records, RepKey};
use crate::targets::Targets;
use actuals::Actuals;
use chrono::NaiveDate;
use customers::CustomerBook;

/// One rep's figures for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepMeasures {
    /// The rep.
    pub rep: RepKey,
    /// A measure for each KPI, in policy order.
    pub measures: Vec<Measure>,
    /// Distinct orders of each ISO week that the period touches; empty without orders' dataset.
    pub weeks: Vec<WeekOrders>,
    /// Mean hours until a request was replied to, of those received in the period that were.
    pub mean_reply_hours: Option<Exact>,
}

/// A KPI of one rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub kpi: Kpi,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    calendar: &'a Calendar,
    customers: CustomerBook,
}

/// The measures of every rep employed in the period, in order of their numbers, for the KPIs of the policy.
pub fn measure(
    records: &Records,
    targets: &Targets,
    policy: &Policy,
    calendar: &Calendar,
    period: Period,
) -> (Vec<RepMeasures>, Vec<Finding>) {
    let (customers, mut findings) = CustomerBook::new(records);
    let facts = Facts {
        records,
        policy,
        calendar,
        customers,
    };
    let series: Vec<KpiSeries> = policy
        .kpis
        .iter()
        .map(|kpi| KpiSeries::new(&facts, kpi.id, period))
        .collect();
    let sales = actuals::actuals(&facts, Kpi::Sales, period);
    let weeks = weekly_orders::by_week(&facts, period);
    let reply_hours = requests::mean_hours(&facts, period);

    let reps: Vec<RepMeasures> = records
        .roster
        .employed_in(period)
        .map(|(rep, _)| RepMeasures {
            rep,
            measures: series
                .iter()
                .map(|series| series.measure(rep, targets, sales.of(rep).as_ref()))
                .collect(),
            weeks: weeks.of(rep),
            mean_reply_hours: reply_hours.get(&rep).cloned(),
        })
        .collect();

    findings.extend(conduct::findings(&facts, period));
    findings.extend(gaps::findings(&facts, &reps, period));
    (reps, findings)
}

/// A KPI's actuals in the period and in the two that it is compared with.
struct KpiSeries {
    kpi: Kpi,
    now: Actuals,
    before: Actuals,
    year_before: Actuals,
}

impl KpiSeries {
    fn new(facts: &Facts, kpi: Kpi, period: Period) -> Self {
        // Growth is compared as sales are: what stands beside it is the growth of sales.
        let compared = if kpi == Kpi::Growth { Kpi::Sales } else { kpi };
        Self {
            kpi,
            now: actuals::actuals(facts, kpi, period),
            before: actuals::actuals(facts, compared, period.before()),
            year_before: actuals::actuals(facts, compared, period.year_before()),
        }
    }

    fn measure(&self, rep: RepKey, targets: &Targets, sales: Option<&Exact>) -> Measure {
        let actual = self.now.of(rep);
        let compared = match self.kpi {
            Kpi::Growth => sales,
            Kpi::Conduct | Kpi::Reports | Kpi::Requests => None,
            _ => actual.as_ref(),
        };
        let mom = growth::rate(compared, self.before.base(rep).as_ref());
        let yoy = growth::rate(compared, self.year_before.base(rep).as_ref());
        Measure {
            kpi: self.kpi,
            target: targets.get(&(rep, self.kpi)).cloned(),
            actual,
            mom,
            yoy,
        }
    }
}
