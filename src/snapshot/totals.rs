//! What every table gave: rows by list, and their money, so that what was read can be held against what was exported.

use crate::catalogue::Catalogue;
use crate::model::{Dataset, Place, Source};
use crate::records::Records;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a table gave of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ControlTotal {
    /// The list.
    pub dataset: Dataset,
    /// File and sheet.
    pub source: Arc<Source>,
    /// Rows that count.
    pub rows: u64,
    /// The sum of their amounts; none where the list has none.
    pub amount: Option<Decimal>,
}

/// The totals of every table, by list and table.
pub fn control_totals(records: &Records, catalogue: &Catalogue) -> Vec<ControlTotal> {
    let mut totals: BTreeMap<(Dataset, Arc<Source>), Sum> = BTreeMap::new();
    let mut add = |dataset, place: &Place, amount: Option<Decimal>| {
        let sum = totals.entry((dataset, Arc::clone(&place.source))).or_default();
        sum.rows += 1;
        if let Some(amount) = amount {
            let before = sum.amount.unwrap_or_default();
            sum.amount = Some(before.checked_add(amount).unwrap_or(before));
        }
    };
    let reps = records.roster.iter().flat_map(|(_, rep)| &rep.assignments);
    reps.for_each(|row| add(Dataset::ROSTER, &row.place, None));
    let targets = records.targets.iter();
    targets.for_each(|row| add(Dataset::TARGETS, &row.place, None));
    for list in catalogue.lists() {
        // What does not count is in no sum of money, and so is no row of it.
        let is_summed = list.money().is_some();
        for row in records.rows(list).all() {
            if row.counts() || !is_summed {
                add(list.dataset, row.place(), row.amount());
            }
        }
    }
    totals
        .into_iter()
        .map(|((dataset, source), Sum { rows, amount })| ControlTotal {
            dataset,
            source,
            rows,
            amount,
        })
        .collect()
}

#[derive(Default)]
struct Sum {
    rows: u64,
    amount: Option<Decimal>,
}
