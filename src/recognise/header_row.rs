//! A sheet's first rows → what each of their columns says, should the row be a header.

use super::header::{Header, fold, header};
use super::joins::Join;
use super::rows::is_total;
use super::shape::Failed;
use super::units::{Unit, unit_of};
use crate::read::{Cell, Row, Sheet};
use chrono::{Datelike, Days, NaiveDate};
use std::borrow::Cow;
use std::rc::Rc;

/// Merged cells as a sheet lists them.
type Merged = (u32, u32, u32, u32);

/// How many rows with a value may stand above the header and in it.
const SEARCHED_ROWS: usize = 30;
/// Columns beyond this are no table's.
pub(super) const MAX_HEADER_COLUMNS: usize = 1024;
/// Characters of a cell that are looked at as a header: what a text of a megabyte begins with.
const MAX_HEADER_CHARACTERS: usize = 256;

/// A row that may be a header, with what each of its columns says.
#[derive(Debug)]
pub(super) struct HeaderRow {
    /// The row's index among the sheet's rows.
    pub(super) index: usize,
    /// The index of its first line: the row above where that holds groups.
    pub(super) first_line: usize,
    /// The row's number.
    pub(super) number: u32,
    /// The columns from A on; none where nothing stands in them. Behind those of the sheet stand those of others.
    pub(super) columns: Vec<Option<HeaderCell>>,
    /// How many columns the header has in the sheet.
    pub(super) width: usize,
    /// Where those of other sheets begin.
    pub(super) own: usize,
    /// What the table has of other sheets.
    pub(super) joins: Vec<Join>,
    /// What the settings say of other sheets and cannot be followed.
    pub(super) failed: Vec<Failed>,
}

impl HeaderRow {
    /// Whether that column is one of another sheet.
    pub(super) fn is_joined(&self, index: u32) -> bool {
        index as usize >= self.own
    }
}

/// What a column's header says.
#[derive(Debug, Clone)]
pub(super) struct HeaderCell {
    /// As it stands in the sheet.
    pub(super) text: String,
    /// The header alone.
    pub(super) own: Header,
    /// The same with the group above it: 客户 over 名称 is 客户名称.
    pub(super) grouped: Option<(String, Header)>,
}

impl HeaderCell {
    /// As it stands in the sheet, with the group above it.
    pub(super) fn full(&self) -> &str {
        self.grouped.as_ref().map_or(&self.text, |(both, _)| both)
    }
}

/// The rows that may be headers; `only` is the one that the settings name.
pub(super) fn header_rows(sheet: &Sheet, only: Option<u32>) -> Vec<Rc<HeaderRow>> {
    let searched = sheet.rows.iter().enumerate();
    let searched: Vec<_> = match only {
        Some(number) => searched.filter(|(_, row)| row.number == number).collect(),
        None => searched.take(SEARCHED_ROWS).collect(),
    };
    searched
        .into_iter()
        .map(|(index, row)| Rc::new(header_row(sheet, index, row)))
        .collect()
}

/// What a row says if it is a header.
pub(super) fn header_row(sheet: &Sheet, index: usize, row: &Row) -> HeaderRow {
    let above = index
        .checked_sub(1)
        .and_then(|above| sheet.rows.get(above))
        .filter(|above| above.number + 1 == row.number && may_hold_groups(above));
    let groups = above.map(|above| groups(sheet, above, row)).unwrap_or_default();
    let width = row.cells.len().max(groups.len()).min(MAX_HEADER_COLUMNS);
    let is_grouped = groups.iter().any(Option::is_some);
    let columns: Vec<_> = (0..width)
        .map(|column| {
            let own = cell_text(row.cell(column as u32), sheet.epoch_1904);
            header_cell(own.as_deref(), groups.get(column).and_then(Option::as_deref))
        })
        .collect();
    HeaderRow {
        index,
        first_line: index - usize::from(is_grouped),
        number: row.number,
        width: columns.len(),
        own: columns.len(),
        columns,
        joins: Vec::new(),
        failed: Vec::new(),
    }
}

/// Whether a row above a header may be its first line: no total, and no row of values.
fn may_hold_groups(above: &Row) -> bool {
    let is_year = |number: f64| (1990.0..2200.0).contains(&number) && number.fract() == 0.0;
    let is_value = |text: &str| {
        text.len() > 4
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'/' | b'.' | b',' | b':' | b' '))
    };
    let may = |cell: &Cell| match cell {
        Cell::Empty | Cell::DateTime(_) => true,
        Cell::Number(number) => is_year(*number),
        Cell::Text(text) => !is_value(text),
        _ => false,
    };
    above.cells.iter().all(may) && !is_total(above)
}

