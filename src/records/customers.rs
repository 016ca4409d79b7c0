//! Rows of the customers' table.

use super::cells::{date, text};
use super::gather::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::repeats::WithinSheet;
use super::row::RowReader;
use super::{Customer, RepKey};
use crate::model::{Dataset, Field, Text};
use chrono::{NaiveDate, NaiveDateTime};

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

    fn read(row: &mut RowReader<'_>, created: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
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
