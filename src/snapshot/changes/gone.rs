//! Files and sheets that are no longer there.

use super::matched::{Pair, rows};
use super::names::shape;
use super::{Inputs, rows_of};
use crate::model::{Dataset, Exact, Finding, Period, Place, Problem, Taken};
use crate::snapshot::TableAccount;
use std::collections::{BTreeMap, BTreeSet};

/// So many names a finding lists.
const NAMED: usize = 5;
/// Decimals of sums that findings tell.
const PLACES: u32 = 12;

/// Told once a list and file, where other tables of the list are there; that a list is not there at all others tell.
pub(super) fn gone(pairs: &[Pair<'_>], now: Inputs<'_>, then: Inputs<'_>, since: Period) -> Vec<Finding> {
    let mut gone: BTreeMap<(Dataset, &str), Vec<&TableAccount>> = BTreeMap::new();
    let mut went: BTreeMap<Dataset, u64> = BTreeMap::new();
    let mut came: BTreeMap<Dataset, u64> = BTreeMap::new();
    for pair in pairs {
        for table in no_longer(pair)
            .into_iter()
            .filter(|table| table.rows_of_period() > 0)
        {
            let of_file = gone.entry((pair.dataset, &table.source.file)).or_default();
            of_file.push(table);
            *went.entry(pair.dataset).or_default() += table.rows_of_period();
        }
        if pair.then.is_empty() {
            *came.entry(pair.dataset).or_default() += rows(&pair.now);
        }
    }
    // What came under other names may well be what went.
    let is_replaced = |dataset: &Dataset| {
        let of = |rows: &BTreeMap<Dataset, u64>| rows.get(dataset).copied().unwrap_or_default();
        of(&came) > 0 && of(&came) * 2 >= of(&went)
    };
    let told = gone
        .into_iter()
        .filter(|((dataset, _), _)| rows_of(now.account, *dataset) > 0 && !is_replaced(dataset));
    told.map(|((dataset, file), tables)| {
        let is_left = now
            .account
            .iter()
            .any(|table| shape(&table.source.file) == shape(file));
        let sheets = tables.iter().filter_map(|table| table.source.sheet.clone());
        let amounts = tables.iter().filter_map(|table| table.counted().1);
        let amount = amounts.reduce(|sum: Exact, amount| &sum + &amount);
        let problem = Problem::TableGone {
            dataset,
            sheets: sheets.take(if is_left { NAMED } else { 0 }).collect(),
            rows: rows(&tables),
            by_name: is_named(then, dataset, file),
            since: since.to_string(),
        };
        let amount = amount.map(|amount| amount.to_shortest_decimal(PLACES).normalize());
        Finding::at(Place::file(file), problem).worth(amount)
    })
    .collect()
}

/// The tables of a name that are gone: all of them, or those of Team 1, Team 2 … that are missing among the others.
fn no_longer<'a>(pair: &Pair<'a>) -> Vec<&'a TableAccount> {
    if pair.now.is_empty() {
        return pair.then.clone();
    }
    let less = pair.then.len().saturating_sub(pair.now.len());
    let name = |table: &TableAccount| {
        let file = table
            .source
            .file
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        (file, table.source.sheet.clone())
    };
    let names: BTreeSet<_> = pair.now.iter().map(|table| name(table)).collect();
    let (kept, gone): (Vec<&TableAccount>, Vec<&TableAccount>) =
        pair.then.iter().partition(|table| names.contains(&name(table)));
    if kept.is_empty() {
        return Vec::new();
    }
    gone.into_iter().take(less).collect()
}

/// Whether the sheets of a list, or its files, are named by reps, who come and go.
fn is_named(then: Inputs<'_>, dataset: Dataset, file: &str) -> bool {
    then.assumptions.iter().any(|said| {
        let is_by_rep = matches!(said.taken, Taken::Named { .. }) && said.dataset == Some(dataset);
        is_by_rep && shape(&said.place.source.file) == shape(file)
    })
}
