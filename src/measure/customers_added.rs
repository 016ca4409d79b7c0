//! 新增开发客户数量: customers created in the period and owned by the rep.

use super::{Actuals, Facts};
use crate::model::Period;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let added = facts
        .customers
        .owned()
        .filter(|owned| period.contains(owned.created.date()));
    let has_rows = facts
        .records
        .customers
        .iter()
        .any(|row| period.contains(row.created.date()));
    Actuals::counted(added.map(|owned| owned.rep), has_rows)
}
