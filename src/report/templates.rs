//! The texts that people may change: the built-in templates, and a book's own in their place.

use super::drawn::{At, Drawn};
use crate::model::Bilingual;
use std::collections::BTreeMap;

/// The rep's form.
pub const APPRAISAL: &str = "appraisal.html";
/// The month's report.
pub const REPORT: &str = "report.html";
/// A team's summary.
pub const SUMMARY: &str = "summary.html";
/// The letter of a year's targets.
pub const LETTER: &str = "letter.html";
/// The page for the talk of rep and manager.
pub const TALK: &str = "talk.html";
/// The charts that the other templates draw.
pub const CHARTS: &str = "charts.html";
/// What their pages have in common.
pub const PAGE: &str = "page.html";
/// The templates that are filled in with figures.
pub const MARKUP: [&str; 7] = [APPRAISAL, REPORT, SUMMARY, LETTER, TALK, CHARTS, PAGE];
/// Those of them that hold components for the others.
pub const COMPONENTS: [&str; 2] = [CHARTS, PAGE];
/// The stylesheet of everything that is printed.
pub const STYLESHEET: &str = "repcard.css";

/// The sheets of the workbook.
pub const WORKBOOK: &str = "workbook.toml";

/// Every built-in template by its file name.
pub const BUILT_IN: [(&str, &str); 9] = [
    (APPRAISAL, include_str!("../../templates/appraisal.html")),
    (REPORT, include_str!("../../templates/report.html")),
    (SUMMARY, include_str!("../../templates/summary.html")),
    (LETTER, include_str!("../../templates/letter.html")),
    (TALK, include_str!("../../templates/talk.html")),
    (CHARTS, include_str!("../../templates/charts.html")),
    (PAGE, include_str!("../../templates/page.html")),
    (STYLESHEET, include_str!("../../templates/repcard.css")),
    (WORKBOOK, include_str!("../../templates/workbook.toml")),
];

/// The templates that a run prints from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    own: BTreeMap<String, String>,
    pictures: BTreeMap<String, Vec<u8>>,
    /// The rep's form, where a workbook holds it.
    drawn: Option<Drawn>,
}

impl Templates {
    /// The built-in templates, but for those given by file name and text.
    pub fn new<N: Into<String>>(own: impl IntoIterator<Item = (N, String)>) -> Self {
        Self {
            own: own.into_iter().map(|(name, text)| (name.into(), text)).collect(),
            pictures: BTreeMap::new(),
            drawn: None,
        }
    }

    /// The same, with the book's own pictures: PNG, JPEG and SVG files by name.
    #[must_use]
    pub fn with_pictures(self, pictures: BTreeMap<String, Vec<u8>>) -> Self {
        Self { pictures, ..self }
    }

    /// The same, with the rep's form as somebody drew it in a workbook.
    #[must_use]
    pub fn with_drawn(self, drawn: Option<Drawn>) -> Self {
        Self { drawn, ..self }
    }

    /// The cell of the workbook that a line of a template, from 1, was made of; none where the template is a text.
    pub fn cell(&self, template: &str, line: u32) -> Option<Option<At>> {
        let drawn = self.drawn.as_ref().filter(|_| template == APPRAISAL)?;
        let index = (line as usize).checked_sub(1);
        Some(index.and_then(|index| drawn.lines.get(index)).copied().flatten())
    }

    /// What is in the workbook of a form and not printed, and in which cell.
    pub fn left_out(&self) -> &[(Option<At>, Bilingual)] {
        self.drawn.as_ref().map_or(&[], |drawn| &drawn.left_out)
    }

    /// The files of pictures that templates may show, by name.
    pub fn pictures(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let of_form = self.drawn.iter().flat_map(|drawn| &drawn.pictures);
        self.pictures
            .iter()
            .chain(of_form)
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The text of a template; empty where there is none of that name.
    pub fn text(&self, name: &str) -> &str {
        if let Some(drawn) = self.drawn.as_ref().filter(|_| name == APPRAISAL) {
            return &drawn.markup;
        }
        let built_in = || BUILT_IN.iter().find(|(known, _)| *known == name);
        self.own
            .get(name)
            .map(String::as_str)
            .or_else(|| built_in().map(|(_, text)| *text))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_books_own_template_stands_for_the_built_in_one() {
        let templates = Templates::new([(STYLESHEET, "p { color: red }".to_owned())]);
        assert_eq!(templates.text(STYLESHEET), "p { color: red }");
        assert_eq!(templates.text(APPRAISAL), Templates::default().text(APPRAISAL));
        assert!(templates.text(APPRAISAL).contains("<html"));
        assert_eq!(templates.text("none.html"), "");
    }
}
