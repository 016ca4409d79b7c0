//! What only the name of a sheet or a file says of all its rows: whose they are, where no column does; which team those
//! of a roster are in.

use super::merged::put;
use super::reading::Reading;
use super::table::{Column, Table};
use crate::model::person::{person, simplified_person};
use crate::model::place::stem;
use crate::model::text::normalise;
use crate::model::{Dataset, DateDoubt, Field, Finding, Place, Problem, Writing};
use crate::read::{Cell, Scope};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// As many names as a message can hold.
const NAMED: usize = 8;
/// The fields that say whom a row is for.
const WHOM: [Field; 4] = [Field::RepId, Field::RepName, Field::Team, Field::Region];

/// Reads sheets that want but the rep, and are named by one, as that rep's; and rosters with a sheet for each team as
/// theirs. What is no rep's stays as it was read.
pub(super) fn settle(readings: &mut [Reading]) {
    teams(readings);
    let people = people(readings);
    let mut files: BTreeMap<(String, Dataset), Vec<usize>> = BTreeMap::new();
    let mut sheets: BTreeMap<(String, Dataset), Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let source = &reading.source;
        let Some(dataset) = without_rep(reading) else {
            continue;
        };
        let is_rep = |name: &str| people.contains(&key(name));
        if source.sheet.as_deref().is_some_and(is_rep) {
            sheets.entry((source.file.clone(), dataset)).or_default().push(at);
        } else if is_rep(stem(&source.file)) {
            let folder = source.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            files.entry((folder.to_owned(), dataset)).or_default().push(at);
        }
    }
    // A file may be called by who made it, and one sheet of targets by whom they are from; two of a kind are a series.
    files.retain(|_, of_folder| of_folder.len() > 1);
    sheets.retain(|(_, dataset), of_file| of_file.len() > 1 || *dataset != Dataset::TARGETS);
    for ((_, dataset), group) in files {
        take(readings, dataset, &group, false);
    }
    for ((_, dataset), group) in sheets {
        take(readings, dataset, &group, true);
    }
}

/// The dataset of a sheet whose rows name no rep, and would do with one.
fn without_rep(reading: &Reading) -> Option<Dataset> {
    let pending = reading.by_name.as_ref().and_then(|named| named.table.as_ref());
    let of_nobody = |table: &&Table| {
        let is_whom = |column: &Column| WHOM.contains(&column.field);
        table.dataset == Dataset::TARGETS && !table.columns.iter().any(is_whom)
    };
    let table = pending.or_else(|| reading.table.as_ref().filter(of_nobody))?;
    Some(table.dataset)
}

/// Gives the sheets of a group the reps that they are named by, and says so once.
fn take(readings: &mut [Reading], dataset: Dataset, group: &[usize], by_sheet: bool) {
    let mut names = Vec::new();
    for at in group {
        let reading = &mut readings[*at];
        if let Some(named) = reading.by_name.take() {
            *reading = *named;
        }
        let source = &reading.source;
        let name = match &source.sheet {
            Some(sheet) if by_sheet => sheet.clone(),
            _ => stem(&source.file).to_owned(),
        };
        if let Some(table) = &mut reading.table {
            add_column(table, Field::RepName, &name);
        }
        names.push(name);
    }
    let Some(first) = group.first().and_then(|at| readings.get_mut(*at)) else {
        return;
    };
    let place = Place::file(&first.source.file);
    let problem = Problem::RepFromName {
        dataset,
        count: names.len() as u64,
        names: names.into_iter().take(NAMED).collect(),
        by_sheet,
    };
    first.findings.push(Finding::at(place, problem));
}

