//! Words of columns that decide whether or how a row counts → what they mean, each distinct word of a table once, and
//! a finding for each that nobody can be sure of.

mod lexicon;
mod settings;
mod text;

pub use lexicon::{Certainty, LEXICON, Sense};
pub use settings::WordSettings;

use super::cells::{is_blank, plain, quoted};
use crate::model::text::normalise;
use crate::model::{Dataset, Field, Finding, Meaning, Place, Problem, Text};
use crate::read::Row;
use crate::recognise::{Table, is_same_header};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The words of one table, as far as they were met.
pub struct TableWords<'a> {
    table: &'a Table,
    settings: &'a WordSettings,
    /// Columns that are no field, and that settings name.
    others: Vec<(u32, &'a str)>,
    /// What texts of a column say; looked up, never listed.
    met: HashMap<(u32, Text), Met>,
    doubts: Vec<Doubt>,
    /// The doubts that the row read at present rests on.
    in_row: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Met {
    meaning: Option<Meaning>,
    doubt: Option<usize>,
}

/// A word that nobody can be sure of, and what hangs on it.
#[derive(Debug)]
struct Doubt {
    /// The first cell that holds it.
    place: Place,
    column: Field,
    word: String,
    sense: Sense,
    rows: u64,
    amount: Option<Decimal>,
}

impl<'a> TableWords<'a> {
    /// Those of a table of which nothing was read yet.
    pub fn new(table: &'a Table, settings: &'a WordSettings) -> Self {
        let named = settings.other_columns(table.dataset);
        let others = named.filter_map(|name| {
            let is_named = |header: &String| is_same_header(header, name);
            let index = table.headers.iter().position(is_named)?;
            Some((u32::try_from(index).ok()?, name))
        });
        Self {
            table,
            settings,
            others: others.collect(),
            met: HashMap::new(),
            doubts: Vec::new(),
            in_row: Vec::new(),
        }
    }

    /// What a row says in the column of a field; none where it says nothing.
    pub fn meaning(&mut self, row: &Row, field: Field) -> Option<Meaning> {
        let index = self.table.column(field)?.index;
        let text = text_of(row, index)?;
        let met = match self.met.get(&(index, text.clone())) {
            Some(met) => *met,
            None => self.meet(row, (field, index), text),
        };
        self.in_row.extend(met.doubt);
        met.meaning
    }

    /// What a row says in the columns that settings name beside the fields.
    pub fn other_meanings(&self, row: &Row) -> impl Iterator<Item = Meaning> + use<> {
        let said = self.others.iter().filter_map(|(index, name)| {
            let text = text_of(row, *index)?;
            self.settings.of_column(self.table.dataset, name, &text)
        });
        said.collect::<Vec<_>>().into_iter()
    }

    /// A row was read: what it states hangs on its words, where it was accepted.
    pub fn end_row(&mut self, accepted: bool, amount: impl FnOnce() -> Option<Decimal>) {
        if accepted && !self.in_row.is_empty() {
            let amount = amount();
            for doubt in &self.in_row {
                let doubt = &mut self.doubts[*doubt];
                doubt.rows += 1;
                doubt.amount = match (doubt.amount, amount) {
                    (Some(sum), Some(amount)) => sum.checked_add(amount),
                    (sum, amount) => sum.or(amount),
                };
            }
        }
        self.in_row.clear();
    }

    /// What is to be told of them.
    pub fn findings(self) -> impl Iterator<Item = Finding> {
        let dataset = self.table.dataset;
        let doubts = self.doubts.into_iter().filter(|doubt| doubt.rows > 0);
        doubts.map(move |doubt| doubt.finding(dataset))
    }

    fn meet(&mut self, row: &Row, (field, index): (Field, u32), text: Text) -> Met {
        let dataset = self.table.dataset;
        let settled = self.settings.of_field(dataset, field, &text);
        let header = self.table.column(field).map_or("", |column| &column.header);
        let sense = settled.map_or_else(|| LEXICON.sense(dataset, field, header, &text), Sense::settled);
        let doubt = (sense.certainty != Certainty::Known).then(|| {
            self.doubts.push(Doubt {
                place: Place::row(self.table.source.clone(), row.number).at_column(index),
                column: field,
                word: quoted(&normalise(&text)),
                sense,
                rows: 0,
                amount: None,
            });
            self.doubts.len() - 1
        });
        let met = Met {
            meaning: sense.meaning,
            doubt,
        };
        self.met.insert((index, text), met);
        met
    }
}

impl Doubt {
    fn finding(self, dataset: Dataset) -> Finding {
        let (field, word, rows) = (self.column, self.word, self.rows);
        let taken = self.sense.meaning;
        let problem = match (self.sense.certainty, taken) {
            (Certainty::Doubtful, Some(taken)) => Problem::DoubtfulWord {
                dataset,
                field,
                word,
                rows,
                taken,
            },
            _ => Problem::UnknownWord {
                dataset,
                field,
                word,
                rows,
                taken,
            },
        };
        Finding::at(self.place, problem).worth(self.amount.map(|amount| amount.normalize()))
    }
}

fn text_of(row: &Row, index: u32) -> Option<Text> {
    let cell = row.cell(index);
    if is_blank(cell) || super::cells::error(cell).is_some() {
        return None;
    }
    plain(cell).map(|text| Text::from(text.as_ref()))
}
