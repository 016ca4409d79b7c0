//! Many rows → one figure, and what each row contributed to it.

use super::evaluate::Context;
use super::functions::Aggregation;
use super::parsed::Expression;
use super::surroundings::{NoRow, Row, Surroundings};
use super::tree::{Aggregate, Node};
use super::value::Value;
use crate::model::Exact;
use std::collections::BTreeSet;

/// A figure being made of rows. Rows may be added in any order, and folds of parts of them merged: the figure is the same.
#[derive(Debug, Clone)]
pub struct Fold<'e> {
    expression: &'e Expression,
    states: Vec<State>,
}

/// What a row contributed to one part of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contribution {
    /// The row doesn't count: this part of the `filter` isn't true.
    LeftOut(String),
    /// The row has no value to count.
    NoValue,
    /// For `count(distinct x)`: a value that a row before had.
    Repeated(Value),
    /// For `count(…)`: the row is one more; for `count(distinct x)`, of that value, which is new.
    Counted(Option<Value>),
    /// For `sum(x)` and `avg(x)`: the number that was added.
    Added(Exact),
    /// For `min(x)` and `max(x)`: the value that was compared.
    Compared(Value),
}

impl Contribution {
    /// What it adds to a sum or a count.
    pub fn amount(&self) -> Exact {
        match self {
            Self::Counted(_) => Exact::one(),
            Self::Added(number) => number.clone(),
            Self::LeftOut(_) | Self::NoValue | Self::Repeated(_) | Self::Compared(_) => Exact::zero(),
        }
    }
}

impl<'e> Fold<'e> {
    /// The fold of no rows.
    pub fn new(expression: &'e Expression) -> Self {
        Self {
            expression,
            states: expression.aggregates.iter().map(State::new).collect(),
        }
    }

    /// Adds a row.
    pub fn add(&mut self, row: &(impl Row + ?Sized), around: &Surroundings) {
        let context = Context {
            row,
            around,
            aggregates: &[],
        };
        for (aggregate, state) in self.expression.aggregates.iter().zip(&mut self.states) {
            if let Taken::Value(value) = taken(aggregate, &context) {
                state.add(value);
            }
        }
    }

    /// Adds a row, and tells what it contributed to each of the expression's [`parts`](Expression::parts).
    pub fn add_telling(&mut self, row: &(impl Row + ?Sized), around: &Surroundings) -> Vec<Contribution> {
        let context = Context {
            row,
            around,
            aggregates: &[],
        };
        let aggregates = self.expression.aggregates.iter().zip(&mut self.states);
        let told = aggregates.map(|(aggregate, state)| match taken(aggregate, &context) {
            Taken::LeftOut(filter) => {
                let unmet = context.unmet(filter).unwrap_or(filter);
                Contribution::LeftOut(self.expression.printer().text(unmet))
            }
            Taken::NoValue => Contribution::NoValue,
            Taken::Value(value) => {
                let is_new = state.add(value.clone());
                match (aggregate.aggregation, value) {
                    (Aggregation::Count, _) => Contribution::Counted(None),
                    (Aggregation::CountDistinct, value) if is_new => Contribution::Counted(Some(value)),
                    (Aggregation::CountDistinct, value) => Contribution::Repeated(value),
                    (Aggregation::Sum | Aggregation::Avg, Value::Number(number)) => {
                        Contribution::Added(number)
                    }
                    (_, value) => Contribution::Compared(value),
                }
            }
        });
        told.collect()
    }

    /// Adds all rows of another fold of the same expression.
    pub fn merge(&mut self, other: Self) {
        for (state, other) in self.states.iter_mut().zip(other.states) {
            state.merge(other);
        }
    }

    /// The values of the expression's [`parts`](Expression::parts) as far as rows were added.
    pub fn parts(&self) -> Vec<Value> {
        self.states.iter().map(State::value).collect()
    }

    /// The figure.
    pub fn finish(&self, around: &Surroundings) -> Value {
        Context {
            row: &NoRow,
            around,
            aggregates: &self.parts(),
        }
        .value(&self.expression.root)
    }

    pub(super) fn expression(&self) -> &'e Expression {
        self.expression
    }
}

/// What an aggregate takes of a row.
enum Taken<'e> {
    /// Its filter isn't true.
    LeftOut(&'e Node),
    NoValue,
    Value(Value),
}

fn taken<'e, R: Row + ?Sized>(aggregate: &'e Aggregate, context: &Context<R>) -> Taken<'e> {
    if let Some(filter) = &aggregate.filter
        && context.value(filter) != Value::Bool(true)
    {
        return Taken::LeftOut(filter);
    }
    match aggregate
        .argument
        .as_ref()
        .map(|argument| context.value(argument))
    {
        Some(Value::Null) => Taken::NoValue,
        Some(value) => Taken::Value(value),
        // What `count(*)` counts is the row itself.
        None => Taken::Value(Value::Bool(true)),
    }
}

/// What an aggregate remembers of the rows so far.
#[derive(Debug, Clone)]
enum State {
    Count(i64),
    Distinct(BTreeSet<Value>),
    Sum(Option<Exact>),
    Avg { sum: Exact, count: i64 },
    Min(Option<Value>),
    Max(Option<Value>),
}

impl State {
    fn new(aggregate: &Aggregate) -> Self {
        match aggregate.aggregation {
            Aggregation::Count => Self::Count(0),
            Aggregation::CountDistinct => Self::Distinct(BTreeSet::new()),
            Aggregation::Sum => Self::Sum(None),
            Aggregation::Avg => Self::Avg {
                sum: Exact::zero(),
                count: 0,
            },
            Aggregation::Min => Self::Min(None),
            Aggregation::Max => Self::Max(None),
        }
    }

    /// Adds a value, and tells whether it is one that wasn't there before.
    fn add(&mut self, value: Value) -> bool {
        match (self, value) {
            (Self::Count(count), _) => *count += 1,
            (Self::Distinct(values), value) => return values.insert(value),
            (Self::Sum(sum), Value::Number(number)) => {
                *sum = Some(sum.as_ref().map_or_else(|| number.clone(), |sum| sum + &number));
            }
            (Self::Avg { sum, count }, Value::Number(number)) => {
                *sum = &*sum + &number;
                *count += 1;
            }
            (Self::Min(least), value) => {
                if least.as_ref().is_none_or(|least| value < *least) {
                    *least = Some(value);
                }
            }
            (Self::Max(most), value) => {
                if most.as_ref().is_none_or(|most| value > *most) {
                    *most = Some(value);
                }
            }
            (Self::Sum(_) | Self::Avg { .. }, _) => {}
        }
        true
    }

    fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Count(count), Self::Count(other)) => *count += other,
            (Self::Distinct(values), Self::Distinct(other)) => values.extend(other),
            (
                Self::Avg { sum, count },
                Self::Avg {
                    sum: other,
                    count: others,
                },
            ) => {
                *sum = &*sum + &other;
                *count += others;
            }
            (state, Self::Sum(Some(sum))) => {
                state.add(Value::Number(sum));
            }
            (state, Self::Min(Some(value)) | Self::Max(Some(value))) => {
                state.add(value);
            }
            _ => {}
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Count(count) => Value::from(*count),
            Self::Distinct(values) => Value::from(i64::try_from(values.len()).ok()),
            Self::Sum(sum) => sum.clone().into(),
            Self::Avg { sum, count } => sum.checked_div(&Exact::from(*count)).into(),
            Self::Min(value) | Self::Max(value) => value.clone().unwrap_or(Value::Null),
        }
    }
}
