//! Records and targets → what stands behind the measures, for reports: months of sales, customers by name, the
//! targets of each day, and sales by region and product.

mod aging;
mod at_risk;
mod customers;
mod forecast;
mod history;
mod lists;
mod method;
mod next;
mod pace;
mod season;
mod shares;
mod telling;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

pub use aging::{Aging, Debtor};
pub use at_risk::AtRisk;
pub use customers::{Change, CustomerChange};
pub use forecast::{Forecast, Hits, NoForecast, Outlook};
pub use history::{MONTHS, MonthSales};
pub use lists::{ListDetails, ListEntry, ListFigure, ListPart, ListValue};
pub use method::{LEAST_MONTHS, Method};
pub use next::{NextTarget, NextTargets};
pub use pace::{Pace, Standing};
pub use shares::Share;
pub use telling::{Telling, TellingRow};

use super::customers::CustomerBook;
use super::{Facts, sales};
use crate::model::{Exact, Expectations, Kpi, Period};
use crate::records::{Records, RepKey};
use crate::targets;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What reports show beside the scorecards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The company's sales and targets of the twelve months that end with the period, earliest first.
    pub months: Vec<MonthSales>,
    /// The details of each rep employed in the period, in order of their numbers.
    pub reps: Vec<RepDetails>,
    /// Customers won, added and lost in the period, in this order, each by date.
    pub customers: Vec<CustomerChange>,
    /// Customers who have been silent for longer than their own rhythm explains, the largest first.
    #[serde(default)]
    pub at_risk: Vec<AtRisk>,
    /// Sales of the period by region of the rep, the largest first.
    pub regions: Vec<Share>,
    /// Sales of the period by product, the largest first.
    pub products: Vec<Share>,
    /// The company's sales in the period, in the one before, and in the same one of the year before; none where
    /// no order of that time is known.
    pub sales: [Option<Exact>; 3],
    /// What the period that follows asks; none where nothing is known of it.
    pub next: Option<NextTargets>,
    /// The lists that are declared and nothing more, where there is a table of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListDetails>,
    /// Where everyone stands in the year, and where it may end; none where no order of the period is known.
    #[serde(default)]
    pub pace: Option<Pace>,
}

/// What reports show of a rep beside the scorecard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepDetails {
    /// Sales and targets of the same months as the company's.
    pub months: Vec<MonthSales>,
    /// The targets of the period by working day, of the KPIs whose targets can be split.
    pub plan: Vec<KpiPlan>,
    /// Orders of closed months that came later and count in this period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedOrder>,
    /// The rows behind the figures, in short.
    #[serde(default)]
    pub telling: Vec<Telling>,
}

/// A line of an order that is dated in a closed month and counts in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedOrder {
    /// The number of the order.
    pub number: String,
    /// Its day.
    pub date: NaiveDate,
    /// The customer.
    pub customer: Option<String>,
    /// The amount.
    pub amount: Decimal,
}

/// The target of a KPI, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiPlan {
    /// Which KPI.
    pub kpi: Kpi,
    /// The rep's working days of the period and the part of each; they add up to the target.
    pub days: Vec<(NaiveDate, Exact)>,
}

/// The carried orders of a period, by rep, each one's by day.
fn carried(facts: &Facts<'_>, period: Period) -> BTreeMap<RepKey, Vec<CarriedOrder>> {
    let mut carried: BTreeMap<RepKey, Vec<CarriedOrder>> = BTreeMap::new();
    for order in sales::counted_orders(facts, period) {
        let Some(date) = order.carried else { continue };
        let customer = order.customer.map(|key| key.0 as usize);
        carried.entry(order.rep).or_default().push(CarriedOrder {
            number: order.order_id.to_string(),
            date,
            customer: customer.and_then(|at| facts.records.customer_names.get(at).cloned()),
            amount: order.amount,
        });
    }
    for orders in carried.values_mut() {
        orders.sort_by(|a, b| (a.date, &a.number, a.amount).cmp(&(b.date, &b.number, b.amount)));
    }
    carried
}

/// What stands behind the measures of a period.
pub fn details(records: &Records, rules: targets::Rules<'_>, period: Period) -> Details {
    // What may be missing decides values; nothing here has any.
    let expected = &Expectations::default();
    let facts = Facts {
        records,
        policy: rules.policy,
        catalogue: rules.catalogue,
        calendar: rules.calendar,
        expected,
        customers: CustomerBook::new(records).0,
    };
    let year = pace::year_of(records, period);
    let history = history::history(&facts, period, &pace::months_of(year));
    let mut days = targets::by_day(records, rules, period);
    let lists = lists::lists(&facts, period, &days);
    let mut carried = carried(&facts, period);
    let mut told = telling::telling(&facts, period);
    let reps = records.roster.employed_in(period).map(|(key, rep)| RepDetails {
        carried: carried.remove(&key).unwrap_or_default(),
        telling: told.remove(&key).unwrap_or_default(),
        months: history.of(key, rep),
        plan: rules
            .policy
            .kpis
            .iter()
            .filter_map(|kpi| {
                let days = days.remove(&(key, kpi.id))?;
                Some(KpiPlan { kpi: kpi.id, days })
            })
            .collect(),
    });
    Details {
        reps: reps.collect(),
        months: history.company(),
        customers: customers::changes(&facts, period),
        at_risk: at_risk::at_risk(&facts, &history, period),
        regions: shares::by_region(&facts, period),
        products: shares::by_product(&facts, period),
        sales: [period, period.before(), period.year_before()]
            .map(|period| shares::of_company(&facts, period)),
        next: next::next(records, rules, period),
        lists,
        pace: pace::pace(&facts, &history, year, period),
    }
}
