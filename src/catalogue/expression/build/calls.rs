//! Functions of the values of one row.

use super::asked::Asked;
use super::{Builder, Typed, all_open, around};
use crate::catalogue::expression::functions::{Aggregation, FUNCTIONS, Function, Gives, Signature, Takes};
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::tree::Node;
use crate::catalogue::expression::value::Value;
use crate::model::text::nearest;
use rust_decimal::prelude::ToPrimitive;
use sqlparser::ast::{self, FunctionArg, FunctionArgExpr, FunctionArguments};
use sqlparser::tokenizer::Span;

impl Builder<'_> {
    pub(super) fn function(&mut self, function: &ast::Function) -> Result<Typed, Mistake> {
        let parts: Vec<_> = function
            .name
            .0
            .iter()
            .filter_map(|part| part.as_ident())
            .collect();
        let span = Span::union_iter(parts.iter().map(|part| part.span));
        let names: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
        let name = names.join(".");
        if let Some(aggregation) = Aggregation::of(&name) {
            return self.aggregate(aggregation, function, span);
        }
        let Some(signature) = Signature::of(&name) else {
            let known = FUNCTIONS.iter().map(|known| known.name);
            let nearest = nearest(&name, known.clone());
            let nearest = known.clone().find(|known| Some(*known) == nearest.as_deref());
            return Err(self.mistake(span, MistakeKind::UnknownFunction { name, nearest }));
        };
        let usage = || MistakeKind::Usage {
            function: name.clone(),
            usage: signature.usage,
        };
        let FunctionArguments::List(list) = &function.args else {
            return Err(self.mistake(span, usage()));
        };
        let is_plain =
            list.duplicate_treatment.is_none() && list.clauses.is_empty() && function.filter.is_none();
        let mut arguments = Vec::new();
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) if is_plain => {
                    arguments.push(self.expression(argument)?);
                }
                _ => return Err(self.mistake(span, usage())),
            }
        }
        if !is_plain || function.over.is_some() {
            return Err(self.mistake(span, usage()));
        }
        self.call(&name, span, arguments)
    }

    pub(super) fn call(&mut self, name: &str, at: Span, mut arguments: Vec<Typed>) -> Result<Typed, Mistake> {
        let span = around(&arguments).union(&at);
        let Some(signature) = Signature::of(name).filter(|signature| signature.allows(arguments.len()))
        else {
            let usage = Signature::of(name).map_or("", |signature| signature.usage);
            let function = name.to_owned();
            return Err(self.mistake(span, MistakeKind::Usage { function, usage }));
        };
        for (place, argument) in arguments.iter_mut().enumerate() {
            self.argument(signature.takes(place), argument)?;
        }
        let kind = match signature.gives {
            Gives::A(kind) => Some(kind),
            Gives::Same => {
                let asked = if signature.takes(0) == Takes::Ordered {
                    Asked::Order
                } else {
                    Asked::Equal
                };
                let kind = self.agree(&mut arguments, asked)?;
                if signature.function == Function::NullIf {
                    self.words(arguments.iter())?;
                }
                kind
            }
        };
        if let Some(kind) = kind.filter(|kind| signature.takes(0) == Takes::Ordered && !kind.has_order()) {
            return Err(self.mistake(span, MistakeKind::NoOrder(kind)));
        }
        let rounds = matches!(
            signature.function,
            Function::Round | Function::Floor | Function::Ceil
        );
        Ok(Typed {
            quotient: !rounds && arguments.iter().any(|argument| argument.quotient),
            open: signature.gives == Gives::Same && all_open(arguments.iter()),
            node: Node::Call(
                signature.function,
                arguments.into_iter().map(|argument| argument.node).collect(),
            ),
            kind,
            span,
        })
    }

    fn argument(&mut self, takes: Takes, argument: &mut Typed) -> Result<(), Mistake> {
        match takes {
            Takes::A(kind) => {
                self.to_date(argument, kind)?;
                self.expect(argument, kind)
            }
            Takes::Day if argument.kind == Some(Type::Moment) => Ok(()),
            Takes::Day => {
                self.take(argument, Type::Date);
                self.to_date(argument, Type::Date)?;
                self.expect(argument, Type::Date)
            }
            Takes::Same | Takes::Ordered => Ok(()),
            Takes::Whole(least, most) => {
                let whole = match &argument.node {
                    Node::Constant(Value::Number(number)) => {
                        number.to_shortest_decimal(1).to_i64().filter(|whole| {
                            Value::from(*whole) == Value::Number(number.clone())
                                && (least..=most).contains(whole)
                        })
                    }
                    _ => None,
                };
                let kind = MistakeKind::NotWhole { least, most };
                whole.map(|_| ()).ok_or_else(|| self.mistake(argument.span, kind))
            }
        }
    }
}
