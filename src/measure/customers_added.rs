//! 新增开发客户数量: customers created in the period and owned by the rep.

use super::Facts;
use super::customers::Owned;
use super::entry::{Entry, Reason};
use crate::model::{Exact, Period};
use crate::records::CustomerKey;

/// The row that decides whose a customer is counts for it.
pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for (at, row) in facts.records.customers.iter().enumerate() {
        let created = row.created.date();
        if !row.added.counts() {
            if period.contains(created) {
                let entry = Entry::new(row.rep, (&row.place, created), Err(Reason::Cancelled));
                see(entry.of(Some(row.customer)));
            }
            continue;
        }
        let Some(owned) = facts.customers.owner(row.customer) else {
            continue;
        };
        let known = owned.created.date();
        let (date, outcome) = if owned.row == at && period.contains(known) {
            (known, Ok(Exact::one()))
        } else {
            let reason = match row.rep == owned.rep {
                false => Reason::OtherOwner,
                true if period.contains(known) => Reason::SameCustomer,
                true => Reason::KnownBefore,
            };
            (created, Err(reason))
        };
        if period.contains(date) {
            see(Entry::new(row.rep, (&row.place, date), outcome).of(Some(row.customer)));
        }
    }
}

/// The customers created in the period.
pub(super) fn added<'a>(facts: &'a Facts, period: Period) -> impl Iterator<Item = (CustomerKey, &'a Owned)> {
    let owned = facts.customers.owned();
    owned.filter(move |(_, owned)| period.contains(owned.created.date()))
}
