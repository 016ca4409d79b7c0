//! Dates and times: Excel serials of both epochs, and the ways in which people write a date.

use super::{Flaw, Reading, Setting};
use crate::model::number::decimal_of;
use crate::model::text::normalise;
use crate::read::Cell;
use crate::recognise::DateOrder;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use num_traits::ToPrimitive;
use std::ops::RangeInclusive;

/// The years that a date may be of.
const YEARS: RangeInclusive<i32> = 1900..=9998;
/// The last two digits of a year that mean this century.
const LAST_SHORT_YEAR: u32 = 68;
/// The years that a bare number may mean as a serial; others are taken for a slip, not for a date.
const SERIAL_YEARS: RangeInclusive<i32> = 1950..=2199;
/// The first serial that no spreadsheet has: 10000-01-01.
const SERIAL_END: f64 = 2_958_466.0;
const MILLISECONDS_A_DAY: f64 = 86_400_000.0;
/// Bare numbers of eight digits, 20261005, and of fourteen, 20261005143000.
const STAMPS: [RangeInclusive<u64>; 2] = [10_000_000..=99_999_999, 10_000_000_000_000..=99_999_999_999_999];

/// A date and time; 00:00 where no time is stated.
pub fn moment(cell: &Cell, setting: &mut Setting<'_>) -> Reading<NaiveDateTime> {
    match cell {
        Cell::Empty | Cell::Error(_) | Cell::Uncalculated => Reading::empty(),
        Cell::DateTime(serial) => Reading::or(from_serial(*serial, setting.epoch_1904), Flaw::NotADate),
        Cell::Number(number) => {
            let serial = from_bare_serial(*number, setting.epoch_1904);
            Reading::or(serial.or_else(|| from_stamp(*number)), Flaw::NotADate)
        }
        Cell::Text(text) => match normalise(text).as_str() {
            "" => Reading::empty(),
            text => match from_text(text, setting.date_order) {
                Ok(moment) => Reading::of(moment),
                Err(flaw) => Reading::or(from_serial_text(text, setting.epoch_1904), flaw),
            },
        },
        Cell::Duration(_) | Cell::Bool(_) => Reading::flawed(Flaw::NotADate),
    }
}

/// A date; a time beside it is dropped.
pub fn date(cell: &Cell, setting: &mut Setting<'_>) -> Reading<NaiveDate> {
    moment(cell, setting).map(|moment| moment.date())
}

/// A serial as text, for a date that stands where a text is expected.
pub fn written(serial: f64) -> String {
    match from_serial(serial, false) {
        Some(moment) if moment.time() == NaiveTime::MIN => moment.date().to_string(),
        Some(moment) => moment.to_string(),
        None => serial.to_string(),
    }
}

/// The year that two digits mean: 00…68 are of this century, 69…99 of the last one.
pub(super) fn full_year(short: u32) -> i32 {
    let century = if short <= LAST_SHORT_YEAR { 2000 } else { 1900 };
    i32::try_from(short).map_or(century, |short| century + short)
}

/// Days since an Excel epoch. In the 1900 system day 60 is a 29 February that never was.
fn from_serial(serial: f64, epoch_1904: bool) -> Option<NaiveDateTime> {
    if !(1.0..SERIAL_END).contains(&serial) {
        return None;
    }
    let days = serial.floor().to_u64()?;
    let milliseconds = (serial.fract() * MILLISECONDS_A_DAY).round().to_i64()?;
    let epoch = match (epoch_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, 60) => return None,
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let midnight = epoch.checked_add_days(Days::new(days))?.and_time(NaiveTime::MIN);
    let moment = midnight.checked_add_signed(TimeDelta::milliseconds(milliseconds))?;
    YEARS.contains(&moment.year()).then_some(moment)
}

/// A number that nothing shows to be a date, taken for a serial within sensible years.
fn from_bare_serial(number: f64, epoch_1904: bool) -> Option<NaiveDateTime> {
    from_serial(number, epoch_1904).filter(|date| SERIAL_YEARS.contains(&date.year()))
}

/// A serial as text files hold it where the spreadsheet did not format the column as dates: `46300`.
fn from_serial_text(text: &str, epoch_1904: bool) -> Option<NaiveDateTime> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    from_bare_serial(is_plain.then(|| text.parse().ok())??, epoch_1904)
}

