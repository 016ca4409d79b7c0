//! Shares of the sales → rows by region or product.

use crate::measure::details::Share;
use crate::measure::growth_rate;
use crate::model::{Exact, Language};
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use serde::Serialize;

/// How many parts are named; the smaller ones are one row.
const NAMED: usize = 8;

/// What a region or product contributes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartView<'a> {
    /// Its name; for the last row perhaps 其余 or 未注明.
    pub name: &'a str,
    /// Sales.
    pub sales: String,
    /// Distinct orders; a dash where rows were put together.
    pub orders: String,
    /// Its share of all sales: `23.4%`
    pub share: String,
    /// 环比
    pub mom: String,
    /// Sales of the period before.
    pub before: String,
    /// Sales as a number.
    pub raw_sales: String,
    /// Sales ÷ the largest figure of all parts, of this period and of the one before, for drawing.
    pub width: f64,
    /// Sales of the period before ÷ the same; none where they are not known.
    pub before_width: Option<f64>,
}

/// The parts, the largest first; beyond eight the smaller ones are put together. Where no row names a part there is
/// nothing to tell.
pub(super) fn views<'a>(shares: &'a [Share], language: Language) -> Vec<PartView<'a>> {
    if shares.iter().all(|share| share.name.is_none()) {
        return Vec::new();
    }
    let rows = rows(shares, language);
    let total: Exact = shares.iter().map(|share| &share.sales).sum();
    let figures = rows
        .iter()
        .flat_map(|row| [Some(&row.sales), row.before.as_ref()]);
    let largest = figures.flatten().max().filter(|largest| largest.is_positive());
    let width = |sales: &Exact| {
        let width = largest.and_then(|largest| sales.checked_div(largest));
        width.map_or(0.0, |width| width.to_f64().clamp(0.0, 1.0))
    };
    let view = |row: &Row<'a>| {
        let share = row.sales.checked_div(&total).filter(|_| total.is_positive());
        let grown = growth_rate(Some(&row.sales), row.before.as_ref());
        PartView {
            name: row.name,
            sales: figures::money(&row.sales),
            orders: or_dash(row.orders.map(|orders| orders.to_string())),
            share: or_dash(share.as_ref().map(|share| figures::percent(share, 1))),
            mom: or_dash(grown.as_ref().map(|rate| figures::signed_percent(rate, 1))),
            before: or_dash(row.before.as_ref().map(figures::money)),
            raw_sales: raw_number(&row.sales),
            width: width(&row.sales),
            before_width: row.before.as_ref().map(width),
        }
    };
    rows.iter().map(view).collect()
}

struct Row<'a> {
    name: &'a str,
    sales: Exact,
    orders: Option<u32>,
    before: Option<Exact>,
}

fn rows(shares: &[Share], language: Language) -> Vec<Row<'_>> {
    let named = if shares.len() > NAMED {
        NAMED - 1
    } else {
        shares.len()
    };
    let (named, rest) = shares.split_at(named);
    let mut rows: Vec<Row<'_>> = named
        .iter()
        .map(|share| Row {
            name: share
                .name
                .as_deref()
                .unwrap_or(language.pick("未注明", "Not stated")),
            sales: share.sales.clone(),
            orders: Some(share.orders),
            before: share.before.clone(),
        })
        .collect();
    if !rest.is_empty() {
        let before: Option<Vec<&Exact>> = rest.iter().map(|share| share.before.as_ref()).collect();
        rows.push(Row {
            name: language.pick("其余", "Others"),
            sales: rest.iter().map(|share| &share.sales).sum(),
            // Orders with products of several rows would count more than once.
            orders: None,
            before: before.map(|before| before.into_iter().sum()),
        });
    }
    rows
}
