//! Rows of one visit, call, request, report or event that two exports state otherwise → the one that counts.
//!
//! Rows of one sheet are never one, unless they bear one number. Of two sheets each row is the other export's of at most one
//! (docs/data.md, 2.7).

mod buyers;
mod classes;
mod sheets;
mod told;
mod version;

pub use version::{
    Buyers, Cells, Handle, Likeness, Times, Versioned, is_timed, moment, of_customer, text, time, times,
};

use super::customers::CustomerRow;
use super::data_row::Gathered;
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use super::orders::OrderRow;
use super::repeats::{equal_rows, without_repeats};
use crate::model::finding::page;
use crate::model::hash::Quick;
use crate::model::{Dataset, Period, Restated};
use buyers::BuyersOfRows;
use classes::Classes;
use sheets::Sheets;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;
use told::Told;
use version::{agree, fills, in_common, stated};

/// More rows of one rep and day are not compared with each other.
const MOST_COMPARED: usize = 300;

/// What rows are judged by.
pub struct Judging<'a> {
    /// The period.
    pub period: Period,
    /// The list of customers.
    pub customers: &'a [Gathered<CustomerRow>],
    /// The orders.
    pub orders: &'a [Gathered<OrderRow>],
}

/// The rows of a dataset, each but once, and of its versions the one that counts.
pub fn without_versions<T: Versioned>(
    rows: Vec<Gathered<T>>,
    dataset: Dataset,
    judging: &Judging<'_>,
    setting: Option<Restated>,
    found: &mut Found,
) -> Vec<Gathered<T>> {
    if setting == Some(Restated::Each) {
        return without_repeats(rows, found);
    }
    let sheets = Sheets::new(&rows, judging.period);
    let twice = numbers_twice(&rows, &sheets);
    let are_numbered = sheets.count() > 1 && rows.iter().any(|row| row.row.number().is_some());
    if twice.is_empty() && !are_numbered && !sheets.any_overlap() {
        return without_repeats(rows, found);
    }
    let customers = judging.customers.iter().map(|row| row.row.customer());
    let orders = judging.orders.iter().map(|row| row.row.customer());
    let mut plans = vec![true; sheets.count()];
    for (index, row) in rows.iter().enumerate() {
        plans[sheets.of(index)] &= !row.row.counts();
    }
    let mut settling = Settling {
        rows: &rows,
        plans,
        buyers: BuyersOfRows::new(&rows, customers, orders),
        sheets,
        setting,
        replaced: BTreeMap::new(),
        told: Told::default(),
    };
    settling.within_sheets(&twice);
    settling.across_sheets();
    let Settling { replaced, told, .. } = settling;
    if setting.is_none() {
        found.findings.extend(told.findings(dataset));
    }
    let why = LeftOutFor::Finding(page::rows::ROW_RESTATED.code);
    let left_out = replaced.keys().map(|&row| LeftOut::read(&rows[row], why));
    found.left_out.extend(left_out);
    let mut row = 0..;
    let mut rows = rows;
    rows.retain(|_| row.next().is_some_and(|row| !replaced.contains_key(&row)));
    without_repeats(rows, found)
}

/// Rows of one sheet that bear one number.
fn numbers_twice<T: Versioned>(rows: &[Gathered<T>], sheets: &Sheets) -> Vec<Vec<usize>> {
    if rows.iter().all(|row| row.row.number().is_none()) {
        return Vec::new();
    }
    let mut twice = Vec::new();
    for group in equal_rows(rows, T::number) {
        if group.first().is_some_and(|&row| rows[row].row.number().is_some()) {
            let of_sheets = group.chunk_by(|&a, &b| sheets.of(a) == sheets.of(b));
            twice.extend(of_sheets.filter(|rows| rows.len() > 1).map(<[usize]>::to_vec));
        }
    }
    twice.sort_unstable();
    twice
}

/// Two rows of two sheets that may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    a: usize,
    b: usize,
    likeness: Likeness,
}

struct Settling<'a, T> {
    rows: &'a [Gathered<T>],
    buyers: BuyersOfRows<'a>,
    sheets: Sheets,
    /// Of which sheets no row counts.
    plans: Vec<bool>,
    setting: Option<Restated>,
    /// Which row counts for a row that does not.
    replaced: BTreeMap<usize, usize>,
    told: Told,
}