fn from_stamp(number: f64) -> Option<NaiveDateTime> {
    let whole = decimal_of(number)?;
    let whole = whole.is_integer().then(|| whole.to_u64())??;
    STAMPS
        .iter()
        .any(|stamps| stamps.contains(&whole))
        .then(|| from_text(&whole.to_string(), None).ok())?
}

fn from_text(text: &str, order: Option<DateOrder>) -> Result<NaiveDateTime, Flaw> {
    let (date, rest) = date_part(text, order)?;
    let time = time_part(rest).ok_or(Flaw::NotADate)?;
    Ok(date.and_time(time))
}

/// The date at the start of a text, and what follows it.
fn date_part(text: &str, order: Option<DateOrder>) -> Result<(NaiveDate, &str), Flaw> {
    let (first, rest) = digits(text);
    match first.len() {
        8 | 12 | 14 => {
            let (stamp, clock) = first.split_at(8);
            let rest = if clock.is_empty() {
                rest
            } else if rest.is_empty() {
                clock
            } else {
                return Err(Flaw::NotADate);
            };
            let date = day_of(&stamp[..4], &stamp[4..6], &stamp[6..]).ok_or(Flaw::NotADate)?;
            Ok((date, rest))
        }
        4 => {
            let (month, day, rest) = month_and_day(rest).ok_or(Flaw::NotADate)?;
            let date = day_of(first, month, day).ok_or(Flaw::NotADate)?;
            Ok((date, rest))
        }
        1 | 2 => year_last(first, rest, order),
        _ => Err(Flaw::NotADate),
    }
}

/// `-10-05`, `/10/5`, `.10.5` or `年10月5日` after the year.
fn month_and_day(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let separator = text
        .chars()
        .next()
        .filter(|separator| "-/.年".contains(*separator))?;
    let (month, rest) = digits(text[separator.len_utf8()..].trim_start());
    let between = if separator == '年' { '月' } else { separator };
    let (day, rest) = digits(rest.trim_start().strip_prefix(between)?.trim_start());
    let rest = if separator == '年' {
        rest.trim_start().strip_prefix(['日', '号', '號']).unwrap_or(rest)
    } else {
        rest
    };
    Some((month, day, rest))
}

/// `05/10/2026` reads two ways unless the settings say which; `26/10/05` reads three.
fn year_last<'a>(
    first: &'a str,
    rest: &'a str,
    order: Option<DateOrder>,
) -> Result<(NaiveDate, &'a str), Flaw> {
    let separator = rest.chars().next().filter(|separator| "-/.".contains(*separator));
    let separator = separator.ok_or(Flaw::NotADate)?;
    let (second, rest) = digits(&rest[1..]);
    let (year, rest) = digits(rest.strip_prefix(separator).ok_or(Flaw::NotADate)?);
    if !(1..=2).contains(&second.len()) || !matches!(year.len(), 1 | 2 | 4) {
        return Err(Flaw::NotADate);
    }
    let order = order.filter(|_| year.len() == 4).ok_or(Flaw::AmbiguousDate)?;
    let (month, day) = match order {
        DateOrder::Dmy => (second, first),
        DateOrder::Mdy => (first, second),
    };
    let date = day_of(year, month, day).ok_or(Flaw::NotADate)?;
    Ok((date, rest))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse().ok())?;
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, short(month)?, short(day)?)
}

/// `14:30`, `14:30:05`, `T14:30`, `下午2:30`, `2:30 PM`, `14时30分`, `143005`, or nothing.
fn time_part(text: &str) -> Option<NaiveTime> {
    let text = text
        .strip_prefix(['T', 't'])
        .filter(|time| time.starts_with(|first: char| first.is_ascii_digit()))
        .unwrap_or(text)
        .trim();
    if text.is_empty() {
        return Some(NaiveTime::MIN);
    }
    let (afternoon, text) = half_of_day(text);
    let (hour, rest) = digits(text);
    let (hour, minute, second, milliseconds) = match (hour.len(), rest) {
        (4 | 6, "") => (&hour[..2], &hour[2..4], hour.get(4..).unwrap_or_default(), 0),
        (1 | 2, rest) => clock(hour, rest)?,
        _ => return None,
    };
    let whole = |text: &str| {
        if text.is_empty() {
            Some(0)
        } else {
            text.parse().ok()
        }
    };
    let hour = match (afternoon, whole(hour)?) {
        (Some(true), hour @ 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        (Some(false), 13..) => return None,
        (_, hour) => hour,
    };
    NaiveTime::from_hms_milli_opt(hour, whole(minute)?, whole(second)?, milliseconds)
}

const HALVES: [(&str, bool); 4] = [("上午", false), ("下午", true), ("AM", false), ("PM", true)];

/// Whether a time is of the afternoon, where it says so, and the time without that word.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    HALVES
        .into_iter()
        .find_map(|(word, afternoon)| {
            let is_word = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
            let end = text.len().checked_sub(word.len())?;
            if is_word(text.get(..word.len())) {
                Some((Some(afternoon), text[word.len()..].trim()))
            } else if is_word(text.get(end..)) {
                Some((Some(afternoon), text[..end].trim()))
            } else {
                None
            }
        })
        .unwrap_or((None, text))
}

