//! Printable forms: template text → markup → styled boxes → pages → PDF.

mod boxes;
pub mod display;
pub mod engine;
pub mod error;
pub mod file_name;
pub mod fonts;
pub mod image;
mod layout;
mod markup;
mod pages;
mod paint;
pub mod pdf;
mod picture;
mod press;
mod style;
mod svg;
mod table;
pub mod teams;
pub mod template;
mod text;
pub mod trace;
pub mod trouble;
pub mod view;

pub use engine::{LaidOut, lay_out};
pub use error::FormError;
pub use style::Stylesheet;
pub use text::opportunities as line_breaks;
pub use trouble::{MarkupError, Warning};

use super::Document;
use super::templates::{APPRAISAL, STYLESHEET, Templates};
use crate::model::{Finding, Language};
use crate::score::Appraisal;
use fonts::{FontSet, is_invisible};
use image::Images;
use markup::Source;
use pdf::PdfFonts;
use press::Press;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use roxmltree::Node;
use std::collections::BTreeSet;
use teams::teams;
use template::FormTemplate;
use view::form_views;

/// What forms look like and say beside the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormOptions {
    /// The company's name; empty: none is printed.
    pub company: String,
    /// The language of forms and file names.
    pub language: Language,
    /// What the forms are printed from.
    pub templates: Templates,
}

/// Every form of an appraisal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// `forms/<team>/<number> <name>.pdf`, one for each rep.
    pub forms: Vec<Document>,
    /// `packs/<team>.pdf`: the team's forms in rank order, a bookmark for each.
    pub packs: Vec<Document>,
    /// Characters that no font has, and what the engine doesn't follow in the templates.
    pub findings: Vec<Finding>,
}

/// Forms whose templates are filled in, to be printed once it is known which fonts they need.
pub struct Manuscripts<'a> {
    appraisal: &'a Appraisal,
    options: &'a FormOptions,
    markups: Vec<String>,
    characters: BTreeSet<char>,
}

impl<'a> Manuscripts<'a> {
    /// Fills in the template for every rep.
    pub fn new(appraisal: &'a Appraisal, options: &'a FormOptions) -> Result<Self, FormError> {
        let markups = markups(appraisal, options)?;
        let characters = characters(&markups);
        Ok(Self {
            appraisal,
            options,
            markups,
            characters,
        })
    }

    /// The characters that no font of the set has, for which further fonts are to be looked for.
    pub fn missing_characters(&self, fonts: &FontSet) -> BTreeSet<char> {
        let is_missing = |character: &&char| fonts.find(**character, false).is_none();
        self.characters.iter().filter(is_missing).copied().collect()
    }

    /// Makes every form and every team's pack. The same manuscripts and fonts give the same bytes, with any number
    /// of threads.
    pub fn print(&self, fonts: &FontSet) -> Result<Forms, FormError> {
        let press = Press {
            period: self.appraisal.period,
            options: self.options,
            fonts,
            embedded: &PdfFonts::prepare(fonts, &self.characters).map_err(FormError::Fonts)?,
            stylesheets: &[Stylesheet::parse(self.options.templates.text(STYLESHEET))],
            images: &Images::read(self.options.templates.pictures(), fonts),
            markups: &self.markups,
        };
        let teams = teams(self.appraisal, self.options.language);
        let printed: Vec<_> = teams.par_iter().map(|team| press.team(team)).collect();
        let mut forms = Vec::new();
        let mut packs = Vec::new();
        let mut findings: BTreeSet<Finding> = press.image_findings().collect();
        for printed in printed {
            let printed = printed?;
            forms.extend(printed.forms);
            packs.push(printed.pack);
            findings.extend(printed.findings);
        }
        Ok(Forms {
            forms,
            packs,
            findings: findings.into_iter().collect(),
        })
    }
}

/// Every character that the forms print.
fn characters(markups: &[String]) -> BTreeSet<char> {
    let of_form = |markup: &String| {
        let source = Source::clean(markup);
        // Markup that cannot be parsed is told when it is laid out.
        let document = source.parse().ok();
        let texts = document.iter().flat_map(|document| document.descendants());
        let characters = texts
            .filter(Node::is_text)
            .filter_map(|node| node.text())
            .flat_map(str::chars);
        characters
            .filter(|character| !character.is_control() && !is_invisible(*character))
            .collect::<BTreeSet<_>>()
    };
    let of_forms: Vec<_> = markups.par_iter().map(of_form).collect();
    of_forms.into_iter().flatten().collect()
}

/// The markup of every form, in the order of the scorecards.
fn markups(appraisal: &Appraisal, options: &FormOptions) -> Result<Vec<String>, FormError> {
    let unreadable = |error| FormError::Template { rep_id: None, error };
    let template =
        FormTemplate::new(options.templates.text(APPRAISAL), options.language).map_err(unreadable)?;
    let views = form_views(appraisal, &options.company, options.language);
    let rendered: Vec<_> = views.par_iter().map(|view| template.render(view)).collect();
    // In this order whatever thread fails first: the error told is always the same one.
    rendered
        .into_iter()
        .zip(&views)
        .map(|(markup, view)| {
            let rep_id = || Some(view.rep.rep_id.to_owned());
            markup.map_err(|error| FormError::Template {
                rep_id: rep_id(),
                error,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
