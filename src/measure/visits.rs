//! 现有客户拜访数量: visits to customers that the row calls existing, or that have ordered before.

use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::{Visit, VisitKind};

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let in_period = |visit: &&Visit| period.contains(visit.moment.date());
    let visits = facts.records.visits.iter().filter(in_period);
    let existing = visits.filter(|visit| visit.made && is_to_existing(facts, visit));
    Actuals::counted(existing.map(|visit| visit.rep))
}

fn is_to_existing(facts: &Facts, visit: &Visit) -> bool {
    match visit.kind {
        Some(kind) => kind == VisitKind::Existing,
        None => facts
            .customers
            .ordered_before(visit.customer, visit.moment.date()),
    }
}
