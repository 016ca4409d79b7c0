//! A sheet's first rows → the header row and the columns that fit a dataset best.

use super::dictionary::{Admitted, DICTIONARY, Entry as DatasetEntry, Words};
use super::header::{fold, header};
use super::header_row::{HeaderCell, HeaderRow};
use super::lookup::{KNOWN, bare_month, bare_months, known_field, named_field, outer_bracket};
use crate::model::{Dataset, Field};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;

/// A header cell read as a field.
#[derive(Debug, Clone)]
pub(super) struct FittedColumn {
    pub(super) field: Field,
    pub(super) index: u32,
    /// Its header, as far as it names the field.
    pub(super) text: String,
    /// Its header with the group above it.
    pub(super) full: String,
    pub(super) multiplier: Decimal,
    /// Whether it states a unit, or a group above it does.
    pub(super) has_unit: bool,
    pub(super) year: Option<i32>,
    rank: usize,
    telling: bool,
    /// Whether it is read only where the name of the sheet or the file speaks for the dataset.
    needs_name: bool,
}

impl FittedColumn {
    /// Whether the settings name it.
    pub(super) fn is_named(&self) -> bool {
        self.rank < KNOWN
    }
}

/// How well a header row fits a dataset.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) dataset: Dataset,
    /// The header.
    pub(super) header: Rc<HeaderRow>,
    /// One column for each field, in sheet order.
    pub(super) columns: Vec<FittedColumn>,
    /// Further columns for a field that has one.
    pub(super) repeated: Vec<FittedColumn>,
    pub(super) score: usize,
    /// Whether a header is there that only this dataset knows.
    pub(super) is_telling: bool,
    /// Whether every column is a field of the dataset.
    pub(super) is_complete: bool,
    /// Whether a header is there that no sheet of the dataset has.
    pub(super) is_foreign: bool,
}

impl Fit {
    /// Gives up the columns that are read only where a name speaks for the dataset.
    pub(super) fn without_names(&mut self) {
        let before = self.columns.len();
        self.columns.retain(|column| !column.needs_name);
        self.is_complete &= self.columns.len() == before;
        self.score = score(&self.columns);
    }

    /// The required groups of fields of which none is there, each by its first.
    pub(super) fn missing(&self) -> Vec<Field> {
        let has = |field: &Field| self.columns.iter().any(|column| column.field == *field);
        let is_scored = self
            .columns
            .iter()
            .any(|column| matches!(column.field, Field::Manual(_)));
        let absent = |group: &&&[Field]| {
            let stands_in = is_scored && group.contains(&Field::Score);
            !stands_in && !group.iter().any(has)
        };
        let mut missing: Vec<Field> = self
            .dataset
            .required()
            .iter()
            .filter(absent)
            .filter_map(|group| group.first().copied())
            .collect();
        let is_wide = self
            .columns
            .iter()
            .any(|column| matches!(column.field, Field::Annual | Field::Month(_)));
        // A figure alone is a target of no month.
        if self.dataset == Dataset::Targets && has(&Field::Value) && !is_wide && !has(&Field::Period) {
            missing.push(Field::Period);
        }
        missing
    }

    /// Whether the amount is one with tax, and taxes stand beside it.
    pub(super) fn is_taxed(&self) -> bool {
        let entry = DICTIONARY.entry(self.dataset);
        self.columns
            .iter()
            .any(|column| is_taxed(entry, &self.header, column))
    }

    /// The header by which the settings can name a column, and it alone.
    pub(super) fn telling_header<'a>(&self, column: &'a FittedColumn) -> &'a str {
        let named = [(column.field, column.text.as_str())];
        let cells = self.header.columns.iter().flatten();
        let meant = cells.filter(|cell| named_field(&named, cell).is_some());
        if meant.count() > 1 {
            &column.full
        } else {
            &column.text
        }
    }

    /// Whether figures by month are all that speaks for targets: nothing tells them from what was reached.
    pub(super) fn is_nothing_but_months(&self) -> bool {
        let speaks = |text: &str| DICTIONARY.entry(Dataset::Targets).names.are_in(text);
        self.dataset == Dataset::Targets
            && self.columns.iter().all(|column| match column.field {
                Field::Month(_) => !column.is_named() && !speaks(&fold(&column.text)),
                Field::RepId | Field::RepName | Field::Team | Field::Region | Field::Product => true,
                _ => false,
            })
    }
}

/// The row that fits a dataset best, if any does at all; `named` are the headers that the settings name.
pub(super) fn best_fit(dataset: Dataset, rows: &[Rc<HeaderRow>], named: &[(Field, &str)]) -> Option<Fit> {
    let fits = rows.iter().map(|row| fit_row(dataset, row, named));
    fits.filter(|fit| !fit.columns.is_empty()).reduce(|best, next| {
        let rank = |fit: &Fit| {
            let units = fit.columns.iter().filter(|column| column.has_unit).count();
            (fit.missing().is_empty(), fit.score, units)
        };
        // Of equal rows the first is the header and the others repeat it, unless the two stand together: then all
        // that fits is in the upper one, and the lower one is the second line of a merged header.
        let is_second_line = next.header.number == best.header.number + 1;
        if rank(&next) > rank(&best) || (rank(&next) == rank(&best) && is_second_line) {
            next
        } else {
            best
        }
    })
}

