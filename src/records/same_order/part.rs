//! What one sheet says of an order number, and how far two sheets speak of one order.

use crate::model::hash::{QuickMap, QuickSet};
use crate::records::data_row::{DataRow, Gathered};
use crate::records::orders::OrderRow;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The rows of one order number in one sheet.
#[derive(Debug)]
pub struct Part<'a> {
    /// The sheet, counted in the order of their places.
    pub sheet: usize,
    /// Their positions among all rows.
    pub rows: Vec<usize>,
    lines: Vec<&'a OrderRow>,
}

/// Whether two parts of one number speak of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// They do.
    Same,
    /// The number was given twice.
    Different,
    /// One customer's orders of two months may be either.
    Unsure,
}

/// So many customers of a part are compared with those of another.
const MOST_CUSTOMERS: usize = 16;

impl<'a> Part<'a> {
    /// The rows at those positions, all of one sheet.
    pub fn new(all: &'a [Gathered<OrderRow>], sheet: usize, rows: Vec<usize>) -> Self {
        let lines = rows.iter().map(|&row| &all[row].row).collect();
        Self { sheet, rows, lines }
    }

    /// What its rows add up to, whether they count or not.
    pub fn sum(&self) -> Decimal {
        sum(self.lines.iter().map(|line| line.amount))
    }

    /// What those of its rows add up to that count.
    pub fn counted(&self) -> Decimal {
        let counted = self.lines.iter().filter(|line| line.counts());
        sum(counted.map(|line| line.amount))
    }

