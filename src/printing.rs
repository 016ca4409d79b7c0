//! A snapshot → its documents: forms and reports, workbooks, and the JSON beside them.

use crate::job::{Printing, RunError};
use crate::model::Finding;
use crate::model::finding::FontFault;
use crate::publish::{Fingerprint, Provenance, PublishError, Target};
use crate::report::Document;
use crate::report::code::PageCode;
use crate::report::findings::Told;
use crate::report::form::monthly::Month;
use crate::report::form::print::tells_the_same;
use crate::report::form::talk::Talks;
use crate::report::form::{FormError, FormOptions, Manuscripts};
use crate::report::templates::WORKBOOK;
use crate::report::workbook::template::Template;
use crate::report::workbook::{self, Figures, WorkbookOptions};
use crate::snapshot::{self, Snapshot};
use crate::{read, report};
use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use typeset::fonts::{FontError, FontSet};

/// How many documents may wait for the disk before printing waits for them.
const QUEUE: usize = 64;

/// Prints forms and reports; they are written while further ones are printed.
pub(crate) fn forms(
    printing: &Printing,
    snapshot: &Snapshot,
    codes: &[PageCode],
    target: Option<&mut Target>,
) -> Result<Vec<Finding>, RunError> {
    let (queue, documents) = mpsc::sync_channel(QUEUE);
    thread::scope(|scope| {
        let writer = scope.spawn(|| write(documents, target));
        let printed = print(printing, snapshot, codes, &queue);
        drop(queue);
        // Where the disk fails, printing stops for it.
        writer.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        printed
    })
}

fn write(documents: Receiver<Document>, target: Option<&mut Target>) -> Result<(), PublishError> {
    let Some(target) = target else {
        documents.into_iter().for_each(drop);
        return Ok(());
    };
    documents
        .into_iter()
        .try_for_each(|document| target.add(&document))
}

fn print(
    printing: &Printing,
    snapshot: &Snapshot,
    codes: &[PageCode],
    queue: &SyncSender<Document>,
) -> Result<Vec<Finding>, RunError> {
    let options = form_options(printing, snapshot);
    let manuscripts = Manuscripts::new(&month(snapshot), codes, &options)?;
    let (fonts, mut findings) = leading_fonts(printing)?;
    let further = |missing: &BTreeSet<char>| {
        let (fonts, found) = fallbacks(printing, fonts.clone(), missing);
        findings.extend(found);
        fonts
    };
    let found = manuscripts.print(&fonts, further, queue)?;
    findings.extend(found);
    if printing.talks {
        let told = talks(printing, (&month(snapshot), &options), &fonts, queue)?;
        // What lacks on a rep's form lacks on the page for the talk as well.
        let is_new = |finding: &Finding| {
            !findings
                .iter()
                .any(|known| known == finding || tells_the_same(known, finding))
        };
        let told: Vec<Finding> = told.into_iter().filter(is_new).collect();
        findings.extend(told);
    }
    Ok(findings)
}

fn talks(
    printing: &Printing,
    (month, options): (&Month<'_>, &FormOptions),
    fonts: &FontSet,
    queue: &SyncSender<Document>,
) -> Result<Vec<Finding>, RunError> {
    let mut findings = Vec::new();
    let further = |missing: &BTreeSet<char>| {
        let (fonts, found) = fallbacks(printing, fonts.clone(), missing);
        findings.extend(found);
        fonts
    };
    let hand_on = |document| queue.send(document).map_err(|_| FormError::Unwanted);
    let found = Talks::new(month, options)?.print(fonts, further, hand_on)?;
    findings.extend(found);
    Ok(findings)
}

pub(crate) fn form_options(printing: &Printing, snapshot: &Snapshot) -> FormOptions {
    FormOptions {
        company: snapshot.company.clone(),
        language: snapshot.language,
        catalogue: snapshot.catalogue.clone(),
        currency: snapshot.currency,
        templates: printing.templates.clone(),
        duplex: printing.duplex,
    }
}

pub(crate) fn month(snapshot: &Snapshot) -> Month<'_> {
    Month {
        appraisal: &snapshot.appraisal,
        details: &snapshot.details,
        findings: &snapshot.findings,
        account: &snapshot.account,
        assumptions: &snapshot.assumptions,
        grades: &snapshot.policy.grades,
        objection_days: snapshot.policy.objection_days,
        last: snapshot.last.as_ref(),
        restated: snapshot.restated.as_ref(),
        catalogue: &snapshot.catalogue,
        company: &snapshot.company,
        language: snapshot.language,
        currency: snapshot.currency,
    }
}

/// The company's own face before the bundled one, and what is wrong with its files.
pub(crate) fn leading_fonts(printing: &Printing) -> Result<(FontSet, Vec<Finding>), RunError> {
    let mut fonts = FontSet::bundled().map_err(|error| RunError::Fonts(error.to_string()))?;
    let mut findings = Vec::new();
    for (path, bold) in [(&printing.font, false), (&printing.bold_font, true)] {
        let Some(path) = path else { continue };
        let trouble = match read::fonts::leading(path, bold) {
            Ok(file) => fonts.lead(file, bold).err().map(no_font),
            Err(fault) => Some(read::fonts::unusable(path, fault)),
        };
        findings.extend(trouble);
    }
    Ok((fonts, findings))
}

