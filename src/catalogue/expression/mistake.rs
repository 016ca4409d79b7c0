//! What can be wrong with an expression: where it stands and what it is.

use super::kind::Type;
use sqlparser::tokenizer::{Location, Span};
use std::ops::Range;

/// A mistake at its place in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Its bytes in the text; empty where something is missing.
    pub span: Range<usize>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub kind: MistakeKind,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// Nothing is there.
    Empty,
    /// More bytes than this.
    TooLong(usize),
    /// More words and signs than this.
    TooManyParts(usize),
    /// Brackets within brackets, too many of them.
    TooDeep,
    /// A bracket or a quotation mark that has no other half.
    Unpaired(char),
    /// A sign that the language hasn't, and the one that was probably meant.
    Sign {
        /// The sign.
        found: String,
        /// The nearest that is allowed.
        meant: Option<&'static str>,
    },
    /// What cannot stand in this place.
    Unexpected(String),
    /// Something is missing at the end.
    EndsEarly,
    /// A name that is none of a field's.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest that is known.
        nearest: Option<String>,
        /// The ids that are known.
        known: Vec<String>,
        /// Whether it stands in double quotes, as other languages write texts.
        is_quoted: bool,
    },
    /// The name of a field that stands in no double quotes and needs them.
    NeedsQuotes(String),
    /// A name of several fields.
    AmbiguousName {
        /// The name.
        name: String,
        /// The ids of the fields.
        fields: Vec<String>,
    },
    /// A function that isn't there.
    UnknownFunction {
        /// Its name.
        name: String,
        /// The nearest that is there.
        nearest: Option<&'static str>,
    },
    /// A part of SQL, or a function of spreadsheets, that isn't allowed.
    Refused {
        /// What it is.
        what: String,
        /// The nearest that is allowed.
        instead: &'static str,
    },
    /// A function with too few or too many values, or in another form than it has.
    Usage {
        /// The function.
        function: String,
        /// How it is written.
        usage: &'static str,
    },
    /// Not a whole number within bounds, written as such.
    NotWhole {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A value of a wrong type.
    WrongType {
        /// What it should be.
        expected: Type,
        /// What it is.
        found: Type,
    },
    /// A text or a condition where something with an order is needed.
    NoOrder(Type),
    /// Two values of different types that should be of one.
    Different(Type, Type),
    /// A date beside a date with a time.
    DateAndMoment,
    /// Computing with dates.
    DateArithmetic,
    /// `1 < x < 5`
    Chained,
    /// `= null`, which is never so.
    EqualsNull,
    /// A text that should be a date.
    NotADate(String),
    /// A text that should be a date with a time.
    NotAMoment(String),
    /// A text that the field never has.
    UnknownWord {
        /// The text.
        word: String,
        /// The nearest that it can have.
        nearest: Option<String>,
        /// All that it can have.
        known: Vec<String>,
    },
    /// A number of more digits than are kept exactly.
    LongNumber,
    /// A pattern that is no text in quotes, or whose escape is wrong.
    BadPattern,
    /// A field outside of the functions that make one value of many rows.
    OutsideAggregate(String),
    /// A function over many rows where there is one row.
    AggregateOfRow(String),
    /// A function over many rows within another one.
    NestedAggregate(String),
    /// A quotient that is added up without having been rounded.
    UnroundedQuotient,
    /// An expression that gives something else than is wanted.
    WrongResult {
        /// What is wanted.
        expected: Type,
        /// What it gives; none for no value at all.
        found: Option<Type>,
    },
}

impl Mistake {
    /// A mistake at those bytes.
    pub(super) fn at(text: &str, span: Range<usize>, kind: MistakeKind) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span,
            kind,
        }
    }

    /// A mistake at a place that the parser gave.
    pub(super) fn spanned(text: &str, span: Span, kind: MistakeKind) -> Self {
        let start = byte(text, span.start);
        let end = byte(text, span.end).max(start);
        Self::at(text, start..end, kind)
    }

    /// A mistake of the text as a whole.
    pub(super) fn whole(text: &str, kind: MistakeKind) -> Self {
        Self::at(text, 0..text.len(), kind)
    }
}

/// The byte at a line and column, which count from 1 in characters.
pub(super) fn byte(text: &str, at: Location) -> usize {
    let mut lines = text.split_inclusive('\n');
    let nth = |one_based: u64| usize::try_from(one_based.saturating_sub(1)).unwrap_or(usize::MAX);
    let before: usize = lines.by_ref().take(nth(at.line)).map(str::len).sum();
    let line = lines.next().unwrap_or("");
    let within = line.char_indices().nth(nth(at.column));
    before + within.map_or(line.len(), |(offset, _)| offset)
}
