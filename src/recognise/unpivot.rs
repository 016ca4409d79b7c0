//! Columns whose cells the settings make a row each, and rows that are sums of months: what stands for the fields that such
//! rows have and their sheet does not.

use super::choice::years;
use super::fit::FittedColumn;
use super::header::{fold, month};
use super::header_row::{HeaderCell, HeaderRow};
use super::lookup::named_field;
use super::pin::{Pin, UnpivotPin};
use super::rows::{is_figure, texts_of};
use super::shape::{BEYOND, Failed, Unpivot};
use crate::catalogue::List;
use crate::model::place::stem;
use crate::model::{Bilingual, Field, Kind, Period, Source};
use crate::read::{Cell, Row, Sheet};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Behind the columns that pins name: no list has as many fields.
const BEYOND_PINS: u32 = 10_000;

/// Whether a column is one of numbers that rows are given.
pub(super) fn is_given(column: &FittedColumn) -> bool {
    column.index >= BEYOND + BEYOND_PINS
}

/// The columns whose cells become rows, under that header; those that the settings name and the header has not.
pub(super) fn columns<'a>(row: &HeaderRow, pin: Option<&'a Pin>) -> (Vec<u32>, Vec<&'a str>) {
    let Some(unpivot) = pin.and_then(|pin| pin.unpivot.as_ref()) else {
        return (Vec::new(), Vec::new());
    };
    let cells = || {
        let own = row.columns.iter().take(row.own);
        (0..)
            .zip(own)
            .filter_map(|(index, cell)| Some((index, cell.as_ref()?)))
    };
    if unpivot.columns.is_empty() {
        let of_time = cells().filter(|(_, cell)| time(cell).is_some());
        return (of_time.map(|(index, _)| index).collect(), Vec::new());
    }
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for wanted in &unpivot.columns {
        let named = [(Field::Amount, wanted.as_str())];
        let exact =
            cells().find(|(_, cell)| fold(&cell.text) == fold(wanted) || fold(cell.full()) == fold(wanted));
        let meant = exact.or_else(|| cells().find(|(_, cell)| named_field(&named, cell).is_some()));
        match meant {
            Some((index, _)) if !found.contains(&index) => found.push(index),
            Some(_) => (),
            None => missing.push(wanted.as_str()),
        }
    }
    found.sort_unstable();
    (found, missing)
}

/// The columns that such rows have and their sheet has not: what the headers state, and what the cells do.
pub(super) fn made(
    list: &List,
    row: &HeaderRow,
    pin: Option<&Pin>,
    apart: &(Vec<u32>, Vec<&str>),
) -> (Vec<FittedColumn>, Vec<Failed>) {
    let Some(unpivot) = pin.and_then(|pin| pin.unpivot.as_ref()) else {
        return (Vec::new(), Vec::new());
    };
    let (columns, missing) = apart;
    let mut failed: Vec<Failed> = missing.iter().map(|header| not_there(header)).collect();
    let Some((first, cell)) = columns
        .first()
        .and_then(|first| Some((*first, row.columns.get(*first as usize)?.as_ref()?)))
    else {
        if missing.is_empty() {
            failed.push(no_months(&unpivot.header));
        }
        return (Vec::new(), failed);
    };
    let field = |id: &str| list.field(id);
    let (Some(of_header), Some(of_value)) = (field(&unpivot.header), field(&unpivot.value)) else {
        return (Vec::new(), failed);
    };
    let units = columns.iter().filter_map(|index| {
        let cell = row.columns.get(*index as usize)?.as_ref()?;
        let unit = cell.own.unit.as_ref();
        Some((unit.map(|unit| unit.multiplier(of_value)), cell))
    });
    let mut units = units.peekable();
    let first_unit = units.peek().map(|(unit, _)| *unit);
    if let Some((_, other)) = units.find(|(unit, _)| Some(*unit) != first_unit) {
        failed.push(other_unit(&cell.text, &other.text));
    }
    let value = FittedColumn::made(of_value, first, cell);
    let mut header = FittedColumn::made(of_header, first, cell);
    header.multiplier = Decimal::ONE;
    header.unit = None;
    (vec![header, value], failed)
}

