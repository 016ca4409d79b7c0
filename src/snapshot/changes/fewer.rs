//! Tables with less than half of their rows, and lists whose tables have only together enough to compare.

use super::LEAST_ROWS;
use super::matched::{Pair, rows};
use crate::model::{Dataset, Finding, Period, Place, Problem};
use crate::snapshot::TableAccount;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Of lists that have a table gone nothing more is told.
pub(super) fn fewer(pairs: &[Pair<'_>], gone: &[Finding], since: Period) -> Vec<Finding> {
    let finding = |dataset: Dataset, table: &TableAccount, [rows, before]: [u64; 2]| {
        let problem = Problem::FewerRows {
            dataset,
            rows,
            before,
            since: since.to_string(),
        };
        Finding::at(Place::sheet(Arc::clone(&table.source)), problem)
    };
    let mut told: BTreeSet<Dataset> = gone.iter().filter_map(list).collect();
    let mut findings = Vec::new();
    let mut lists: BTreeMap<Dataset, (Option<&TableAccount>, [u64; 2])> = BTreeMap::new();
    for pair in pairs {
        let [now, before] = [rows(&pair.now), rows(&pair.then)];
        let (first, sum) = lists.entry(pair.dataset).or_default();
        *first = first.or(pair.now.first().copied());
        *sum = [sum[0] + now, sum[1] + before];
        if let Some(table) = pair.now.first().filter(|_| is_less(now, before)) {
            findings.push(finding(pair.dataset, table, [now, before]));
            told.insert(pair.dataset);
        }
    }
    for (dataset, (first, [now, before])) in lists {
        if let Some(table) = first.filter(|_| is_less(now, before) && !told.contains(&dataset)) {
            findings.push(finding(dataset, table, [now, before]));
        }
    }
    findings
}

fn list(gone: &Finding) -> Option<Dataset> {
    match gone.problem {
        Problem::TableGone { dataset, .. } => Some(dataset),
        _ => None,
    }
}

fn is_less(now: u64, before: u64) -> bool {
    before >= LEAST_ROWS && now * 2 < before
}
