//! Customers won or lost → a list by name, the largest first.

use crate::measure::details::CustomerChange;
use crate::model::Language;
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use serde::Serialize;

/// How many customers a list names.
const NAMED: usize = 15;

/// Customers won, or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesView<'a> {
    /// How many there are.
    pub count: usize,
    /// The largest by sales, at most fifteen.
    pub customers: Vec<ChangeView<'a>>,
    /// How many are not named.
    pub others: usize,
}

/// A customer won, or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeView<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Whose it is: the rep's name.
    pub rep: &'a str,
    /// The rep's number.
    pub rep_id: &'a str,
    /// When: `2026年10月12日`
    pub date: String,
    /// The last counted order.
    pub last_order: String,
    /// All sales known up to the period's end.
    pub sales: String,
    /// The same as a number.
    pub raw_sales: String,
}

/// The list, the largest by sales first.
pub(super) fn view(mut changes: Vec<&CustomerChange>, language: Language) -> ChangesView<'_> {
    changes.sort_by(|a, b| b.sales.cmp(&a.sales));
    ChangesView {
        count: changes.len(),
        others: changes.len().saturating_sub(NAMED),
        customers: changes
            .iter()
            .take(NAMED)
            .map(|change| ChangeView {
                name: &change.customer,
                rep: &change.rep,
                rep_id: &change.rep_id,
                date: figures::date(change.date, language),
                last_order: or_dash(change.last_order.map(|day| figures::date(day, language))),
                sales: figures::money(&change.sales),
                raw_sales: raw_number(&change.sales),
            })
            .collect(),
    }
}
