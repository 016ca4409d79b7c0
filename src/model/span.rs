//! Texts that name a time other than by a plain date: Q4 2026, 2026年第四季度, 下半年, 1-3月, May-25, 06/2025.

use super::text::normalise_word;
use std::ops::RangeInclusive;

/// The months in English, from January on, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearPart {
    /// All of it.
    Whole,
    /// The first or the second half, 1 or 2.
    Half(u8),
    /// A quarter, 1…4.
    Quarter(u8),
    /// A month, 1…12.
    Month(u8),
}

impl YearPart {
    /// The numbers of its months.
    pub fn months(self) -> RangeInclusive<u32> {
        let (number, length) = match self {
            Self::Whole => (1, 12),
            Self::Half(number) => (number, 6),
            Self::Quarter(number) => (number, 3),
            Self::Month(number) => (number, 1),
        };
        let last = u32::from(number) * length;
        last + 1 - length..=last
    }

    /// The part that begins and ends with those months.
    fn of_months(first: u8, last: u8) -> Option<Self> {
        let length = last.checked_sub(first)? + 1;
        let number = last / length;
        let starts = last.is_multiple_of(length);
        match length {
            _ if !starts => None,
            3 => Some(Self::Quarter(number)),
            6 => Some(Self::Half(number)),
            12 => Some(Self::Whole),
            _ => None,
        }
    }
}

/// A part of a year, and the year where the text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedSpan {
    /// The part.
    pub part: YearPart,
    /// Its year.
    pub year: Option<i32>,
}

/// The years that a text may mean.
const YEARS: RangeInclusive<i32> = 1950..=2199;

/// The span that a text names, and nothing beside it. A bare number is none, nor is a plain date or a bare year.
pub fn named_span(text: &str) -> Option<NamedSpan> {
    let text = compact(text);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let of_year = |core: &str, year: Option<i32>| {
        let part = part(core, year.is_some())?;
        Some(NamedSpan { part, year })
    };
    if let Some((year, core)) = fiscal(&text) {
        let part = if core.is_empty() {
            YearPart::Whole
        } else {
            part(core, false)?
        };
        // Which calendar year a month is of hangs on where fiscal years begin.
        let is_told = !matches!(part, YearPart::Month(_));
        let year = Some(year);
        return is_told.then_some(NamedSpan { part, year });
    }
    of_year(&text, None)
        .or_else(|| leading_year(&text).and_then(|(year, core)| of_year(core, Some(year))))
        .or_else(|| trailing_year(&text).and_then(|(core, year)| of_year(core, Some(year))))
}

/// Whether a text calls a year a fiscal one: FY2026, 26财年, fiscal year 2026 Q1.
pub fn says_fiscal(text: &str) -> bool {
    // A year stands in the first words of a text, or it is no name of one.
    const LOOKED_AT: usize = 120;
    let end = text
        .char_indices()
        .nth(LOOKED_AT)
        .map_or(text.len(), |(end, _)| end);
    let text = &text[..end];
    let is_apart = |at: usize| !text[..at].ends_with(|before: char| before.is_ascii_alphabetic());
    let mut starts = text.char_indices().filter(|(at, _)| is_apart(*at));
    starts.any(|(at, _)| leading_fiscal(&compact(&text[at..])).is_some())
}

/// A fiscal year, and what stands beside it.
fn fiscal(text: &str) -> Option<(i32, &str)> {
    if let Some((year, rest)) = leading_fiscal(text) {
        return Some((year, rest.trim_start_matches(['-', '/'])));
    }
    // Q1 FY26.
    let (at, _) = text.match_indices("fy").last()?;
    let (year, rest) = leading_fiscal(&text[at..])?;
    let core = text[..at].trim_end_matches(['-', '/', '(']);
    matches!(rest, "" | ")").then_some((year, core))
}

fn leading_fiscal(text: &str) -> Option<(i32, &str)> {
    const BEFORE: [&str; 3] = ["fiscalyear", "fiscal", "fy"];
    const BEHIND: [&str; 6] = ["财政年度", "财务年度", "会计年度", "财年度", "财年", "财政年"];
    let bare = BEFORE.iter().find_map(|word| text.strip_prefix(word));
    let (year, rest) = digits_of_year(bare.unwrap_or(text).trim_start_matches('-'))?;
    if bare.is_some() {
        return Some((year, rest));
    }
    let rest = BEHIND.iter().find_map(|word| rest.strip_prefix(word))?;
    Some((year, rest))
}

/// The four digits of a year, or two, at the start of a text.
fn digits_of_year(text: &str) -> Option<(i32, &str)> {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let year = match digits.len() {
        4 => year(digits)?,
        2 => year(&format!("20{digits}"))?,
        _ => return None,
    };
    Some((year, rest))
}

