//! Sheet names that Excel accepts: short, without the characters it keeps for itself, no two alike.

use super::value::cut_to_units;
use crate::model::text::normalise_word;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The longest name of a sheet, in UTF-16 units.
const LONGEST: usize = 31;

/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// Names for sheets, in the order asked for; those wanted first stay as they are.
pub fn unique<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::from([RESERVED.to_owned()]);
    let free = |name: &str| {
        let plain = plain(name);
        let mut candidates = (1..).map(|copy| numbered(&plain, copy));
        candidates.find(|candidate| taken.insert(normalise_word(candidate)))
    };
    wanted.into_iter().filter_map(free).collect()
}

fn plain(name: &str) -> String {
    let allowed = |character: char| match character {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
        _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => '_',
        _ => character,
    };
    let name: String = name.chars().map(allowed).collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\'');
    if name.is_empty() { "_" } else { name }.to_owned()
}

fn numbered(name: &str, copy: u32) -> String {
    let suffix = if copy == 1 {
        String::new()
    } else {
        format!(" ({copy})")
    };
    let name = shortened(name, LONGEST - suffix.len());
    format!("{}{suffix}", name.trim_end_matches('\''))
}

/// A name of so many UTF-16 units: of a longer one its start and its end, by which teams are told apart.
fn shortened(name: &str, longest: usize) -> Cow<'_, str> {
    if name.encode_utf16().count() <= longest {
        return Cow::Borrowed(name);
    }
    let start = cut_to_units(name, (longest - 1) / 2);
    let mut end = "";
    for (at, _) in name.char_indices().rev() {
        if name[at..].encode_utf16().count() > longest / 2 {
            break;
        }
        end = &name[at..];
    }
    Cow::Owned(format!("{}…{}", start.trim_end(), end.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_accepted_and_differ() {
        let long = "华东大区第一销售事业部之重点客户与渠道拓展联合工作组甲";
        let longer = "华东大区第一销售事业部之重点客户与渠道拓展联合工作组甲乙丙丁戊己庚";
        assert_eq!(
            unique([
                "成绩总表",
                "A/B:C",
                "a_b_c",
                "",
                "'引号'",
                "History",
                long,
                longer,
                "成绩总表"
            ]),
            [
                "成绩总表",
                "A_B_C",
                "a_b_c (2)",
                "_",
                "引号",
                "History (2)",
                long,
                "华东大区第一销售事业部之重点客…道拓展联合工作组甲乙丙丁戊己庚",
                "成绩总表 (2)",
            ]
        );
    }

    #[test]
    fn every_name_passes_the_writers_own_check() {
        let emoji = "😀".repeat(40);
        for name in unique([
            "[]:*?/\\",
            "''''",
            emoji.as_str(),
            emoji.as_str(),
            "\u{1}\n",
            "abcdefghijklmnopqrstuvwxyz1234''''x",
        ]) {
            assert!(
                rust_xlsxwriter::utility::check_sheet_name(&name).is_ok(),
                "{name}"
            );
        }
    }
}
