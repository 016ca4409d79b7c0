//! 周订单数量: distinct orders ÷ (the rep's working days ÷ 5), and the count of each ISO week.

use super::entry::{Entry, Reason};
use super::{Facts, WeekOrders, sales};
use crate::model::calendar::monday_of;
use crate::model::hash::QuickSet;
use crate::model::{Dataset, Exact, Period};
use crate::records::RepKey;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The first line of each order counts for each of its reps.
pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    let mut seen: QuickSet<(RepKey, (&str, u64))> = QuickSet::default();
    for order in sales::orders(facts, period) {
        let outcome = if order.cancelled {
            Err(Reason::Cancelled)
        } else if seen.insert((order.rep, order.number())) {
            Ok(Exact::one())
        } else {
            Err(Reason::SameOrder)
        };
        let entry = Entry::new(order.rep, (&order.place, order.moment.date()), outcome);
        see(entry
            .of(order.customer)
            .worth(order.amount)
            .numbered(&order.order_id));
    }
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
    let mut distinct: QuickSet<(RepKey, i32, (&str, u64))> = QuickSet::default();
    let mut orders = BTreeMap::new();
    for order in sales::counted_orders(facts, period) {
        let monday = monday_of(order.moment.date());
        if distinct.insert((order.rep, monday.num_days_from_ce(), order.number())) {
            *orders.entry((order.rep, monday)).or_default() += 1;
        }
    }
    let may_be_empty =
        facts.expected.is_optional(Dataset::ORDERS) && facts.records.present.contains(&Dataset::ORDERS);
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
