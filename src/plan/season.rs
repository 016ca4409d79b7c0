//! What months weigh: as it is stated, or as the sales of earlier years say.

use super::Ground;
use super::months::place;
use super::settings::Season;
use crate::measure;
use crate::model::finding::PlanTrouble;
use crate::model::{Exact, Finding, Kpi, Month, Problem};
use rust_decimal::{Decimal, dec};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many months of sales a season is learned from without being evened out.
const ENOUGH: u32 = 24;

/// Decimals of a weight that is learned.
const PLACES: u32 = 4;

/// How a season was learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// The weights, from January on; 1 is an average month.
    pub weights: [Decimal; 12],
    /// The months that were looked at, first and last.
    pub months: Option<[Month; 2]>,
    /// How many of them there are.
    pub count: u32,
    /// How much of what they say was taken over, 1 of it all; the rest is even.
    pub trust: Decimal,
}

/// What the months weigh, from January on.
pub(super) fn weights(
    ground: Ground<'_>,
    season: &Season,
    findings: &mut Vec<Finding>,
) -> ([Decimal; 12], Option<Learned>) {
    match season {
        Season::Policy => (ground.policy().seasonality.months, None),
        Season::Given(months) => (*months, None),
        Season::Learned => {
            let learned = learned(&sales(ground));
            let trouble = PlanTrouble::SeasonLearned {
                months: learned.months,
                count: learned.count,
                enough: ENOUGH,
                weights: learned.weights.to_vec(),
            };
            findings.push(Finding::general(Problem::Plan { trouble }));
            (learned.weights, Some(learned))
        }
    }
}

/// What the company sold in each month that is known, from when on orders are there.
fn sales(ground: Ground<'_>) -> BTreeMap<Month, Exact> {
    let Ground { records, rules, .. } = ground;
    let days = records.orders.iter().map(|order| order.moment.date());
    let Some(first) = days.min().and_then(Month::of) else {
        return BTreeMap::new();
    };
    let mut months = Vec::new();
    let mut month = first;
    while ground.is_known(month) {
        months.push(month);
        month = month.plus(1);
    }
    let mut sales = BTreeMap::new();
    for ((_, month), amount) in measure::by_month(records, rules, Kpi::SALES, &months) {
        let sum = sales.entry(month).or_insert_with(Exact::zero);
        *sum = &*sum + &amount;
    }
    sales
}

/// The weights of the months, by what was sold in earlier ones. Looked at are as many whole years as there are, back from the
/// last month; each month's part of its year, times 12, is averaged over the years. Where there is no whole year, each month's
/// sales ÷ the mean stand for its part, and 1 for a month that is not known. With less than two years the weights are drawn
/// towards 1 by so much as is lacking.
pub fn learned(sales: &BTreeMap<Month, Exact>) -> Learned {
    let years = whole_years(sales);
    let looked_at: Vec<Month> = if years.is_empty() {
        sales.keys().copied().collect()
    } else {
        years.iter().flatten().copied().collect()
    };
    let spans = if years.is_empty() {
        vec![looked_at.clone()]
    } else {
        years
    };
    let count = looked_at.len() as u32;
    let trust = Exact::from(i64::from(count.min(ENOUGH)));
    let trust = trust
        .checked_div(&i64::from(ENOUGH).into())
        .unwrap_or(Exact::zero());
    let mut of_months: [Vec<Exact>; 12] = Default::default();
    for span in &spans {
        for (month, part) in parts(sales, span) {
            of_months[place(month)].push(part);
        }
    }
    let weights = of_months.map(|parts| {
        let mean = parts
            .iter()
            .sum::<Exact>()
            .checked_div(&Exact::from(parts.len() as i64));
        let drawn = &trust * &(&mean.unwrap_or(Exact::one()) - &Exact::one());
        (&Exact::one() + &drawn).to_decimal(PLACES).normalize()
    });
    let all_nothing = weights.iter().all(Decimal::is_zero);
    Learned {
        weights: if all_nothing { [dec!(1); 12] } else { weights },
        months: looked_at
            .iter()
            .min()
            .zip(looked_at.iter().max())
            .map(|(first, last)| [*first, *last]),
        count,
        trust: trust.to_decimal(PLACES).normalize(),
    }
}

/// The twelve months up to the last one, those before them, and so on, as long as all twelve are known and something was sold.
fn whole_years(sales: &BTreeMap<Month, Exact>) -> Vec<Vec<Month>> {
    let Some(last) = sales.keys().next_back().copied() else {
        return Vec::new();
    };
    let mut years = Vec::new();
    loop {
        let back = 12 * years.len() as i32;
        let months: Vec<Month> = (0..12).map(|month| last.plus(-back - month)).collect();
        let known: Vec<&Exact> = months.iter().filter_map(|month| sales.get(month)).collect();
        if known.len() < 12 || !known.iter().any(|amount| amount.is_positive()) {
            return years;
        }
        years.push(months);
    }
}

/// Each month's sales ÷ the mean of the span; a month that took back more than it sold counts as 0.
fn parts(sales: &BTreeMap<Month, Exact>, span: &[Month]) -> Vec<(Month, Exact)> {
    let sold = |month: &Month| {
        sales
            .get(month)
            .cloned()
            .unwrap_or(Exact::zero())
            .max(Exact::zero())
    };
    let sum: Exact = span.iter().map(sold).sum();
    let mean = sum
        .checked_div(&Exact::from(span.len() as i64))
        .unwrap_or(Exact::zero());
    let part = |month: &Month| Some((*month, sold(month).checked_div(&mean)?));
    span.iter().filter_map(part).collect()
}
