//! Sheets that a table looks up in → the cells that its rows have of them.
//!
//! A row has the cells of one row that states its key, or none: a key that is not there, or stands there twice and not with
//! the same, is told, and nothing is made twice.

use super::cells::Sheet;
use crate::cells::{Setting, Texts, bare_number, id, is_blank};
use crate::model::Writing;
use crate::model::hash::QuickMap;
use crate::read::{Cell, DAYS_TO_1904, Row};
use crate::recognise::{Join, Lookup, Met, Table, Take, Trouble};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A row of one of the sheets that are looked up in: which sheet, and which of its rows.
type At = (u32, u32);

/// Gives the rows of a table what they have of each sheet, in the order in which the settings name them.
pub(super) fn look_up(table: &mut Table, joins: &[Join], sheet: &Sheet<'_>) {
    for join in joins {
        if join.columns.is_empty() {
            let nothing = table.rows.iter().map(|row| (row.key(), Met::Nothing));
            table.met.push(nothing.collect());
            continue;
        }
        let index = Index::new(join, sheet);
        let date = table
            .list
            .date
            .and_then(|field| table.column(field))
            .map(|column| (column.index, column.writing));
        let mut keys = Keys::default();
        let mut met = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let key = keys.of(row, &join.keys);
            let day =
                date.and_then(|(date, writing)| sheet.moment(row.cell(date), table.epoch_1904, writing));
            met.push(match key {
                None if is_stated(row, &join.keys) => Met::NotThere,
                None => Met::Nothing,
                Some(key) => index.find(&key, day),
            });
        }
        let epoch = table.epoch_1904;
        for (row, met) in table.rows.iter_mut().zip(&met) {
            if let Met::Row(of, place) = *met {
                fill(row, join, (of, place), epoch);
            }
        }
        let met = table.rows.iter().zip(met).map(|(row, met)| (row.key(), met));
        table.met.push(met.collect());
    }
}

/// Puts the cells of a row that was found where the table has them.
fn fill(row: &mut Row, join: &Join, (of, place): At, epoch_1904: bool) {
    let Some(lookup) = join.sheets.get(of as usize) else {
        return;
    };
    let Some(found) = lookup.rows().get(place as usize) else {
        return;
    };
    for (index, places) in &join.columns {
        let Some(from) = places.get(of as usize).copied().flatten() else {
            continue;
        };
        let index = *index as usize;
        if row.cells.len() <= index {
            row.cells.resize(index + 1, Cell::Empty);
        }
        row.cells[index] = match (found.cell(from), lookup.sheet.epoch_1904, epoch_1904) {
            (Cell::DateTime(days), true, false) => Cell::DateTime(days + f64::from(DAYS_TO_1904)),
            (Cell::DateTime(days), false, true) => Cell::DateTime(days - f64::from(DAYS_TO_1904)),
            (cell, ..) => cell.clone(),
        };
    }
}

/// Whether something stands in every cell of a key.
fn is_stated(row: &Row, columns: &[u32]) -> bool {
    columns.iter().all(|column| !is_blank(row.cell(*column)))
}

/// What a key is compared by: as ids are everywhere, and where that finds nothing, without the zeros that it begins with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    exact: String,
    bare: String,
}

/// Reads keys.
#[derive(Default)]
struct Keys {
    texts: Texts,
}

impl Keys {
    /// The key of a row; none where one of its cells is blank.
    fn of(&mut self, row: &Row, columns: &[u32]) -> Option<Key> {
        let (mut exact, mut bare) = (String::new(), String::new());
        for (at, column) in columns.iter().enumerate() {
            let cell = row.cell(*column);
            if is_blank(cell) {
                return None;
            }
            let mut setting = Setting {
                epoch_1904: false,
                writing: Writing::default(),
                multiplier: Decimal::ONE,
                money: None,
                texts: &mut self.texts,
            };
            let read = id(cell, &mut setting);
            // What a spreadsheet cut short is no key of anything.
            if read.flaw.is_some() {
                return None;
            }
            let text = read.value?.to_uppercase();
            if at > 0 {
                exact.push('\u{1f}');
                bare.push('\u{1f}');
            }
            bare.push_str(bare_number(&text).as_deref().unwrap_or(&text));
            exact.push_str(&text);
        }
        Some(Key { exact, bare })
    }
}

/// The rows that may be meant by a key, of equal ones but the first.
#[derive(Debug, Clone, Default)]
struct Candidates {
    /// From when each holds, and until when, in the order of that; and where it stands.
    rows: Vec<(Option<NaiveDateTime>, Option<NaiveDateTime>, At)>,
}

/// Where the rows of each key stand.
struct Index<'j> {
    join: &'j Join,
    exact: QuickMap<String, Candidates>,
    /// By keys without zeros: the exact keys, where there is but one.
    bare: QuickMap<String, Option<String>>,
}

