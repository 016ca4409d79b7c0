//! 丢失客户数量: customers lost in the period, by their lost date or for want of orders.

use super::new_customers::earliest_order;
use super::{Actuals, Facts};
use crate::model::{Dataset, Period};
use crate::records::{CustomerKey, RepKey};
use chrono::{Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A customer that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost {
    pub(super) customer: CustomerKey,
    pub(super) rep: RepKey,
    pub(super) date: NaiveDate,
}

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    if too_short(facts, period).is_some() {
        return Actuals::absent();
    }
    let lost = lost(facts, period).into_iter().map(|lost| lost.rep);
    Actuals::counted(lost)
}

/// The first day from which on orders would have to be known to tell who was lost in the period, where they are not.
pub(super) fn too_short(facts: &Facts, period: Period) -> Option<NaiveDate> {
    let days = Days::new(facts.policy.lost_after_days?.into());
    let needed = period.first_day().checked_sub_days(days)?;
    let known = earliest_order(facts).is_some_and(|earliest| earliest <= needed);
    (!known).then_some(needed)
}

/// The customers lost in the period: by their lost date, then for want of orders.
pub(super) fn lost(facts: &Facts, period: Period) -> Vec<Lost> {
    let by_date = facts.customers.owned().filter_map(|(customer, owned)| {
        let date = owned.lost_date.filter(|date| period.contains(*date))?;
        let rep = owned.rep;
        Some(Lost { customer, rep, date })
    });
    by_date.chain(without_orders(facts, period)).collect()
}

/// Customers without a lost date for whom the policy's days since the last order, as it is known at the period's
/// end, run out in the period.
fn without_orders(facts: &Facts, period: Period) -> Vec<Lost> {
    let Some(days) = facts.policy.lost_after_days else {
        return Vec::new();
    };
    if !facts.records.present.contains(&Dataset::Orders) {
        return Vec::new();
    }
    let days = Days::new(u64::from(days));
    let orders = last_orders(facts, period.last_day()).into_iter();
    let lost = orders.filter_map(|(customer, (last, rep))| {
        let date = last.checked_add_days(days)?;
        period.contains(date).then_some(())?;
        let owner = facts.customers.owner(customer);
        let rep = match owner {
            Some(owned) => owned.lost_date.is_none().then_some(owned.rep)?,
            None => rep,
        };
        Some(Lost { customer, rep, date })
    });
    lost.collect()
}

/// Each customer's last counted order up to a day: its date, and the rep that it names.
fn last_orders(facts: &Facts, until: NaiveDate) -> BTreeMap<CustomerKey, (NaiveDate, RepKey)> {
    let mut last = BTreeMap::new();
    for order in &facts.records.orders {
        if order.cancelled || order.moment.date() > until {
            continue;
        }
        let Some(customer) = order.customer else {
            continue;
        };
        // Of orders at one moment the largest number decides; of an order's reps, the smaller number.
        let candidate = (order.moment, &*order.order_id, Reverse(order.rep));
        let newest = last.entry(customer).or_insert(candidate);
        *newest = candidate.max(*newest);
    }
    last.into_iter()
        .map(|(customer, (moment, _, rep))| (customer, (moment.date(), rep.0)))
        .collect()
}
