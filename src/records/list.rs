//! Rows of lists that are declared and nothing more: every field by its kind.

use super::data_row::WithinSheet;
use super::data_row::{Context, DataRow, Gathered};
use super::identity::{CustomerName, Customers};
use super::keys::RepKey;
use super::kinds::{dated, stated};
use super::row::RowReader;
use super::stated::{ListRow, Stated};
use crate::catalogue::ListField;
use crate::model::{Dataset, Field, Kind, Meaning, Period};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The rows of such lists, as read.
pub type OwnRows = BTreeMap<Dataset, Vec<Gathered<OwnRow>>>;

/// A row of such a list, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct OwnRow {
    dataset: Dataset,
    /// The money that it states.
    amount: Option<Decimal>,
    pub(super) rep: RepKey,
    pub(super) moment: Option<NaiveDateTime>,
    pub(super) customer: Option<CustomerName>,
    /// What it states, in the order of the list's fields; of the rep and the customer nothing.
    pub(super) values: Vec<Stated>,
    counts: bool,
    /// Whether it states everything that tells rows of its list apart.
    has_identity: bool,
}

impl DataRow for OwnRow {
    fn dataset(&self) -> Dataset {
        self.dataset
    }

    fn read(row: &mut RowReader<'_, '_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let list = row.list();
        let dated_by = list.date.unwrap_or(Field::RepName);
        let rep = context.staff.dated_rep(row, dated_by, date);
        let is_customer = |declared: &&ListField| declared.kind == Kind::Customer;
        let customer = list.fields.iter().find(is_customer);
        let must_name = customer.is_some_and(|customer| customer.required);
        let customer = customer.and_then(|_| {
            if must_name {
                row.required_customer()
            } else {
                row.customer()
            }
        });
        let mut values = Vec::with_capacity(list.fields.len());
        let mut is_whole = !must_name || customer.is_some();
        let mut counts = true;
        for declared in &list.fields {
            let stated = if list.date == Some(declared.field) {
                date.map(|date| dated(declared.kind, date))
            } else {
                stated(row, declared)
            };
            is_whole &= stated.is_some();
            let stated = stated.unwrap_or(Stated::Nothing);
            counts &= !matches!(stated, Stated::Word(_, Some(Meaning::Ignored)));
            values.push(stated);
        }
        counts &= row.other_meanings().all(|meaning| meaning != Meaning::Ignored);
        let identity = list.identity.iter();
        let mut identity = identity.filter_map(|field| at(&list.fields, *field));
        let has_identity =
            !list.identity.is_empty() && identity.all(|at| values.get(at) != Some(&Stated::Nothing));
        let rep = rep?;
        let amount = list.money().and_then(|field| at(&list.fields, field));
        let amount = amount.and_then(|at| values.get(at)?.number());
        is_whole.then_some(Self {
            dataset: list.dataset,
            amount,
            rep,
            moment: date,
            customer,
            values,
            counts,
            has_identity,
        })
    }

    fn counts(&self) -> bool {
        self.counts
    }

    fn amount(&self) -> Option<Decimal> {
        self.amount
    }

    fn within_sheet(&self) -> WithinSheet {
        if self.has_identity {
            WithinSheet::Rejected
        } else {
            WithinSheet::Counts
        }
    }
}

impl OwnRow {
    /// What tells it from others, where it states all of that.
    pub fn identity(&self, at: &[usize]) -> Option<Vec<&Stated>> {
        let stated = || at.iter().filter_map(|at| self.values.get(*at)).collect();
        self.has_identity.then(stated)
    }

    /// How many fields it states.
    pub fn fields_stated(&self) -> usize {
        let stated = self.values.iter().filter(|value| **value != Stated::Nothing);
        stated.count() + self.customer.as_ref().map_or(0, CustomerName::fields_stated)
    }

    /// The number in the field at that place among the list's fields.
    pub fn number(&self, at: usize) -> Option<Decimal> {
        self.values.get(at)?.number()
    }
}

/// The place of a field among a list's.
pub fn at(fields: &[ListField], field: Field) -> Option<usize> {
    fields.iter().position(|declared| declared.field == field)
}

/// The records of such rows; those without a day of their own are of the period's last.
pub fn rows(rows: &[Gathered<OwnRow>], customers: &Customers<'_>, period: Period) -> Vec<ListRow> {
    rows.iter()
        .map(|Gathered { place, row, .. }| ListRow {
            place: place.clone(),
            rep: row.rep,
            customer: row
                .customer
                .as_ref()
                .filter(|customer| customer.is_anybody())
                .and_then(|customer| customers.key(customer)),
            counts: row.counts,
            day: row.moment.map_or(period.last_day(), |moment| moment.date()),
            values: row.values.clone(),
        })
        .collect()
}
