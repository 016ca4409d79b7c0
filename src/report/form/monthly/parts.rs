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
    /// Sales as a number.
    pub raw_sales: String,
    /// Sales ÷ the largest part's, for drawing.
    pub width: f64,
}

/// The parts, the largest first; beyond eight the smaller ones are put together.
pub(super) fn views(shares: &[Share], language: Language) -> Vec<PartView<'_>> {
    let total: Exact = shares.iter().map(|share| &share.sales).sum();
    let largest = shares.iter().map(|share| &share.sales).max();
    let named = if shares.len() > NAMED {
        NAMED - 1
    } else {
        shares.len()
    };
    let (named, rest) = shares.split_at(named);
    let row = |name, sales: &Exact, orders, before: Option<&Exact>| {
        let share = sales.checked_div(&total).filter(|_| total.is_positive());
        let grown = growth_rate(Some(sales), before);
        let width = largest
            .filter(|largest| largest.is_positive())
            .and_then(|largest| sales.checked_div(largest));
        PartView {
            name,
            sales: figures::money(sales),
            orders,
            share: or_dash(share.as_ref().map(|share| figures::percent(share, 1))),
            mom: or_dash(grown.as_ref().map(|rate| figures::signed_percent(rate, 1))),
            raw_sales: raw_number(sales),
            width: width.map_or(0.0, |width| width.to_f64().clamp(0.0, 1.0)),
        }
    };
    let mut rows: Vec<PartView<'_>> = named
        .iter()
        .map(|share| {
            let name = share.name.as_deref();
            row(
                name.unwrap_or(language.pick("未注明", "Not stated")),
                &share.sales,
                share.orders.to_string(),
                share.before.as_ref(),
            )
        })
        .collect();
    if !rest.is_empty() {
        let sales: Exact = rest.iter().map(|share| &share.sales).sum();
        let before: Option<Vec<&Exact>> = rest.iter().map(|share| share.before.as_ref()).collect();
        let before = before.map(|before| before.into_iter().sum::<Exact>());
        rows.push(row(
            language.pick("其余", "Others"),
            &sales,
            or_dash(None),
            before.as_ref(),
        ));
    }
    rows
}
