//! SQL expression → our own tree: names become columns, types agree, and what the language hasn't is refused.

mod aggregates;
mod agree;
mod asked;
mod calls;
mod literals;
mod operators;

use super::kind::Type;
use super::mistake::{Mistake, MistakeKind};
use super::scope::{Meant, Scope};
use super::syntax;
use super::tree::{Aggregate, Node, PeriodPart};
use super::value::Value;
use crate::model::text::nearest;
use asked::Asked;
use sqlparser::ast::{CaseWhen, DateTimeField, Expr, Ident, UnaryOperator};
use sqlparser::tokenizer::Span;
use std::collections::BTreeMap;

/// How deep a tree may be; brackets alone don't reach it.
const MOST_DEPTH: usize = 72;

/// What an expression is to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Yes or no for a row.
    Condition,
    /// Any value of a row.
    Value,
    /// Any value of a row; of that type where nothing but cells could tell.
    Rather(Type),
    /// A value of a row, of that type.
    Of(Type),
    /// One number of many rows.
    Figure,
}

/// An expression that was found sound.
#[derive(Debug)]
pub(super) struct Built {
    pub root: Node,
    pub kind: Option<Type>,
    pub aggregates: Vec<Aggregate>,
    /// The columns that it uses, with their ids.
    pub columns: BTreeMap<usize, String>,
}

/// Parses and checks.
pub(super) fn build(text: &str, scope: &Scope, wanted: Wanted) -> Result<Built, Mistake> {
    checked(text, scope, wanted).map_err(|mistake| quotes(text, scope, mistake))
}

/// Where a mistake stands within the name of a field, the name lacks its quotes: 金额(元), 10月.
fn quotes(text: &str, scope: &Scope, mistake: Mistake) -> Mistake {
    let is_doubtful = matches!(
        mistake.kind,
        MistakeKind::Sign { .. }
            | MistakeKind::Unexpected(_)
            | MistakeKind::UnknownName { .. }
            | MistakeKind::UnknownFunction { .. }
            | MistakeKind::Refused { .. }
    );
    let is_plain = |name: &str| {
        name.chars()
            .all(|character| character == '_' || character.is_alphanumeric())
            && !name.starts_with(char::is_numeric)
    };
    let start = mistake.span.start;
    let covering = |name: &str| {
        let spans = text.match_indices(name).map(|(at, found)| at..at + found.len());
        spans
            .filter(|span| span.contains(&start) && !text[..span.start].ends_with(['"', '\'']))
            .last()
    };
    let names = scope
        .names()
        .filter(|name| is_doubtful && !name.is_empty() && !is_plain(name));
    let longest = names
        .filter_map(|name| Some((name, covering(name)?)))
        .max_by_key(|(name, _)| name.len());
    match longest {
        Some((name, span)) => Mistake::at(text, span, MistakeKind::NeedsQuotes(name.to_owned())),
        None => mistake,
    }
}

fn checked(text: &str, scope: &Scope, wanted: Wanted) -> Result<Built, Mistake> {
    let parsed = syntax::parse(text, scope)?;
    let mut builder = Builder {
        text,
        scope,
        level: match wanted {
            Wanted::Figure => Level::Figure,
            _ => Level::Row,
        },
        depth: 0,
        aggregates: Vec::new(),
        columns: BTreeMap::new(),
    };
    let mut root = builder.expression(&parsed)?;
    if let Wanted::Rather(kind) = wanted {
        builder.take(&mut root, kind);
    }
    let expected = match wanted {
        Wanted::Condition => Some(Type::Bool),
        Wanted::Value | Wanted::Rather(_) => None,
        Wanted::Of(kind) => Some(kind),
        Wanted::Figure => Some(Type::Number),
    };
    if let Some(expected) = expected {
        builder.take(&mut root, expected);
        builder.to_date(&mut root, expected)?;
        let found = root.kind;
        if found != Some(expected) {
            return Err(Mistake::whole(text, MistakeKind::WrongResult { expected, found }));
        }
    }
    Ok(Built {
        root: root.node,
        kind: root.kind,
        aggregates: builder.aggregates,
        columns: builder.columns,
    })
}

/// Where a part of the expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// All of it is about one row.
    Row,
    /// About many rows, outside of the functions that make one value of them.
    Figure,
    /// Within such a function.
    Inside,
}

/// A part of the tree, with what is known of it.
#[derive(Debug)]
struct Typed {
    node: Node,
    /// None where it can be nothing but no value.
    kind: Option<Type>,
    span: Span,
    /// Whether it holds a quotient that no `round` has rounded.
    quotient: bool,
    /// Whether it is made of cells alone, which may as well be of another type.
    open: bool,
}

impl Typed {
    fn new(node: Node, kind: Type, span: Span) -> Self {
        Self {
            node,
            kind: Some(kind),
            span,
            quotient: false,
            open: false,
        }
    }

