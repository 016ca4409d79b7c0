//! What is known of each customer: the first order, and who owns it.

use crate::model::{Finding, Problem, Text};
use crate::records::{Customer, CustomerKey, Order, Records, RepKey};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// Every customer's first order and owner.
pub(super) struct CustomerBook {
    first_orders: BTreeMap<CustomerKey, FirstOrder>,
    first_dates: BTreeMap<CustomerKey, NaiveDate>,
    owners: BTreeMap<CustomerKey, Owned>,
}

/// A customer's first order ever; of several at one moment the smallest number, then the smallest rep number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FirstOrder {
    pub(super) moment: NaiveDateTime,
    order_id: Text,
    pub(super) rep: RepKey,
}

/// What the customers' table says of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owned {
    pub(super) rep: RepKey,
    pub(super) created: NaiveDateTime,
    pub(super) lost_date: Option<NaiveDate>,
}

impl CustomerBook {
    pub(super) fn new(records: &Records) -> (Self, Vec<Finding>) {
        let mut first_orders = BTreeMap::new();
        let mut first_dates = BTreeMap::new();
        for order in records.orders.iter().filter(|order| !order.cancelled) {
            let Some(customer) = order.customer else {
                continue;
            };
            let date = order.moment.date();
            keep_smallest(&mut first_dates, customer, date);
            // A return is a counted order, but never a first one.
            if !is_return(order) {
                let first = FirstOrder {
                    moment: order.moment,
                    order_id: order.order_id.clone(),
                    rep: order.rep,
                };
                keep_smallest(&mut first_orders, customer, first);
            }
        }
        let (owners, findings) = owners(records);
        (
            Self {
                first_orders,
                first_dates,
                owners,
            },
            findings,
        )
    }

    /// Every customer with its first order.
    pub(super) fn first_orders(&self) -> impl Iterator<Item = (CustomerKey, &FirstOrder)> {
        self.first_orders
            .iter()
            .map(|(customer, first)| (*customer, first))
    }

    /// Whether the customer has a counted order dated before that day.
    pub(super) fn ordered_before(&self, customer: CustomerKey, day: NaiveDate) -> bool {
        self.first_dates.get(&customer).is_some_and(|first| *first < day)
    }

    /// What the customers' table says of a customer.
    pub(super) fn owner(&self, customer: CustomerKey) -> Option<&Owned> {
        self.owners.get(&customer)
    }

    /// Every customer of the customers' table.
    pub(super) fn owned(&self) -> impl Iterator<Item = (CustomerKey, &Owned)> {
        self.owners.iter().map(|(customer, owned)| (*customer, owned))
    }
}

fn is_return(order: &Order) -> bool {
    order.amount.is_sign_negative() && !order.amount.is_zero()
}

fn keep_smallest<T: Ord>(smallest: &mut BTreeMap<CustomerKey, T>, customer: CustomerKey, candidate: T) {
    match smallest.get_mut(&customer) {
        Some(known) if *known <= candidate => {}
        Some(known) => *known = candidate,
        None => {
            smallest.insert(customer, candidate);
        }
    }
}

/// Of the rows of the newest list the one created first decides who owns a customer; the lost date is the earliest that a row of that owner states.
fn owners(records: &Records) -> (BTreeMap<CustomerKey, Owned>, Vec<Finding>) {
    let mut rows: BTreeMap<CustomerKey, Vec<&Customer>> = BTreeMap::new();
    for row in &records.customers {
        rows.entry(row.customer).or_default().push(row);
    }
    let mut owners = BTreeMap::new();
    let mut findings = Vec::new();
    for (customer, rows) in rows {
        let Some(first) = rows.iter().min_by_key(|row| (row.created, row.rep, &row.place)) else {
            continue;
        };
        let (own, others): (Vec<&Customer>, Vec<&Customer>) =
            rows.iter().partition(|row| row.rep == first.rep);
        let lost_date = own.iter().filter_map(|row| row.lost_date).min();
        owners.insert(
            customer,
            Owned {
                rep: first.rep,
                created: first.known_since,
                lost_date,
            },
        );
        findings.extend(others.iter().map(|row| {
            let customer = records
                .customer_names
                .get(customer.0 as usize)
                .cloned()
                .unwrap_or_default();
            Finding::at(
                row.place.clone(),
                Problem::CustomerOwners {
                    customer,
                    first: first.place.clone(),
                },
            )
        }));
    }
    (owners, findings)
}
