//! 丢失客户数量: customers lost in the period, by their lost date or for want of orders.

use super::{Actuals, Facts, sales};
use crate::model::{Dataset, Period};
use crate::records::{CustomerKey, RepKey};
use chrono::{Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let is_lost = |lost: Option<NaiveDate>| lost.is_some_and(|lost| period.contains(lost));
    let by_date = facts
        .customers
        .owned()
        .filter(|owned| is_lost(owned.lost_date))
        .map(|owned| owned.rep);
    let lost = by_date.chain(without_orders(facts, period));
    let mut rows = facts.records.customers.iter();
    let has_rows = rows.any(|row| period.contains(row.created.date()) || is_lost(row.lost_date));
    Actuals::counted(lost, has_rows || sales::has_orders(facts, period))
}

/// The owners of customers without a lost date for whom the policy's days since the last order, as it is known at
/// the period's end, run out in the period.
fn without_orders(facts: &Facts, period: Period) -> Vec<RepKey> {
    let Some(days) = facts.policy.lost_after_days else {
        return Vec::new();
    };
    if !facts.records.present.contains(&Dataset::Orders) {
        return Vec::new();
    }
    let runs_out = |last: NaiveDate| last.checked_add_days(Days::new(u64::from(days)));
    last_orders(facts, period.last_day())
        .into_iter()
        .filter(|(_, (last, _))| runs_out(*last).is_some_and(|day| period.contains(day)))
        .filter_map(|(customer, (_, rep))| match facts.customers.owner(customer) {
            Some(owned) => owned.lost_date.is_none().then_some(owned.rep),
            None => Some(rep),
        })
        .collect()
}

/// Each customer's last counted order up to a day: its date, and the rep that it names.
fn last_orders(facts: &Facts, until: NaiveDate) -> BTreeMap<CustomerKey, (NaiveDate, RepKey)> {
    let mut last = BTreeMap::new();
    for order in &facts.records.orders {
        if order.cancelled || order.moment.date() > until {
            continue;
        }
        // Of orders at one moment the largest number decides; of an order's reps, the smaller number.
        let candidate = (order.moment, &*order.order_id, Reverse(order.rep));
        let newest = last.entry(order.customer).or_insert(candidate);
        *newest = candidate.max(*newest);
    }
    last.into_iter()
        .map(|(customer, (moment, _, rep))| (customer, (moment.date(), rep.0)))
        .collect()
}
