//! The functions that expressions can call, what each takes and gives.

use super::kind::Type;

/// A function of the values of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Abs,
    Round,
    Floor,
    Ceil,
    Least,
    Greatest,
    Coalesce,
    NullIf,
    Lower,
    Upper,
    Trim,
    Length,
    Substring,
    SplitPart,
    Replace,
    Date,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Weekday,
    Hour,
    DaysBetween,
    HoursBetween,
    WorkingDays,
}

/// What a function takes in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// A value of that type.
    A(Type),
    /// A date, with a time or without.
    Day,
    /// Any value, of one type with all others of the kind.
    Same,
    /// The same, of a type that has an order.
    Ordered,
    /// A whole number, written as such, from the first to the second.
    Whole(i64, i64),
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A value of that type.
    A(Type),
    /// What it takes.
    Same,
}

/// How many arguments a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// As many as are listed.
    All,
    /// The last of those listed may be missing.
    OrOneLess,
    /// As many as are listed, or none.
    OrNone,
    /// Two or more like the first.
    Many,
}

pub(super) struct Signature {
    pub function: Function,
    pub name: &'static str,
    /// How it is written, for messages.
    pub usage: &'static str,
    pub takes: &'static [Takes],
    pub count: Count,
    pub gives: Gives,
}

const NUMBER: Takes = Takes::A(Type::Number);
const TEXT: Takes = Takes::A(Type::Text);
const DATE: Takes = Takes::A(Type::Date);
const MOMENT: Takes = Takes::A(Type::Moment);
const A_NUMBER: Gives = Gives::A(Type::Number);
const A_TEXT: Gives = Gives::A(Type::Text);

/// The most decimals that a number can be rounded to.
const MOST_DECIMALS: i64 = 12;
/// The furthest character that a part of a text can begin at.
const MOST_CHARACTERS: i64 = 32_767;
const FROM: Takes = Takes::Whole(1, MOST_CHARACTERS);
const FOR: Takes = Takes::Whole(0, MOST_CHARACTERS);

use Count::{All, Many, OrNone, OrOneLess};

#[rustfmt::skip]
pub(super) const FUNCTIONS: [Signature; 26] = [
    signature(Function::Abs, "abs", "abs(x)", &[NUMBER], All, A_NUMBER),
    signature(Function::Round, "round", "round(x, 2)", &[NUMBER, Takes::Whole(0, MOST_DECIMALS)], OrOneLess, A_NUMBER),
    signature(Function::Floor, "floor", "floor(x)", &[NUMBER], All, A_NUMBER),
    signature(Function::Ceil, "ceil", "ceil(x)", &[NUMBER], All, A_NUMBER),
    signature(Function::Least, "least", "least(x, y)", &[Takes::Ordered], Many, Gives::Same),
    signature(Function::Greatest, "greatest", "greatest(x, y)", &[Takes::Ordered], Many, Gives::Same),
    signature(Function::Coalesce, "coalesce", "coalesce(x, 0)", &[Takes::Same], Many, Gives::Same),
    signature(Function::NullIf, "nullif", "nullif(x, 0)", &[Takes::Same, Takes::Same], All, Gives::Same),
    signature(Function::Lower, "lower", "lower(text)", &[TEXT], All, A_TEXT),
    signature(Function::Upper, "upper", "upper(text)", &[TEXT], All, A_TEXT),
    signature(Function::Trim, "trim", "trim(text)", &[TEXT], All, A_TEXT),
    signature(Function::Length, "length", "length(text)", &[TEXT], All, A_NUMBER),
    signature(Function::Substring, "substring", "substring(text, 1, 2)", &[TEXT, FROM, FOR], OrOneLess, A_TEXT),
    signature(Function::SplitPart, "split_part", "split_part(text, '_', 2)", &[TEXT, TEXT, FROM], All, A_TEXT),
    signature(Function::Replace, "replace", "replace(text, 'a', 'b')", &[TEXT, TEXT, TEXT], All, A_TEXT),
    signature(Function::Date, "date", "date(moment)", &[Takes::Day], All, Gives::A(Type::Date)),
    signature(Function::Year, "year", "year(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Quarter, "quarter", "quarter(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Month, "month", "month(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Week, "week", "week(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Day, "day", "day(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Weekday, "weekday", "weekday(date)", &[Takes::Day], All, A_NUMBER),
    signature(Function::Hour, "hour", "hour(moment)", &[MOMENT], All, A_NUMBER),
    signature(Function::DaysBetween, "days_between", "days_between(from, to)", &[DATE, DATE], All, A_NUMBER),
    signature(Function::HoursBetween, "hours_between", "hours_between(from, to)", &[Takes::Day, Takes::Day], All, A_NUMBER),
    signature(Function::WorkingDays, "working_days", "working_days(), working_days(from, to)", &[DATE, DATE], OrNone, A_NUMBER),
];

const fn signature(
    function: Function,
    name: &'static str,
    usage: &'static str,
    takes: &'static [Takes],
    count: Count,
    gives: Gives,
) -> Signature {
    Signature {
        function,
        name,
        usage,
        takes,
        count,
        gives,
    }
}

impl Signature {
    pub(super) fn of(name: &str) -> Option<&'static Self> {
        FUNCTIONS.iter().find(|signature| signature.name == name)
    }

    /// Whether it can be called with so many arguments.
    pub(super) fn allows(&self, arguments: usize) -> bool {
        let listed = self.takes.len();
        match self.count {
            All => arguments == listed,
            OrOneLess => arguments == listed || arguments + 1 == listed,
            OrNone => arguments == listed || arguments == 0,
            Many => arguments >= 2,
        }
    }

    /// What it takes in a place.
    pub(super) fn takes(&self, place: usize) -> Takes {
        let last = self.takes.last().copied().unwrap_or(Takes::Same);
        self.takes.get(place).copied().unwrap_or(last)
    }
}

impl Function {
    pub(super) fn name(self) -> &'static str {
        let signature = FUNCTIONS.iter().find(|signature| signature.function == self);
        signature.map_or("", |signature| signature.name)
    }
}

/// How values of many rows become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// `count(*)`, `count(x)`: how many rows there are, or how many have the value.
    Count,
    /// `count(distinct x)`: how many different values there are.
    CountDistinct,
    /// `sum(x)`
    Sum,
    /// `avg(x)`
    Avg,
    /// `min(x)`
    Min,
    /// `max(x)`
    Max,
}

impl Aggregation {
    /// Those with a name of their own.
    pub(super) const ALL: [Self; 5] = [Self::Count, Self::Sum, Self::Avg, Self::Min, Self::Max];

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|aggregation| aggregation.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Count | Self::CountDistinct => "count",
            Self::Sum => "sum",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
        }
    }

    /// How it is written, for messages.
    pub(super) fn usage(self) -> &'static str {
        match self {
            Self::Count | Self::CountDistinct => "count(*), count(x), count(distinct x)",
            Self::Sum => "sum(x)",
            Self::Avg => "avg(x)",
            Self::Min => "min(x)",
            Self::Max => "max(x)",
        }
    }
}
