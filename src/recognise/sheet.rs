//! One sheet → its table, or the reason why it gives none.

use super::choice::{Choice, Names, choose};
use super::dictionary::DICTIONARY;
use super::fit::{Fit, HeaderRow, best_fit, cell_text, header_rows};
use super::header::{fold, unit_of};
use super::merged;
use super::rows::{self, Rows};
use super::settings::{Settings, Word};
use super::table::{Column, Table};
use crate::model::place::column_letters;
use crate::model::{Dataset, Field, Finding, Place, Problem, Severity};
use crate::read::{Cell, Row, Scope, Sheet};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// Recognises a sheet.
pub(super) fn recognise(sheet: Sheet, settings: &Settings) -> (Option<Table>, Vec<Finding>) {
    if sheet.hidden && !settings.names_by_sheet(&sheet) {
        return (None, Vec::new());
    }
    let rows = header_rows(&sheet, None);
    match settings.named(&sheet) {
        Some(dataset) => as_named(sheet, dataset, &rows, settings),
        None => by_header(sheet, &rows, settings),
    }
}

/// The settings say what the sheet is: it is that, or columns are missing.
fn as_named(
    sheet: Sheet,
    dataset: Dataset,
    rows: &[Rc<HeaderRow>],
    settings: &Settings,
) -> (Option<Table>, Vec<Finding>) {
    let fit = fit(&sheet, dataset, rows, settings);
    let missing = fit.as_ref().map_or_else(|| required(dataset), Fit::missing);
    match fit {
        Some(fit) if missing.is_empty() => table(sheet, fit, settings),
        _ => {
            let place = Place::sheet(Arc::clone(&sheet.source));
            let absent = |field| Finding::at(place.clone(), Problem::MissingColumn { dataset, field });
            (None, missing.into_iter().map(absent).collect())
        }
    }
}

/// The header and the names say what the sheet is.
fn by_header(sheet: Sheet, rows: &[Rc<HeaderRow>], settings: &Settings) -> (Option<Table>, Vec<Finding>) {
    let place = Place::sheet(Arc::clone(&sheet.source));
    let fits: Vec<_> = Dataset::ALL
        .into_iter()
        .filter_map(|dataset| fit(&sheet, dataset, rows, settings))
        .collect();
    let complete = fits.iter().filter(|fit| fit.missing().is_empty());
    let first = complete.map(|fit| fit.header.index).min().unwrap_or(0);
    let titles = sheet.rows[..first]
        .iter()
        .flat_map(|row| row_texts(row, sheet.epoch_1904));
    let names = Names::new(&sheet.source, titles);
    match choose(fits, &names, |dataset| {
        settings.word(dataset, &sheet) >= Word::File
    }) {
        Choice::One(fit) if settings.word(fit.dataset, &sheet) == Word::Elsewhere => (
            None,
            vec![Finding::at(place, Problem::NotPinned { dataset: fit.dataset })],
        ),
        Choice::One(fit) => table(sheet, fit, settings),
        Choice::Several(candidates) => (
            None,
            vec![Finding::at(place, Problem::AmbiguousSheet { candidates })],
        ),
        Choice::None => {
            let mut finding = Finding::at(place, Problem::UnrecognisedSheet);
            if !holds_columns(&sheet) {
                finding.severity = Severity::Info;
            }
            (None, vec![finding])
        }
    }
}

/// How the sheet fits a dataset, the settings' header row and columns considered.
fn fit(sheet: &Sheet, dataset: Dataset, rows: &[Rc<HeaderRow>], settings: &Settings) -> Option<Fit> {
    let pin = settings
        .pin(dataset)
        .filter(|_| settings.word(dataset, sheet) != Word::Elsewhere);
    let named = pin.map(|pin| pin.headers(dataset)).unwrap_or_default();
    match pin.and_then(|pin| pin.header_row) {
        Some(number) => best_fit(dataset, &header_rows(sheet, Some(number)), &named),
        None => best_fit(dataset, rows, &named),
    }
}

fn required(dataset: Dataset) -> Vec<Field> {
    dataset
        .required()
        .iter()
        .filter_map(|group| group.first().copied())
        .collect()
}

/// Whether a sheet looks like a table at all; a cover or a note does not.
fn holds_columns(sheet: &Sheet) -> bool {
    let width = |row: &Row| row.cells.iter().filter(|cell| **cell != Cell::Empty).count();
    sheet.rows.iter().filter(|row| width(row) >= 3).take(2).count() == 2
}

fn row_texts(row: &Row, epoch_1904: bool) -> impl Iterator<Item = String> {
    row.cells
        .iter()
        .filter_map(move |cell| cell_text(cell, epoch_1904).map(Cow::into_owned))
}