/// Minute, second and milliseconds behind an hour: `:30:05.25` or `时30分5秒`.
fn clock<'a>(hour: &'a str, rest: &'a str) -> Option<(&'a str, &'a str, &'a str, u32)> {
    let short = |text: &str| (1..=2).contains(&text.len());
    if let Some(rest) = rest.strip_prefix(':') {
        let (minute, rest) = digits(rest);
        let (second, rest) = match rest.strip_prefix(':') {
            Some(rest) => Some(digits(rest)).filter(|(second, _)| second.len() == 2)?,
            None => ("", rest),
        };
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(rest) if !second.is_empty() => {
                Some(digits(rest)).filter(|(fraction, _)| !fraction.is_empty())?
            }
            _ => ("", rest),
        };
        let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
        let complete = minute.len() == 2 && rest.is_empty();
        return complete.then(|| Some((hour, minute, second, milliseconds.parse().ok()?)))?;
    }
    let rest = rest.strip_prefix(['时', '時', '点', '點'])?;
    if rest.is_empty() {
        return Some((hour, "", "", 0));
    }
    let (minute, rest) = digits(rest);
    let (second, rest) = digits(rest.strip_prefix('分')?);
    let complete = match second {
        "" => rest.is_empty(),
        second => short(second) && rest == "秒",
    };
    (complete && short(minute)).then_some((hour, minute, second, 0))
}

