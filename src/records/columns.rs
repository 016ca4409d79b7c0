//! The columns of tables as wholes → how their dates and numbers are written, and what is to be said of it.
//!
//! What a cell leaves open another one of its column often settles: 25/10/2026 tells how 05/10/2026 reads. Nothing here
//! depends on the order of rows.

mod converted;
mod decimals;
mod orders;
mod zones;

use super::RecordOptions;
use super::cells::{Texts, is_year_first, number};
use super::row::setting;
use crate::model::text::normalise;
use crate::model::{Decimals, Field, Finding, Kind, Writing};
use crate::read::{Cell, Row};
use crate::recognise::{Column, Table};
use rust_decimal::Decimal;

/// Finds out how the columns of each table are written.
pub fn look(tables: &mut [Table], options: &RecordOptions) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in tables {
        let written = decimals::look(table)
            .into_iter()
            .zip(orders::look(table, options));
        let shape_of: Vec<u32> = computed(table).collect();
        for (column, (decimal, (orders, doubt))) in table.columns.iter_mut().zip(written) {
            column.doubt = doubt;
            let is_computed = shape_of.contains(&column.index);
            column.writing = Writing {
                orders,
                // What is computed is written in one way.
                decimal: if is_computed { Decimals::Point } else { decimal },
                swapped: false,
                timezone: options.timezone,
            };
        }
        let converted = converted::look(table, options);
        for (column, taken) in table.columns.iter_mut().zip(&converted) {
            column.writing.swapped = taken.is_swapped && !shape_of.contains(&column.index);
        }
        // Rosters and targets of other months are not used, so nobody needs to hear about them.
        if table.is_read() {
            findings.extend(converted.into_iter().filter_map(|taken| taken.finding));
            findings.extend(zones::look(table, options));
        }
    }
    findings
}

/// The columns that are computed.
fn computed(table: &Table) -> impl Iterator<Item = u32> + use<'_> {
    let computed = table.shape.iter().flat_map(|shape| &shape.computed);
    computed.map(|computed| computed.index)
}

/// The texts of a column that may be dates of which the year is not the first part, as they compare.
fn numeric_texts<'a>(table: &'a Table, column: &Column) -> impl Iterator<Item = String> + use<'a> {
    let index = column.index;
    table.rows.iter().filter_map(move |row| match row.cell(index) {
        Cell::Text(text) if !is_year_first(text) => Some(normalise(text)),
        _ => None,
    })
}

/// Whether a field states a day.
fn is_day(field: Field) -> bool {
    matches!(
        field,
        Field::Date
            | Field::Time
            | Field::Created
            | Field::LostDate
            | Field::Received
            | Field::Replied
            | Field::Due
            | Field::Submitted
            | Field::HireDate
            | Field::LeaveDate
            | Field::EffectiveFrom
            | Field::Period
            | Field::Own(_, Kind::Date | Kind::Moment)
    )
}

/// The money that some rows of a table state, if it has a column of money.
fn money<'a>(table: &Table, rows: impl Iterator<Item = &'a Row>) -> Option<Decimal> {
    let column = table.column(table.list.money()?)?;
    let mut texts = Texts::default();
    let amounts = rows.filter_map(|row| {
        let mut setting = setting(table, column, &mut texts);
        number(row.cell(column.index), &mut setting).value
    });
    amounts
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .map(|sum| sum.normalize())
}
