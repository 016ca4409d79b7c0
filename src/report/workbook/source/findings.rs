//! Rows of findings: how grave, what kind, where, how much money, what, and what to do.

use crate::model::Place;
use crate::model::kpi::Unit;
use crate::report::workbook::content::Content;
use crate::report::workbook::field::{Field, Link};
use crate::report::workbook::link;
use crate::report::workbook::style::Kind;
use crate::report::workbook::value::Value;

/// The fields of a finding.
pub const FIELDS: &[Field] = &[
    Field::new(
        "severity",
        ("严重程度", "Severity"),
        Kind::Word,
        |content, row, _| Value::text(Some(content.findings[row].severity.name(content.language()))),
    ),
    Field::new("code", ("代码", "Code"), Kind::Text, |content, row, _| {
        Value::text(Some(content.findings[row].code()))
    }),
    Field::new("file", ("文件", "File"), Kind::Prose, |content, row, _| {
        Value::text(place(content, row).map(|place| place.source.file.as_str()))
    }),
    Field::new("sheet", ("工作表", "Sheet"), Kind::Prose, |content, row, _| {
        Value::text(place(content, row).and_then(|place| place.source.sheet.as_deref()))
    }),
    Field::new("cell", ("位置", "Cell"), Kind::Text, |content, row, _| {
        let cell = place(content, row).map(Place::cell);
        let whole = content.language().pick("全表", "all of it");
        let cell = cell.map(|cell| if cell.is_empty() { whole.to_owned() } else { cell });
        Value::text(cell.as_deref())
    })
    .link(|content, row| {
        let target = link::to(place(content, row)?, content.options.book.as_deref()?)?;
        Some(Link::File(target))
    }),
    Field::new(
        "amount",
        ("涉及金额", "Amount at stake"),
        Kind::Figure(Unit::Money),
        |content, row, _| Value::decimal(content.findings[row].amount),
    ),
    Field::new(
        "what",
        ("发现了什么", "What was found"),
        Kind::Prose,
        |content, row, _| Value::text(Some(&content.findings[row].what(content.naming().terms()))),
    ),
    Field::new(
        "fix",
        ("怎么办", "What to do"),
        Kind::Prose,
        |content, row, _| Value::text(Some(&content.findings[row].fix(content.naming().terms()))),
    ),
];

fn place<'a>(content: &Content<'a>, row: usize) -> Option<&'a Place> {
    content.findings[row].place.as_ref()
}
