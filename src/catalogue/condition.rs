//! Which rows of a list a figure or a check is about.

use super::expression::{Expression, Row, Scope, Surroundings};

/// Whether a row counts, by all of its words.
pub const COUNTS: &str = "counts";

/// A condition on rows. Rows whose words say that they don't count are left out, unless an expression asks for words, or
/// for whether a row counts, itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    filter: Option<Expression>,
    asks_words: bool,
}

/// Why a row is none of those that are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Its words say that it does not count.
    ByWords,
    /// The condition does not hold.
    ByFilter,
}

impl Condition {
    /// The condition of a filter, or none; `beside` is what else is asked of the rows.
    pub(super) fn new(scope: &Scope, filter: Option<Expression>, beside: Option<&Expression>) -> Self {
        let is_of_words = |column: usize| {
            let column = scope.columns().get(column);
            column.is_some_and(|column| column.name == COUNTS || column.words.is_some())
        };
        let asked = filter.iter().chain(beside);
        let asks_words = asked.flat_map(Expression::columns).any(is_of_words);
        Self { filter, asks_words }
    }

    /// Why a row is not meant, told whether its words let it count; none where it is.
    pub fn refusal(
        &self,
        row: &(impl Row + ?Sized),
        counts: bool,
        around: &Surroundings<'_>,
    ) -> Option<Refused> {
        if !counts && !self.asks_words {
            return Some(Refused::ByWords);
        }
        let filter = self.filter.as_ref()?;
        (!filter.holds(row, around)).then_some(Refused::ByFilter)
    }
}
