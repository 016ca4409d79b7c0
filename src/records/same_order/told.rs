//! What is said of two sheets that state the same orders.

use super::part::Part;
use crate::model::finding::Kept;
use crate::model::{Finding, Problem};
use crate::records::data_row::Gathered;
use crate::records::orders::OrderRow;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Orders of one sheet that stand in another as well.
#[derive(Debug)]
pub struct Tally {
    row: usize,
    other: usize,
    orders: u64,
    rows: u64,
    amount: Decimal,
    other_amount: Decimal,
    kept: Kept,
}

impl Tally {
    /// That the orders count as the other sheet states them.
    pub fn left_out(&self, rows: &[Gathered<OrderRow>]) -> Finding {
        let problem = Problem::OrderExportedAgain {
            order_id: rows[self.row].row.order_id.to_string(),
            other: rows[self.other].place.clone(),
            orders: self.orders,
            rows: self.rows,
            amounts: [self.other_amount.normalize(), self.amount.normalize()],
            kept: self.kept,
        };
        Finding::at(rows[self.row].place.clone(), problem).worth(Some(self.amount.normalize()))
    }

    /// That they count in both, since nothing tells.
    pub fn unknown(&self, rows: &[Gathered<OrderRow>]) -> Finding {
        let problem = Problem::OrderInTwoSheets {
            order_id: rows[self.row].row.order_id.to_string(),
            other: rows[self.other].place.clone(),
            orders: self.orders,
            amounts: [self.other_amount.normalize(), self.amount.normalize()],
        };
        let amount = self.amount.min(self.other_amount).normalize();
        Finding::at(rows[self.row].place.clone(), problem).worth(Some(amount))
    }
}

/// Adds an order to what is told of two sheets: its part in the first, and in the other.
pub fn note(tallies: &mut BTreeMap<(usize, usize), Tally>, part: &Part<'_>, other: &Part<'_>, kept: Kept) {
    let tally = tallies.entry((part.sheet, other.sheet)).or_insert(Tally {
        row: part.rows[0],
        other: other.rows[0],
        orders: 0,
        rows: 0,
        amount: Decimal::ZERO,
        other_amount: Decimal::ZERO,
        kept,
    });
    if part.rows[0] < tally.row {
        (tally.row, tally.other, tally.kept) = (part.rows[0], other.rows[0], kept);
    }
    tally.orders += 1;
    tally.rows += part.rows.len() as u64;
    let add = |sum: Decimal, amount: Decimal| sum.checked_add(amount).unwrap_or(sum);
    tally.amount = add(tally.amount, part.counted());
    tally.other_amount = add(tally.other_amount, other.counted());
}