    fn is_null(&self) -> bool {
        self.node == Node::Constant(Value::Null)
    }

    fn boxed(self) -> Box<Node> {
        Box::new(self.node)
    }
}

/// The span of all parts.
fn around<'a>(parts: impl IntoIterator<Item = &'a Typed>) -> Span {
    Span::union_iter(parts.into_iter().map(|part| part.span))
}

/// Whether all parts are made of cells, those without a value apart.
fn all_open<'a>(parts: impl Iterator<Item = &'a Typed>) -> bool {
    let mut parts = parts.filter(|part| !part.is_null()).peekable();
    parts.peek().is_some() && parts.all(|part| part.open)
}

struct Builder<'a> {
    text: &'a str,
    scope: &'a Scope,
    level: Level,
    depth: usize,
    aggregates: Vec<Aggregate>,
    columns: BTreeMap<usize, String>,
}

impl Builder<'_> {
    fn mistake(&self, span: Span, kind: MistakeKind) -> Mistake {
        if span == Span::empty() {
            Mistake::whole(self.text, kind)
        } else {
            Mistake::spanned(self.text, span, kind)
        }
    }

    fn expression(&mut self, expression: &Expr) -> Result<Typed, Mistake> {
        if self.depth == MOST_DEPTH {
            return Err(Mistake::whole(self.text, MistakeKind::TooDeep));
        }
        self.depth += 1;
        let built = self.any(expression);
        self.depth -= 1;
        built
    }

    fn any(&mut self, expression: &Expr) -> Result<Typed, Mistake> {
        match expression {
            Expr::Nested(inner) => self.expression(inner),
            Expr::Identifier(name) => self.column(name),
            Expr::CompoundIdentifier(names) => self.period(names),
            Expr::Value(value) => self.literal(&value.value, value.span),
            Expr::TypedString(typed) => self.typed_string(typed),
            Expr::UnaryOp { op, expr } => self.unary(*op, expr),
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right),
            Expr::In {
                expr,
                target,
                negated,
                global: false,
            } => self.is_in(expr, target, *negated),
            Expr::Between {
                expr,
                negated,
                low,
                high,
            } => self.between([&**expr, &**low, &**high], *negated),
            Expr::Like {
                negated,
                any: false,
                expr,
                pattern,
                escape_char,
            } => self.like(expr, pattern, escape_char.as_deref(), *negated),
            Expr::IsNull(operand) => self.is_null(operand, false),
            Expr::IsNotNull(operand) => self.is_null(operand, true),
            Expr::Case {
                operand,
                conditions,
                else_result,
                case_token,
                ..
            } => {
                let span = case_token.0.span;
                self.case(operand.as_deref(), conditions, else_result.as_deref(), span)
            }
            Expr::Function(function) => self.function(function),
            Expr::Extract { field, expr, .. } => self.extract(field, expr),
            other => Err(self.refused(other)),
        }
    }

    /// What nothing above allows. Words that begin what isn't allowed were refused before, so this is seldom.
    fn refused(&self, expression: &Expr) -> Mistake {
        let (what, instead) = match expression {
            Expr::IsTrue(_) | Expr::IsNotFalse(_) => ("is true", "x, not x"),
            Expr::IsFalse(_) | Expr::IsNotTrue(_) => ("is false", "x, not x"),
            Expr::IsDistinctFrom(..) | Expr::IsNotDistinctFrom(..) => ("is distinct from", "x <> y"),
            Expr::Tuple(_) => ("(x, y)", "x = 1 and y = 2"),
            Expr::CompoundFieldAccess { .. } => (".", "\"a.b\""),
            _ => ("", "+ - * / = <> < > and or not in between like case"),
        };
        let what = what.to_owned();
        Mistake::whole(self.text, MistakeKind::Refused { what, instead })
    }

    fn column(&mut self, name: &Ident) -> Result<Typed, Mistake> {
        let Ident { value, span, .. } = name;
        match self.scope.meant(value) {
            Meant::Column(index) => {
                let Some(column) = self.scope.columns().get(index) else {
                    return Err(self.unknown(value, *span));
                };
                if self.level == Level::Figure {
                    return Err(self.mistake(*span, MistakeKind::OutsideAggregate(value.clone())));
                }
                let open = self.scope.is_of_cells();
                let (name, kind) = (column.name.clone(), column.kind);
                let index = if open { self.scope.view(index, kind) } else { index };
                self.columns.insert(index, name);
                let typed = Typed::new(Node::Column(index), kind, *span);
                Ok(Typed { open, ..typed })
            }
            Meant::Several(fields) => {
                let name = value.clone();
                Err(self.mistake(*span, MistakeKind::AmbiguousName { name, fields }))
            }
            Meant::Nothing => Err(self.unknown(value, *span)),
        }
    }

    fn unknown(&self, name: &str, span: Span) -> Mistake {
        let start = super::mistake::byte(self.text, span.start);
        let columns = self.scope.columns().iter();
        self.mistake(
            span,
            MistakeKind::UnknownName {
                name: name.to_owned(),
                nearest: nearest(name, self.scope.names()),
                known: columns.map(|column| column.name.clone()).collect(),
                is_quoted: self.text.get(start..).is_some_and(|rest| rest.starts_with('"')),
            },
        )
    }

    fn period(&self, names: &[Ident]) -> Result<Typed, Mistake> {
        let span = Span::union_iter(names.iter().map(|name| name.span));
        let parts: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        let part = match parts.as_slice() {
            ["period", part] => PeriodPart::ALL
                .into_iter()
                .find(|known| known.name().eq_ignore_ascii_case(part)),
            _ => None,
        };
        let Some(part) = part else {
            let known = PeriodPart::ALL.map(|part| format!("period.{}", part.name()));
            let name = parts.join(".");
            let kind = MistakeKind::UnknownName {
                nearest: nearest(&name, known.iter().map(String::as_str)),
                known: known.into(),
                name,
                is_quoted: false,
            };
            return Err(self.mistake(span, kind));
        };
        let kind = match part {
            PeriodPart::FirstDay | PeriodPart::LastDay => Type::Date,
            PeriodPart::Days => Type::Number,
        };
        Ok(Typed::new(Node::Period(part), kind, span))
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Expr) -> Result<Typed, Mistake> {
        let mut operand = self.expression(operand)?;
        match operator {
            UnaryOperator::Not => {
                self.expect(&mut operand, Type::Bool)?;
                let span = operand.span;
                Ok(Typed::new(Node::Not(operand.boxed()), Type::Bool, span))
            }
            UnaryOperator::Plus => {
                self.expect(&mut operand, Type::Number)?;
                Ok(operand)
            }
            UnaryOperator::Minus => {
                self.expect(&mut operand, Type::Number)?;
                let (span, quotient) = (operand.span, operand.quotient);
                let negated = Typed::new(Node::Negate(operand.boxed()), Type::Number, span);
                Ok(Typed { quotient, ..negated })
            }
            _ => {
                let (found, meant) = (operator.to_string(), None);
                Err(self.mistake(operand.span, MistakeKind::Sign { found, meant }))
            }
        }
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
        span: Span,
    ) -> Result<Typed, Mistake> {
        let mut operand = operand.map(|operand| self.expression(operand)).transpose()?;
        let (mut whens, mut results) = (Vec::new(), Vec::new());
        for CaseWhen { condition, result } in conditions {
            whens.push(self.expression(condition)?);
            results.push(self.expression(result)?);
        }
        match &mut operand {
            Some(operand) => {
                self.no_null(whens.iter())?;
                self.agree(std::iter::once(&mut *operand).chain(&mut whens), Asked::Equal)?;
                self.words(std::iter::once(&*operand).chain(&whens))?;
            }
            None => {
                for when in &mut whens {
                    self.expect(when, Type::Bool)?;
                }
            }
        }
        let mut otherwise = otherwise
            .map(|otherwise| self.expression(otherwise))
            .transpose()?;
        let kind = self.agree(results.iter_mut().chain(&mut otherwise), Asked::Equal)?;
        let quotient = results.iter().chain(&otherwise).any(|result| result.quotient);
        let open = all_open(results.iter().chain(&otherwise));
        let span = around(results.iter().chain(&otherwise)).union(&span);
        let nodes = |parts: Vec<Typed>| parts.into_iter().map(|part| part.node);
        let case = super::tree::Case {
            operand: operand.map(|operand| operand.node),
            branches: nodes(whens).zip(nodes(results)).collect(),
            otherwise: otherwise.map(|otherwise| otherwise.node),
        };
        Ok(Typed {
            node: Node::Case(Box::new(case)),
            kind,
            span,
            quotient,
            open,
        })
    }

    fn extract(&mut self, field: &DateTimeField, operand: &Expr) -> Result<Typed, Mistake> {
        let name = match field {
            DateTimeField::Year => "year",
            DateTimeField::Quarter => "quarter",
            DateTimeField::Month => "month",
            DateTimeField::Week(None) => "week",
            DateTimeField::Day => "day",
            DateTimeField::Hour => "hour",
            other => {
                let what = format!("extract({other} from x)");
                let instead = "year(x), quarter(x), month(x), week(x), day(x), weekday(x), hour(x)";
                return Err(Mistake::whole(self.text, MistakeKind::Refused { what, instead }));
            }
        };
        let operand = self.expression(operand)?;
        let span = operand.span;
        self.call(name, span, vec![operand])
    }
}
