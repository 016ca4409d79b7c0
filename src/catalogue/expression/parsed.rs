//! An expression: what comes of a text, ready to be evaluated.

use super::build::{Built, Wanted, build};
use super::kind::Type;
use super::mistake::{Mistake, MistakeKind};
use super::print::Printer;
use super::scope::{Column, Scope};
use super::tree::{Aggregate, Node};
use std::collections::BTreeMap;
use std::fmt;

/// The most names of an expression that are found out one by one.
const MOST_NAMES: usize = 64;

/// An expression that was checked against a scope. It prints in one way whatever way it was written; what it prints is
/// parsed to the same expression in the same scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    pub(super) root: Node,
    pub(super) aggregates: Vec<Aggregate>,
    kind: Option<Type>,
    columns: BTreeMap<usize, String>,
}

impl Expression {
    /// Parses and checks a text: its names against the scope, its types against each other and against what is wanted.
    pub fn parse(text: &str, scope: &Scope, wanted: Wanted) -> Result<Self, Mistake> {
        let Built {
            root,
            kind,
            aggregates,
            columns,
        } = build(text, scope, wanted)?;
        Ok(Self {
            root,
            aggregates,
            kind,
            columns,
        })
    }

    /// The names that a text uses as an expression over the cells of a row, whatever columns there are, in the order in
    /// which they stand; or why it is none.
    pub fn names(text: &str, wanted: Wanted) -> Result<Vec<String>, Mistake> {
        let mut known: Vec<String> = Vec::new();
        loop {
            let columns = known.iter().map(|name| Column::new(name, Type::Text));
            let scope = Scope::new(columns).of_cells();
            match (Self::parse(text, &scope, wanted), known.len()) {
                (Ok(_), _) => return Ok(known),
                (Err(mistake), MOST_NAMES) => return Err(mistake),
                (Err(mistake), _) => match mistake.kind {
                    MistakeKind::UnknownName { name, .. } if !known.contains(&name) => known.push(name),
                    _ => return Err(mistake),
                },
            }
        }
    }

    /// What it gives; none where that can only be no value.
    pub fn kind(&self) -> Option<Type> {
        self.kind
    }

    /// The columns that it uses, by their index in the scope, in ascending order.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.columns.keys().copied()
    }

    /// The functions over many rows that it is made of, in the order in which they stand: `sum(received)`,
    /// `sum(amount)`. None for an expression about one row.
    pub fn parts(&self) -> impl Iterator<Item = String> {
        let printer = self.printer();
        self.aggregates
            .iter()
            .map(move |aggregate| printer.aggregate_text(aggregate))
    }

    /// Whether the figure is its only part as it stands, so that what rows contribute adds up to the figure itself
    /// where that part is a sum or a count.
    pub fn is_plain(&self) -> bool {
        self.root == Node::Aggregate(0)
    }

    /// Whether the figure is the first of its parts divided by the second.
    pub fn is_quotient(&self) -> bool {
        let Node::Product(factors) = &self.root else {
            return false;
        };
        matches!(
            factors[..],
            [(false, Node::Aggregate(0)), (true, Node::Aggregate(1))]
        )
    }

    pub(super) fn printer(&self) -> Printer<'_> {
        Printer {
            columns: &self.columns,
            aggregates: &self.aggregates,
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printer().text(&self.root))
    }
}
