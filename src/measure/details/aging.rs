//! Receivables → what is owed by how long it is overdue, and which customers owe most of what is.

use super::super::{Facts, declared};
use crate::model::{Dataset, Exact, Id, Kpi, Period};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that is owed, and how much of it is overdue.
const OWED: &str = "receivables";
const OVERDUE: &str = "overdue";

/// What is overdue by the days, the shortest first.
const PARTS: [&str; 4] = ["overdue_30", "overdue_60", "overdue_90", "overdue_over_90"];

/// How many customers are named.
const NAMED: usize = 8;

/// What is owed by how long it is overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aging {
    /// What is not overdue.
    pub not_due: Exact,
    /// What is, by the KPI that says for how long; these and what is not overdue are all that is owed.
    pub parts: Vec<(Kpi, Exact)>,
    /// The customers of whom most is overdue, the largest first.
    pub debtors: Vec<Debtor>,
    /// How many more there are.
    pub others: u64,
}

/// A customer of whom something is overdue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debtor {
    /// The name; none of rows that name nobody.
    pub customer: Option<String>,
    /// Whose: the number.
    pub rep_id: String,
    /// The rep's name.
    pub rep: String,
    /// What is overdue.
    pub overdue: Exact,
}

/// What is owed, where the list has the figures for it and they agree: a book may say otherwise what is overdue.
pub(super) fn aging(facts: &Facts<'_>, dataset: Dataset, period: Period) -> Option<Aging> {
    let company = |id: &'static str| {
        let kpi = Kpi::new(Id::of(id));
        let declared = declared::of_list(facts, dataset).find(|(of, _)| *of == kpi)?.1;
        declared::company(facts, (declared, dataset), period)
    };
    let (owed, overdue) = (company(OWED)?, company(OVERDUE)?);
    let parts: Option<Vec<(Kpi, Exact)>> = PARTS
        .into_iter()
        .map(|id| Some((Kpi::new(Id::of(id)), company(id)?)))
        .collect();
    let parts = parts?;
    let sum: Exact = parts.iter().map(|(_, part)| part).sum();
    if sum != overdue {
        return None;
    }
    let debtors = debtors(facts, dataset, period);
    Some(Aging {
        not_due: &owed - &overdue,
        parts,
        others: debtors.len().saturating_sub(NAMED) as u64,
        debtors: debtors.into_iter().take(NAMED).collect(),
    })
}

/// Everyone of whom something is overdue, by what the rows add to that figure.
fn debtors(facts: &Facts<'_>, dataset: Dataset, period: Period) -> Vec<Debtor> {
    let kpi = Kpi::new(Id::of(OVERDUE));
    let Some((_, declared)) = declared::of_list(facts, dataset).find(|(of, _)| *of == kpi) else {
        return Vec::new();
    };
    let mut sums = BTreeMap::new();
    declared::each(facts, (declared, dataset), period, &mut |entry| {
        if let Ok(amount) = entry.outcome {
            let sum = sums
                .entry((entry.customer, entry.rep))
                .or_insert_with(Exact::zero);
            *sum = &*sum + &amount;
        }
    });
    let mut debtors: Vec<Debtor> = sums
        .into_iter()
        .filter(|(_, overdue)| overdue.is_positive())
        .map(|((customer, rep), overdue)| {
            let name = customer.and_then(|key| facts.records.customer_names.get(key.0 as usize));
            let rep = facts.records.roster.rep(rep);
            Debtor {
                customer: name.cloned(),
                rep_id: rep.rep_id.clone(),
                rep: rep.assignment_for(period).name.clone(),
                overdue,
            }
        })
        .collect();
    debtors.sort_by(|a, b| {
        let by_amount = b.overdue.cmp(&a.overdue);
        by_amount.then_with(|| (&a.customer, &a.rep_id).cmp(&(&b.customer, &b.rep_id)))
    });
    debtors
}
