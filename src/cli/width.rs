//! Texts of the width that they take on a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text with spaces behind it, up to a width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A text of at most that width, with a mark where it was cut.
pub fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        clipped.push(character);
    }
    clipped + "…"
}
