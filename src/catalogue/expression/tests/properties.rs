//! Laws that hold for any text and any rows.

use super::*;
use crate::catalogue::expression::Fold;
use crate::model::Exact;
use proptest::prelude::*;

/// Texts of the language's own words and signs, in any order, and some of none.
fn soup() -> impl Strategy<Value = String> {
    const WORDS: [&str; 74] = [
        "(",
        ")",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "=",
        "<>",
        "<",
        ">=",
        "||",
        ".",
        "and",
        "or",
        "not",
        "in",
        "between",
        "like",
        "escape",
        "is",
        "null",
        "case",
        "when",
        "then",
        "else",
        "end",
        "true",
        "false",
        "distinct",
        "filter",
        "where",
        "from",
        "extract",
        "year",
        "date",
        "timestamp",
        "period",
        "first_day",
        "days",
        "amount",
        "金额",
        "customer",
        "status",
        "received",
        "is_new",
        "\"order\"",
        "sum",
        "count",
        "avg",
        "min",
        "round",
        "coalesce",
        "abs",
        "substring",
        "days_between",
        "working_days",
        "nullif",
        "1",
        "2.5",
        "0",
        "'counts'",
        "'a%'",
        "'2026-10-01'",
        "''",
        "select",
        "cast",
        "interval",
        "array",
        "::",
        "，",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40).prop_map(|words| words.join(" "))
}

fn number(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("amount".to_owned()),
        Just("quantity".to_owned()),
        Just("period.days".to_owned()),
        Just("working_days()".to_owned()),
        Just("null".to_owned()),
        (0..40_i32).prop_map(|number| number.to_string()),
        (0..400_i32).prop_map(|number| format!("{}.{:02}", number / 100, number % 100)),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = || number(depth - 1);
    prop_oneof![
        leaf,
        (inner(), prop::sample::select(&["+", "-", "*", "/"][..]), inner())
            .prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        inner().prop_map(|inner| format!("({inner})")),
        inner().prop_map(|inner| format!("- {inner}")),
        (inner(), 0..4).prop_map(|(inner, places)| format!("round({inner}, {places})")),
        prop::sample::select(&["abs", "floor", "ceil"][..])
            .prop_flat_map(move |name| number(depth - 1).prop_map(move |inner| format!("{name}({inner})"))),
        (
            prop::sample::select(&["coalesce", "nullif", "least", "greatest"][..]),
            inner(),
            inner()
        )
            .prop_map(|(name, one, other)| format!("{name}({one}, {other})")),
        (condition(depth - 1), inner(), inner())
            .prop_map(|(when, then, other)| format!("case when {when} then {then} else {other} end")),
        (inner(), inner(), inner())
            .prop_map(|(of, when, then)| format!("case {of} when {when} + 0 then {then} end")),
        day_text().prop_map(|day| format!("days_between({day}, date)")),
        prop::sample::select(&["year", "quarter", "month", "week", "day", "weekday"][..])
            .prop_flat_map(|name| day_text().prop_map(move |day| format!("{name}({day})"))),
        text().prop_map(|text| format!("length({text})")),
        Just("hours_between(received, replied)".to_owned()),
    ]
    .boxed()
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "customer",
            "product",
            "\"order\"",
            "'it''s'",
            "lower(customer)",
            "substring(product, 2, 2)",
            "'a' || customer",
            "(product || '%_')",
        ][..],
    )
    .prop_map(str::to_owned)
}

fn day_text() -> impl Strategy<Value = String> {
    prop::sample::select(
        &[
            "date",
            "due",
            "period.first_day",
            "period.last_day",
            "date '2026-02-28'",
            "date(received)",
            "least(date, due)",
        ][..],
    )
    .prop_map(str::to_owned)
}

fn condition(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("is_new".to_owned()),
        Just("true".to_owned()),
        Just("status = 'counts'".to_owned()),
        (text(), prop::sample::select(&["%a%", "_", "a!%", ""][..]))
            .prop_map(|(text, pattern)| format!("{text} not like '{pattern}' escape '!'")),
        (text(), text()).prop_map(|(one, other)| format!("{one} <> {other}")),
        (day_text(), day_text(), day_text())
            .prop_map(|(of, low, high)| format!("{of} between {low} and {high}")),
        text().prop_map(|text| format!("{text} is null")),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = || condition(depth - 1);
    prop_oneof![
        leaf,
        (inner(), prop::sample::select(&["and", "or"][..]), inner())
            .prop_map(|(left, word, right)| format!("{left} {word} {right}")),
        inner().prop_map(|inner| format!("({inner})")),
        inner().prop_map(|inner| format!("not {inner}")),
        inner().prop_map(|inner| format!("({inner}) is not null")),
        (
            number(depth - 1),
            prop::sample::select(&["=", "<>", "<", "<=", ">", ">="][..]),
            number(depth - 1)
        )
            .prop_map(|(left, sign, right)| format!("{left} + 0 {sign} {right} + 0")),
        (number(depth - 1), number(depth - 1))
            .prop_map(|(of, item)| format!("{of} + 0 not in (1, {item} * 1)")),
    ]
    .boxed()
}