fn header_cell(own: Option<&str>, group: Option<&str>) -> Option<HeaderCell> {
    match (own, group) {
        (None, None) => None,
        // A header merged over both rows stands in the upper one.
        (None, Some(text)) | (Some(text), None) => Some(HeaderCell {
            text: text.trim().to_owned(),
            own: header(text),
            grouped: None,
        }),
        (Some(own), Some(group)) => {
            let (upper, mut lower) = (header(group), header(own));
            let text = own.trim().to_owned();
            let both = format!("{}/{text}", group.trim());
            if let Some(unit) = bare_unit(own) {
                return Some(HeaderCell {
                    // 金额（元） rather than 金额/（元）, as it would stand in one cell.
                    text: if unit_of(&fold(own)).is_some() {
                        both
                    } else {
                        format!("{}{text}", group.trim())
                    },
                    own: Header {
                        unit: Some(unit),
                        ..upper
                    },
                    grouped: None,
                });
            }
            lower.unit = lower.unit.or(upper.unit).or_else(|| bare_unit(group));
            let grouped = Header {
                name: upper.name + &lower.name,
                unit: lower.unit.clone(),
            };
            Some(HeaderCell {
                text,
                own: lower,
                grouped: Some((both, grouped)),
            })
        }
    }
}

/// What the row above a header says of each column: merged cells count for all their columns, and where nothing is
/// merged a text counts up to the next one, as far as there are headers below it. A title is no group.
fn groups(sheet: &Sheet, above: &Row, below: &Row) -> Vec<Option<String>> {
    let width = above.cells.len().max(below.cells.len()).min(MAX_HEADER_COLUMNS);
    let text = |row: &Row, column: usize| {
        let text = cell_text(row.cell(column as u32), sheet.epoch_1904)?;
        (!is_remark(&text)).then(|| text.into_owned())
    };
    let stated = (0..width).filter(|column| text(above, *column).is_some()).count();
    let over_above = |area: &&Merged| area.0 <= above.number && above.number <= area.2;
    let mut groups: Vec<Option<String>> = vec![None; width];
    let mut is_merged = false;
    for &(first_row, first, last_row, last) in sheet.merged.iter().filter(over_above) {
        is_merged = true;
        let (first, last) = (first as usize, (last as usize + 1).min(width));
        let is_title =
            stated == 1 && last_row == above.number && (last.saturating_sub(first)) * 2 > below.cells.len();
        // The text of a merged cell stands in its first row, which may be further up.
        let top = sheet.rows.binary_search_by_key(&first_row, |row| row.number).ok();
        if let (true, false, Some(top)) = (first < last, is_title, top) {
            groups[first..last].fill(text(&sheet.rows[top], first));
        }
    }
    if stated < 2 {
        return groups;
    }
    let mut current = None;
    for (column, group) in groups.iter_mut().enumerate() {
        let own = text(above, column);
        if is_merged {
            *group = group.take().or(own);
            continue;
        }
        // A column with nothing below it ends the group before it.
        let continues = own.is_some() || *below.cell(column as u32) != Cell::Empty;
        current = own.or(current).filter(|_| continues);
        group.clone_from(&current);
    }
    groups
}

/// Whether a text is a remark such as 单位：万元 or 制表：内勤, and heads no columns.
pub(super) fn is_remark(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_start_matches(['(', '[', '【']);
    bare.split_once(':')
        .is_some_and(|(label, stated)| !stated.is_empty() && !label.contains(['(', '[', '【']))
}

/// The text of a header cell, as far as a header may go; a date is the month that it begins.
pub(super) fn cell_text(cell: &Cell, epoch_1904: bool) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Text(text) => {
            let end = text.char_indices().nth(MAX_HEADER_CHARACTERS);
            Some(Cow::Borrowed(&text[..end.map_or(text.len(), |(at, _)| at)]))
        }
        Cell::Number(number) => Some(Cow::Owned(number.to_string())),
        Cell::DateTime(days) => {
            let epoch = if epoch_1904 {
                NaiveDate::from_ymd_opt(1904, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(1899, 12, 30)
            };
            let date = (0.0..3_000_000.0)
                .contains(days)
                .then(|| epoch?.checked_add_days(Days::new(*days as u64)))??;
            Some(Cow::Owned(format!("{:04}-{:02}", date.year(), date.month())))
        }
        _ => None,
    }
}

/// The unit that a second header line states and nothing else: 万元 or (万元) under 金额.
pub(super) fn bare_unit(text: &str) -> Option<Unit> {
    unit_of(fold(text).trim_matches(['(', ')', '[', ']', '【', '】']))
}
