//! 行为纪律: 100 points and those of every event, kept within 0…100, as a share of 100.

use super::actuals::sum_by_rep;
use super::{Actuals, Facts};
use crate::model::text::normalise;
use crate::model::{Exact, Finding, Period, Problem};
use crate::records::ConductEvent;
use rust_decimal::Decimal;

/// The points of a rep without any event.
const FULL: i64 = 100;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let points = events(facts, period).map(|event| {
        (
            event.rep,
            Exact::from(points(facts, event).unwrap_or(Decimal::ZERO)),
        )
    });
    let by_rep = sum_by_rep(points)
        .into_iter()
        .map(|(rep, sum)| (rep, share(&sum)))
        .collect();
    Actuals::new(by_rep, Some(Exact::one()))
}

/// Events of the period for which neither the row nor the policy has points.
pub(super) fn findings(facts: &Facts, period: Period) -> Vec<Finding> {
    events(facts, period)
        .filter(|event| points(facts, event).is_none())
        .map(|event| {
            let problem = Problem::ConductWithoutPoints {
                event: event.event.clone(),
            };
            Finding::at(event.place.clone(), problem)
        })
        .collect()
}

fn share(sum: &Exact) -> Exact {
    let full = Exact::from(FULL);
    let kept = (&full + sum).clamp(Exact::zero(), full.clone());
    kept.checked_div(&full).unwrap_or(kept)
}

fn events<'a>(facts: &'a Facts, period: Period) -> impl Iterator<Item = &'a ConductEvent> {
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
