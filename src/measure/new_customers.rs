//! 开发新客户数量: customers whose first order ever falls in the period and names the rep.

use super::{Actuals, Facts, sales};
use crate::model::Period;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    if !can_be_judged(facts, period) {
        return Actuals::absent();
    }
    let firsts = facts
        .customers
        .first_orders()
        .filter(|first| period.contains(first.moment.date()));
    Actuals::counted(firsts.map(|first| first.rep), sales::has_orders(facts, period))
}

/// Whether any order before the period is known, cancelled ones included; else every customer would look new.
pub(super) fn can_be_judged(facts: &Facts, period: Period) -> bool {
    facts
        .records
        .orders
        .iter()
        .any(|order| order.moment.date() < period.first_day())
}
