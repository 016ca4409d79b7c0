//! Rows of the customers' table.

use super::cells::{date, quoted, text};
use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::kinds::added;
use super::row::RowReader;
use super::{Added, Customer, CustomerKey, Order, RepKey};
use crate::model::{Dataset, Field, Finding, Meaning, Period, Place, Problem, Text};
use crate::read::Scope;
use crate::recognise::Table;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// The most words that a finding lists.
const MOST_WORDS: usize = 3;

/// A customer, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CustomerRow {
    customer: CustomerName,
    rep: RepKey,
    created: NaiveDateTime,
    status: Option<Text>,
    /// What the status says of whether it was lost.
    standing: Option<Meaning>,
    lost_date: Option<NaiveDate>,
    tier: Option<Text>,
    region: Option<Text>,
    added: Added,
}

impl DataRow for CustomerRow {
    fn dataset(&self) -> Dataset {
        Dataset::CUSTOMERS
    }

    fn read(row: &mut RowReader<'_, '_>, created: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let customer = row.required_customer();
        let rep = context.staff.owner(row, created);
        let status = row.optional(Field::Status, text);
        let standing = row.meaning(Field::Status);
        let lost_date = row.optional(Field::LostDate, date);
        let tier = row.optional(Field::Tier, text);
        let region = row.optional(Field::Region, text);
        let added = added(row);
        Some(Self {
            customer: customer?,
            rep: rep?,
            created: created?,
            status,
            standing,
            lost_date,
            tier,
            region,
            added: added?,
        })
    }

    fn added(&self) -> Option<&Added> {
        Some(&self.added)
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
                known_since: row.created,
                lost_date: row.lost_date,
                added: row.added.clone(),
            })
        })
        .collect()
}

/// Customers whose status says that they were lost and who have no date of it: they are lost in no period. Said once a
/// table, at the first of them.
pub fn lost_without_date(rows: &[Gathered<CustomerRow>], tables: &[Table]) -> Vec<Finding> {
    let is_undated = |row: &CustomerRow| {
        row.standing == Some(Meaning::Lost) && row.lost_date.is_none() && row.added.counts()
    };
    let mut by_table: BTreeMap<usize, Vec<&Gathered<CustomerRow>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_undated(&row.row)) {
        by_table.entry(row.table).or_default().push(row);
    }
    let own = |index: &usize| tables.get(*index).is_some_and(|table| table.scope == Scope::Own);
    let own_tables = by_table.into_iter().filter(|(index, _)| own(index));
    own_tables
        .filter_map(|(index, rows)| {
            let column = tables.get(index)?.column(Field::Status)?.index;
            let words: BTreeSet<&str> = rows.iter().filter_map(|row| row.row.status.as_deref()).collect();
            let problem = Problem::LostWithoutDate {
                words: words.into_iter().take(MOST_WORDS).map(quoted).collect(),
                rows: rows.len() as u64,
            };
            Some(Finding::at(
                rows.first()?.place.clone().at_column(column),
                problem,
            ))
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
        if let Some(customer) = order.customer {
            first_orders.entry(customer).or_insert(order);
        }
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
