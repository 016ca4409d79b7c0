//! repcard turns a sales department's monthly exports into performance appraisals.
//!
//! [`run`] is the whole pipeline: files → sheets → tables → records → targets and measures → scorecards →
//! documents → a published folder. Each stage is a function of what stands to its left; this module alone calls
//! them all. What is wrong with the data is a finding that travels beside the result and never stops a stage; what
//! makes an appraisal impossible is a [`RunError`].

pub mod catalogue;
pub mod job;
pub mod measure;
pub mod mistake;
pub mod model;
pub mod publish;
pub mod read;
pub mod recognise;
pub mod records;
pub mod report;
pub mod score;
pub mod targets;

use job::{Appraised, Inspected, Job, Outcome, RunError, Unusable};
use measure::details::details;
use measure::{Rules, measure};
use model::finding::Unmet;
use model::{Currency, Dataset, Finding, Problem};
use publish::{Fingerprint, Provenance, PublishError, Published, Target};
use rayon::prelude::*;
use read::{Digest, Fault, InputFile, ReadError, ReadOptions, Readout, Scope, Sheet};
use recognise::{Mapping, encodings, recognise};
use records::{RecordOptions, Records, RecordsError, records};
use report::Document;
use report::code::PageCode;
use report::excerpts::excerpts;
use report::form::fonts::FontSet;
use report::form::monthly::Month;
use report::form::proof::{Printed, Proof};
use report::form::{FormOptions, Manuscripts, Subject};
use report::templates::WORKBOOK;
use report::workbook::template::Template;
use report::workbook::{self, Figures, WorkbookOptions};
use rust_decimal::Decimal;
use score::{alike, score, ungraded, unlike};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use targets::targets;

/// Does the job: reads the book, appraises the period, and publishes unless the job says otherwise.
///
/// The target is opened before the long work, so that a folder that cannot be written fails at once. Whatever
/// goes wrong, what was published last stays as it was.
pub fn run(job: &Job) -> Result<Outcome, RunError> {
    let mut target = job.publish.then(|| publish::open(&job.out)).transpose()?;

    let mut appraised = appraise(job)?;
    let is_withheld = |appraised: &Appraised| job.strict && job::fails_on(&appraised.findings, job.fail_on);
    target = target.filter(|_| !is_withheld(&appraised));
    // Printing finds what no other stage does, such as characters that no font has, so `check` prints too.
    let found = forms(job, &appraised, target.as_mut())?;
    appraised.findings.extend(found);
    appraised.findings.sort();
    appraised.findings.dedup();

    let published = match target.filter(|_| !is_withheld(&appraised)) {
        Some(mut target) => {
            for report in reports(job, &appraised)? {
                target.add(&report)?;
            }
            target.commit(&provenance(job, &appraised)?)?
        }
        None => Published {
            documents: Vec::new(),
            kept: unread(job, &appraised)?,
        },
    };
    Ok(Outcome {
        files: appraised.files.into_iter().map(|file| file.relative).collect(),
        records: appraised.records,
        findings: appraised.findings,
        excerpts: appraised.excerpts,
        scorecards: appraised.appraisal.scorecards.len(),
        documents: published.documents,
        filled_in: published.kept,
    })
}

/// What people filled in of the last result and did not put into the inbox.
fn unread(job: &Job, appraised: &Appraised) -> Result<Vec<String>, PublishError> {
    let read: BTreeSet<&str> = appraised
        .contents
        .iter()
        .flatten()
        .map(|content| content.sha256.as_str())
        .collect();
    let filled = publish::filled_in(&job.out)?.into_iter();
    let unread = filled.filter(|file| !read.contains(file.sha256.as_str()));
    Ok(unread.map(|file| file.path).collect())
}

