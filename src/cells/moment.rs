//! Dates and times: Excel serials of both epochs, and the ways in which people write a date.

use super::day::{Numeric, Sense, digits};
use super::{Flaw, Reading, Setting, clock, names};
use crate::model::number::decimal_of;
use crate::model::text::normalise;
use crate::model::{Orders, Timezone};
use crate::read::Cell;
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
    let reading = match cell {
        Cell::Empty | Cell::Error(_) | Cell::Uncalculated => return Reading::empty(),
        Cell::DateTime(serial) => Reading::or(from_serial(*serial, setting.epoch_1904), Flaw::NotADate),
        Cell::Number(number) => {
            let serial = from_bare_serial(*number, setting.epoch_1904);
            Reading::or(serial.or_else(|| from_stamp(*number)), Flaw::NotADate)
        }
        Cell::Text(text) => match normalise(text).as_str() {
            "" => return Reading::empty(),
            text => match from_text(text, setting.writing.orders) {
                Ok(stated) => Reading::of(stated.local(setting.writing.timezone)),
                Err(flaw) => Reading::or(from_serial_text(text, setting.epoch_1904), flaw),
            },
        },
        Cell::Duration(_) | Cell::Bool(_) => Reading::flawed(Flaw::NotADate),
    };
    if setting.writing.swapped && was_converted(cell) {
        return reading.map(|moment| swapped(moment).unwrap_or(moment));
    }
    reading
}

/// Whether a cell is what a spreadsheet makes of a date that it understands: a date, or in a text file one whose year
/// stands first.
pub fn was_converted(cell: &Cell) -> bool {
    match cell {
        Cell::DateTime(_) => true,
        Cell::Text(text) => is_year_first(text),
        _ => false,
    }
}

/// Whether a text begins with four digits: a year, so that no order needs to be known.
pub fn is_year_first(text: &str) -> bool {
    let start = text.as_bytes().get(..4);
    start.is_some_and(|start| start.iter().all(u8::is_ascii_digit))
}

/// The same with day and month the other way round, where that is a day.
pub fn swapped(moment: NaiveDateTime) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(moment.year(), moment.day(), moment.month())?;
    Some(date.and_time(moment.time()))
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
        .then(|| plainly(&whole.to_string(), Orders::default()).ok())?
        .map(|stated| stated.moment)
}

/// A moment as a text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// What the clock showed.
    pub moment: NaiveDateTime,
    /// How many minutes ahead of UTC that clock was, where it is said.
    pub ahead: Option<i32>,
}

impl Stated {
    /// What the clocks of a zone showed at that moment; without zone, what the text says.
    pub fn local(self, timezone: Option<Timezone>) -> NaiveDateTime {
        let utc = |ahead: i32| self.moment.checked_sub_signed(TimeDelta::minutes(ahead.into()));
        match (self.ahead.and_then(utc), timezone) {
            (Some(utc), Some(timezone)) => timezone.local(utc),
            _ => self.moment,
        }
    }
}

/// The moment that a normalised text states.
pub fn from_text(text: &str, orders: Orders) -> Result<Stated, Flaw> {
    let plain = plainly(text, orders);
    if plain != Err(Flaw::NotADate) {
        return plain;
    }
    let day_of_week = names::without_chinese_weekday(text).or_else(|| without_weekday(text));
    let bare = day_of_week.as_deref().unwrap_or(text);
    let stated = day_of_week.as_deref().map(|text| plainly(text, orders));
    stated
        .filter(|stated| *stated != Err(Flaw::NotADate))
        .or_else(|| Some(Ok(by_name(bare)?)))
        .or_else(|| Some(plainly(&of_era(bare)?, orders)))
        .or_else(|| time_first(bare, orders))
        .unwrap_or(Err(Flaw::NotADate))
}

/// A date in numbers, and perhaps a time behind it.
fn plainly(text: &str, orders: Orders) -> Result<Stated, Flaw> {
    let (date, rest) = date_part(text, orders)?;
    with_time(date, rest).ok_or(Flaw::NotADate)
}

fn with_time(date: NaiveDate, rest: &str) -> Option<Stated> {
    let (time, ahead) = clock::time(rest)?;
    Some(Stated {
        moment: date.and_time(time),
        ahead,
    })
}

