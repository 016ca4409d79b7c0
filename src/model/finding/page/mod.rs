//! The catalogue: a page for each code that a finding may have, in both languages, in one block.
//!
//! The page is the one source of a code and its severity, of what `repcard explain-finding` prints and of
//! `docs/findings.md`.

use super::Severity;
use crate::model::Language;

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

pub mod documents;
pub mod figures;
pub mod files;
pub mod rows;
pub mod sheets;
pub mod targets;

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
}

impl Page {
    /// Every page, section by section.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        SECTIONS
            .into_iter()
            .flat_map(|section| section.pages.iter().copied())
    }
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
pub const SECTIONS: [Section; 6] = [
    Section {
        title: ("文件", "Files"),
        pages: files::ALL,
    },
    Section {
        title: ("工作表和列", "Sheets and columns"),
        pages: sheets::ALL,
    },
    Section {
        title: ("数据行", "Rows"),
        pages: rows::ALL,
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
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for page in Page::all() {
            let (chinese, english) = page.title;
            assert!(chinese.contains(is_chinese), "{}: {chinese}", page.code);
            assert!(
                !english.is_empty() && !english.contains(is_chinese),
                "{}: {english}",
                page.code
            );
            assert!(
                chinese.chars().count() <= 26 && english.len() <= 52,
                "{} is too long",
                page.code
            );
        }
    }
}
