//! Two published versions, or one and what a run computes now → whose figures differ, and the rows that it comes of.

use super::rows::{FigureRow, FigureRows};
use super::{CardDifference, Input, Snapshot, differences};
use crate::model::{Exact, Kpi, Period};
use std::collections::{BTreeMap, BTreeSet};

/// One of the two that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Everything that its documents are made from.
    pub snapshot: &'a Snapshot,
    /// The rows behind its figures, where they are known.
    pub rows: Option<&'a FigureRows>,
}

/// How the later of two differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Whose cards differ, in order of the reps' numbers.
    pub cards: Vec<CardDifference>,
    /// The rows that came, went or changed, by the figure that they are of; none where they aren't known of both, or the two
    /// are of different periods.
    pub rows: Option<BTreeMap<(Kpi, Period), BTreeMap<String, RowsDifference>>>,
    /// The files that came, went or changed.
    pub inputs: Vec<InputDifference>,
    /// Whether the policy is another.
    pub policy_differs: bool,
    /// Whether other settings are others.
    pub settings_differ: bool,
}

/// A file that is another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputDifference {
    /// Its path below the book.
    pub path: String,
    /// Whether it went in before.
    pub was: bool,
    /// Whether it goes in now.
    pub is: bool,
}

/// How the rows of a rep's figure differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowsDifference {
    /// Rows that are there now alone.
    pub came: Vec<FigureRow>,
    /// Rows that were there before alone.
    pub went: Vec<FigureRow>,
    /// Rows that say something else: before, and now.
    pub changed: Vec<(FigureRow, FigureRow)>,
}

impl Comparison {
    /// Whether any figure differs, or any row that one is made of.
    pub fn differs(&self) -> bool {
        !self.cards.is_empty() || self.rows.as_ref().is_some_and(|rows| !rows.is_empty())
    }
}

impl RowsDifference {
    fn is_empty(&self) -> bool {
        self.came.is_empty() && self.went.is_empty() && self.changed.is_empty()
    }
}

/// How `is` differs from `was`.
pub fn comparison(was: Side<'_>, is: Side<'_>) -> Comparison {
    let is_of_one_period = was.snapshot.period == is.snapshot.period;
    let rows = was.rows.zip(is.rows).filter(|_| is_of_one_period);
    Comparison {
        cards: differences(&was.snapshot.appraisal, &is.snapshot.appraisal),
        rows: rows.map(|(before, after)| rows_that_differ(before, after)),
        inputs: inputs_that_differ(&was.snapshot.inputs, &is.snapshot.inputs),
        policy_differs: was.snapshot.policy != is.snapshot.policy,
        settings_differ: without_policy(was.snapshot) != without_policy(is.snapshot),
    }
}

fn without_policy(snapshot: &Snapshot) -> serde_json::Value {
    let mut settings = snapshot.settings.clone();
    if let Some(settings) = settings.as_object_mut() {
        settings.remove("policy");
    }
    settings
}

fn rows_that_differ(
    before: &FigureRows,
    after: &FigureRows,
) -> BTreeMap<(Kpi, Period), BTreeMap<String, RowsDifference>> {
    let figures: BTreeSet<(Kpi, Period)> = before.figures().chain(after.figures()).collect();
    let differ = figures.into_iter().map(|(kpi, period)| {
        let (mut was, mut is) = (before.of(kpi, period), after.of(kpi, period));
        let reps: BTreeSet<String> = was.keys().chain(is.keys()).map(|rep| (*rep).to_owned()).collect();
        let of_reps = reps.into_iter().filter_map(|rep| {
            let was = was.remove(rep.as_str()).unwrap_or_default();
            let is = is.remove(rep.as_str()).unwrap_or_default();
            let differ = rows_differ(was, is);
            (!differ.is_empty()).then_some((rep, differ))
        });
        ((kpi, period), of_reps.collect::<BTreeMap<_, _>>())
    });
    differ.filter(|(_, of_reps)| !of_reps.is_empty()).collect()
}

