//! Functions that make one value of many rows.

use super::{Builder, Level, Typed};
use crate::catalogue::expression::functions::Aggregation;
use crate::catalogue::expression::kind::Type;
use crate::catalogue::expression::mistake::{Mistake, MistakeKind};
use crate::catalogue::expression::tree::{Aggregate, Node};
use sqlparser::ast::{DuplicateTreatment, Function, FunctionArg, FunctionArgExpr, FunctionArguments};
use sqlparser::tokenizer::Span;

impl Builder<'_> {
    pub(super) fn aggregate(
        &mut self,
        aggregation: Aggregation,
        function: &Function,
        at: Span,
    ) -> Result<Typed, Mistake> {
        let name = aggregation.name().to_owned();
        match self.level {
            Level::Row => return Err(self.mistake(at, MistakeKind::AggregateOfRow(name))),
            Level::Inside => return Err(self.mistake(at, MistakeKind::NestedAggregate(name))),
            Level::Figure => self.level = Level::Inside,
        }
        let built = self.of_rows(aggregation, function, at);
        self.level = Level::Figure;
        let (aggregate, kind, span) = built?;
        // The same function of the same rows is computed once.
        let known = self.aggregates.iter().position(|known| *known == aggregate);
        let index = known.unwrap_or_else(|| {
            self.aggregates.push(aggregate);
            self.aggregates.len() - 1
        });
        Ok(Typed {
            node: Node::Aggregate(index),
            kind,
            span,
            quotient: false,
            open: false,
        })
    }

    fn of_rows(
        &mut self,
        aggregation: Aggregation,
        function: &Function,
        at: Span,
    ) -> Result<(Aggregate, Option<Type>, Span), Mistake> {
        let usage = MistakeKind::Usage {
            function: aggregation.name().to_owned(),
            usage: aggregation.usage(),
        };
        let FunctionArguments::List(list) = &function.args else {
            return Err(self.mistake(at, usage));
        };
        let is_distinct = match list.duplicate_treatment {
            None => false,
            Some(DuplicateTreatment::Distinct) if aggregation == Aggregation::Count => true,
            Some(_) => return Err(self.mistake(at, usage)),
        };
        if !list.clauses.is_empty() || function.over.is_some() {
            return Err(self.mistake(at, usage));
        }
        let mut argument = match list.args.as_slice() {
            [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)]
                if aggregation == Aggregation::Count && !is_distinct =>
            {
                None
            }
            [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] => Some(self.expression(argument)?),
            _ => return Err(self.mistake(at, usage)),
        };
        let mut filter = function
            .filter
            .as_deref()
            .map(|filter| self.expression(filter))
            .transpose()?;
        if let Some(filter) = &mut filter {
            self.expect(filter, Type::Bool)?;
        }
        let kind = self.gives(aggregation, argument.as_mut())?;
        let span = argument
            .iter()
            .chain(&filter)
            .fold(at, |span, part| span.union(&part.span));
        let aggregate = Aggregate {
            aggregation: if is_distinct {
                Aggregation::CountDistinct
            } else {
                aggregation
            },
            argument: argument.map(|argument| argument.node),
            filter: filter.map(|filter| filter.node),
        };
        Ok((aggregate, kind, span))
    }

    /// What it gives, where its argument is sound.
    fn gives(
        &mut self,
        aggregation: Aggregation,
        argument: Option<&mut Typed>,
    ) -> Result<Option<Type>, Mistake> {
        let (Aggregation::Sum | Aggregation::Avg | Aggregation::Min | Aggregation::Max, Some(argument)) =
            (aggregation, argument)
        else {
            return Ok(Some(Type::Number));
        };
        match aggregation {
            Aggregation::Min | Aggregation::Max => match argument.kind {
                Some(kind) if !kind.has_order() => {
                    Err(self.mistake(argument.span, MistakeKind::NoOrder(kind)))
                }
                kind => Ok(kind),
            },
            // The denominators of many quotients multiply: their exact sum would be as long as the list of rows.
            _ if argument.quotient => Err(self.mistake(argument.span, MistakeKind::UnroundedQuotient)),
            _ => {
                self.expect(argument, Type::Number)?;
                Ok(Some(Type::Number))
            }
        }
    }
}
