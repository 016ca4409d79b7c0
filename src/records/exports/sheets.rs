//! What two sheets are to each other: which is newer, and whether they are exports of the same rows.

use super::version::Likeness;
use crate::model::place::folder;
use crate::model::{Period, Source};
use crate::records::data_row::Gathered;
use crate::records::newer;
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// From so many numbers on that stand in both sheets for other things, they are each sheet's own.
const LEAST_RESTARTS: usize = 2;
/// From so many rows on that have their like in the other sheet, chance is out of the question.
const LEAST_ALIKE: usize = 2;

/// The sheets that rows stand in.
pub struct Sheets {
    sources: Vec<Arc<Source>>,
    of_row: Vec<usize>,
    dates: Vec<Vec<NaiveDate>>,
    period: Period,
    pairs: BTreeMap<(usize, usize), Pair>,
}

/// What is known of two sheets.
#[derive(Debug, Default)]
struct Pair {
    newer: Option<Ordering>,
    equal: usize,
    alike: [BTreeSet<usize>; 2],
    same_numbers: usize,
    other_numbers: usize,
}

impl Sheets {
    /// Those of `rows`, which come in the order of their places.
    pub fn new<T>(rows: &[Gathered<T>], period: Period) -> Self {
        let mut sources: Vec<Arc<Source>> = Vec::new();
        let mut dates: Vec<Vec<NaiveDate>> = Vec::new();
        let mut of_row = Vec::with_capacity(rows.len());
        for row in rows {
            if sources.last() != Some(&row.place.source) {
                sources.push(Arc::clone(&row.place.source));
                dates.push(Vec::new());
            }
            if let Some(dates) = dates.last_mut() {
                dates.extend(row.date);
            }
            of_row.push(sources.len() - 1);
        }
        for dates in &mut dates {
            dates.sort_unstable();
        }
        Self {
            sources,
            of_row,
            dates,
            period,
            pairs: BTreeMap::new(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sources.len()
    }

    /// The sheet of a row.
    pub fn of(&self, row: usize) -> usize {
        self.of_row[row]
    }

    /// Whether any two have days in common, as far as the first and the last tell.
    pub fn any_overlap(&self) -> bool {
        (0..self.count()).any(|sheet| self.overlaps_another(sheet))
    }

    /// Whether another has days in common with it.
    pub fn overlaps_another(&self, sheet: usize) -> bool {
        let others = (0..self.count()).filter(|other| *other != sheet);
        others
            .filter_map(|other| self.days_in_common(sheet, other))
            .any(|(from, to)| from <= to)
    }

    fn days_in_common(&self, a: usize, b: usize) -> Option<(NaiveDate, NaiveDate)> {
        let (a, b) = (&self.dates[a], &self.dates[b]);
        let from = a.first()?.max(b.first()?);
        let to = a.last()?.min(b.last()?);
        Some((*from, *to))
    }

    /// How the exports of two rows' sheets compare in time; equal where nothing tells.
    pub fn by_time(&mut self, a: usize, b: usize) -> Ordering {
        let (a, b) = (self.of_row[a], self.of_row[b]);
        let (one, other) = (a.min(b), a.max(b));
        let pair = self.pairs.entry((one, other)).or_default();
        let newer = pair
            .newer
            .get_or_insert_with(|| by_time(&self.sources[one], &self.sources[other], self.period));
        if a <= b { *newer } else { newer.reverse() }
    }

    /// Whether two rows stand in one file.
    pub fn are_of_one_file(&self, a: usize, b: usize) -> bool {
        self.sources[self.of_row[a]].file == self.sources[self.of_row[b]].file
    }

    /// Takes in that both sheets have a row.
    pub fn see_equal(&mut self, a: usize, b: usize) {
        self.pair(a, b).0.equal += 1;
    }

    /// Takes in how much two rows have in common.
    pub fn see(&mut self, (a, b): (usize, usize), likeness: Likeness, numbers: Option<bool>) {
        let (pair, a, b) = self.pair(a, b);
        if likeness >= Likeness::Alike {
            pair.alike[0].insert(a);
            pair.alike[1].insert(b);
        }
        match (numbers, likeness) {
            (Some(true), Likeness::Alike | Likeness::Same) => pair.same_numbers += 1,
            (Some(true), _) => pair.other_numbers += 1,
            _ => {}
        }
    }

    /// Whether both sheets are exports of the same rows: folders or names tell which is newer, both have one row, or
    /// most rows of the days that they have in common are alike.
    pub fn are_linked(&mut self, a: usize, b: usize) -> bool {
        if self.by_time(a, b).is_ne() {
            return true;
        }
        let (one, other) = (self.of_row[a], self.of_row[b]);
        let least = self.rows_in_common_days(one, other);
        let (pair, ..) = self.pair(a, b);
        let alike = pair.alike[0].len().min(pair.alike[1].len());
        pair.equal > 0 || alike >= LEAST_ALIKE && alike * 2 > least
    }

    /// Whether numbers of both sheets are each sheet's own.
    pub fn restart(&mut self, a: usize, b: usize) -> bool {
        let (pair, ..) = self.pair(a, b);
        pair.other_numbers >= LEAST_RESTARTS && pair.other_numbers > pair.same_numbers
    }

    /// The rows that the sheet with fewer has of the days that both have.
    fn rows_in_common_days(&self, a: usize, b: usize) -> usize {
        let Some((from, to)) = self.days_in_common(a, b) else {
            return 0;
        };
        let of = |sheet: usize| {
            let dates = &self.dates[sheet];
            let before = dates.partition_point(|date| *date < from);
            dates.partition_point(|date| *date <= to).saturating_sub(before)
        };
        of(a).min(of(b))
    }

    fn pair(&mut self, a: usize, b: usize) -> (&mut Pair, usize, usize) {
        let (a, b) = if self.of_row[a] <= self.of_row[b] {
            (a, b)
        } else {
            (b, a)
        };
        let key = (self.of_row[a], self.of_row[b]);
        (self.pairs.entry(key).or_default(), a, b)
    }
}

/// Which of two sheets was exported later, as far as folders and names tell. What lies in no period's folder is kept up by
/// hand, and is older than the period's own; what was exported after the period knows more of it.
fn by_time(a: &Source, b: &Source, period: Period) -> Ordering {
    let when = |source: &Source| match folder(&source.file) {
        Some((_, of)) => (of.last_day(), true),
        None => (period.last_day(), false),
    };
    let by_folder = when(a).cmp(&when(b));
    by_folder.then_with(|| newer::compare(a, b).unwrap_or(Ordering::Equal))
}
