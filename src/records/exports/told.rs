//! What is said of rows that are stated twice: once of two sheets, with how many there are.

use super::version::Cells;
use crate::model::{Dataset, Field, Finding, Place, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one sheet, and what they are to rows of another.
#[derive(Debug)]
struct Tally {
    first: Place,
    other: Place,
    rows: u64,
    fields: BTreeSet<Field>,
}

impl Tally {
    fn add(&mut self, row: &Place, other: &Place) {
        self.rows += 1;
        if *row < self.first {
            (self.first, self.other) = (row.clone(), other.clone());
        }
    }
}

/// What comes up, by the sheets of both rows.
#[derive(Debug, Default)]
pub struct Told {
    left_out: BTreeMap<(usize, usize, bool), Tally>,
    doubtful: BTreeMap<(usize, usize, bool), Tally>,
}

impl Told {
    /// That a row does not count for another; whether that one but fills in what is empty here.
    pub fn left_out(
        &mut self,
        sheets: (usize, usize),
        (row, cells): (&Place, &Cells),
        (kept, by): (&Place, &Cells),
        filled: bool,
    ) {
        let tally = add(&mut self.left_out, (sheets.0, sheets.1, filled), row, kept);
        let differing = cells.iter().zip(by).filter(|(own, by)| own.1 != by.1);
        tally.fields.extend(differing.map(|(own, _)| own.0));
    }

    /// That both count, though they may be one; whether they bear one number.
    pub fn doubtful(&mut self, sheets: (usize, usize), row: &Place, other: &Place, numbered: bool) {
        add(&mut self.doubtful, (sheets.0, sheets.1, numbered), row, other);
    }

    /// All that.
    pub fn findings(self, dataset: Dataset) -> Vec<Finding> {
        let left_out = self.left_out.into_iter().map(|((.., filled), tally)| {
            let problem = Problem::ExportedOtherwise {
                dataset,
                kept: tally.other,
                rows: tally.rows,
                fields: tally.fields.into_iter().collect(),
                filled,
            };
            Finding::at(tally.first, problem)
        });
        let doubtful = self.doubtful.into_iter().map(|((.., numbered), tally)| {
            let problem = Problem::PerhapsRestated {
                dataset,
                other: tally.other,
                rows: tally.rows,
                numbered,
            };
            Finding::at(tally.first, problem)
        });
        left_out.chain(doubtful).collect()
    }
}

fn add<'a>(
    tallies: &'a mut BTreeMap<(usize, usize, bool), Tally>,
    key: (usize, usize, bool),
    row: &Place,
    other: &Place,
) -> &'a mut Tally {
    let tally = tallies.entry(key).or_insert_with(|| Tally {
        first: row.clone(),
        other: other.clone(),
        rows: 0,
        fields: BTreeSet::new(),
    });
    tally.add(row, other);
    tally
}
