//! Tree → text, in one way for every tree: what is printed is parsed to the same tree again.

use super::functions::Aggregation;
use super::tree::{Aggregate, Case, Node};
use super::value::Value;
use super::words::is_sql;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How tightly a node holds together. Where a tighter one is needed it stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Not,
    Test,
    Sum,
    Product,
    Negate,
    Atom,
}

/// Prints nodes of one expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Printer<'a> {
    pub columns: &'a BTreeMap<usize, String>,
    pub aggregates: &'a [Aggregate],
}

impl Printer<'_> {
    pub(super) fn text(&self, node: &Node) -> String {
        let mut text = String::new();
        self.node(&mut text, node);
        text
    }

    pub(super) fn aggregate_text(&self, aggregate: &Aggregate) -> String {
        let mut text = String::new();
        self.aggregate(&mut text, aggregate);
        text
    }

    /// A node, in brackets where it holds less tightly than `least`.
    fn held(&self, text: &mut String, node: &Node, least: Hold) {
        // Joined texts stand in brackets within anything, since systems disagree on how tightly they hold.
        if hold(node) < least || matches!(node, Node::Concat(_)) {
            text.push('(');
            self.node(text, node);
            text.push(')');
        } else {
            self.node(text, node);
        }
    }

    fn joined(&self, text: &mut String, parts: &[Node], between: &str, least: Hold) {
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                text.push_str(between);
            }
            self.held(text, part, least);
        }
    }

    fn node(&self, text: &mut String, node: &Node) {
        match node {
            Node::Constant(value) => constant(text, value),
            Node::Column(index) => {
                text.extend(self.columns.get(index).map(|id| name(id)));
            }
            Node::Period(part) => {
                text.push_str("period.");
                text.push_str(part.name());
            }
            Node::Aggregate(index) => {
                if let Some(aggregate) = self.aggregates.get(*index) {
                    self.aggregate(text, aggregate);
                }
            }
            Node::Not(operand) => {
                text.push_str("not ");
                self.held(text, operand, Hold::Not);
            }
            Node::And(parts) => self.joined(text, parts, " and ", Hold::Not),
            Node::Or(parts) => self.joined(text, parts, " or ", Hold::And),
            Node::Concat(parts) => self.joined(text, parts, " || ", Hold::Atom),
            Node::Sum(parts) => self.signed(text, parts, [" + ", " - "], Hold::Product),
            Node::Product(parts) => self.signed(text, parts, [" * ", " / "], Hold::Negate),
            Node::Negate(operand) => {
                text.push('-');
                self.held(text, operand, Hold::Atom);
            }
            Node::Case(case) => self.case(text, case),
            Node::Call(function, arguments) => {
                text.push_str(function.name());
                self.list(text, arguments);
            }
            Node::Compare(..)
            | Node::In { .. }
            | Node::Between { .. }
            | Node::Like { .. }
            | Node::IsNull { .. } => {
                self.test(text, node);
            }
        }
    }

    fn signed(&self, text: &mut String, parts: &[(bool, Node)], signs: [&str; 2], least: Hold) {
        for (place, (inverse, part)) in parts.iter().enumerate() {
            if place > 0 {
                text.push_str(signs[usize::from(*inverse)]);
            }
            self.held(text, part, least);
        }
    }

    fn list(&self, text: &mut String, parts: &[Node]) {
        text.push('(');
        self.joined(text, parts, ", ", Hold::Or);
        text.push(')');
    }

    fn test(&self, text: &mut String, node: &Node) {
        let not = |negated: &bool| if *negated { " not" } else { "" };
        match node {
            Node::Compare(comparison, sides) => {
                self.held(text, &sides[0], Hold::Sum);
                let _ = write!(text, " {} ", comparison.sign());
                self.held(text, &sides[1], Hold::Sum);
            }
            Node::In {
                operand,
                list,
                negated,
            } => {
                self.held(text, operand, Hold::Sum);
                let _ = write!(text, "{} in ", not(negated));
                self.list(text, list);
            }
            Node::Between { parts, negated } => {
                self.held(text, &parts[0], Hold::Sum);
                let _ = write!(text, "{} between ", not(negated));
                self.held(text, &parts[1], Hold::Sum);
                text.push_str(" and ");
                self.held(text, &parts[2], Hold::Sum);
            }
            Node::Like {
                operand,
                pattern,
                negated,
            } => {
                self.held(text, operand, Hold::Sum);
                let _ = write!(text, "{} like ", not(negated));
                let (pattern, escape) = pattern.written();
                quoted(text, &pattern);
                if let Some(escape) = escape {
                    let _ = write!(text, " escape '{escape}'");
                }
            }
            Node::IsNull { operand, negated } => {
                self.held(text, operand, Hold::Sum);
                text.push_str(if *negated { " is not null" } else { " is null" });
            }
            _ => {}
        }
    }

    fn case(&self, text: &mut String, case: &Case) {
        text.push_str("case");
        if let Some(operand) = &case.operand {
            text.push(' ');
            self.held(text, operand, Hold::Or);
        }
        for (when, then) in &case.branches {
            text.push_str(" when ");
            self.held(text, when, Hold::Or);
            text.push_str(" then ");
            self.held(text, then, Hold::Or);
        }
        if let Some(otherwise) = &case.otherwise {
            text.push_str(" else ");
            self.held(text, otherwise, Hold::Or);
        }
        text.push_str(" end");
    }

    fn aggregate(&self, text: &mut String, aggregate: &Aggregate) {
        text.push_str(aggregate.aggregation.name());
        text.push('(');
        if aggregate.aggregation == Aggregation::CountDistinct {
            text.push_str("distinct ");
        }
        match &aggregate.argument {
            Some(argument) => self.held(text, argument, Hold::Or),
            None => text.push('*'),
        }
        text.push(')');
        if let Some(filter) = &aggregate.filter {
            text.push_str(" filter (where ");
            self.held(text, filter, Hold::Or);
            text.push(')');
        }
    }
}

