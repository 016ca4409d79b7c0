//! 新增开发客户数量: customers created in the period and owned by the rep.

use super::customers::Owned;
use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::CustomerKey;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    Actuals::counted(added(facts, period).map(|(_, owned)| owned.rep))
}

/// The customers created in the period.
pub(super) fn added<'a>(facts: &'a Facts, period: Period) -> impl Iterator<Item = (CustomerKey, &'a Owned)> {
    let owned = facts.customers.owned();
    owned.filter(move |(_, owned)| period.contains(owned.created.date()))
}
