//! Lengths of time, in seconds.

use super::{Flaw, Reading, Setting, number};
use crate::model::text::normalise;
use crate::read::Cell;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

const MILLISECONDS_A_DAY: f64 = 86_400_000.0;
/// A length above this many days is a date in the wrong column.
const LONGEST_DAYS: f64 = 366.0;

/// Seconds, 0 or above: a number of seconds, an Excel time, `h:mm:ss`, `mm:ss` or `3分20秒`.
pub fn duration(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    let seconds = match cell {
        Cell::Duration(days) | Cell::DateTime(days) => Reading::or(of_days(*days), Flaw::NotANumber),
        Cell::Text(text) => match of_text(&normalise(text)) {
            Some(seconds) => Reading::of(seconds),
            None => number(cell, setting),
        },
        _ => number(cell, setting),
    };
    match seconds.value {
        Some(seconds) if seconds < Decimal::ZERO => Reading::flawed(Flaw::NotANumber),
        _ => seconds,
    }
}

fn of_days(days: f64) -> Option<Decimal> {
    let milliseconds = (0.0..=LONGEST_DAYS)
        .contains(&days)
        .then(|| (days * MILLISECONDS_A_DAY).round().to_i64())??;
    Some(Decimal::new(milliseconds, 3))
}

const UNITS: [(&str, u64); 8] = [
    ("小时", 3600),
    ("时", 3600),
    ("分钟", 60),
    ("分", 60),
    ("秒钟", 1),
    ("秒", 1),
    ("s", 1),
    ("S", 1),
];

fn of_text(text: &str) -> Option<Decimal> {
    let seconds = if text.contains(':') {
        of_clock(text)
    } else {
        of_units(text)
    };
    seconds.map(Decimal::from)
}

fn of_clock(text: &str) -> Option<u64> {
    let mut parts = text.split(':').rev();
    let second = sixty(parts.next()?)?;
    let minute = parts.next()?;
    let Some(hour) = parts.next() else {
        return whole(minute)?.checked_mul(60)?.checked_add(second);
    };
    if parts.next().is_some() {
        return None;
    }
    whole(hour)?
        .checked_mul(3600)?
        .checked_add(sixty(minute)? * 60 + second)
}

fn of_units(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut seconds: u64 = 0;
    let mut last = u64::MAX;
    while !rest.is_empty() {
        let end = rest.find(|digit: char| !digit.is_ascii_digit())?;
        let count = whole(&rest[..end])?;
        let (word, unit) = UNITS
            .into_iter()
            .find(|(word, _)| rest[end..].starts_with(word))?;
        if unit >= last {
            return None;
        }
        last = unit;
        seconds = seconds.checked_add(count.checked_mul(unit)?)?;
        rest = rest[end + word.len()..].trim_start();
    }
    (last < u64::MAX).then_some(seconds)
}

fn sixty(text: &str) -> Option<u64> {
    whole(text).filter(|number| text.len() == 2 && *number < 60)
}

fn whole(text: &str) -> Option<u64> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn lengths_of_time_are_seconds() {
        for (cell, expected) in [
            (Cell::Number(95.0), Some("95")),
            (Cell::Text("95".into()), Some("95")),
            (Cell::Text("95秒".into()), Some("95")),
            (Cell::Text("95s".into()), Some("95")),
            (Cell::Text("00:01:35".into()), Some("95")),
            (Cell::Text("1:00:35".into()), Some("3635")),
            (Cell::Text("100:00:00".into()), Some("360000")),
            (Cell::Text("01：35".into()), Some("95")),
            (Cell::Text("90:00".into()), Some("5400")),
            (Cell::Text("1分35秒".into()), Some("95")),
            (Cell::Text("1小时 2分3秒".into()), Some("3723")),
            (Cell::Text("0".into()), Some("0")),
            (Cell::Duration(95.0 / 86_400.0), Some("95")),
            (Cell::DateTime(0.5), Some("43200")),
            (Cell::Text("1:60:00".into()), None),
            (Cell::Text("1:2:3".into()), None),
            (Cell::Text("1:2:3:4".into()), None),
            (Cell::Text(":30".into()), None),
            (Cell::Text("35秒1分".into()), None),
            (Cell::Text("99999999999999999999:00:00".into()), None),
            (Cell::Text("-5".into()), None),
            (Cell::Text("无".into()), None),
            (Cell::Number(-1.0), None),
            (Cell::Duration(f64::INFINITY), None),
            (Cell::DateTime(46_300.0), None),
            (Cell::Bool(true), None),
        ] {
            let seconds = read(duration, &cell)
                .value
                .map(|seconds| seconds.normalize().to_string());
            assert_eq!(seconds.as_deref(), expected, "{cell:?}");
        }
    }
}
