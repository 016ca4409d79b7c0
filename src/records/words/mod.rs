//! Words of columns that decide whether or how a row counts → what they mean, each distinct word of a table once, and
//! a finding for each that nobody can be sure of.

mod lexicon;
mod settings;
mod stake;
mod sums;
mod text;
mod unread;
mod word;

pub use lexicon::{Certainty, Lexicon, ListWords, Sense};
pub use settings::WordSettings;
pub use sums::{WordSum, word_sums};

use super::cells::quoted;
use crate::model::hash::QuickMap;
use crate::model::text::normalise;
use crate::model::{Assumption, Field, Finding, Meaning, Text};
use crate::read::Row;
use crate::recognise::{Column, Table, is_same_header};
use rust_decimal::Decimal;
use stake::{Stake, text_of};
use std::sync::Arc;
use unread::Unread;
use word::Word;

/// The words of one table, as far as they were met.
pub struct TableWords<'a> {
    table: &'a Table,
    /// What words of its list say.
    words: Arc<ListWords>,
    settings: &'a WordSettings,
    /// What is known of the words of the system that exported the table.
    of_preset: WordSettings,
    /// Columns that are no field, and that settings or the preset name.
    others: Vec<(u32, String)>,
    /// What texts of a column say; looked up, never listed.
    met: QuickMap<(u32, Text), Met>,
    /// Those that somebody may take otherwise.
    told: Vec<Word>,
    /// Which of these the row read at present rests on.
    in_row: Vec<usize>,
    unread: Vec<Unread>,
}

#[derive(Debug, Clone, Copy)]
struct Met {
    meaning: Option<Meaning>,
    told: Option<usize>,
}

impl<'a> TableWords<'a> {
    /// Those of a table of which nothing was read yet.
    pub fn new(table: &'a Table, words: Arc<ListWords>, settings: &'a WordSettings) -> Self {
        let of_preset = of_preset(table);
        let mut named: Vec<&str> = settings.other_columns(&table.list).collect();
        let beside = of_preset.other_columns(&table.list);
        let beside: Vec<&str> = beside.filter(|name| !named.contains(name)).collect();
        named.extend(beside);
        let others = named.into_iter().filter_map(|name| {
            let is_named = |header: &String| is_same_header(header, name);
            let index = table.headers.iter().position(is_named)?;
            Some((u32::try_from(index).ok()?, name.to_owned()))
        });
        let others: Vec<(u32, String)> = others.collect();
        let is_read = |index| {
            let is_named = others.iter().any(|(other, _)| *other == index);
            is_named || table.columns.iter().any(|column| column.index == index)
        };
        Self {
            table,
            settings,
            of_preset,
            words,
            unread: Unread::columns(table, is_read),
            others,
            met: QuickMap::default(),
            told: Vec::new(),
            in_row: Vec::new(),
        }
    }

    /// What a row says in the columns of a field, the gravest of it; none where it says nothing.
    pub fn meaning(&mut self, row: &Row, field: Field) -> Option<Meaning> {
        let table = self.table;
        let columns = table.columns.iter().filter(|column| column.field == field);
        let mut graver = None;
        for column in columns {
            let said = self.meaning_in(row, column);
            graver = match (graver, said) {
                (Some(before), Some(said)) if Meaning::weight(before) < said.weight() => Some(said),
                (before, said) => before.or(said),
            };
        }
        graver
    }

    fn meaning_in(&mut self, row: &Row, column: &Column) -> Option<Meaning> {
        let text = text_of(row, column.index)?;
        let met = match self.met.get(&(column.index, text.clone())) {
            Some(met) => *met,
            None => self.meet(row, column, text),
        };
        self.in_row.extend(met.told);
        met.meaning
    }

    /// What a row says in the columns that settings name beside the fields.
    pub fn other_meanings(&self, row: &Row) -> impl Iterator<Item = Meaning> + use<> {
        let said = self.others.iter().filter_map(|(index, name)| {
            let text = text_of(row, *index)?;
            let dataset = self.table.dataset;
            let stated = self.settings.of_column(dataset, name, &text);
            stated.or_else(|| self.of_preset.of_column(dataset, name, &text))
        });
        said.collect::<Vec<_>>().into_iter()
    }

    /// A row was read: what it states hangs on its words, where it was accepted, and on those of columns that nobody reads,
    /// where it counts.
    pub fn end_row(&mut self, row: &Row, accepted: Option<bool>, amount: impl FnOnce() -> Option<Decimal>) {
        let in_row = std::mem::take(&mut self.in_row);
        let speaks = |unread: &mut Unread| {
            accepted == Some(true) && unread.speaks_against(self.table, &self.words, row)
        };
        let unread: Vec<&mut Stake> = self
            .unread
            .iter_mut()
            .filter_map(|unread| speaks(unread).then_some(&mut unread.stake))
            .collect();
        if accepted.is_none() || in_row.is_empty() && unread.is_empty() {
            return;
        }
        let amount = amount();
        for stake in unread {
            stake.add(amount);
        }
        for word in in_row {
            self.told[word].stake.add(amount);
        }
    }

    /// What was taken for granted of them.
    pub fn assumed(&self) -> Vec<Assumption> {
        word::assumed(&self.told, self.table.dataset)
    }

    /// What is to be told of them.
    pub fn findings(self) -> impl Iterator<Item = Finding> {
        let dataset = self.table.dataset;
        let unread = self
            .unread
            .into_iter()
            .filter_map(move |unread| unread.finding(dataset));
        word::findings(self.told, dataset).into_iter().chain(unread)
    }

    fn meet(&mut self, row: &Row, column: &Column, text: Text) -> Met {
        let (dataset, field, index) = (self.table.dataset, column.field, column.index);
        let stated = self.settings.of_field(dataset, field, &text);
        let settled = stated.or_else(|| self.of_preset.of_field(dataset, field, &text));
        let sense = settled.map_or_else(|| self.words.sense(field, &column.header, &text), Sense::settled);
        let place = self.table.cell_place(row, index);
        let word = Word {
            place,
            column: field,
            header: column.header.clone(),
            text: quoted(&normalise(&text)),
            sense,
            is_settled: stated.is_some(),
            stake: Stake::default(),
        };
        let told = word.is_told().then(|| {
            self.told.push(word);
            self.told.len() - 1
        });
        let met = Met {
            meaning: sense.meaning,
            told,
        };
        self.met.insert((index, text), met);
        met
    }
}

/// What is known of the words of the system that exported a table.
fn of_preset(table: &Table) -> WordSettings {
    let mut words = WordSettings::default();
    for (column, word, meaning) in table.preset.iter().flat_map(|preset| &preset.words) {
        words.insert(table.dataset, column, word, *meaning);
    }
    words
}
