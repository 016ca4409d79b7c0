//! 开发新客户数量: customers whose first order ever falls in the period and names the rep.

use super::customers::FirstOrder;
use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::CustomerKey;
use chrono::NaiveDate;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    if !can_be_judged(facts, period) {
        return Actuals::absent();
    }
    let won = won(facts, period).map(|(_, first)| first.rep);
    Actuals::counted(won)
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
