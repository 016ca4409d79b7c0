//! Any text as an expression: it is parsed or refused at a place within it, printed to the same, and evaluated.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::catalogue::expression::{Column, Expression, Fold, Scope, Surroundings, Type, Value, Wanted};
use repcard::model::{Calendar, Language};
use std::sync::LazyLock;

static SCOPE: LazyLock<Scope> = LazyLock::new(|| {
    Scope::new([
        Column::new("amount", Type::Number).called(["金额"]),
        Column::new("customer", Type::Text).called(["客户名称"]),
        Column::new("status", Type::Text).of_words(["counts", "ignored"]),
        Column::new("date", Type::Date),
        Column::new("received", Type::Moment),
        Column::new("is_new", Type::Bool),
    ])
});

fuzz_target!(|text: &str| {
    let calendar = Calendar::default();
    let around = Surroundings::new("2026-10".parse().expect("a month"), &calendar);
    let day = around_day(9);
    let row = vec![
        Value::from(1250),
        Value::from("华东商贸"),
        Value::Null,
        Value::from(day),
        Value::from(day.and_hms_opt(9, 30, 0)),
        Value::from(true),
    ];
    for wanted in [Wanted::Condition, Wanted::Value, Wanted::Figure] {
        match Expression::parse(text, &SCOPE, wanted) {
            Ok(expression) => {
                let printed = expression.to_string();
                if let Ok(again) = Expression::parse(&printed, &SCOPE, wanted) {
                    assert_eq!(again, expression, "{printed}");
                }
                let value = expression.row(&row, &around);
                assert!(value.kind().is_none_or(|kind| expression.kind() == Some(kind)));
                let mut fold = Fold::new(&expression);
                fold.add(&row, &around);
                fold.add_telling(&row, &around);
                let figure = fold.finish(&around);
                assert_eq!(figure.is_null(), fold.no_value(&around).is_some());
            }
            Err(mistake) => {
                assert!(text.get(mistake.span.clone()).is_some());
                assert!(!mistake.message(Language::Chinese).is_empty());
            }
        }
    }
});

fn around_day(day: u32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 10, day).expect("a day")
}
