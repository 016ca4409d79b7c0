//! 现有客户拜访数量: visits to customers that the row calls existing, or that have ordered before.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::{Exact, Period};
use crate::records::{Visit, VisitKind};

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for visit in &facts.records.visits {
        let date = visit.moment.date();
        if period.contains(date) {
            let entry = Entry::new(visit.rep, (&visit.place, date), outcome(facts, visit));
            see(entry.of(Some(visit.customer)));
        }
    }
}

fn outcome(facts: &Facts<'_>, visit: &Visit) -> Result<Exact, Reason> {
    let ordered_before = || {
        let day = visit.moment.date();
        facts.customers.ordered_before(visit.customer, day)
    };
    match visit.kind {
        _ if !visit.made => Err(Reason::NotMade),
        Some(VisitKind::Existing) => Ok(Exact::one()),
        Some(VisitKind::Prospect) => Err(Reason::Prospect),
        None if ordered_before() => Ok(Exact::one()),
        None => Err(Reason::NeverOrdered),
    }
}