/// The digits at the start of a text, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, read_with};
    use super::*;

    fn stated(cell: &Cell) -> Result<String, Option<Flaw>> {
        let reading = read(moment, cell);
        reading.value.map(|value| value.to_string()).ok_or(reading.flaw)
    }

    #[test]
    fn texts_state_dates() {
        for (text, expected) in [
            ("2026-10-05", "2026-10-05 00:00:00"),
            ("2026-10-5", "2026-10-05 00:00:00"),
            ("2026/10/5", "2026-10-05 00:00:00"),
            ("2026.10.5", "2026-10-05 00:00:00"),
            ("2026年10月5日", "2026-10-05 00:00:00"),
            ("2026年10月5号", "2026-10-05 00:00:00"),
            ("2026年10月5號", "2026-10-05 00:00:00"),
            ("2026年10月5日 14時30分", "2026-10-05 14:30:00"),
            ("2026 年 10 月 5 日", "2026-10-05 00:00:00"),
            ("20261005", "2026-10-05 00:00:00"),
            ("２０２６／１０／５", "2026-10-05 00:00:00"),
            (" 2026-10-05\u{a0}", "2026-10-05 00:00:00"),
            ("2024-02-29", "2024-02-29 00:00:00"),
            ("2026-10-05 14:30", "2026-10-05 14:30:00"),
            ("2026-10-05 14:30:05", "2026-10-05 14:30:05"),
            ("2026-10-05  9:05", "2026-10-05 09:05:00"),
            ("2026-10-05 14:30:05.250", "2026-10-05 14:30:05.250"),
            ("2026-10-05T14:30:05", "2026-10-05 14:30:05"),
            ("2026/10/5 14：30", "2026-10-05 14:30:00"),
            ("2026年10月5日14:30", "2026-10-05 14:30:00"),
            ("2026年10月5日 14时30分", "2026-10-05 14:30:00"),
            ("2026年10月5日 14时30分5秒", "2026-10-05 14:30:05"),
            ("2026年10月5日 14时", "2026-10-05 14:00:00"),
            ("2026-10-05 下午2:30", "2026-10-05 14:30:00"),
            ("2026-10-05 下午12:30", "2026-10-05 12:30:00"),
            ("2026-10-05 上午12:30", "2026-10-05 00:30:00"),
            ("2026-10-05 2:30 PM", "2026-10-05 14:30:00"),
            ("2026-10-05 12:00 am", "2026-10-05 00:00:00"),
            ("20261005 1430", "2026-10-05 14:30:00"),
            ("20261005143005", "2026-10-05 14:30:05"),
            ("202610051430", "2026-10-05 14:30:00"),
            ("46300", "2026-10-05 00:00:00"),
            ("46300.5", "2026-10-05 12:00:00"),
        ] {
            assert_eq!(
                stated(&Cell::Text(text.into())).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_state_dates() {
        for (cell, expected) in [
            (Cell::Number(46_300.0), "2026-10-05 00:00:00"),
            (Cell::DateTime(46_300.0), "2026-10-05 00:00:00"),
            (Cell::DateTime(46_300.604_166_666_664), "2026-10-05 14:30:00"),
            (Cell::DateTime(46_300.999_999_999_99), "2026-10-06 00:00:00"),
            (Cell::DateTime(1.0), "1900-01-01 00:00:00"),
            (Cell::DateTime(59.0), "1900-02-28 00:00:00"),
            (Cell::DateTime(61.0), "1900-03-01 00:00:00"),
            (Cell::Number(20_261_005.0), "2026-10-05 00:00:00"),
            (Cell::Number(20_261_005_143_005.0), "2026-10-05 14:30:05"),
        ] {
            assert_eq!(stated(&cell).as_deref(), Ok(expected), "{cell:?}");
        }
        let in_1904 = read_with(moment, &Cell::Number(44_838.0), |setting| {
            setting.epoch_1904 = true;
        });
        assert_eq!(in_1904.value.unwrap().to_string(), "2026-10-05 00:00:00");
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in [
            "待定",
            "2026-13-01",
            "2026-02-29",
            "2026-10-32",
            "2026-10",
            "2026",
            "10月5日",
            "2026-10/05",
            "20261305",
            "0026-10-05",
            "2026-10-05 25:00",
            "2026-10-05 24:00",
            "2026-10-05 14:60",
            "2026-10-05 14",
            "2026-10-05x",
            "2026-10-05 14:30:5",
            "2026-10-05T14:30:05Z",
            "2026-10-0514:30",
            "2026-010-05",
            "14:30",
            "1234567",
            "2026-10-05 上午14:30",
            "2026-10-05 14:30:05.",
            "2026年10月5日14时30",
            "123456789012345678901234567890",
            "2026--05",
            "9999-01-01",
            "-",
            "2026-10-05 下午",
        ] {
            assert_eq!(
                stated(&Cell::Text(text.into())),
                Err(Some(Flaw::NotADate)),
                "{text}"
            );
        }
        for cell in [
            Cell::Number(0.0),
            Cell::Number(-5.0),
            Cell::Number(12.0),
            Cell::Number(202_610.0),
            Cell::Number(20_261_399.0),
            Cell::Number(20_261_005.5),
            Cell::Number(1e300),
            Cell::Number(f64::NAN),
            Cell::DateTime(0.5),
            Cell::DateTime(60.0),
            Cell::DateTime(-1.07e11),
            Cell::DateTime(2_958_465.0),
            Cell::Duration(1.0),
            Cell::Bool(false),
        ] {
            assert_eq!(stated(&cell), Err(Some(Flaw::NotADate)), "{cell:?}");
        }
        assert_eq!(stated(&Cell::Text(" ".into())), Err(None));
    }

    #[test]
    fn a_date_that_reads_two_ways_needs_the_settings() {
        for text in [
            "05/10/2026",
            "5-10-2026",
            "25/10/2026",
            "05.10.2026 14:30",
            "26/10/05",
            "26-10-5",
        ] {
            assert_eq!(
                stated(&Cell::Text(text.into())),
                Err(Some(Flaw::AmbiguousDate)),
                "{text}"
            );
        }
        for (text, order, expected) in [
            ("05/10/2026", DateOrder::Dmy, Some("2026-10-05")),
            ("05/10/2026 14:30", DateOrder::Dmy, Some("2026-10-05")),
            ("05/10/2026", DateOrder::Mdy, Some("2026-05-10")),
            ("25/10/2026", DateOrder::Mdy, None),
            ("2026-10-05", DateOrder::Mdy, Some("2026-10-05")),
        ] {
            let reading = read_with(date, &Cell::Text(text.into()), |setting| {
                setting.date_order = Some(order);
            });
            assert_eq!(
                reading.value.map(|date| date.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
