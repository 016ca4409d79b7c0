//! 行为纪律: 100 points and those of every event, kept within 0…100, as a share of 100.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::text::normalise;
use crate::model::{Exact, Finding, Period, Problem};
use crate::records::ConductEvent;
use rust_decimal::Decimal;

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for event in events(facts, period) {
        if !event.added.counts() {
            see(Entry::new(
                event.rep,
                (&event.place, event.date),
                Err(Reason::Cancelled),
            ));
            continue;
        }
        let points = points(facts, event);
        let value = Exact::from(points.unwrap_or(Decimal::ZERO));
        let entry = Entry::new(event.rep, (&event.place, event.date), Ok(value));
        see(entry.because(points.is_none().then_some(Reason::NoPoints)));
    }
}

/// Events of the period for which neither the row nor the policy has points.
pub(super) fn findings(facts: &Facts, period: Period) -> Vec<Finding> {
    events(facts, period)
        .filter(|event| event.added.counts() && points(facts, event).is_none())
        .map(|event| {
            let problem = Problem::ConductWithoutPoints {
                event: event.event.clone(),
            };
            Finding::at(event.place.clone(), problem)
        })
        .collect()
}

fn events<'a>(facts: &Facts<'a>, period: Period) -> impl Iterator<Item = &'a ConductEvent> + use<'a> {
    facts
        .records
        .conduct
        .iter()
        .filter(move |event| period.contains(event.date))
}

/// The row's own points, else those that the policy gives the event.
fn points(facts: &Facts, event: &ConductEvent) -> Option<Decimal> {
    let of_policy = || {
        let named = normalise(&event.event);
        facts
            .policy
            .conduct
            .iter()
            .find(|(name, _)| normalise(name) == named)
            .map(|(_, points)| *points)
    };
    event.points.or_else(of_policy)
}