/// The table of a sheet by the fit chosen.
fn table(mut sheet: Sheet, mut fit: Fit, settings: &Settings) -> (Option<Table>, Vec<Finding>) {
    let below = sheet.rows.split_off(fit.header.index + 1);
    let above = sheet.rows;
    // A month's column with another year in its header is no figure of this year's.
    fit.columns
        .retain(|column| column.year.is_none_or(|year| year == settings.year));
    fit.columns
        .sort_by_key(|column| (column.field, column.year.is_none(), column.index));
    fit.columns.dedup_by_key(|column| column.field);
    fit.columns.sort_by_key(|column| column.index);
    let header = Place::row(Arc::clone(&sheet.source), fit.header.number);
    let mut findings = Vec::new();
    // Rosters and targets of other months are not used, so nobody needs to hear about their columns.
    if sheet.scope == Scope::Own || fit.dataset.is_dated() {
        findings.extend(column_findings(&fit, &header, &below, settings));
    }
    let unit = unit_above(&above[..fit.header.index], sheet.epoch_1904);
    let applied = unit
        .as_ref()
        .and_then(|(text, unit)| apply_unit(&mut fit, text, *unit));
    findings.extend(applied.map(|problem| Finding::at(header.clone(), problem)));
    let Rows { mut data, totals } = rows::sort(fit.dataset, &fit.columns, &above, below);
    let shared = merged::fill_down(fit.dataset, &sheet.source, &fit.columns, &sheet.merged, &mut data);
    if sheet.scope == Scope::Own || fit.dataset.is_dated() {
        findings.extend(shared);
    }
    let column = |column: super::fit::FittedColumn| Column {
        field: column.field,
        index: column.index,
        header: column.text,
        multiplier: column.multiplier,
    };
    let table = Table {
        dataset: fit.dataset,
        source: sheet.source,
        scope: sheet.scope,
        header_row: fit.header.number,
        columns: fit.columns.into_iter().map(column).collect(),
        rows: data,
        totals,
        epoch_1904: sheet.epoch_1904,
        date_order: settings.pin(fit.dataset).and_then(|pin| pin.date_order),
    };
    (Some(table), findings)
}

/// What is to be said about columns that are not read, and headers that are not there.
fn column_findings(fit: &Fit, header: &Place, below: &[Row], settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let used = |field: Field| fit.columns.iter().any(|column| column.field == field);
    let named = settings
        .pin(fit.dataset)
        .map(|pin| pin.headers(fit.dataset))
        .unwrap_or_default();
    for (field, wanted) in named {
        if !fit
            .columns
            .iter()
            .any(|column| column.field == field && column.is_named())
        {
            let problem = Problem::HeaderNotFound {
                field,
                header: wanted.to_owned(),
            };
            findings.push(Finding::at(header.clone(), problem));
        }
    }
    let width = below
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0)
        .max(fit.header.columns.len());
    for index in 0..width as u32 {
        if fit.columns.iter().any(|column| column.index == index) {
            continue;
        }
        let repeated = fit.repeated.iter().find(|column| column.index == index);
        let problem = match (
            repeated,
            fit.header.columns.get(index as usize).and_then(Option::as_ref),
        ) {
            (Some(column), _) => Problem::RepeatedColumn {
                field: column.field,
                header: column.text.clone(),
            },
            (None, Some(cell)) => Problem::UnusedColumn {
                header: cell.text.clone(),
                nearest: DICTIONARY.nearest(fit.dataset, &cell.own.name, |field| !used(field)),
            },
            (None, None) if below.iter().any(|row| *row.cell(index) != Cell::Empty) => {
                Problem::UnusedColumn {
                    header: column_letters(index),
                    nearest: None,
                }
            }
            (None, None) => continue,
        };
        findings.push(Finding::at(header.at_column(index), problem));
    }
    findings
}

/// A unit of money stated above the header: 单位：万元.
fn unit_above(above: &[Row], epoch_1904: bool) -> Option<(String, Decimal)> {
    let mut texts = above.iter().flat_map(|row| row_texts(row, epoch_1904));
    texts.find_map(|text| {
        let folded = fold(&text);
        let (_, stated) = folded.split_once("单位:")?;
        let stated = stated.split([')', ',', ';', '。']).next()?;
        let unit = unit_of(stated).filter(|unit| *unit > Decimal::ONE_HUNDRED)?;
        Some((stated.to_owned(), unit))
    })
}

/// Applies a unit from above the header to the columns of money that state none, where every row is money.
fn apply_unit(fit: &mut Fit, text: &str, unit: Decimal) -> Option<Problem> {
    let has_metric = fit.columns.iter().any(|column| column.field == Field::Metric);
    let is_money = |field: Field| match fit.dataset {
        Dataset::Orders => field == Field::Amount,
        Dataset::Targets => matches!(field, Field::Annual | Field::Month(_) | Field::Value),
        _ => false,
    };
    let bare: Vec<_> = fit
        .columns
        .iter_mut()
        .filter(|column| !column.has_unit && is_money(column.field))
        .collect();
    if bare.is_empty() {
        return None;
    }
    let applied = !has_metric;
    if applied {
        for column in bare {
            column.multiplier = unit;
        }
    }
    Some(Problem::UnitAboveHeader {
        unit: text.to_owned(),
        applied,
    })
}
