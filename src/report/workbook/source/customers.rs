//! Rows of customers won, added or lost.

use crate::measure::details::CustomerChange;
use crate::model::kpi::Unit;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Total};
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

/// The fields of a customer.
pub const FIELDS: &[Field] = &[
    Field::new("date", ("日期", "Date"), Kind::Date, |content, row, _| {
        Value::date(Some(customer(content, row).date))
    })
    .total(Total::Label),
    Field::new(
        "customer",
        ("客户", "Customer"),
        Kind::Text,
        |content, row, _| Value::text(Some(&customer(content, row).customer)),
    )
    .total(Total::Count),
    Field::new("rep_id", ("工号", "Number"), Kind::Text, |content, row, _| {
        Value::text(Some(&customer(content, row).rep_id))
    }),
    Field::new("name", ("业务员", "Rep"), Kind::Text, |content, row, _| {
        Value::text(Some(&customer(content, row).rep))
    }),
    Field::new("team", ("团队", "Team"), Kind::Text, |content, row, _| {
        Value::text(customer(content, row).team.as_deref())
    }),
    Field::new(
        "last_order",
        ("最后下单", "Last order"),
        Kind::Date,
        |content, row, _| Value::date(customer(content, row).last_order),
    ),
    Field::new(
        "sales",
        ("累计销售额", "Sales so far"),
        Kind::Figure(Unit::Money),
        |content, row, _| Value::exact(Some(&customer(content, row).sales)),
    )
    .total(Total::Sum),
];

fn customer<'a>(content: &Content<'a>, row: usize) -> &'a CustomerChange {
    &content.details.customers[row]
}
