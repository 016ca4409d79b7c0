//! Scorecards → rows of reps, with what lifted each score and what held it down.

use crate::model::{Kpi, Period};
use crate::report::figures::{self, NONE, or_dash};
use crate::report::form::view::{KpiView, RepView, actual, attainment, kpi_view, rep_view};
use crate::report::grade_name::ungraded;
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::collections::BTreeSet;

/// How many KPIs are named as having lifted or held down a score.
const NAMED: usize = 2;

/// A rep of the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberView<'a> {
    /// Who.
    pub rep: RepView<'a>,
    /// `92.40`
    pub score: String,
    /// `A`; a dash for none.
    pub grade: &'a str,
    /// 0 for the best band, counting up; none without a score.
    pub band: Option<usize>,
    /// Rank in the company.
    pub rank: String,
    /// Rank in the team.
    pub team_rank: String,
    /// Why there is no grade although there is a score; none where there is one, or neither.
    pub ungraded: Option<String>,
    /// The KPIs, in policy order.
    pub kpis: Vec<MemberKpi<'a>>,
    /// Sales, where the policy counts them.
    pub sales: Option<KpiView<'a>>,
    /// The KPIs that lifted the score most, at most two.
    pub strengths: Vec<Highlight>,
    /// The KPIs that cost most points, at most two.
    pub weaknesses: Vec<Highlight>,
    /// The score as a number.
    pub raw_score: Option<String>,
}

/// A KPI of a rep, with the share of its points.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberKpi<'a> {
    /// The figures, whose fields stand beside the others.
    pub figures: KpiView<'a>,
    /// Points ÷ weight, for drawing; none where the KPI is excluded or weighs nothing.
    pub share: Option<f64>,
    /// The share as a step from 0 (a third or less) to 4 (all of it or more), for a heat map.
    pub heat: Option<u8>,
}

// Every report has thousands; written out, since names of fields that are merged would be copied for each.
impl Serialize for MemberKpi<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { figures, share, heat } = self;
        let mut fields = serializer.serialize_struct("MemberKpi", KpiView::FIELDS + 2)?;
        figures.fields(&mut fields)?;
        fields.serialize_field("share", share)?;
        fields.serialize_field("heat", heat)?;
        fields.end()
    }
}

/// A KPI that explains a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// `增长率`
    pub name: String,
    /// The attainment, or where there is none the actual.
    pub figure: String,
    /// Points: `2.00`
    pub points: String,
    /// Weight: `10`
    pub weight: String,
}

impl MemberView<'_> {
    /// Whether the rep has a score that counts in the ranking.
    pub(super) fn is_ranked(&self) -> bool {
        self.raw_score.is_some() && self.ungraded.is_none()
    }

    /// Whether the rep has not left by the period's end.
    pub(super) fn is_there(&self) -> bool {
        self.rep.leave_date.is_none()
    }
}

/// Scorecards by rank in the company; those without come last, by number.
pub(super) fn by_rank<'a>(cards: impl Iterator<Item = &'a Scorecard>) -> Vec<&'a Scorecard> {
    let mut cards: Vec<_> = cards.collect();
    cards.sort_by_key(|card| (card.rank.is_none(), card.rank, card.rep.rep_id.as_str()));
    cards
}

/// The rows of those reps, in their order.
/// KPIs that count for nobody are not shown.
pub(super) fn views<'a>(
    cards: &[&'a Scorecard],
    period: Period,
    naming: Naming<'a>,
    unused: &BTreeSet<Kpi>,
) -> Vec<MemberView<'a>> {
    cards
        .iter()
        .map(|card| view(card, period, naming, unused))
        .collect()
}

fn view<'a>(
    card: &'a Scorecard,
    period: Period,
    naming: Naming<'a>,
    unused: &BTreeSet<Kpi>,
) -> MemberView<'a> {
    let language = naming.language;
    let rank = |rank: Option<u32>| or_dash(rank.map(|rank| rank.to_string()));
    let (strengths, weaknesses) = highlights(card, naming);
    MemberView {
        rep: rep_view(card, period, language),
        score: or_dash(card.score.as_ref().map(figures::points)),
        grade: card.grade.as_ref().map_or(NONE, |grade| grade.grade.as_str()),
        band: card.grade.as_ref().map(|grade| grade.band),
        rank: rank(card.rank),
        team_rank: rank(card.team_rank),
        ungraded: card.ungraded.map(|share| ungraded(share, language)),
        kpis: card
            .kpis
            .iter()
            .filter(|kpi| !unused.contains(&kpi.kpi))
            .map(|kpi| member_kpi(kpi, naming))
            .collect(),
        sales: card
            .kpis
            .iter()
            .find(|kpi| kpi.kpi == Kpi::SALES)
            .map(|kpi| kpi_view(kpi, naming)),
        strengths,
        weaknesses,
        raw_score: card.score.map(|score| score.to_string()),
    }
}

fn member_kpi<'a>(kpi: &KpiScore, naming: Naming<'a>) -> MemberKpi<'a> {
    let share = kpi.share().map(|share| share.to_f64());
    MemberKpi {
        figures: kpi_view(kpi, naming),
        share,
        heat: share.map(heat),
    }
}

/// The step of a share in a heat map: 0 below a third, 4 for all of it or more.
pub(super) fn heat(share: f64) -> u8 {
    let steps = [1.0 / 3.0, 0.6, 0.8, 1.0];
    steps.iter().filter(|step| share >= **step).count() as u8
}

/// What lifted the score and what held it down, each the weightiest first. A KPI lifts where it brought its whole
/// weight or more; what it cost is what is missing to the weight.
fn highlights(card: &Scorecard, naming: Naming<'_>) -> (Vec<Highlight>, Vec<Highlight>) {
    let counted = || {
        card.kpis
            .iter()
            .filter_map(|kpi| Some((kpi, kpi.points? - kpi.weight)))
    };
    let mut full: Vec<_> = counted().filter(|(_, over)| !over.is_sign_negative()).collect();
    let mut short: Vec<_> = counted().filter(|(_, over)| over.is_sign_negative()).collect();
    full.sort_by_key(|(kpi, _)| std::cmp::Reverse(kpi.points));
    short.sort_by_key(|(_, over)| *over);
    let name = |kpis: Vec<(&KpiScore, _)>| -> Vec<Highlight> {
        kpis.iter()
            .filter(|(kpi, _)| !kpi.weight.is_zero())
            .take(NAMED)
            .map(|(kpi, _)| highlight(kpi, naming))
            .collect()
    };
    (name(full), name(short))
}

fn highlight(kpi: &KpiScore, naming: Naming<'_>) -> Highlight {
    Highlight {
        name: naming.name(kpi.kpi).to_owned(),
        figure: if kpi.attainment.is_some() {
            attainment(kpi)
        } else {
            actual(kpi, naming)
        },
        points: or_dash(kpi.points.as_ref().map(figures::points)),
        weight: figures::shortest(kpi.weight),
    }
}
