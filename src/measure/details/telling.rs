//! Rows of the period → of how many rows each rep's figures are made, and which of them tell the most.

use super::super::Facts;
use super::super::actuals::entries;
use super::super::entry::Entry;
use crate::model::{Exact, Kpi, Period, Place};
use crate::records::RepKey;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rows that a rep's figure is made of, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// Which figure.
    pub kpi: Kpi,
    /// How many rows count.
    pub rows: u32,
    /// The row that adds the most, the first of several.
    pub most: TellingRow,
    /// The row that adds the least, the first of several.
    pub least: TellingRow,
}

/// A row that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellingRow {
    /// Where it stands.
    pub place: Place,
    /// Its day.
    pub date: NaiveDate,
    /// The customer.
    pub customer: Option<String>,
    /// What it adds.
    pub value: Exact,
}

/// What is kept of a rep's rows while they are gone through.
struct Kept<'a> {
    rows: u32,
    most: (Exact, Entry<'a>),
    least: (Exact, Entry<'a>),
}

/// The rows behind each rep's figures of the policy, in its order.
pub(super) fn telling(facts: &Facts, period: Period) -> BTreeMap<RepKey, Vec<Telling>> {
    let mut told: BTreeMap<RepKey, Vec<Telling>> = BTreeMap::new();
    for kpi in facts.policy.kpis.iter().map(|kpi| kpi.id) {
        // Growth is made of the rows of what grows, which stand there.
        if facts.catalogue.measured_by(kpi) != kpi {
            continue;
        }
        let mut kept: BTreeMap<RepKey, Kept<'_>> = BTreeMap::new();
        entries(facts, kpi, period, &mut |entry: Entry<'_>| {
            let Ok(value) = entry.outcome.clone() else { return };
            match kept.get_mut(&entry.rep) {
                None => {
                    let first = (value, entry.clone());
                    let rep = entry.rep;
                    let (most, least) = (first.clone(), first);
                    kept.insert(rep, Kept { rows: 1, most, least });
                }
                Some(kept) => {
                    kept.rows += 1;
                    let place = entry.place;
                    if (&value, std::cmp::Reverse(place))
                        > (&kept.most.0, std::cmp::Reverse(kept.most.1.place))
                    {
                        kept.most = (value.clone(), entry.clone());
                    }
                    if (&value, place) < (&kept.least.0, kept.least.1.place) {
                        kept.least = (value, entry);
                    }
                }
            }
        });
        for (rep, Kept { rows, most, least }) in kept {
            let row = |(value, entry): (Exact, Entry<'_>)| row(facts, value, &entry);
            let (most, least) = (row(most), row(least));
            let telling = Telling {
                kpi,
                rows,
                most,
                least,
            };
            told.entry(rep).or_default().push(telling);
        }
    }
    told
}

fn row(facts: &Facts, value: Exact, entry: &Entry<'_>) -> TellingRow {
    let names = &facts.records.customer_names;
    let customer = entry.customer.and_then(|customer| names.get(customer.0 as usize));
    TellingRow {
        place: entry.place.clone(),
        date: entry.date,
        customer: customer.cloned(),
        value,
    }
}
