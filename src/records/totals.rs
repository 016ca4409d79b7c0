//! Total rows as a check: what one states must be what its rows add up to.

use super::cells::{Texts, duration, error, number};
use super::gather::of_dataset;
use super::row::setting;
use crate::model::{Dataset, Field, Finding, Place, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Column, Table};
use rust_decimal::Decimal;
use rust_decimal::dec;

/// Half a cent: sums of binary floats differ by less, sums of rows by more.
const TOLERANCE: Decimal = dec!(0.005);

/// The findings of every total row that differs from the rows it covers, rejected ones included.
pub fn check(tables: &[Table]) -> Vec<Finding> {
    Dataset::ALL
        .into_iter()
        .flat_map(|dataset| of_dataset(tables, dataset))
        .filter(|(_, table)| !table.totals.is_empty())
        .flat_map(|(_, table)| {
            let columns = table.columns.iter().filter(|column| adds_up(column.field));
            columns.flat_map(|column| check_column(table, column))
        })
        .collect()
}

/// Whether a field's values can be added up.
fn adds_up(field: Field) -> bool {
    matches!(
        field,
        Field::Quantity
            | Field::Amount
            | Field::Points
            | Field::Duration
            | Field::Annual
            | Field::Month(_)
            | Field::Value
    )
}

fn check_column(table: &Table, column: &Column) -> Vec<Finding> {
    let mut texts = Texts::default();
    let mut value = |row: &Row| {
        let setting = &mut setting(table, column, &mut texts);
        let cell = row.cell(column.index);
        if column.field == Field::Duration {
            duration(cell, setting).value
        } else {
            number(cell, setting).value
        }
    };
    let values: Vec<Decimal> = table
        .rows
        .iter()
        .map(|row| value(row).unwrap_or_default())
        .collect();
    let mut findings = Vec::new();
    for total in &table.totals {
        let place = Place::row(table.source.clone(), total.row.number).at_column(column.index);
        let cell = total.row.cell(column.index);
        let problem = if let Some(error) = error(cell) {
            Some(Problem::ErrorValue {
                value: error.to_owned(),
                required: false,
            })
        } else if *cell == Cell::Uncalculated {
            Some(Problem::FormulaWithoutValue { required: false })
        } else {
            value(&total.row).and_then(|stated| {
                let sum = sum(values.get(total.covers.clone()).unwrap_or_default())?;
                difference(column.field, stated, sum)
            })
        };
        findings.extend(problem.map(|problem| Finding::at(place, problem)));
    }
    findings
}

/// None where the sum is beyond what a decimal holds.
fn sum(values: &[Decimal]) -> Option<Decimal> {
    values
        .iter()
        .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))
}

fn difference(field: Field, stated: Decimal, sum: Decimal) -> Option<Problem> {
    let off = stated
        .checked_sub(sum)
        .is_none_or(|difference| difference.abs() > TOLERANCE);
    let (stated, sum) = (stated.normalize(), sum.normalize());
    off.then_some(Problem::TotalDiffers { field, stated, sum })
}
