//! 实际完成销量: the amount of the orders dated in the period, cancelled ones apart, returns negative.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::{Dataset, Period};
use crate::records::Order;

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for order in orders(facts, period) {
        let outcome = if order.cancelled {
            Err(Reason::Cancelled)
        } else {
            Ok(order.amount.into())
        };
        let entry = Entry::new(order.rep, (&order.place, order.moment.date()), outcome);
        see(entry
            .of(order.customer)
            .worth(order.amount)
            .numbered(&order.order_id));
    }
}

/// Order lines dated in the period, cancelled ones included.
pub(super) fn orders<'a>(facts: &Facts<'a>, period: Period) -> impl Iterator<Item = &'a Order> + use<'a> {
    let orders = facts.records.orders.iter();
    orders.filter(move |order| period.contains(order.moment.date()))
}

/// Order lines dated in the period that were not cancelled.
pub(super) fn counted_orders<'a>(
    facts: &Facts<'a>,
    period: Period,
) -> impl Iterator<Item = &'a Order> + use<'a> {
    orders(facts, period).filter(|order| !order.cancelled)
}

/// Whether anyone has an order line dated in the period, be it cancelled.
pub(super) fn has_orders(facts: &Facts, period: Period) -> bool {
    facts.records.has_rows(Dataset::ORDERS, period)
}
