//! Figures of many rows.

use super::*;
use crate::catalogue::expression::{Contribution, Fold, NoValue};
use crate::model::Exact;

/// Five rows: three count, one is a return, one has no amount.
fn rows() -> Vec<Vec<Value>> {
    let of = |amount: Option<i64>, customer: &str, status: &str, date: &str| {
        row(&[
            ("amount", Value::from(amount)),
            ("customer", Value::from(customer)),
            ("status", Value::from(status)),
            ("date", Value::from(day(date))),
        ])
    };
    vec![
        of(Some(100), "a", "counts", "2026-10-08"),
        of(Some(250), "b", "counts", "2026-10-09"),
        of(Some(50), "a", "counts", "2026-10-12"),
        of(Some(-30), "c", "returned", "2026-10-13"),
        of(None, "d", "ignored", "2026-10-14"),
    ]
}

fn fold_of<'e>(expression: &'e Expression, rows: &[Vec<Value>]) -> Fold<'e> {
    let mut fold = Fold::new(expression);
    for row in rows {
        fold.add(row, &around());
    }
    fold
}

#[test]
fn rows_become_one_number() {
    for (text, of_rows, of_none) in [
        ("count(*)", "5", "0"),
        ("count(amount)", "4", "0"),
        ("count(distinct customer)", "4", "0"),
        ("count(distinct 客户) filter (where amount > 0)", "2", "0"),
        ("sum(amount)", "370", "null"),
        ("coalesce(sum(amount), 0)", "370", "0"),
        ("sum(amount) filter (where status = 'returned')", "-30", "null"),
        ("avg(amount)", "92.5", "null"),
        ("min(amount)", "-30", "null"),
        ("max(amount)", "250", "null"),
        ("days_between(min(date), max(date))", "6", "null"),
        ("sum(amount) / count(distinct date)", "74", "null"),
        ("sum(amount) / sum(quantity)", "24.6666666667", "null"),
        ("count(*) * 5 / working_days()", "1.3888888889", "0"),
        ("round(count(*) * 5 / working_days(), 2)", "1.39", "0"),
        (
            "sum(case when status = 'returned' then 0 else amount end)",
            "400",
            "null",
        ),
        (
            "greatest(0, least(1, (100 + coalesce(sum(amount), 0)) / 1000))",
            "0.47",
            "0.1",
        ),
        ("sum(round(amount / quantity, 2))", "123.33", "null"),
        ("sum(amount / 3)", "123.3333333333", "null"),
        ("avg(hours_between(received, replied))", "24.75", "null"),
        (
            "count(*) filter (where hours_between(received, replied) <= 24) / count(*)",
            "0",
            "null",
        ),
    ] {
        let expression = sound(text, Wanted::Figure);
        assert_eq!(
            shown(&fold_of(&expression, &rows()).finish(&around())),
            of_rows,
            "{text}"
        );
        assert_eq!(
            shown(&Fold::new(&expression).finish(&around())),
            of_none,
            "{text} of nothing"
        );
    }
}

#[test]
fn each_row_tells_what_it_contributed() {
    let expression = sound("sum(amount) filter (where status <> 'returned')", Wanted::Figure);
    assert!(expression.is_plain());
    let mut fold = Fold::new(&expression);
    let told: Vec<Contribution> = rows()
        .iter()
        .flat_map(|row| fold.add_telling(row, &around()))
        .collect();
    let added = |number: i64| Contribution::Added(Exact::from(number));
    assert_eq!(
        told,
        [
            added(100),
            added(250),
            added(50),
            Contribution::LeftOut("status <> 'returned'".into()),
            Contribution::NoValue
        ]
    );
    let sum: Exact = told.iter().map(Contribution::amount).sum();
    assert_eq!(fold.finish(&around()), Value::Number(sum));
}

#[test]
fn the_first_of_a_kind_is_the_one_that_counts() {
    let expression = sound("count(distinct customer)", Wanted::Figure);
    let mut fold = Fold::new(&expression);
    let told: Vec<Contribution> = rows()
        .iter()
        .flat_map(|row| fold.add_telling(row, &around()))
        .collect();
    assert_eq!(told[0], Contribution::Counted(Some(Value::from("a"))));
    assert_eq!(told[2], Contribution::Repeated(Value::from("a")));
    let sum: Exact = told.iter().map(Contribution::amount).sum();
    assert_eq!(fold.finish(&around()), Value::Number(sum));
}

#[test]
fn a_rate_has_parts() {
    let expression = sound("sum(amount) / sum(quantity) + sum(amount)", Wanted::Figure);
    assert!(!expression.is_plain());
    assert_eq!(
        expression.parts().collect::<Vec<_>>(),
        ["sum(amount)", "sum(quantity)"]
    );
    let fold = fold_of(&expression, &rows());
    assert_eq!(fold.parts(), [Value::from(370), Value::from(15)]);
}

#[test]
fn a_figure_without_a_value_says_why() {
    let because = |text: &str, rows: &[Vec<Value>]| {
        let expression = sound(text, Wanted::Figure);
        fold_of(&expression, rows).no_value(&around())
    };
    assert_eq!(because("sum(amount)", &rows()), None);
    assert_eq!(
        because("sum(amount) / sum(quantity)", &[]),
        Some(NoValue::NoRows("sum(amount)".into()))
    );
    assert_eq!(
        because("1 - sum(amount) / (count(*) - 5)", &rows()),
        Some(NoValue::DividedByZero("count(*) - 5".into()))
    );
    assert_eq!(
        because("nullif(count(*), 5)", &rows()),
        Some(NoValue::Computed("nullif(count(*), 5)".into()))
    );
    let why = NoValue::DividedByZero("count(*)".into());
    assert_eq!(why.message(Language::Chinese), "除数 count(*) 为 0");
}

#[test]
fn distinct_numbers_are_compared_by_value() {
    let expression = sound("count(distinct amount)", Wanted::Figure);
    let decimal = |text: &str| {
        row(&[(
            "amount",
            Value::from(text.parse::<rust_decimal::Decimal>().unwrap()),
        )])
    };
    let fold = fold_of(&expression, &[decimal("1.50"), decimal("1.5"), decimal("2")]);
    assert_eq!(shown(&fold.finish(&around())), "2");
}
