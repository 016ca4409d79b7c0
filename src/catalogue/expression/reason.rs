//! Why a figure has no value.

use super::evaluate::Context;
use super::fold::Fold;
use super::surroundings::{NoRow, Surroundings};
use super::tree::Node;
use super::value::Value;
use crate::model::Language;

/// Why a figure has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoValue {
    /// No row has anything for this part: `sum(amount)`.
    NoRows(String),
    /// This is 0 and something is divided by it: `sum(amount)`.
    DividedByZero(String),
    /// This comes to no value for the values there are: `nullif(sum(amount), 5)`.
    Computed(String),
}

impl NoValue {
    /// As people are told.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NoRows(part) => language.pick(
                format!("没有任何一行可用于计算 {part}"),
                format!("no row has anything for {part}"),
            ),
            Self::DividedByZero(part) => language.pick(
                format!("除数 {part} 为 0"),
                format!("{part} is 0, and something is divided by it"),
            ),
            Self::Computed(part) => {
                language.pick(format!("{part} 没有值"), format!("{part} comes to no value"))
            }
        }
    }
}

impl Fold<'_> {
    /// Why the figure has no value, where it has none.
    pub fn no_value(&self, around: &Surroundings) -> Option<NoValue> {
        let parts = self.parts();
        let context = Context {
            row: &NoRow,
            around,
            aggregates: &parts,
        };
        let mut node = &self.expression().root;
        if !context.value(node).is_null() {
            return None;
        }
        let text = |node| self.expression().printer().text(node);
        loop {
            if matches!(node, Node::Aggregate(_)) {
                return Some(NoValue::NoRows(text(node)));
            }
            match children(node)
                .into_iter()
                .find(|child| context.value(child).is_null())
            {
                Some(child) => node = child,
                None => break,
            }
        }
        let is_zero = |node: &Node| matches!(context.value(node), Value::Number(number) if number.is_zero());
        if let Node::Product(parts) = node {
            let divisor = parts.iter().find(|(divides, part)| *divides && is_zero(part));
            if let Some((_, divisor)) = divisor {
                return Some(NoValue::DividedByZero(text(divisor)));
            }
        }
        Some(NoValue::Computed(text(node)))
    }
}

/// The parts by whose lack of a value a node has none.
fn children(node: &Node) -> Vec<&Node> {
    match node {
        Node::Negate(operand) => vec![&**operand],
        Node::Sum(parts) | Node::Product(parts) => parts.iter().map(|(_, part)| part).collect(),
        Node::Call(_, arguments) => arguments.iter().collect(),
        Node::Case(case) => {
            let results = case.branches.iter().map(|(_, then)| then);
            results.chain(&case.otherwise).collect()
        }
        _ => Vec::new(),
    }
}
