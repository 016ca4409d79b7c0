//! Which days each dataset is known for, and in which files: what tells why a period has no rows of it.

use super::days::TableDays;
use crate::model::place::folder;
use crate::model::{Dataset, Period, Place};
use crate::read::Scope;
use crate::recognise::Table;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is there of a dataset, in whichever folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The first and the last day that rows are of, slips aside.
    pub reach: Option<(NaiveDate, NaiveDate)>,
    /// Rows of the period, those that were left out included.
    pub rows: u64,
    /// The first table of the period's own folder.
    pub own: Option<Place>,
    /// Tables of the period's own folder without a row.
    pub empty: Vec<Place>,
    /// Files of the latest other period whose folder holds the dataset.
    pub elsewhere: Vec<String>,
}

/// What is there of each dataset whose rows are of a period; none where there is no table of it.
pub(super) fn coverage(tables: &[Table], days: &[TableDays]) -> BTreeMap<Dataset, Coverage> {
    let mut coverage: BTreeMap<Dataset, Coverage> = BTreeMap::new();
    let mut latest: BTreeMap<Dataset, Period> = BTreeMap::new();
    for table in tables {
        if !table.list.is_of_period() {
            continue;
        }
        let of_dataset = coverage.entry(table.dataset).or_default();
        let folder = folder(&table.source.file).map(|(_, period)| period);
        match (table.scope, folder) {
            (Scope::Own, Some(_)) => {
                let place = Place::sheet(Arc::clone(&table.source));
                if table.rows.is_empty() {
                    of_dataset.empty.push(place.clone());
                }
                of_dataset.own.get_or_insert(place);
            }
            (Scope::History, Some(period)) => {
                let newest = latest.entry(table.dataset).or_insert(period);
                if newest.last_day() < period.last_day() {
                    *newest = period;
                    of_dataset.elsewhere.clear();
                }
                let file = &table.source.file;
                if *newest == period && !of_dataset.elsewhere.contains(file) {
                    of_dataset.elsewhere.push(file.clone());
                }
            }
            _ => {}
        }
    }
    for table in days {
        let Some(of_dataset) = coverage.get_mut(&table.dataset()) else {
            continue;
        };
        of_dataset.rows += table.of_period();
        if let Some((first, last)) = table.reach() {
            let reach = of_dataset.reach.get_or_insert((first, last));
            *reach = (reach.0.min(first), reach.1.max(last));
        }
    }
    coverage
}
