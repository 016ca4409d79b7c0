//! A plan → `letters/<team>.pdf`: a page a rep to sign, with what is to be reached in the year, its quarters and months.

use super::FormOptions;
use super::bound::{Bound, Leaf};
use super::error::FormError;
use super::manuscript::{Manuscript, Subject};
use super::qr::CodeView;
use super::template::PrintTemplates;
use super::view::{PeriodView, RepView, period_view};
use crate::model::text::natural_key;
use crate::model::{Calendar, Exact, Finding, Language, Month};
use crate::plan::{self, Level, Row};
use crate::records::{RepKey, TargetScope};
use crate::report::Document;
use crate::report::code::PageCode;
use crate::report::figures::{self, NONE, or_dash};
use crate::report::file_name::{file_name, told_apart};
use crate::report::naming::Naming;
use crate::report::plan::PlanReport;
use crate::report::templates::{LETTER, STYLESHEET};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use typeset::fonts::FontSet;
use typeset::image::Images;
use typeset::pdf::PdfFonts;
use typeset::{Engine, Stylesheet};

/// What a rep's letter shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LetterView<'a> {
    company: &'a str,
    language: &'static str,
    period: PeriodView,
    rep: RepView<'a>,
    number: String,
    code: Option<CodeView>,
    has_floor: bool,
    has_stretch: bool,
    holidays_known: bool,
    targets: Vec<TargetView>,
    rows: Vec<RowView>,
}

/// A KPI's year.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct TargetView {
    name: String,
    short: String,
    unit: String,
    year: String,
    floor: String,
    stretch: String,
}

/// A quarter or a month: the rep's working days, and a figure a target.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct RowView {
    name: String,
    is_quarter: bool,
    days: u32,
    figures: Vec<String>,
}

/// What letters are made from beside the plan.
#[derive(Debug, Clone, Copy)]
pub struct LetterOptions<'a> {
    /// Company, language, templates.
    pub form: &'a FormOptions,
    /// Working days.
    pub calendar: &'a Calendar,
    /// What is printed to tell one letter from another, in the order of the plan's reps.
    pub codes: &'a [PageCode],
}

/// The letters of a team's members.
struct Letters {
    team: String,
    leaves: Vec<Leaf>,
}

/// Prints the letters of all teams; `further` gives fonts that have more characters, of those that `fonts` lacks.
pub fn letters(
    report: PlanReport<'_>,
    options: LetterOptions<'_>,
    fonts: &FontSet,
    further: impl FnOnce(&BTreeSet<char>) -> FontSet,
) -> Result<(Vec<Document>, Vec<Finding>), FormError> {
    let form = options.form;
    let templates = PrintTemplates::new(&form.templates, form.language, form.currency);
    let templates = templates.map_err(|error| FormError::Template {
        subject: None,
        error: error.into(),
    })?;
    let teams = filled(report, options, &templates)?;
    let manuscripts = || {
        teams
            .iter()
            .flat_map(|team| team.leaves.iter().map(|leaf| &leaf.manuscript))
    };
    let characters: BTreeSet<char> = manuscripts().flat_map(Manuscript::characters).collect();
    let missing = fonts.lacks(characters.iter().copied());
    let fonts = if missing.is_empty() {
        fonts.clone()
    } else {
        further(&missing)
    };
    let stylesheets = vec![Stylesheet::parse(form.templates.text(STYLESHEET))];
    let images = Images::read(form.templates.pictures(), &fonts);
    let embedded = PdfFonts::prepare(&fonts, &characters).map_err(FormError::Fonts)?;
    let engine = Engine::new(stylesheets, fonts, images);
    let folders = told_apart(teams.iter().map(|team| file_name(&team.team)));
    let (mut documents, mut findings) = (Vec::new(), BTreeSet::new());
    for (team, folder) in teams.iter().zip(folders) {
        let title = form.language.pick("目标责任书", "Statement of Targets");
        let bound = Bound {
            path: format!("letters/{folder}.pdf"),
            title: format!("{title} {} {}", report.period.name(form.language), team.team),
            period: report.period,
            leaves: &team.leaves,
        };
        let (document, found) = bound.print(&engine, &embedded, form)?;
        documents.push(document);
        findings.extend(found);
    }
    Ok((documents, findings.into_iter().collect()))
}

/// The letters of each team, as people count teams, those of nobody's team last; members by their numbers.
fn filled(
    report: PlanReport<'_>,
    options: LetterOptions<'_>,
    templates: &PrintTemplates,
) -> Result<Vec<Letters>, FormError> {
    let mut teams: BTreeMap<_, Vec<Leaf>> = BTreeMap::new();
    for (at, key) in report.reps().into_iter().enumerate() {
        let view = view(report, options, (at, key));
        let subject = Subject::Rep(report.rep(key).rep_id.clone());
        let markup = templates
            .render(LETTER, &view)
            .map_err(|error| FormError::Template {
                subject: Some(subject.clone()),
                error: error.into(),
            })?;
        let manuscript = Manuscript {
            template: LETTER,
            subject,
            markup,
        };
        let team = report.assignment(key).team.as_deref();
        let team = team.filter(|team| !team.trim().is_empty());
        let sorted = (team.is_none(), team.map(natural_key), team);
        teams.entry(sorted).or_default().push(Leaf {
            rep_id: report.rep(key).rep_id.clone(),
            name: report.assignment(key).name.clone(),
            manuscript,
        });
    }
    let nobody = options.form.language.pick("未分组", "No team");
    let letters = teams.into_iter().map(|((_, _, team), leaves)| Letters {
        team: team.unwrap_or(nobody).to_owned(),
        leaves,
    });
    Ok(letters.collect())
}

