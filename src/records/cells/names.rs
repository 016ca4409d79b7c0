//! Names of months, as texts state them.

const MONTHS: [&str; 12] = [
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

/// The number of a month that is named in English, in full or by its first letters: Oct, Sept., OCTOBER.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    (1..)
        .zip(MONTHS)
        .find_map(|(number, name)| is_short(word, name).then_some(number))
}

/// Whether a word is a name or its first three letters or more.
fn is_short(word: &str, name: &str) -> bool {
    word.len() >= 3
        && name
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_first_letters() {
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
    }
}
