//! A word that somebody may take otherwise, and what hangs on it → what was taken for granted, and what is to be told.

use super::lexicon::{Certainty, Sense};
use super::stake::Stake;
use crate::model::assumption::Line;
use crate::model::text::{toml_key, toml_text};
use crate::model::{Assumption, Dataset, Field, Finding, Meaning, Origin, Place, Problem, Taken};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Such a word.
#[derive(Debug)]
pub(super) struct Word {
    /// The first cell that holds it.
    pub(super) place: Place,
    pub(super) column: Field,
    pub(super) header: String,
    pub(super) text: String,
    pub(super) sense: Sense,
    /// Whether the settings say what it means.
    pub(super) is_settled: bool,
    pub(super) stake: Stake,
}

impl Word {
    /// Whether nobody can be sure of it, and it is told by a finding.
    fn is_doubtful(&self) -> bool {
        matches!(self.sense.certainty, Certainty::Doubtful | Certainty::Unknown)
    }

    /// Whether somebody may take it otherwise: nobody can be sure of it, or rows of it don't count or are taken off.
    pub(super) fn is_told(&self) -> bool {
        self.sense.certainty != Certainty::Known
            || self.sense.meaning.is_some_and(|meaning| meaning.weight() > 0)
    }

    fn assumption(&self, dataset: Dataset) -> Assumption {
        let from = match (self.is_settled, self.sense.certainty) {
            (true, _) => Origin::Settings,
            (false, Certainty::Known) => Origin::Dictionary,
            (false, Certainty::Own | Certainty::Doubtful | Certainty::Unknown) => Origin::Guess,
        };
        let (field, meaning) = (self.column, self.sense.meaning);
        let taken = Taken::Word {
            field,
            word: self.text.clone(),
            meaning,
        };
        let said = Assumption::new(from, self.place.clone(), taken)
            .of(dataset)
            .under(&self.header);
        let said = said.with(Some(self.stake.rows), self.stake.money());
        let Some(meaning) = meaning else { return said };
        let table = format!("words.{}.{}", dataset.id(), toml_key(&field.id()));
        let line = format!("{} = \"{}\"", toml_text(&self.text), meaning.id());
        said.settled_by(Line::new(table, line))
    }

    fn finding(self, dataset: Dataset) -> Finding {
        let (field, word, rows, money) = (self.column, self.text, self.stake.rows, self.stake.money());
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
        Finding::at(self.place, problem).worth(money)
    }
}

/// More words of one column that nobody knows are told together.
const MOST_UNKNOWN: usize = 8;
/// The most words that a finding lists.
const MOST_LISTED: usize = 5;

/// The most words of a table that are listed as taken for granted.
const MOST_ASSUMED: usize = 60;

/// What was taken for granted of words, those of most rows first.
pub(super) fn assumed(words: &[Word], dataset: Dataset) -> Vec<Assumption> {
    let mut words: Vec<&Word> = words.iter().filter(|word| word.stake.rows > 0).collect();
    words.sort_by_key(|word| Reverse(word.stake.rows));
    let most = words.into_iter().take(MOST_ASSUMED);
    most.map(|word| word.assumption(dataset)).collect()
}

/// A finding for each doubt, and one for all that a column of many unknown words gives rise to.
pub(super) fn findings(words: Vec<Word>, dataset: Dataset) -> Vec<Finding> {
    let doubts = words
        .into_iter()
        .filter(|word| word.is_doubtful() && word.stake.rows > 0);
    let is_plain = |doubt: &Word| doubt.sense.certainty == Certainty::Unknown;
    let kind = |doubt: &Word| (doubt.column, doubt.sense.meaning);
    let mut counts: BTreeMap<(Field, Option<Meaning>), usize> = BTreeMap::new();
    let doubts: Vec<Word> = doubts.collect();
    for doubt in doubts.iter().filter(|doubt| is_plain(doubt)) {
        *counts.entry(kind(doubt)).or_default() += 1;
    }
    counts.retain(|_, count| *count > MOST_UNKNOWN);
    let (many, few): (Vec<Word>, Vec<Word>) = doubts
        .into_iter()
        .partition(|doubt| is_plain(doubt) && counts.contains_key(&kind(doubt)));
    let mut findings: Vec<Finding> = few.into_iter().map(|doubt| doubt.finding(dataset)).collect();
    for (field, taken) in counts.into_keys() {
        let group = || many.iter().filter(|doubt| kind(doubt) == (field, taken));
        let mut together = Stake::default();
        for doubt in group() {
            together.add(doubt.stake.amount);
        }
        let problem = Problem::UnknownWords {
            dataset,
            field,
            words: group()
                .take(MOST_LISTED)
                .map(|doubt| doubt.text.clone())
                .collect(),
            distinct: together.rows,
            rows: group().map(|doubt| doubt.stake.rows).sum(),
            taken,
        };
        let first = group().map(|doubt| &doubt.place).min();
        findings.extend(first.map(|place| Finding::at(place.clone(), problem).worth(together.money())));
    }
    findings
}
