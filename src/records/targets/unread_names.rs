//! Targets of nobody knows whom: no column that is read says whose they are, and one that nobody reads does.

use super::{TargetRow, Whom, names_anyone};
use crate::cells::plain;
use crate::model::hash::{QuickMap, QuickSet};
use crate::model::text::{normalise, toml_text};
use crate::model::{Finding, Problem};
use crate::read::Row;
use crate::recognise::{Table, inputs_line};
use crate::records::Roster;
use crate::records::data_row::Gathered;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The most names that a finding lists.
const MOST_LISTED: usize = 3;

/// What is to be told of each table whose rows would all be the company's, although a column of it names people or teams of
/// the roster, or something else in each of several rows. `at_stake` is the money of a row.
pub(super) fn unread_names(
    rows: &[Gathered<TargetRow>],
    tables: &[Table],
    roster: &Roster,
    at_stake: impl Fn(&TargetRow) -> Option<Decimal>,
) -> BTreeMap<usize, Finding> {
    let mut of_table: BTreeMap<usize, Vec<&Gathered<TargetRow>>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.row.whom == Whom::Unnamed) {
        of_table.entry(row.table).or_default().push(row);
    }
    let known = names(roster);
    let found = of_table.into_iter().filter_map(|(index, rows)| {
        let table = tables.get(index).filter(|table| !names_anyone(table))?;
        let (column, named) = column_of_names(table, &rows, &known)?;
        let header = table.headers.get(column as usize)?.clone();
        let said = format!("columns = {{ rep_name = {} }}", toml_text(&header));
        let all: Vec<&Table> = tables.iter().collect();
        let amounts = rows.iter().filter_map(|row| at_stake(&row.row));
        let problem = Problem::TargetsOfUnreadNames {
            header,
            names: named.into_iter().take(MOST_LISTED).collect(),
            rows: rows.len() as u64,
            pin: inputs_line(&all, table, &said),
        };
        let place = table.header_place().at_column(column);
        let amount = amounts.reduce(Decimal::saturating_add);
        Some((index, Finding::at(place, problem).worth(amount)))
    });
    found.collect()
}

/// Numbers, names, teams and regions of the roster, as texts are compared.
fn names(roster: &Roster) -> QuickSet<String> {
    let of_rep = roster.iter().flat_map(|(_, rep)| {
        let of_assignments = rep.assignments.iter().flat_map(|assignment| {
            let groups = [&assignment.team, &assignment.region].into_iter().flatten();
            let ids = assignment.other_ids.iter();
            groups.chain(ids).chain([&assignment.name])
        });
        of_assignments.chain([&rep.rep_id])
    });
    of_rep.map(|name| normalise(name)).collect()
}

/// The first column that nobody reads and whose cells in these rows name somebody of the roster; else one that has another
/// text in each of several rows.
fn column_of_names(
    table: &Table,
    rows: &[&Gathered<TargetRow>],
    known: &QuickSet<String>,
) -> Option<(u32, Vec<String>)> {
    let is_read = |index: &u32| table.columns.iter().any(|column| column.index == *index);
    let headers = (0..).zip(&table.headers);
    let unread = headers.filter(|(index, header)| !header.is_empty() && !is_read(index));
    let by_number: QuickMap<u32, &Row> = table.rows.iter().map(|row| (row.number, row)).collect();
    let texts = |index: u32| {
        let of_row = |row: &&Gathered<TargetRow>| {
            let row = by_number.get(&row.place.row?)?;
            plain(row.cell(index)).map(|text| text.trim().to_owned())
        };
        let texts: Vec<String> = rows
            .iter()
            .filter_map(of_row)
            .filter(|text| !text.is_empty())
            .collect();
        (index, texts)
    };
    let columns: Vec<(u32, Vec<String>)> = unread.map(|(index, _)| texts(index)).collect();
    let of_roster = columns.iter().find_map(|(index, texts)| {
        let named: Vec<String> = texts
            .iter()
            .filter(|text| known.contains(&normalise(text)))
            .cloned()
            .collect();
        (!named.is_empty()).then_some((*index, named))
    });
    of_roster.or_else(|| {
        let differs = |texts: &Vec<String>| {
            let distinct: QuickSet<String> = texts.iter().map(|text| normalise(text)).collect();
            let are_words = texts.iter().all(|text| text.chars().any(char::is_alphabetic));
            texts.len() > 1 && texts.len() == rows.len() && distinct.len() == texts.len() && are_words
        };
        columns.into_iter().find(|(_, texts)| differs(texts))
    })
}
