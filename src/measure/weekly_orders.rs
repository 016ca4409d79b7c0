//! 周订单数量: distinct orders ÷ (the rep's working days ÷ 5), and the count of each ISO week.

use super::{Actuals, Facts, WeekOrders, sales};
use crate::model::{Dataset, Exact, Period};
use crate::records::RepKey;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Working days of a week.
const DAYS_A_WEEK: i64 = 5;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let mut orders: BTreeMap<RepKey, BTreeSet<(&str, u64)>> = BTreeMap::new();
    for order in sales::counted_orders(facts, period) {
        orders.entry(order.rep).or_default().insert(order.number());
    }
    let rates = facts.records.roster.iter().filter_map(|(key, rep)| {
        let (first, last) = rep.employed_within(period.first_day(), period.last_day())?;
        let days = i64::from(facts.calendar.working_days(first, last));
        let count = orders.get(&key).map_or(0, BTreeSet::len) as i64;
        let rate = Exact::from(count * DAYS_A_WEEK).checked_div(&Exact::from(days))?;
        Some((key, rate.round(2)))
    });
    Actuals::new(rates.collect(), None)
}

/// Distinct orders by rep and week.
pub(super) struct Weeks {
    mondays: Vec<NaiveDate>,
    orders: BTreeMap<(RepKey, NaiveDate), u32>,
}

impl Weeks {
    /// Every week that the period touches, those without an order included.
    pub(super) fn of(&self, rep: RepKey) -> Vec<WeekOrders> {
        let week = |&monday: &NaiveDate| WeekOrders {
            monday,
            week: monday.iso_week().week(),
            orders: self.orders.get(&(rep, monday)).copied().unwrap_or(0),
        };
        self.mondays.iter().map(week).collect()
    }
}

/// Counts the distinct orders of each ISO week, of the period's days alone; no week where nothing is known of its orders.
pub(super) fn by_week(facts: &Facts, period: Period) -> Weeks {
    let distinct: BTreeSet<(RepKey, NaiveDate, (&str, u64))> = sales::counted_orders(facts, period)
        .map(|order| (order.rep, monday_of(order.moment.date()), order.number()))
        .collect();
    let mut orders = BTreeMap::new();
    for (rep, monday, _) in distinct {
        *orders.entry((rep, monday)).or_default() += 1;
    }
    let may_be_empty =
        facts.expected.is_optional(Dataset::Orders) && facts.records.present.contains(&Dataset::Orders);
    let known = may_be_empty || sales::has_orders(facts, period);
    let first = monday_of(period.first_day());
    let mondays = first
        .iter_weeks()
        .take_while(|monday| known && *monday <= period.last_day());
    Weeks {
        mondays: mondays.collect(),
        orders,
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}
