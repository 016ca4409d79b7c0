//! 开发新客户数量: customers whose first order ever falls in the period and names the rep.

use super::Facts;
use super::customers::{FirstOrder, is_return};
use super::entry::{Entry, Reason};
use crate::model::{Exact, Period};
use crate::records::{CustomerKey, Order};
use chrono::NaiveDate;

/// A line of the first order counts for its customer; every other line says why it does not.
pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for (at, order) in facts.records.orders.iter().enumerate() {
        let date = order.moment.date();
        if period.contains(date) {
            let entry = Entry::new(order.rep, (&order.place, date), outcome(facts, at, order));
            see(entry
                .of(order.customer)
                .worth(order.amount)
                .numbered(&order.order_id));
        }
    }
}

fn outcome(facts: &Facts<'_>, at: usize, order: &Order) -> Result<Exact, Reason> {
    if order.cancelled {
        return Err(Reason::Cancelled);
    }
    let customer = order.customer.ok_or(Reason::NoCustomer)?;
    match facts.customers.first_order(customer) {
        Some(first) if first.at == at => Ok(Exact::one()),
        _ if is_return(order) => Err(Reason::Return),
        Some(first) if first.is_of(order) => Err(Reason::SameOrder),
        _ => Err(Reason::OrderedBefore),
    }
}

/// The customers whose first order falls in the period, whether or not that can be judged.
pub(super) fn won<'a>(
    facts: &'a Facts,
    period: Period,
) -> impl Iterator<Item = (CustomerKey, &'a FirstOrder)> {
    let firsts = facts.customers.first_orders();
    firsts.filter(move |(_, first)| period.contains(first.moment.date()))
}

/// Whether any order before the period is known, cancelled ones included; else every customer would look new.
pub(super) fn can_be_judged(facts: &Facts, period: Period) -> bool {
    earliest_order(facts).is_some_and(|earliest| earliest < period.first_day())
}

/// The day of the earliest order that is known, cancelled ones included.
pub(super) fn earliest_order(facts: &Facts) -> Option<NaiveDate> {
    let orders = facts.records.orders.iter();
    orders.map(|order| order.moment.date()).min()
}
