//! One order number in several files or sheets: one order that was exported twice, parts of one, or numbers that begin again.
//!
//! What two sheets have in common is judged over all numbers that stand in both; an order then counts as the newer or
//! fuller of them states it, all its lines together.

mod pair;
mod part;
mod told;

use super::data_row::Gathered;
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use super::newer;
use super::orders::{Beside, OrderRow};
use super::repeats::equal_rows;
use crate::model::finding::Kept;
use crate::model::finding::page::orders::ORDER_EXPORTED_AGAIN;
use crate::model::{Finding, Place, Problem, SameNumber, Severity, Source};
use chrono::Datelike;
use pair::Pair;
use part::{Part, Vote};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;
use told::{Tally, note};

/// From so many orders on, numbers of other customers in other months of one sheet are no slips.
const LEAST_RESTARTS: usize = 2;

/// With so many sheets after its own an order is compared: those of one number stand in few.
const MOST_COMPARED: usize = 40;

/// The rows that count of orders which stand in several sheets, each told which series its number is of.
pub fn settle(
    rows: Vec<Gathered<OrderRow>>,
    setting: Option<SameNumber>,
    all: &mut Found,
) -> Vec<Gathered<OrderRow>> {
    let numbers = Numbers::new(&rows);
    let mut settled = Settled::new(&rows, &numbers, setting);
    match setting {
        Some(SameNumber::Parts) => {}
        Some(SameNumber::Each) => settled.every_sheet_by_itself(),
        None | Some(SameNumber::One) => settled.judge(),
    }
    let Settled {
        rejected,
        series,
        found,
        ..
    } = settled;
    all.findings.extend(found);
    let left_out = rows.iter().zip(&rejected).filter(|(_, rejected)| **rejected);
    let why = LeftOutFor::Finding(ORDER_EXPORTED_AGAIN.code);
    all.left_out
        .extend(left_out.map(|(row, _)| LeftOut::read(row, why)));
    let rows = rows.into_iter().zip(rejected).zip(series);
    rows.filter(|((_, rejected), _)| !rejected)
        .map(|((mut row, _), series)| {
            row.row.series = Beside(series);
            row
        })
        .collect()
}

/// The order numbers of several rows, and which sheet each row stands in.
struct Numbers {
    sheets: Vec<Arc<Source>>,
    sheet_of: Vec<usize>,
    /// The rows of each number that several rows have, in their order.
    groups: Vec<Vec<usize>>,
}

impl Numbers {
    fn new(rows: &[Gathered<OrderRow>]) -> Self {
        let mut sheets: Vec<Arc<Source>> = Vec::new();
        let sheet_of = rows.iter().map(|row| {
            // Tables come in the order of their places.
            if sheets.last() != Some(&row.place.source) {
                sheets.push(Arc::clone(&row.place.source));
            }
            sheets.len() - 1
        });
        let sheet_of = sheet_of.collect();
        let mut groups = equal_rows(rows, |row| &row.order_id);
        groups.sort_unstable();
        Self {
            sheets,
            sheet_of,
            groups,
        }
    }

    /// Rows of one number by the sheet that they stand in.
    fn parts<'a>(&self, rows: &'a [Gathered<OrderRow>], group: &[usize]) -> Vec<Part<'a>> {
        let of_sheets = group.chunk_by(|&a, &b| self.sheet_of[a] == self.sheet_of[b]);
        of_sheets
            .map(|of_sheet| Part::new(rows, self.sheet_of[of_sheet[0]], of_sheet.to_vec()))
            .collect()
    }
}

/// What two versions of an order are to each other.
#[derive(Debug, PartialEq, Eq)]
enum Relation {
    /// Both count, and nothing is to be said.
    Parts,
    /// Both count, since nothing tells whether they are one order stated twice.
    Unknown,
    /// One order, stated twice.
    Again,
}

struct Settled<'a> {
    rows: &'a [Gathered<OrderRow>],
    numbers: &'a Numbers,
    setting: Option<SameNumber>,
    rejected: Vec<bool>,
    series: Vec<u64>,
    found: Vec<Finding>,
    /// What was left out for what, by the sheets of both.
    left_out: BTreeMap<(usize, usize), Tally>,
    /// What counts beside what.
    unknown: BTreeMap<(usize, usize), Tally>,
}

impl<'a> Settled<'a> {
    fn new(rows: &'a [Gathered<OrderRow>], numbers: &'a Numbers, setting: Option<SameNumber>) -> Self {
        Self {
            rows,
            numbers,
            setting,
            rejected: vec![false; rows.len()],
            series: vec![0; rows.len()],
            found: Vec::new(),
            left_out: BTreeMap::new(),
            unknown: BTreeMap::new(),
        }
    }

    fn every_sheet_by_itself(&mut self) {
        let own = self.numbers.sheet_of.iter().map(|sheet| *sheet as u64 + 1);
        self.series = own.collect();
    }

