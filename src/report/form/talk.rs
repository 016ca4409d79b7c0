//! Scorecards and what stands behind them → `talks/<team>.pdf`: a page a rep for the talk of rep and manager.

mod fact;
#[cfg(test)]
mod tests;
mod training;

use super::FormOptions;
use super::bound::{Bound, Leaf};
use super::error::FormError;
use super::manuscript::{Manuscript, Subject};
use super::monthly::{AtRiskView, Month, YearView, at_risk, year};
use super::sheet::{LastView, last_view};
use super::template::PrintTemplates;
use super::view::{FormView, FormViews, PeriodView, RepView};
use crate::model::Finding;
use crate::report::Document;
use crate::report::teams::{Member, Team, teams};
use crate::report::templates::{STYLESHEET, TALK};
use fact::FactView;
use serde::Serialize;
use std::collections::BTreeSet;
use training::TrainingView;
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::PdfFonts;
use typeset::{Engine, Stylesheet};

/// How many customers at risk a talk names.
const NAMED_AT_RISK: usize = 5;

/// What a rep's talk shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct TalkView<'a> {
    company: &'a str,
    language: &'static str,
    period: PeriodView,
    rep: RepView<'a>,
    score: String,
    grade: &'a str,
    grade_name: &'a str,
    rank: String,
    ranked: String,
    /// What the rep had in the period before, where that is published.
    last: Option<LastView<'a>>,
    /// What to talk about, each with the rows that it comes from.
    facts: Vec<FactView<'a>>,
    /// What was agreed in the period before, line by line.
    last_plan: Vec<&'a str>,
    year: Option<YearView>,
    at_risk: AtRiskView<'a>,
    training: Vec<TrainingView<'a>>,
    /// What is planned next, as far as somebody has written it down.
    plan: Vec<&'a str>,
}

/// Fills in and prints talks, team by team.
pub struct Talks<'a> {
    month: Month<'a>,
    options: &'a FormOptions,
    views: FormViews<'a>,
    teams: Vec<Team<'a>>,
    templates: PrintTemplates,
}

impl<'a> Talks<'a> {
    /// Compiles the templates.
    pub fn new(month: &Month<'a>, options: &'a FormOptions) -> Result<Self, FormError> {
        let templates = PrintTemplates::new(&options.templates, options.language, options.currency);
        let templates = templates.map_err(|error| FormError::Template {
            subject: None,
            error: error.into(),
        })?;
        Ok(Self {
            month: *month,
            options,
            views: FormViews::new(month.appraisal, month.company, month.naming()),
            teams: teams(month.appraisal, options.language),
            templates,
        })
    }

    /// Prints the talks of all teams and hands on each; `further` gives fonts that have more characters, of those that `fonts` lacks.
    pub fn print(
        &self,
        fonts: &FontSet,
        further: impl FnOnce(&BTreeSet<char>) -> FontSet,
        mut hand_on: impl FnMut(Document) -> Result<(), FormError>,
    ) -> Result<Vec<Finding>, FormError> {
        let mut missing = BTreeSet::new();
        for team in &self.teams {
            let leaves = self.leaves(team)?;
            let characters = leaves.iter().flat_map(|leaf| leaf.manuscript.characters());
            missing.extend(fonts.lacks(characters));
        }
        let fonts = if missing.is_empty() {
            fonts.clone()
        } else {
            further(&missing)
        };
        let templates = &self.options.templates;
        let stylesheets = vec![Stylesheet::parse(templates.text(STYLESHEET))];
        let images = Images::read(templates.pictures(), &fonts);
        let mut embedded = PdfFonts::whole(&fonts);
        let engine = Engine::new(stylesheets, fonts, images);
        let language = self.options.language;
        let title = language.pick("绩效面谈表", "Appraisal Talk");
        let mut findings = BTreeSet::new();
        for team in &self.teams {
            let leaves = self.leaves(team)?;
            let characters = leaves.iter().flat_map(|leaf| leaf.manuscript.characters());
            embedded.cover(characters).map_err(FormError::Fonts)?;
            let period = self.month.appraisal.period;
            let bound = Bound {
                path: format!("talks/{}.pdf", team.folder),
                title: format!("{title} {} {}", period.name(language), team.name),
                period,
                leaves: &leaves,
            };
            let (document, found) = bound.print(&engine, &embedded, self.options)?;
            hand_on(document)?;
            findings.extend(found);
        }
        Ok(findings.into_iter().collect())
    }

    fn leaves(&self, team: &Team<'a>) -> Result<Vec<Leaf>, FormError> {
        let leaf = |member: &Member<'a>| {
            let rep = &member.card.rep;
            let subject = Subject::Rep(rep.rep_id.clone());
            let rendered = self.templates.render(TALK, &self.view(member));
            let markup = rendered.map_err(|error| FormError::Template {
                subject: Some(subject.clone()),
                error: error.into(),
            })?;
            Ok(Leaf {
                rep_id: rep.rep_id.clone(),
                name: rep.name.clone(),
                manuscript: Manuscript {
                    template: TALK,
                    subject,
                    markup,
                },
            })
        };
        team.members.iter().map(leaf).collect()
    }

    /// What a rep's talk shows.
    pub(super) fn view(&self, member: &Member<'a>) -> TalkView<'a> {
        let Month {
            details,
            language,
            last,
            ..
        } = self.month;
        let (card, index) = (member.card, member.index);
        let FormView {
            company,
            language: tag,
            period,
            rep,
            score,
            grade,
            grade_name,
            rank,
            plan,
            ..
        } = self.views.of(card);
        let told = details.reps.get(index).map(|rep| rep.telling.as_slice());
        let then = last.and_then(|last| last.of(&card.rep.rep_id));
        let agreed = then.and_then(|then| then.plan.as_deref()).unwrap_or_default();
        let lines = agreed.lines().map(str::trim);
        TalkView {
            company,
            language: tag,
            period,
            year: year::rep(details, index, card.rep.name.clone(), language),
            at_risk: at_risk::view(
                &details.at_risk,
                |customer| customer.rep_id == card.rep.rep_id,
                NAMED_AT_RISK,
                language,
            ),
            facts: fact::facts(card, told.unwrap_or_default(), self.month.naming()),
            training: training::proposed(card, self.month.naming()),
            last: last.and_then(|last| last_view(last, card, language)),
            last_plan: lines.filter(|line| !line.is_empty()).collect(),
            rep,
            score,
            grade,
            grade_name,
            rank: rank.rank,
            ranked: rank.of,
            plan,
        }
    }
}