/// The date at the start of a text, and what follows it.
fn date_part(text: &str, orders: Orders) -> Result<(NaiveDate, &str), Flaw> {
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
        4 => year_first(first, rest).ok_or(Flaw::NotADate),
        2 if rest.trim_start().starts_with('年') => {
            let year = first.parse().map(full_year).map_err(|_| Flaw::NotADate)?;
            year_first(&year.to_string(), rest).ok_or(Flaw::NotADate)
        }
        1 | 2 => {
            let (numbers, rest) = Numeric::parse(text).ok_or(Flaw::NotADate)?;
            match numbers.sense(orders) {
                Sense::Day(date) if YEARS.contains(&date.year()) => Ok((date, rest)),
                Sense::Open => Err(Flaw::AmbiguousDate),
                Sense::Day(_) | Sense::None => Err(Flaw::NotADate),
            }
        }
        _ => Err(Flaw::NotADate),
    }
}

/// `-10-05`, `/10/5`, `.10.5` or `年10月5日` behind the year.
fn year_first<'a>(year: &str, text: &'a str) -> Option<(NaiveDate, &'a str)> {
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
    Some((day_of(year, month, day)?, rest))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse().ok())?;
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, short(month)?, short(day)?)
}

/// A text without the weekday that it begins with, or that stands behind the date: `Mon 2026-10-05`,
/// `2026-10-05 (Mon) 14:30`.
fn without_weekday(text: &str) -> Option<String> {
    let start = text.find(|first: char| first.is_ascii_alphabetic())?;
    let word = &text[start..];
    let end = word
        .find(|end: char| !end.is_ascii_alphabetic())
        .unwrap_or(word.len());
    if !names::is_weekday(&word[..end]) {
        return None;
    }
    let before = text[..start].trim_end_matches(['(', ',', ' ']);
    let behind = word[end..].trim_start_matches([')', ',', '.', ' ']);
    Some(format!("{before} {behind}").trim().to_owned())
}

/// `5 Oct 2026`, `05OCT26`, `Oct 5th, 2026 3:05 PM`, `2026-Oct-05`.
fn by_name(text: &str) -> Option<Stated> {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let mut month = None;
    let mut rest = text;
    while before.len() + behind.len() < 2 || month.is_none() {
        rest = rest.trim_start_matches([' ', ',', '-', '/', '.']);
        let (number, after) = digits(rest);
        if number.is_empty() {
            let end = after
                .find(|end: char| !end.is_ascii_alphabetic())
                .unwrap_or(after.len());
            let word = &after[..end];
            match (names::month(word), month) {
                (Some(number), None) => month = Some(number),
                _ if word.eq_ignore_ascii_case("of") => {}
                _ => return None,
            }
            rest = &after[end..];
        } else {
            let numbers = if month.is_none() { &mut before } else { &mut behind };
            numbers.push(number);
            let ordinal = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| {
                let start = after.get(..2)?;
                start.eq_ignore_ascii_case(ending).then(|| &after[2..])
            });
            rest = ordinal.unwrap_or(after);
        }
    }
    let (day, year) = match (&before[..], &behind[..]) {
        ([day], [year]) if day.len() <= 2 => (day, year),
        ([year], [day]) | ([], [day, year]) => (day, year),
        _ => return None,
    };
    let full = match year.len() {
        2 => full_year(year.parse().ok()?).to_string(),
        4 => (*year).to_owned(),
        _ => return None,
    };
    let date = day_of(&full, &month?.to_string(), day)?;
    // Behind two digits a colon would make an hour of them.
    let rest = match rest.strip_prefix(':') {
        Some(rest) if year.len() == 4 => rest,
        _ => rest,
    };
    let rest = rest.trim_start_matches([',', ' ']);
    with_time(date, rest.strip_prefix("at ").unwrap_or(rest))
}

/// Years of eras that say which they are, and the year before their first.
const ERAS: [(&str, u32); 4] = [("民国", 1911), ("民國", 1911), ("令和", 2018), ("平成", 1988)];

/// A date whose year is one of an era, with the year that it is: 民國115年10月5日.
fn of_era(text: &str) -> Option<String> {
    let (before, rest) = ERAS
        .into_iter()
        .find_map(|(era, before)| Some((before, text.strip_prefix(era)?)))?;
    let (year, rest) = digits(rest.trim_start());
    let year: u32 = year.parse().ok().filter(|year| *year < 1000)?;
    Some(format!("{}{rest}", before + year))
}