/// Makes of the date's column one of months, where rows are sums of months.
pub(super) fn of_months(list: &List, pin: Option<&Pin>, found: &mut [FittedColumn]) {
    if pin.is_none_or(|pin| !pin.sums_months()) {
        return;
    }
    let dates = found
        .iter_mut()
        .filter(|column| Some(column.field) == list.date && !column.is_made);
    for column in dates {
        column.is_of_month = true;
        if column.expression.is_none() {
            column.used = vec![column.index];
            column.is_bare = true;
            column.expression = Some(format!("\"{}\"", column.full.replace('"', "\"\"")));
        }
    }
}

/// The columns of numbers that rows must have and these have not: made of what they state beside their figures.
pub(super) fn numbers(list: &List, pin: Option<&Pin>, found: &[FittedColumn]) -> Vec<FittedColumn> {
    if pin.is_none_or(|pin| !pin.is_of_sums()) {
        return Vec::new();
    }
    let has = |field: Field| found.iter().any(|column| column.field == field);
    let numbers = list.fields.iter().filter(|declared| {
        let is_required = list.required.iter().any(|group| group[..] == [declared.field]);
        is_required && declared.kind == Kind::Id && !has(declared.field)
    });
    let kind = |field: Field| {
        let declared = list.fields.iter().find(|declared| declared.field == field);
        declared.map(|declared| declared.kind)
    };
    let tells = |column: &&FittedColumn| {
        let is_word = matches!(kind(column.field), Some(Kind::Word | Kind::YesNo) | None);
        !is_word && !is_figure(column.field)
    };
    let mut telling: Vec<&FittedColumn> = found.iter().filter(tells).collect();
    telling.sort_by_key(|column| (Some(column.field) == list.date, column.field));
    let parts: Vec<String> = telling
        .iter()
        .map(|column| format!("coalesce(\"{}\", '')", column.field.id()))
        .collect();
    let used: Vec<u32> = telling.iter().flat_map(|column| column.places()).collect();
    let made = numbers.zip(BEYOND_PINS..).map(|(declared, beyond)| {
        FittedColumn::computed(
            (declared.field, &parts.join(" || ' ' || ")),
            BEYOND + beyond,
            used.clone(),
            None,
        )
    });
    made.collect()
}

/// What tells the numbers of one list from those of another: names of file and sheet without what tells months apart.
pub(super) fn series(source: &Source) -> String {
    let names = [Some(stem(&source.file)), source.sheet.as_deref()];
    let bare = |name: &str| -> String {
        let letters = name
            .chars()
            .filter(|letter| letter.is_alphabetic() && !"年月季度".contains(*letter));
        letters.collect()
    };
    let names: Vec<String> = names.into_iter().flatten().map(bare).collect();
    format!("'{} ' || ", names.join(" ").trim())
}

/// What the header of a column says of time: a day, or a month and perhaps its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Day(NaiveDate),
    Month(u8, Option<i32>),
}

fn time(cell: &HeaderCell) -> Option<Time> {
    let of_month = |name: &str| month(name).map(|(number, year)| Time::Month(number, year));
    let grouped = cell.grouped.as_ref().map(|(_, header)| header.name.as_str());
    let with_year = grouped
        .and_then(of_month)
        .filter(|time| matches!(time, Time::Month(_, Some(_))));
    with_year
        .or_else(|| day(&cell.text).map(Time::Day))
        .or_else(|| of_month(&cell.own.name))
}

/// A day as headers write it, its year first.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        .into_iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|date| (1990..2200).contains(&date.year()))
}

