//! An expression whose names are known and whose types agree.
//!
//! Chains of one operator are lists, so that the tree is only as deep as brackets are.

use super::functions::{Aggregation, Function};
use super::pattern::Pattern;
use super::value::Value;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Constant(Value),
    /// A column of the scope.
    Column(usize),
    Period(PeriodPart),
    /// One of the expression's aggregates.
    Aggregate(usize),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Compare(Comparison, Box<[Node; 2]>),
    In {
        operand: Box<Node>,
        list: Vec<Node>,
        negated: bool,
    },
    Between {
        /// What is compared, the least and the most that it may be.
        parts: Box<[Node; 3]>,
        negated: bool,
    },
    Like {
        operand: Box<Node>,
        pattern: Pattern,
        negated: bool,
    },
    IsNull {
        operand: Box<Node>,
        negated: bool,
    },
    Negate(Box<Node>),
    /// Each with whether it is taken off.
    Sum(Vec<(bool, Node)>),
    /// Each with whether it divides.
    Product(Vec<(bool, Node)>),
    Concat(Vec<Node>),
    Case(Box<Case>),
    Call(Function, Vec<Node>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    pub operand: Option<Node>,
    pub branches: Vec<(Node, Node)>,
    pub otherwise: Option<Node>,
}

/// `sum(amount) filter (where …)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aggregate {
    pub aggregation: Aggregation,
    /// None for `count(*)`.
    pub argument: Option<Node>,
    pub filter: Option<Node>,
}

/// `period.first_day` and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PeriodPart {
    FirstDay,
    LastDay,
    Days,
}

impl PeriodPart {
    pub(super) const ALL: [Self; 3] = [Self::FirstDay, Self::LastDay, Self::Days];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::FirstDay => "first_day",
            Self::LastDay => "last_day",
            Self::Days => "days",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether it asks for more than whether both are the same.
    pub(super) fn is_of_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}
