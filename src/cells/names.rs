//! Names of months and weekdays, as texts state them.

use crate::model::span::MONTHS;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const CHINESE_WEEKS: [&str; 5] = ["星期", "礼拜", "禮拜", "周", "週"];
const CHINESE_DAYS: &str = "一二三四五六日天";

/// The number of a month that is named in English, in full or by its first letters: Oct, Sept., OCTOBER.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    (1..)
        .zip(MONTHS)
        .find_map(|(number, name)| is_short(word, name).then_some(number))
}

/// Whether a word is the English name of a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    WEEKDAYS.into_iter().any(|name| is_short(word, name))
}

/// Whether a word is a name or its first three letters or more.
fn is_short(word: &str, name: &str) -> bool {
    word.len() >= 3
        && name
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// A text without a weekday in Chinese, 星期一 or (周一), if there is one.
pub(super) fn without_chinese_weekday(text: &str) -> Option<String> {
    let week = CHINESE_WEEKS
        .into_iter()
        .find_map(|week| text.find(week).map(|at| (at, at + week.len())));
    let (start, after) = week.or_else(|| {
        let open = text.find('(')?;
        Some((open + 1, open + 1))
    })?;
    let day = text[after..]
        .chars()
        .next()
        .filter(|day| CHINESE_DAYS.contains(*day))?;
    let (before, behind) = (&text[..start], &text[after + day.len_utf8()..]);
    let in_brackets = before.strip_suffix('(').zip(behind.strip_prefix(')'));
    let (before, behind) = in_brackets.unwrap_or((before, behind));
    // The bracket without 周 is one of a weekday only where it closes behind it.
    (week.is_some() || in_brackets.is_some()).then(|| format!("{before} {behind}").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_known_by_their_first_letters() {
        for (word, expected) in [
            ("Oct", Some(10)),
            ("OCT.", Some(10)),
            ("october", Some(10)),
            ("Sept", Some(9)),
            ("may", Some(5)),
            ("ma", None),
            ("octo5", None),
            ("octobers", None),
            ("", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
        assert!(is_weekday("Mon") && is_weekday("thurs") && !is_weekday("month"));
        for (text, expected) in [
            ("2026-10-05 星期一", Some("2026-10-05")),
            ("2026-10-05(周一)14:30", Some("2026-10-05 14:30")),
            ("2026-10-05 (一)", Some("2026-10-05")),
            ("2026-10-05 第41周", None),
            ("2026-10-05 (x)", None),
        ] {
            assert_eq!(without_chinese_weekday(text).as_deref(), expected, "{text}");
        }
    }
}