/// Lower case, one kind of dash, no white space and no points.
fn compact(text: &str) -> String {
    let folded = normalise_word(text);
    let kept = folded
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '_' | '.' | ','));
    kept.map(|character| match character {
        '‐' | '‑' | '–' | '—' | '−' | '~' | '∼' | '〜' | '至' | '到' | '\'' | '’' => '-',
        character => character,
    })
    .collect()
}

/// 2026年第四季度, 2026-Q4, 2026Q4.
fn leading_year(text: &str) -> Option<(i32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let year = year(digits)?;
    let rest = ["年度", "年"]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    Some((year, rest.trim_start_matches(['-', '/'])))
}

/// Q4 2026, Q4/2026, Apr 2025, May-25, 4Q26.
fn trailing_year(text: &str) -> Option<(&str, i32)> {
    let text = text.strip_suffix('年').unwrap_or(text);
    let four = || {
        let (core, digits) = text.split_at_checked(text.len().checked_sub(4)?)?;
        Some((core.trim_end_matches(['-', '/']), year(digits)?))
    };
    let two = || {
        let (core, digits) = text.split_at_checked(text.len().checked_sub(2)?)?;
        let bare = core.strip_suffix(['-', '/']).unwrap_or(core);
        // 1Q26 and May-25; 10-25 is no month, and May25 may be a day.
        let is_apart = bare.len() < core.len() && bare.ends_with(|last: char| last.is_ascii_alphanumeric());
        let is_quarter = bare.ends_with(['q', 'h']);
        (is_apart || is_quarter).then_some(())?;
        bare.contains(|character: char| character.is_ascii_alphabetic())
            .then_some(())?;
        Some((bare, year(&format!("20{digits}"))?))
    };
    four().or_else(two)
}

fn year(digits: &str) -> Option<i32> {
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_digits
        .then(|| digits.parse().ok())?
        .filter(|year| YEARS.contains(year))
}

/// What a text without its year names. A bare number is a month only beside a year, and then at its end: 06/2025.
fn part(text: &str, beside_year: bool) -> Option<YearPart> {
    quarter(text)
        .map(YearPart::Quarter)
        .or_else(|| half(text).map(YearPart::Half))
        .or_else(|| months(text))
        .or_else(|| month(text).map(YearPart::Month))
        .or_else(|| {
            let digits = text.strip_prefix('m').unwrap_or(text);
            let number = number_up_to(digits, 12).filter(|_| beside_year)?;
            Some(YearPart::Month(number))
        })
}

fn quarter(text: &str) -> Option<u8> {
    const BEFORE: [&str; 5] = ["quarter", "qtr", "季度", "q", "第"];
    const BEHIND: [&str; 7] = [
        "季度",
        "季",
        "个季度",
        "stquarter",
        "ndquarter",
        "rdquarter",
        "thquarter",
    ];
    numbered(text, 4, &BEFORE[..4], &[""])
        .or_else(|| numbered(text, 4, &BEFORE[4..], &BEHIND))
        .or_else(|| numbered(text, 4, &[""], &BEHIND))
        .or_else(|| numbered(text, 4, &[""], &["q", "stqtr", "ndqtr", "rdqtr", "thqtr"]))
        .or_else(|| numbered(text, 4, &["q"], &["季度", "季"]))
        .or_else(|| ordinal(text.strip_suffix("quarter")?, 4))
}

fn half(text: &str) -> Option<u8> {
    let half = ["半年度", "半年"]
        .into_iter()
        .find_map(|word| text.strip_suffix(word));
    match half {
        Some("上") => Some(1),
        Some("下") => Some(2),
        _ => numbered(text, 2, &["h"], &[""])
            .or_else(|| numbered(text, 2, &[""], &["h", "sthalf", "ndhalf"]))
            .or_else(|| ordinal(text.strip_suffix("half")?, 2)),
    }
}

fn ordinal(text: &str, last: u8) -> Option<u8> {
    let words = ["first", "second", "third", "fourth"].into_iter().zip(1..=last);
    words
        .into_iter()
        .find_map(|(word, number)| (word == text).then_some(number))
}

/// A number up to `last` with one of `before` before it and one of `behind` behind it.
fn numbered(text: &str, last: u8, before: &[&str], behind: &[&str]) -> Option<u8> {
    let rests = before.iter().filter_map(|word| text.strip_prefix(word));
    rests
        .flat_map(|rest| behind.iter().filter_map(move |word| rest.strip_suffix(word)))
        .find_map(|digits| number_up_to(digits, last))
}

/// 1…`last`, in digits or in Chinese.
fn number_up_to(text: &str, last: u8) -> Option<u8> {
    const CHINESE: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let is_digits = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_digits {
        text.parse().ok()
    } else {
        (1..)
            .zip(CHINESE)
            .find_map(|(number, word)| (word == text).then_some(number))
    };
    number.filter(|number| (1..=last).contains(number))
}

