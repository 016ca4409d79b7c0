//! File names out of people's words: safe on every system, told apart where systems would not.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The longest name in bytes: short enough for encrypted home folders, with room for an extension.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices, whatever their case and extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The text as a single part of a path. What no file name may hold is written in its full-width form, which reads
/// the same; what cannot be seen is dropped. Never empty, never `.` or `..`, never more than 120 bytes.
pub fn file_name(text: &str) -> String {
    let visible: String = text
        .nfc()
        .map(safe_character)
        .filter(|&c| !is_invisible(c))
        .collect();
    let spaced = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = trim(shorten(trim(&spaced), LONGEST));
    match name {
        "" => "_".to_owned(),
        device if is_device(device) => format!("_{device}"),
        name => name.to_owned(),
    }
}

/// The names, with a number behind those that a system without regard for case would take for an earlier one.
pub fn told_apart(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .into_iter()
        .map(|name| {
            let mut candidate = name.clone();
            let mut number = 2;
            while !taken.insert(folded(&candidate)) {
                let suffix = format!(" ({number})");
                candidate = trim(shorten(&name, LONGEST - suffix.len())).to_owned() + &suffix;
                number += 1;
            }
            candidate
        })
        .collect()
}

fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

fn safe_character(character: char) -> char {
    match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
            // Full-width forms stand 0xFEE0 above their ASCII characters.
            char::from_u32(character as u32 + 0xFEE0).unwrap_or('_')
        }
        character if character.is_whitespace() => ' ',
        character => character,
    }
}

/// Control characters, and those that only steer how others are shown: a name must read as it is spelled.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Windows drops dots and spaces at the end; a leading dot hides a file.
fn trim(name: &str) -> &str {
    name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' '])
}

fn shorten(name: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(name.len()))
        .rev()
        .find(|&end| name.is_char_boundary(end));
    name.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| {
            matches!(
                number,
                "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn names_are_safe_and_still_read_the_same() {
        for (text, name) in [
            ("华东一部", "华东一部"),
            ("S001 林小满", "S001 林小满"),
            ("华东/一部", "华东／一部"),
            ("../../etc/passwd", "／..／etc／passwd"),
            ("C:\\team", "C：＼team"),
            ("..", "_"),
            ("", "_"),
            (" \t\n", "_"),
            (".hidden", "hidden"),
            ("dots... ", "dots"),
            ("a\u{0}b\u{202E}c\u{200B}d", "abcd"),
            ("a \n  b", "a b"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("Com1", "_Com1"),
            ("COM10", "COM10"),
            ("Console", "Console"),
            ("e\u{301}", "é"),
        ] {
            assert_eq!(file_name(text), name, "{text:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = file_name(&"团".repeat(100));
        assert_eq!(name, "团".repeat(40));
        assert!(
            told_apart([name.clone(), name])
                .iter()
                .all(|name| name.len() <= LONGEST)
        );
    }

    #[test]
    fn names_that_a_system_would_mix_up_are_numbered_in_order() {
        let names = ["East", "EAST", "Ｅast", "West", "East (2)"].map(str::to_owned);
        assert_eq!(
            told_apart(names),
            ["East", "EAST (2)", "Ｅast (3)", "West", "East (2) (2)"]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_an_unsafe_name(text in "\\PC{0,80}|[./\\\\ \u{0}-\u{1F}]{0,12}") {
            let name = file_name(&text);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST + 1);
            prop_assert!(!name.contains(['/', '\\', ':', '\0', '\n', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
            prop_assert!(name == file_name(&name));
        }
    }
}