/// What makes two rows one, wherever they stand: everything that they say.
type Said = (Option<String>, chrono::NaiveDate, Option<String>, Exact);

fn said(row: &FigureRow) -> Said {
    let FigureRow {
        number,
        date,
        customer,
        counts,
        ..
    } = row;
    (number.clone(), *date, customer.clone(), counts.clone())
}

/// Rows that say the same are the same, wherever they stand now. Of those that are left, two of one order, or in one place,
/// are one that changed.
fn rows_differ(was: Vec<FigureRow>, is: Vec<FigureRow>) -> RowsDifference {
    let mut known: BTreeMap<Said, usize> = BTreeMap::new();
    for row in &was {
        *known.entry(said(row)).or_default() += 1;
    }
    let mut came = Vec::new();
    for row in is {
        match known.get_mut(&said(&row)).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => came.push(row),
        }
    }
    let mut went = Vec::new();
    // Which of several that say the same is gone nobody can tell: the last.
    for row in was.into_iter().rev() {
        if let Some(left) = known.get_mut(&said(&row)).filter(|left| **left > 0) {
            *left -= 1;
            went.push(row);
        }
    }
    went.reverse();
    let mut differ = RowsDifference::default();
    for before in went {
        let is_same_order = |row: &FigureRow| before.number.is_some() && row.number == before.number;
        let same_order = came.iter().position(is_same_order);
        let same_place = || {
            came.iter()
                .position(|row| row.place == before.place && row.number == before.number)
        };
        match same_order.or_else(same_place) {
            Some(at) => differ.changed.push((before, came.remove(at))),
            None => differ.went.push(before),
        }
    }
    differ.came = came;
    differ
}

fn inputs_that_differ(was: &[Input], is: &[Input]) -> Vec<InputDifference> {
    let hashes = |inputs: &[Input]| -> BTreeMap<String, String> {
        let hashes = inputs
            .iter()
            .map(|input| (input.path.clone(), input.sha256.clone()));
        hashes.collect()
    };
    let (was, is) = (hashes(was), hashes(is));
    let paths: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let differ = paths.into_iter().filter(|path| was.get(*path) != is.get(*path));
    differ
        .map(|path| InputDifference {
            path: path.clone(),
            was: was.contains_key(path),
            is: is.contains_key(path),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn row(line: u32, number: &str, counts: i64) -> FigureRow {
        let source = Place::file("orders.csv").source;
        FigureRow {
            place: Place::row(source, line),
            date: chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap(),
            customer: None,
            number: (!number.is_empty()).then(|| number.to_owned()),
            counts: Exact::from(counts),
        }
    }

    #[test]
    fn rows_that_say_the_same_are_the_same_wherever_they_stand() {
        let was = vec![
            row(2, "A", 10),
            row(3, "B", 20),
            row(4, "C", 30),
            row(5, "", 5),
            row(6, "", 5),
        ];
        let is = vec![
            row(9, "B", 20),
            row(2, "D", 40),
            row(3, "C", 33),
            row(5, "", 5),
            row(7, "", 7),
        ];
        let differ = rows_differ(was.clone(), is);
        assert_eq!(differ.came, [row(2, "D", 40), row(7, "", 7)]);
        assert_eq!(differ.went, [row(2, "A", 10), row(6, "", 5)]);
        assert_eq!(differ.changed, [(row(4, "C", 30), row(3, "C", 33))]);
        assert!(rows_differ(was.clone(), was.into_iter().rev().collect()).is_empty());
    }

    #[test]
    fn a_row_without_a_number_that_stands_where_it_stood_changed() {
        let differ = rows_differ(vec![row(2, "", 10)], vec![row(2, "", 11)]);
        assert_eq!(differ.changed, [(row(2, "", 10), row(2, "", 11))]);
        assert!(differ.came.is_empty() && differ.went.is_empty());
    }
}
