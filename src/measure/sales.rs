//! 实际完成销量: the amount of the orders dated in the period, cancelled ones apart, returns negative.

use super::{Actuals, Facts};
use crate::model::{Dataset, Period};
use crate::records::Order;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let amounts = counted_orders(facts, period).map(|order| (order.rep, order.amount.into()));
    Actuals::summed(amounts)
}

/// Order lines dated in the period that were not cancelled.
pub(super) fn counted_orders<'a>(facts: &'a Facts, period: Period) -> impl Iterator<Item = &'a Order> {
    let orders = facts.records.orders.iter();
    orders.filter(move |order| !order.cancelled && period.contains(order.moment.date()))
}

/// Whether anyone has an order line dated in the period, be it cancelled.
pub(super) fn has_orders(facts: &Facts, period: Period) -> bool {
    facts.records.has_rows(Dataset::Orders, period)
}