    fn judge(&mut self) {
        let groups = self.by_month();
        let shared: Vec<Vec<Part<'a>>> = groups
            .iter()
            .map(|group| self.numbers.parts(self.rows, group))
            .filter(|parts| parts.len() > 1)
            .collect();
        let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
        for (a, b) in shared.iter().flat_map(|parts| couples(parts)) {
            pairs.entry((a.sheet, b.sheet)).or_default().see(a, b);
        }
        let series = self.series_of_sheets(&pairs);
        self.tell_restarts(&shared, &pairs);
        for parts in &shared {
            let mut by_series: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
            for part in parts {
                by_series.entry(series[part.sheet]).or_default().push(part);
            }
            for parts in by_series.values().filter(|parts| parts.len() > 1) {
                self.fold(parts, &pairs);
            }
        }
        if series.iter().any(|&of| of > 0) {
            for (series_of_row, sheet) in self.series.iter_mut().zip(&self.numbers.sheet_of) {
                // Above what months of one sheet take.
                *series_of_row += (series[*sheet] as u64) << 32;
            }
        }
        self.tell();
    }

    /// The groups, those of one sheet told apart by month where numbers begin again with each.
    fn by_month(&mut self) -> Vec<Vec<usize>> {
        let month = |&row: &usize| {
            let moment = self.rows[row].row.moment;
            u64::from(moment.year().unsigned_abs()) * 12 + u64::from(moment.month0())
        };
        let groups = &self.numbers.groups;
        let (mut same, mut different, mut first) = (0, 0, None);
        for group in groups {
            for of_sheet in group.chunk_by(|&a, &b| self.numbers.sheet_of[a] == self.numbers.sheet_of[b]) {
                let by_month = split_by(of_sheet, month);
                let parts: Vec<Part> = by_month
                    .into_iter()
                    .map(|rows| Part::new(self.rows, 0, rows))
                    .collect();
                for (a, b) in couples(&parts) {
                    match a.vote(b) {
                        Vote::Same | Vote::Unsure => same += 1,
                        Vote::Different => {
                            different += 1;
                            first.get_or_insert((a.rows[0], b.rows[0]));
                        }
                    }
                }
            }
        }
        let is_one = self.setting == Some(SameNumber::One);
        let Some((first, second)) =
            first.filter(|_| different >= LEAST_RESTARTS && different > same && !is_one)
        else {
            return groups.clone();
        };
        self.found
            .push(self.restart(first, second, different as u64, same == 0, None));
        for (row, series) in self.series.iter_mut().enumerate() {
            *series = month(&row);
        }
        groups.iter().flat_map(|group| split_by(group, month)).collect()
    }

    /// The series of each sheet's numbers, 0 where there is but one: sheets are of one where they share orders.
    fn series_of_sheets(&self, pairs: &BTreeMap<(usize, usize), Pair>) -> Vec<usize> {
        let count = self.numbers.sheets.len();
        let restarts = |pair: &Pair| self.setting.is_none() && pair.restarts();
        if !pairs.values().any(restarts) {
            return vec![0; count];
        }
        let mut series: Vec<usize> = (1..=count).collect();
        for (&(a, b), _) in pairs.iter().filter(|(_, pair)| !restarts(pair)) {
            let (one, other) = (series[a], series[b]);
            for of in series.iter_mut().filter(|of| **of == other) {
                *of = one;
            }
        }
        series
    }

