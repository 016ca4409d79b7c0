//! 需求客户回复: of the requests received in the period, the share replied to within the policy's hours.

use super::Facts;
use super::entry::{Entry, Reason, mean_by_rep};
use crate::model::{Exact, Period};
use crate::records::{RepKey, Request};
use std::collections::BTreeMap;

/// Seconds of an hour.
const HOUR: i64 = 3600;

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    let sla_hours = facts.policy.sla_hours.into();
    for request in requests(facts, period) {
        let day = request.received.date();
        if !request.added.counts() {
            see(Entry::new(
                request.rep,
                (&request.place, day),
                Err(Reason::Cancelled),
            ));
            continue;
        }
        // Exactly the hours allowed is in time, and so is a reply that is dated before its request.
        let remark = match hours_to_reply(request) {
            Some(hours) if hours <= sla_hours => None,
            Some(_) => Some(Reason::Late),
            None => Some(Reason::Never),
        };
        let in_time = Exact::from(i64::from(remark.is_none()));
        see(Entry::new(request.rep, (&request.place, day), Ok(in_time)).because(remark));
    }
}

/// Mean hours until a reply, of the requests that were replied to, whenever that was.
pub(super) fn mean_hours(facts: &Facts, period: Period) -> BTreeMap<RepKey, Exact> {
    let counted = requests(facts, period).filter(|request| request.added.counts());
    mean_by_rep(counted.filter_map(|request| Some((request.rep, hours_to_reply(request)?))))
}

fn requests<'a>(facts: &Facts<'a>, period: Period) -> impl Iterator<Item = &'a Request> + use<'a> {
    facts
        .records
        .requests
        .iter()
        .filter(move |request| period.contains(request.received.date()))
}

fn hours_to_reply(request: &Request) -> Option<Exact> {
    let seconds = (request.replied? - request.received).num_seconds();
    Exact::from(seconds).checked_div(&Exact::from(HOUR))
}
