//! What two sheets have in common, over all order numbers that stand in both.

use super::part::{Part, Vote};

/// What two sheets have in common.
#[derive(Debug, Default)]
pub struct Pair {
    /// Numbers that stand in both.
    pub common: usize,
    /// Of these, by what they say of each other.
    pub same: usize,
    pub different: usize,
    /// Of these, those that come to the same sum.
    pub equal_sums: usize,
    /// Of these, those with a day in common.
    pub days: usize,
    /// Of these, those that look like one order stated twice.
    pub again: usize,
}

impl Pair {
    /// Takes in an order that stands in both.
    pub fn see(&mut self, a: &Part, b: &Part) {
        self.common += 1;
        match a.vote(b) {
            Vote::Same => self.same += 1,
            Vote::Different => self.different += 1,
            Vote::Unsure => {}
        }
        let equal_sums = a.sum() == b.sum();
        self.equal_sums += usize::from(equal_sums);
        self.days += usize::from(a.shares_day(b));
        let is_part = a.has_other_lines(b) || a.has_other_products(b) && a.has_other_amounts(b);
        self.again += usize::from(equal_sums || !is_part);
    }

    /// Whether the numbers of both sheets are two series.
    pub fn restarts(&self) -> bool {
        self.different > self.same
    }

    /// Whether that many are more than half of the numbers in common.
    pub fn mostly(&self, count: usize) -> bool {
        count * 2 > self.common
    }
}
