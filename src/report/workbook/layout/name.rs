//! Names of tables and headers, no two alike.

use std::collections::BTreeSet;

/// Names of tables that Excel accepts, no two alike.
#[derive(Default)]
pub struct TableNames {
    taken: BTreeSet<String>,
}

impl TableNames {
    /// The name that is asked for, as near as Excel takes it.
    pub fn free(&mut self, asked: &str) -> String {
        let plain: String = asked
            .chars()
            .map(|character| {
                if character.is_alphanumeric() {
                    character
                } else {
                    '_'
                }
            })
            .take(80)
            .collect();
        // A name must not read like a cell (A1, Q4, R1C1), nor begin with a digit.
        let is_cell =
            plain.len() <= 8 && plain.is_ascii() && plain.ends_with(|last: char| last.is_ascii_digit());
        let begins = plain.starts_with(char::is_alphabetic) && plain.chars().count() > 1;
        let plain = if is_cell || !begins {
            format!("_{plain}_")
        } else {
            plain
        };
        told_apart(&plain, "_", &mut self.taken)
    }
}

/// The text, with a number behind it where it is taken.
pub fn told_apart(text: &str, separator: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = |copy: usize| match copy {
        1 => text.to_owned(),
        _ => format!("{text}{separator}{copy}"),
    };
    // Of so many candidates one is free.
    let mut candidates = (1..=taken.len() + 1).map(numbered);
    let free = candidates.find(|candidate| taken.insert(candidate.to_lowercase()));
    free.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_names_that_excel_accepts() {
        let mut names = TableNames::default();
        let given: Vec<_> = [
            "成绩总表",
            "Scores",
            "scores",
            "Q4",
            "A B",
            "1队",
            "R1C1",
            "华东（一）部",
            "c",
        ]
        .map(|asked| names.free(asked))
        .into();
        assert_eq!(
            given,
            [
                "成绩总表",
                "Scores",
                "scores_2",
                "_Q4_",
                "A_B",
                "_1队_",
                "_R1C1_",
                "华东_一_部",
                "_c_"
            ]
        );
    }
}