/// How a row fits a dataset as its header; `named` are the headers that the settings name.
pub(super) fn fit_row(dataset: Dataset, row: &Rc<HeaderRow>, named: &[(Field, &str)]) -> Fit {
    let cells = || {
        (0..)
            .zip(&row.columns)
            .filter_map(|(index, cell)| Some((index, cell.as_ref()?)))
    };
    let entry = DICTIONARY.entry(dataset);
    let bare_months = bare_months(dataset, row);
    let mut found: Vec<FittedColumn> = cells()
        .filter_map(|(index, cell)| {
            let (known, text, header) = named_field(named, cell)
                .or_else(|| known_field(dataset, cell))
                .or_else(|| bare_month(bare_months?, index, cell))?;
            let admitted = if known.rank < KNOWN {
                Admitted::Yes
            } else {
                let others = cells().map(|(_, cell)| cell.own.name.as_str());
                entry.admits(&header.name, others)
            };
            if admitted == Admitted::No {
                return None;
            }
            Some(FittedColumn {
                field: known.field,
                index,
                text: text.to_owned(),
                full: cell.full().to_owned(),
                multiplier: header.unit.unwrap_or(Decimal::ONE),
                has_unit: header.unit.is_some(),
                year: known.year,
                rank: known.rank,
                telling: known.telling,
                needs_name: admitted == Admitted::ByName,
            })
        })
        .collect();
    if found.iter().all(|column| matches!(column.field, Field::Month(_))) && !is_run_of_months(&found) {
        found.clear();
    }
    let is_complete = found.len() == cells().count();
    let is_any_taxed = found.iter().any(|column| is_taxed(entry, row, column));
    // 价税合计 beside 价税合计(本位币) may be in any money.
    let in_own_money: Vec<_> = found
        .iter()
        .filter(|column| column.field == Field::Amount && entry.is_own_money(&fold(&column.full)))
        .map(|column| entry.without_money(&column.text))
        .collect();
    let says_less = |column: &FittedColumn| {
        let may = column.field == Field::Amount && !column.is_named();
        let is_untold = may && is_any_taxed && !is_taxed(entry, row, column);
        let is_in_any = may
            && !entry.is_own_money(&fold(&column.full))
            && in_own_money.contains(&entry.without_money(&column.text));
        (is_untold, is_in_any)
    };
    found.sort_by_cached_key(|column| (says_less(column), column.rank, column.index));
    let is_weak =
        |column: &FittedColumn| entry.admits(&header(&column.text).name, [].into_iter()) != Admitted::Yes;
    let mut chosen = BTreeMap::<(Field, Option<i32>), FittedColumn>::new();
    let mut repeated = Vec::new();
    for column in found {
        match chosen.entry((column.field, column.year)) {
            Entry::Vacant(free) => {
                free.insert(column);
            }
            // Where the settings name the column, the others are merely unused; so is a running number.
            Entry::Occupied(taken) if !(taken.get().is_named() || is_weak(&column)) => repeated.push(column),
            Entry::Occupied(_) => (),
        }
    }
    let has_part = |parts: &Words| cells().any(|(_, cell)| parts.are_in(&cell.own.name));
    let mut columns: Vec<_> = chosen.into_values().collect();
    columns.sort_by_key(|column| column.index);
    repeated.sort_by_key(|column| column.index);
    Fit {
        dataset,
        header: Rc::clone(row),
        score: score(&columns),
        is_telling: columns.iter().any(|column| column.telling) || has_part(&entry.typical),
        is_complete,
        is_foreign: has_part(&entry.foreign),
        columns,
        repeated,
    }
}

/// Whether a column is an amount with tax, and taxes stand beside it.
fn is_taxed(entry: &DatasetEntry, row: &HeaderRow, column: &FittedColumn) -> bool {
    let mut cells = row.columns.iter().flatten();
    column.field == Field::Amount
        && is_with_tax(entry, row, &column.full)
        && cells.any(|cell| entry.is_tax(cell.full()))
}

/// Whether an amount of that header includes tax: it says so, or is the total of a record that is stated beside the
/// first of its lines alone.
fn is_with_tax(entry: &DatasetEntry, row: &HeaderRow, header: &str) -> bool {
    let is_line = |cell: &HeaderCell| {
        outer_bracket(&cell.own.name).is_some_and(|(bracket, _)| entry.is_stated_once(bracket))
    };
    entry.is_with_tax(header) || (entry.is_record_total(header) && row.columns.iter().flatten().any(is_line))
}

/// A header that only one dataset knows says more than three that all of them know.
fn score(columns: &[FittedColumn]) -> usize {
    columns
        .iter()
        .map(|column| if column.telling { 4 } else { 1 })
        .sum()
}

/// Whether columns that are nothing but months are those of a year's targets, one after the other, and not a row of
/// data that holds dates.
fn is_run_of_months(columns: &[FittedColumn]) -> bool {
    let count = |column: &FittedColumn| match column.field {
        Field::Month(month) => Some(column.year.unwrap_or_default() * 12 + i32::from(month)),
        _ => None,
    };
    let months: Vec<_> = columns.iter().filter_map(count).collect();
    months.len() >= 3 && months.windows(2).all(|pair| pair[1] == pair[0] + 1)
}
