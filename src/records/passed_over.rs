//! What is told of rows that the settings leave out, and what is kept of them.

use super::cells::{Texts, is_blank, shown};
use super::data_row::Context;
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use super::row::money;
use crate::model::{Finding, Problem};
use crate::read::{Row, Scope};
use crate::recognise::{PassedOver, Table};
use rust_decimal::Decimal;

/// Keeps the rows that the settings leave out, and tells how many there are and what they state.
pub(super) fn told(
    (table, tables): (&Table, &[Table]),
    context: &Context,
    texts: &mut Texts,
    found: &mut Found,
) {
    let condition = table.shape.as_ref().and_then(|shape| shape.filter.clone());
    let condition = condition.unwrap_or_default();
    let (decided, undecided): (Vec<_>, Vec<_>) = table
        .passed_over
        .iter()
        .filter(|passed| !is_blank_row(table, &passed.row))
        .filter(|passed| passed.trouble.is_none())
        .partition(|passed| passed.culprit.is_none());
    let count = |rows: &[_]| rows.len() as u64;
    let place = table.header_place();
    let of_decided = (!decided.is_empty()).then(|| {
        let dataset = table.dataset;
        let all =
            undecided.is_empty() && !context.optional.contains(&dataset) && leaves_nothing(table, tables);
        let problem = Problem::RowsPassedOver {
            rows: count(&decided),
            condition: condition.clone(),
            all,
            dataset: Some(dataset).filter(|_| all && table.list.is_of_period()),
        };
        Finding::at(place, problem)
    });
    let of_undecided = undecided.first().map(|first| {
        let column = first.culprit.unwrap_or_default();
        let problem = Problem::ConditionUndecided {
            rows: count(&undecided),
            condition,
            text: shown(first.row.cell(column)),
        };
        Finding::at(table.cell_place(&first.row, column), problem)
    });
    leave_out(table, (&decided, of_decided), texts, found);
    leave_out(table, (&undecided, of_undecided), texts, found);
}

/// Whether of the period's own exports nothing is left by the condition of a table, nor taken of its sheet by another entry:
/// nobody writes a condition for that.
fn leaves_nothing(table: &Table, tables: &[Table]) -> bool {
    let filter = |table: &Table| table.shape.as_ref().and_then(|shape| shape.filter.clone());
    let own = filter(table);
    let is_beside = |other: &&Table| {
        let is_of_condition = other.dataset == table.dataset && filter(other) == own;
        other.scope == Scope::Own && (is_of_condition || other.source == table.source)
    };
    let has_row = |other: &Table| other.rows.iter().any(|row| !is_blank_row(other, row));
    table.scope == Scope::Own && !tables.iter().filter(is_beside).any(has_row)
}

/// Keeps rows that are left out for what a finding says of all of them.
pub(super) fn leave_out(
    table: &Table,
    (passed, finding): (&[&PassedOver], Option<Finding>),
    texts: &mut Texts,
    found: &mut Found,
) {
    let Some(finding) = finding else { return };
    let amounts: Vec<Option<Decimal>> = passed
        .iter()
        .map(|passed| money(table, &passed.row, texts))
        .collect();
    let rows = passed.iter().zip(&amounts);
    found.left_out.extend(rows.map(|(passed, amount)| LeftOut {
        dataset: table.dataset,
        place: table.place(&passed.row),
        rep: None,
        date: None,
        amount: *amount,
        stated: *amount,
        why: LeftOutFor::Finding(finding.code()),
    }));
    found.findings.push(finding.worth(sum(table, amounts)));
}

/// What amounts of a table add up to; none where its list or its sheet has none.
pub(super) fn sum(table: &Table, amounts: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    table.column(table.list.money()?)?;
    let mut amounts = amounts.into_iter().flatten();
    let sum = amounts.try_fold(Decimal::ZERO, Decimal::checked_add)?;
    Some(sum.normalize())
}

/// Whether a row has nothing in any column that is a field: a signature or a remark below the table.
pub(super) fn is_blank_row(table: &Table, row: &Row) -> bool {
    table
        .columns
        .iter()
        .all(|column| is_blank(row.cell(column.index)))
}
