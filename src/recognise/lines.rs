//! Rows of an export that states an order beside the first of its lines alone → each line with what its order states.
//!
//! Odoo, ERPNext and 云星空 export a record with its lines so: Order Lines/Product, Item Name (Items) and
//! (订单明细)销售数量 go on in the rows below, the columns of the order itself are empty there. So are a sales person's
//! targets, Target Amount (Targets).

use super::dictionary::Entry;
use super::fit::FittedColumn;
use super::header::{fold, header};
use super::lookup::is_bracketed_line;
use super::merged::put;
use super::rows::is_figure;
use crate::model::{Dataset, Field};
use crate::read::{Cell, Row};

/// Gives each of `rows` that is a further line of the order above what that order states. A figure of the order is not
/// repeated: its amount counts for its first line.
pub(super) fn fill_down(entry: &Entry, columns: &[FittedColumn], rows: &mut [Row]) {
    let (lines, order): (Vec<_>, Vec<_>) = columns.iter().partition(|column| is_of_lines(entry, column));
    // A row of figures alone may be a total that nothing labels.
    let label = match entry.list.dataset {
        Dataset::ORDERS => Field::Product,
        Dataset::TARGETS => Field::Year,
        _ => return,
    };
    let label = lines.iter().find(|column| column.field == label);
    let Some(label) = label.filter(|_| !order.is_empty()) else {
        return;
    };
    for index in 1..rows.len() {
        let (above, row) = rows[index - 1..=index].split_at_mut(1);
        let states = |column: &&FittedColumn| *row[0].cell(column.index) != Cell::Empty;
        if !states(label) || order.iter().any(states) {
            continue;
        }
        for column in &order {
            let value = match column.field {
                Field::Amount => Cell::Number(0.0),
                field if is_figure(field) => Cell::Empty,
                _ => above[0].cell(column.index).clone(),
            };
            put(row, column.index, &value);
        }
    }
}

/// Whether a header says that its column is one of a record's lines.
fn is_of_lines(entry: &Entry, column: &FittedColumn) -> bool {
    const LINES: [&str; 6] = ["line", "lines", "items", "行", "明细", "分录"];
    let head = column.full.split_once('/').map(|(head, _)| fold(head));
    let behind_group = column.full.split_once('/').map_or("", |(_, behind)| behind);
    head.is_some_and(|head| LINES.iter().any(|word| head.ends_with(word)))
        // The settings may name it with its group: FQty/(订单明细)销售数量.
        || [column.text.as_str(), behind_group]
            .iter()
            .any(|text| is_bracketed_line(entry, &header(text).name))
}
