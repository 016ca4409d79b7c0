//! Rows of customers who are silent beyond their own rhythm, with who should call.

use crate::measure::details::AtRisk;
use crate::model::Exact;
use crate::model::kpi::Unit;
use crate::report::at_risk::caller;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

const DAYS: Kind = Kind::Figure(Unit::Count);

/// The fields of a customer at risk.
pub const FIELDS: &[Field] = &[
    Field::new(
        "customer",
        ("客户", "Customer"),
        Kind::Text,
        |content, row, _| Value::text(customer(content, row).map(|customer| customer.customer.as_str())),
    )
    .total(Total::Count),
    Field::new(
        "call",
        ("谁去联系", "Who should call"),
        Kind::Text,
        |content, row, _| {
            let caller = customer(content, row).map(|customer| caller(customer, content.language()));
            Value::text(caller.as_deref())
        },
    ),
    Field::new("rep_id", ("工号", "Number"), Kind::Text, |content, row, _| {
        Value::text(customer(content, row).map(|customer| customer.rep_id.as_str()))
    }),
    Field::new("team", ("团队", "Team"), Kind::Text, |content, row, _| {
        Value::text(customer(content, row).and_then(|customer| customer.team.as_deref()))
    }),
    Field::new(
        "last_order",
        ("最后下单", "Last order"),
        Kind::Date,
        |content, row, _| Value::date(customer(content, row).map(|customer| customer.last_order)),
    ),
    Field::new(
        "silent",
        ("未下单天数", "Days silent"),
        DAYS,
        |content, row, _| {
            Value::exact(
                customer(content, row)
                    .map(|customer| Exact::from(customer.silent))
                    .as_ref(),
            )
        },
    ),
    Field::new(
        "usual",
        ("平常间隔（天）", "Usual gap, days"),
        Kind::Plain,
        |content, row, _| Value::exact(customer(content, row).map(|customer| &customer.usual)),
    ),
    Field::new(
        "longest",
        ("最长间隔（天）", "Longest gap, days"),
        Kind::Plain,
        |content, row, _| {
            Value::exact(
                customer(content, row)
                    .map(|customer| Exact::from(customer.longest))
                    .as_ref(),
            )
        },
    ),
    Field::new(
        "orders",
        ("下单天数", "Days with orders"),
        Kind::Figure(Unit::Count),
        |content, row, _| {
            customer(content, row).map_or(Value::Missing, |customer| Value::count(customer.orders))
        },
    ),
    Field::new(
        "sales",
        ("近一年销售额", "Sales of a year"),
        Kind::Figure(Unit::Money),
        |content, row, _| Value::exact(customer(content, row).map(|customer| &customer.sales)),
    )
    .total(Total::Sum),
];

fn customer<'a>(content: &Content<'a>, row: usize) -> Option<&'a AtRisk> {
    content.details.at_risk.get(row)
}
