//! The language as a whole: text in, values out.

mod cells;
mod documentation;
mod figures;
mod mistakes;
mod properties;
mod values;

use super::{Column, Expression, Mistake, Scope, Surroundings, Type, Value, Wanted};
use crate::model::{Calendar, Language, Period};
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::LazyLock;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// The columns of a list that has one of each type.
pub(super) static SCOPE: LazyLock<Scope> = LazyLock::new(|| {
    Scope::new([
        Column::new("amount", Type::Number).called(["金额", "订单金额 (CNY)"]),
        Column::new("quantity", Type::Number).called(["数量"]),
        Column::new("customer", Type::Text).called(["客户", "客户名称", "名称"]),
        Column::new("status", Type::Text)
            .called(["状态"])
            .of_words(["counts", "ignored", "returned"]),
        Column::new("date", Type::Date).called(["下单日期", "日期"]),
        Column::new("due", Type::Date).called(["到期日"]),
        Column::new("received", Type::Moment).called(["提出时间"]),
        Column::new("replied", Type::Moment).called(["回复时间"]),
        Column::new("is_new", Type::Bool).called(["是否新客户"]),
        Column::new("product", Type::Text).called(["产品", "名称"]),
        Column::new("order", Type::Text).called(["订单号"]),
    ])
});

pub(super) fn row(changes: &[(&str, Value)]) -> Vec<Value> {
    let mut row = vec![
        Value::from(1200),
        Value::from(3),
        Value::from("华东商贸"),
        Value::from("counts"),
        Value::from(day("2026-10-05")),
        Value::from(day("2026-11-04")),
        Value::from(moment("2026-10-05 09:30")),
        Value::from(moment("2026-10-06 10:15")),
        Value::from(true),
        Value::from("A-100"),
        Value::Null,
    ];
    for (name, value) in changes {
        let at = SCOPE.columns().iter().position(|column| column.name == *name);
        row[at.unwrap()] = value.clone();
    }
    row
}

pub(super) static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::default);

pub(super) fn around() -> Surroundings<'static> {
    let period: Period = "2026-10".parse().unwrap();
    Surroundings::new(period, &CALENDAR)
}

pub(super) fn parse(text: &str, wanted: Wanted) -> Result<Expression, Mistake> {
    Expression::parse(text, &SCOPE, wanted)
}

pub(super) fn sound(text: &str, wanted: Wanted) -> Expression {
    parse(text, wanted).unwrap_or_else(|mistake| panic!("{text}: {}", mistake.message(Language::English)))
}

/// The value of an expression for a row, as text.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Number(number) => number.to_shortest_decimal(10).to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::Date(day) => day.to_string(),
        Value::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Value::Bool(truth) => truth.to_string(),
    }
}
