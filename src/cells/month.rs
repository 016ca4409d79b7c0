//! Years, halves, quarters and months of targets: `2026-10`, `10月`, `Oct 2026`, `2026Q4`, `第四季度`, `2026年`.

use super::{Flaw, Reading, Setting, moment, names};
use crate::model::Month;
use crate::model::number::decimal_of;
use crate::model::span::{NamedSpan, YearPart, named_span, says_fiscal};
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
    /// A quarter, 1…4, of a year, or of one that stands elsewhere.
    Quarter(Option<i32>, u32),
    /// A half, 1 or 2, of a year, or of one that stands elsewhere.
    Half(Option<i32>, u32),
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
            text => match of_fiscal(text).or_else(|| of_text(text)) {
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

/// `FY2026`, `26财年 一季度`, `Q1 FY26`; none where no fiscal year is named.
fn of_fiscal(text: &str) -> Option<Result<Span, Flaw>> {
    if !says_fiscal(text) {
        return None;
    }
    let NamedSpan { part, year } = named_span(text)?;
    Some(match part {
        YearPart::Whole => year.map(Span::Year).ok_or(Flaw::NotADate),
        YearPart::Half(half) => Ok(Span::Half(year, half.into())),
        YearPart::Quarter(quarter) => Ok(Span::Quarter(year, quarter.into())),
        YearPart::Month(_) => Err(Flaw::NotADate),
    })
}

/// None where the text may still be a full date.
fn of_text(text: &str) -> Option<Result<Span, Flaw>> {
    if let Some(bare) = digits(text) {
        return of_number(f64::from(bare)).map(Ok);
    }
    if let Some(span) = part_of_year(text).or_else(|| month_by_name(text)) {
        return Some(Ok(span));
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
    // 10/2026, but not 2026/10: one end of it has a year's four digits.
    if let Some((month, year)) = text.split_once(['/', '-', '.'])
        && let Some(month @ 1..=12) = digits(month.trim()).filter(|_| month.trim().len() <= 2)
        && let Some(year) = year_of(year)
    {
        return Month::new(year, month).map(|month| Ok(Span::Month(month)));
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

fn digits(text: &str) -> Option<u32> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok())?
}

/// A year of four digits, with or without 年.
fn year_of(text: &str) -> Option<i32> {
    let text = text.trim();
    let text = text
        .strip_suffix("年度")
        .or(text.strip_suffix('年'))
        .unwrap_or(text);
    let year = digits(text.trim()).filter(|year| YEARS.contains(year))?;
    i32::try_from(year).ok()
}

/// How quarters and halves are called: what stands before the number and what behind it.
const PARTS: [(&str, &str); 14] = [
    ("第", "季度"),
    ("", "季度"),
    ("第", "季"),
    ("q", ""),
    ("quarter", ""),
    ("qtr", ""),
    ("", "q"),
    ("", "stquarter"),
    ("", "ndquarter"),
    ("", "rdquarter"),
    ("", "thquarter"),
    ("", "季"),
    ("h", ""),
    ("half", ""),
];

/// `2026Q4`, `Q4 2026`, `2026年第四季度`, `四季度`, `上半年`, `2026H1`, `1-3月`.
fn part_of_year(text: &str) -> Option<Span> {
    let mut compact: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && !"-/.,_'年度".contains(*character))
        .flat_map(char::to_lowercase)
        .collect();
    // 年 and 度 were dropped for 2026年度; 季度 and 半年 are told by what is left of them.
    if text.contains("季度") {
        compact = compact.replace('季', "季度");
    }
    let (year, part) = with_year(&compact)?;
    if let Some(half) = [("上半", 1), ("下半", 2)]
        .into_iter()
        .find_map(|(word, half)| (part == word).then_some(half))
    {
        return Some(Span::Half(year, half));
    }
    for (months, span) in [
        (["13月", "1月3月", "1至3月", "1~3月"], Span::Quarter(year, 1)),
        (["46月", "4月6月", "4至6月", "4~6月"], Span::Quarter(year, 2)),
        (["79月", "7月9月", "7至9月", "7~9月"], Span::Quarter(year, 3)),
        (
            ["1012月", "10月12月", "10至12月", "10~12月"],
            Span::Quarter(year, 4),
        ),
        (["16月", "1月6月", "1至6月", "1~6月"], Span::Half(year, 1)),
        (["712月", "7月12月", "7至12月", "7~12月"], Span::Half(year, 2)),
    ] {
        // 13月 is no month, but 1-3月 without its dash is.
        if months.contains(&part) && text.contains(['-', '至', '~', '/']) {
            return Some(span);
        }
    }
    PARTS.into_iter().find_map(|(before, after)| {
        let number = part.strip_prefix(before)?.strip_suffix(after)?;
        let number = ["1一", "2二", "3三", "4四"]
            .into_iter()
            .zip(1..)
            .find_map(|(names, value)| {
                (number.chars().count() == 1 && names.contains(number)).then_some(value)
            })?;
        match before {
            "h" | "half" => (number <= 2).then_some(Span::Half(year, number)),
            _ => Some(Span::Quarter(year, number)),
        }
    })
}

/// A text without the year of four digits, or of two as in Q4'26, at either of its ends.
fn with_year(compact: &str) -> Option<(Option<i32>, &str)> {
    let year_at = |start: bool| {
        let at = if start { 4 } else { compact.len().checked_sub(4)? };
        let (before, behind) = compact.split_at_checked(at)?;
        let (year, part) = if start { (before, behind) } else { (behind, before) };
        Some((Some(year_of(year)?), part))
    };
    let bare = (!compact.is_empty()).then_some((None, compact));
    year_at(true).or_else(|| year_at(false)).or(bare)
}

/// `Oct 2026`, `October, 2026`, `2026-Oct`, `Oct-26`, `OCT`.
fn month_by_name(text: &str) -> Option<Span> {
    let mut words = text
        .split(|character: char| character.is_whitespace() || "-/.,'’".contains(character))
        .filter(|word| !word.is_empty());
    let (first, second, rest) = (words.next()?, words.next(), words.next());
    if rest.is_some() {
        return None;
    }
    match (month_and_year(first), second) {
        (Some((number, "")), None) => Some(Span::MonthOfYear(number)),
        (Some((number, year)), None) | (Some((number, "")), Some(year)) => {
            Month::new(short_year(year)?, number).map(Span::Month)
        }
        (None, Some(second)) => match month_and_year(second)? {
            (number, "") => Month::new(year_of(first)?, number).map(Span::Month),
            _ => None,
        },
        _ => None,
    }
}

/// A month's name and the digits behind it: OCT26.
fn month_and_year(word: &str) -> Option<(u32, &str)> {
    let letters = word.trim_end_matches(|last: char| last.is_ascii_digit());
    Some((names::month(letters)?, &word[letters.len()..]))
}

/// A year of four digits, or of two behind a month's name.
fn short_year(text: &str) -> Option<i32> {
    match digits(text)? {
        year if text.len() == 2 => Some(moment::full_year(year)),
        _ => year_of(text),
    }
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
            (text("Oct 2026"), month(10)),
            (text("October, 2026"), month(10)),
            (text("2026-Oct"), month(10)),
            (text("Oct-26"), month(10)),
            (text("May-25"), Month::new(2025, 5).map(Span::Month)),
            (text("OCT26"), month(10)),
            (text("Oct2026"), month(10)),
            (text("10/2026"), month(10)),
            (text("10.2026"), month(10)),
            (text("10-2026"), month(10)),
            (text("Oct"), Some(Span::MonthOfYear(10))),
            (text("2026Q4"), Some(Span::Quarter(Some(2026), 4))),
            (text("2026-Q4"), Some(Span::Quarter(Some(2026), 4))),
            (text("Q4 2026"), Some(Span::Quarter(Some(2026), 4))),
            (text("Q4/2026"), Some(Span::Quarter(Some(2026), 4))),
            (text("4Q2026"), Some(Span::Quarter(Some(2026), 4))),
            (text("q1"), Some(Span::Quarter(None, 1))),
            (text("2026年第四季度"), Some(Span::Quarter(Some(2026), 4))),
            (text("2026年4季度"), Some(Span::Quarter(Some(2026), 4))),
            (text("2026年度第1季"), Some(Span::Quarter(Some(2026), 1))),
            (text("第三季度"), Some(Span::Quarter(None, 3))),
            (text("二季度"), Some(Span::Quarter(None, 2))),
            (text("1-3月"), Some(Span::Quarter(None, 1))),
            (text("2026年10-12月"), Some(Span::Quarter(Some(2026), 4))),
            (text("上半年"), Some(Span::Half(None, 1))),
            (text("2026年下半年"), Some(Span::Half(Some(2026), 2))),
            (text("H1 2026"), Some(Span::Half(Some(2026), 1))),
            (text("2026H2"), Some(Span::Half(Some(2026), 2))),
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
            (text("Q5"), Flaw::NotADate),
            (text("2026H3"), Flaw::NotADate),
            (text("第五季度"), Flaw::NotADate),
            (text("13/2026"), Flaw::NotADate),
            (text("Octo 2026 x"), Flaw::NotADate),
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
