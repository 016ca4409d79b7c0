//! What every table gave: rows by list, and their money, so that what was read can be held against what was exported.

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
pub fn control_totals(records: &Records) -> Vec<ControlTotal> {
    let mut totals: BTreeMap<(Dataset, &Arc<Source>), Sum> = BTreeMap::new();
    for (dataset, place, amount) in rows(records) {
        let sum = totals.entry((dataset, &place.source)).or_default();
        sum.rows += 1;
        if let Some(amount) = amount {
            let before = sum.amount.unwrap_or_default();
            sum.amount = Some(before.checked_add(amount).unwrap_or(before));
        }
    }
    totals
        .into_iter()
        .map(|((dataset, source), Sum { rows, amount })| ControlTotal {
            dataset,
            source: Arc::clone(source),
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

/// Every row that was accepted: its list, its place, and its amount.
fn rows(records: &Records) -> impl Iterator<Item = (Dataset, &Place, Option<Decimal>)> {
    let without = |dataset| move |place| (dataset, place, None);
    let assignments = records
        .roster
        .iter()
        .flat_map(|(_, rep)| rep.assignments.iter().map(|assignment| &assignment.place));
    let targets = records.targets.iter().map(|row| &row.place);
    let orders = records.orders.iter().filter(|row| !row.cancelled);
    let visits = records.visits.iter().map(|row| &row.place);
    let calls = records.calls.iter().map(|row| &row.place);
    let customers = records.customers.iter().map(|row| &row.place);
    let requests = records.requests.iter().map(|row| &row.place);
    let reports = records.reports.iter().map(|row| &row.place);
    let conduct = records.conduct.iter().map(|row| &row.place);
    let scores = records.scores.iter().map(|row| &row.place);
    (assignments.map(without(Dataset::ROSTER)))
        .chain(targets.map(without(Dataset::TARGETS)))
        .chain(orders.map(|row| (Dataset::ORDERS, &row.place, Some(row.amount))))
        .chain(visits.map(without(Dataset::VISITS)))
        .chain(calls.map(without(Dataset::CALLS)))
        .chain(customers.map(without(Dataset::CUSTOMERS)))
        .chain(requests.map(without(Dataset::REQUESTS)))
        .chain(reports.map(without(Dataset::REPORTS)))
        .chain(conduct.map(without(Dataset::CONDUCT)))
        .chain(scores.map(without(Dataset::SCORES)))
}
