//! Printable forms: template text → markup → styled boxes → pages → PDF.

mod boxes;
pub mod display;
pub mod engine;
pub mod error;
pub mod fonts;
pub mod image;
mod layout;
mod manuscript;
mod markup;
pub mod monthly;
mod origin;
mod pages;
mod paint;
pub mod pdf;
mod picture;
mod press;
pub mod proof;
pub mod qr;
mod sheet;
mod style;
mod svg;
mod table;
pub mod template;
mod text;
pub mod trace;
pub mod trouble;
pub mod view;

pub use engine::{LaidOut, lay_out};
pub use error::FormError;
pub use manuscript::Subject;
pub use markup::ELEMENTS;
pub use sheet::{FormSheet, form_sheets};
pub use style::{Stylesheet, property_names};
pub use text::opportunities as line_breaks;
pub use trouble::{MarkupError, Warning};

use super::Document;
use super::code::PageCode;
use super::templates::{STYLESHEET, Templates};
use crate::measure::details::Details;
use crate::model::{Finding, Language, Problem};
use crate::report::teams::{Team, teams};
use crate::score::Appraisal;
use fonts::FontSet;
use image::Images;
use manuscript::{Filled, fill};
use monthly::Month;
use pdf::PdfFonts;
use press::Press;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;

/// What forms look like and say beside the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormOptions {
    /// The company's name; empty: none is printed.
    pub company: String,
    /// The language of forms and file names.
    pub language: Language,
    /// What the forms are printed from.
    pub templates: Templates,
    /// Whether packs are printed on both sides, so that each form in them begins on a sheet of its own.
    pub duplex: bool,
}

/// Everything that is printed of an appraisal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// `forms/<team>/<number> <name>.pdf`, one for each rep.
    pub forms: Vec<Document>,
    /// `packs/<team>.pdf`: the team's forms in rank order, a bookmark for each.
    pub packs: Vec<Document>,
    /// `report.pdf`, and `summaries/<team>.pdf` for each team.
    pub reports: Vec<Document>,
    /// Characters that no font has, and what the engine doesn't follow in the templates.
    pub findings: Vec<Finding>,
}

/// Documents whose templates are filled in, to be printed once it is known which fonts they need.
pub struct Manuscripts<'a> {
    options: &'a FormOptions,
    appraisal: &'a Appraisal,
    details: &'a Details,
    teams: Vec<Team<'a>>,
    filled: Filled,
    characters: BTreeSet<char>,
}

impl<'a> Manuscripts<'a> {
    /// Fills in the templates: for every rep, for every team, and for the company. `codes` come in the order of the
    /// scorecards.
    pub fn new(month: &Month<'a>, codes: &[PageCode], options: &'a FormOptions) -> Result<Self, FormError> {
        let teams = teams(month.appraisal, options.language);
        let filled = fill(month, &teams, codes, options)?;
        Ok(Self {
            options,
            appraisal: month.appraisal,
            details: month.details,
            characters: filled.characters(),
            filled,
            teams,
        })
    }

    /// The characters that no font of the set has, for which further fonts are to be looked for.
    pub fn missing_characters(&self, fonts: &FontSet) -> BTreeSet<char> {
        let is_missing = |character: &&char| fonts.find(**character, false).is_none();
        self.characters.iter().filter(is_missing).copied().collect()
    }

    /// Makes every document. The same manuscripts and fonts give the same bytes, with any number of threads.
    pub fn print(&self, fonts: &FontSet) -> Result<Forms, FormError> {
        let press = Press {
            appraisal: self.appraisal,
            details: self.details,
            options: self.options,
            fonts,
            embedded: &PdfFonts::prepare(fonts, &self.characters).map_err(FormError::Fonts)?,
            stylesheets: &[Stylesheet::parse(self.options.templates.text(STYLESHEET))],
            images: &Images::read(self.options.templates.pictures(), fonts),
        };
        let Filled {
            forms,
            report,
            summaries,
        } = &self.filled;
        let packs: Vec<_> = self
            .teams
            .par_iter()
            .map(|team| press.team(team, forms))
            .collect();
        let reports: Vec<_> = self
            .teams
            .par_iter()
            .zip(summaries)
            .map(|(team, summary)| press.summary(team, summary))
            .collect();
        let mut printed = Forms {
            forms: Vec::new(),
            packs: Vec::new(),
            reports: Vec::new(),
            findings: Vec::new(),
        };
        let mut findings: BTreeSet<Finding> = press.image_findings().collect();
        for pack in packs {
            let pack = pack?;
            printed.forms.extend(pack.forms);
            printed.packs.push(pack.pack);
            findings.extend(pack.findings);
        }
        for report in [press.report(report)].into_iter().chain(reports) {
            let report = report?;
            printed.reports.push(report.document);
            for finding in report.findings {
                // What a rep's form lacks, the reports that name the rep lack too.
                if !findings.iter().any(|known| lacks_the_same(known, &finding)) {
                    findings.insert(finding);
                }
            }
        }
        printed.findings = findings.into_iter().collect();
        Ok(printed)
    }
}

fn lacks_the_same(one: &Finding, other: &Finding) -> bool {
    match (&one.problem, &other.problem) {
        (Problem::MissingGlyph { character: one, .. }, Problem::MissingGlyph { character: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
