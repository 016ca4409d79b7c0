//! Texts of exports: how they are held, and how those of different exports are made comparable.

/// A text that all who hold it share; a single word wide.
pub use arcstr::ArcStr as Text;

use unicode_normalization::UnicodeNormalization;

/// NFKC, with white space at either end removed: how names of people and customers compare.
pub fn normalise(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    text.nfkc().collect::<String>().trim().to_owned()
}

/// NFKC, trimmed and upper-cased: how ids compare.
pub fn normalise_id(text: &str) -> String {
    normalise(text).to_uppercase()
}

/// NFKC, trimmed and lower-cased: how status words and other fixed vocabulary compare.
pub fn normalise_word(text: &str) -> String {
    normalise(text).to_lowercase()
}

/// The one of `known` that was probably meant by a word that is none of them.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    known
        .map(|known| {
            (
                strsim::normalized_damerau_levenshtein(&word, &known.to_lowercase()),
                known,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known.to_owned())
}

/// How names sort as people count: 一部 before 二部 before 十一部, Team 2 before Team 10.
pub fn natural_key(name: &str) -> Vec<NaturalPart> {
    let mut rest = name;
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_same_kind: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            _ if chinese_digit(first).is_some() => |c| chinese_digit(c).is_some(),
            _ => |c| !c.is_ascii_digit() && chinese_digit(c).is_none(),
        };
        let (run, after) = rest.split_at(rest.find(|c| !is_same_kind(c)).unwrap_or(rest.len()));
        rest = after;
        let number = run.parse().ok().or_else(|| chinese_number(run));
        parts.push(number.map_or_else(|| NaturalPart::Text(run.to_owned()), NaturalPart::Number));
    }
    parts
}

/// A part of a name, as it sorts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NaturalPart {
    /// Digits, or Chinese numerals below a hundred.
    Number(u64),
    /// Anything else.
    Text(String),
}

fn chinese_digit(character: char) -> Option<u64> {
    "零一二三四五六七八九十"
        .chars()
        .zip(0..)
        .find_map(|(digit, value)| (digit == character).then_some(value))
}

/// 十一 is 11, 二十 is 20; none for a run of other characters, or one that counts to 100 or beyond.
fn chinese_number(run: &str) -> Option<u64> {
    let digits = run.chars().map(chinese_digit).collect::<Option<Vec<_>>>()?;
    match digits[..] {
        [one] => Some(one),
        [10, one @ ..=9] => Some(10 + one),
        [ten @ ..=9, 10] => Some(ten * 10),
        [ten @ ..=9, 10, one @ ..=9] => Some(ten * 10 + one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let mut names = [
            "华东十一部",
            "华东二部",
            "华东一部",
            "华东十部",
            "华东部",
            "Team 10",
            "Team 2",
            "三三制",
        ];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(
            names,
            [
                "Team 2",
                "Team 10",
                "三三制",
                "华东一部",
                "华东二部",
                "华东十部",
                "华东十一部",
                "华东部"
            ]
        );
    }

    #[test]
    fn width_case_and_margins_do_not_matter() {
        assert_eq!(normalise(" 华东\u{3000}"), "华东");
        assert_eq!(normalise_id("ｓ００１ "), "S001");
        assert_eq!(normalise_word("Ｖoid"), "void");
    }
}