/// How the cells of a table become rows.
pub(super) fn unpivot(
    row: &HeaderRow,
    columns: &[u32],
    sheet: &Sheet,
    (pin, list, run): (&UnpivotPin, &List, i32),
) -> Result<Unpivot, Failed> {
    let cell = |index: u32| row.columns.get(index as usize).and_then(Option::as_ref);
    let is_dated = list
        .field(&pin.header)
        .is_some_and(|field| Some(field) == list.date);
    let mut unpivot = Unpivot {
        columns: Vec::new(),
        of_header: list.field(&pin.header),
        header: 0,
        value: 0,
        is_of_months: false,
        year: None,
    };
    check_formats(sheet, columns, cell)?;
    if !is_dated {
        let texts = columns.iter().map(|index| {
            let text = cell(*index).map_or("", |cell| cell.text.as_str());
            (*index, Cell::Text(text.into()))
        });
        unpivot.columns = texts.collect();
        return Ok(unpivot);
    }
    let times = times(row, columns, sheet)?;
    let needs_year = times.iter().any(|(_, time)| matches!(time, Time::Month(_, None)));
    let named = named_year(row, sheet);
    let mut year = pin.year.or(named).unwrap_or(run);
    unpivot.year = (needs_year && pin.year.is_none()).then_some((year, named.is_none()));
    let mut last = 0;
    for (index, time) in times {
        let date = match time {
            Time::Day(date) => Some(date),
            Time::Month(number, stated) => {
                unpivot.is_of_months = true;
                if stated.is_none() && number < last {
                    if pin.year.is_none() {
                        return Err(next_year(cell(index).map_or("", |cell| &cell.text)));
                    }
                    year += 1;
                }
                last = if stated.is_none() { number } else { last };
                NaiveDate::from_ymd_opt(stated.unwrap_or(year), number.into(), 1)
            }
        };
        let text = date.map(|date| date.format("%Y-%m-%d").to_string());
        unpivot
            .columns
            .push((index, Cell::Text(text.unwrap_or_default().into())));
    }
    Ok(unpivot)
}

/// What each column's header says of time. Days that spreadsheets hold as such are days where several are of one month.
fn times(row: &HeaderRow, columns: &[u32], sheet: &Sheet) -> Result<Vec<(u32, Time)>, Failed> {
    let of_sheet = sheet.rows.get(row.index);
    let serial = |index: u32| match of_sheet?.cell(index) {
        Cell::DateTime(days) => date_of(*days, sheet.epoch_1904),
        _ => None,
    };
    let months = columns.iter().filter_map(|index| serial(*index));
    let mut seen = BTreeSet::new();
    let are_days = months
        .map(|date| (date.year(), date.month()))
        .any(|month| !seen.insert(month));
    let time_of = |index: u32| {
        let cell = row.columns.get(index as usize)?.as_ref()?;
        match serial(index).filter(|_| are_days) {
            Some(date) => Some(Time::Day(date)),
            None => time(cell),
        }
    };
    let mut times = Vec::new();
    for &index in columns {
        let cell = row.columns.get(index as usize).and_then(Option::as_ref);
        match time_of(index) {
            Some(time) => times.push((index, time)),
            None => return Err(no_month(cell.map_or("", |cell| &cell.text))),
        }
    }
    Ok(times)
}

fn date_of(days: f64, epoch_1904: bool) -> Option<NaiveDate> {
    let epoch = if epoch_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    };
    let days = (0.0..3_000_000.0).contains(&days).then_some(days as u64)?;
    epoch?.checked_add_days(Days::new(days))
}

/// The year of months that name none, and whether nothing but the run says so.
pub(super) fn year(row: &HeaderRow, sheet: &Sheet, run: i32) -> (i32, bool) {
    let named = named_year(row, sheet);
    (named.unwrap_or(run), named.is_none())
}

/// The year that a name of the sheet states, a title, or one of the file and its folders: the nearest that states but one.
fn named_year(row: &HeaderRow, sheet: &Sheet) -> Option<i32> {
    let above = sheet.rows.get(..row.index).unwrap_or_default();
    let titles = above.iter().flat_map(|row: &Row| texts_of(row, sheet.epoch_1904));
    let of_path = sheet.source.file.rsplit('/').map(str::to_owned);
    let names = sheet
        .source
        .sheet
        .clone()
        .into_iter()
        .chain(titles)
        .chain(of_path);
    // A folder of a period says its year.
    let stated = names.map(|name| match name.parse::<Period>() {
        Ok(period) => vec![period.year()],
        Err(_) => years(&fold(&name)),
    });
    stated
        .filter(|years| years.len() == 1)
        .find_map(|years| years.first().copied())
}

