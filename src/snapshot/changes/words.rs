//! Words that no row had, and by which a good part of the rows doesn't count now.

use super::{Inputs, LEAST_ROWS, rows_of};
use crate::model::{Assumption, Dataset, Finding, Meaning, Origin, Period, Problem, Taken};
use crate::snapshot::TableAccount;
use std::collections::BTreeSet;

/// A new word of fewer rows moves little.
const LEAST_OF_WORD: u64 = 5;

/// Words that nobody knows are told anyway.
pub(super) fn words(now: Inputs<'_>, then: Inputs<'_>, since: Period) -> Vec<Finding> {
    let then_said = then.assumptions.iter();
    let known: BTreeSet<(Option<Dataset>, &Taken)> =
        then_said.map(|said| (said.dataset, &said.taken)).collect();
    let finding = |said: &Assumption| {
        let (dataset, rows) = (said.dataset?, said.rows?);
        let Taken::Word { field, word, meaning } = &said.taken else {
            return None;
        };
        let taken = meaning.filter(|meaning| Meaning::weight(*meaning) > 0)?;
        let of_table = now
            .account
            .iter()
            .filter(|table| table.own && table.dataset == Some(dataset) && table.source == said.place.source);
        let of_table: u64 = of_table.map(TableAccount::rows_of_period).sum();
        let is_much = rows >= LEAST_OF_WORD && rows * 10 >= of_table;
        let is_new = said.from == Origin::Dictionary && !known.contains(&(said.dataset, &said.taken));
        if !is_new || !is_much || !had_column(then, dataset, &field.id().to_string()) {
            return None;
        }
        let problem = Problem::WordIsNew {
            dataset,
            field: *field,
            word: word.clone(),
            rows,
            taken,
            since: since.to_string(),
        };
        Some(Finding::at(said.place.clone(), problem).worth(said.amount))
    };
    now.assumptions.iter().filter_map(finding).collect()
}

/// Whether enough rows had the column, so that the word is missing for itself.
fn had_column(then: Inputs<'_>, dataset: Dataset, field: &str) -> bool {
    let had = then.account.iter().any(|table| {
        table.dataset == Some(dataset) && table.columns.iter().any(|column| column.field == field)
    });
    had && rows_of(then.account, dataset) >= LEAST_ROWS
}
