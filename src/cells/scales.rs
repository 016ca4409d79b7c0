//! What numbers of money are multiplied by: units of headers and cells, rates of currencies.

use crate::model::Currency;
use crate::read::{Cell, Row};
use crate::recognise::{Column, Money, Table, unit_of_row};
use rust_decimal::Decimal;

/// What a row's amounts in a column are multiplied by: its own unit wins over the column's, and its currency's rate comes to
/// it.
pub fn factor(table: &Table, row: &Row, column: &Column) -> Decimal {
    let money = &table.money;
    if !column.field.may_be_money() || money.is_settled {
        return column.multiplier;
    }
    let unit = unit_beside(money, row).unwrap_or(column.multiplier);
    let rate = text_of(row, money.currency_column.filter(|_| !money.rates.is_empty()))
        .and_then(|word| Currency::meant_by(word, money.own))
        .and_then(|currency| money.rate(currency));
    rate.and_then(|rate| unit.checked_mul(rate)).unwrap_or(unit)
}

/// The same without any rate: what the numbers of a cell that states its own currency are multiplied by.
pub fn scale(table: &Table, row: Option<&Row>, column: &Column) -> Decimal {
    let money = &table.money;
    let beside = row.filter(|_| !money.is_settled);
    let of_column = || {
        let rate = money.rate?;
        column.multiplier.checked_div(rate)
    };
    beside
        .and_then(|row| unit_beside(money, row))
        .or_else(of_column)
        .unwrap_or(column.multiplier)
}

/// The unit that stands in a column beside the amounts of a row.
fn unit_beside(money: &Money, row: &Row) -> Option<Decimal> {
    text_of(row, money.unit_column).and_then(unit_of_row)
}

fn text_of(row: &Row, column: Option<u32>) -> Option<&str> {
    match row.cell(column?) {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    }
}