/// Columns that show their numbers in different units cannot be added up as one.
fn check_formats<'c>(
    sheet: &Sheet,
    columns: &[u32],
    cell: impl Fn(u32) -> Option<&'c HeaderCell>,
) -> Result<(), Failed> {
    let shown = |index: u32| {
        let shown = sheet.shown.iter().find(|shown| shown.column == index);
        shown.map(|shown| (shown.divisor, shown.unit.clone(), shown.is_all))
    };
    let first = columns.first().copied().unwrap_or_default();
    let text = |index: u32| cell(index).map_or("", |cell| cell.text.as_str());
    match columns.iter().find(|index| shown(**index) != shown(first)) {
        Some(other) => Err(other_unit(text(first), text(*other))),
        None => Ok(()),
    }
}

fn failed(header: &str, zh: String, en: String) -> Failed {
    Failed {
        key: "unpivot".to_owned(),
        text: header.to_owned(),
        start: 0,
        said: Bilingual { zh, en },
    }
}

fn not_there(header: &str) -> Failed {
    failed(
        header,
        format!("没有列“{header}”"),
        format!("there is no column \"{header}\""),
    )
}

fn no_months(field: &str) -> Failed {
    failed(
        field,
        "没有以月份为列名的列；请写 columns = [\"列名\", …] 指定哪些列".to_owned(),
        "no header is a month; say which columns are meant: columns = [\"header\", …]".to_owned(),
    )
}

fn no_month(header: &str) -> Failed {
    failed(
        header,
        format!("列名“{header}”不是月份，也不是日期；请写成 10月、2026-10 这样，或从 columns 中去掉"),
        format!(
            "the header \"{header}\" is neither a month nor a day; name columns such as Oct or 2026-10, or take it out of columns"
        ),
    )
}

fn next_year(header: &str) -> Failed {
    failed(
        header,
        format!("“{header}”又从年初开始，看不出是哪一年；请写 year = 第一列的年份，其后的月份按下一年读"),
        format!(
            "with \"{header}\" another year begins; say year = that of the first column, and months behind December are of the next"
        ),
    )
}

fn other_unit(first: &str, other: &str) -> Failed {
    failed(
        other,
        format!("“{other}”与“{first}”的单位不同，不能作为同一种数"),
        format!(
            "\"{other}\" is in another unit than \"{first}\", so that they cannot be figures of one kind"
        ),
    )
}

/// A header that stands for one of the columns, for sorting rows: whether a row states sums hangs on all of its figures.
pub(super) fn figures(columns: &[u32], row: &HeaderRow, field: Field) -> Vec<FittedColumn> {
    let of_column = |index: &u32| {
        let cell = row.columns.get(*index as usize)?.as_ref()?;
        Some(FittedColumn::of(field, *index, &cell.text))
    };
    columns.iter().filter_map(of_column).collect()
}

#[cfg(test)]
mod tests {
    use super::super::header::header;
    use super::*;

    #[test]
    fn headers_tell_times() {
        let cell = |text: &str| HeaderCell {
            text: text.to_owned(),
            own: header(text),
            grouped: None,
        };
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for (text, expected) in [
            ("1月", Some(Time::Month(1, None))),
            ("Jan 2025", Some(Time::Month(1, Some(2025)))),
            ("2025-01", Some(Time::Month(1, Some(2025)))),
            ("2025-01-03", Some(Time::Day(date(2025, 1, 3)))),
            ("2025年1月3日", Some(Time::Day(date(2025, 1, 3)))),
            ("合计", None),
            ("Q1", None),
            ("工号", None),
        ] {
            assert_eq!(time(&cell(text)), expected, "{text}");
        }
    }
}
