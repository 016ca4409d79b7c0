//! What became of every row and of all money → a line for each list and folder, that a page has room for.

use crate::model::place::below_inbox;
use crate::model::{Dataset, Exact, Terms};
use crate::report::account::AccountSum;
use crate::report::figures;
use crate::snapshot::TableAccount;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The account of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountView {
    /// The lists of the period's own folders, then those of other periods, each as one.
    pub lines: Vec<AccountLineView>,
    /// Whether any of them has amounts.
    pub has_amounts: bool,
}

/// What became of the rows of a list in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLineView {
    /// What the list is called; empty for sheets that were read as none.
    pub list: String,
    /// The folder below `inbox/`; empty where the tables lie in `inbox/` itself.
    pub folder: String,
    /// Whether they lie in other periods' folders.
    pub is_other: bool,
    /// In how many files.
    pub files: usize,
    /// Rows that hold anything.
    pub rows: String,
    /// Those that count.
    pub counted: String,
    /// Those of data that do not.
    pub left_out: String,
    /// Those around the data: headers, totals.
    pub around: String,
    /// The money that cells state; empty where the list has none.
    pub amount: String,
    /// The money that counts.
    pub counted_amount: String,
}

/// The view of the account.
pub(super) fn view(account: &[TableAccount], terms: Terms<'_>) -> AccountView {
    // What no list took comes last.
    let list = |dataset: Option<Dataset>| (dataset.is_none(), dataset);
    let mut lines: BTreeMap<_, AccountSum<'_>> = BTreeMap::new();
    for table in account {
        let folder = if table.own { folder(&table.source.file) } else { "" };
        let key = (!table.own, list(table.dataset), folder);
        lines.entry(key).or_default().add(table);
    }
    let money = |amount: &Option<Exact>| amount.as_ref().map(figures::money).unwrap_or_default();
    let count = |rows: u64| figures::shortest(Decimal::from(rows));
    let lines: Vec<AccountLineView> = lines
        .into_iter()
        .map(|((is_other, (_, dataset), folder), line)| AccountLineView {
            list: dataset.map_or_else(String::new, |dataset| terms.dataset(dataset).to_owned()),
            folder: folder.to_owned(),
            is_other,
            files: line.files.len(),
            rows: count(line.rows),
            counted: count(line.counted),
            left_out: count(line.left_out),
            around: count(line.around()),
            amount: money(&line.amount),
            counted_amount: money(&line.counted_amount),
        })
        .collect();
    AccountView {
        has_amounts: lines.iter().any(|line| !line.amount.is_empty()),
        lines,
    }
}

/// The folder of a file, below `inbox/`.
fn folder(file: &str) -> &str {
    below_inbox(file).split_once('/').map_or("", |(folder, _)| folder)
}
