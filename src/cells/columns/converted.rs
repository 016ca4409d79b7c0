//! Columns in which a spreadsheet took days for months: 05/10/2026, meant as 5 October, became 10 May where that is a
//! date to it, and 25/10/2026 stayed a text.

use super::super::{Numeric, Texts, moment, setting, swapped, was_converted};
use super::{Around, has_days, money, numeric_texts};
use crate::model::place::folder;
use crate::model::{DateOrder, Field, Finding, Month, Orders, Problem};
use crate::read::Row;
use crate::recognise::{Column, Table};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// How a column is taken, and what is to be said of it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) is_swapped: bool,
    pub(super) finding: Option<Finding>,
}

/// From so many dates on it is no chance that all of them make sense the other way round alone.
const ENOUGH: usize = 3;

/// How each column is taken.
pub(super) fn look(table: &Table, around: &Around) -> Vec<Taken> {
    let columns = table.columns.iter();
    columns
        .map(|column| {
            if has_days(column.field) {
                taken(table, column, around)
            } else {
                Taken::default()
            }
        })
        .collect()
}

fn taken(table: &Table, column: &Column, around: &Around) -> Taken {
    let Some((dates, is_sure)) = suspects(table, column, around) else {
        return Taken::default();
    };
    if let Some(is_swapped) = table.swapped_dates {
        return Taken {
            is_swapped,
            finding: None,
        };
    }
    // Those that read the same both ways are right in any case.
    let moved: Vec<&(&Row, NaiveDate)> = dates
        .iter()
        .filter(|(_, date)| date.day() != date.month())
        .collect();
    let Some((row, date)) = moved.first() else {
        return Taken::default();
    };
    let problem = Problem::HalfConvertedDates {
        dataset: table.dataset,
        field: column.field,
        rows: moved.len() as u64,
        date: *date,
        swapped: is_sure,
    };
    let place = table.cell_place(row, column.index);
    let amount = money(table, moved.iter().map(|(row, _)| *row));
    Taken {
        is_swapped: is_sure,
        finding: Some(Finding::at(place, problem).worth(amount)),
    }
}

/// The dates of a column that were probably converted the wrong way round, and whether that is sure.
fn suspects<'a>(
    table: &'a Table,
    column: &Column,
    around: &Around,
) -> Option<(Vec<(&'a Row, NaiveDate)>, bool)> {
    let texts = texts(table, column)?;
    let is_event = matches!(column.field, Field::Date | Field::Time | Field::Received);
    let own = folder(&table.source.file)
        .filter(|_| is_event)
        .map(|(_, period)| period);
    if texts.is_empty() && own.is_none() {
        return None;
    }
    let dates = converted(table, column)?;
    let is_moved = |(_, date): &&(&Row, NaiveDate)| date.day() != date.month();
    let moved: Vec<NaiveDate> = dates.iter().filter(is_moved).map(|(_, date)| *date).collect();
    if moved.is_empty() {
        return None;
    }
    let mut months = texts.clone();
    if texts.is_empty() {
        // Only their folder speaks: days that are all the number of its month, in many months.
        months.extend(own.iter().flat_map(|period| period.months()));
    }
    let fits = |date: NaiveDate| Month::of(date).is_some_and(|month| months.contains(&month));
    let turned = |date: NaiveDate| NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
    let as_they_are = moved.iter().all(|date| {
        fits(*date) || (table.list.is_dated() && !texts.is_empty() && around.period.contains(*date))
    });
    let other_way = moved.iter().all(|date| turned(*date).is_some_and(fits));
    if as_they_are && !other_way {
        return None;
    }
    let spread: BTreeSet<u32> = moved.iter().map(NaiveDate::month).collect();
    let is_much = moved.len() >= ENOUGH && spread.len() > 1;
    if texts.is_empty() {
        return (other_way && !as_they_are && is_much && spread.len() >= ENOUGH).then_some((dates, false));
    }
    Some((dates, other_way && !as_they_are && is_much))
}

/// The months of the dates that stayed texts since their days are no months; none where another date is a text, which
/// would have been converted too.
fn texts(table: &Table, column: &Column) -> Option<BTreeSet<Month>> {
    let mut months = BTreeSet::new();
    let mut seen = None;
    for text in numeric_texts(table.rows.iter(), column.index) {
        let Some((date, _)) = Numeric::parse(&text).filter(|(date, _)| !date.is_short()) else {
            continue;
        };
        let orders = [DateOrder::Dmy, DateOrder::Mdy].map(|order| Some((order, date.under(order)?)));
        match orders {
            [Some((order, day)), None] | [None, Some((order, day))] => {
                if seen.replace(order).is_some_and(|seen| seen != order) {
                    return None;
                }
                months.extend(Month::of(day));
            }
            [Some((_, one)), Some((_, other))] if one == other => {}
            [Some(_), Some(_)] => return None,
            [None, None] => {}
        }
    }
    Some(months)
}

/// The dates of a column that a spreadsheet understood, if all of them could be turned.
fn converted<'a>(table: &'a Table, column: &Column) -> Option<Vec<(&'a Row, NaiveDate)>> {
    let mut texts = Texts::default();
    let mut dates = Vec::new();
    for row in &table.rows {
        let cell = row.cell(column.index);
        if !was_converted(cell) {
            continue;
        }
        let mut setting = setting(table, column, &mut texts);
        setting.writing.orders = Orders::default();
        setting.writing.swapped = false;
        if let Some(date) = moment(cell, &mut setting).value {
            swapped(date)?;
            dates.push((row, date.date()));
        }
    }
    Some(dates)
}
