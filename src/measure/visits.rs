//! 现有客户拜访数量: visits to customers that the row calls existing, or that have ordered before.

use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::{Visit, VisitKind};

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let in_period = || {
        facts
            .records
            .visits
            .iter()
            .filter(|visit| period.contains(visit.moment.date()))
    };
    let existing = in_period().filter(|visit| visit.made && is_to_existing(facts, visit));
    Actuals::counted(existing.map(|visit| visit.rep), in_period().next().is_some())
}

fn is_to_existing(facts: &Facts, visit: &Visit) -> bool {
    match visit.kind {
        Some(kind) => kind == VisitKind::Existing,
        None => facts
            .customers
            .ordered_before(visit.customer, visit.moment.date()),
    }
}