/// Reads the book, measures and scores; prints nothing yet.
pub fn appraise(job: &Job) -> Result<Appraised, RunError> {
    let files = inputs(job)?;
    let reading = ReadOptions {
        encodings: encodings(&job.encodings, job.period, &files),
        ..job.reading.clone()
    };
    let (contents, sheets, mut findings) = read_all(&files, &reading)?;
    recognise::unread_files(&mut findings, &files, &job.mapping);
    findings.extend(unexpected_files(job, &files));
    findings.extend(recognise::unused_encodings(&job.encodings, job.period, &files));
    let (mut tables, found) = recognise(sheets, &job.mapping);
    findings.extend(found);
    let options = RecordOptions {
        period: job.period,
        manual: job.policy.manual_kpis(),
        catalogue: job.catalogue.clone(),
        words: job.words.clone(),
        same_number: job.same_number,
        currency: job.currency,
        date_order: job.date_order,
        timezone: job.timezone,
    };
    let (records, found) = records(&mut tables, &options).map_err(|error| no_roster(error, &findings))?;
    findings.extend(found);
    has_rows(job, &files, &records, &findings)?;
    let (targets, found) = targets(&records, broken_down_by(job), job.period);
    findings.extend(found);
    let (measures, found) = measure(&records, &targets, rules(job), job.period);
    findings.extend(found);
    // Forms and workbooks need no more of the exports than the rows that something is wrong with.
    let excerpts = excerpts(&tables, &findings);
    drop(tables);
    let appraisal = score(&measures, &records.roster, &job.policy, job.period)?;
    findings.extend(alike(&appraisal));
    findings.extend(ungraded(&appraisal, &job.policy));
    findings.extend(unlike(&appraisal));
    findings.extend(job.doubts.iter().cloned());
    let results = report::results::results(&appraisal, &job.company)?;
    findings.sort();
    findings.dedup();
    Ok(Appraised {
        files,
        contents,
        records: counts(&records),
        details: details(&records, broken_down_by(job), job.period),
        codes: PageCode::all(&results.bytes),
        findings,
        excerpts,
        appraisal,
        results,
    })
}

/// The characters of all documents that neither the company's face nor a bundled one has: they decide which further fonts
/// a run prints with.
pub fn rare_characters(job: &Job, appraised: &Appraised) -> Result<BTreeSet<char>, RunError> {
    let options = form_options(job);
    let manuscripts = Manuscripts::new(&month(job, appraised), &appraised.codes, &options)?;
    let (fonts, _) = leading_fonts(job)?;
    Ok(manuscripts.missing_characters(&fonts)?)
}

/// Prints one document as a run would, or none where nobody of that name is appraised. `rare` are the
/// [`rare_characters`] of all documents.
pub fn preview(
    job: &Job,
    appraised: &Appraised,
    subject: &Subject,
    rare: &BTreeSet<char>,
) -> Result<Option<Printed>, RunError> {
    let options = form_options(job);
    let Some(proof) = Proof::new(&month(job, appraised), &appraised.codes, subject, &options)? else {
        return Ok(None);
    };
    let (fonts, unusable) = leading_fonts(job)?;
    let missing = &proof.missing_characters(&fonts) | rare;
    let (fonts, findings) = fallbacks(job, fonts, &missing);
    let mut printed = proof.print(&fonts)?;
    printed.findings.extend(unusable);
    printed.findings.extend(findings);
    Ok(Some(printed))
}

/// Reads files and tells what each was taken for. Where the settings speak of one sheet among several of a file, the
/// files are looked at together, as a run looks at them.
pub fn inspect(files: &[InputFile], mapping: &Mapping, options: &ReadOptions) -> Vec<Inspected> {
    let mut inspected = Vec::new();
    let mut sheets = Vec::new();
    for (file, readout) in files.iter().zip(read_each(files, options)) {
        let hidden = readout.sheets.iter().filter(|sheet| sheet.hidden);
        let hidden = hidden.filter_map(|sheet| sheet.source.sheet.clone()).collect();
        sheets.extend(readout.sheets);
        inspected.push(Inspected {
            path: file.relative.clone(),
            size: file.size(),
            kind: readout.kind,
            hidden,
            findings: readout.findings,
            is_refused: readout.fault.as_ref().is_some_and(Fault::is_machine),
            readings: Vec::new(),
        });
    }
    // Settings that match none of these files may well match others, so nothing is said about them.
    let (readings, _) = recognise::readings(sheets, mapping);
    for reading in readings {
        let file = inspected.iter_mut().find(|file| file.path == reading.source.file);
        let Some(file) = file else { continue };
        file.hidden
            .retain(|name| reading.source.sheet.as_ref() != Some(name));
        file.readings.push(reading);
    }
    inspected
}

