//! A plan → its documents, and what of a book's findings concerns it.

use crate::job::{Job, PlanJob, RunError};
use crate::model::finding::PlanTrouble;
use crate::model::{Dataset, Finding, Problem};
use crate::plan::{By, Change, Season, Settings};
use crate::printing::{fallbacks, leading_fonts, way_to_book};
use crate::publish::{Fingerprint, Provenance};
use crate::recognise::Table;
use crate::records::RepKey;
use crate::report::code::PageCode;
use crate::report::findings::{Told, findings};
use crate::report::form::letter::LetterOptions;
use crate::report::form::{self, FormOptions};
use crate::report::plan::PlanReport;
use crate::report::workbook::{self, WorkbookOptions};
use crate::report::{self, Document};
use crate::snapshot;
use crate::snapshot::excerpts::Excerpts;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a finding of reading the book has to do with the plan: not where it is about a table that the plan does not use.
pub(crate) fn concerns(
    tables: &[Table],
    settings: &Settings,
    is_compared: bool,
) -> impl Fn(&Finding) -> bool + use<> {
    let mut used = BTreeSet::from([Dataset::ROSTER]);
    if is_compared {
        used.insert(Dataset::TARGETS);
    }
    if settings.season == Season::Learned || settings.by == By::LastYear {
        used.insert(Dataset::ORDERS);
    }
    let mut sources: BTreeMap<_, bool> = BTreeMap::new();
    for table in tables {
        let is_used = sources.entry(table.source.clone()).or_insert(false);
        *is_used |= used.contains(&table.dataset);
    }
    move |finding| {
        let source = finding.place.as_ref().map(|place| &place.source);
        source.is_none_or(|source| sources.get(source).copied().unwrap_or(true))
    }
}

/// That the inbox holds other targets for the year; none where they are the plan's.
pub(crate) fn differs(changes: &[Change]) -> Option<Finding> {
    let reps: BTreeSet<RepKey> = changes.iter().map(|change| change.rep).collect();
    let trouble = PlanTrouble::DiffersFromSigned {
        months: changes.len() as u64,
        reps: reps.len() as u64,
    };
    (!changes.is_empty()).then(|| Finding::general(Problem::Plan { trouble }))
}

/// Prints the letters that reps sign; what is wrong with them.
pub(crate) fn letters(
    report: PlanReport<'_>,
    job: &Job,
    codes: &[PageCode],
) -> Result<(Vec<Document>, Vec<Finding>), RunError> {
    let form = FormOptions {
        company: job.company.clone(),
        language: job.language,
        catalogue: job.catalogue.clone(),
        currency: job.currency,
        templates: job.printing.templates.clone(),
        duplex: job.printing.duplex,
    };
    let options = LetterOptions {
        form: &form,
        calendar: &job.calendar,
        codes,
    };
    let (fonts, mut findings) = leading_fonts(&job.printing)?;
    let mut of_fonts = Vec::new();
    let (documents, found) = form::letter::letters(report, options, &fonts, |missing| {
        let (fonts, found) = fallbacks(&job.printing, fonts.clone(), missing);
        of_fonts.extend(found);
        fonts
    })?;
    findings.extend(of_fonts);
    findings.extend(found);
    Ok((documents, findings))
}

/// Every figure of a plan, of which the codes of its letters are made.
pub(crate) fn figures(report: PlanReport<'_>) -> Result<Document, RunError> {
    report.document().map_err(|error| RunError::Document {
        name: report::plan::FILE.into(),
        reason: error.to_string(),
    })
}

/// What is published of a plan beside its figures and letters.
pub(crate) fn documents(report: PlanReport<'_>, job: &Job) -> Result<Vec<Document>, RunError> {
    let options = WorkbookOptions {
        company: job.company.clone(),
        language: job.language,
        catalogue: job.catalogue.clone(),
        book: way_to_book(&job.printing),
    };
    let told = Told {
        findings: report.findings,
        excerpts: &Excerpts::default(),
        account: &[],
        assumptions: &[],
    };
    let listing = findings(report.period, told, job.catalogue.terms(job.language))?;
    Ok(vec![
        listing,
        workbook::plan(report, &options)?,
        workbook::planned_targets(report, &options)?,
    ])
}

/// What a plan was made from.
pub(crate) fn provenance(
    asked: &PlanJob,
    inputs: Vec<snapshot::Input>,
    mut settings: serde_json::Value,
) -> Provenance {
    settings["plan"] = serde_json::json!(asked.settings);
    let inputs = inputs.into_iter().map(|input| Fingerprint {
        path: input.path,
        size: input.size,
        sha256: input.sha256,
    });
    Provenance {
        period: asked.period(),
        inputs: inputs.collect(),
        settings,
    }
}