    fn set<T: Ord>(&self, part: impl Fn(&'a OrderRow) -> T) -> BTreeSet<T> {
        self.lines.iter().map(|line| part(line)).collect()
    }

    /// What every line states; none where one doesn't.
    fn stated<T: Ord>(&self, part: impl Fn(&'a OrderRow) -> Option<T>) -> Option<BTreeSet<T>> {
        self.lines.iter().map(|line| part(line)).collect()
    }

    fn days(&self) -> BTreeSet<NaiveDate> {
        self.set(|line| line.moment.date())
    }

    /// Whether all money goes back.
    fn is_return(&self) -> bool {
        self.lines.iter().all(|line| line.amount < Decimal::ZERO)
    }

    fn is_cancelled(&self) -> bool {
        !self.lines.iter().any(|line| line.counts())
    }

    /// How much is told: more rows first, then more fields.
    fn fullness(&self) -> (usize, usize) {
        let fields = self.lines.iter().map(|line| line.fields_stated()).max();
        (self.lines.len(), fields.unwrap_or(0))
    }

    /// Whether both sheets have a day of it in common.
    pub fn shares_day(&self, other: &Self) -> bool {
        !self.days().is_disjoint(&other.days())
    }

    /// Whether no month has rows of both.
    fn is_months_apart(&self, other: &Self) -> bool {
        let months = |part: &Self| part.set(|line| (line.moment.year(), line.moment.month()));
        months(self).is_disjoint(&months(other))
    }

    fn shares_rep(&self, other: &Self) -> bool {
        !self.set(|line| line.rep).is_disjoint(&other.set(|line| line.rep))
    }

    /// Whether a customer of the one is one of the other's; none where that can't be said.
    fn shares_customer(&self, other: &Self) -> Option<bool> {
        let customers = |part: &Self| {
            let all: QuickSet<_> = part.lines.iter().map(|line| &line.customer).collect();
            let mut all: Vec<_> = all.into_iter().collect();
            all.sort_unstable();
            all.truncate(MOST_CUSTOMERS);
            all
        };
        let (own, others) = (customers(self), customers(other));
        let pairs = own
            .iter()
            .flat_map(|own| others.iter().map(move |other| own.resembles(other)));
        pairs.max_by_key(|resembles| match resembles {
            Some(true) => 2,
            Some(false) => 1,
            None => 0,
        })?
    }

    /// Whether they are one order: it has one customer and day, or one of these and what it is about. Numbers that begin
    /// again meet one of them by chance at most.
    pub fn vote(&self, other: &Self) -> Vote {
        let (day, rep) = (self.shares_day(other), self.shares_rep(other));
        let amount = self.sum() == other.sum();
        let is_same = match self.shares_customer(other) {
            Some(true) if !day && self.is_months_apart(other) => return Vote::Unsure,
            Some(true) => day || amount || rep,
            Some(false) => day && amount,
            None => day && (rep || amount) || rep && amount,
        };
        if is_same { Vote::Same } else { Vote::Different }
    }

    /// Whether each row of this part stands in the other, too.
    pub fn is_within(&self, other: &Self) -> bool {
        let mut left: QuickMap<&OrderRow, usize> = QuickMap::default();
        for line in &other.lines {
            *left.entry(line).or_default() += 1;
        }
        self.lines.iter().all(|line| match left.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        })
    }

    /// Whether the one takes back what the other sold. What does not count sold nothing: a return that was cancelled since states
    /// its amounts as a sale does.
    pub fn is_return_of(&self, other: &Self) -> bool {
        self.is_return() && other.counted() > Decimal::ZERO
    }

    /// Whether every line of both has a number, and none the same.
    pub fn has_other_lines(&self, other: &Self) -> bool {
        let lines = |part: &Self| part.stated(|line| line.line.as_deref());
        matches!((lines(self), lines(other)), (Some(own), Some(others)) if own.is_disjoint(&others))
    }

    /// Whether every line of both names a product, and none the same.
    pub fn has_other_products(&self, other: &Self) -> bool {
        let products = |part: &Self| part.stated(|line| line.product.as_deref());
        matches!((products(self), products(other)), (Some(own), Some(others)) if own.is_disjoint(&others))
    }

    /// Whether no amount stands in both.
    pub fn has_other_amounts(&self, other: &Self) -> bool {
        self.set(|line| line.amount)
            .is_disjoint(&other.set(|line| line.amount))
    }

    /// Whether they name other reps altogether.
    pub fn has_other_reps(&self, other: &Self) -> bool {
        !self.shares_rep(other)
    }

    /// Whether they lie in other months and so may be what was delivered or paid in each.
    pub fn is_of_other_months(&self, other: &Self) -> bool {
        self.is_months_apart(other)
    }

    /// Whether all that figures are made of is the same in both.
    fn comes_to_the_same(&self, other: &Self) -> bool {
        self.sum() == other.sum()
            && self.counted() == other.counted()
            && self.days() == other.days()
            && self.set(|line| line.rep) == other.set(|line| line.rep)
    }

    /// Which of two versions of an order counts, and why: the fuller one where figures don't depend on it, else the newer,
    /// as far as `newer` tells how this one's export compares with the other's. Without that a cancelled one is newer,
    /// since orders are cancelled and not revived; an order's total counts before lines that don't add up to it.
    pub fn wins(&self, other: &Self, newer: Option<Ordering>) -> (bool, Kept) {
        let by_fullness = Some(self.fullness().cmp(&other.fullness())).filter(|order| order.is_ne());
        if self.comes_to_the_same(other) {
            let (order, why) = match (by_fullness, newer) {
                (Some(order), _) => (order, Kept::Fuller),
                (None, Some(order)) => (order, Kept::Newer),
                (None, None) => (self.content().cmp(&other.content()), Kept::Either),
            };
            return (order.is_gt(), why);
        }
        if let Some(order) = newer {
            return (order.is_gt(), Kept::Newer);
        }
        if self.is_cancelled() != other.is_cancelled() {
            return (self.is_cancelled(), Kept::Cancelled);
        }
        let is_total = |part: &Self| part.lines.len() == 1;
        if self.sum() != other.sum() && is_total(self) != is_total(other) {
            return (is_total(self), Kept::Total);
        }
        if let Some(order) = by_fullness {
            return (order.is_gt(), Kept::Fuller);
        }
        match self.counted().cmp(&other.counted()) {
            Ordering::Equal => (self.content() > other.content(), Kept::Either),
            order => (order.is_lt(), Kept::Smaller),
        }
    }

    /// All that its rows state, in an order of its own: no name of a file decides where nothing else does.
    fn content(&self) -> Vec<impl Ord + use<'a>> {
        let mut content: Vec<_> = self.lines.iter().map(|line| line.content()).collect();
        content.sort_unstable();
        content
    }
}

pub use crate::model::finding::Kept;

fn sum(mut amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .unwrap_or(Decimal::MAX)
}