fn inputs(job: &Job) -> Result<Vec<InputFile>, RunError> {
    let files = read::list(&job.book, job.period).map_err(|error| {
        let (inbox, reason) = match error {
            ReadError::NoInbox(inbox) => (inbox, None),
            ReadError::Unreadable { inbox, source } => (inbox, Some(source.to_string())),
        };
        Unusable::NoInbox { inbox, reason }
    })?;
    if files.is_empty() {
        let inbox = job.book.join("inbox");
        return Err(Unusable::NoFiles { inbox }.into());
    }
    // Told before the work rather than after it; and without one of its files a book is not the book.
    refused(files.iter().map(|file| (file, read::refusal(file))))?;
    Ok(files)
}

/// An error where the machine refuses any of the files.
fn refused<'a>(files: impl Iterator<Item = (&'a InputFile, Option<Fault>)>) -> Result<(), RunError> {
    let refused: Vec<(String, Fault)> = files
        .filter_map(|(file, fault)| Some((file.relative.clone(), fault?)))
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(RunError::Refused(refused))
    }
}

/// What each file held, and the sheets and findings of all.
type AllRead = (Vec<Option<Digest>>, Vec<Sheet>, Vec<Finding>);

/// Reads the files side by side; what each held, its sheets and findings come in the order of the files.
fn read_all(files: &[InputFile], options: &ReadOptions) -> Result<AllRead, RunError> {
    let mut read = read_each(files, options);
    let faults = read.iter_mut().map(|readout| readout.fault.take());
    refused(files.iter().zip(faults))?;
    let (mut contents, mut sheets, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for readout in read {
        contents.push(readout.content);
        sheets.extend(readout.sheets);
        findings.extend(readout.findings);
    }
    Ok((contents, sheets, findings))
}

/// Reads the files side by side. One that the machine failed on is read once more, alone: what failed for want of memory,
/// processes or open files may well go then.
fn read_each(files: &[InputFile], options: &ReadOptions) -> Vec<Readout> {
    let mut read: Vec<Readout> = files.par_iter().map(|file| read::read(file, options)).collect();
    for (file, readout) in files.iter().zip(&mut read) {
        if readout.fault.is_some() {
            *readout = read::read(file, options);
        }
    }
    read
}

fn rules(job: &Job) -> Rules<'_> {
    Rules {
        policy: &job.policy,
        catalogue: &job.catalogue,
        calendar: &job.calendar,
        expected: &job.expected,
    }
}

fn broken_down_by(job: &Job) -> targets::Rules<'_> {
    targets::Rules {
        policy: &job.policy,
        catalogue: &job.catalogue,
        calendar: &job.calendar,
    }
}

/// The files that the settings expect, and that are not there.
fn unexpected_files(job: &Job, files: &[InputFile]) -> Vec<Finding> {
    const NAMED: usize = 10;
    let there = files.iter().filter(|file| file.scope == Scope::Own);
    let there: Vec<String> = there.map(|file| file.relative.clone()).take(NAMED).collect();
    let missing = recognise::unmatched_files(&job.expected.files, files, job.period).into_iter();
    let finding = |pattern: &str| {
        Finding::general(Problem::NotAsExpected {
            unmet: Unmet::File {
                pattern: pattern.to_owned(),
                there: there.clone(),
            },
        })
    };
    missing.map(finding).collect()
}

/// A period without any row is not appraised: whatever came of it would be a grade on nothing.
fn has_rows(job: &Job, files: &[InputFile], records: &Records, found: &[Finding]) -> Result<(), RunError> {
    let of_rows = |dataset: &Dataset| !matches!(dataset, Dataset::Roster | Dataset::Targets);
    let mut datasets = Dataset::ALL.into_iter().filter(of_rows);
    if datasets.any(|dataset| records.has_rows(dataset, job.period)) {
        return Ok(());
    }
    let known = records.coverage.iter();
    let known = known.filter_map(|(dataset, known)| known.reach.map(|(first, last)| (*dataset, first, last)));
    let is_of_period = |file: &&InputFile| file.scope == Scope::Own && file.relative.matches('/').count() > 1;
    let mut findings = found.to_vec();
    findings.sort();
    findings.dedup();
    Err(Unusable::NoRows {
        period: job.period,
        known: known.collect(),
        left_out: records.coverage.values().map(|known| known.rows).sum(),
        files: files
            .iter()
            .filter(is_of_period)
            .map(|file| file.relative.clone())
            .collect(),
        findings,
    }
    .into())
}

