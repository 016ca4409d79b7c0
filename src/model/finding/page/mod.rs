//! The catalogue: a page for each code that a finding may have, in both languages, in one block.
//!
//! The page is the one source of a code and its severity, of what `repcard explain-finding` prints and of
//! `docs/findings.md`.

use super::{Problem, Severity};
use crate::model::Language;
use crate::model::place::{Place, Source};
use std::sync::Arc;

/// Lists the pages of a section.
macro_rules! pages {
    ($($name:ident = $page:expr;)*) => {
        $(
            #[doc = concat!("The page of `", stringify!($name), "`.")]
            pub const $name: Page = $page;
        )*
        /// Every page of the section, in its order.
        pub const ALL: &[&Page] = &[$(&$name),*];
    };
}

pub mod cells;
pub mod changes;
pub mod documents;
pub mod figures;
pub mod files;
pub mod money;
pub mod orders;
pub mod people;
pub mod pins;
pub mod plans;
pub mod rows;
pub mod scores;
pub mod settings;
pub mod sheets;
pub mod signs;
pub mod targets;
pub mod together;
pub mod words;

/// A text in Chinese and in English.
pub type Text = (&'static str, &'static str);

/// What there is to know about a code.
#[derive(Debug)]
pub struct Page {
    /// The stable code that people search, filter and script by.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// A lesser severity, and when it is that: "where …".
    pub milder: Option<(Severity, Text)>,
    /// What it is, in one line.
    pub title: Text,
    /// What it means.
    pub meaning: Text,
    /// Why it matters: what it does to the figures.
    pub effect: Text,
    /// How to mend it.
    pub remedy: Text,
    /// What it looks like.
    pub example: Example,
}

/// What was in the inbox, and what was said about it.
#[derive(Debug)]
pub struct Example {
    /// What is there.
    pub given: Given,
    /// The place of the finding, as printed; empty for the book as a whole.
    pub place: &'static str,
    /// The problem found; templates and the like word a part of it in the language asked for.
    pub problem: fn(Language) -> Problem,
}

/// What an example starts from.
#[derive(Debug, Clone, Copy)]
pub enum Given {
    /// Text files of the book, by path below it, beside those of a small book that is sound. A test runs them.
    Files(&'static [(&'static str, &'static str)]),
    /// What no text file can show, in words.
    Told(Text),
}

impl Page {
    /// Every page, section by section.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        SECTIONS
            .into_iter()
            .flat_map(|section| section.pages.iter().copied())
    }

    /// The page of a code.
    pub fn of(code: &str) -> Option<&'static Self> {
        Self::all().find(|page| page.code == code)
    }

    /// The page whose code is most like `code`, which is none: one that holds it, else the one with the fewest
    /// letters to change.
    pub fn nearest(code: &str) -> Option<&'static Self> {
        let code = code.trim().to_lowercase().replace(['_', ' '], "-");
        Self::all().min_by_key(|page| {
            let changes = strsim::damerau_levenshtein(&code, page.code);
            (!page.code.contains(&code), changes)
        })
    }
}

fn row(file: &str, row: u32) -> Place {
    let source = Source {
        file: file.to_owned(),
        sheet: None,
    };
    Place::row(Arc::new(source), row)
}

fn cell(file: &str, row_number: u32, column: u32) -> Place {
    row(file, row_number).at_column(column)
}

/// Pages about one stage of a run.
#[derive(Debug)]
pub struct Section {
    /// What they are about.
    pub title: Text,
    /// The pages.
    pub pages: &'static [&'static Page],
}

impl Section {
    /// Its heading.
    pub fn name(&self, language: Language) -> &'static str {
        language.pick(self.title.0, self.title.1)
    }
}

/// The sections, in the order in which a run comes to them.
pub const SECTIONS: [Section; 18] = [
    Section {
        title: ("文件", "Files"),
        pages: files::ALL,
    },
    Section {
        title: ("工作表和列", "Sheets and columns"),
        pages: sheets::ALL,
    },
    Section {
        title: ("设置中的条件和算式", "Conditions and expressions of the settings"),
        pages: pins::ALL,
    },
    Section {
        title: ("金额的单位和货币", "Units and currencies"),
        pages: money::ALL,
    },
    Section {
        title: ("数据行", "Rows"),
        pages: rows::ALL,
    },
    Section {
        title: ("单元格的写法", "How cells are written"),
        pages: cells::ALL,
    },
    Section {
        title: ("决定是否计入的词", "Words that decide"),
        pages: words::ALL,
    },
    Section {
        title: ("正负与整单金额", "Signs, and figures of whole orders"),
        pages: signs::ALL,
    },
    Section {
        title: ("多处出现的订单", "Orders in several places"),
        pages: orders::ALL,
    },
    Section {
        title: ("人员", "People"),
        pages: people::ALL,
    },
    Section {
        title: ("互相矛盾的数据", "Rows that do not go together"),
        pages: together::ALL,
    },
    Section {
        title: ("目标", "Targets"),
        pages: targets::ALL,
    },
    Section {
        title: ("指标数值", "Figures"),
        pages: figures::ALL,
    },
    Section {
        title: ("与上期相比的变化", "Changes since the month before"),
        pages: changes::ALL,
    },
    Section {
        title: ("主管评分", "Managers' scores"),
        pages: scores::ALL,
    },
    Section {
        title: ("设置和规则", "Settings and rules"),
        pages: settings::ALL,
    },
    Section {
        title: ("年度计划", "The year's plan"),
        pages: plans::ALL,
    },
    Section {
        title: ("考核表", "Forms"),
        pages: documents::ALL,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_made_of_lower_case_words() {
        let codes: Vec<_> = Page::all().map(|page| page.code).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        for code in codes {
            let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
            assert!(code.split('-').all(is_word), "{code}");
        }
    }

    #[test]
    fn a_milder_severity_is_milder() {
        for page in Page::all() {
            if let Some((milder, _)) = page.milder {
                assert!(milder > page.severity, "{}", page.code);
            }
        }
    }

    #[test]
    fn titles_are_one_line_in_their_language() {
        for page in Page::all() {
            let (chinese, english) = page.title;
            assert!(chinese.contains(is_chinese), "{}: {chinese}", page.code);
            assert!(
                !english.is_empty() && !english.contains(is_chinese),
                "{}: {english}",
                page.code
            );
            assert!(
                chinese.chars().count() <= 26 && english.len() <= 43,
                "{} is too long",
                page.code
            );
        }
    }

    #[test]
    fn every_page_says_everything_in_both_languages() {
        for page in Page::all() {
            for (chinese, english) in [page.meaning, page.effect, page.remedy] {
                assert!(
                    chinese.ends_with('。') && chinese.contains(is_chinese),
                    "{}: {chinese}",
                    page.code
                );
                let foreign = english.chars().filter(|c| is_chinese(*c)).count();
                assert!(
                    english.ends_with('.') && foreign * 4 < english.len(),
                    "{}: {english}",
                    page.code
                );
            }
        }
    }

    #[test]
    fn the_nearest_code_is_the_one_meant() {
        for (typed, code) in [
            ("unknown_rep", "unknown-rep"),
            ("UNKNOWN-REPS", "unknown-rep"),
            ("duplicate", "possible-duplicate"),
            ("not a date", "not-a-date"),
        ] {
            assert_eq!(Page::nearest(typed).map(|page| page.code), Some(code), "{typed}");
        }
    }

    fn is_chinese(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }
}
