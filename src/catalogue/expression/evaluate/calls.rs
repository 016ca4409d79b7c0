//! What functions give.

use super::{Context, LONGEST_TEXT};
use crate::catalogue::expression::functions::Function;
use crate::catalogue::expression::surroundings::Row;
use crate::catalogue::expression::tree::Node;
use crate::catalogue::expression::value::Value;
use crate::model::Exact;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_decimal::prelude::ToPrimitive;
use std::num::NonZeroU32;

const SECONDS_OF_AN_HOUR: NonZeroU32 = NonZeroU32::new(3600).expect("3600 is not 0");

impl<R: Row + ?Sized> Context<'_, R> {
    pub(super) fn call(&self, function: Function, arguments: &[Node]) -> Value {
        match function {
            Function::Coalesce => return self.coalesce(arguments),
            Function::WorkingDays if arguments.is_empty() => {
                return Value::from(i64::from(self.around.working_days));
            }
            _ => {}
        }
        let values: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
        if function == Function::NullIf {
            return match values.as_slice() {
                [first, second] if first == second => Value::Null,
                [first, ..] => first.clone(),
                [] => Value::Null,
            };
        }
        if values.iter().any(Value::is_null) {
            return Value::Null;
        }
        match (function, values.as_slice()) {
            (Function::Least, values) => values.iter().min().cloned().unwrap_or(Value::Null),
            (Function::Greatest, values) => values.iter().max().cloned().unwrap_or(Value::Null),
            (_, [Value::Number(number), rest @ ..]) => of_number(function, number, rest),
            (_, [Value::Text(text), rest @ ..]) => of_text(function, text, rest),
            (_, [first]) => of_day(function, first),
            (_, [from, to]) => self.of_days(function, from, to),
            _ => Value::Null,
        }
    }

    fn coalesce(&self, arguments: &[Node]) -> Value {
        let mut values = arguments.iter().map(|argument| self.value(argument));
        values.find(|value| !value.is_null()).unwrap_or(Value::Null)
    }

    fn of_days(&self, function: Function, from: &Value, to: &Value) -> Value {
        match (function, from, to) {
            (Function::DaysBetween, Value::Date(from), Value::Date(to)) => {
                Value::from((*to - *from).num_days())
            }
            (Function::WorkingDays, Value::Date(from), Value::Date(to)) => {
                Value::from(i64::from(self.around.calendar.working_days(*from, *to)))
            }
            (Function::HoursBetween, from, to) => match (moment(from), moment(to)) {
                (Some(from), Some(to)) => {
                    let seconds = Exact::from((to - from).num_seconds());
                    Value::Number(&seconds / SECONDS_OF_AN_HOUR)
                }
                _ => Value::Null,
            },
            _ => Value::Null,
        }
    }
}

fn of_number(function: Function, number: &Exact, rest: &[Value]) -> Value {
    Value::Number(match function {
        Function::Abs if number.is_positive() => number.clone(),
        Function::Abs => -number.clone(),
        Function::Round => {
            let places = rest.first().and_then(whole).unwrap_or(0);
            number.round(u32::try_from(places).unwrap_or(0))
        }
        Function::Floor => number.floor(),
        Function::Ceil => -(-number.clone()).floor(),
        _ => return Value::Null,
    })
}

fn of_text(function: Function, text: &str, rest: &[Value]) -> Value {
    match function {
        Function::Lower => Value::from(text.to_lowercase().as_str()),
        Function::Upper => Value::from(text.to_uppercase().as_str()),
        Function::Trim => Value::from(text.trim()),
        Function::Length => Value::from(i64::try_from(text.chars().count()).ok()),
        Function::Substring => {
            let from = rest.first().and_then(whole).unwrap_or(1).saturating_sub(1);
            let length = rest.get(1).and_then(whole).unwrap_or(usize::MAX);
            let part: String = text.chars().skip(from).take(length).collect();
            Value::from(part.as_str())
        }
        Function::SplitPart => {
            let place = rest.get(1).and_then(whole).unwrap_or(1).saturating_sub(1);
            let part = match rest.first() {
                Some(Value::Text(mark)) if mark.is_empty() => (place == 0).then_some(text),
                Some(Value::Text(mark)) => text.split(mark.as_str()).nth(place),
                _ => None,
            };
            Value::from(part.unwrap_or_default())
        }
        Function::Replace => match rest {
            [Value::Text(from), Value::Text(to)] => replaced(text, from, to),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

/// A text with every occurrence of another one replaced; no value where it would grow beyond what a cell holds.
fn replaced(text: &str, from: &str, to: &str) -> Value {
    if from.is_empty() {
        return Value::from(text);
    }
    let times = text.matches(from).count();
    let grows = to.len().saturating_sub(from.len()).saturating_mul(times);
    if text.len().saturating_add(grows) > LONGEST_TEXT {
        return Value::Null;
    }
    Value::from(text.replace(from, to).as_str())
}

fn of_day(function: Function, value: &Value) -> Value {
    let Some(moment) = moment(value) else {
        return Value::Null;
    };
    let day = moment.date();
    let part = match function {
        Function::Date => return Value::Date(day),
        Function::Year => return Value::from(i64::from(day.year())),
        Function::Quarter => day.month().div_ceil(3),
        Function::Month => day.month(),
        Function::Week => day.iso_week().week(),
        Function::Day => day.day(),
        Function::Weekday => day.weekday().number_from_monday(),
        Function::Hour => moment.hour(),
        _ => return Value::Null,
    };
    Value::from(i64::from(part))
}

/// A date is the first moment of its day.
fn moment(value: &Value) -> Option<NaiveDateTime> {
    match value {
        Value::Date(day) => Some(start(*day)),
        Value::Moment(moment) => Some(*moment),
        _ => None,
    }
}

fn start(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

fn whole(value: &Value) -> Option<usize> {
    value.number()?.to_decimal(0).to_usize()
}
