//! 需求客户回复: of the requests received in the period, the share replied to within the policy's hours.

use super::actuals::mean_by_rep;
use super::{Actuals, Facts};
use crate::model::{Exact, Period};
use crate::records::{RepKey, Request};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Seconds of an hour.
const HOUR: i64 = 3600;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let sla_hours = facts.policy.sla_hours;
    let in_time = requests(facts, period)
        .map(|request| (request.rep, i64::from(is_in_time(request, sla_hours)).into()));
    Actuals::rated(mean_by_rep(in_time))
}

/// Mean hours until a reply, of the requests that were replied to, whenever that was.
pub(super) fn mean_hours(facts: &Facts, period: Period) -> BTreeMap<RepKey, Exact> {
    mean_by_rep(requests(facts, period).filter_map(|request| Some((request.rep, hours_to_reply(request)?))))
}

fn requests<'a>(facts: &'a Facts, period: Period) -> impl Iterator<Item = &'a Request> {
    facts
        .records
        .requests
        .iter()
        .filter(move |request| period.contains(request.received.date()))
}

/// Exactly the hours allowed is in time, and so is a reply that is dated before its request.
fn is_in_time(request: &Request, sla_hours: Decimal) -> bool {
    hours_to_reply(request).is_some_and(|hours| hours <= sla_hours.into())
}

fn hours_to_reply(request: &Request) -> Option<Exact> {
    let seconds = (request.replied? - request.received).num_seconds();
    Exact::from(seconds).checked_div(&Exact::from(HOUR))
}
