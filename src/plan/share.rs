//! The roster and last year's sales → what each month of a rep weighs within a group.

use super::Ground;
use super::presence::Present;
use super::settings::By;
use crate::measure;
use crate::model::finding::PlanTrouble;
use crate::model::{Exact, Finding, Kpi, Month, Problem};
use crate::records::RepKey;
use std::collections::{BTreeMap, BTreeSet};

/// What each month of a rep weighs.
pub(super) type Shares = BTreeMap<(RepKey, Month), Exact>;

/// How many of those without sales are named.
const NAMED: usize = 8;

/// The weights that the settings ask for.
pub(super) fn shares(ground: Ground<'_>, by: By, present: &Present, findings: &mut Vec<Finding>) -> Shares {
    let last_year = (by == By::LastYear).then(|| of_last_year(ground, present, findings));
    let share = |((rep, month), presence): (&(RepKey, Month), &super::presence::Presence)| {
        let share = match by {
            By::Weight => Exact::from(presence.weight),
            By::Equal => Exact::one(),
            By::LastYear => {
                let sold = last_year.as_ref().and_then(|sold| sold.get(rep)).cloned();
                sold.unwrap_or(Exact::one())
            }
        };
        ((*rep, *month), share)
    };
    present.iter().map(share).collect()
}

/// What each rep sold a month of those of last year in which there were orders and the rep was there all month; who has no
/// such month counts as the others do on the average, and is told.
fn of_last_year(
    ground: Ground<'_>,
    present: &Present,
    findings: &mut Vec<Finding>,
) -> BTreeMap<RepKey, Exact> {
    let Ground { records, rules, .. } = ground;
    let months: Vec<Month> = super::year(ground.year - 1)
        .filter(|month| ground.is_known(*month))
        .collect();
    let sales = measure::by_month(records, rules, Kpi::SALES, &months);
    let known: BTreeSet<Month> = sales.keys().map(|(_, month)| *month).collect();
    let reps: BTreeSet<RepKey> = present.keys().map(|(rep, _)| *rep).collect();
    let mut sold = BTreeMap::new();
    let mut without = Vec::new();
    for rep in reps {
        let of_rep = records.roster.rep(rep);
        let is_whole = |month: &&Month| {
            let (first, last) = (month.first_day(), month.last_day());
            of_rep.employed_within(first, last) == Some((first, last))
        };
        let whole: Vec<Month> = known.iter().filter(is_whole).copied().collect();
        let sum: Exact = whole.iter().filter_map(|month| sales.get(&(rep, *month))).sum();
        match sum.checked_div(&Exact::from(whole.len() as i64)) {
            Some(a_month) => {
                sold.insert(rep, a_month.max(Exact::zero()));
            }
            None => without.push(rep),
        }
    }
    let count = Exact::from(sold.len() as i64);
    let mean = sold
        .values()
        .sum::<Exact>()
        .checked_div(&count)
        .filter(Exact::is_positive);
    if let (Some(first), Some(last)) = (known.first(), known.last()) {
        findings.extend((!without.is_empty()).then(|| {
            let named = without.iter().take(NAMED);
            Finding::general(Problem::Plan {
                trouble: PlanTrouble::ShareUnknown {
                    reps: named.map(|rep| records.roster.rep(*rep).rep_id.clone()).collect(),
                    rest: without.len().saturating_sub(NAMED) as u64,
                    months: [*first, *last],
                    mean: mean
                        .as_ref()
                        .map_or(rust_decimal::Decimal::ZERO, |mean| mean.to_decimal(2)),
                },
            })
        }));
    } else {
        let year = ground.year - 1;
        let trouble = PlanTrouble::NoLastYear { year };
        findings.push(Finding::general(Problem::Plan { trouble }));
    }
    let mean = mean.unwrap_or(Exact::one());
    sold.extend(without.into_iter().map(|rep| (rep, mean.clone())));
    sold
}

/// The weight of each of those reps in the last month that it is there for.
pub(super) fn shown(reps: &[RepKey], shares: &Shares, present: &Present) -> Vec<(RepKey, Exact)> {
    let mut last: BTreeMap<RepKey, Month> = BTreeMap::new();
    for (rep, month) in present.keys() {
        last.insert(*rep, *month);
    }
    let shown = reps.iter().filter_map(|rep| {
        let month = last.get(rep)?;
        Some((*rep, shares.get(&(*rep, *month))?.clone()))
    });
    shown.collect()
}
