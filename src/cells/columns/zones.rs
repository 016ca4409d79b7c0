//! Moments that state their zone: how many, and how many of them are of another day or month in the book's own.

use super::super::{Stated, from_text};
use super::{Around, has_days, money};
use crate::model::text::normalise;
use crate::model::{Finding, Problem};
use crate::read::{Cell, Row};
use crate::recognise::{Column, Table};
use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// The furthest that clocks anywhere are behind and ahead of UTC, in hours.
const FURTHEST: [i64; 2] = [-12, 14];

/// What is to be said of each column that has such moments.
pub(super) fn look<'a>(table: &'a Table, around: &'a Around) -> impl Iterator<Item = Finding> + use<'a> {
    table
        .columns
        .iter()
        .filter(|column| has_days(column.field))
        .filter_map(move |column| finding(table, column, around))
}

fn finding(table: &Table, column: &Column, around: &Around) -> Option<Finding> {
    let mut rows = 0;
    let (mut days, mut months) = (0, Vec::new());
    let mut first = None;
    for row in &table.rows {
        let Some(stated) = stated(row, column) else {
            continue;
        };
        rows += 1;
        first = first.or(Some(row));
        let is_of = |same: fn(NaiveDateTime, NaiveDateTime) -> bool| match around.timezone {
            Some(_) => same(stated.local(around.timezone), stated.moment),
            None => elsewhere(&stated).all(|moment| same(moment, stated.moment)),
        };
        if !is_of(|one, other| one.date() == other.date()) {
            days += 1;
        }
        if !is_of(|one, other| (one.year(), one.month()) == (other.year(), other.month())) {
            months.push(row);
        }
    }
    let place = table.cell_place(first?, column.index);
    let problem = Problem::StatedZone {
        field: column.field,
        rows,
        days,
        months: months.len() as u64,
        known: around.timezone.is_some(),
    };
    let amount = if months.is_empty() {
        None
    } else {
        money(table, months.into_iter())
    };
    Some(Finding::at(place, problem).worth(amount))
}

/// What the clocks of the earth showed at that moment, at either end.
fn elsewhere(stated: &Stated) -> impl Iterator<Item = NaiveDateTime> {
    let utc = stated.moment - TimeDelta::minutes(stated.ahead.unwrap_or(0).into());
    FURTHEST
        .into_iter()
        .map(move |hours| utc + TimeDelta::hours(hours))
}

/// What a cell states, where it says in which zone.
fn stated(row: &Row, column: &Column) -> Option<Stated> {
    let Cell::Text(text) = row.cell(column.index) else {
        return None;
    };
    if !may_state_zone(text) {
        return None;
    }
    let stated = from_text(&normalise(text), column.writing.orders).ok()?;
    stated.ahead.is_some().then_some(stated)
}

/// Whether a text may end in a zone; it is asked for each cell, so it looks at bytes alone.
fn may_state_zone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let behind_date = bytes.get(10..).unwrap_or_default();
    behind_date
        .iter()
        .any(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-' | b'U' | b'G'))
}
