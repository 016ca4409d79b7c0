//! What is refused, where, and what is said of it.

use super::*;

/// Each expression with the text that is marked, and what is said in English.
#[track_caller]
fn cases(wanted: Wanted, cases: &[(&str, &str, &str)]) {
    let failures: Vec<String> = cases.iter().filter_map(|case| failure(wanted, case)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn failure(wanted: Wanted, (text, marked, said): &(&str, &str, &str)) -> Option<String> {
    let Err(mistake) = parse(text, wanted) else {
        return Some(format!("{text}: is sound"));
    };
    let [english, chinese] = [Language::English, Language::Chinese].map(|language| mistake.message(language));
    let found = &text[mistake.span];
    let is_right = found == *marked && english.contains(said) && !chinese.is_empty() && chinese != english;
    (!is_right).then(|| format!("{text}: marks {found:?}: {english} {chinese}"))
}

#[test]
fn names_that_are_not_there() {
    cases(
        Wanted::Value,
        &[
            ("amuont + 1", "amuont", "did you mean `amount`?"),
            ("1 + 数据", "数据", "did you mean `数量`?"),
            ("1 + xyzzy", "xyzzy", "known are: amount, quantity"),
            ("金 + 1", "金", "did you mean `金额`?"),
            (
                "status = \"ignored\"",
                "\"ignored\"",
                "a text stands in single quotes: 'ignored'",
            ),
            ("名称", "名称", "any of these fields: customer, product"),
            ("period.q", "period.q", "did you mean `period.days`?"),
            (
                "period.last_dya",
                "period.last_dya",
                "did you mean `period.last_day`?",
            ),
            ("orders.amount", "orders.amount", "no field `orders.amount`"),
            ("rond(amount)", "rond", "did you mean `round`?"),
            ("xyzzy(amount)", "xyzzy", "no function `xyzzy`"),
            ("\"xyzzy\"(amount)", "\"xyzzy\"", "no function `xyzzy`"),
            (
                "status = 'ignord'",
                "'ignord'",
                "never is 'ignord'; did you mean `ignored`?",
            ),
            (
                "status in ('counts', '已取消')",
                "'已取消'",
                "known are: counts, ignored, returned",
            ),
            ("'void' <> status", "'void'", "never is 'void'"),
            ("case status when 'x' then 1 end", "'x'", "never is 'x'"),
        ],
    );
}

#[test]
fn names_that_need_quotes() {
    let scope = Scope::new([
        Column::new("amount", Type::Number).called(["订单金额 (CNY)", "金额（元）"]),
        Column::new("october", Type::Number).called(["10月"]),
    ]);
    for (text, name) in [
        ("订单金额 (CNY) > 3", "订单金额 (CNY)"),
        ("1 + 金额（元）", "金额（元）"),
        ("10月 > 3", "10月"),
    ] {
        let mistake = Expression::parse(text, &scope, Wanted::Value).unwrap_err();
        assert_eq!(&text[mistake.span.clone()], name);
        assert!(
            mistake
                .message(Language::Chinese)
                .contains(&format!("双引号里：\"{name}\""))
        );
        let quoted = text.replace(name, &format!("\"{name}\""));
        assert!(
            Expression::parse(&quoted, &scope, Wanted::Value).is_ok(),
            "{quoted}"
        );
    }
}

#[test]
fn sql_that_is_not_part_of_it() {
    cases(
        Wanted::Value,
        &[
            ("select amount", "select", "`select` cannot be used"),
            ("(select 1)", "select", "`select` cannot be used"),
            (
                "amount > all (1)",
                "all",
                "`all` cannot be used; the nearest is `in ('a', 'b')`",
            ),
            ("cast(amount as int)", "cast", "the nearest is `date(x)`"),
            ("amount::int", "::", "`::` cannot be used; write `date(x)`"),
            ("date + interval '1' day", "interval", "days_between(from, to)"),
            ("if(is_new, 1, 0)", "if", "case when"),
            ("customer ilike 'a%'", "ilike", "lower(x) like '…'"),
            ("now()", "now", "period.last_day"),
            ("amount % 3", "%", "`%` cannot be used"),
            ("amount ** 2", "*", "cannot stand here"),
            ("amount ^ 2", "^", "`^` cannot be used"),
            ("amount == 3", "==", "write `=`"),
            ("is_new && is_new", "&&", "write `and`"),
            ("!is_new", "!", "write `not`"),
            ("amount -- all", "-- all", "cannot be used"),
            ("amount /* x */", "/* x */", "cannot be used"),
            ("amount; amount", ";", "cannot be used"),
            ("[amount]", "[", "write `\"`"),
            ("$1", "$1", "cannot be used"),
            ("x'00'", "x'00'", "cannot be used"),
            (
                "is_new is true",
                "is_new is true",
                "`is true` cannot be used; the nearest is `x, not x`",
            ),
            ("(amount, 1) = 3", "(amount, 1) = 3", "`(x, y)` cannot be used"),
            (
                "extract(minute from received)",
                "minute",
                "the nearest is `year, quarter, month, week, day, hour`",
            ),
        ],
    );
}

#[test]
fn signs_of_chinese_input() {
    cases(
        Wanted::Value,
        &[
            ("amount ＞ 3", "＞", "write `>`"),
            ("round（amount）", "（", "write `(`"),
            ("round(amount，2)", "，", "write `,`"),
            ("customer = ‘a’", "‘", "write `'`"),
            ("customer = “a”", "“", "write `'`"),
            ("amount ≥ 3", "≥", "write `>=`"),
            ("amount × 3", "×", "write `*`"),
            ("amount　> ３", "３", "write `3`"),
        ],
    );
}

#[test]
fn what_is_no_expression() {
    cases(
        Wanted::Value,
        &[
            ("", "", "is empty"),
            ("  \n", "  \n", "is empty"),
            ("amount +", "", "ends too early"),
            ("amount > ", "", "ends too early"),
            ("round(amount", "(", "the bracket `(` has no other half"),
            ("amount)", ")", "the bracket `)` has no other half"),
            ("customer = 'a", "'", "the quotation mark ' has no other half"),
            ("\"amount", "\"", "the quotation mark \" has no other half"),
            ("amount quantity", "quantity", "`quantity` cannot stand here"),
            ("* amount", "*", "`*` cannot stand here"),
            ("case when is_new then 1", "", "ends too early"),
            ("amount in ()", ")", "cannot stand here"),
            ("1e5", "1e5", "plain decimals"),
            (
                "99999999999999999999999999999999",
                "99999999999999999999999999999999",
                "28 digits",
            ),
        ],
    );
    let long = "1 + ".repeat(3000) + "1";
    assert!(
        parse(&long, Wanted::Value)
            .unwrap_err()
            .message(Language::English)
            .contains("8192")
    );
    let many = "1+".repeat(1500) + "1";
    assert!(
        parse(&many, Wanted::Value)
            .unwrap_err()
            .message(Language::English)
            .contains("2000")
    );
}

#[test]
fn types_that_do_not_agree() {
    cases(
        Wanted::Value,
        &[
            (
                "date > amount",
                "amount",
                "a date and a number do not go together",
            ),
            ("customer = 3", "3", "a text and a number do not go together"),
            ("amount = '3'", "'3'", "a number and a text"),
            ("amount + customer", "customer", "should be a number, not a text"),
            (
                "amount and is_new",
                "amount",
                "should be a condition (yes or no), not a number",
            ),
            ("not amount", "amount", "should be a condition"),
            ("customer < 'b'", "customer < 'b'", "neither less nor more"),
            (
                "customer between 'a' and 'b'",
                "customer between 'a' and 'b'",
                "neither less nor more",
            ),
            (
                "greatest(customer, 'a')",
                "greatest(customer, 'a'",
                "neither less nor more",
            ),
            (
                "date = '2026-10-32'",
                "'2026-10-32'",
                "is no date; write it like '2026-10-01'",
            ),
            ("date = '2026-1-1'", "'2026-1-1'", "is no date"),
            ("date '5/10/2026'", "'5/10/2026'", "is no date"),
            ("received > date", "date", "take the day with date(…)"),
            (
                "received between period.first_day and period.last_day",
                "period.first_day",
                "date(…)",
            ),
            (
                "received > '2026-10-01'",
                "'2026-10-01'",
                "compare the day with date(…)",
            ),
            ("days_between(received, date)", "received", "date(…)"),
            ("due - date", "due", "use days_between(from, to)"),
            ("date + 30 > due", "date", "use days_between(from, to)"),
            ("1 < amount < 5", "1 < amount < 5", "write 1 < x and x < 5"),
            ("amount = null", "null", "use is null or is not null"),
            ("customer in ('a', null)", "null", "use is null"),
            (
                "case when is_new then 1 else 'a' end",
                "'a'",
                "a number and a text",
            ),
            ("coalesce(amount, 'a')", "'a'", "a number and a text"),
            (
                "round(amount, quantity)",
                "quantity",
                "write a whole number here, from 0 to 12",
            ),
            ("round(amount, 1.5)", "1.5", "write a whole number"),
            ("round(amount, 13)", "13", "write a whole number"),
            ("round()", "round", "round(x, 2)"),
            ("abs(1, 2)", "abs(1, 2", "abs(x)"),
            ("abs(distinct 1)", "1", "cannot stand here"),
            ("abs(*)", "abs", "abs(x)"),
            ("customer like product", "product", "a text in quotes"),
            (
                "customer like 'a' escape 'xy'",
                "'a'",
                "escape takes one character",
            ),
            (
                "customer like 'ax' escape 'a'",
                "'ax'",
                "escape takes one character",
            ),
            ("amount like 'a'", "amount", "should be a text"),
            ("hour(date)", "date", "should be a date with a time"),
        ],
    );
    cases(
        Wanted::Condition,
        &[
            (
                "amount",
                "amount",
                "the expression should give a condition (yes or no), not a number",
            ),
            ("null", "null", "never has a value"),
        ],
    );
    cases(
        Wanted::Of(Type::Date),
        &[("amount", "amount", "should give a date, not a number")],
    );
    assert_eq!(
        sound("'2026-10-01'", Wanted::Of(Type::Date)).to_string(),
        "date '2026-10-01'"
    );
}

#[test]
fn one_row_and_many_rows() {
    cases(
        Wanted::Figure,
        &[
            ("amount", "amount", "say how they become one, like sum(amount)"),
            ("sum(amount) / quantity", "quantity", "sum(quantity)"),
            ("sum(sum(amount))", "sum", "within another function"),
            ("sum(distinct amount)", "sum", "sum(x)"),
            ("sum(*)", "sum", "sum(x)"),
            ("count()", "count", "count(*)"),
            ("count(distinct *)", "count", "count(distinct x)"),
            ("sum(customer)", "customer", "should be a number"),
            ("max(customer)", "customer", "neither less nor more"),
            (
                "sum(amount / quantity)",
                "amount / quantity",
                "sum(round(a / b, 6))",
            ),
            (
                "avg(case when is_new then 1 / amount end)",
                "case when is_new then 1 / amount",
                "sum(a) / sum(b)",
            ),
            (
                "sum(amount) filter (where amount)",
                "amount",
                "should be a condition",
            ),
            ("max(date)", "max(date)", "should give a number, not a date"),
            ("sum(amount) over (partition by date)", "over", "cannot be used"),
            ("countif(is_new)", "countif", "count(*) filter (where …)"),
        ],
    );
    cases(
        Wanted::Condition,
        &[("sum(amount) > 3", "sum", "this is about one row")],
    );
}

#[test]
fn places_are_lines_and_columns() {
    let mistake = parse("金额 > 3\n  and 毛利 = 1", Wanted::Condition).unwrap_err();
    assert_eq!((mistake.line, mistake.column), (2, 7));
    assert_eq!(
        mistake.message(Language::Chinese),
        "没有字段 `毛利`；可用的有：amount、quantity、customer、status、date、due、received、replied、is_new、product、order"
    );
    let mistake = parse("金额 >\r\n", Wanted::Condition).unwrap_err();
    assert_eq!((mistake.line, mistake.column), (2, 1));
}

#[test]
fn nothing_nests_without_bound() {
    let nests = [
        ("(", "1", ")"),
        ("abs(", "1", ")"),
        ("-", "1", ""),
        ("+", "1", ""),
        ("not ", "is_new", ""),
        ("1 + (", "1", ")"),
        ("case when is_new then ", "1", " end"),
        ("case ", "1", " when 1 then 1 end"),
        ("case when is_new then 1 else ", "1", " end"),
        ("coalesce(1, ", "1", ")"),
        ("1 in (", "1", ")"),
        ("1 = ", "1", ""),
        ("1 between 1 and ", "1", ""),
        ("extract(year from ", "date", ")"),
        ("date ", "'a'", ""),
        ("filter (where ", "1", ")"),
        ("period.", "days", ""),
        ("[", "1", "]"),
        ("array<", "1", ">"),
        ("'", "", ""),
        ("\"", "", ""),
    ];
    for (before, middle, after) in nests {
        for depth in [5, 20, 23, 24, 25, 60, 64, 70, 100, 400] {
            let text = before.repeat(depth) + middle + &after.repeat(depth);
            for wanted in [Wanted::Value, Wanted::Figure] {
                if let Ok(expression) = parse(&text, wanted) {
                    let value = expression.row(&row(&[]), &around());
                    assert!(value.kind().is_none_or(|kind| expression.kind() == Some(kind)));
                }
            }
        }
    }
    for (first, chained) in [
        ("1", " is null"),
        ("1", " + 1"),
        ("1", " = 1"),
        ("is_new", " and is_new"),
        ("customer", " || customer"),
        ("customer", " like 'a'"),
        ("1", " in (1)"),
        ("1", " between 1 and 1"),
        ("1", " - -1"),
        ("a", ".a"),
        ("", "not "),
    ] {
        for length in [10, 50, 100, 300, 650] {
            let _ = parse(&(first.to_owned() + &chained.repeat(length)), Wanted::Value);
        }
    }
    let flat = "1".to_owned() + &" + 1".repeat(600);
    assert_eq!(
        shown(&sound(&flat, Wanted::Value).row(&row(&[]), &around())),
        "601"
    );
}

#[test]
fn patterns_take_no_more_than_text_times_pattern() {
    let pattern = "%a".repeat(1500) + "b";
    let expression = sound(&format!("customer like '{pattern}'"), Wanted::Condition);
    let long = row(&[("customer", Value::from("a".repeat(20_000).as_str()))]);
    assert!(!expression.holds(&long, &around()));
}
