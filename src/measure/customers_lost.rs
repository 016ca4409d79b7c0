//! 丢失客户数量: customers lost in the period, by their lost date or for want of orders.

use super::Facts;
use super::entry::{Entry, Reason};
use super::new_customers::earliest_order;
use crate::model::{Dataset, Exact, Period, Place};
use crate::records::{CustomerKey, Order, RepKey};
use chrono::{Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A customer that was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost<'a> {
    /// The row that tells: of the customers' list, or the last order's.
    pub(super) place: &'a Place,
    pub(super) customer: CustomerKey,
    pub(super) rep: RepKey,
    pub(super) date: NaiveDate,
}

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for lost in lost(facts, period) {
        let entry = Entry::new(lost.rep, (lost.place, lost.date), Ok(Exact::one()));
        see(entry.of(Some(lost.customer)));
    }
    for (at, row) in facts.records.customers.iter().enumerate() {
        let Some(date) = row.lost_date.filter(|date| period.contains(*date)) else {
            continue;
        };
        if !row.added.counts() {
            let entry = Entry::new(row.rep, (&row.place, date), Err(Reason::Cancelled));
            see(entry.of(Some(row.customer)));
            continue;
        }
        let Some(owned) = facts.customers.owner(row.customer) else {
            continue;
        };
        if owned.lost_row != Some(at) {
            let reason = if row.rep == owned.rep {
                Reason::SameCustomer
            } else {
                Reason::OtherOwner
            };
            see(Entry::new(row.rep, (&row.place, date), Err(reason)).of(Some(row.customer)));
        }
    }
}

/// The first day from which on orders would have to be known to tell who was lost in the period, where they are not.
pub(super) fn too_short(facts: &Facts, period: Period) -> Option<NaiveDate> {
    let days = Days::new(facts.policy.lost_after_days?.into());
    let needed = period.first_day().checked_sub_days(days)?;
    let known = earliest_order(facts).is_some_and(|earliest| earliest <= needed);
    (!known).then_some(needed)
}

/// The customers lost in the period: by their lost date, then for want of orders.
pub(super) fn lost<'a>(facts: &Facts<'a>, period: Period) -> Vec<Lost<'a>> {
    let rows = &facts.records.customers;
    let by_date = facts.customers.owned().filter_map(|(customer, owned)| {
        let date = owned.lost_date.filter(|date| period.contains(*date))?;
        Some(Lost {
            place: &rows.get(owned.lost_row?)?.place,
            customer,
            rep: owned.rep,
            date,
        })
    });
    by_date.chain(without_orders(facts, period)).collect()
}

/// Customers without a lost date for whom the policy's days since the last order, as it is known at the period's
/// end, run out in the period.
fn without_orders<'a>(facts: &Facts<'a>, period: Period) -> Vec<Lost<'a>> {
    let Some(days) = facts.policy.lost_after_days else {
        return Vec::new();
    };
    if !facts.records.present.contains(&Dataset::ORDERS) {
        return Vec::new();
    }
    let days = Days::new(u64::from(days));
    let orders = last_orders(facts, period.last_day()).into_iter();
    let lost = orders.filter_map(|(customer, last)| {
        let date = last.moment.date().checked_add_days(days)?;
        period.contains(date).then_some(())?;
        let owner = facts.customers.owner(customer);
        let rep = match owner {
            Some(owned) => owned.lost_date.is_none().then_some(owned.rep)?,
            None => last.rep,
        };
        let place = &last.place;
        Some(Lost {
            place,
            customer,
            rep,
            date,
        })
    });
    lost.collect()
}

/// Each customer's last counted order up to a day.
fn last_orders<'a>(facts: &Facts<'a>, until: NaiveDate) -> BTreeMap<CustomerKey, &'a Order> {
    let mut last: BTreeMap<CustomerKey, &Order> = BTreeMap::new();
    // Of orders at one moment the largest number decides; of an order's reps, the smaller number.
    let key = |order: &'a Order| (order.moment, &*order.order_id, Reverse(order.rep));
    for order in &facts.records.orders {
        if order.cancelled || order.moment.date() > until {
            continue;
        }
        let Some(customer) = order.customer else {
            continue;
        };
        let newest = last.entry(customer).or_insert(order);
        if key(order) > key(newest) {
            *newest = order;
        }
    }
    last
}