/// `14:30 2026-10-05`
fn time_first(text: &str, orders: Orders) -> Option<Result<Stated, Flaw>> {
    let (time, date) = text.split_once(' ')?;
    if !time.contains(':') {
        return None;
    }
    let (time, _) = clock::time(time)?;
    let date = plainly(date, orders).map(|stated| Stated {
        moment: stated.moment.date().and_time(time),
        ahead: None,
    });
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, read_with};
    use super::*;
    use crate::model::DateOrder;

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
            ("25/10/2026", "2026-10-25 00:00:00"),
            ("10/25/2026 12:00:00 AM", "2026-10-25 00:00:00"),
            ("04/04/2025", "2025-04-04 00:00:00"),
            ("5/25/25", "2025-05-25 00:00:00"),
            ("25.10.69", "1969-10-25 00:00:00"),
            ("26-10-5", "2026-10-05 00:00:00"),
            ("26年10月5日", "2026-10-05 00:00:00"),
            ("民國115年10月5日", "2026-10-05 00:00:00"),
            ("令和8年10月5日", "2026-10-05 00:00:00"),
            ("05OCT2026", "2026-10-05 00:00:00"),
            ("05OCT2026:14:30:00", "2026-10-05 14:30:00"),
            ("Oct 5, 2026", "2026-10-05 00:00:00"),
            ("October 5th, 2026 3:05 PM", "2026-10-05 15:05:00"),
            ("Monday, 5 October 2026", "2026-10-05 00:00:00"),
            ("5th of Oct 2026 at 15:05", "2026-10-05 15:05:00"),
            ("5-Oct-26", "2026-10-05 00:00:00"),
            ("2026-Oct-05", "2026-10-05 00:00:00"),
            (
                "Mon Oct 05 2026 09:00:00 GMT+0800 (China Standard Time)",
                "2026-10-05 09:00:00",
            ),
            ("2026/10/5 下午 3:05", "2026-10-05 15:05:00"),
            ("2026/10/5 3:05 下午", "2026-10-05 15:05:00"),
            ("2026/10/5 晚上8:05", "2026-10-05 20:05:00"),
            ("2026/10/5 中午12:05", "2026-10-05 12:05:00"),
            ("2026-10-05 3:05 p.m.", "2026-10-05 15:05:00"),
            ("2026年10月5日 星期一", "2026-10-05 00:00:00"),
            ("2026年10月5日星期一 14:30", "2026-10-05 14:30:00"),
            ("2026-10-05(一)", "2026-10-05 00:00:00"),
            ("周一 2026-10-05", "2026-10-05 00:00:00"),
            ("2026-10-05 Mon", "2026-10-05 00:00:00"),
            ("14:30 2026-10-05", "2026-10-05 14:30:00"),
            ("2026-10-05Z", "2026-10-05 00:00:00"),
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
    fn moments_with_a_zone_are_those_of_the_book() {
        for (text, zone, expected) in [
            ("2026-09-30T20:30:00Z", Some("+08:00"), "2026-10-01 04:30:00"),
            (
                "2026-10-05T09:00:00.000+0800",
                Some("+08:00"),
                "2026-10-05 09:00:00",
            ),
            (
                "2026-10-05 10:00:00 +0000",
                Some("Europe/Berlin"),
                "2026-10-05 12:00:00",
            ),
            ("2026-10-05 10:00 UTC", Some("+08:00"), "2026-10-05 18:00:00"),
            ("2026-10-05 10:00 GMT-5", Some("UTC"), "2026-10-05 15:00:00"),
            (
                "2026-10-05T10:00:00-05:00[America/New_York]",
                Some("UTC"),
                "2026-10-05 15:00:00",
            ),
            ("20261005T143005Z", Some("+08:00"), "2026-10-05 22:30:05"),
            ("2026-10-05T09:00:00Z", None, "2026-10-05 09:00:00"),
            ("2026-10-05 09:00", Some("UTC"), "2026-10-05 09:00:00"),
        ] {
            let reading = read_with(moment, &Cell::Text(text.into()), |setting| {
                setting.writing.timezone = zone.and_then(|zone| zone.parse().ok());
            });
            assert_eq!(reading.value.unwrap().to_string(), expected, "{text}");
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
            "2026-10-05 晚上12:00",
            "2026-10-05 14:30+25:00",
            "Oct 2026",
            "5 Oct",
            "Oct 5 14:30 2026",
            "32 Oct 2026",
            "13/13/2026",
            "Monday",
            "2026-10-05 第41周",
            "民國115年",
            "+08:00",
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
            "05.10.2026 14:30",
            "26/10/05",
            "5/10/26",
            "Mon, 05/10/2026",
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
            ("05/10/26", DateOrder::Dmy, Some("2026-10-05")),
            ("26/10/05", DateOrder::Ymd, Some("2026-10-05")),
            ("05/10/2026", DateOrder::Ymd, None),
        ] {
            let reading = read_with(date, &Cell::Text(text.into()), |setting| {
                setting.writing.orders = Orders::all(Some(order));
            });
            assert_eq!(
                reading.value.map(|date| date.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
