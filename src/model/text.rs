//! How texts of different exports are made comparable.

use unicode_normalization::UnicodeNormalization;

/// NFKC, with white space at either end removed: how names of people and customers compare.
pub fn normalise(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_margins_do_not_matter() {
        assert_eq!(normalise(" 华东\u{3000}"), "华东");
        assert_eq!(normalise_id("ｓ００１ "), "S001");
        assert_eq!(normalise_word("Ｖoid"), "void");
    }
}
