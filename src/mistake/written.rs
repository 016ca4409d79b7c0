//! A text of a settings file, and where each of its characters stands there: behind quotation marks, on a line of its own, as
//! an escape.

use super::toml_file::char_start;

/// A text as it is written, with its quotation marks, and the place of the first of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    raw: String,
    /// Line and column, both from 1.
    start: (u32, u32),
}

impl Written {
    /// What is written at a line and column.
    pub fn new(raw: impl Into<String>, start: (u32, u32)) -> Self {
        Self {
            raw: raw.into(),
            start,
        }
    }

    /// Line and column of a byte of the text.
    pub fn position(&self, within: usize) -> (u32, u32) {
        let before = self.raw.get(..offset(&self.raw, within)).unwrap_or_default();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (line, column) = self.start;
        match before.rsplit_once('\n') {
            Some((lines, last)) => {
                let breaks = count(lines.matches('\n').count()).saturating_add(1);
                (
                    line.saturating_add(breaks),
                    count(last.chars().count()).saturating_add(1),
                )
            }
            None => (line, column.saturating_add(count(before.chars().count()))),
        }
    }
}

/// Where the byte `within` of a text stands in what is written of it, quotation marks included.
pub(super) fn offset(raw: &str, within: usize) -> usize {
    let long = ["\"\"\"", "'''"]
        .into_iter()
        .any(|quotes| raw.starts_with(quotes));
    let quotes = match raw.as_bytes().first() {
        Some(b'"' | b'\'') if long => 3,
        Some(b'"' | b'\'') => 1,
        _ => 0,
    };
    let has_escapes = raw.starts_with('"');
    let mut at = quotes;
    // The line break behind the quotes of a long text is none of it.
    if long {
        let rest = raw.get(at..).unwrap_or_default();
        at += rest.len() - strip_break(rest).len();
    }
    let mut passed = 0;
    loop {
        let rest = raw.get(at..).unwrap_or_default();
        let (written, stated) = match rest.strip_prefix('\\') {
            Some(escaped) if has_escapes => escape(escaped),
            _ => rest
                .chars()
                .next()
                .map_or((0, 0), |one| (one.len_utf8(), one.len_utf8())),
        };
        // What states nothing is passed over on the way to the byte, and before it.
        if written == 0 || (stated > 0 && passed + stated > within) {
            return char_start(raw, at);
        }
        at += written;
        passed += stated;
    }
}

fn strip_break(text: &str) -> &str {
    let after = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'));
    after.unwrap_or(text)
}

/// How many bytes an escape takes, its sign included, and how many it stands for.
fn escape(rest: &str) -> (usize, usize) {
    let code = |digits: usize| {
        let code = rest
            .get(1..=digits)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        (
            2 + digits,
            code.and_then(char::from_u32).map_or(1, char::len_utf8),
        )
    };
    match rest.chars().next() {
        Some('u') => code(4),
        Some('U') => code(8),
        Some('x') => code(2),
        // A sign at the end of a line takes the break with it, and what is blank behind.
        Some(' ' | '\t' | '\r' | '\n') => {
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            (1 + blank, 0)
        }
        Some(_) => (2, 1),
        None => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_stands_where_it_is_written() {
        for (raw, text, found, expected) in [
            ("\"a + b\"", "a + b", "b", (4, 12)),
            ("'a + b'", "a + b", "b", (4, 12)),
            ("'''a + b'''", "a + b", "b", (4, 14)),
            ("'''\na + b'''", "a + b", "b", (5, 5)),
            ("'''\r\na +\r\n 数量b'''", "a +\r\n 数量b", "b", (6, 4)),
            ("\"\"\"\na +\n b\"\"\"", "a +\n b", "b", (6, 2)),
            ("\"\"\"a + \\\n    b\"\"\"", "a + b", "b", (5, 5)),
            ("\"a = \\\"x\\\" b\"", "a = \"x\" b", "b", (4, 18)),
            ("\"\\u6570\\u91CFb\"", "数量b", "b", (4, 20)),
            ("'a \\ b'", "a \\ b", "b", (4, 12)),
        ] {
            let written = Written::new(raw, (4, 7));
            assert_eq!(written.position(text.find(found).unwrap()), expected, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_within_what_is_written(raw in "['\"]{0,3}[\\\\a数\nu6 \"]{0,12}", within in 0_usize..40) {
            let at = offset(&raw, within);
            prop_assert!(raw.is_char_boundary(at));
        }
    }
}
