//! One document by itself, exactly as a run prints it: for whoever changes its template.

use super::FormOptions;
use super::error::FormError;
use super::manuscript::{Manuscript, Manuscripts, Subject};
use super::monthly::Month;
use super::press::Press;
use crate::measure::details::Details;
use crate::model::Finding;
use crate::report::Document;
use crate::report::code::PageCode;
use crate::report::teams::{Member, Team};
use crate::report::templates::STYLESHEET;
use crate::score::Appraisal;
use std::collections::BTreeSet;
use typeset::Engine;
use typeset::Stylesheet;
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::PdfFonts;

/// A document whose template is filled in.
pub struct Proof<'a> {
    options: &'a FormOptions,
    appraisal: &'a Appraisal,
    details: &'a Details,
    place: Place<'a>,
    manuscript: Manuscript,
}

/// A printed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The same bytes, under the same path, as in a run.
    pub document: Document,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no font has, and what the engine doesn't follow in the template.
    pub findings: Vec<Finding>,
}

enum Place<'a> {
    Form(Team<'a>, Member<'a>),
    Summary(Team<'a>),
    Report,
}

impl<'a> Proof<'a> {
    /// Fills in the template of the subject's document; none where the appraisal knows no such rep or team. `codes`
    /// come in the order of the scorecards.
    pub fn new(
        month: &Month<'a>,
        codes: &'a [PageCode],
        subject: &Subject,
        options: &'a FormOptions,
    ) -> Result<Option<Self>, FormError> {
        let manuscripts = Manuscripts::new(month, codes, options)?;
        let mut teams = manuscripts.teams.iter();
        let found = match subject {
            Subject::Company => Some((Place::Report, manuscripts.report()?)),
            Subject::Team(name) => match teams.find(|team| team.name == *name) {
                Some(team) => {
                    let manuscript = manuscripts.summary(team)?;
                    Some((Place::Summary(team.clone()), manuscript))
                }
                None => None,
            },
            Subject::Rep(rep_id) => match teams.find_map(|team| form_of(team, rep_id)) {
                Some((team, member)) => {
                    let manuscript = manuscripts.form(&member)?;
                    Some((Place::Form(team, member), manuscript))
                }
                None => None,
            },
        };
        Ok(found.map(|(place, manuscript)| Self {
            options,
            appraisal: month.appraisal,
            details: month.details,
            place,
            manuscript,
        }))
    }

    /// The characters that no face of the set has, for which further fonts are to be looked for.
    pub fn missing_characters(&self, fonts: &FontSet) -> BTreeSet<char> {
        fonts.lacks(self.manuscript.characters())
    }

    /// Prints it.
    pub fn print(&self, fonts: &FontSet) -> Result<Printed, FormError> {
        let stylesheets = vec![Stylesheet::parse(self.options.templates.text(STYLESHEET))];
        let images = Images::read(self.options.templates.pictures(), fonts);
        let press = Press {
            appraisal: self.appraisal,
            details: self.details,
            options: self.options,
            embedded: &PdfFonts::prepare(fonts, &self.manuscript.characters()).map_err(FormError::Fonts)?,
            engine: &Engine::new(stylesheets, fonts.clone(), images),
        };
        let printed = match &self.place {
            Place::Form(team, member) => press.form(team, member, &self.manuscript)?,
            Place::Summary(team) => press.summary(team, &self.manuscript)?,
            Place::Report => press.report(&self.manuscript)?,
        };
        let findings: BTreeSet<Finding> = press.image_findings().chain(printed.findings).collect();
        Ok(Printed {
            document: printed.document,
            pages: printed.pages.len(),
            findings: findings.into_iter().collect(),
        })
    }
}

fn form_of<'a>(team: &Team<'a>, rep_id: &str) -> Option<(Team<'a>, Member<'a>)> {
    let mut members = team.members.iter();
    let member = members.find(|member| member.card.rep.rep_id == rep_id)?;
    Some((team.clone(), member.clone()))
}
