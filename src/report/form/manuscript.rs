//! Filled-in templates: the markup of a document, and the characters that it prints.

use super::FormOptions;
use super::error::FormError;
use super::fonts::is_invisible;
use super::markup::Source;
use super::monthly::Month;
use super::sheet::FormSheets;
use super::template::PrintTemplates;
use crate::model::Language;
use crate::report::code::PageCode;
use crate::report::teams::{Member, Team, teams};
use crate::report::templates::{APPRAISAL, REPORT, SUMMARY};
use roxmltree::Node;
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
        characters(&self.markup)
    }

    /// Every character that it prints, and perhaps some that only its tags have, all of ASCII among them; none where that
    /// takes parsing it.
    pub(super) fn at_most(&self) -> Option<BTreeSet<char>> {
        let source = Source::clean(&self.markup);
        // A bit for each character of the basic plane; there are few others.
        let mut basic = vec![0_u64; 0x1_0000 / 64];
        let mut others = BTreeSet::new();
        for character in source.beyond_ascii()?.chain(' '..='~') {
            let code = character as usize;
            match basic.get_mut(code / 64) {
                Some(bits) => *bits |= 1 << (code % 64),
                None => {
                    others.insert(character);
                }
            }
        }
        let of_word = |(place, bits): (usize, &u64)| {
            let (mut rest, first) = (*bits, place as u32 * 64);
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.checked_sub(1)?;
                char::from_u32(first + bit)
            })
        };
        let basic = basic.iter().enumerate().flat_map(of_word);
        Some(
            basic
                .chain(others)
                .filter(|character| is_printed(*character))
                .collect(),
        )
    }
}

fn is_printed(character: char) -> bool {
    !character.is_control() && !is_invisible(character)
}

fn characters(markup: &str) -> BTreeSet<char> {
    let source = Source::clean(markup);
    // Markup that cannot be parsed is told when it is laid out.
    let document = source.parse().ok();
    let texts = document.iter().flat_map(|document| document.descendants());
    let characters = texts
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .flat_map(str::chars);
    characters.filter(|character| is_printed(*character)).collect()
}
