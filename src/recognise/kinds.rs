//! Rows of targets beside rows of what was reached, told apart by a column that holds 目标, 实际, 完成率 → the targets alone.

use super::fit::{Fit, FittedColumn};
use super::merged::put;
use super::reading::{Aside, Why};
use super::rows::Rows;
use crate::catalogue::Catalogue;
use crate::catalogue::metric::{RowKind, row_kind};
use crate::model::text::normalise_word;
use crate::model::{Dataset, Field, Finding, Place, Problem};
use crate::read::{Cell, Row};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the words that set rows aside are named.
const NAMED: usize = 5;

/// The column that says of each row what it states.
struct KindColumn {
    index: u32,
    /// Whether its texts name KPIs as well: 销售目标, 销售实际.
    names_kpis: bool,
}

/// Sets aside the rows that state no targets, where a column says which do, and says so once.
pub(super) fn set_aside(
    catalogue: &Catalogue,
    fit: &mut Fit,
    rows: &mut Rows,
    header: &Place,
) -> Option<Finding> {
    if fit.dataset != Dataset::TARGETS {
        return None;
    }
    let column = kind_column(catalogue, fit, &rows.data)?;
    take_column(fit, &column);
    fill_names_down(fit, &column, &mut rows.data);
    let mut words = BTreeMap::<String, u64>::new();
    let mut is_kept = |row: &Row| {
        let text = text_of(row, column.index);
        let is_target = text
            .as_deref()
            .is_none_or(|text| matches!(row_kind(catalogue, text), Some(RowKind::Target(_))));
        if let Some(text) = text.filter(|_| !is_target) {
            *words.entry(text).or_default() += 1;
        }
        is_target
    };
    let kept: Vec<bool> = rows.data.iter().map(&mut is_kept).collect();
    rows.totals.retain(|total| {
        let text = text_of(&total.row, column.index);
        text.is_none_or(|text| !matches!(row_kind(catalogue, &text), Some(RowKind::Other)))
    });
    // What totals cover is counted anew.
    let before = |end: usize| kept.iter().take(end).filter(|kept| **kept).count();
    for total in &mut rows.totals {
        total.covers = before(total.covers.start)..before(total.covers.end);
    }
    let mut kept = kept.into_iter();
    let aside = &mut rows.aside;
    rows.data.retain(|row| {
        let is_kept = kept.next().unwrap_or(true);
        if !is_kept {
            aside.push(Aside {
                row: row.number,
                why: Why::NoTarget,
            });
        }
        is_kept
    });
    aside.sort_by_key(|aside| aside.row);
    let rows = words.values().sum();
    let words: Vec<String> = words.into_keys().take(NAMED).collect();
    let at = header.at_column(column.index);
    (rows > 0).then(|| Finding::at(at, Problem::RowsOfResults { words, rows }))
}

/// The column whose texts say of rows that they state targets, and of others that they do not: one that is no field, or
/// that was taken for the metric or the product.
fn kind_column(catalogue: &Catalogue, fit: &Fit, data: &[Row]) -> Option<KindColumn> {
    let field_at = |index: u32| {
        fit.columns
            .iter()
            .find(|column| column.index == index)
            .map(|column| column.field)
    };
    let width = fit.header.columns.len() as u32;
    let may_be = |index: &u32| matches!(field_at(*index), None | Some(Field::Metric | Field::Product));
    (0..width).filter(may_be).find_map(|index| {
        let texts: BTreeSet<String> = data.iter().filter_map(|row| text_of(row, index)).collect();
        let kinds: Vec<Option<RowKind>> = texts.iter().map(|text| row_kind(catalogue, text)).collect();
        let has = |wanted: fn(&RowKind) -> bool| kinds.iter().flatten().any(wanted);
        let tells = has(|kind| matches!(kind, RowKind::Target(_))) && has(|kind| *kind == RowKind::Other);
        let names_kpis = has(|kind| matches!(kind, RowKind::Target(Some(_))));
        tells.then_some(KindColumn { index, names_kpis })
    })
}

/// Makes the column the metric where it names KPIs, else no field.
fn take_column(fit: &mut Fit, column: &KindColumn) {
    let is_metric = |known: &FittedColumn| known.index == column.index && known.field == Field::Metric;
    if column.names_kpis && fit.columns.iter().any(is_metric) {
        return;
    }
    fit.columns.retain(|known| known.index != column.index);
    if column.names_kpis && fit.columns.iter().all(|known| known.field != Field::Metric) {
        let cell = fit
            .header
            .columns
            .get(column.index as usize)
            .and_then(Option::as_ref);
        let header = cell.map_or("", |cell| cell.text.as_str());
        fit.columns
            .push(FittedColumn::of(Field::Metric, column.index, header));
        fit.columns.sort_by_key(|column| column.index);
    }
    fit.kinds = Some(column.index);
}

/// A name that stands beside the first of its rows alone, 周明 beside 目标 and nothing beside 实际, is that of each.
fn fill_names_down(fit: &Fit, column: &KindColumn, data: &mut [Row]) {
    let whom = [Field::RepId, Field::RepName, Field::Team, Field::Region];
    let columns: Vec<u32> = fit
        .columns
        .iter()
        .filter(|column| whom.contains(&column.field))
        .map(|column| column.index)
        .collect();
    for index in 1..data.len() {
        let (above, row) = data[index - 1..=index].split_at_mut(1);
        let names = |row: &Row| columns.iter().any(|column| *row.cell(*column) != Cell::Empty);
        let kinds = (text_of(&above[0], column.index), text_of(&row[0], column.index));
        let goes_on = matches!(&kinds, (Some(above), Some(own)) if above != own);
        if names(&row[0]) || !names(&above[0]) || !goes_on {
            continue;
        }
        for column in &columns {
            let value = above[0].cell(*column).clone();
            put(row, *column, &value);
        }
    }
}

fn text_of(row: &Row, column: u32) -> Option<String> {
    match row.cell(column) {
        Cell::Text(text) => Some(normalise_word(text)).filter(|text| !text.is_empty()),
        _ => None,
    }
}