/// What a rep's letter shows; `at` is the rep's place among the codes.
fn view<'a>(
    report: PlanReport<'a>,
    options: LetterOptions<'_>,
    (at, key): (usize, RepKey),
) -> LetterView<'a> {
    let form = options.form;
    let language = form.language;
    let naming = Naming {
        catalogue: &form.catalogue,
        language,
        currency: form.currency,
    };
    let rows: Vec<&Row> = report
        .rows
        .iter()
        .filter(|row| row.whom == TargetScope::Rep(key))
        .collect();
    let rep = report.rep(key);
    let number = format!("{}-{}", report.plan.year, rep.rep_id);
    let code = options.codes.get(at).filter(|code| code.rep_id == rep.rep_id);
    LetterView {
        company: report.company,
        language: language.tag(),
        period: period_view(report.period, language),
        rep: rep_view(report, key, language),
        number,
        code: code.and_then(|code| CodeView::new(code.to_string())),
        has_floor: rows.iter().any(|row| row.has(Level::Floor)),
        has_stretch: rows.iter().any(|row| row.has(Level::Stretch)),
        holidays_known: report.plan.knows_holidays,
        targets: rows
            .iter()
            .map(|row| target_view(row, report.plan.year, naming))
            .collect(),
        rows: row_views(&rows, (report, key), options.calendar, language),
    }
}

fn target_view(row: &Row, year: i32, naming: Naming<'_>) -> TargetView {
    let figure = |level| {
        let figure = row.over(plan::year(year), level);
        or_dash(figure.map(|figure| figures::figure(&figure, row.unit)))
    };
    let product = |name: &str| match &row.product {
        Some(product) => naming
            .language
            .pick(format!("其中：{product}"), format!("of which {product} ({name})")),
        None => name.to_owned(),
    };
    TargetView {
        name: product(naming.name(row.kpi)),
        short: row
            .product
            .clone()
            .unwrap_or_else(|| naming.short(row.kpi).to_owned()),
        unit: naming.counted_in(row.kpi).to_owned(),
        year: figure(Level::Target),
        floor: figure(Level::Floor),
        stretch: figure(Level::Stretch),
    }
}

/// Each quarter, its months before it.
fn row_views(
    rows: &[&Row],
    (report, key): (PlanReport<'_>, RepKey),
    calendar: &Calendar,
    language: Language,
) -> Vec<RowView> {
    let months: Vec<Month> = plan::year(report.plan.year).collect();
    let figure =
        |row: &Row, figure: Option<Exact>| or_dash(figure.map(|figure| figures::figure(&figure, row.unit)));
    let days = |month: &Month| {
        let there = report
            .rep(key)
            .employed_within(month.first_day(), month.last_day());
        there.map_or(0, |(from, to)| calendar.working_days(from, to))
    };
    let mut views = Vec::new();
    for (number, quarter) in (1..).zip(months.chunks(3)) {
        for month in quarter {
            views.push(RowView {
                name: language.pick(
                    format!("{}月", month.number()),
                    month.first_day().format("%B").to_string(),
                ),
                is_quarter: false,
                days: days(month),
                figures: rows
                    .iter()
                    .map(|row| figure(row, row.over([*month], Level::Target)))
                    .collect(),
            });
        }
        views.push(RowView {
            name: language.pick(format!("第{number}季度"), format!("Quarter {number}")),
            is_quarter: true,
            days: quarter.iter().map(days).sum(),
            figures: rows
                .iter()
                .map(|row| figure(row, row.over(quarter.iter().copied(), Level::Target)))
                .collect(),
        });
    }
    views
}

fn rep_view(report: PlanReport<'_>, key: RepKey, language: Language) -> RepView<'_> {
    let (rep, assignment) = (report.rep(key), report.assignment(key));
    let date = |day: NaiveDate| figures::date(day, language);
    RepView {
        rep_id: &rep.rep_id,
        name: &assignment.name,
        team: assignment.team.as_deref().unwrap_or(NONE),
        region: assignment.region.as_deref().unwrap_or(NONE),
        title: assignment.title.as_deref().unwrap_or(NONE),
        manager: assignment.manager.as_deref().unwrap_or(NONE),
        hire_date: or_dash(rep.hire_date.map(date)),
        leave_date: rep
            .leave_date
            .filter(|day| *day < report.period.last_day())
            .map(date),
    }
}
