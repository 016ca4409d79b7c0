//! Total rows as a check: what one states must be what its rows add up to, or those of them that are not hidden.

use super::cells::setting;
use super::cells::{Figure, Texts, duration, error, figure};
use super::gather::of_dataset;
use crate::model::{Dataset, Field, Finding, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Column, Table};
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::collections::BTreeSet;

/// Decimals that a total has even where a number cell dropped the zeros at their end.
const LEAST_DECIMALS: u32 = 2;
/// The finest unit, a cent: below it, sums of binary floats differ.
const CENT: Decimal = dec!(0.01);

/// The findings of every total row that differs from the rows it covers, rejected ones included, and of rows that
/// are hidden and count.
pub fn check(tables: &[Table]) -> Vec<Finding> {
    let datasets: BTreeSet<Dataset> = tables.iter().map(|table| table.dataset).collect();
    datasets
        .into_iter()
        .flat_map(|dataset| of_dataset(tables, dataset))
        .flat_map(|(_, table)| check_table(table))
        .collect()
}

fn check_table(table: &Table) -> Vec<Finding> {
    let mut checked = Checked::default();
    if !table.totals.is_empty() {
        for column in table.columns.iter().filter(|column| adds_up(column.field)) {
            check_column(table, column, &mut checked);
        }
    }
    let mut hidden = hidden_rows(table);
    if let Some(first) = hidden.next() {
        let problem = Problem::HiddenRows {
            rows: 1 + hidden.count() as u64,
            totals_differ: checked.leaves_out_hidden,
        };
        let place = table.place(first);
        checked.findings.push(Finding::at(place, problem));
    }
    checked.findings
}

/// What a table's totals come to.
#[derive(Default)]
struct Checked {
    findings: Vec<Finding>,
    /// Whether a total is the sum of only those rows that are not hidden.
    leaves_out_hidden: bool,
}

fn hidden_rows(table: &Table) -> impl Iterator<Item = &Row> {
    let is_hidden = |row: &&Row| table.hidden_rows.contains(row.number);
    table.rows.iter().filter(is_hidden)
}

/// Whether a field's values can be added up.
fn adds_up(field: Field) -> bool {
    if let Field::Own(_, kind) = field {
        return kind.adds_up();
    }
    matches!(
        field,
        Field::Quantity
            | Field::Amount
            | Field::Points
            | Field::Duration
            | Field::Annual
            | Field::Half(_)
            | Field::Quarter(_)
            | Field::Month(_)
            | Field::Value
            | Field::TargetOf(_)
    )
}

fn check_column(table: &Table, column: &Column, checked: &mut Checked) {
    let mut texts = Texts::default();
    let mut value = |row: &Row| {
        let setting = &mut setting(table, column, &mut texts);
        let cell = row.cell(column.index);
        if column.field == Field::Duration {
            let seconds = duration(cell, setting).value?;
            return Some((seconds, Decimal::ONE));
        }
        let figure = figure(cell, setting).value?;
        Some((
            figure.times(setting.multiplier)?,
            unit(figure, setting.multiplier),
        ))
    };
    let values: Vec<Decimal> = table
        .rows
        .iter()
        .map(|row| value(row).map_or(Decimal::ZERO, |(value, _)| value))
        .collect();
    let passed_over: Vec<Decimal> = table
        .passed_over
        .iter()
        .map(|passed| value(&passed.row).map_or(Decimal::ZERO, |(value, _)| value))
        .collect();
    for total in &table.totals {
        let cell = total.row.cell(column.index);
        let problem = if let Some(error) = error(cell) {
            Some(Problem::ErrorValue {
                value: error.to_owned(),
                required: false,
            })
        } else if *cell == Cell::Uncalculated {
            Some(Problem::FormulaWithoutValue { required: false })
        } else {
            value(&total.row).and_then(|(stated, unit)| {
                let is = |sum: Decimal| (stated - sum).abs() * dec!(2) <= unit;
                let covered = || {
                    let rows = table.rows.get(total.covers.clone()).unwrap_or_default();
                    rows.iter()
                        .zip(values.get(total.covers.clone()).unwrap_or_default())
                };
                let beside = || passed_over.get(total.passed_over.clone()).unwrap_or_default();
                let sum = sum(covered().map(|(_, value)| *value).chain(beside().iter().copied()))?;
                if is(sum) {
                    return None;
                }
                let visible = covered().filter(|(row, _)| !table.hidden_rows.contains(row.number));
                // A total that a filter moved, as SUBTOTAL does, is right in its own way.
                if self::sum(visible.map(|(_, value)| *value).chain(beside().iter().copied())).is_some_and(is)
                {
                    checked.leaves_out_hidden = true;
                    return None;
                }
                Some(Problem::TotalDiffers {
                    field: column.field,
                    stated: stated.normalize(),
                    sum: sum.normalize(),
                })
            })
        };
        let place = table.cell_place(&total.row, column.index);
        checked
            .findings
            .extend(problem.map(|problem| Finding::at(place, problem)));
    }
}

/// The last place that a total is written to, for it was rounded there; a total is off where it differs by more than
/// half of that. In yuan that is a cent, under 万元 with two decimals it is 100 yuan; what a count has is whole.
fn unit(total: Figure, header: Decimal) -> Decimal {
    let decimals = total.value.normalize().scale().max(LEAST_DECIMALS);
    let place = Decimal::try_new(1, decimals).unwrap_or(CENT);
    let unit = place.checked_mul(total.unit.unwrap_or(header)).unwrap_or(CENT);
    unit.max(CENT)
}

/// None where the sum is beyond what a decimal holds.
fn sum(mut values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    values.try_fold(Decimal::ZERO, Decimal::checked_add)
}
