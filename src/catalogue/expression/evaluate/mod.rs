//! Expression and row → value. No value follows SQL: what is computed with none is none, a condition is then neither true nor
//! false.

mod calls;

use super::parsed::Expression;
use super::surroundings::{Row, Surroundings};
use super::tree::{Case, Comparison, Node, PeriodPart};
use super::value::Value;
use crate::model::{Exact, Text};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The longest text that is made of others, in bytes.
const LONGEST_TEXT: usize = 1 << 20;

impl Expression {
    /// The value for a row. An expression about many rows has none: see [`Fold`](super::Fold).
    pub fn row(&self, row: &(impl Row + ?Sized), around: &Surroundings) -> Value {
        Context {
            row,
            around,
            aggregates: &[],
        }
        .value(&self.root)
    }

    /// Whether a condition is true for a row; where it is neither true nor false it is not.
    pub fn holds(&self, row: &(impl Row + ?Sized), around: &Surroundings) -> bool {
        self.row(row, around) == Value::Bool(true)
    }

    /// Of a condition that isn't true for a row: the first part between its `and`s that isn't, as text.
    pub fn unmet(&self, row: &(impl Row + ?Sized), around: &Surroundings) -> Option<String> {
        let context = Context {
            row,
            around,
            aggregates: &[],
        };
        let unmet = context.unmet(&self.root)?;
        Some(self.printer().text(unmet))
    }
}

/// What values are computed on.
pub(super) struct Context<'a, R: Row + ?Sized> {
    pub row: &'a R,
    pub around: &'a Surroundings<'a>,
    /// The values of the expression's aggregates, once they are known.
    pub aggregates: &'a [Value],
}

impl<R: Row + ?Sized> Context<'_, R> {
    pub(super) fn value(&self, node: &Node) -> Value {
        match node {
            Node::Constant(value) => value.clone(),
            Node::Column(index) => self.row.value(*index).into_owned(),
            Node::Period(part) => self.period(*part),
            Node::Aggregate(index) => self.aggregates.get(*index).cloned().unwrap_or(Value::Null),
            Node::Not(operand) => self.truth(operand).map(|truth| !truth).into(),
            Node::And(parts) => self.all(parts, true).into(),
            Node::Or(parts) => self.all(parts, false).into(),
            Node::Compare(comparison, sides) => {
                compare(*comparison, &self.seen(&sides[0]), &self.seen(&sides[1])).into()
            }
            Node::In {
                operand,
                list,
                negated,
            } => self.is_in(operand, list).map(|truth| truth != *negated).into(),
            Node::Between { parts, negated } => self.between(parts).map(|truth| truth != *negated).into(),
            Node::Like {
                operand,
                pattern,
                negated,
            } => match &*self.seen(operand) {
                Value::Text(text) => Value::Bool(pattern.fits(text) != *negated),
                _ => Value::Null,
            },
            Node::IsNull { operand, negated } => Value::Bool(self.seen(operand).is_null() != *negated),
            Node::Negate(operand) => match self.value(operand) {
                Value::Number(number) => Value::Number(-number),
                _ => Value::Null,
            },
            Node::Sum(parts) => self.sum(parts).into(),
            Node::Product(parts) => self.product(parts).into(),
            Node::Concat(parts) => self.concat(parts).into(),
            Node::Case(case) => self.case(case),
            Node::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// The same, without a copy where it is there as it stands.
    fn seen<'s>(&'s self, node: &'s Node) -> Cow<'s, Value> {
        match node {
            Node::Constant(value) => Cow::Borrowed(value),
            Node::Column(index) => self.row.value(*index),
            node => Cow::Owned(self.value(node)),
        }
    }

    /// The first part of a condition, between its `and`s, that isn't true.
    pub(super) fn unmet<'n>(&self, condition: &'n Node) -> Option<&'n Node> {
        let parts = match condition {
            Node::And(parts) => parts.as_slice(),
            condition => std::slice::from_ref(condition),
        };
        parts.iter().find(|part| self.value(part) != Value::Bool(true))
    }

    fn number(&self, node: &Node) -> Option<Exact> {
        match self.value(node) {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn truth(&self, node: &Node) -> Option<bool> {
        self.seen(node).truth()
    }

    fn period(&self, part: PeriodPart) -> Value {
        let (first, last) = (self.around.first_day, self.around.last_day);
        match part {
            PeriodPart::FirstDay => Value::Date(first),
            PeriodPart::LastDay => Value::Date(last),
            PeriodPart::Days => Value::from((last - first).num_days() + 1),
        }
    }

    /// `unless` where all parts are, its opposite where one is, neither where one has no value.
    fn all(&self, parts: &[Node], unless: bool) -> Option<bool> {
        let mut truth = Some(unless);
        for part in parts {
            match self.truth(part) {
                Some(part) if part == unless => {}
                None => truth = None,
                Some(opposite) => return Some(opposite),
            }
        }
        truth
    }

    fn is_in(&self, operand: &Node, list: &[Node]) -> Option<bool> {
        let operand = self.seen(operand);
        let mut found = Some(false);
        for item in list {
            match compare(Comparison::Equal, &operand, &self.seen(item)) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => found = None,
            }
        }
        found
    }

    /// Both halves count: below the least is no, whatever the most is.
    fn between(&self, parts: &[Node; 3]) -> Option<bool> {
        let [operand, low, high] = [0, 1, 2].map(|place| self.seen(&parts[place]));
        let above = compare(Comparison::GreaterOrEqual, &operand, &low);
        let below = compare(Comparison::LessOrEqual, &operand, &high);
        match (above, below) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    fn sum(&self, parts: &[(bool, Node)]) -> Option<Exact> {
        let mut sum = Exact::zero();
        for (takes_off, part) in parts {
            let part = self.number(part)?;
            sum = if *takes_off { &sum - &part } else { &sum + &part };
        }
        Some(sum)
    }

    /// None where something is divided by 0.
    fn product(&self, parts: &[(bool, Node)]) -> Option<Exact> {
        let mut product = Exact::one();
        for (divides, part) in parts {
            let part = self.number(part)?;
            product = if *divides {
                product.checked_div(&part)?
            } else {
                &product * &part
            };
        }
        Some(product)
    }

    fn concat(&self, parts: &[Node]) -> Option<Text> {
        let mut joined = String::new();
        for part in parts {
            match self.value(part) {
                Value::Text(text) if joined.len() + text.len() <= LONGEST_TEXT => joined.push_str(&text),
                _ => return None,
            }
        }
        Some(joined.into())
    }

    fn case(&self, case: &Case) -> Value {
        let operand = case.operand.as_ref().map(|operand| self.value(operand));
        let branch = case.branches.iter().find(|(when, _)| match &operand {
            Some(operand) => compare(Comparison::Equal, operand, &self.value(when)) == Some(true),
            None => self.truth(when) == Some(true),
        });
        let result = branch.map(|(_, then)| then).or(case.otherwise.as_ref());
        result.map_or(Value::Null, |result| self.value(result))
    }
}

/// None where either has no value.
fn compare(comparison: Comparison, left: &Value, right: &Value) -> Option<bool> {
    if left.is_null() || right.is_null() {
        return None;
    }
    let order = left.cmp(right);
    Some(match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    })
}
