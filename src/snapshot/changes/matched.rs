//! The tables of two periods → those of one list and one name side by side.

use super::names::shape;
use crate::model::Dataset;
use crate::snapshot::TableAccount;
use std::collections::BTreeMap;

/// The tables of one list and one name.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) dataset: Dataset,
    pub(super) now: Vec<&'a TableAccount>,
    pub(super) then: Vec<&'a TableAccount>,
    /// Whether the one is the other under a new name, as far as anybody can tell.
    pub(super) is_renamed: bool,
}

type Key = (Dataset, String, String);

/// The period's own tables of all lists.
pub(super) fn matched<'a>(now: &'a [TableAccount], then: &'a [TableAccount]) -> Vec<Pair<'a>> {
    let mut pairs: BTreeMap<Key, Pair<'a>> = BTreeMap::new();
    for (key, table) in now.iter().filter_map(keyed) {
        pair(&mut pairs, key).now.push(table);
    }
    for (key, table) in then.iter().filter_map(keyed) {
        pair(&mut pairs, key).then.push(table);
    }
    rename(&mut pairs);
    pairs.into_values().collect()
}

fn keyed(table: &TableAccount) -> Option<(Key, &TableAccount)> {
    let dataset = table.dataset.filter(|_| table.own)?;
    let sheet = table.source.sheet.as_deref().unwrap_or_default();
    Some(((dataset, shape(&table.source.file), shape(sheet)), table))
}

fn pair<'p, 'a>(pairs: &'p mut BTreeMap<Key, Pair<'a>>, key: Key) -> &'p mut Pair<'a> {
    let dataset = key.0;
    pairs.entry(key).or_insert_with(|| Pair {
        dataset,
        now: Vec::new(),
        then: Vec::new(),
        is_renamed: false,
    })
}

/// One that alone has no match on either side was named anew.
fn rename(pairs: &mut BTreeMap<Key, Pair<'_>>) {
    let mut open: BTreeMap<Dataset, [Vec<Key>; 2]> = BTreeMap::new();
    for (key, pair) in &*pairs {
        let [came, went] = open.entry(pair.dataset).or_default();
        if pair.then.is_empty() {
            came.push(key.clone());
        } else if pair.now.is_empty() {
            went.push(key.clone());
        }
    }
    for [came, went] in open.into_values() {
        if let ([came], [went]) = (&came[..], &went[..])
            && let Some(before) = pairs.remove(went)
            && let Some(pair) = pairs.get_mut(came)
        {
            pair.then = before.then;
            pair.is_renamed = true;
        }
    }
}

/// Their rows of the period.
pub(super) fn rows(tables: &[&TableAccount]) -> u64 {
    tables.iter().map(|table| table.rows_of_period()).sum()
}
