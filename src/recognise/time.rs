//! A header of targets → the part of a year whose figures stand under it: 10月目标, 一季度, Q1 target, 上半年, 1-3月.

use super::header::{fold, header, month};
use crate::catalogue::metric::TARGET_WORDS;
use crate::model::span::{NamedSpan, YearPart, named_span};
use crate::model::text::normalise_word;

/// What may stand before it, as a group over 1月, 2月 …
const GROUPS: [&str; 8] = [
    "销售目标",
    "目标",
    "任务",
    "计划",
    "预算",
    "targets",
    "target",
    "quota",
];

/// What may stand behind a quarter or a half: the sum of its months.
const SUMS: [&str; 6] = ["合计", "小计", "汇总", "总计", "subtotal", "total"];

/// The part of a year that a header is about, by its folded name, and its year where it states one.
pub(super) fn year_part(name: &str) -> Option<(YearPart, Option<i32>)> {
    if let Some((number, year)) = month(name) {
        return Some((YearPart::Month(number), year));
    }
    let bare = || {
        let behind = TARGET_WORDS.iter().find_map(|word| name.strip_suffix(word));
        behind.or_else(|| GROUPS.iter().find_map(|word| name.strip_prefix(word)))
    };
    let found = |text: &str| {
        let bare_month = month(text).map(|(number, year)| NamedSpan {
            part: YearPart::Month(number),
            year,
        });
        bare_month.or_else(|| named_span(text))
    };
    if let Some(span) = found(name).or_else(|| bare().filter(|bare| !bare.is_empty()).and_then(found)) {
        return Some((span.part, span.year));
    }
    let sum_of = SUMS.iter().find_map(|word| name.strip_suffix(word))?;
    let span = named_span(sum_of)?;
    matches!(span.part, YearPart::Quarter(_) | YearPart::Half(_)).then_some((span.part, span.year))
}

/// What a header that names its months by the first and the last is about: 1-3月 is the first quarter, and 1-2月, though
/// it folds to 12月, is nothing. None where it names no such months.
#[expect(
    clippy::option_option,
    reason = "a range that is no part of a year is known to be none"
)]
pub(super) fn range(text: &str) -> Option<Option<(YearPart, Option<i32>)>> {
    let without_unit = text.split(['(', '（', '[', '【']).next().unwrap_or(text);
    let mut bare = normalise_word(without_unit);
    bare.retain(|character| !character.is_whitespace());
    let ending = TARGET_WORDS
        .iter()
        .chain(&SUMS)
        .find_map(|word| bare.strip_suffix(word));
    let bare = ending.unwrap_or(&bare);
    if !is_range(bare) {
        return None;
    }
    Some(named_span(bare).map(|span| (span.part, span.year)))
}

/// Whether a text names months by the first and the last of them.
fn is_range(text: &str) -> bool {
    const DASHES: [char; 12] = ['-', '‐', '‑', '–', '—', '−', '~', '∼', '〜', '至', '到', '/'];
    text.match_indices(DASHES).any(|(at, dash)| {
        let (before, behind) = (&text[..at], &text[at + dash.len()..]);
        let before = before.trim_end_matches('月');
        let is_month = |name: &str| month(&fold(name)).is_some_and(|(_, year)| year.is_none());
        let letters = |text: &str| {
            text.trim_matches(|character: char| !character.is_ascii_alphabetic())
                .to_owned()
        };
        let digits = before.len() - before.trim_end_matches(|last: char| last.is_ascii_digit()).len();
        let last = behind.trim_start_matches(|first: char| first.is_ascii_digit());
        let in_digits = matches!(digits, 1 | 2) && last.len() < behind.len() && last.starts_with('月');
        let in_words = is_month(&letters(before)) && is_month(&letters(behind));
        dash != "/" && (in_digits || in_words)
    })
}

/// Whether a header says that targets stand under it.
pub(super) fn says_target(text: &str) -> bool {
    let name = header(text).name;
    TARGET_WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use YearPart::{Half, Month, Quarter, Whole};

    #[test]
    fn headers_name_parts_of_a_year() {
        for (text, expected) in [
            ("10月目标", Some((Month(10), None))),
            ("目标10月", Some((Month(10), None))),
            ("10月份销售任务(万元)", Some((Month(10), None))),
            ("一季度", Some((Quarter(1), None))),
            ("第一季度目标（万元）", Some((Quarter(1), None))),
            ("2026年Q1销售目标", Some((Quarter(1), Some(2026)))),
            ("Q3 Target", Some((Quarter(3), None))),
            ("Q3 2026 Quota", Some((Quarter(3), Some(2026)))),
            ("2026-Q3", Some((Quarter(3), Some(2026)))),
            ("三季度小计", Some((Quarter(3), None))),
            ("上半年目标", Some((Half(1), None))),
            ("H2", Some((Half(2), None))),
            ("10月合计", None),
            ("一季度完成", None),
            ("一季度完成率", None),
            ("Q1 Actual", None),
            ("目标", None),
            ("季度目标", None),
        ] {
            assert_eq!(year_part(&header(text).name), expected, "{text}");
        }
    }

    #[test]
    fn months_may_be_named_by_the_first_and_the_last() {
        for (text, expected) in [
            ("1-3月", Some(Some((Quarter(1), None)))),
            ("1～3月目标（万元）", Some(Some((Quarter(1), None)))),
            ("2026年10-12月", Some(Some((Quarter(4), Some(2026))))),
            ("1月-6月", Some(Some((Half(1), None)))),
            ("1-12月", Some(Some((Whole, None)))),
            ("Jan-Mar", Some(Some((Quarter(1), None)))),
            ("Jan – Mar 2026", Some(Some((Quarter(1), Some(2026))))),
            ("1-2月", Some(None)),
            ("1-11月", Some(None)),
            ("2-4月", Some(None)),
            ("2026-10", None),
            ("2026-10月", None),
            ("10月", None),
            ("Jan-26", None),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }
}