fn no_font(error: FontError) -> Finding {
    read::fonts::unusable(Path::new(&error.name), FontFault::Unreadable(error.reason))
}

/// Further fonts are looked for only where a character wants them.
pub(crate) fn fallbacks(
    printing: &Printing,
    fonts: FontSet,
    missing: &BTreeSet<char>,
) -> (FontSet, Vec<Finding>) {
    if missing.is_empty() {
        return (fonts, Vec::new());
    }
    let (files, findings) = read::fonts::find(missing, &printing.fonts);
    // A file that turns out to be no font leaves its characters missing, which the forms tell.
    (fonts.with(files).0, findings)
}

/// Everything that is published beside the forms. `findings` are those of the snapshot and those of printing it.
pub(crate) fn reports(
    printing: &Printing,
    snapshot: &Snapshot,
    results: &Document,
    findings: &[Finding],
) -> Result<Vec<Document>, RunError> {
    let listing = report::findings::findings(
        snapshot.period,
        told(snapshot, findings),
        snapshot.catalogue.terms(snapshot.language),
    )?;
    let mut reports = vec![results.clone(), listing, snapshot_document(snapshot)?];
    reports.extend(workbooks(printing, snapshot, findings)?);
    Ok(reports)
}

fn told<'a>(snapshot: &'a Snapshot, findings: &'a [Finding]) -> Told<'a> {
    Told {
        findings,
        excerpts: &snapshot.excerpts,
        account: &snapshot.account,
        assumptions: &snapshot.assumptions,
    }
}

pub(crate) fn snapshot_document(snapshot: &Snapshot) -> Result<Document, RunError> {
    let bytes = snapshot.to_bytes().map_err(|error| RunError::Document {
        name: snapshot::FILE.into(),
        reason: error.to_string(),
    })?;
    Ok(Document {
        path: snapshot::FILE.into(),
        bytes,
    })
}

fn workbooks(
    printing: &Printing,
    snapshot: &Snapshot,
    findings: &[Finding],
) -> Result<Vec<Document>, RunError> {
    let options = WorkbookOptions {
        company: snapshot.company.clone(),
        language: snapshot.language,
        catalogue: snapshot.catalogue.clone(),
        book: way_to_book(printing),
    };
    // Whoever resolved the job has told its mistakes; here there are none left.
    let template =
        Template::parse(printing.templates.text(WORKBOOK)).map_err(|mistakes| RunError::Document {
            name: WORKBOOK.into(),
            reason: format!("{mistakes:?}"),
        })?;
    let figures = Figures {
        appraisal: &snapshot.appraisal,
        details: &snapshot.details,
        policy: &snapshot.policy,
        findings,
        account: &snapshot.account,
    };
    let mut workbooks = workbook::collect(&snapshot.appraisal, &snapshot.policy.manual_kpis(), &options)?;
    workbooks.push(workbook::appraisals(figures, &template, &options)?);
    workbooks.push(workbook::findings(
        snapshot.period,
        told(snapshot, findings),
        &options,
    )?);
    Ok(workbooks)
}

/// The way from the published folder up to the book, where the one is in the other.
pub(crate) fn way_to_book(printing: &Printing) -> Option<String> {
    let below = printing.out.strip_prefix(&printing.book).ok()?;
    let ups = vec![".."; below.components().count()];
    (!ups.is_empty()).then(|| ups.join("/"))
}

/// What a snapshot was made from, and what it was printed with.
pub(crate) fn provenance(printing: &Printing, snapshot: &Snapshot) -> Result<Provenance, RunError> {
    let read = snapshot.inputs.iter().map(|input| Fingerprint {
        path: input.path.clone(),
        size: input.size,
        sha256: input.sha256.clone(),
    });
    let mut inputs: Vec<Fingerprint> = read.collect();
    inputs.extend(printing.template_files.iter().cloned());
    for font in printing
        .font
        .iter()
        .chain(&printing.bold_font)
        .chain(&printing.fonts)
    {
        let font = font_file(&printing.book, font)?;
        if !inputs.contains(&font) {
            inputs.push(font);
        }
    }
    Ok(Provenance {
        period: snapshot.period,
        inputs,
        settings: snapshot.settings.clone(),
    })
}

/// A company's own font by its path below the book; one that lies elsewhere, by its name alone, since where that is
/// differs from machine to machine.
fn font_file(book: &Path, font: &Path) -> Result<Fingerprint, RunError> {
    let below = font.strip_prefix(book).ok();
    let path = below.or_else(|| font.file_name().map(Path::new)).unwrap_or(font);
    let path = path.to_string_lossy().replace('\\', "/");
    Fingerprint::at(font, path.as_str()).map_err(|error| RunError::Input {
        file: path,
        reason: error.to_string(),
    })
}