impl<'j> Index<'j> {
    fn new(join: &'j Join, sheet: &Sheet<'_>) -> Self {
        let mut index = Self {
            join,
            exact: QuickMap::default(),
            bare: QuickMap::default(),
        };
        let mut keys = Keys::default();
        for (of, lookup) in (0..).zip(&join.sheets) {
            for (place, row) in (0..).zip(lookup.rows()) {
                let Some(key) = keys.of(row, &lookup.keys) else {
                    continue;
                };
                let [from, until] = [lookup.from, lookup.until].map(|column| {
                    column.and_then(|column| {
                        sheet.moment(row.cell(column), lookup.sheet.epoch_1904, sheet.writing())
                    })
                });
                let only = index
                    .bare
                    .entry(key.bare)
                    .or_insert_with(|| Some(key.exact.clone()));
                if only.as_ref().is_some_and(|only| *only != key.exact) {
                    *only = None;
                }
                let candidates = index.exact.entry(key.exact).or_default();
                candidates.rows.push((from, until, (of, place)));
            }
        }
        for candidates in index.exact.values_mut() {
            candidates.settle(join);
        }
        index
    }

    /// What a key meets on a day.
    fn find(&self, key: &Key, day: Option<NaiveDateTime>) -> Met {
        let candidates = self.exact.get(&key.exact).or_else(|| {
            let only = self.bare.get(&key.bare)?.as_ref()?;
            self.exact.get(only)
        });
        let Some(candidates) = candidates else {
            return match self.bare.get(&key.bare) {
                // 07 and 007 are there, and 7 is asked for.
                Some(None) => Met::Several,
                _ => Met::NotThere,
            };
        };
        candidates.on(day, self.join)
    }
}

impl Candidates {
    /// Puts them in the order of their days, and of those that state the same keeps the first.
    fn settle(&mut self, join: &Join) {
        if self.rows.len() < 2 {
            return;
        }
        let rows = std::mem::take(&mut self.rows);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (from, until, at) in rows {
            let said = format!("{from:?} {until:?} {}", said(join, at));
            if seen.insert(said) {
                self.rows.push((from, until, at));
            }
        }
        self.rows.sort_by_key(|(from, _, at)| (*from, *at));
    }

    /// The one that holds on a day: of those with days the latest that has begun.
    fn on(&self, day: Option<NaiveDateTime>, join: &Join) -> Met {
        let of = |(.., (of, place)): &(_, _, At)| Met::Row(*of, *place);
        let rows = if join.is_dated {
            let Some(day) = day else { return Met::NotThere };
            let begun = self
                .rows
                .partition_point(|(from, ..)| from.is_none_or(|from| from <= day));
            &self.rows[..begun]
        } else {
            &self.rows[..]
        };
        // A day on which a row still holds is the whole of it.
        let holds = |(_, until, _): &&(_, Option<NaiveDateTime>, _)| match (until, day) {
            (Some(until), Some(day)) => day.date() <= until.date(),
            _ => true,
        };
        let Some(last) = rows.iter().rfind(holds) else {
            return Met::NotThere;
        };
        let alike = rows.partition_point(|(from, ..)| *from < last.0);
        let mut alike = rows[alike..]
            .iter()
            .filter(|(from, ..)| *from == last.0)
            .filter(holds);
        match (alike.next(), join.take) {
            (_, Some(Take::Last)) => of(last),
            (Some(first), Some(Take::First)) => of(first),
            (Some(first), None) if first.2 == last.2 => of(first),
            _ => Met::Several,
        }
    }
}

/// What a row states in the columns that the table has of it.
fn said(join: &Join, (of, place): At) -> String {
    let row = join
        .sheets
        .get(of as usize)
        .and_then(|lookup: &Lookup| lookup.rows().get(place as usize));
    let cells = join.columns.iter().map(|(_, places)| {
        let cell = places.get(of as usize).copied().flatten().zip(row);
        cell.map_or(&Cell::Empty, |(column, row)| row.cell(column))
    });
    format!("{:?}", cells.collect::<Vec<_>>())
}

/// The rows that cannot be told of for what they met, or did not: for each what keeps it from being told.
pub(super) fn troubles(table: &Table, joins: &[Join]) -> Vec<Option<Trouble>> {
    let trouble = |at: usize| {
        let of_row = joins.iter().zip(&table.met).enumerate();
        let mut troubles = of_row.filter_map(|(join, (said, met))| {
            let (_, met) = met.get(at)?;
            let column = *said.keys.first()?;
            match met {
                Met::Several => Some(Trouble {
                    join,
                    column,
                    is_repeated: true,
                }),
                Met::NotThere if said.is_needed || said.is_asked_by_filter => Some(Trouble {
                    join,
                    column,
                    is_repeated: false,
                }),
                _ => None,
            }
        });
        troubles.next()
    };
    (0..table.rows.len()).map(trouble).collect()
}
