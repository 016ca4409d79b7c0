//! Reps → those whom a director should talk to first.

use super::members::MemberView;
use crate::score::Scorecard;
use rust_decimal::{Decimal, dec};

/// Below this share of the team's mean score a rep needs attention, whatever the grade.
const FAR_BELOW_THE_MEAN: Decimal = dec!(0.8);

/// How many a summary names.
const NAMED: usize = 4;

/// The last of those ranked, the last first.
pub(super) fn weakest<'a>(ranked: &[&MemberView<'a>], count: usize) -> Vec<MemberView<'a>> {
    ranked.iter().rev().take(count).copied().cloned().collect()
}

/// Those in the lowest grade band, and those far below the team's mean; the last first. `reps` are the views of
/// `cards`, in rank order.
pub(super) fn needs_attention<'a>(cards: &[&Scorecard], reps: &[MemberView<'a>]) -> Vec<MemberView<'a>> {
    let scores: Vec<Decimal> = cards.iter().filter_map(|card| card.graded_score()).collect();
    let mean = scores.iter().sum::<Decimal>() / Decimal::from(scores.len().max(1));
    let lowest = cards
        .iter()
        .filter_map(|card| card.grade.as_ref())
        .map(|grade| grade.band)
        .max()
        .filter(|band| *band > 1);
    let needs = |card: &Scorecard| {
        let in_lowest = card
            .grade
            .as_ref()
            .is_some_and(|grade| Some(grade.band) == lowest);
        let is_far_below = card
            .graded_score()
            .is_some_and(|score| score < mean * FAR_BELOW_THE_MEAN);
        in_lowest || is_far_below
    };
    let found = cards.iter().zip(reps).filter(|(card, _)| needs(card));
    found.rev().take(NAMED).map(|(_, rep)| rep.clone()).collect()
}
