//! Values of one row.

use super::*;

#[track_caller]
fn case(text: &str, expected: &str) {
    let value = sound(text, Wanted::Value).row(&row(&[]), &around());
    assert_eq!(shown(&value), expected, "{text}");
}

#[test]
fn numbers_are_exact() {
    for (text, expected) in [
        ("1 + 2 * 3 - 4 / 2", "5"),
        ("(1 + 2) * 3", "9"),
        ("-amount / 7 * 7", "-1200"),
        ("0.1 + 0.2", "0.3"),
        ("5 / 2", "2.5"),
        ("amount / 0", "null"),
        ("amount / (quantity - 3)", "null"),
        ("1 / 3", "0.3333333333"),
        ("round(2.345, 2)", "2.35"),
        ("round(-2.5)", "-3"),
        ("round(amount / 7, 2)", "171.43"),
        ("floor(-1.5)", "-2"),
        ("ceil(-1.5)", "-1"),
        ("ceil(1.2)", "2"),
        ("abs(-3) + abs(3)", "6"),
        ("least(3, amount, 7)", "3"),
        ("greatest(3, amount)", "1200"),
        ("greatest(3, null)", "null"),
        ("- - 3", "3"),
        ("+3", "3"),
        ("8 - 3 - 2", "3"),
        ("8 - (3 - 2)", "7"),
        ("8 / 4 / 2", "1"),
        ("8 / (4 / 2)", "4"),
    ] {
        case(text, expected);
    }
}

#[test]
fn no_value_is_neither_true_nor_false() {
    for (text, expected) in [
        ("\"order\" = 'x'", "null"),
        ("\"order\" is null", "true"),
        ("\"order\" is not null", "false"),
        ("\"order\" = 'x' and false", "false"),
        ("\"order\" = 'x' and true", "null"),
        ("\"order\" = 'x' or true", "true"),
        ("\"order\" = 'x' or false", "null"),
        ("not \"order\" = 'x'", "null"),
        ("\"order\" in ('x', 'y')", "null"),
        ("customer in ('x', \"order\")", "null"),
        ("customer in ('华东商贸', \"order\")", "true"),
        ("customer not in ('x', \"order\")", "null"),
        ("amount between 5000 and nullif(1, 1)", "false"),
        ("amount between 5 and nullif(1, 1)", "null"),
        ("\"order\" like '%'", "null"),
        ("coalesce(\"order\", customer)", "'华东商贸'"),
        ("coalesce(\"order\", null)", "null"),
        ("nullif(quantity, 3)", "null"),
        ("nullif(quantity, 4)", "3"),
        ("case when \"order\" = 'x' then 1 end", "null"),
        ("case when \"order\" = 'x' then 1 else 2 end", "2"),
        ("case \"order\" when 'x' then 1 else 2 end", "2"),
        ("null", "null"),
        ("null + 1", "null"),
    ] {
        case(text, expected);
    }
}

#[test]
fn texts_compare_as_they_stand() {
    for (text, expected) in [
        ("customer = '华东商贸'", "true"),
        ("客户名称 <> '华东商贸'", "false"),
        ("\"客户\" in ('a', '华东商贸')", "true"),
        ("customer like '华东%'", "true"),
        ("customer like '%商贸'", "true"),
        ("customer like '__商_'", "true"),
        ("customer like '_'", "false"),
        ("product like 'A\\_%' escape '\\'", "false"),
        ("product not like 'a%'", "true"),
        ("'50%' like '50!%' escape '!'", "true"),
        ("'505' like '50!%' escape '!'", "false"),
        ("lower(product) || upper('b') || trim('  c ')", "'a-100Bc'"),
        ("'a' || null", "null"),
        ("length(customer)", "4"),
        ("substring(customer, 3)", "'商贸'"),
        ("substring(customer, 2, 2)", "'东商'"),
        ("substring(customer, 9, 2)", "''"),
        ("split_part('a_b__d', '_', 2)", "'b'"),
        ("split_part('a_b__d', '_', 3)", "''"),
        ("split_part('a_b__d', '_', 9)", "''"),
        ("split_part('a', '', 1)", "'a'"),
        ("split_part('华东·商贸', '·', 2)", "'商贸'"),
        ("replace('a-b-c', '-', '')", "'abc'"),
        ("replace('abc', '', 'x')", "'abc'"),
        ("replace(order, 'a', 'b')", "null"),
        ("'it''s'", "'it's'"),
        ("status = 'counts'", "true"),
        ("is_new", "true"),
        ("is_new = false", "false"),
        ("not 是否新客户", "false"),
    ] {
        case(text, expected);
    }
}

