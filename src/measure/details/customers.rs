//! Customers → those won, added and lost in a period, by name.

use super::super::{Facts, customers_added, customers_lost, new_customers};
use crate::model::{Dataset, Exact, Period};
use crate::records::{CustomerKey, RepKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of a customer in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// The first order ever.
    Won,
    /// Entered among the customers.
    Added,
    /// Lost.
    Lost,
}

/// A customer won, added or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerChange {
    /// What became of it.
    pub change: Change,
    /// When.
    pub date: NaiveDate,
    /// What the customer is called.
    pub customer: String,
    /// Whose it is: the rep's number.
    pub rep_id: String,
    /// The rep's name.
    pub rep: String,
    /// The rep's team.
    pub team: Option<String>,
    /// The last counted order known at the period's end.
    pub last_order: Option<NaiveDate>,
    /// All sales known up to the period's end.
    pub sales: Exact,
}

/// What became of customers in the period, by change, date and name.
pub(super) fn changes(facts: &Facts, period: Period) -> Vec<CustomerChange> {
    // Asked once: the answer looks through all orders.
    let can_be_judged = new_customers::can_be_judged(facts, period);
    let won = new_customers::won(facts, period)
        .filter(|_| can_be_judged)
        .map(|(customer, first)| (Change::Won, first.moment.date(), customer, first.rep));
    let added = customers_added::added(facts, period)
        .map(|(customer, owned)| (Change::Added, owned.created.date(), customer, owned.rep));
    // Without the period's orders, whoever bought before it would look lost.
    let by_orders = facts.policy.lost_after_days.is_some();
    let is_known = !by_orders || facts.records.has_rows(Dataset::ORDERS, period);
    let lost = customers_lost::lost(facts, period)
        .into_iter()
        .filter(|_| is_known)
        .map(|lost| (Change::Lost, lost.date, lost.customer, lost.rep));
    let changes: Vec<(Change, NaiveDate, CustomerKey, RepKey)> = won.chain(added).chain(lost).collect();
    let mut orders: BTreeMap<CustomerKey, (Option<NaiveDate>, Exact)> = changes
        .iter()
        .map(|(_, _, customer, _)| (*customer, (None, Exact::zero())))
        .collect();
    let last_day = period.last_day();
    for order in facts.records.orders.iter().filter(|order| !order.cancelled) {
        let date = order.moment.date();
        if let Some((last, sales)) = order
            .customer
            .and_then(|customer| orders.get_mut(&customer))
            .filter(|_| date <= last_day)
        {
            *last = (*last).max(Some(date));
            *sales = &*sales + &order.amount.into();
        }
    }
    let mut changes: Vec<CustomerChange> = changes
        .into_iter()
        .map(|(change, date, customer, rep)| {
            let rep = facts.records.roster.rep(rep);
            let assignment = rep.assignment_for(period);
            let names = &facts.records.customer_names;
            let (last_order, sales) = orders.get(&customer).cloned().unwrap_or((None, Exact::zero()));
            CustomerChange {
                change,
                date,
                customer: names.get(customer.0 as usize).cloned().unwrap_or_default(),
                rep_id: rep.rep_id.clone(),
                rep: assignment.name.clone(),
                team: assignment.team.clone(),
                last_order,
                sales,
            }
        })
        .collect();
    changes.sort_by(|a, b| {
        let key = |change: &CustomerChange| (change.change, change.date, change.rep_id.clone());
        (key(a), &a.customer).cmp(&(key(b), &b.customer))
    });
    changes
}
