//! Fiscal years that targets speak of: what the program takes them for where the settings leave it open.

use super::RecordOptions;
use super::gather::of_dataset;
use crate::cells::{is_blank, shown};
use crate::model::place::stem;
use crate::model::span::{YearPart, says_fiscal};
use crate::model::{Dataset, Field, Finding, FiscalYear, Month, Place, Problem};
use crate::recognise::{Column, Table};

/// Says once, at the first place that states one, what a fiscal year was taken for.
pub fn findings(tables: &[Table], options: &RecordOptions) -> Option<Finding> {
    let own = || of_dataset(tables, Dataset::TARGETS).filter(|(_, table)| table.is_read());
    let problem = |text: String| {
        let month = Month::of(options.period.last_day())?;
        let start = options.year_start.unwrap_or_default();
        let year = FiscalYear::of(month, start);
        Some(Problem::FiscalYears {
            text,
            year: year.number(),
            first: year.months(YearPart::Whole).next()?,
            last: year.last_month()?,
            is_assumed: options.year_start.is_none(),
        })
    };
    match options.year_start {
        None => {
            let (place, text) = own().find_map(|(_, table)| fiscal(table))?;
            Some(Finding::at(place, problem(text)?))
        }
        Some(start) if start.is_calendar() || options.is_year_named => None,
        Some(_) => {
            let (place, text) = own().find_map(|(_, table)| fiscal(table).or_else(|| stated(table)))?;
            Some(Finding::at(place, problem(text)?))
        }
    }
}

/// Where a table calls a year a fiscal one, and in which words: a header, a cell, the name of sheet or file.
fn fiscal(table: &Table) -> Option<(Place, String)> {
    let is_of_time = |column: &&Column| {
        column.field.year_part().is_some() || matches!(column.field, Field::Year | Field::Period)
    };
    let columns = || table.columns.iter().filter(is_of_time);
    // Some systems head any year with "Fiscal Year": what stands below tells.
    let says = |column: &&Column| says_fiscal(&column.header);
    if let Some(column) = columns().find(says) {
        let place = table.header_place().at_column(column.index);
        return Some((place, column.header.clone()));
    }
    let cells = table
        .rows
        .iter()
        .flat_map(|row| columns().map(move |column| (row, column)));
    let mut cells = cells.filter(|(_, column)| column.field.year_part().is_none());
    let cell = cells.find_map(|(row, column)| {
        let text = shown(row.cell(column.index));
        let place = Place::row(table.source.clone(), row.number).at_column(column.index);
        says_fiscal(&text).then_some((place, text))
    });
    let names = [table.source.sheet.as_deref(), Some(stem(&table.source.file))];
    let mut names = names.into_iter().flatten().filter(|name| says_fiscal(name));
    cell.or_else(|| Some((Place::sheet(table.source.clone()), names.next()?.to_owned())))
}

/// Where a table states a year, be it called a fiscal one or not.
fn stated(table: &Table) -> Option<(Place, String)> {
    let column = table.column(Field::Year)?;
    let mut stated = table.rows.iter().filter(|row| !is_blank(row.cell(column.index)));
    let row = stated.next()?;
    let place = Place::row(table.source.clone(), row.number).at_column(column.index);
    Some((place, shown(row.cell(column.index))))
}
