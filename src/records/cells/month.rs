//! Years and months of targets: `2026-10`, `10月`, `202610`, `2026年`.

use super::{Flaw, Reading, Setting, moment};
use crate::model::Month;
use crate::model::number::decimal_of;
use crate::model::text::normalise;
use crate::read::Cell;
use num_traits::ToPrimitive;
use std::ops::RangeInclusive;

/// The years that a bare number may mean.
const YEARS: RangeInclusive<u32> = 1950..=2199;

/// What time a cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// A whole year.
    Year(i32),
    /// A month of a year.
    Month(Month),
    /// A month, 1…12, of a year that stands elsewhere.
    MonthOfYear(u32),
}

/// A month or a year.
pub fn span(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Span> {
    match cell {
        Cell::Number(number) => match of_number(*number) {
            Some(span) => Reading::of(span),
            // 2026.1 may be January, or October written 2026.10.
            None if number.fract() != 0.0 && YEARS.contains(&(number.floor().to_u32().unwrap_or(0))) => {
                Reading::flawed(Flaw::AmbiguousDate)
            }
            None => of_date(cell, setting),
        },
        Cell::Text(text) => match normalise(text).as_str() {
            "" => Reading::empty(),
            text => match of_text(text) {
                Some(Ok(span)) => Reading::of(span),
                Some(Err(flaw)) => Reading::flawed(flaw),
                None => of_date(cell, setting),
            },
        },
        _ => of_date(cell, setting),
    }
}

/// A year.
pub fn year(cell: &Cell, setting: &mut Setting<'_>) -> Reading<i32> {
    let reading = span(cell, setting);
    match reading.value {
        Some(Span::Year(year)) => Reading::of(year),
        Some(Span::Month(month)) if !matches!(cell, Cell::Number(_)) => Reading::of(month.year()),
        Some(_) => Reading::flawed(Flaw::NotADate),
        None => Reading {
            value: None,
            flaw: reading.flaw,
        },
    }
}

fn of_date(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Span> {
    let reading = moment(cell, setting);
    match reading.value {
        Some(moment) => Reading::or(Month::of(moment.date()).map(Span::Month), Flaw::NotADate),
        None => Reading {
            value: None,
            flaw: reading.flaw,
        },
    }
}

/// 10, 2026 or 202610.
fn of_number(number: f64) -> Option<Span> {
    let number = decimal_of(number)
        .filter(rust_decimal::Decimal::is_integer)?
        .to_u32()?;
    match number {
        1..=12 => Some(Span::MonthOfYear(number)),
        year if YEARS.contains(&year) => Some(Span::Year(year as i32)),
        stamp if YEARS.contains(&(stamp / 100)) => {
            Month::new((stamp / 100) as i32, stamp % 100).map(Span::Month)
        }
        _ => None,
    }
}

/// None where the text may still be a full date.
fn of_text(text: &str) -> Option<Result<Span, Flaw>> {
    let digits = |text: &str| {
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits.then(|| text.parse::<u32>().ok())?
    };
    if let Some(bare) = digits(text) {
        return of_number(f64::from(bare)).map(Ok);
    }
    let whole_year = text
        .strip_suffix("年度")
        .or_else(|| text.strip_suffix("年全年"))
        .or_else(|| text.strip_suffix('年'));
    if let Some(year) = whole_year.and_then(|year| digits(year.trim())) {
        return YEARS.contains(&year).then_some(Ok(Span::Year(year as i32)));
    }
    let month_word = text.strip_suffix("月份").or_else(|| text.strip_suffix('月'));
    if let Some(month) = month_word.and_then(|month| digits(month.trim())) {
        return (1..=12).contains(&month).then_some(Ok(Span::MonthOfYear(month)));
    }
    let (year, separator, month) = ["年", "-", "/", "."].into_iter().find_map(|separator| {
        text.split_once(separator)
            .map(|(year, month)| (year, separator, month))
    })?;
    let month = match separator {
        "年" => month.strip_suffix("月份").or_else(|| month.strip_suffix('月'))?,
        _ => month,
    };
    let year = digits(year.trim()).filter(|year| YEARS.contains(year))?;
    if separator == "." && month == "1" {
        return Some(Err(Flaw::AmbiguousDate));
    }
    let number = digits(month.trim())?;
    Month::new(year as i32, number).map(|month| Ok(Span::Month(month)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    fn month(number: u32) -> Option<Span> {
        Month::new(2026, number).map(Span::Month)
    }

    #[test]
    fn cells_name_months_and_years() {
        let text = |text: &str| Cell::Text(text.into());
        for (cell, expected) in [
            (text("2026-10"), month(10)),
            (text("2026/1"), month(1)),
            (text("2026.10"), month(10)),
            (text("2026.01"), month(1)),
            (text("2026年10月"), month(10)),
            (text("2026 年 10 月"), month(10)),
            (text("2026年10月份"), month(10)),
            (text("２０２６年９月"), month(9)),
            (text("202610"), month(10)),
            (text("2026-10-05"), month(10)),
            (text("20261005"), month(10)),
            (text("10月"), Some(Span::MonthOfYear(10))),
            (text("10月份"), Some(Span::MonthOfYear(10))),
            (text("10"), Some(Span::MonthOfYear(10))),
            (text("2026"), Some(Span::Year(2026))),
            (text("2026年"), Some(Span::Year(2026))),
            (text("2026年度"), Some(Span::Year(2026))),
            (Cell::Number(10.0), Some(Span::MonthOfYear(10))),
            (Cell::Number(2026.0), Some(Span::Year(2026))),
            (Cell::Number(202_610.0), month(10)),
            (Cell::Number(46_300.0), month(10)),
            (Cell::DateTime(46_296.0), month(10)),
        ] {
            assert_eq!(
                read(span, &cell),
                Reading {
                    value: expected,
                    flaw: None
                },
                "{cell:?}"
            );
        }
    }

    #[test]
    fn what_names_no_month_is_flawed() {
        let text = |text: &str| Cell::Text(text.into());
        for (cell, flaw) in [
            (text("13月"), Flaw::NotADate),
            (text("2026-13"), Flaw::NotADate),
            (text("202613"), Flaw::NotADate),
            (text("10月底"), Flaw::NotADate),
            (text("2026.1"), Flaw::AmbiguousDate),
            (Cell::Number(2026.1), Flaw::AmbiguousDate),
            (Cell::Number(13.0), Flaw::NotADate),
            (Cell::Number(1.5), Flaw::NotADate),
            (Cell::Number(f64::NAN), Flaw::NotADate),
        ] {
            assert_eq!(read(span, &cell), Reading::flawed(flaw), "{cell:?}");
        }
    }

    #[test]
    fn a_year_is_a_year() {
        for (cell, expected) in [
            (Cell::Number(2026.0), Some(2026)),
            (Cell::Text("2026年度".into()), Some(2026)),
            (Cell::DateTime(46_296.0), Some(2026)),
            (Cell::Text("2026-01-01".into()), Some(2026)),
            (Cell::Number(10.0), None),
            (Cell::Text("今年".into()), None),
        ] {
            assert_eq!(read(year, &cell).value, expected, "{cell:?}");
        }
    }
}
