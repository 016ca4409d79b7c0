//! What is known of each customer: the first order, and who owns it.

use crate::model::{Finding, Problem, Text};
use crate::records::{Customer, CustomerKey, Order, Records, RepKey};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// Every customer's first order and owner.
pub(super) struct CustomerBook {
    /// By the customers' keys.
    first_orders: Vec<Option<FirstOrder>>,
    first_dates: Vec<Option<NaiveDate>>,
    owners: BTreeMap<CustomerKey, Owned>,
}

/// A customer's first order ever; of several at one moment the smallest number, then the smallest rep number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FirstOrder {
    pub(super) moment: NaiveDateTime,
    order_id: Text,
    pub(super) rep: RepKey,
    /// Which of the order lines: the first that states it.
    pub(super) at: usize,
}

impl FirstOrder {
    /// Whether the line is one of it.
    pub(super) fn is_of(&self, order: &Order) -> bool {
        (self.moment, &self.order_id) == (order.moment, &order.order_id)
    }
}

/// What the customers' table says of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owned {
    pub(super) rep: RepKey,
    pub(super) created: NaiveDateTime,
    pub(super) lost_date: Option<NaiveDate>,
    /// Which of the rows decides.
    pub(super) row: usize,
    /// Which of them states the lost date.
    pub(super) lost_row: Option<usize>,
}

impl CustomerBook {
    pub(super) fn new(records: &Records) -> (Self, Vec<Finding>) {
        let mut first_orders = Vec::new();
        let mut first_dates = Vec::new();
        let orders = records.orders.iter().enumerate();
        for (at, order) in orders.filter(|(_, order)| !order.cancelled) {
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
                    at,
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
        let firsts = self.first_orders.iter().enumerate();
        firsts.filter_map(|(customer, first)| Some((CustomerKey(customer as u32), first.as_ref()?)))
    }

    /// A customer's first order.
    pub(super) fn first_order(&self, customer: CustomerKey) -> Option<&FirstOrder> {
        self.first_orders.get(customer.0 as usize)?.as_ref()
    }

    /// Whether the customer has a counted order dated before that day.
    pub(super) fn ordered_before(&self, customer: CustomerKey, day: NaiveDate) -> bool {
        let first = self.first_dates.get(customer.0 as usize);
        first.is_some_and(|first| first.is_some_and(|first| first < day))
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

/// Whether the line gives back what was sold.
pub(super) fn is_return(order: &Order) -> bool {
    order.amount.is_sign_negative() && !order.amount.is_zero()
}

fn keep_smallest<T: Ord + Clone>(smallest: &mut Vec<Option<T>>, customer: CustomerKey, candidate: T) {
    let at = customer.0 as usize;
    if smallest.len() <= at {
        smallest.resize(at + 1, None);
    }
    match &mut smallest[at] {
        Some(known) if *known <= candidate => {}
        slot => *slot = Some(candidate),
    }
}

/// Of the rows of the newest list the one created first decides who owns a customer; the lost date is the earliest that a row of that owner states.
fn owners(records: &Records) -> (BTreeMap<CustomerKey, Owned>, Vec<Finding>) {
    let mut rows: BTreeMap<CustomerKey, Vec<(usize, &Customer)>> = BTreeMap::new();
    let rows_of_list = records.customers.iter().enumerate();
    for (at, row) in rows_of_list.filter(|(_, row)| row.added.counts()) {
        rows.entry(row.customer).or_default().push((at, row));
    }
    let mut owners = BTreeMap::new();
    let mut findings = Vec::new();
    for (customer, rows) in rows {
        let first = rows
            .iter()
            .min_by_key(|(_, row)| (row.created, row.rep, &row.place));
        let Some(&(at, first)) = first else {
            continue;
        };
        let (own, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| row.rep == first.rep);
        let lost = own.iter().filter_map(|(at, row)| Some((row.lost_date?, *at)));
        let lost = lost.min();
        owners.insert(
            customer,
            Owned {
                rep: first.rep,
                created: first.known_since,
                lost_date: lost.map(|(date, _)| date),
                row: at,
                lost_row: lost.map(|(_, at)| at),
            },
        );
        findings.extend(others.iter().map(|(_, row)| {
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
