//! Other lists of a book → rows and money by state or month, what was left out.

use crate::measure::details::{ListDetails, ListPart};
use crate::model::{Dataset, Exact};
use crate::report::account::AccountSum;
use crate::report::figures::{self, or_dash};
use crate::report::naming::{Naming, titled};
use crate::snapshot::TableAccount;
use rust_decimal::Decimal;
use serde::Serialize;

/// How many states or months are named.
const NAMED: usize = 12;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// What it is called.
    pub name: String,
    /// How many rows of the period count.
    pub rows: String,
    /// Their money; a dash where the list has none.
    pub amount: String,
    /// Whether the list has money.
    pub has_amount: bool,
    /// How many rows of its tables count for nothing: cancelled, of other times, wrong.
    pub left_out: u64,
    /// What money they state.
    pub left_out_amount: String,
    /// The rows by state or month.
    pub parts: Vec<ListPartView>,
    /// How many of those are not named.
    pub others: usize,
}

/// Rows of one state or month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListPartView {
    /// The state, or the month.
    pub name: String,
    /// Whether they count.
    pub counts: bool,
    /// How many.
    pub rows: String,
    /// Their money.
    pub amount: String,
}

/// The view of each.
pub(super) fn views(lists: &[ListDetails], account: &[TableAccount], naming: Naming<'_>) -> Vec<ListView> {
    lists.iter().map(|list| view(list, account, naming)).collect()
}

fn view(list: &ListDetails, account: &[TableAccount], naming: Naming<'_>) -> ListView {
    let mut sum = AccountSum::default();
    let own = account.iter().filter(|table| table.dataset == Some(list.dataset));
    own.for_each(|table| sum.add(table));
    let money = |amount: Option<&Exact>| or_dash(amount.map(figures::money));
    let rest = sum.amount.as_ref().map(|all| {
        let counted = sum.counted_amount.clone().unwrap_or_else(Exact::zero);
        all - &counted
    });
    let count = |rows: u64| figures::shortest(Decimal::from(rows));
    let part = |part: &ListPart| ListPartView {
        name: part
            .name
            .clone()
            .unwrap_or_else(|| naming.language.pick("未注明", "Not stated").to_owned()),
        counts: part.counts,
        rows: count(part.rows),
        amount: money(part.amount.as_ref()),
    };
    ListView {
        name: title(list.dataset, naming),
        rows: count(list.counted),
        amount: money(list.amount.as_ref()),
        has_amount: list.amount.is_some(),
        left_out: sum.left_out,
        left_out_amount: money(rest.as_ref()),
        parts: list.parts.iter().take(NAMED).map(part).collect(),
        others: list.parts.len().saturating_sub(NAMED),
    }
}

/// What a list is called where nothing stands before it: names of lists are written as within a sentence.
pub(super) fn title(dataset: Dataset, naming: Naming<'_>) -> String {
    titled(naming.terms().dataset(dataset))
}
