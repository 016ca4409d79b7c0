//! Times of day and the zones that they are told in.

use super::day::digits;
use crate::model::timezone::offset;
use chrono::NaiveTime;

/// A time, and how many minutes ahead of UTC the one who wrote it was, where that is said.
pub(super) type Stated = (NaiveTime, Option<i32>);

/// `14:30`, `14:30:05`, `T14:30Z`, `下午2:30`, `2:30 PM`, `14时30分`, `143005`, `14:30 +08:00`, or nothing.
pub(super) fn time(text: &str) -> Option<Stated> {
    let text = text
        .strip_prefix(['T', 't'])
        .filter(|time| time.starts_with(|first: char| first.is_ascii_digit()))
        .unwrap_or(text)
        .trim();
    if text.is_empty() {
        return Some((NaiveTime::MIN, None));
    }
    if let Some(time) = without_zone(text) {
        return Some((time, None));
    }
    let (text, minutes) = zone(text)?;
    match text {
        // A day has no zone that could matter.
        "" => Some((NaiveTime::MIN, None)),
        text => Some((without_zone(text)?, Some(minutes))),
    }
}

/// The zone at the end of a text: Z, UTC+8, GMT+0800 (China Standard Time), +08:00[Asia/Shanghai]; and what stands before.
fn zone(text: &str) -> Option<(&str, i32)> {
    let text = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| {
            let (before, name) = text.strip_suffix(close)?.rsplit_once(open)?;
            let is_name = name.contains('/') || name.len() > 3;
            is_name.then(|| before.trim_end())
        })
        .unwrap_or(text);
    if let Some(before) = text.strip_suffix(['Z', 'z']) {
        return Some((before.trim_end(), 0));
    }
    let (before, minutes) = match text.rfind(['+', '-']) {
        Some(at) => (&text[..at], offset(&text[at..])?),
        None => (text, 0),
    };
    let bare = ["UTC", "GMT"]
        .into_iter()
        .find_map(|word| before.trim_end().strip_suffix(word));
    // Without an offset only a word makes it a zone.
    match bare {
        Some(bare) => Some((bare.trim_end(), minutes)),
        None => (before.len() < text.len()).then(|| (before.trim_end(), minutes)),
    }
}

fn without_zone(text: &str) -> Option<NaiveTime> {
    let (half, text) = half_of_day(text);
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
    let hour = match (half, whole(hour)?) {
        (Some(Half::Afternoon), hour @ 1..=11)
        | (Some(Half::Evening), hour @ 5..=11)
        | (Some(Half::Noon), hour @ 1..=2) => hour + 12,
        (Some(Half::Morning), 12) => 0,
        // Whose midnight, 晚上12点, and which hour of the noon, nobody knows.
        (Some(Half::Morning), 13..) | (Some(Half::Evening), ..17) | (Some(Half::Noon), ..11 | 15..) => {
            return None;
        }
        (_, hour) => hour,
    };
    NaiveTime::from_hms_milli_opt(hour, whole(minute)?, whole(second)?, milliseconds)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

const HALVES: [(&str, Half); 12] = [
    ("上午", Half::Morning),
    ("凌晨", Half::Morning),
    ("早上", Half::Morning),
    ("清晨", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Evening),
    ("晚上", Half::Evening),
    ("AM", Half::Morning),
    ("PM", Half::Afternoon),
    ("A.M.", Half::Morning),
    ("P.M.", Half::Afternoon),
];

/// Which half of the day a time is of, where it says so, and the time without that word.
fn half_of_day(text: &str) -> (Option<Half>, &str) {
    HALVES
        .into_iter()
        .find_map(|(word, half)| {
            let is_word = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
            let end = text.len().checked_sub(word.len())?;
            if is_word(text.get(..word.len())) {
                Some((Some(half), text[word.len()..].trim()))
            } else if is_word(text.get(end..)) {
                Some((Some(half), text[..end].trim()))
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
        let (fraction, rest) = match rest.strip_prefix(['.', ',']) {
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
