//! Texts, cells and sheets as formulas name them.

use rust_xlsxwriter::utility::column_number_to_name;

/// The longest text in a formula, well below what Excel takes.
const LONGEST_TEXT: usize = 100;

/// A text in a formula.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text in a formula, unless it is too long for one.
pub fn quoted_if_short(text: &str) -> Option<String> {
    (text.chars().count() < LONGEST_TEXT).then(|| quoted(text))
}

/// A text to look up in which MATCH would see a pattern, so that it sees none; nothing for any other text.
pub fn literally(text: &str) -> Option<String> {
    let escaped: String = text
        .chars()
        .flat_map(|c| matches!(c, '*' | '?' | '~').then_some('~').into_iter().chain([c]))
        .collect();
    (escaped != text).then(|| quoted_if_short(&escaped)).flatten()
}

/// A sheet's name in a formula.
pub fn quoted_sheet(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// `$A$1`
pub fn absolute(column: u16, row: u32) -> String {
    format!("${}${}", column_number_to_name(column), row + 1)
}

/// `A1`
pub fn relative(column: u16, row: u32) -> String {
    format!("{}{}", column_number_to_name(column), row + 1)
}
