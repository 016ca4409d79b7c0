//! Filled-in templates: the markup of every document of a run, and the characters that they print.

use super::FormOptions;
use super::error::FormError;
use super::fonts::is_invisible;
use super::markup::Source;
use super::monthly::{Month, SummaryView};
use super::sheet::{FormSheet, form_sheets};
use super::template::PrintTemplates;
use crate::model::Language;
use crate::report::code::PageCode;
use crate::report::teams::Team;
use crate::report::templates::{APPRAISAL, REPORT, SUMMARY};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
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

/// The documents of a run: each rep's form in the order of the scorecards, the report, each team's summary.
pub(super) struct Filled {
    pub(super) forms: Vec<Manuscript>,
    pub(super) report: Manuscript,
    pub(super) summaries: Vec<Manuscript>,
}

/// Fills in every template.
pub(super) fn fill(
    month: &Month,
    teams: &[Team],
    codes: &[PageCode],
    options: &FormOptions,
) -> Result<Filled, FormError> {
    let templates = compiled(options)?;
    let forms = form_sheets(month, codes);
    let summaries: Vec<_> = teams.iter().map(|team| month.summary(team)).collect();
    Ok(Filled {
        forms: all(&templates, APPRAISAL, &forms, of_rep)?,
        report: one(&templates, REPORT, &month.report(), Subject::Company)?,
        summaries: all(&templates, SUMMARY, &summaries, of_team)?,
    })
}

/// Fills in the form of the scorecard with that index alone.
pub(super) fn fill_form(
    month: &Month,
    codes: &[PageCode],
    index: usize,
    options: &FormOptions,
) -> Result<Option<Manuscript>, FormError> {
    let templates = compiled(options)?;
    let form = form_sheets(month, codes).into_iter().nth(index);
    form.map(|form| one(&templates, APPRAISAL, &form, of_rep(&form)))
        .transpose()
}

/// Fills in a team's summary alone.
pub(super) fn fill_summary(
    month: &Month,
    team: &Team,
    options: &FormOptions,
) -> Result<Manuscript, FormError> {
    let summary = month.summary(team);
    one(&compiled(options)?, SUMMARY, &summary, of_team(&summary))
}

/// Fills in the report alone.
pub(super) fn fill_report(month: &Month, options: &FormOptions) -> Result<Manuscript, FormError> {
    one(&compiled(options)?, REPORT, &month.report(), Subject::Company)
}

fn compiled(options: &FormOptions) -> Result<PrintTemplates, FormError> {
    PrintTemplates::new(&options.templates, options.language).map_err(|error| FormError::Template {
        subject: None,
        error: error.into(),
    })
}

fn of_rep(form: &FormSheet) -> Subject {
    Subject::Rep(form.figures.rep.rep_id.to_owned())
}

fn of_team(summary: &SummaryView) -> Subject {
    Subject::Team(summary.team.name.clone())
}

fn all<V: Serialize + Sync>(
    templates: &PrintTemplates,
    template: &'static str,
    views: &[V],
    subject: impl Fn(&V) -> Subject + Sync,
) -> Result<Vec<Manuscript>, FormError> {
    let filled: Vec<_> = views
        .par_iter()
        .map(|view| one(templates, template, view, subject(view)))
        .collect();
    // In this order whatever thread fails first: the error told is always the same one.
    filled.into_iter().collect()
}

fn one(
    templates: &PrintTemplates,
    template: &'static str,
    view: &impl Serialize,
    subject: Subject,
) -> Result<Manuscript, FormError> {
    match templates.render(template, view) {
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

impl Filled {
    /// Every character that the documents print.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        let manuscripts: Vec<&Manuscript> = self
            .forms
            .iter()
            .chain([&self.report])
            .chain(&self.summaries)
            .collect();
        let of_each: Vec<_> = manuscripts
            .par_iter()
            .map(|manuscript| manuscript.characters())
            .collect();
        of_each.into_iter().flatten().collect()
    }
}

impl Manuscript {
    /// Every character that it prints.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        characters(&self.markup)
    }
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
    characters
        .filter(|character| !character.is_control() && !is_invisible(*character))
        .collect()
}
