//! .xls and .ods → sheets; calamine loads both whole, so their bounds are checked before.

use super::Reading;
use super::archive::{Archive, damaged};
use super::biff::OldWorkbook;
use super::grid::Grid;
use super::sheet::{Cell, DAYS_TO_1904};
use super::xlsx::{each_sheet, empty_sheet};
use crate::model::Problem;
use crate::model::finding::Damage;
use calamine::{Data, Ods, OdsError, Range, Reader, Xls, XlsError, XlsOptions};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::io::Cursor;

/// 1 March 1900: what lies before is a day off, since the 1900 system has a 29 February that never was.
const MARCH_1900: i64 = 61;

/// The code page of UTF-16.
const UTF_16: u16 = 1200;

/// Reads an .xls whose records have been checked.
pub(super) fn read_xls(
    reading: &mut Reading<'_>,
    bytes: Vec<u8>,
    records: &OldWorkbook,
) -> Result<(), Problem> {
    let mut options = XlsOptions::default();
    // Calamine believes a code page that other programs pass over, and would take each text for bytes in it.
    options.force_codepage = records.is_unicode.then_some(UTF_16);
    let mut workbook: Xls<_> =
        Xls::new_with_options(Cursor::new(bytes), options).map_err(|error| xls_problem(&error))?;
    let epoch_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    let positions: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    each_sheet(reading, sheets, |reading, name| {
        let range = workbook
            .worksheet_range(name)
            .map_err(|error| xls_problem(&error))?;
        let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
        let mut sheet = empty_sheet(reading.file, name, epoch_1904);
        pour(reading, &range, &Range::default())?;
        sheet.merged = merged
            .iter()
            .map(|area| {
                (
                    area.start.0.saturating_add(1),
                    area.start.1,
                    area.end.0.saturating_add(1),
                    area.end.1,
                )
            })
            .collect();
        let position = positions.iter().position(|sheet| sheet == name);
        if let Some(known) = position.and_then(|position| records.sheets.get(position)) {
            sheet.hidden_rows.clone_from(&known.hidden_rows);
            sheet.shown.clone_from(&known.shown);
        }
        Ok(sheet)
    });
    Ok(())
}

/// Reads an .ods whose parts have been checked.
pub(super) fn read_ods(reading: &mut Reading<'_>, bytes: &[u8], archive: &Archive) -> Result<(), Problem> {
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| ods_problem(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let positions: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    each_sheet(reading, sheets, |reading, name| {
        let position = positions.iter().position(|sheet| sheet == name);
        let range = workbook
            .worksheet_range(name)
            .map_err(|error| ods_problem(&error))?;
        let formulas = workbook
            .worksheet_formula(name)
            .map_err(|error| ods_problem(&error))?;
        pour(reading, &range, &formulas)?;
        let mut sheet = empty_sheet(reading.file, name, false);
        if let Some(part) = position.and_then(|position| archive.tables.get(position)) {
            part.tell(&mut sheet);
        }
        Ok(sheet)
    });
    Ok(())
}

fn pour(reading: &mut Reading<'_>, range: &Range<Data>, formulas: &Range<String>) -> Result<(), Problem> {
    let mut grid = Grid::new(&mut reading.room, reading.sink);
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let cell = cell_of(&mut grid, value)?;
        grid.put(first_row + row as u32, first_column + column as u32, cell)?;
    }
    let (first_row, first_column) = formulas.start().unwrap_or_default();
    for (row, column, _) in formulas.used_cells() {
        let place = (first_row + row as u32, first_column + column as u32);
        if matches!(range.get_value(place), None | Some(Data::Empty)) {
            grid.put(place.0, place.1, Cell::Uncalculated)?;
        }
    }
    grid.finish();
    Ok(())
}

