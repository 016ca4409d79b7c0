//! Rows of the customers' table.

use super::cells::{date, text};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::repeats::WithinSheet;
use super::row::RowReader;
use super::{Customer, CustomerKey, Order, RepKey};
use crate::model::{Dataset, Field, Finding, Period, Place, Problem, Text};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// A customer, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CustomerRow {
    customer: CustomerName,
    rep: RepKey,
    created: NaiveDateTime,
    status: Option<Text>,
    lost_date: Option<NaiveDate>,
    tier: Option<Text>,
    region: Option<Text>,
}

impl DataRow for CustomerRow {
    const DATASET: Dataset = Dataset::Customers;
    const DATE: Option<Field> = Some(Field::Created);

    fn read(row: &mut RowReader<'_, '_>, created: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let customer = row.required_customer();
        let rep = context.staff.owner(row, created);
        let status = row.optional(Field::Status, text);
        let lost_date = row.optional(Field::LostDate, date);
        let tier = row.optional(Field::Tier, text);
        let region = row.optional(Field::Region, text);
        Some(Self {
            customer: customer?,
            rep: rep?,
            created: created?,
            status,
            lost_date,
            tier,
            region,
        })
    }

    fn within_sheet(&self) -> WithinSheet {
        if self.customer.has_id() {
            WithinSheet::Rejected
        } else {
            WithinSheet::Counts
        }
    }
}

impl CustomerRow {
    /// The customer.
    pub fn customer(&self) -> &CustomerName {
        &self.customer
    }
}

/// The records of customers.
pub fn customers(rows: &[Gathered<CustomerRow>], customers: &Customers<'_>) -> Vec<Customer> {
    rows.iter()
        .filter_map(|Gathered { place, row, .. }| {
            Some(Customer {
                place: place.clone(),
                customer: customers.key(&row.customer)?,
                rep: row.rep,
                created: row.created,
                lost_date: row.lost_date,
            })
        })
        .collect()
}

/// Customers who ordered in the period and whom the table doesn't list, each at the first of those orders; said
/// once for all where most are missing, for then the table was never meant to list them.
pub fn unlisted(listed: &[Customer], orders: &[Order], names: &[String], period: Period) -> Vec<Finding> {
    let Some(table) = listed.first() else {
        return Vec::new();
    };
    let listed: HashSet<CustomerKey> = listed.iter().map(|customer| customer.customer).collect();
    let mut first_orders: BTreeMap<CustomerKey, &Order> = BTreeMap::new();
    let counted = |order: &&Order| !order.cancelled && period.contains(order.moment.date());
    for order in orders.iter().filter(counted) {
        first_orders.entry(order.customer).or_insert(order);
    }
    let customers = first_orders.len() as u64;
    first_orders.retain(|customer, _| !listed.contains(customer));
    let unknown = first_orders.len() as u64;
    if unknown * 2 > customers {
        let place = Place::sheet(Arc::clone(&table.place.source));
        let problem = Problem::CustomersIncomplete { unknown, customers };
        return vec![Finding::at(place, problem)];
    }
    first_orders
        .into_iter()
        .map(|(customer, order)| {
            let customer = names.get(customer.0 as usize).cloned().unwrap_or_default();
            Finding::at(order.place.clone(), Problem::UnknownCustomer { customer })
        })
        .collect()
}
