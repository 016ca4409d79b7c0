//! Each word of a table's columns that decide whether or how a row counts, with its rows and their money: what a person
//! looks at before saying what a word means.

use super::super::cells::{Texts, quoted};
use super::super::row::money;
use super::stake::{Stake, text_of};
use super::{ListWords, TableWords, WordSettings};
use crate::model::text::normalise;
use crate::model::{Meaning, Place};
use crate::recognise::Table;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A word, and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSum {
    /// The column's header.
    pub header: String,
    /// The word.
    pub word: String,
    /// What it is taken for; none: as if nothing stood there.
    pub taken: Option<Meaning>,
    /// In how many rows it stands.
    pub rows: u64,
    /// What these rows' amounts come to.
    pub amount: Option<Decimal>,
    /// The first cell.
    pub place: Place,
}

/// The words of a table, by their columns, those of most rows first.
pub fn word_sums(table: &Table, settings: &WordSettings) -> Vec<WordSum> {
    let known = Arc::new(ListWords::of(&table.list));
    let mut words = TableWords::new(table, known, settings);
    let mut texts = Texts::default();
    let mut met: BTreeMap<(u32, String), (WordSum, Stake)> = BTreeMap::new();
    let decide = |field| !table.list.meanings(field).is_empty();
    for row in &table.rows {
        let mut amount = None;
        for column in table.columns.iter().filter(|column| decide(column.field)) {
            let Some(text) = text_of(row, column.index) else {
                continue;
            };
            let taken = words.meaning_in(row, column);
            let word = quoted(&normalise(&text));
            let (_, stake) = met.entry((column.index, word.clone())).or_insert_with(|| {
                let sum = WordSum {
                    header: column.header.clone(),
                    word,
                    taken,
                    rows: 0,
                    amount: None,
                    place: table.cell_place(row, column.index),
                };
                (sum, Stake::default())
            });
            stake.add(*amount.get_or_insert_with(|| money(table, row, &mut texts)));
        }
    }
    let mut sums: Vec<(u32, WordSum)> = met
        .into_iter()
        .map(|((column, _), (sum, stake))| {
            let (rows, amount) = (stake.rows, stake.money());
            (column, WordSum { rows, amount, ..sum })
        })
        .collect();
    sums.sort_by_key(|(column, sum)| (*column, std::cmp::Reverse(sum.rows)));
    sums.into_iter().map(|(_, sum)| sum).collect()
}