fn cell_of(grid: &mut Grid<'_, '_>, value: &Data) -> Result<Cell, Problem> {
    Ok(match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(moment) if moment.is_duration() => Cell::Duration(moment.as_f64()),
        Data::DateTime(moment) => Cell::DateTime(moment.as_f64()),
        Data::Error(error) => Cell::Error(error.to_string().into()),
        Data::String(text) => grid.text(text)?,
        Data::DateTimeIso(text) => match serial(text) {
            Some(days) => Cell::DateTime(days),
            None => grid.text(text)?,
        },
        Data::DurationIso(text) => match days(text) {
            Some(days) => Cell::Duration(days),
            None => grid.text(text)?,
        },
    })
}

/// `2026-10-05` or `2026-10-05T09:30:00` as days since 1899-12-30.
fn serial(text: &str) -> Option<f64> {
    moment(text).map(|(days, fraction)| days as f64 + fraction)
}

/// The same as the serial that a workbook of that epoch would hold; a time alone, `09:30:00`, is a part of a day.
pub(super) fn iso_serial(text: &str, epoch_1904: bool) -> Option<f64> {
    let bare = text.trim().trim_end_matches('Z');
    if let Ok(time) = bare.trim_start_matches('T').parse::<NaiveTime>() {
        let since_midnight = time - NaiveTime::MIN;
        return Some(since_midnight.num_milliseconds() as f64 / 86_400_000.0);
    }
    moment(bare).map(|moment| days_since(moment, epoch_1904))
}

/// Days and a part of a day since 1899-12-30 as days since the epoch of the sheet.
pub(super) fn days_since((days, fraction): (i64, f64), epoch_1904: bool) -> f64 {
    let days = if epoch_1904 {
        days - i64::from(DAYS_TO_1904)
    } else if days < MARCH_1900 {
        days - 1
    } else {
        days
    };
    days as f64 + fraction
}

/// A date and time as whole days since 1899-12-30, and the part of the day that has gone by.
pub(super) fn moment(text: &str) -> Option<(i64, f64)> {
    let moment = text.parse::<NaiveDateTime>().ok().or_else(|| {
        let date: NaiveDate = text.trim_end_matches('Z').parse().ok()?;
        Some(date.and_time(NaiveTime::MIN))
    })?;
    let midnight = moment.date().and_time(NaiveTime::MIN);
    let days = (moment.date() - NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
    Some((days, (moment - midnight).num_milliseconds() as f64 / 86_400_000.0))
}

/// `PT01H30M00S` as days.
fn days(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0.0;
    for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((count, after)) = rest.split_once(unit) {
            seconds += count.parse::<f64>().ok()? * worth;
            rest = after;
        }
    }
    rest.is_empty().then_some(sign * seconds / 86_400.0)
}

fn xls_problem(error: &XlsError) -> Problem {
    match error {
        XlsError::Password => Problem::EncryptedFile,
        _ => damaged(Damage::Structure(error.to_string())),
    }
}

fn ods_problem(error: &OdsError) -> Problem {
    match error {
        OdsError::Password => Problem::EncryptedFile,
        _ => damaged(Damage::Structure(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_an_ods_count_days() {
        for (text, expected) in [
            ("2026-10-05", Some(46_300.0)),
            ("2026-10-05T12:00:00", Some(46_300.5)),
            ("1899-12-30", Some(0.0)),
            ("bald", None),
        ] {
            assert_eq!(serial(text), expected, "{text}");
        }
        for (text, epoch_1904, expected) in [
            ("2026-10-05T12:00:00Z", false, Some(46_300.5)),
            ("2026-10-05", true, Some(44_838.0)),
            ("1900-01-01", false, Some(1.0)),
            ("T06:00:00", false, Some(0.25)),
            ("18:00:00.000", true, Some(0.75)),
            ("bald", false, None),
        ] {
            assert_eq!(iso_serial(text, epoch_1904), expected, "{text}");
        }
        for (text, expected) in [
            ("PT01H30M00S", Some(0.0625)),
            ("-PT12H", Some(-0.5)),
            ("P1D", None),
            ("PT1X", None),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