/// The months of a quarter, a half or the year by the first and the last: 1-3月, 7月-12月, Jan-Mar.
fn months(text: &str) -> Option<YearPart> {
    let (first, last) = text.split_once('-')?;
    let last = month(last)?;
    let first = month(first).or_else(|| number_up_to(first, 12))?;
    YearPart::of_months(first, last)
}

/// 10月, 十月份, october, oct.
fn month(text: &str) -> Option<u8> {
    let stem = text.strip_suffix("月份").or_else(|| text.strip_suffix('月'));
    if let Some(stem) = stem {
        return number_up_to(stem, 12);
    }
    english_month(text)
}

/// The month, from 1 on, that lower-case letters name in English: october, oct, sept.
pub fn english_month(letters: &str) -> Option<u8> {
    let is_called =
        |name: &str| name == letters || &name[..3] == letters || (letters == "sept" && name == "september");
    (1..)
        .zip(MONTHS)
        .find_map(|(number, name)| is_called(name).then_some(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use YearPart::{Half, Month, Quarter, Whole};

    #[test]
    fn texts_name_parts_of_a_year() {
        for (texts, part, year) in [
            (
                "Q4|q4|4Q|第四季度|四季度|4季度|第4季度|第四季|四季|10-12月|10月-12月|10～12月份|十月至十二月|Oct-Dec|\
                 October – December|4th quarter|Fourth Quarter|季度4|Q4季度|quarter 4|4th Qtr",
                Quarter(4),
                None,
            ),
            (
                "2026Q4|2026-Q4|2026 Q4|Q4 2026|Q4/2026|Q4-2026|4Q2026|4Q26|Q4-26|Q4'2026|2026年第四季度|2026年4季度|2026年四季度|\
                 2026年度第4季度|２０２６年１０－１２月|2026/Q4|2026.Q4|Fourth quarter 2026|Oct-Dec 2026",
                Quarter(4),
                Some(2026),
            ),
            ("上半年|H1|1H|1-6月|first half|1st half|上半年度", Half(1), None),
            (
                "2026年下半年|2026H2|H2 2026|2026-H2|2H26|2026年7-12月|Second Half 2026",
                Half(2),
                Some(2026),
            ),
            ("1-12月|1月至12月|Jan-Dec", Whole, None),
            (
                "Apr 2025|April 2025|apr-25|Apr-2025|2025 Apr|2025-Apr|2025年四月|04/2025|4/2025|4-2025|2025M04|Apr '25|Apr/25",
                Month(4),
                Some(2025),
            ),
            ("十月|10月|October|Oct|Oct.|10月份", Month(10), None),
            (
                "FY2026|FY26|FY 2026|2026财年|26财年|2026财政年度|fiscal year 2026|Fiscal 2026|2026会计年度|FY'26",
                Whole,
                Some(2026),
            ),
            (
                "FY2026 Q1|FY26Q1|FY26-Q1|2026财年一季度|2026财年 第一季度|26财年Q1|Q1 FY26|Q1 FY2026|Q1 (FY26)|Fiscal Year 2026 Q1",
                Quarter(1),
                Some(2026),
            ),
            ("FY2026 H2|2026财年下半年|2H FY26", Half(2), Some(2026)),
        ] {
            for text in texts.split('|') {
                assert_eq!(named_span(text), Some(NamedSpan { part, year }), "{text}");
            }
        }
    }

    #[test]
    fn what_names_no_part_is_none() {
        for text in [
            "",
            "2026",
            "2026年",
            "10",
            "5季度",
            "Q5",
            "第五季度",
            "13月",
            "0月",
            "1-2月",
            "2-4月",
            "12-2月",
            "3-1月",
            "2026-10-05",
            "4/4/2025",
            "10-05",
            "10-25",
            "5 Oct 2026",
            "May25",
            "marketing",
            "一季度完成",
            "本月",
            "FY",
            "财年",
            "FY2",
            "fyi 2026",
            "FY2025-26",
            "半年",
            "季度",
            "q",
            "h",
            "第一",
            "🦀",
        ] {
            assert_eq!(named_span(text), None, "{text}");
        }
    }

    #[test]
    fn fiscal_years_are_called_so() {
        for text in [
            "FY2026 Q1",
            "一季度（26财年）",
            "fiscal year 2026",
            "销售目标 FY26",
            "2026财政年度目标",
        ] {
            assert!(says_fiscal(text), "{text}");
        }
        for text in [
            "2026年",
            "2026 Q1",
            "财年",
            "verify 2",
            "FYI",
            "satisfy 100",
            "verify 20",
        ] {
            assert!(!says_fiscal(text), "{text}");
        }
    }

    #[test]
    fn parts_have_months() {
        assert_eq!(Quarter(4).months(), 10..=12);
        assert_eq!(Half(1).months(), 1..=6);
        assert_eq!(Whole.months(), 1..=12);
        assert_eq!(Month(7).months(), 7..=7);
    }
}