impl<T: Versioned> Settling<'_, T> {
    /// One number twice in a sheet: one thing where all else that tells things apart agrees.
    fn within_sheets(&mut self, twice: &[Vec<usize>]) {
        for group in twice {
            let cells = group.iter().map(|&row| (self.rows[row].row.cells(), row));
            let mut group: Vec<(Cells, usize)> = cells.collect();
            group.sort();
            let mut kept: Vec<usize> = Vec::new();
            'rows: for next in group.into_iter().map(|(_, row)| row) {
                if kept.iter().any(|&own| self.rows[own].row == self.rows[next].row) {
                    continue;
                }
                for own in kept.iter_mut().take(MOST_COMPARED) {
                    let is_one = self.likeness(*own, next) == Likeness::Same;
                    if is_one || self.setting == Some(Restated::One) {
                        let cells = [*own, next].map(|row| self.rows[row].row.cells());
                        let (first, second) = ((*own, &cells[0]), (next, &cells[1]));
                        let counts = self.compare(first, second).is_ge();
                        let (winner, loser) = if counts { (first, second) } else { (second, first) };
                        *own = winner.0;
                        self.replace(loser, winner, false);
                        continue 'rows;
                    }
                }
                if let Some(&first) = kept.first() {
                    let sheet = self.sheets.of(next);
                    let places = [next, first].map(|row| &self.rows[row].place);
                    self.told.doubtful((sheet, sheet), places[0], places[1], true);
                }
                kept.push(next);
            }
        }
    }

    fn across_sheets(&mut self) {
        if self.sheets.count() < 2 {
            return;
        }
        let mut classes = Classes::new(self.rows.len());
        for group in equal_rows(self.rows, |row| row) {
            self.join_equal(&group, &mut classes);
        }
        let edges = self.edges(&classes);
        let rows = edges.iter().flat_map(|edge| [edge.a, edge.b]);
        let cells: BTreeMap<usize, Cells> = rows.map(|row| (row, self.rows[row].row.cells())).collect();
        let doubtful = self.join(edges, &cells, &mut classes);
        self.settle(&classes);
        self.tell_doubts(&doubtful, &classes);
    }

    /// Equal rows of different sheets are one: the first of the one sheet and the first of the other, and so on.
    fn join_equal(&mut self, group: &[usize], classes: &mut Classes) {
        let sheets = &self.sheets;
        let of_sheets: Vec<&[usize]> = group.chunk_by(|&a, &b| sheets.of(a) == sheets.of(b)).collect();
        if of_sheets.len() < 2 {
            return;
        }
        let most = of_sheets.iter().map(|rows| rows.len()).max().unwrap_or_default();
        for at in 0..most {
            let rows = of_sheets.iter().filter_map(|rows| rows.get(at).copied());
            let rows: Vec<usize> = rows.filter(|row| !self.replaced.contains_key(row)).collect();
            for (index, &row) in rows.iter().enumerate() {
                for &other in &rows[..index] {
                    self.sheets.see_equal(other, row);
                    classes.join(other, row, &self.sheets);
                }
            }
        }
    }

    /// Which rows may be one: those that share something, stand in different sheets and have no equal row in each.
    fn edges(&mut self, classes: &Classes) -> Vec<Edge> {
        let count = self.sheets.count();
        let overlaps: Vec<bool> = (0..count)
            .map(|sheet| self.sheets.overlaps_another(sheet))
            .collect();
        let hasher = Quick::default();
        let mut handles: Vec<(u64, usize)> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let may_be = overlaps[self.sheets.of(index)] || row.row.number().is_some();
            if may_be && !self.replaced.contains_key(&index) && classes.of(index).len() < count {
                let of_row = row.row.handles(self.buyers.key(index));
                handles.extend(of_row.iter().map(|handle| (hasher.hash_one(handle), index)));
            }
        }
        handles.sort_unstable();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for sharing in handles.chunk_by(|a, b| a.0 == b.0) {
            if sharing.len() > MOST_COMPARED {
                self.tell_crowd(sharing);
                continue;
            }
            for (at, &(_, b)) in sharing.iter().enumerate() {
                let of_other_sheets = sharing[..at].iter().map(|&(_, a)| a);
                let of_other_sheets = of_other_sheets.filter(|&a| self.sheets.of(a) != self.sheets.of(b));
                pairs.extend(of_other_sheets.map(|a| (a, b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut edges = Vec::new();
        for (a, b) in pairs {
            if classes.of(a).contains(&b) {
                continue;
            }
            let likeness = self.likeness(a, b);
            self.sheets.see((a, b), likeness, self.same_number(a, b));
            if likeness > Likeness::Other {
                edges.push(Edge { a, b, likeness });
            }
        }
        self.without_identities_of_several(&mut edges);
        edges
    }

    /// What several rows of a sheet share tells none of them from the others.
    fn without_identities_of_several(&self, edges: &mut [Edge]) {
        let mut same: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for edge in edges.iter().filter(|edge| edge.likeness == Likeness::Same) {
            *same.entry((edge.a, self.sheets.of(edge.b))).or_default() += 1;
            *same.entry((edge.b, self.sheets.of(edge.a))).or_default() += 1;
        }
        for edge in edges.iter_mut().filter(|edge| edge.likeness == Likeness::Same) {
            let sides = [(edge.a, self.sheets.of(edge.b)), (edge.b, self.sheets.of(edge.a))];
            if sides
                .iter()
                .any(|side| same.get(side).is_some_and(|&count| count > 1))
            {
                edge.likeness = Likeness::Alike;
            }
        }
    }

    /// Joins what is one, the likest first; hands back what nothing tells of.
    fn join(&mut self, edges: Vec<Edge>, cells: &BTreeMap<usize, Cells>, classes: &mut Classes) -> Vec<Edge> {
        let mut ranked: Vec<_> = edges
            .into_iter()
            .map(|edge| {
                let (a, b) = (&cells[&edge.a], &cells[&edge.b]);
                let rank = (
                    Reverse(edge.likeness),
                    Reverse(agree(a, b)),
                    Reverse(in_common(a, b)),
                );
                // What they state goes before where they stand, so that names of files decide nothing.
                (rank, a.min(b), a.max(b), edge)
            })
            .collect();
        ranked.sort_unstable();
        let mut doubtful = Vec::new();
        for ((_, Reverse(agree), _), .., edge) in ranked {
            match self.are_one(edge, agree) {
                Some(true) => classes.join(edge.a, edge.b, &self.sheets),
                Some(false) => doubtful.push(edge),
                None => {}
            }
        }
        doubtful
    }

    /// Whether two rows are one; none where they are two, and nothing is to be said.
    fn are_one(&mut self, Edge { a, b, likeness }: Edge, agree: bool) -> Option<bool> {
        let is_one = match likeness {
            Likeness::Other => return None,
            Likeness::Unsure if self.same_number(a, b) == Some(true) && self.sheets.restart(a, b) => {
                return None;
            }
            Likeness::Unsure => false,
            Likeness::Alike => self.sheets.are_linked(a, b) || agree && !self.sheets.are_of_one_file(a, b),
            Likeness::Same => true,
        };
        Some(is_one || self.setting == Some(Restated::One))
    }

    /// Of the rows that are one those that do not count.
    fn settle(&mut self, classes: &Classes) {
        for class in classes.several() {
            if class
                .iter()
                .all(|&row| self.rows[row].row == self.rows[class[0]].row)
            {
                continue;
            }
            let cells = class.iter().map(|&row| (row, self.rows[row].row.cells()));
            let mut versions: Vec<(usize, Cells)> = cells.collect();
            versions.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
            let mut counts = 0;
            for (at, next) in versions.iter().enumerate().skip(1) {
                let best = &versions[counts];
                if self.compare((best.0, &best.1), (next.0, &next.1)).is_lt() {
                    counts = at;
                }
            }
            let winner = (versions[counts].0, &versions[counts].1);
            for (loser, cells) in versions
                .iter()
                .filter(|(row, _)| self.rows[*row].row != self.rows[winner.0].row)
            {
                let is_filled = self.is_filled(winner, (*loser, cells));
                if !self.is_a_plan(*loser, winner.0) {
                    self.replace((*loser, cells), winner, is_filled);
                }
            }
        }
    }

    /// Which of two versions counts before the other: greater where it is the first.
    fn compare(&mut self, (a, of_a): (usize, &Cells), (b, of_b): (usize, &Cells)) -> Ordering {
        let (one, other) = (&self.rows[a].row, &self.rows[b].row);
        let fuller = stated(of_a).cmp(&stated(of_b));
        let deciding = stated(&of_a[..T::DECIDING]).cmp(&stated(&of_b[..T::DECIDING]));
        let agreeing = if agree(of_a, of_b) {
            deciding.then(fuller)
        } else {
            Ordering::Equal
        };
        agreeing
            .then_with(|| self.sheets.by_time(a, b))
            .then_with(|| one.counts().cmp(&other.counts()))
            .then(fuller)
            .then_with(|| other.standing().cmp(&one.standing()))
            .then_with(|| of_a.cmp(of_b))
            .then_with(|| b.cmp(&a))
    }

    /// Whether a version but fills in what is empty in another, and no later one emptied it.
    fn is_filled(&mut self, (winner, by): (usize, &Cells), (loser, cells): (usize, &Cells)) -> bool {
        fills(by, cells)
            && self.sheets.by_time(winner, loser).is_ge()
            && (self.likeness(winner, loser) == Likeness::Same || self.sheets.are_linked(winner, loser))
    }

    /// Whether a row that does not count was but the plan of one that does.
    fn is_a_plan(&mut self, loser: usize, winner: usize) -> bool {
        if self.rows[loser].row.counts() || !self.rows[winner].row.counts() {
            return false;
        }
        self.plans[self.sheets.of(loser)] || self.sheets.by_time(loser, winner).is_lt()
    }

    fn replace(&mut self, (loser, cells): (usize, &Cells), (winner, by): (usize, &Cells), is_filled: bool) {
        self.replaced.insert(loser, winner);
        let sheets = (self.sheets.of(loser), self.sheets.of(winner));
        let (row, kept) = (&self.rows[loser], &self.rows[winner]);
        self.told
            .left_out(sheets, (&row.place, cells), (&kept.place, by), is_filled);
    }

    /// Each row of those that may be one with another is told once of each other sheet.
    fn tell_doubts(&mut self, doubtful: &[Edge], classes: &Classes) {
        let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
        for edge in doubtful {
            let (a, b) = (edge.a.min(edge.b), edge.a.max(edge.b));
            let sheets = (self.sheets.of(b), self.sheets.of(a));
            let is_told = told.contains(&(a, sheets.0)) || told.contains(&(b, sheets.1));
            let is_settled = classes.has_one_of(a, b, &self.sheets) || classes.has_one_of(b, a, &self.sheets);
            let counts = |row: usize| self.rows[row].row.counts() && !self.replaced.contains_key(&row);
            if is_told || is_settled || !counts(a) || !counts(b) {
                continue;
            }
            told.extend([(a, sheets.0), (b, sheets.1)]);
            let is_numbered = self.same_number(a, b) == Some(true);
            let places = [b, a].map(|row| &self.rows[row].place);
            self.told.doubtful(sheets, places[0], places[1], is_numbered);
        }
    }

    /// So many rows share what tells things apart that nobody can say which are one.
    fn tell_crowd(&mut self, sharing: &[(u64, usize)]) {
        let Some(&(_, first)) = sharing.first() else {
            return;
        };
        for &(_, row) in sharing {
            if self.sheets.of(row) != self.sheets.of(first) && self.rows[row].row.counts() {
                let sheets = (self.sheets.of(row), self.sheets.of(first));
                let places = [row, first].map(|row| &self.rows[row].place);
                self.told.doubtful(sheets, places[0], places[1], false);
            }
        }
    }

    fn likeness(&self, a: usize, b: usize) -> Likeness {
        T::likeness(&self.rows[a], &self.rows[b], self.buyers.compare(a, b))
    }

    /// Whether two rows bear one number; none where one bears none.
    fn same_number(&self, a: usize, b: usize) -> Option<bool> {
        let numbers = self.rows[a].row.number().zip(self.rows[b].row.number());
        numbers.map(|(a, b)| a == b)
    }
}
