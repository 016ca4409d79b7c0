//! The orders of a period → sales by region, by product, and of the whole company.

use super::super::{Facts, sales};
use crate::model::hash::QuickSet;
use crate::model::{Exact, Period};
use crate::records::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a region or a product contributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The region or product; none for what names none.
    pub name: Option<String>,
    /// Sales in the period.
    pub sales: Exact,
    /// Distinct orders in the period.
    pub orders: u32,
    /// Sales in the period before; none where no order of that time is known.
    pub before: Option<Exact>,
}

/// By the region of the rep, as it is printed for the period.
pub(super) fn by_region(facts: &Facts, period: Period) -> Vec<Share> {
    let reps = facts.records.roster.iter();
    let regions: Vec<Option<&str>> = reps
        .map(|(_, rep)| rep.assignment_for(period).region.as_deref())
        .collect();
    shares(facts, period, |order| {
        regions.get(order.rep.0 as usize).copied().flatten()
    })
}

/// By the product that the order line names.
pub(super) fn by_product(facts: &Facts, period: Period) -> Vec<Share> {
    shares(facts, period, |order| order.product.as_deref())
}

/// What everyone sold in a period; none where no order of it is known.
pub(super) fn of_company(facts: &Facts, period: Period) -> Option<Exact> {
    let amounts = sales::counted_orders(facts, period).map(|order| Exact::from(order.amount));
    sales::has_orders(facts, period).then(|| amounts.sum())
}

fn shares<'a>(facts: &'a Facts, period: Period, name: impl Fn(&'a Order) -> Option<&'a str>) -> Vec<Share> {
    type Numbers<'a> = QuickSet<(&'a str, u64)>;
    let mut sums: BTreeMap<Option<&str>, (Exact, Numbers, Exact)> = BTreeMap::new();
    let empty = || (Exact::zero(), QuickSet::default(), Exact::zero());
    for order in sales::counted_orders(facts, period) {
        let (sum, orders, _) = sums.entry(name(order)).or_insert_with(empty);
        *sum = &*sum + &order.amount.into();
        orders.insert(order.number());
    }
    for order in sales::counted_orders(facts, period.before()) {
        let (_, _, sum) = sums.entry(name(order)).or_insert_with(empty);
        *sum = &*sum + &order.amount.into();
    }
    let before_is_known = sales::has_orders(facts, period.before());
    let mut shares: Vec<Share> = sums
        .into_iter()
        .map(|(name, (sales, orders, before))| Share {
            name: name.map(str::to_owned),
            sales,
            orders: orders.len() as u32,
            before: before_is_known.then_some(before),
        })
        .collect();
    shares.sort_by(|a, b| b.sales.cmp(&a.sales).then_with(|| a.name.cmp(&b.name)));
    shares
}
