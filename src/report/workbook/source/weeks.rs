//! Rows of weeks: how many orders everyone took.

use crate::model::kpi::Unit;
use crate::report::figures::days;
use crate::report::workbook::field::{At, Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;
use crate::report::workbook::wording::week_name;
use rust_decimal::Decimal;

/// The fields of a week.
pub const FIELDS: &[Field] = &[
    Field::new("week", ("周", "Week"), Kind::Word, |content, week, _| {
        Value::text(Some(&week_name(content.weeks[week].number, content.language())))
    })
    .total(Total::Label),
    Field::new("days", ("日期", "Days"), Kind::Word, |content, week, _: At| {
        let week = content.weeks[week];
        Value::text(Some(&days(week.first, week.last, content.language())))
    }),
    Field::new(
        "orders",
        ("订单数", "Orders"),
        Kind::Figure(Unit::Count),
        |content, week, _| {
            let cards = content.appraisal.scorecards.iter();
            let orders: Vec<u32> = cards
                .filter_map(|card| Some(card.weeks.get(week)?.orders))
                .collect();
            let sum = orders.iter().map(|orders| Decimal::from(*orders)).sum();
            Value::decimal((!orders.is_empty()).then_some(sum))
        },
    )
    .total(Total::Sum),
];