/// Rosters of several sheets without a column for the team, whose names are those of teams.
fn teams(readings: &mut [Reading]) {
    let mut by_file: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let Some(table) = &reading.table else { continue };
        let is_roster = table.dataset == Dataset::ROSTER && table.scope == Scope::Own;
        let lacks_team = table.column(Field::Team).is_none();
        let name = reading.source.sheet.as_deref().filter(|name| is_team(name));
        if let Some(name) = name.filter(|_| is_roster && lacks_team) {
            let of_file = by_file.entry(reading.source.file.clone()).or_default();
            of_file.push((at, name.trim().to_owned()));
        }
    }
    for (file, sheets) in by_file.into_iter().filter(|(_, sheets)| sheets.len() > 1) {
        let problem = Problem::TeamFromName {
            teams: sheets.iter().map(|(_, name)| name.clone()).take(NAMED).collect(),
            count: sheets.len() as u64,
        };
        if let Some(first) = sheets.first().and_then(|(at, _)| readings.get_mut(*at)) {
            first.findings.push(Finding::at(Place::file(&file), problem));
        }
        for (at, name) in sheets {
            if let Some(table) = readings.get_mut(at).and_then(|reading| reading.table.as_mut()) {
                add_column(table, Field::Team, &name);
            }
        }
    }
}

/// A column behind all others whose every cell is the name.
fn add_column(table: &mut Table, field: Field, name: &str) {
    let widths = table.rows.iter().map(|row| row.cells.len());
    let width = widths.max().unwrap_or(0).max(table.headers.len());
    let index = u32::try_from(width).unwrap_or(u32::MAX);
    let value = Cell::Text(name.into());
    put(&mut table.rows, index, &value);
    table.columns.push(Column {
        field,
        index,
        header: name.to_owned(),
        multiplier: Decimal::ONE,
        writing: Writing::default(),
        doubt: DateDoubt::default(),
    });
}

/// What the people of the rosters are called, by number and by name.
fn people(readings: &[Reading]) -> BTreeSet<String> {
    let tables = readings.iter().filter_map(|reading| reading.table.as_ref());
    let rosters = tables.filter(|table| table.dataset == Dataset::ROSTER && table.scope == Scope::Own);
    let names = rosters.flat_map(|table| {
        let columns =
            [Field::RepId, Field::RepName].map(|field| table.column(field).map(|column| column.index));
        table.rows.iter().flat_map(move |row| {
            columns
                .into_iter()
                .flatten()
                .filter_map(|column| match row.cell(column) {
                    Cell::Text(text) => Some(key(text)),
                    Cell::Number(number) => Some(key(&number.to_string())),
                    _ => None,
                })
        })
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// What a name or a number compares by.
fn key(name: &str) -> String {
    simplified_person(&person(&normalise(name)))
}

/// Whether a sheet is named as teams are. 在职 and Sheet2 are no teams, and what else may be none is not taken for one.
fn is_team(name: &str) -> bool {
    const ENDS: [&str; 14] = [
        "组",
        "部",
        "队",
        "区",
        "团队",
        "中心",
        "办事处",
        "分公司",
        "公司",
        "店",
        "门店",
        "站",
        "办",
        "事业群",
    ];
    const AREAS: [&str; 8] = ["华东", "华南", "华北", "华中", "东北", "西北", "西南", "海外"];
    const WORDS: [&str; 6] = ["team", "group", "region", "branch", "dept", "office"];
    const ALL: [&str; 6] = ["全部", "总部名单", "内部", "外部", "全公司", "本公司"];
    let name = normalise(name).to_lowercase();
    let has_word = || {
        let mut words = name.split(|mark: char| !mark.is_alphanumeric());
        words.any(|word| WORDS.contains(&word))
    };
    !ALL.contains(&name.as_str())
        && (ENDS.iter().any(|end| name.ends_with(end)) || AREAS.contains(&name.as_str()) || has_word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_are_named_as_teams() {
        for name in [
            "销售一组",
            "华东大区",
            "华东",
            "大客户部",
            "北京分公司",
            "Team A",
            "West region",
            "一队",
        ] {
            assert!(is_team(name), "{name}");
        }
        for name in [
            "在职",
            "离职",
            "Sheet1",
            "花名册",
            "2026",
            "全部",
            "10月",
            "Teamwork",
            "人员",
        ] {
            assert!(!is_team(name), "{name}");
        }
    }
}
