//! Rows of months: what the company sold in each of them.

use crate::measure::details::MonthSales;
use crate::measure::growth_rate;
use crate::model::kpi::Unit;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

/// The fields of a month.
pub const FIELDS: &[Field] = &[
    Field::new("month", ("月份", "Month"), Kind::Word, |content, month, _| {
        Value::text(Some(&content.details.months[month].month.to_string()))
    })
    .total(Total::Label),
    Field::new(
        "sales",
        ("销售额", "Sales"),
        Kind::Figure(Unit::Money),
        |content, month, _| Value::exact(content.details.months[month].sales.as_ref()),
    )
    .total(Total::Sum),
    Field::new(
        "target",
        ("目标", "Target"),
        Kind::Figure(Unit::Money),
        |content, month, _| Value::exact(content.details.months[month].target.as_ref()),
    )
    .total(Total::Sum),
    Field::new(
        "attainment",
        ("达成率", "% of target"),
        Kind::Figure(Unit::Rate),
        |content, month, _| {
            let MonthSales { sales, target, .. } = &content.details.months[month];
            let attainment = sales.as_ref().zip(target.as_ref());
            Value::exact(
                attainment
                    .and_then(|(sales, target)| sales.checked_div(target))
                    .as_ref(),
            )
        },
    ),
    Field::new(
        "growth",
        ("环比", "vs last month"),
        Kind::Growth,
        |content, month, _| Value::exact(growth(content, month).as_ref()),
    ),
];

fn growth(content: &Content<'_>, month: usize) -> Option<crate::model::Exact> {
    let sales = |month: usize| content.details.months.get(month)?.sales.as_ref();
    growth_rate(sales(month), sales(month.checked_sub(1)?))
}
