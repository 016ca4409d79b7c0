//! Two layouts of one table → the fields that came, went or stand under another header, and the unit.

use super::header_place;
use super::names::shape;
use crate::model::{Dataset, Finding, Period, Problem};
use crate::snapshot::{ColumnRead, TableAccount};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is to be said of a table's columns.
pub(super) fn layout(table: &TableAccount, before: &TableAccount, since: Period) -> Option<Finding> {
    // What managers score is the policy's.
    if table.dataset == Some(Dataset::SCORES) {
        return None;
    }
    let (now, then) = (fields(table), fields(before));
    let mut came = Vec::new();
    let mut renamed = Vec::new();
    for (field, column) in &now {
        match then.get(field) {
            None => came.push(column.header.clone()),
            Some(was) if bare(&was.header) != bare(&column.header) => {
                renamed.push((was.header.clone(), column.header.clone()));
            }
            Some(_) => (),
        }
    }
    let gone = then.iter().filter(|(field, _)| !now.contains_key(*field));
    let went: Vec<String> = gone.map(|(_, column)| column.header.clone()).collect();
    if came.is_empty() && went.is_empty() && renamed.is_empty() {
        return None;
    }
    let problem = Problem::LayoutIsOther {
        came,
        went,
        renamed,
        since: since.to_string(),
    };
    Some(Finding::at(header_place(table, None), problem))
}

/// A header without its unit and other remarks, and with any digits.
fn bare(header: &str) -> String {
    let name = header.split(['(', '（', '[', '【']).next().unwrap_or_default();
    let name = if name.trim().is_empty() { header } else { name };
    shape(name)
}

/// The columns by their fields; those of months, quarters and halves are one.
fn fields(table: &TableAccount) -> BTreeMap<&str, &ColumnRead> {
    const PARTS: [&str; 3] = ["month_", "quarter_", "half_"];
    let mut fields = BTreeMap::new();
    for column in &table.columns {
        let part = PARTS.into_iter().find(|part| column.field.starts_with(part));
        fields.entry(part.unwrap_or(&column.field)).or_insert(column);
    }
    fields
}

/// The first column whose figures are multiplied by something else than they were, and what that was.
pub(super) fn unit<'a>(table: &'a TableAccount, before: &TableAccount) -> Option<(&'a ColumnRead, Decimal)> {
    let then = fields(before);
    fields(table).into_iter().find_map(|(field, column)| {
        let was = then.get(field)?.scale;
        (was != column.scale).then_some((column, was))
    })
}
