//! Filled-in templates: the markup of a document, and the characters that it prints.

use super::FormOptions;
use super::error::FormError;
use super::monthly::Month;
use super::sheet::FormSheets;
use super::template::PrintTemplates;
use crate::model::Language;
use crate::report::code::PageCode;
use crate::report::teams::{Member, Team, teams};
use crate::report::templates::{APPRAISAL, REPORT, SUMMARY};
use serde::Serialize;
use std::collections::BTreeSet;

/// A filled-in template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manuscript {
    /// The template's file name.
    pub(super) template: &'static str,
    /// What it is about.
    pub(super) subject: Subject,
    /// What the template made.
    pub(super) markup: String,
}

/// What a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The rep of that number.
    Rep(String),
    /// The team of that name.
    Team(String),
    /// The whole company.
    Company,
}

impl Subject {
    /// The document, as a message names it: `S001 的表`.
    pub fn document(&self, language: Language) -> String {
        match self {
            Self::Rep(rep_id) => language.pick(format!("{rep_id} 的表"), format!("form of {rep_id}")),
            Self::Team(team) => language.pick(format!("{team}的汇总"), format!("summary of {team}")),
            Self::Company => language.pick("月报".to_owned(), "report".to_owned()),
        }
    }
}

/// Documents to come of an appraisal; each is filled in when it is asked for, so that a run holds few at a time.
pub struct Manuscripts<'a> {
    pub(super) month: Month<'a>,
    pub(super) options: &'a FormOptions,
    pub(super) teams: Vec<Team<'a>>,
    sheets: FormSheets<'a>,
    templates: PrintTemplates,
}

impl<'a> Manuscripts<'a> {
    /// Compiles the templates. `codes` come in the order of the scorecards.
    pub fn new(
        month: &Month<'a>,
        codes: &'a [PageCode],
        options: &'a FormOptions,
    ) -> Result<Self, FormError> {
        let templates = PrintTemplates::new(&options.templates, options.language, options.currency);
        let templates = templates.map_err(|error| FormError::Template {
            subject: None,
            error: error.into(),
        })?;
        Ok(Self {
            month: *month,
            options,
            teams: teams(month.appraisal, options.language),
            sheets: FormSheets::new(month, codes),
            templates,
        })
    }

    /// A rep's form.
    pub(super) fn form(&self, member: &Member<'a>) -> Result<Manuscript, FormError> {
        let sheet = self.sheets.of(member.index, member.card);
        let subject = Subject::Rep(member.card.rep.rep_id.clone());
        self.fill(APPRAISAL, &sheet, subject)
    }

    /// A team's summary.
    pub(super) fn summary(&self, team: &Team<'a>) -> Result<Manuscript, FormError> {
        let subject = Subject::Team(team.name.clone());
        self.fill(SUMMARY, &self.month.summary(team), subject)
    }

    /// The month's report.
    pub(super) fn report(&self) -> Result<Manuscript, FormError> {
        self.fill(REPORT, &self.month.report(), Subject::Company)
    }

    fn fill(
        &self,
        template: &'static str,
        view: &impl Serialize,
        subject: Subject,
    ) -> Result<Manuscript, FormError> {
        match self.templates.render(template, view) {
            Ok(markup) => Ok(Manuscript {
                template,
                subject,
                markup,
            }),
            Err(error) => Err(FormError::Template {
                subject: Some(subject),
                error: error.into(),
            }),
        }
    }
}

impl Manuscript {
    /// Every character that it prints.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        typeset::characters(&self.markup)
    }

    /// Every character that it prints, and perhaps some that only its tags have; none where that takes parsing it.
    pub(super) fn at_most(&self) -> Option<BTreeSet<char>> {
        typeset::characters_at_most(&self.markup)
    }
}
