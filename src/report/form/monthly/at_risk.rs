//! Customers at risk → a list by name, the largest first, with who should call.

use crate::measure::details::AtRisk;
use crate::model::Language;
use crate::report::at_risk::caller;
use crate::report::figures;
use crate::report::form::view::raw_number;
use serde::Serialize;

/// Customers who are silent beyond their own rhythm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AtRiskView<'a> {
    /// How many there are.
    pub count: usize,
    /// The largest by sales of a year.
    pub customers: Vec<CustomerAtRisk<'a>>,
    /// How many are not named.
    pub others: usize,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerAtRisk<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Who should call.
    pub call: String,
    /// The number of the rep whose it is.
    pub rep_id: &'a str,
    /// The day of the last order: `2026年8月16日`
    pub last_order: String,
    /// Days since then, at the period's end.
    pub silent: i64,
    /// The usual days between orders: `30`, `28.5`
    pub usual: String,
    /// The most days between two orders.
    pub longest: i64,
    /// On how many days there were orders.
    pub orders: usize,
    /// Sales of the last twelve months.
    pub sales: String,
    /// The same as a number.
    pub raw_sales: String,
}

/// The list of those that are meant, so many of them by name.
pub(crate) fn view(
    customers: &[AtRisk],
    is_meant: impl Fn(&AtRisk) -> bool,
    named: usize,
    language: Language,
) -> AtRiskView<'_> {
    let meant: Vec<&AtRisk> = customers.iter().filter(|customer| is_meant(customer)).collect();
    AtRiskView {
        count: meant.len(),
        others: meant.len().saturating_sub(named),
        customers: meant
            .iter()
            .take(named)
            .map(|customer| CustomerAtRisk {
                name: &customer.customer,
                call: caller(customer, language),
                rep_id: &customer.rep_id,
                last_order: figures::date(customer.last_order, language),
                silent: customer.silent,
                usual: figures::shortest(customer.usual.to_decimal(1)),
                longest: customer.longest,
                orders: customer.orders,
                sales: figures::fixed(&customer.sales, 0),
                raw_sales: raw_number(&customer.sales),
            })
            .collect(),
    }
}
