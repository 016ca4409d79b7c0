//! Ranks by score: equal scores share a rank (1 2 2 4); who has no score, or one made of too little, has no rank.

use super::Scorecard;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub(super) fn rank_company(scorecards: &mut [Scorecard]) {
    let ranks = ranks(scorecards.iter().filter_map(Scorecard::graded_score));
    for card in scorecards {
        card.rank = card.graded_score().and_then(|score| ranks.get(&score).copied());
    }
}

/// Within each team; who is in no team has no rank in one.
pub(super) fn rank_teams(scorecards: &mut [Scorecard]) {
    let mut teams: BTreeMap<String, Vec<Decimal>> = BTreeMap::new();
    for card in scorecards.iter() {
        if let (Some(team), Some(score)) = (&card.rep.team, card.graded_score()) {
            teams.entry(team.clone()).or_default().push(score);
        }
    }
    let teams: BTreeMap<String, BTreeMap<Decimal, u32>> = teams
        .into_iter()
        .map(|(team, scores)| (team, ranks(scores.into_iter())))
        .collect();
    for card in scorecards {
        let of_team = card.rep.team.as_ref().and_then(|team| teams.get(team));
        card.team_rank = of_team.and_then(|ranks| ranks.get(&card.graded_score()?).copied());
    }
}

/// The rank of every score: one more than the number of better ones.
fn ranks(scores: impl Iterator<Item = Decimal>) -> BTreeMap<Decimal, u32> {
    let mut scores: Vec<Decimal> = scores.collect();
    scores.sort_by(|a, b| b.cmp(a));
    let mut ranks = BTreeMap::new();
    for (better, score) in (0u32..).zip(scores) {
        ranks.entry(score).or_insert(better + 1);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn equal_scores_share_a_rank() {
        let ranks = ranks([dec!(80), dec!(92.5), dec!(80.00), dec!(70)].into_iter());
        let of = |score| ranks.get(&score).copied();
        assert_eq!(
            [of(dec!(92.5)), of(dec!(80)), of(dec!(70))],
            [Some(1), Some(2), Some(4)]
        );
    }
}
