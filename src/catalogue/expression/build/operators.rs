//! Signs between values: computing, comparing, joining conditions.

use super::agree::written;
use super::asked::Asked;
use super::{Builder, Typed, around};
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::pattern::Pattern;
use crate::catalogue::expression::tree::{Comparison, Node};
use sqlparser::ast::{BinaryOperator, Expr, InTarget};

/// Operators that stand in one chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chain {
    And,
    Or,
    Sum,
    Product,
    Concat,
}

impl Chain {
    fn of(operator: &BinaryOperator) -> Option<Self> {
        Some(match operator {
            BinaryOperator::And => Self::And,
            BinaryOperator::Or => Self::Or,
            BinaryOperator::Plus | BinaryOperator::Minus => Self::Sum,
            BinaryOperator::Multiply | BinaryOperator::Divide => Self::Product,
            BinaryOperator::StringConcat => Self::Concat,
            _ => return None,
        })
    }

    /// What its parts are, and the whole.
    fn kind(self) -> Type {
        match self {
            Self::And | Self::Or => Type::Bool,
            Self::Sum | Self::Product => Type::Number,
            Self::Concat => Type::Text,
        }
    }
}

fn comparison(operator: &BinaryOperator) -> Option<Comparison> {
    Some(match operator {
        BinaryOperator::Eq => Comparison::Equal,
        BinaryOperator::NotEq => Comparison::NotEqual,
        BinaryOperator::Lt => Comparison::Less,
        BinaryOperator::LtEq => Comparison::LessOrEqual,
        BinaryOperator::Gt => Comparison::Greater,
        BinaryOperator::GtEq => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

impl Builder<'_> {
    pub(super) fn binary(
        &mut self,
        left: &Expr,
        operator: &BinaryOperator,
        right: &Expr,
    ) -> Result<Typed, Mistake> {
        if let Some(chain) = Chain::of(operator) {
            return self.chain(chain, left, operator, right);
        }
        if let Some(comparison) = comparison(operator) {
            return self.comparison(left, comparison, right);
        }
        let span = self.expression(left)?.span;
        let (found, meant) = (operator.to_string(), None);
        Err(self.mistake(span, MistakeKind::Sign { found, meant }))
    }

    /// A chain of one kind of operator, however long, from the left.
    fn chain(
        &mut self,
        chain: Chain,
        mut left: &Expr,
        operator: &BinaryOperator,
        right: &Expr,
    ) -> Result<Typed, Mistake> {
        let is_inverse =
            |operator: &BinaryOperator| matches!(operator, BinaryOperator::Minus | BinaryOperator::Divide);
        let mut parts = vec![(is_inverse(operator), right)];
        while let Expr::BinaryOp {
            left: first,
            op,
            right,
        } = left
        {
            if Chain::of(op) != Some(chain) {
                break;
            }
            parts.push((is_inverse(op), right));
            left = first;
        }
        parts.push((false, left));
        let mut built = Vec::new();
        for (inverse, part) in parts.into_iter().rev() {
            let mut part = self.expression(part)?;
            self.expect(&mut part, chain.kind())?;
            built.push((inverse, part));
        }
        let divides = |(inverse, part): &(bool, Typed)| {
            *inverse && chain == Chain::Product && !matches!(part.node, Node::Constant(_))
        };
        let quotient = built.iter().any(|part| part.1.quotient || divides(part));
        let span = around(built.iter().map(|(_, part)| part));
        let signed = |built: Vec<(bool, Typed)>| {
            built
                .into_iter()
                .map(|(inverse, part)| (inverse, part.node))
                .collect()
        };
        let plain = |built: Vec<(bool, Typed)>| built.into_iter().map(|(_, part)| part.node).collect();
        let node = match chain {
            Chain::And => Node::And(plain(built)),
            Chain::Or => Node::Or(plain(built)),
            Chain::Sum => Node::Sum(signed(built)),
            Chain::Product => Node::Product(signed(built)),
            Chain::Concat => Node::Concat(plain(built)),
        };
        let typed = Typed::new(node, chain.kind(), span);
        Ok(Typed { quotient, ..typed })
    }

    fn comparison(&mut self, left: &Expr, comparison: Comparison, right: &Expr) -> Result<Typed, Mistake> {
        let is_chained = matches!(left, Expr::BinaryOp { op, .. } if self::comparison(op).is_some());
        let (mut left, mut right) = (self.expression(left)?, self.expression(right)?);
        let span = around([&left, &right]);
        if is_chained {
            return Err(self.mistake(span, MistakeKind::Chained));
        }
        self.no_null([&left, &right].into_iter())?;
        let asked = if comparison.is_of_order() {
            Asked::Order
        } else {
            Asked::Equal
        };
        let kind = self.agree([&mut left, &mut right], asked)?;
        if let Some(kind) = kind.filter(|kind| comparison.is_of_order() && !kind.has_order()) {
            return Err(self.mistake(span, MistakeKind::NoOrder(kind)));
        }
        self.words([&left, &right].into_iter())?;
        let node = Node::Compare(comparison, Box::new([left.node, right.node]));
        Ok(Typed::new(node, Type::Bool, span))
    }

    pub(super) fn is_in(
        &mut self,
        operand: &Expr,
        target: &InTarget,
        negated: bool,
    ) -> Result<Typed, Mistake> {
        let mut operand = self.expression(operand)?;
        let InTarget::List(list) = target else {
            let (what, instead) = ("in".to_owned(), "in ('a', 'b')");
            return Err(self.mistake(operand.span, MistakeKind::Refused { what, instead }));
        };
        let list = list.iter().map(|item| self.expression(item));
        let mut list = list.collect::<Result<Vec<_>, _>>()?;
        self.no_null(std::iter::once(&operand).chain(&list))?;
        self.agree(std::iter::once(&mut operand).chain(&mut list), Asked::Equal)?;
        self.words(std::iter::once(&operand).chain(&list))?;
        let span = around(std::iter::once(&operand).chain(&list));
        let node = Node::In {
            operand: operand.boxed(),
            list: list.into_iter().map(|item| item.node).collect(),
            negated,
        };
        Ok(Typed::new(node, Type::Bool, span))
    }

    pub(super) fn between(&mut self, parts: [&Expr; 3], negated: bool) -> Result<Typed, Mistake> {
        let [operand, low, high] = parts.map(|part| self.expression(part));
        let mut parts = [operand?, low?, high?];
        let span = around(&parts);
        self.no_null(parts.iter())?;
        let kind = self.agree(&mut parts, Asked::Order)?;
        if let Some(kind) = kind.filter(|kind| !kind.has_order()) {
            return Err(self.mistake(span, MistakeKind::NoOrder(kind)));
        }
        let node = Node::Between {
            parts: Box::new(parts.map(|part| part.node)),
            negated,
        };
        Ok(Typed::new(node, Type::Bool, span))
    }

    pub(super) fn like(
        &mut self,
        operand: &Expr,
        pattern: &Expr,
        escape: Option<&Expr>,
        negated: bool,
    ) -> Result<Typed, Mistake> {
        let mut operand = self.expression(operand)?;
        self.expect(&mut operand, Type::Text)?;
        let pattern = self.expression(pattern)?;
        let escape = escape.map(|escape| self.expression(escape)).transpose()?;
        let span = around([&operand, &pattern]);
        let bad = || self.mistake(pattern.span, MistakeKind::BadPattern);
        let sign = match &escape {
            None => None,
            Some(escape) => {
                let mut characters = written(escape).ok_or_else(bad)?.chars();
                let sign = characters.next().filter(|_| characters.next().is_none());
                Some(sign.ok_or_else(bad)?)
            }
        };
        let text = written(&pattern).ok_or_else(bad)?;
        let pattern = Pattern::new(text, sign).ok_or_else(bad)?;
        let node = Node::Like {
            operand: operand.boxed(),
            pattern,
            negated,
        };
        Ok(Typed::new(node, Type::Bool, span))
    }

    pub(super) fn is_null(&mut self, operand: &Expr, negated: bool) -> Result<Typed, Mistake> {
        let mut operand = self.expression(operand)?;
        // Whatever stands in a cell is a text.
        self.take(&mut operand, Type::Text);
        let span = operand.span;
        let node = Node::IsNull {
            operand: operand.boxed(),
            negated,
        };
        Ok(Typed::new(node, Type::Bool, span))
    }
}
