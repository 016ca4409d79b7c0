//! Tables of one dataset → its rows as values, less those that are wrong, repeated or not needed.

use super::RepKey;
use super::cells::{Texts, moment};
use super::data_row::{Context, DataRow, Gathered};
use super::days::TableDays;
use super::found::Found;
use super::joined;
use super::ledger::Brought;
use super::left_out::{LeftOut, LeftOutFor};
use super::passed_over::{self, is_blank_row};
use super::repeats::without_repeats;
use super::row::RowReader;
use super::tally::Tally;
use super::words::TableWords;
use crate::model::{Dataset, Fate, Field, Finding, Place, Problem};
use crate::read::{Row, Scope};
use crate::recognise::{Table, Wide};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The rows of a dataset in `tables`, in the order of the tables, each but once.
pub fn gather<T: DataRow>(
    tables: &[Table],
    dataset: Dataset,
    context: &Context,
    found: &mut Found,
) -> Vec<Gathered<T>> {
    let rows = read_rows(tables, dataset, context, found);
    without_repeats(rows, found)
}

/// Those rows as they stand in the tables, repeated ones included.
pub fn read_rows<T: DataRow>(
    tables: &[Table],
    dataset: Dataset,
    context: &Context,
    found: &mut Found,
) -> Vec<Gathered<T>> {
    let mut rows = Vec::with_capacity(
        of_dataset(tables, dataset)
            .map(|(_, table)| table.rows.len())
            .sum(),
    );
    let mut texts = Texts::default();
    for (index, table) in of_dataset(tables, dataset) {
        let mut days = TableDays::new(table);
        let mut words = TableWords::new(table, context.lexicon.list(&table.list), &context.words);
        let mut tally = Tally::default();
        let wide = Wide::of(table);
        let of_wide = wide.finding(table);
        if let Some(finding) = &of_wide {
            let wide_rows = table.rows.iter().filter(|row| wide.leaves_out(table, row));
            let place = |row: &Row| table.place(row);
            found.left_out.extend(wide_rows.map(|row| LeftOut {
                dataset,
                place: place(row),
                rep: None,
                date: None,
                amount: None,
                stated: None,
                why: LeftOutFor::Finding(finding.code()),
            }));
        }
        found.findings.extend(of_wide);
        passed_over::told((table, tables), context, &mut texts, found);
        joined::told(table, &mut texts, found);
        for passed in &table.passed_over {
            if is_blank_row(table, &passed.row) {
                let key = passed.row.key();
                found.ledger.settle(index, key, Fate::Blank, Brought::default());
            }
        }
        for row in table.rows.iter().filter(|row| !wide.leaves_out(table, row)) {
            let ledger = &mut found.ledger;
            let mut settle = |fate, stated| ledger.settle(index, row.key(), fate, Brought::stated(stated));
            if is_blank_row(table, row) {
                settle(Fate::Blank, None);
                continue;
            }
            let mut reader = RowReader::new(table, row, &mut texts, &mut words);
            let date = table.list.date.and_then(|field| reader.required(field, moment));
            let place = reader.place();
            if let (Some(field), Some(date)) = (table.list.date, date) {
                if days.is_stray(date.date()) {
                    let amount = reader.money();
                    days.see_stray(date.date(), reader.place_of(field), amount);
                }
                let needed = context.horizon.needs(table.list.history, date.date());
                let cell = || reader.place_of(field);
                found
                    .days
                    .see(&mut days, (field, date.date()), cell, (needed, &context.horizon));
                if !needed {
                    settle(Fate::OtherPeriod, reader.money());
                    continue;
                }
            }
            let read = T::read(&mut reader, date, context);
            let lost = read.is_none().then(|| reader.money()).flatten();
            reader.count_words(read.as_ref().map(T::counts));
            let rep = reader.rep();
            let date = date.map(|date| date.date());
            let of_row = worth(reader.into_findings(), lost);
            let Some(row) = read else {
                match left_out(dataset, (place, rep, date, lost), &of_row) {
                    Some(left_out) => found.left_out.push(left_out),
                    // A heading, a row of scores that nobody filled in.
                    None => settle(Fate::Blank, lost),
                }
                tally.add(of_row);
                continue;
            };
            tally.add(of_row);
            rows.push(Gathered {
                place,
                table: index,
                rep,
                date,
                row,
            });
        }
        found.days.finish(days);
        if table.scope == Scope::Own {
            found.assumed.extend(words.assumed());
        }
        found.findings.extend(words.findings());
        found.findings.extend(once_a_column(tally.into_findings()));
    }
    rows
}

/// What is kept of a row that makes no record: the first error says why, or whatever else is said of it.
fn left_out(
    dataset: Dataset,
    (place, rep, date, amount): (Place, Option<RepKey>, Option<NaiveDate>, Option<Decimal>),
    findings: &[Finding],
) -> Option<LeftOut> {
    let error = findings.iter().find(|finding| finding.is_error());
    Some(LeftOut {
        dataset,
        place,
        rep,
        date,
        amount,
        stated: amount,
        why: LeftOutFor::Finding(error.or(findings.first())?.code()),
    })
}

/// The findings of a row; the first that leaves it out bears the money that is lost with it.
fn worth(mut findings: Vec<Finding>, lost: Option<Decimal>) -> Vec<Finding> {
    if let Some(finding) = findings.iter_mut().find(|finding| finding.is_error()) {
        finding.amount = lost;
    }
    findings
}

/// The findings of a table's rows; what one answer settles is said once a column, at the first cell, with all rows and
/// all the money that hangs on them.
fn once_a_column(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut firsts: BTreeMap<(&str, Field, bool), usize> = BTreeMap::new();
    for finding in findings {
        let key = match &finding.problem {
            Problem::AmbiguousDate { field, required, .. }
            | Problem::AmbiguousNumber { field, required, .. } => (finding.code(), *field, *required),
            _ => {
                kept.push(finding);
                continue;
            }
        };
        let Some(first) = firsts.get(&key).and_then(|first| kept.get_mut(*first)) else {
            firsts.insert(key, kept.len());
            kept.push(finding);
            continue;
        };
        if let Problem::AmbiguousDate { rows, .. } | Problem::AmbiguousNumber { rows, .. } =
            &mut first.problem
        {
            *rows += 1;
        }
        first.amount = match (first.amount, finding.amount) {
            (Some(one), Some(other)) => one.checked_add(other),
            (one, other) => one.or(other),
        };
    }
    kept
}

/// The tables of a dataset that count, with their positions: of rosters, targets and scores only the period's own.
pub fn of_dataset(tables: &[Table], dataset: Dataset) -> impl Iterator<Item = (usize, &Table)> {
    let counts = move |table: &Table| table.dataset == dataset && table.is_read();
    tables.iter().enumerate().filter(move |(_, table)| counts(table))
}