fn figure() -> impl Strategy<Value = String> {
    let aggregate = prop_oneof![
        Just("count(*)".to_owned()),
        text().prop_map(|text| format!("count(distinct {text})")),
        (
            prop::sample::select(&["sum", "avg", "min", "max", "count"][..]),
            number(2),
            condition(1)
        )
            .prop_map(|(name, number, filter)| format!("{name}(round({number}, 2)) filter (where {filter})")),
    ];
    let signs = prop::sample::select(&["+", "-", "*", "/"][..]);
    (prop::collection::vec((aggregate, signs), 1..4)).prop_map(|parts| {
        let texts = parts.into_iter().map(|(part, sign)| format!("{part} {sign} "));
        texts.collect::<String>() + "2"
    })
}

fn any_row() -> impl Strategy<Value = Vec<Value>> {
    let amount = prop::option::of((-2000..2000_i64, 0..3_u32));
    let texts = prop::sample::select(&["", "a", "A-100", "50%", "华东", "it's"][..]);
    let days = prop::option::of(0..80_u64);
    (
        amount,
        prop::option::of(-3..4_i64),
        prop::option::of(texts.clone()),
        texts,
        days,
        any::<Option<bool>>(),
    )
        .prop_map(|(amount, quantity, customer, product, days, is_new)| {
            let day = days.map(|days| day("2026-09-01") + chrono::Days::new(days));
            row(&[
                (
                    "amount",
                    Value::from(amount.map(|(units, scale)| rust_decimal::Decimal::new(units, scale))),
                ),
                ("quantity", Value::from(quantity)),
                ("customer", Value::from(customer)),
                ("product", Value::from(product)),
                ("date", Value::from(day)),
                ("is_new", Value::from(is_new)),
            ])
        })
}

/// Evaluates, prints and parses again.
fn round_trip(text: &str, wanted: Wanted) -> Option<Expression> {
    let expression = parse(text, wanted).ok()?;
    let printed = expression.to_string();
    match parse(&printed, wanted) {
        Ok(again) => {
            assert_eq!(again, expression, "{text} → {printed}");
            assert_eq!(again.to_string(), printed);
        }
        // What is printed has brackets that the text had no need of.
        Err(mistake) => assert!(
            matches!(
                mistake.kind,
                super::super::MistakeKind::TooDeep | super::super::MistakeKind::TooManyParts(_)
            ),
            "{text} → {printed}: {mistake:?}"
        ),
    }
    Some(expression)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_an_expression_or_a_mistake_within_it(text in prop_oneof![soup(), any::<String>()], row in any_row()) {
        for wanted in [Wanted::Condition, Wanted::Value, Wanted::Figure] {
            match parse(&text, wanted) {
                Ok(_) => {
                    let expression = round_trip(&text, wanted).unwrap();
                    let value = expression.row(&row, &around());
                    prop_assert!(value.kind().is_none_or(|kind| expression.kind() == Some(kind)));
                }
                Err(mistake) => {
                    prop_assert!(text.get(mistake.span.clone()).is_some(), "{:?}", mistake);
                    for language in [Language::Chinese, Language::English] {
                        prop_assert!(!mistake.message(language).is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_sound_prints_and_evaluates(text in prop_oneof![number(3), condition(3)], row in any_row()) {
        let expression = round_trip(&text, Wanted::Value);
        let Some(expression) = expression else {
            let mistake = parse(&text, Wanted::Value).unwrap_err();
            return Err(TestCaseError::fail(format!("{text}: {}", mistake.message(Language::English))));
        };
        let value = expression.row(&row, &around());
        prop_assert!(value.kind().is_none_or(|kind| expression.kind() == Some(kind)), "{} is {:?}", text, value);
    }

    #[test]
    fn folds_of_parts_are_the_fold_of_all(text in figure(), rows in prop::collection::vec(any_row(), 0..12), cut in 0..12_usize) {
        let expression = round_trip(&text, Wanted::Figure);
        let Some(expression) = expression else {
            let mistake = parse(&text, Wanted::Figure).unwrap_err();
            return Err(TestCaseError::fail(format!("{text}: {}", mistake.message(Language::English))));
        };
        let add_all = |rows: &[Vec<Value>]| {
            let mut fold = Fold::new(&expression);
            for row in rows {
                fold.add(row, &around());
            }
            fold
        };
        let whole = add_all(&rows);
        let (first, second) = rows.split_at(cut.min(rows.len()));
        let mut merged = add_all(second);
        merged.merge(add_all(first));
        prop_assert_eq!(whole.parts(), merged.parts());
        let figure = whole.finish(&around());
        prop_assert_eq!(&figure, &merged.finish(&around()));
        prop_assert_eq!(figure.is_null(), whole.no_value(&around()).is_some());
    }

    #[test]
    fn what_rows_contribute_adds_up(
        text in prop_oneof![
            number(2).prop_map(|number| format!("sum(round({number}, 2))")),
            (text(), condition(1)).prop_map(|(text, filter)| format!("count(distinct {text}) filter (where {filter})")),
            condition(2).prop_map(|condition| format!("count({condition})")),
        ],
        rows in prop::collection::vec(any_row(), 0..12),
    ) {
        let expression = sound(&text, Wanted::Figure);
        prop_assert!(expression.is_plain());
        let mut fold = Fold::new(&expression);
        let told: Vec<_> = rows.iter().flat_map(|row| fold.add_telling(row, &around())).collect();
        let sum: Exact = told.iter().map(super::super::Contribution::amount).sum();
        match fold.finish(&around()) {
            Value::Null => prop_assert!(sum.is_zero()),
            figure => prop_assert_eq!(figure, Value::Number(sum)),
        }
    }
}
