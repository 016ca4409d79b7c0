//! Columns that are cells: what they are taken for, by what they stand beside.

use super::{around, day, moment, shown};
use crate::catalogue::expression::{Column, Expression, Row, Scope, Type, Value, Wanted};
use crate::model::Language;
use std::borrow::Cow;

/// A row that tells what each cell was taken for.
struct Taken<'s>(&'s Scope);

impl Row for Taken<'_> {
    fn value(&self, column: usize) -> Cow<'_, Value> {
        let (at, kind) = self.0.viewed(column).unwrap();
        let number = i64::try_from(at).unwrap() + 2;
        Cow::Owned(match kind {
            Type::Number => Value::from(number),
            Type::Text => Value::from(format!("t{number}").as_str()),
            Type::Date => Value::from(day("2026-10-05")),
            Type::Moment => Value::from(moment("2026-10-05 09:30")),
            Type::Bool => Value::from(true),
        })
    }
}

fn scope() -> Scope {
    let columns = [
        Column::new("数量", Type::Number),
        Column::new("名", Type::Text),
        Column::new("日期", Type::Date),
        Column::new("时间", Type::Moment),
        Column::new("订单 金额", Type::Text).called(["amount"]),
        Column::new("@sheet", Type::Text),
    ];
    Scope::new(columns).of_cells()
}

#[test]
fn cells_are_what_they_stand_beside() {
    let scope = scope();
    for (text, wanted, value) in [
        ("数量 = 2", Wanted::Condition, "true"),
        ("数量 = 't2'", Wanted::Condition, "true"),
        ("名 = 3", Wanted::Condition, "true"),
        ("名 > 2", Wanted::Condition, "true"),
        ("名 = 't3'", Wanted::Condition, "true"),
        ("名 < \"订单 金额\"", Wanted::Condition, "true"),
        ("名 = \"订单 金额\"", Wanted::Condition, "false"),
        ("amount * 数量 - 名", Wanted::Value, "9"),
        ("日期 = '2026-10-05'", Wanted::Condition, "true"),
        ("日期 = '待定'", Wanted::Condition, "false"),
        ("名 >= '2026-10-05'", Wanted::Condition, "true"),
        ("时间 >= '2026-10-05'", Wanted::Condition, "true"),
        ("时间 > '2026-10-05 09:00'", Wanted::Condition, "true"),
        (
            "名 between period.first_day and period.last_day",
            Wanted::Condition,
            "true",
        ),
        ("日期 in ('2026-10-05', '2026-10-06')", Wanted::Condition, "true"),
        ("coalesce(名, 0)", Wanted::Value, "3"),
        ("coalesce(名, amount)", Wanted::Value, "'t3'"),
        ("coalesce(名, amount)", Wanted::Rather(Type::Number), "3"),
        ("2 * coalesce(名, nullif(amount, 数量))", Wanted::Value, "6"),
        ("case when 名 then amount else 数量 end * 2", Wanted::Value, "12"),
        ("数量 || ' ' || 名", Wanted::Value, "'t2 t3'"),
        ("数量 is null", Wanted::Condition, "false"),
        ("substring(@sheet, 2)", Wanted::Value, "'7'"),
        ("\"@sheet\" like 't%'", Wanted::Condition, "true"),
        ("hour(名)", Wanted::Value, "9"),
        ("year(名)", Wanted::Value, "2026"),
        ("名", Wanted::Condition, "true"),
        ("not 名", Wanted::Condition, "false"),
        ("日期", Wanted::Value, "2026-10-05"),
    ] {
        let expression = Expression::parse(text, &scope, wanted)
            .unwrap_or_else(|mistake| panic!("{text}: {}", mistake.message(Language::English)));
        let found = expression.row(&Taken(&scope), &around());
        assert_eq!(shown(&found), value, "{text}");
        let printed = expression.to_string();
        let again = Expression::parse(&printed, &scope, wanted).unwrap();
        assert_eq!(again.to_string(), printed, "{text}");
    }
}

#[test]
fn what_cannot_be_meant_of_cells_is_refused() {
    let scope = scope();
    for text in [
        "日期 + 1",
        "数量 > '多'",
        "sum(数量)",
        "@file",
        "数量 = null",
        "数量 =",
    ] {
        assert!(Expression::parse(text, &scope, Wanted::Value).is_err(), "{text}");
    }
}

#[test]
fn the_names_of_an_expression_are_known_without_its_columns() {
    for (text, names) in [
        ("数量 * 单价 * (1 - 折扣)", Some(vec!["数量", "单价", "折扣"])),
        ("first || ' ' || last", Some(vec!["first", "last"])),
        ("@sheet", Some(vec!["@sheet"])),
        ("'张三'", Some(vec![])),
        ("金额", Some(vec!["金额"])),
        ("\"订单 金额\" > 0", Some(vec!["订单 金额"])),
        ("订单 金额", None),
        ("金额（元）", None),
        ("sum(金额)", None),
        ("", None),
    ] {
        let found = Expression::names(text, Wanted::Value).ok();
        let names = names.map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(found, names, "{text}");
    }
}
