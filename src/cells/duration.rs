//! Lengths of time, in seconds.

use super::{Flaw, Reading, Setting, number};
use crate::model::text::normalise;
use crate::read::Cell;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

const MILLISECONDS_A_DAY: f64 = 86_400_000.0;
/// A length above this many days is a date in the wrong column.
const LONGEST_DAYS: f64 = 366.0;

/// Seconds, 0 or above: a number of seconds, an Excel time, `h:mm:ss`, `mm:ss`, `3分20秒` or `3m 20s`.
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

/// What lengths of time are counted in, the longest first; names that begin with another one stand before it.
const UNITS: [(&str, u32); 31] = [
    ("小时", 3600),
    ("小時", 3600),
    ("时", 3600),
    ("時", 3600),
    ("hours", 3600),
    ("hour", 3600),
    ("hrs", 3600),
    ("hr", 3600),
    ("h", 3600),
    ("分钟", 60),
    ("分鐘", 60),
    ("分", 60),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("m", 60),
    ("′", 60),
    ("'", 60),
    ("秒钟", 1),
    ("秒鐘", 1),
    ("秒", 1),
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
    // NFKC makes two primes of a double one.
    ("′′", 1),
    ("''", 1),
    ("\"", 1),
    ("″", 1),
];

fn of_text(text: &str) -> Option<Decimal> {
    if text.contains(':') {
        of_clock(text).map(Decimal::from)
    } else {
        of_units(&text.to_lowercase())
    }
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

/// Numbers with units, the longest first: `1h 2m`, `3分20秒`; the last one may have decimals.
fn of_units(text: &str) -> Option<Decimal> {
    let mut rest = text;
    let mut seconds = Decimal::ZERO;
    let mut last = u32::MAX;
    while !rest.is_empty() {
        let end = rest.find(|digit: char| !digit.is_ascii_digit() && digit != '.')?;
        let (number, after) = (&rest[..end], rest[end..].trim_start());
        // Of ′ and ′′ the longer one is meant.
        let units = UNITS.into_iter().filter(|(word, _)| after.starts_with(word));
        let (word, unit) = units.max_by_key(|(word, _)| word.len())?;
        rest = after[word.len()..].trim_start_matches(['.', ',', ' ']);
        if unit >= last || (number.contains('.') && !rest.is_empty()) {
            return None;
        }
        last = unit;
        let is_plain = number.starts_with(|first: char| first.is_ascii_digit()) && !number.ends_with('.');
        let count = is_plain.then(|| number.parse::<Decimal>().ok())??;
        seconds = seconds.checked_add(count.checked_mul(unit.into())?)?;
    }
    (last < u32::MAX).then(|| seconds.normalize())
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
            (Cell::Text("23m 17s".into()), Some("1397")),
            (Cell::Text("1h 2m".into()), Some("3720")),
            (Cell::Text("1H2M3S".into()), Some("3723")),
            (Cell::Text("1小時2分鐘".into()), Some("3720")),
            (Cell::Text("5 min".into()), Some("300")),
            (Cell::Text("1.5 min".into()), Some("90")),
            (Cell::Text("1 hr. 5 mins".into()), Some("3900")),
            (Cell::Text("90 seconds".into()), Some("90")),
            (Cell::Text("01′30″".into()), Some("90")),
            (Cell::Text("1'30\"".into()), Some("90")),
            (Cell::Text("0秒".into()), Some("0")),
            (Cell::Text("1:05".into()), Some("65")),
            (Cell::Text("5 minits".into()), None),
            (Cell::Text("1.5h 3m".into()), None),
            (Cell::Text("1..5m".into()), None),
            (Cell::Text("30s 1m".into()), None),
            (Cell::Text("m".into()), None),
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