    fn tell_restarts(&mut self, shared: &[Vec<Part<'_>>], pairs: &BTreeMap<(usize, usize), Pair>) {
        if self.setting.is_some() {
            return;
        }
        let restarting: Vec<&Pair> = pairs.values().filter(|pair| pair.restarts()).collect();
        let couples = shared.iter().flat_map(|parts| couples(parts));
        let of_restarts =
            |(a, b): &(&Part, &Part)| pairs.get(&(a.sheet, b.sheet)).is_some_and(Pair::restarts);
        let couples: Vec<_> = couples.filter(of_restarts).collect();
        let Some((first, second)) = couples.iter().min_by_key(|(a, b)| (b.rows[0], a.rows[0])) else {
            return;
        };
        let numbers = couples.len() as u64;
        let is_plain = restarting
            .iter()
            .all(|pair| pair.different >= LEAST_RESTARTS && pair.same * 3 <= pair.different);
        let amount = couples
            .iter()
            .map(|(a, b)| a.counted().min(b.counted()).max(Decimal::ZERO));
        let amount = amount.fold(Decimal::ZERO, |sum, amount| {
            sum.checked_add(amount).unwrap_or(sum)
        });
        let finding = self.restart(first.rows[0], second.rows[0], numbers, is_plain, Some(amount));
        self.found.push(finding);
    }

    fn restart(
        &self,
        first: usize,
        second: usize,
        numbers: u64,
        is_plain: bool,
        amount: Option<Decimal>,
    ) -> Finding {
        let problem = Problem::OrderNumbersRestart {
            order_id: self.rows[second].row.order_id.to_string(),
            first: self.place(first),
            numbers,
        };
        let mut finding = Finding::at(self.place(second), problem);
        if is_plain {
            finding.severity = Severity::Info;
        }
        finding.worth(amount.map(|amount| amount.normalize()).filter(|_| !is_plain))
    }

    /// Which parts of one order count.
    fn fold(&mut self, parts: &[&Part<'_>], pairs: &BTreeMap<(usize, usize), Pair>) {
        let mut kept: Vec<&Part> = Vec::new();
        'parts: for &part in parts {
            let mut at = 0;
            while let Some(&known) = kept.get(at) {
                let Some(pair) = pairs.get(&(known.sheet, part.sheet)) else {
                    at += 1;
                    continue;
                };
                let newer = newer::compare(
                    &self.numbers.sheets[known.sheet],
                    &self.numbers.sheets[part.sheet],
                );
                let (within, holds) = (part.is_within(known), known.is_within(part));
                let lost_lines = match newer {
                    Some(order) => within && !holds && order.is_lt() || holds && !within && order.is_gt(),
                    None => false,
                };
                if (within || holds) && !lost_lines {
                    // Equal rows of different sheets are one.
                    at += 1;
                    continue;
                }
                match self.relation(known, part, pair) {
                    Relation::Parts => at += 1,
                    Relation::Unknown => {
                        note(&mut self.unknown, part, known, Kept::Either);
                        at += 1;
                    }
                    Relation::Again => {
                        let (known_wins, why) = known.wins(part, newer);
                        if known_wins {
                            self.reject(part, known, why);
                            continue 'parts;
                        }
                        self.reject(known, part, why);
                        kept.remove(at);
                    }
                }
            }
            kept.push(part);
        }
    }

    fn relation(&self, a: &Part<'_>, b: &Part<'_>, pair: &Pair) -> Relation {
        let equal_sums = a.sum() == b.sum();
        if a.is_return_of(b) || b.is_return_of(a) {
            return Relation::Parts;
        }
        if a.has_other_lines(b) && !(equal_sums && pair.mostly(pair.equal_sums)) {
            return Relation::Parts;
        }
        if self.setting == Some(SameNumber::One) {
            return Relation::Again;
        }
        if a.is_of_other_months(b) && !pair.mostly(pair.days) {
            return Relation::Unknown;
        }
        let other_products = a.has_other_products(b);
        if equal_sums {
            return if other_products && !pair.mostly(pair.equal_sums) {
                Relation::Unknown
            } else {
                Relation::Again
            };
        }
        if other_products && a.has_other_amounts(b) && pair.again == 0 {
            return Relation::Unknown;
        }
        let sheets = (&self.numbers.sheets[a.sheet], &self.numbers.sheets[b.sheet]);
        if sheets.0.file == sheets.1.file && newer::compare(sheets.0, sheets.1).is_none() {
            return if a.has_other_reps(b) {
                Relation::Parts
            } else if pair.mostly(pair.equal_sums) {
                Relation::Again
            } else {
                Relation::Unknown
            };
        }
        if pair.common == 1 && self.is_where_a_file_was_cut(a, b) {
            return Relation::Unknown;
        }
        Relation::Again
    }

    /// Whether the order is the last of the one sheet and the first of the other.
    fn is_where_a_file_was_cut(&self, a: &Part<'_>, b: &Part<'_>) -> bool {
        let sheet_of = &self.numbers.sheet_of;
        let begins = |part: &Part| {
            part.rows
                .first()
                .is_some_and(|&row| row == 0 || sheet_of[row - 1] != sheet_of[row])
        };
        let ends = |part: &Part| {
            let last = part.rows.last();
            last.is_some_and(|&row| sheet_of.get(row + 1) != Some(&sheet_of[row]))
        };
        let is_cut = |a, b| ends(a) && begins(b) && !begins(a) && !ends(b);
        is_cut(a, b) || is_cut(b, a)
    }

    fn reject(&mut self, part: &Part<'_>, kept: &Part<'_>, why: Kept) {
        for &row in &part.rows {
            self.rejected[row] = true;
        }
        note(&mut self.left_out, part, kept, why);
    }

    fn tell(&mut self) {
        for tally in self.left_out.values() {
            let mut finding = tally.left_out(self.rows);
            if self.setting == Some(SameNumber::One) {
                finding.severity = Severity::Info;
            }
            self.found.push(finding);
        }
        let unknown = self.unknown.values();
        self.found.extend(unknown.map(|tally| tally.unknown(self.rows)));
    }

    fn place(&self, row: usize) -> Place {
        self.rows[row].place.clone()
    }
}

/// Every two of them that are not too far apart, in their order.
fn couples<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let first = all.iter().enumerate();
    first.flat_map(move |(at, one)| {
        all.iter()
            .skip(at + 1)
            .take(MOST_COMPARED)
            .map(move |other| (one, other))
    })
}

fn split_by<K: Ord>(rows: &[usize], key: impl Fn(&usize) -> K) -> Vec<Vec<usize>> {
    let mut split: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for row in rows {
        split.entry(key(row)).or_default().push(*row);
    }
    split.into_values().collect()
}