#[test]
fn dates_and_moments() {
    for (text, expected) in [
        ("date >= date '2026-10-01' and date < '2026-11-01'", "true"),
        ("date between period.first_day and period.last_day", "true"),
        ("date in ('2026-10-05', '2026-10-06')", "true"),
        ("due > period.last_day", "true"),
        ("period.days", "31"),
        ("days_between(date, due)", "30"),
        ("days_between(due, date)", "-30"),
        ("hours_between(received, replied)", "24.75"),
        ("hours_between(date, received)", "9.5"),
        ("hours_between(received, replied) <= 24", "false"),
        ("received < '2026-10-05 10:00'", "true"),
        ("received = timestamp '2026-10-05 09:30:00'", "true"),
        ("date(received) = date", "true"),
        ("date(received)", "2026-10-05"),
        (
            "extract(year from date) * 100 + extract(month from date)",
            "202610",
        ),
        ("extract(hour from received)", "9"),
        ("extract(week from date)", "41"),
        ("year(date) + quarter(date) + day(date)", "2035"),
        ("weekday(date)", "1"),
        ("month('2026-02-03')", "2"),
        ("working_days()", "18"),
        ("working_days(date, due)", "21"),
        ("working_days(due, date)", "0"),
        ("coalesce(null, date, '2026-01-01')", "2026-10-05"),
        ("least(date, due)", "2026-10-05"),
        ("case when is_new then date else '2026-01-01' end", "2026-10-05"),
        (
            "case status when 'counts' then 1 when 'returned' then -1 else 0 end",
            "1",
        ),
    ] {
        case(text, expected);
    }
}

#[test]
fn working_days_are_those_of_who_was_employed() {
    let expression = sound("working_days()", Wanted::Value);
    let worked = |first: Option<&str>, last: Option<&str>| {
        let around = around().employed(first.map(day), last.map(day));
        shown(&expression.row(&row(&[]), &around))
    };
    assert_eq!(worked(None, None), "18");
    assert_eq!(worked(Some("2026-10-26"), None), "5");
    assert_eq!(worked(Some("2020-01-01"), Some("2026-10-08")), "1");
    assert_eq!(worked(Some("2026-11-01"), None), "0");
}

#[test]
fn names_are_found_by_id_header_and_quotes() {
    for text in [
        "amount",
        "金额",
        "AMOUNT",
        "\"amount\"",
        "\"金额\"",
        "\"订单金额 (CNY)\"",
        "\"订单金额（CNY）\"",
    ] {
        assert_eq!(
            sound(text, Wanted::Of(Type::Number)).to_string(),
            "amount",
            "{text}"
        );
    }
    // A field may be called as words of SQL are.
    let scope = Scope::new(
        [
            "select", "interval", "count", "period", "case", "where", "from", "distinct", "array", "left",
        ]
        .map(|name| Column::new(name, Type::Number)),
    );
    for (text, printed) in [
        ("select + interval - count", "\"select\" + \"interval\" - count"),
        ("period + period.days", "\"period\" + period.days"),
        (
            "\"case\" + where + from + distinct",
            "\"case\" + \"where\" + \"from\" + \"distinct\"",
        ),
        ("array + left", "\"array\" + \"left\""),
    ] {
        let expression = Expression::parse(text, &scope, Wanted::Value).unwrap();
        assert_eq!(expression.to_string(), printed);
        assert_eq!(
            Expression::parse(printed, &scope, Wanted::Value).unwrap(),
            expression
        );
    }
    let figure = Expression::parse(
        "count(distinct distinct) filter (where where > 1)",
        &scope,
        Wanted::Figure,
    );
    assert_eq!(
        figure.unwrap().to_string(),
        "count(distinct \"distinct\") filter (where \"where\" > 1)"
    );
}

#[test]
fn a_condition_says_which_part_is_not_met() {
    let condition = sound("amount > 0 and status <> 'counts' and is_new", Wanted::Condition);
    let good = row(&[("status", Value::from("returned"))]);
    assert!(condition.holds(&good, &around()));
    assert_eq!(condition.unmet(&good, &around()), None);
    assert_eq!(
        condition.unmet(&row(&[]), &around()).unwrap(),
        "status <> 'counts'"
    );
    let unknown = row(&[("amount", Value::Null)]);
    assert_eq!(condition.unmet(&unknown, &around()).unwrap(), "amount > 0");
}

#[test]
fn columns_are_those_in_use() {
    let expression = sound(
        "amount > 0 and customer like 'a%' or amount < -5",
        Wanted::Condition,
    );
    assert_eq!(expression.columns().collect::<Vec<_>>(), [0, 2]);
}
