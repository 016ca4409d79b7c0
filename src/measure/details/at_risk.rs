//! Customers' orders → those who have been silent for longer than their own rhythm explains, before they are lost.

use super::super::Facts;
use super::super::customers::is_return;
use super::history::History;
use crate::model::{Exact, Period};
use crate::records::{CustomerKey, Order, RepKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Days with an order that a rhythm takes.
const LEAST_DAYS: usize = 4;

/// How many gaps between orders a rhythm is made of, the latest.
const GAPS: usize = 12;

/// Silence below so many usual gaps is nothing to call for.
const USUAL_GAPS: i64 = 2;

/// A customer who may be about to be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtRisk {
    /// What the customer is called.
    pub customer: String,
    /// Who should call: the rep's number, of the owner or of the last order.
    pub rep_id: String,
    /// The rep's name.
    pub rep: String,
    /// The rep's team.
    pub team: Option<String>,
    /// Who that rep answers to, and should see to it where the rep has left.
    pub manager: Option<String>,
    /// Whether the rep has left by the period's end.
    pub left: bool,
    /// The day of the last order.
    pub last_order: NaiveDate,
    /// Days from there to the period's end.
    pub silent: i64,
    /// The median of the days between orders.
    pub usual: Exact,
    /// The most days between two orders.
    pub longest: i64,
    /// On how many days there were orders.
    pub orders: usize,
    /// What was sold in the twelve months that end with the period, as far as they are known.
    pub sales: Exact,
}

/// A customer's days with orders, and the last order.
struct Rhythm<'a> {
    days: Vec<NaiveDate>,
    last: &'a Order,
    sales: Exact,
}

/// The customers at risk at the period's end, the largest first.
pub(super) fn at_risk(facts: &Facts, history: &History, period: Period) -> Vec<AtRisk> {
    let Some(since) = period
        .months()
        .last()
        .and_then(|until| history.known_since(until))
    else {
        return Vec::new();
    };
    let mut found: Vec<AtRisk> = rhythms(facts, since.first_day(), period)
        .into_iter()
        .filter_map(|(customer, rhythm)| judged(facts, period, customer, rhythm))
        .collect();
    found.sort_by(|a, b| (&b.sales, &a.customer, &a.rep_id).cmp(&(&a.sales, &b.customer, &b.rep_id)));
    found
}

/// Orders of the months in a row that are known: a gap in the exports is no silence of a customer.
fn rhythms<'a>(facts: &Facts<'a>, since: NaiveDate, period: Period) -> BTreeMap<CustomerKey, Rhythm<'a>> {
    let a_year = period.last_day().checked_sub_months(chrono::Months::new(12));
    let key = |order: &'a Order| (order.moment, &*order.order_id, Reverse(order.rep));
    let mut rhythms: BTreeMap<CustomerKey, Rhythm<'a>> = BTreeMap::new();
    for order in facts.records.orders.iter().filter(|order| !order.cancelled) {
        let day = order.moment.date();
        let Some(customer) = order
            .customer
            .filter(|_| since <= day && day <= period.last_day())
        else {
            continue;
        };
        let is_recent = a_year.is_none_or(|a_year| day > a_year);
        if is_return(order) {
            if let Some(rhythm) = rhythms.get_mut(&customer).filter(|_| is_recent) {
                rhythm.sales = &rhythm.sales + &order.amount.into();
            }
            continue;
        }
        let rhythm = rhythms.entry(customer).or_insert_with(|| Rhythm {
            days: Vec::new(),
            last: order,
            sales: Exact::zero(),
        });
        rhythm.days.push(day);
        if key(order) > key(rhythm.last) {
            rhythm.last = order;
        }
        if is_recent {
            rhythm.sales = &rhythm.sales + &order.amount.into();
        }
    }
    rhythms
}

fn judged(facts: &Facts, period: Period, customer: CustomerKey, rhythm: Rhythm<'_>) -> Option<AtRisk> {
    let mut days = rhythm.days;
    days.sort_unstable();
    days.dedup();
    let last_order = *days.last()?;
    let gaps = days
        .windows(2)
        .filter_map(|pair| Some((*pair.get(1)? - *pair.first()?).num_days()));
    let mut gaps: Vec<i64> = gaps.collect();
    gaps.drain(..gaps.len().saturating_sub(GAPS));
    let silent = (period.last_day() - last_order).num_days();
    let (usual, longest) = (median(&mut gaps)?, *gaps.last()?);
    let is_silent = silent > longest && Exact::from(silent) >= &usual * &Exact::from(USUAL_GAPS);
    if days.len() < LEAST_DAYS || !is_silent || is_lost(facts, period, customer, last_order) {
        return None;
    }
    let key = facts
        .customers
        .owner(customer)
        .map_or(rhythm.last.rep, |owned| owned.rep);
    let rep = facts.records.roster.rep(key);
    let assignment = rep.assignment_for(period);
    let names = &facts.records.customer_names;
    Some(AtRisk {
        customer: names.get(customer.0 as usize).cloned().unwrap_or_default(),
        rep_id: rep.rep_id.clone(),
        rep: assignment.name.clone(),
        team: assignment.team.clone(),
        manager: assignment.manager.clone(),
        left: has_left(facts, key, period),
        last_order,
        silent,
        usual,
        longest,
        orders: days.len(),
        sales: rhythm.sales,
    })
}

/// The middle of them, or the mean of the two in the middle; they are sorted then.
fn median(gaps: &mut [i64]) -> Option<Exact> {
    gaps.sort_unstable();
    let upper = *gaps.get(gaps.len() / 2)?;
    let lower = *gaps.get((gaps.len() - 1) / 2)?;
    Exact::from(lower + upper).checked_div(&Exact::from(2))
}

/// Whether the customer is known as lost by then: by its date, or by the policy's days without orders.
fn is_lost(facts: &Facts, period: Period, customer: CustomerKey, last_order: NaiveDate) -> bool {
    let owner = facts.customers.owner(customer);
    let by_date = owner
        .and_then(|owned| owned.lost_date)
        .is_some_and(|day| day <= period.last_day());
    let silent = (period.last_day() - last_order).num_days();
    let by_days = facts
        .policy
        .lost_after_days
        .is_some_and(|days| silent >= i64::from(days));
    by_date || by_days
}

fn has_left(facts: &Facts, rep: RepKey, period: Period) -> bool {
    let rep = facts.records.roster.rep(rep);
    rep.left.is_some() || rep.leave_date.is_some_and(|day| day <= period.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three gaps of 20, 30 and 28 days; and two in the middle of 20, 28, 30 and 45.
    #[test]
    fn the_usual_gap_is_the_one_in_the_middle() {
        assert_eq!(median(&mut [20, 30, 28]), Some(28.into()));
        assert_eq!(median(&mut [45, 20, 30, 28]), Some(29.into()));
        assert_eq!(median(&mut [20, 21]), Exact::from(41).checked_div(&2.into()));
        assert_eq!(median(&mut []), None);
    }
}
