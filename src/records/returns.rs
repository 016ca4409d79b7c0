//! Money that went back, though its amounts bear no sign: lists of returns and credit notes, and negative quantities.

use super::data_row::{DataRow, Gathered};
use super::orders::OrderRow;
use crate::cells::{Texts, number, setting};
use crate::model::place::stem;
use crate::model::text::normalise_word;
use crate::model::{Field, Finding, Place, Problem, Severity};
use crate::read::Row;
use crate::recognise::{Column, Sign, Table};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Parts of names and headers that speak of returns.
const RETURNS: [&str; 11] = [
    "退货",
    "退款",
    "退单",
    "销退",
    "红字",
    "红冲",
    "贷项",
    "冲销单",
    "credit note",
    "credit memo",
    "return order",
];
/// Whole words that do.
const RETURN_WORDS: [&str; 6] = ["return", "returns", "refund", "refunds", "credits", "rma"];
/// What speaks of sales beside them.
const BOTH: [&str; 12] = [
    "含",
    "除",
    "及",
    "和",
    "与",
    "率",
    "扣减后",
    "&",
    "incl",
    "excl",
    "net of",
    " and ",
];
/// Names of sheets that hold sales.
const SALES: [&str; 6] = ["订单", "销售", "成交", "order", "sale", "invoice"];

/// What is to be said of a table's returns.
#[derive(Default)]
struct Tally {
    first: Option<Place>,
    rows: u64,
    amount: Decimal,
}

impl Tally {
    fn see(&mut self, row: &Gathered<OrderRow>) {
        self.first.get_or_insert_with(|| row.place.clone());
        self.rows += 1;
        if row.row.counts() {
            self.amount = self.amount.saturating_add(row.row.amount.abs());
        }
    }
}

/// Takes off what went back: all amounts of a table that the settings or its names call one of returns, and those beside
/// a negative quantity, where these are not what the table usually has.
pub fn settle(rows: &mut [Gathered<OrderRow>], tables: &[Table], findings: &mut Vec<Finding>) {
    let mut by_table: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_table.entry(row.table).or_default().push(index);
    }
    for (index, of_table) in by_table {
        let table = &tables[index];
        let said = if table.sign == Some(Sign::AsWritten) {
            None
        } else if table.sign == Some(Sign::Minus) {
            take_off(rows, &of_table);
            None
        } else if is_of_returns(table) {
            of_returns(rows, &of_table, table)
        } else {
            by_quantity(rows, &of_table, table)
        };
        findings.extend(said);
    }
}

/// Whether all amounts of a table are taken off.
pub(super) fn all_are_taken_off(table: &Table) -> bool {
    match table.sign {
        Some(sign) => sign == Sign::Minus,
        None => is_of_returns(table),
    }
}

/// Whether amounts beside a negative quantity are taken off: where the settings do not say which way amounts go, and they
/// are no matter of course in the table.
pub(super) fn some_are_by_quantity(table: &Table) -> bool {
    let (Some(quantity), Some(amount)) = (table.column(Field::Quantity), table.column(Field::Amount)) else {
        return false;
    };
    let mut texts = Texts::default();
    let is_unlike = |row: &&Row| {
        let mut figure = |column: &Column| {
            let figure = number(row.cell(column.index), &mut setting(table, column, &mut texts)).value;
            figure.unwrap_or_default()
        };
        figure(amount) > Decimal::ZERO && figure(quantity) < Decimal::ZERO
    };
    table.sign.is_none() && table.rows.iter().filter(is_unlike).count() * 2 <= table.rows.len()
}

fn take_off(rows: &mut [Gathered<OrderRow>], which: &[usize]) -> Tally {
    let mut tally = Tally::default();
    for &index in which {
        if rows[index].row.amount > Decimal::ZERO {
            tally.see(&rows[index]);
            rows[index].row.take_off();
        }
    }
    tally
}

fn of_returns(rows: &mut [Gathered<OrderRow>], which: &[usize], table: &Table) -> Option<Finding> {
    let tally = take_off(rows, which);
    let column = table.column(Field::Amount)?;
    let problem = Problem::ReturnsTakenOff {
        header: column.header.clone(),
        rows: tally.rows,
        amount: tally.amount.normalize(),
    };
    let place = tally.first?.at_column(column.index);
    Some(Finding::at(place, problem).worth(Some(tally.amount.normalize())))
}

fn by_quantity(rows: &mut [Gathered<OrderRow>], which: &[usize], table: &Table) -> Option<Finding> {
    let column = table.column(Field::Quantity)?;
    let is_unlike = |index: &&usize| {
        let row = &rows[**index].row;
        row.amount > Decimal::ZERO && row.quantity().is_some_and(|quantity| quantity < Decimal::ZERO)
    };
    let unlike: Vec<usize> = which.iter().filter(is_unlike).copied().collect();
    // What goes out of a store may be written so, sales all of them.
    let taken_off = unlike.len() * 2 <= which.len();
    let tally = if taken_off {
        take_off(rows, &unlike)
    } else {
        let mut tally = Tally::default();
        for &index in &unlike {
            tally.see(&rows[index]);
        }
        tally
    };
    let problem = Problem::NegativeQuantity {
        header: column.header.clone(),
        rows: tally.rows,
        amount: tally.amount.normalize(),
        taken_off,
    };
    let place = tally.first?.at_column(column.index);
    let mut finding = Finding::at(place, problem).worth(Some(tally.amount.normalize()));
    if taken_off {
        finding.severity = Severity::Info;
    }
    Some(finding)
}

/// Whether a table holds returns alone: its sheet's name says so, else its file's, or a header of number, day or amount.
fn is_of_returns(table: &Table) -> bool {
    let by_header = [Field::OrderId, Field::Date, Field::Amount]
        .into_iter()
        .filter_map(|field| table.column(field))
        .any(|column| speaks_of_returns(&column.header));
    let sheet = table.source.sheet.as_deref().unwrap_or_default();
    let file = stem(&table.source.file);
    let is_of_sales = SALES.iter().any(|word| normalise_word(sheet).contains(word));
    by_header || speaks_of_returns(sheet) || !is_of_sales && speaks_of_returns(file)
}

fn speaks_of_returns(name: &str) -> bool {
    let name = normalise_word(name).replace(['_', '-', '.'], " ");
    let mut words = name.split(|character: char| !character.is_alphanumeric());
    let is_named =
        RETURNS.iter().any(|word| name.contains(word)) || words.any(|word| RETURN_WORDS.contains(&word));
    is_named && !BOTH.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_returns_from_sales() {
        for (name, expected) in [
            ("退货", true),
            ("10月退货明细", true),
            ("红字发票", true),
            ("Credit_Note", true),
            ("credit memos 2026-10", true),
            ("Returns", true),
            ("Refund amount", true),
            ("订单(含退货)", false),
            ("销售及退货", false),
            ("退货率", false),
            ("Returning customers", false),
            ("Sales and returns", false),
            ("订单", false),
            ("", false),
        ] {
            assert_eq!(speaks_of_returns(name), expected, "{name}");
        }
    }
}