/// What was wrong with the files may well be why there is no roster.
fn no_roster(error: RecordsError, known: &[Finding]) -> RunError {
    let RecordsError::NoRoster { findings } = error;
    Unusable::NoRoster {
        findings: [known, &findings].concat(),
    }
    .into()
}

fn counts(records: &Records) -> BTreeMap<Dataset, usize> {
    let count = |dataset: &Dataset| match dataset {
        Dataset::Roster => records.roster.iter().count(),
        Dataset::Targets => records.targets.len(),
        Dataset::Orders => records.orders.len(),
        Dataset::Visits => records.visits.len(),
        Dataset::Calls => records.calls.len(),
        Dataset::Customers => records.customers.len(),
        Dataset::Requests => records.requests.len(),
        Dataset::Reports => records.reports.len(),
        Dataset::Conduct => records.conduct.len(),
        Dataset::Scores => records.scores.len() + records.remarks.len(),
    };
    records
        .present
        .iter()
        .map(|dataset| (*dataset, count(dataset)))
        .collect()
}

/// How many documents may wait for the disk before printing waits for them.
const QUEUE: usize = 64;

/// Prints forms and reports; they are written while further ones are printed.
fn forms(job: &Job, appraised: &Appraised, target: Option<&mut Target>) -> Result<Vec<Finding>, RunError> {
    let (queue, documents) = mpsc::sync_channel(QUEUE);
    thread::scope(|scope| {
        let writer = scope.spawn(|| write(documents, target));
        let printed = print(job, appraised, &queue);
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

fn print(job: &Job, appraised: &Appraised, queue: &SyncSender<Document>) -> Result<Vec<Finding>, RunError> {
    let options = form_options(job);
    let manuscripts = Manuscripts::new(&month(job, appraised), &appraised.codes, &options)?;
    let (fonts, mut findings) = leading_fonts(job)?;
    let further = |missing: &BTreeSet<char>| {
        let (fonts, found) = fallbacks(job, fonts.clone(), missing);
        findings.extend(found);
        fonts
    };
    let found = manuscripts.print(&fonts, further, queue)?;
    findings.extend(found);
    Ok(findings)
}

fn form_options(job: &Job) -> FormOptions {
    FormOptions {
        company: job.company.clone(),
        language: job.language,
        catalogue: job.catalogue.clone(),
        currency: job.currency,
        templates: job.templates.clone(),
        duplex: job.duplex,
    }
}

fn month<'a>(job: &'a Job, appraised: &'a Appraised) -> Month<'a> {
    Month {
        appraisal: &appraised.appraisal,
        details: &appraised.details,
        findings: &appraised.findings,
        catalogue: &job.catalogue,
        company: &job.company,
        language: job.language,
        currency: job.currency,
    }
}

/// The company's own face before the bundled one, and what is wrong with its files.
fn leading_fonts(job: &Job) -> Result<(FontSet, Vec<Finding>), RunError> {
    let mut fonts = FontSet::bundled().map_err(|error| RunError::Fonts(error.to_string()))?;
    let mut findings = Vec::new();
    for (path, bold) in [(&job.font, false), (&job.bold_font, true)] {
        let Some(path) = path else { continue };
        let trouble = match read::fonts::leading(path, bold) {
            Ok(file) => fonts.lead(file, bold).err().map(Finding::from),
            Err(fault) => Some(read::fonts::unusable(path, fault)),
        };
        findings.extend(trouble);
    }
    Ok((fonts, findings))
}

/// Further fonts are looked for only where a character wants them.
fn fallbacks(job: &Job, fonts: FontSet, missing: &BTreeSet<char>) -> (FontSet, Vec<Finding>) {
    if missing.is_empty() {
        return (fonts, Vec::new());
    }
    let (files, findings) = read::fonts::find(missing, &job.fonts);
    // A file that turns out to be no font leaves its characters missing, which the forms tell.
    (fonts.with(files).0, findings)
}

/// Everything that is published beside the forms.
fn reports(job: &Job, appraised: &Appraised) -> Result<Vec<Document>, RunError> {
    let findings = report::findings::findings(
        job.period,
        &appraised.findings,
        &appraised.excerpts,
        job.catalogue.terms(job.language),
    )?;
    let mut reports = vec![appraised.results.clone(), findings];
    reports.extend(workbooks(job, appraised)?);
    Ok(reports)
}

fn workbooks(job: &Job, appraised: &Appraised) -> Result<Vec<Document>, RunError> {
    let Appraised {
        appraisal,
        details,
        excerpts,
        findings,
        ..
    } = appraised;
    let options = WorkbookOptions {
        company: job.company.clone(),
        language: job.language,
        catalogue: job.catalogue.clone(),
        book: way_to_book(job),
    };
    // Whoever resolved the job has told its mistakes; here there are none left.
    let template = Template::parse(job.templates.text(WORKBOOK)).map_err(|mistakes| RunError::Document {
        name: WORKBOOK.into(),
        reason: format!("{mistakes:?}"),
    })?;
    let figures = Figures {
        appraisal,
        details,
        policy: &job.policy,
        findings,
    };
    let mut workbooks = workbook::collect(appraisal, &job.policy.manual_kpis(), &options)?;
    workbooks.push(workbook::appraisals(figures, &template, &options)?);
    workbooks.push(workbook::findings(job.period, findings, excerpts, &options)?);
    Ok(workbooks)
}

/// The way from the published folder up to the book, where the one is in the other.
fn way_to_book(job: &Job) -> Option<String> {
    let below = job.out.strip_prefix(&job.book).ok()?;
    let ups = vec![".."; below.components().count()];
    (!ups.is_empty()).then(|| ups.join("/"))
}

/// Every file as it was when it was read; one that only a finding came of is looked at now.
fn provenance(job: &Job, appraised: &Appraised) -> Result<Provenance, RunError> {
    let fingerprint = |(file, content): (&InputFile, &Option<Digest>)| match content {
        Some(content) => Ok(Fingerprint::new(&file.relative, content.clone())),
        None => Fingerprint::of_file(&job.book, &file.relative).map_err(|error| RunError::Input {
            file: file.relative.clone(),
            reason: error.to_string(),
        }),
    };
    let files = appraised.files.iter().zip(&appraised.contents);
    let readable = files.filter(|(file, _)| file.damage.is_none());
    let mut inputs = readable.map(fingerprint).collect::<Result<Vec<_>, _>>()?;
    inputs.extend(job.settings_files.iter().cloned());
    for font in job.font.iter().chain(&job.bold_font).chain(&job.fonts) {
        let font = font_file(&job.book, font)?;
        if !inputs.contains(&font) {
            inputs.push(font);
        }
    }
    let settings = serde_json::json!({
        "company": job.company,
        "language": job.language,
        "book": {
            "date_order": job.date_order,
            "encodings": job.encodings,
            "timezone": job.timezone.map(|zone| zone.to_string()),
        },
        "print": { "duplex": job.duplex },
        "calendar": job.own_days,
        "limits": job.reading.limits,
        "inputs": job.mapping.inputs,
        "words": job.words.columns(),
        "orders": { "same_number": job.same_number },
        "expect": job.expected,
        "currency": job.currency.map(Currency::code),
        "rates": rates(job),
        "scale": job.mapping.scales.iter().map(|(file, scale)| (file.as_str(), scale)).collect::<BTreeMap<_, _>>(),
        "policy": job.policy,
    });
    Ok(Provenance {
        period: job.period,
        inputs,
        settings,
    })
}

fn rates(job: &Job) -> BTreeMap<&'static str, Decimal> {
    let rates = job.mapping.rates.iter();
    rates.map(|(currency, rate)| (currency.code(), *rate)).collect()
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
