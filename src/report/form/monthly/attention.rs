//! Reps → those whom a director should talk to first, and those who may be held up as examples.

use super::members::MemberView;
use crate::model::policy::Grade;
use crate::report::figures;
use crate::score::Scorecard;
use rust_decimal::{Decimal, dec};
use serde::Serialize;

/// Below this share of the team's mean score a rep needs attention, whatever the grade.
const FAR_BELOW_THE_MEAN: Decimal = dec!(0.8);

/// How many a summary names.
const NAMED: usize = 4;

/// The line below which a rep is in need of help: where the lowest grade ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HelpView<'a> {
    /// The score that is needed for the grade above the lowest: `60`
    pub below: String,
    /// The lowest grade: `E`
    pub grade: &'a str,
    /// How many stand below the line, those who have left apart.
    pub count: usize,
}

/// The lowest grade, and where the one above it begins; none where all have the same grade.
fn lowest(grades: &[Grade]) -> Option<(&Grade, Decimal)> {
    let mut sorted: Vec<&Grade> = grades.iter().collect();
    sorted.sort_by_key(|grade| grade.at_least);
    match sorted[..] {
        [lowest, above, ..] => Some((lowest, above.at_least)),
        _ => None,
    }
}

/// The line, with how many of those reps stand below it.
pub(super) fn line<'a>(reps: &[MemberView<'_>], grades: &'a [Grade]) -> Option<HelpView<'a>> {
    let (lowest, below) = lowest(grades)?;
    Some(HelpView {
        below: figures::shortest(below),
        grade: &lowest.grade,
        count: reps.iter().filter(|rep| needs_help(rep, grades)).count(),
    })
}

/// Whether a rep who is still there has the lowest grade.
fn needs_help(rep: &MemberView<'_>, grades: &[Grade]) -> bool {
    rep.is_ranked() && rep.is_there() && lowest(grades).is_some_and(|(lowest, _)| lowest.grade == rep.grade)
}

/// Those below the line, the last first. `reps` come in rank order.
pub(super) fn weakest<'a>(reps: &[MemberView<'a>], grades: &[Grade], count: usize) -> Vec<MemberView<'a>> {
    let weak = reps.iter().rev().filter(|rep| needs_help(rep, grades));
    weak.take(count).cloned().collect()
}

/// The best of those who are still there and don't have the lowest grade, at most half of all who are ranked. Where one
/// rep alone is ranked nobody is better than others.
pub(super) fn best<'a>(reps: &[MemberView<'a>], grades: &[Grade], count: usize) -> Vec<MemberView<'a>> {
    let ranked = reps.iter().filter(|rep| rep.is_ranked()).count();
    let count = if ranked < 2 {
        0
    } else {
        count.min(ranked.div_ceil(2))
    };
    let lowest = lowest(grades).map(|(lowest, _)| lowest.grade.as_str());
    let good = reps
        .iter()
        .filter(|rep| rep.is_ranked() && rep.is_there() && lowest != Some(rep.grade));
    good.take(count).cloned().collect()
}

/// Those with the lowest grade, and those far below the team's mean, less who has left; the last first. `reps` are the
/// views of `cards`, in rank order.
pub(super) fn needs_attention<'a>(
    cards: &[&Scorecard],
    reps: &[MemberView<'a>],
    grades: &[Grade],
) -> Vec<MemberView<'a>> {
    let scores: Vec<Decimal> = cards.iter().filter_map(|card| card.graded_score()).collect();
    let mean = scores.iter().sum::<Decimal>() / Decimal::from(scores.len().max(1));
    let needs = |card: &Scorecard, rep: &MemberView<'_>| {
        let is_far_below = card
            .graded_score()
            .is_some_and(|score| score < mean * FAR_BELOW_THE_MEAN);
        needs_help(rep, grades) || (is_far_below && rep.is_there())
    };
    let found = cards.iter().zip(reps).filter(|(card, rep)| needs(card, rep));
    found.rev().take(NAMED).map(|(_, rep)| rep.clone()).collect()
}