fn hold(node: &Node) -> Hold {
    match node {
        Node::Or(_) => Hold::Or,
        Node::And(_) => Hold::And,
        Node::Not(_) => Hold::Not,
        Node::Compare(..)
        | Node::In { .. }
        | Node::Between { .. }
        | Node::Like { .. }
        | Node::IsNull { .. } => Hold::Test,
        Node::Sum(_) => Hold::Sum,
        Node::Product(_) => Hold::Product,
        Node::Negate(_) => Hold::Negate,
        _ => Hold::Atom,
    }
}

fn constant(text: &mut String, value: &Value) {
    let _ = match value {
        Value::Null => write!(text, "null"),
        Value::Bool(truth) => write!(text, "{truth}"),
        Value::Number(number) => write!(text, "{}", number.to_shortest_decimal(28)),
        Value::Text(words) => {
            quoted(text, words);
            Ok(())
        }
        Value::Date(day) => write!(text, "date '{}'", day.format("%Y-%m-%d")),
        Value::Moment(moment) => write!(text, "timestamp '{}'", moment.format("%Y-%m-%d %H:%M:%S")),
    };
}

fn quoted(text: &mut String, words: &str) {
    text.push('\'');
    text.push_str(&words.replace('\'', "''"));
    text.push('\'');
}

/// A name, in double quotes where it is a word of SQL or no plain word.
fn name(id: &str) -> String {
    let is_part = |character: char| character == '_' || character.is_alphanumeric();
    let is_plain = id.chars().all(is_part) && !id.starts_with(char::is_numeric) && !id.is_empty();
    let is_keyword = is_sql(&id.to_lowercase());
    if is_plain && !is_keyword {
        id.to_owned()
    } else {
        format!("\"{}\"", id.replace('"', "\"\""))
    }
}
