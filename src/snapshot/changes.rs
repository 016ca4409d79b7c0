//! What went in against what went in a period before → what came, what went, what is of another size.
//!
//! Tables are matched by their list and by their names, in which digits and months are the same whatever they are; one that
//! alone has no match on either side is the other under a new name. What other findings tell is not told again.

mod fewer;
mod gone;
mod layout;
mod matched;
mod names;
mod sizes;
mod words;

use super::FORM;
use super::account::TableAccount;
use crate::model::{Assumption, Dataset, Finding, Origin, Period, Place, Taken};
use matched::matched;
use names::shape;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many rows make a table whose rows, words or middle are compared.
const LEAST_ROWS: u64 = 20;

/// What went in.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The tables.
    pub account: &'a [TableAccount],
    /// What was taken for granted.
    pub assumptions: &'a [Assumption],
}

/// What a snapshot says of what went in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Earlier {
    /// Its period.
    pub period: Period,
    account: Vec<TableAccount>,
    assumptions: Vec<Assumption>,
}

impl Earlier {
    /// What the bytes of a snapshot say; none where another version made it.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Head {
            form: u32,
        }
        let Head { form } = serde_json::from_slice(bytes).ok()?;
        (form == FORM).then(|| serde_json::from_slice(bytes).ok())?
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            account: &self.account,
            assumptions: &self.assumptions,
        }
    }
}

/// Marks what an earlier list doesn't have, and puts it first.
pub fn mark(assumptions: &mut [Assumption], earlier: &Earlier) {
    let key = |said: &Assumption| {
        let file = said.dataset.is_none().then(|| shape(&said.place.source.file));
        (said.dataset, file, said.taken.likeness())
    };
    let known: BTreeSet<_> = earlier.assumptions.iter().map(key).collect();
    for said in assumptions.iter_mut() {
        said.is_new = !known.contains(&key(said));
    }
    assumptions.sort_by_cached_key(Assumption::rank);
}

/// What is to be said; `told` is said already.
pub fn changes(now: Inputs<'_>, earlier: &Earlier, told: &[Finding]) -> Vec<Finding> {
    let (then, since) = (earlier.inputs(), earlier.period);
    let pairs = matched(now.account, then.account);
    let mut findings = gone::gone(&pairs, now, then, since);
    findings.extend(fewer::fewer(&pairs, &findings, since));
    for pair in &pairs {
        let (Some(table), Some(before)) = (pair.now.first(), pair.then.first()) else {
            continue;
        };
        // Another export has columns of its own, and whoever states a table's columns has looked.
        if !pair.is_renamed && !is_pinned(now, table) {
            findings.extend(layout::layout(table, before, since));
        }
        findings.extend(sizes::sizes(pair, now, told, since));
    }
    findings.extend(words::words(now, then, since));
    findings
}

/// The place of a table's header, or of the column over it.
fn header_place(table: &TableAccount, column: Option<u32>) -> Place {
    let place = table.header_row.map_or_else(
        || Place::sheet(Arc::clone(&table.source)),
        |row| Place::row(Arc::clone(&table.source), row),
    );
    column.map_or_else(|| place.clone(), |column| place.at_column(column))
}

/// Whether the settings say what a table is.
fn is_pinned(now: Inputs<'_>, table: &TableAccount) -> bool {
    let is_it = |said: &Assumption| said.dataset == table.dataset && said.place.source == table.source;
    let is_stated =
        |said: &Assumption| matches!(said.taken, Taken::Dataset { .. }) && said.from == Origin::Settings;
    now.assumptions.iter().any(|said| is_it(said) && is_stated(said))
}

/// Rows of a list's own tables.
fn rows_of(tables: &[TableAccount], dataset: Dataset) -> u64 {
    let own = tables
        .iter()
        .filter(|table| table.own && table.dataset == Some(dataset));
    own.map(TableAccount::rows_of_period).sum()
}
