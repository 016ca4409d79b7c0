//! repcard turns a sales department's monthly exports into performance appraisals.
//!
//! [`run`] is the whole pipeline: files → sheets → tables → records → targets and measures → scorecards →
//! documents → a published folder. Each stage is a function of what stands to its left; this module alone calls
//! them all. What is wrong with the data is a finding that travels beside the result and never stops a stage; what
//! makes an appraisal impossible is a [`RunError`].

#![cfg_attr(not(test), warn(clippy::too_many_lines))]

pub mod archive;
pub mod catalogue;
mod cells;
mod closing;
pub mod deliver;
pub mod job;
mod keeping;
pub mod measure;
pub mod mistake;
pub mod model;
pub mod plan;
mod planning;
pub mod preflight;
mod printing;
pub mod publish;
pub mod read;
pub mod recognise;
pub mod records;
pub mod report;
pub mod reshape;
pub mod restoring;
pub mod score;
pub mod snapshot;
mod stage;
pub mod targets;
pub mod versions;

use archive::{Archive, Publication};
use closing::ClosedPeriod;
pub use closing::close;
use job::{
    Appraised, Blackline, ExplainError, Inspected, InspectedRow, Inspecting, Job, Outcome, PlanJob,
    PlanOutcome, Printing, RunError, Unusable,
};
use measure::details::details;
use measure::{RepMeasures, Rules, evidence, measure};
use model::finding::Unmet;
use model::policy::Missing;
use model::{Assumption, Currency, Dataset, Finding, Kpi, Place, Problem, Source};
use preflight::{Wanted, preflight};
use printing::{fallbacks, form_options, leading_fonts, month};
use publish::{Fingerprint, PublishError, Published, Target};
use rayon::prelude::*;
use read::{Digest, Fault, FileKind, InputFile, ReadError, ReadOptions, Readout, Row, Scope, Sheet};
use recognise::Table;
use recognise::{Reading, Unread, encodings, recognised};
use records::{
    Addresses, FirstRow, RecordOptions, Records, RecordsError, RepKey, addresses, first_rows, records,
};
use report::Document;
use report::code::PageCode;
use report::explained::asked;
use report::explained::row as explained_rows;
use report::explained::then::{Contents, compared};
use report::explained::{Answer, Explained, ExplainedFigure, Explanation, PublishedThen, Question};
use report::form::proof::{Printed, Proof};
use report::form::{Manuscripts, Subject};
use report::plan::PlanReport;
use reshape::{ReshapeOptions, at_their_cells, reshape, reshape_one};
use restoring::Restored;
use rust_decimal::Decimal;
use score::{Appraisal, KpiScore, Scorecard, alike, score, ungraded, unlike};
use snapshot::excerpts::excerpts;
use snapshot::{
    Assumed, Earlier, Inputs, LastScores, Snapshot, TableAccount, account, controls_that_differ, figure_rows,
};
use stage::{Name, stage};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use targets::{derivations, targets};

/// Does the job: reads the book, appraises the period, and publishes unless the job says otherwise.
///
/// The target is opened before the long work, so that a folder that cannot be written fails at once. Whatever
/// goes wrong, what was published last stays as it was.
pub fn run(job: &Job) -> Result<Outcome, RunError> {
    let target = job.publish.then(|| open(&job.printing)).transpose()?;
    let mut archive = keeping::open(job)?;
    let closed = match &target {
        Some(_) => closing::closed(job, archive.as_ref())?,
        None => None,
    };
    if closed.is_none() && job.restate.is_some() {
        return Err(Unusable::NotClosed { period: job.period }.into());
    }
    let mut appraised = appraise(job)?;
    if let Some(closed) = &closed {
        let comparison = closed.compared(&appraised);
        match &job.restate {
            Some(reason) if comparison.differs() => {
                appraised.snapshot.restated = Some(closed.restatement(reason, &comparison));
            }
            _ => return closed_outcome(job, appraised, closed.blackline(comparison)),
        }
    }
    let (published, findings) = published(job, target, archive.as_mut(), (&appraised, closed.as_ref()))?;
    if let Some(closed) = &closed
        && !published.documents.is_empty()
    {
        closed.close_again(job)?;
    }
    let restated = appraised.snapshot.restated.as_ref();
    let restated = restated.map(|restated| restated.version);
    Ok(Outcome {
        documents: published.documents,
        filled_in: published.kept,
        findings,
        restated,
        ..outcome_of(appraised)
    })
}

/// Prints all forms, and publishes where the job says so and no finding forbids it; all findings come with it. What is
/// published of a closed period is kept first.
fn published(
    job: &Job,
    mut target: Option<Target>,
    archive: Option<&mut Archive>,
    (appraised, closed): (&Appraised, Option<&ClosedPeriod>),
) -> Result<(Published, Vec<Finding>), RunError> {
    let snapshot = &appraised.snapshot;
    let is_stale = job::is_stale(&appraised.lists);
    let is_withheld = |findings: &[Finding]| job.strict && (is_stale || job::fails_on(findings, job.fail_on));
    target = target.filter(|_| !is_withheld(&snapshot.findings));
    // Printing finds what no other stage does, such as characters that no font has, so `check` prints too.
    let printing_forms = stage(Name::Print);
    let found = printing::forms(&job.printing, snapshot, &appraised.codes, target.as_mut())?;
    drop(printing_forms);
    let findings = all_findings(snapshot, found);
    let Some(target) = target.filter(|_| !is_withheld(&findings)) else {
        let published = Published {
            documents: Vec::new(),
            kept: unread(job, appraised)?,
        };
        return Ok((published, findings));
    };
    let writing = stage(Name::Reports);
    let reports = printing::reports(&job.printing, snapshot, &appraised.results, &findings)?;
    writing.counts("documents", reports.len());
    drop(writing);
    let publishing = stage(Name::Publish);
    let bytes = reports.iter().find(|report| report.path == snapshot::FILE);
    let publication = Publication {
        snapshot,
        bytes: bytes.map(|report| &*report.bytes).unwrap_or_default(),
        results: &appraised.results,
        codes: &appraised.codes,
        findings: &findings,
        rows: appraised.rows.as_ref(),
        exit: u8::from(job::fails_on(&findings, job.fail_on)),
    };
    let published = keeping::kept(archive, publication, &job.now, || {
        closed.map_or(Ok(()), |closed| closed.keep(job))?;
        publish_all(target, &job.printing, snapshot, &reports)
    })?;
    publishing.counts("documents", published.documents.len());
    Ok((published, findings))
}

/// What came of reading, measuring and scoring.
fn outcome_of(appraised: Appraised) -> Outcome {
    let snapshot = appraised.snapshot;
    Outcome {
        files: appraised.files.into_iter().map(|file| file.relative).collect(),
        records: appraised.records,
        scorecards: snapshot.appraisal.scorecards.len(),
        lists: appraised.lists,
        addresses: appraised.addresses,
        findings: snapshot.findings,
        assumptions: snapshot.assumptions,
        excerpts: snapshot.excerpts,
        account: snapshot.account,
        ..Outcome::default()
    }
}

/// Nothing is published of a closed period; how it would differ is told.
fn closed_outcome(job: &Job, appraised: Appraised, blackline: Blackline) -> Result<Outcome, RunError> {
    Ok(Outcome {
        filled_in: unread(job, &appraised)?,
        closed: Some(blackline),
        ..outcome_of(appraised)
    })
}

/// Prints a snapshot anew and publishes it: with the same templates and fonts, the very bytes that the run published that
/// made it. Nothing of the book's exports is read.
pub fn render(snapshot: Snapshot, printing: &Printing) -> Result<Outcome, RunError> {
    let mut target = open(printing)?;
    let bytes = printing::snapshot_document(&snapshot)?.bytes;
    closing::may_be_printed(&printing.out, &snapshot, &Digest::of(&bytes).sha256)?;
    let results = report::results::results(&snapshot.appraisal, &snapshot.company)?;
    let codes = PageCode::all(&results.bytes);
    let found = printing::forms(printing, &snapshot, &codes, Some(&mut target))?;
    let findings = all_findings(&snapshot, found);
    let reports = printing::reports(printing, &snapshot, &results, &findings)?;
    let published = publish_all(target, printing, &snapshot, &reports)?;
    Ok(Outcome {
        files: Vec::new(),
        records: BTreeMap::new(),
        findings,
        scorecards: snapshot.appraisal.scorecards.len(),
        lists: Vec::new(),
        addresses: Addresses::default(),
        assumptions: snapshot.assumptions,
        excerpts: snapshot.excerpts,
        account: snapshot.account,
        documents: published.documents,
        filled_in: published.kept,
        ..Outcome::default()
    })
}

/// The findings of a snapshot and those of printing it, in order.
fn all_findings(snapshot: &Snapshot, printed: Vec<Finding>) -> Vec<Finding> {
    let mut findings = [snapshot.findings.clone(), printed].concat();
    findings.sort();
    findings.dedup();
    findings
}

fn open(printing: &Printing) -> Result<Target, PublishError> {
    publish::open_within(&printing.out, printing.wait_lock)
}

fn publish_all(
    mut target: Target,
    printing: &Printing,
    snapshot: &Snapshot,
    reports: &[Document],
) -> Result<Published, RunError> {
    for report in reports {
        target.add(report)?;
    }
    Ok(target.commit(&printing::provenance(printing, snapshot)?)?)
}

/// What people filled in of the last result and did not put into the inbox.
fn unread(job: &Job, appraised: &Appraised) -> Result<Vec<String>, PublishError> {
    let read: BTreeSet<&str> = appraised
        .contents
        .iter()
        .flatten()
        .map(|content| content.sha256.as_str())
        .collect();
    let filled = publish::filled_in(&job.printing.out)?.into_iter();
    let unread = filled.filter(|file| !read.contains(file.sha256.as_str()));
    Ok(unread.map(|file| file.path).collect())
}

/// A book as it was read: what figures are made of.
struct Gathered {
    files: Vec<InputFile>,
    contents: Vec<Option<Digest>>,
    /// What was taken for granted of their bytes.
    encodings: Vec<Assumption>,
    tables: Vec<Table>,
    unread: Vec<Unread>,
    records: Records,
    findings: Vec<Finding>,
}

/// Reads a book of whose period there are rows, as far as its records.
fn gathered(job: &Job) -> Result<Gathered, RunError> {
    let book = book_read(job)?;
    has_rows(job, &book)?;
    Ok(book)
}

/// Reads the book as far as its records.
fn book_read(job: &Job) -> Result<Gathered, RunError> {
    let files = inputs(job)?;
    let reading = ReadOptions {
        encodings: encodings(&job.encodings, job.period, &files),
        ..job.reading.clone()
    };
    let reading_files = stage(Name::Read);
    let (contents, kinds, sheets, mut findings) = read_all(&files, &reading)?;
    reading_files.counts("files", files.len());
    reading_files.counts("rows", sheets.iter().map(|sheet| sheet.rows.len()).sum());
    drop(reading_files);
    let recognising = stage(Name::Recognise);
    let encodings = snapshot::encodings(&files, &kinds, &reading.encodings);
    recognise::unread_files(&mut findings, &files, &job.mapping);
    findings.extend(unexpected_files(job, &files));
    findings.extend(recognise::unused_encodings(&job.encodings, job.period, &files));
    let recognised = recognised(sheets, &job.mapping);
    findings.extend(recognised.findings);
    recognising.counts("rows", rows_of(&recognised.tables));
    drop(recognising);
    let reshaping = stage(Name::Reshape);
    let (mut tables, unshaped, found) = reshape(recognised.tables, &reshape_options(job));
    findings.extend(found);
    reshaping.counts("rows", rows_of(&tables));
    drop(reshaping);
    let recording = stage(Name::Records);
    let options = RecordOptions {
        period: job.period,
        manual: job.policy.manual_kpis(),
        catalogue: job.catalogue.clone(),
        words: job.words.clone(),
        same_number: job.same_number,
        restated: job.restated.clone(),
        currency: job.currency,
        date_order: job.date_order,
        year_start: job.year_start,
        is_year_named: job.is_year_named,
        timezone: job.timezone,
        optional: job.expected.optional(),
        closed: keeping::closed_orders(job)?,
        late_orders: job.policy.late_orders,
    };
    let (records, mut found) = records(&mut tables, &options).map_err(|error| no_roster(error, &findings))?;
    at_their_cells(places(&mut found), &tables);
    findings.extend(found);
    recording.counts("rows", counts(&records).into_values().sum());
    drop(recording);
    Ok(Gathered {
        files,
        contents,
        encodings,
        tables,
        unread: [recognised.unread, unshaped].concat(),
        records,
        findings,
    })
}

fn rows_of(tables: &[Table]) -> usize {
    tables.iter().map(|table| table.rows.len()).sum()
}

fn reshape_options(job: &Job) -> ReshapeOptions<'_> {
    ReshapeOptions {
        period: job.period,
        calendar: &job.calendar,
        date_order: job.date_order,
        timezone: job.timezone,
        currency: job.currency,
    }
}

/// What everyone reached. What is wrong with targets, and all that is told of rows once they are records, joins the book's findings.
fn measured(job: &Job, book: &mut Gathered) -> Vec<RepMeasures> {
    let _measuring = stage(Name::Measure);
    let Gathered {
        tables,
        records,
        findings,
        ..
    } = book;
    let (targets, mut found) = targets(records, rules(job).of_targets(), job.period);
    let (measures, of_measures) = measure(records, &targets, rules(job), job.period);
    found.extend(of_measures);
    found.extend(measure::checks(records, rules(job), &job.checks, job.period));
    found.extend(controls_that_differ(tables, &records.ledger));
    at_their_cells(places(&mut found), tables);
    findings.extend(found);
    measures
}

fn places(findings: &mut [Finding]) -> impl Iterator<Item = &mut Place> {
    findings.iter_mut().filter_map(|finding| finding.place.as_mut())
}

/// Breaks a year's targets down, and publishes the plan unless the job says otherwise.
pub fn plan(asked: &PlanJob) -> Result<PlanOutcome, RunError> {
    let job = &asked.job;
    let mut target = open(&job.printing)?;
    let Gathered {
        files,
        contents,
        tables,
        records,
        findings: read,
        ..
    } = book_read(job)?;
    let ground = plan::Ground {
        records: &records,
        rules: rules(job),
        year: asked.year,
        known: job.period,
    };
    let (planned, mut findings) = plan::plan(ground, &asked.settings);
    let changes = plan::changes(&planned.lines, ground);
    let concerns = planning::concerns(&tables, &asked.settings, changes.is_some());
    findings.extend(read.into_iter().filter(concerns));
    findings.extend(changes.as_deref().and_then(planning::differs));
    let rows = plan::rows(&planned, ground);
    let report = |findings| PlanReport {
        plan: &planned,
        rows: &rows,
        changes: changes.as_deref(),
        settings: &asked.settings,
        roster: &records.roster,
        period: asked.period(),
        company: &job.company,
        findings,
    };
    let figures = planning::figures(report(&[]))?;
    let (letters, found) = planning::letters(report(&[]), job, &PageCode::all(&figures.bytes))?;
    findings.extend(found);
    findings.sort();
    findings.dedup();
    let mut outcome = PlanOutcome {
        files: files.iter().map(|file| file.relative.clone()).collect(),
        reps: report(&[]).reps().len(),
        kpis: planned.kpis(),
        ..PlanOutcome::default()
    };
    if !(job.strict && job::fails_on(&findings, job.fail_on)) {
        let others = planning::documents(report(&findings), job)?;
        for document in [figures].iter().chain(&letters).chain(&others) {
            target.add(document)?;
        }
        let inputs = inputs_of(job, &files, &contents)?;
        let published = target.commit(&planning::provenance(asked, inputs, settings(job)))?;
        outcome.documents = published.documents;
        outcome.filled_in = published.kept;
    }
    outcome.findings = findings;
    Ok(outcome)
}

/// Reads the book, measures and scores; prints nothing yet.
pub fn appraise(job: &Job) -> Result<Appraised, RunError> {
    let mut book = gathered(job)?;
    let measures = measured(job, &mut book);
    let _scoring = stage(Name::Score);
    let Gathered {
        files,
        contents,
        encodings,
        tables,
        unread,
        records,
        mut findings,
    } = book;
    let lists = preflight(wanted(job), &tables, &records, &findings);
    let account = account(&tables, &unread, &records.ledger);
    let assumed = Assumed {
        tables: &tables,
        words: &records.assumed,
        encodings: &encodings,
        findings: &findings,
        account: &account,
    };
    let mut assumptions = snapshot::assumptions(assumed);
    let (changed, last) = since_before(job, &account, &mut assumptions, &findings);
    findings.extend(changed);
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
    let snapshot = Snapshot {
        form: snapshot::FORM,
        repcard: env!("CARGO_PKG_VERSION").into(),
        period: job.period,
        company: job.company.clone(),
        language: job.language,
        currency: job.currency,
        policy: job.policy.clone(),
        catalogue: job.catalogue.clone(),
        details: details(&records, rules(job).of_targets(), job.period),
        inputs: inputs_of(job, &files, &contents)?,
        account,
        assumptions,
        last,
        restated: None,
        settings: settings(job),
        appraisal,
        findings,
        excerpts,
    };
    let is_kept = job.publish && job.archive.is_some();
    Ok(Appraised {
        files,
        contents,
        rows: is_kept.then(|| figure_rows(&records, rules(job), job.period)),
        records: counts(&records),
        addresses: addresses(&records.roster, job.period),
        lists,
        codes: PageCode::all(&results.bytes),
        snapshot,
        results,
    })
}

/// Puts what lies in a published folder back into the archive of the book, as far as that can be.
pub fn restore(job: &Job, folder: &Path) -> Result<Option<Restored>, RunError> {
    restoring::restore(job, folder, &appraise)
}

/// What changed since the period before, where it is published, and what everyone had then; what was not taken for granted
/// then is marked.
fn since_before(
    job: &Job,
    account: &[TableAccount],
    assumptions: &mut [Assumption],
    told: &[Finding],
) -> (Vec<Finding>, Option<LastScores>) {
    let before = job.period.before();
    let Some(bytes) = publish::earlier(&job.before, snapshot::FILE) else {
        return (Vec::new(), None);
    };
    let Some(earlier) = Earlier::of_bytes(&bytes) else {
        let since = before.to_string();
        return (vec![Finding::general(Problem::EarlierUnread { since })], None);
    };
    if earlier.period != before {
        return (Vec::new(), None);
    }
    let now = Inputs { account, assumptions };
    let changed = snapshot::changes(now, &earlier, told);
    snapshot::mark(assumptions, &earlier);
    (changed, LastScores::of_bytes(&bytes))
}

/// Reads the book and tells what figures are made of, or what became of a row: by the same fold that a run makes them by.
pub fn explain(job: &Job, question: &Question) -> Result<Explanation, ExplainError> {
    let mut book = gathered(job)?;
    let measures = measured(job, &mut book);
    book.findings.sort();
    book.findings.dedup();
    let records = &book.records;
    // A figure that forbids to publish is explained as any other.
    let mut policy = job.policy.clone();
    if policy.missing == Missing::Fail {
        policy.missing = Missing::Exclude;
    }
    let appraisal = score(&measures, &records.roster, &policy, job.period).map_err(RunError::from)?;
    let of_reps = |cards: Vec<usize>, only: Option<Kpi>| {
        let cards = cards.into_iter();
        let cards: Vec<(RepKey, &Scorecard)> = cards
            .map(|at| (measures[at].rep, &appraisal.scorecards[at]))
            .collect();
        Answer::Reps {
            reps: explained(job, &book, &cards, only),
            only,
        }
    };
    let named = |kpi: &Option<String>| {
        let named = kpi.as_deref();
        named
            .map(|kpi| asked::kpi(kpi, &job.policy, &job.catalogue))
            .transpose()
    };
    let answer = match question {
        Question::Rep { rep, kpi } => {
            of_reps(vec![asked::rep(rep, &appraisal, &records.roster)?], named(kpi)?)
        }
        Question::Team { team, kpi } => of_reps(asked::team(team, &appraisal)?, named(kpi)?),
        Question::Row(row) => {
            let read = explained_rows::Read {
                tables: &book.tables,
                records,
                findings: &book.findings,
            };
            Answer::Rows(explained_rows::stories(row, read, rules(job), job.period)?)
        }
    };
    Ok(Explanation {
        period: job.period,
        published: published_then(job, &book, &appraisal)?,
        answer,
    })
}

/// The cards of reps, and what the figures asked for are made of: each figure of all of them in one pass over its rows.
fn explained(
    job: &Job,
    book: &Gathered,
    cards: &[(RepKey, &Scorecard)],
    only: Option<Kpi>,
) -> Vec<Explained> {
    let records = &book.records;
    let is_asked = |score: &&KpiScore| only.is_none_or(|kpi| kpi == score.kpi);
    let reps: BTreeSet<RepKey> = cards.iter().map(|(rep, _)| *rep).collect();
    let scores = cards.iter().flat_map(|(_, card)| &card.kpis).filter(is_asked);
    let kpis: BTreeSet<Kpi> = scores.map(|score| score.kpi).collect();
    let mut evidence = evidence(records, rules(job), (&reps, job.period), &kpis);
    // Where nothing is looked up, no row is looked for.
    if book.tables.iter().any(|table| !table.joins().is_empty()) {
        for (kpi, of_reps) in &mut evidence {
            let measured = job.catalogue.measured_by(*kpi);
            let dataset = job.catalogue.dataset_of(measured, &job.policy);
            let base = of_reps.values_mut().flat_map(|of| {
                let base = of.base.iter_mut().flat_map(|base| &mut base.rows);
                of.rows.iter_mut().chain(base)
            });
            for row in base {
                row.looked_up = explained_rows::places_looked_up(&book.tables, dataset, &row.place);
            }
        }
    }
    let derived = |kpi| derivations(records, rules(job).of_targets(), (&reps, kpi), job.period);
    let mut derivations: BTreeMap<Kpi, _> = kpis.iter().map(|kpi| (*kpi, derived(*kpi))).collect();
    let mut figure = |rep: RepKey, score: &KpiScore| {
        Some(ExplainedFigure {
            score: score.clone(),
            evidence: evidence.get_mut(&score.kpi)?.remove(&rep)?,
            derivation: derivations.get_mut(&score.kpi)?.remove(&rep),
        })
    };
    let explained = cards.iter().map(|&(rep, card)| Explained {
        card: card.clone(),
        figures: card
            .kpis
            .iter()
            .filter(is_asked)
            .filter_map(|score| figure(rep, score))
            .collect(),
    });
    explained.collect()
}

/// How inputs and figures of now compare with those that were published.
fn published_then(job: &Job, book: &Gathered, appraisal: &Appraisal) -> Result<PublishedThen, RunError> {
    let Some(last) = publish::last(&job.printing.out) else {
        return Ok(PublishedThen::Nothing);
    };
    let results = report::results::results(appraisal, &job.company)?;
    let now = inputs_of(job, &book.files, &book.contents)?.into_iter();
    let now: Contents = now.map(|input| (input.path, input.sha256)).collect();
    // Templates and fonts change no figure.
    let is_export = |input: &Fingerprint| input.path.starts_with("inbox/") || now.contains_key(&input.path);
    let then = last.inputs.into_iter().filter(is_export);
    let then: Contents = then.map(|input| (input.path, input.sha256)).collect();
    let (then, now) = ((&then, last.results.as_deref()), (&now, &*results.bytes));
    Ok(compared(then, now))
}

/// Where everybody's mail goes by the book as it is now.
pub fn addresses_of(job: &Job) -> Result<Addresses, RunError> {
    let book = book_read(job)?;
    Ok(addresses(&book.records.roster, job.period))
}

/// The characters of all documents that neither the company's face nor a bundled one has: they decide which further fonts
/// a run prints with.
pub fn rare_characters(job: &Job, appraised: &Appraised) -> Result<BTreeSet<char>, RunError> {
    let snapshot = &appraised.snapshot;
    let options = form_options(&job.printing, snapshot);
    let manuscripts = Manuscripts::new(&month(snapshot), &appraised.codes, &options)?;
    let (fonts, _) = leading_fonts(&job.printing)?;
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
    let snapshot = &appraised.snapshot;
    let options = form_options(&job.printing, snapshot);
    let Some(proof) = Proof::new(&month(snapshot), &appraised.codes, subject, &options)? else {
        return Ok(None);
    };
    let (fonts, unusable) = leading_fonts(&job.printing)?;
    let missing = &proof.missing_characters(&fonts) | rare;
    let (fonts, findings) = fallbacks(&job.printing, fonts, &missing);
    let mut printed = proof.print(&fonts)?;
    printed.findings.extend(unusable);
    printed.findings.extend(findings);
    Ok(Some(printed))
}

/// Reads files and tells what each was taken for. Where the settings speak of one sheet among several of a file, the
/// files are looked at together, as a run looks at them.
pub fn inspect(files: &[InputFile], inspecting: &Inspecting<'_>) -> Vec<Inspected> {
    let mut inspected = Vec::new();
    let mut sheets = Vec::new();
    let files = [files, inspecting.beside].concat();
    let asked = files.len() - inspecting.beside.len();
    for (at, readout) in read_each(&files, inspecting.reading).into_iter().enumerate() {
        let file = &files[at];
        let hidden = readout.sheets.iter().filter(|sheet| sheet.hidden);
        let hidden = hidden.filter_map(|sheet| sheet.source.sheet.clone()).collect();
        sheets.extend(readout.sheets);
        inspected.push(Inspected {
            path: file.relative.clone(),
            size: file.size(),
            kind: readout.kind,
            hidden,
            findings: readout.findings,
            is_beside: at >= asked,
            is_refused: readout.fault.as_ref().is_some_and(Fault::is_machine),
            readings: Vec::new(),
            first_rows: Vec::new(),
        });
    }
    let stands = Stands::of(&sheets);
    // Settings that match none of these files may well match others, so nothing is said about them.
    let (mut readings, _) = recognise::readings(sheets, inspecting.mapping);
    let RecordOptions {
        period,
        date_order,
        timezone,
        currency,
        ..
    } = *inspecting.records;
    let reshaping = ReshapeOptions {
        period,
        calendar: inspecting.calendar,
        date_order,
        timezone,
        currency,
    };
    let mut rows = Vec::new();
    for reading in &mut readings {
        let Some(table) = &mut reading.table else {
            rows.push(stands.of_unread(reading));
            continue;
        };
        reading.findings.extend(reshape_one(table, &reshaping).1);
        let tables = std::slice::from_mut(table);
        let understood = first_rows(tables, inspecting.records, inspecting.rows).pop();
        rows.push(stands.beside(table, understood.unwrap_or_default()));
    }
    for (reading, rows) in readings.into_iter().zip(rows) {
        let file = inspected.iter_mut().find(|file| file.path == reading.source.file);
        let Some(file) = file else { continue };
        file.hidden
            .retain(|name| reading.source.sheet.as_ref() != Some(name));
        file.readings.push(reading);
        file.first_rows.push(rows);
    }
    inspected
}

/// The first rows of sheets as they stand in their files, before anything is made of them.
struct Stands(BTreeMap<Arc<Source>, Vec<Row>>);

impl Stands {
    /// So many rows of each sheet are kept: more than stand above the data of any but the strangest.
    const MOST: usize = 1000;

    fn of(sheets: &[Sheet]) -> Self {
        let rows = sheets.iter().map(|sheet| {
            let first = sheet.rows.iter().take(Self::MOST).cloned();
            (Arc::clone(&sheet.source), first.collect())
        });
        Self(rows.collect())
    }

    /// The first rows of a sheet, or a part of one, that was not read.
    fn of_unread(&self, reading: &Reading) -> Vec<InspectedRow> {
        const SHOWN: usize = 20;
        let rows = self.0.get(&reading.source).into_iter().flatten();
        let rows = rows.filter(|row| (reading.first_row..=reading.last_row).contains(&row.number));
        let rows = rows.take(SHOWN).map(|row| InspectedRow {
            stands: row.clone(),
            understood: FirstRow::unread(row.clone()),
        });
        rows.collect()
    }

    /// Rows of a table with the same as they stand; those further down as their table has them.
    fn beside(&self, table: &Table, rows: Vec<FirstRow>) -> Vec<InspectedRow> {
        let known = self.0.get(&table.source).map_or(&[][..], Vec::as_slice);
        let beside = rows.into_iter().map(|understood| {
            let number = understood.row.number;
            let at = known.binary_search_by_key(&number, |row| row.number);
            let stands = at.ok().and_then(|at| known.get(at));
            InspectedRow {
                stands: stands.unwrap_or(&understood.row).clone(),
                understood,
            }
        });
        beside.collect()
    }
}

fn inputs(job: &Job) -> Result<Vec<InputFile>, RunError> {
    let mut files = read::list(&job.printing.book, job.period).map_err(|error| {
        let (inbox, reason) = match error {
            ReadError::NoInbox(inbox) => (inbox, None),
            ReadError::Unreadable { inbox, source } => (inbox, Some(source.to_string())),
        };
        Unusable::NoInbox { inbox, reason }
    })?;
    if let Some(only) = &job.only {
        files.retain(|file| only.contains(&file.relative));
    }
    if files.is_empty() {
        let inbox = job.printing.book.join("inbox");
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
type AllRead = (
    Vec<Option<Digest>>,
    Vec<Option<FileKind>>,
    Vec<Sheet>,
    Vec<Finding>,
);

/// Reads the files side by side; what each held, its sheets and findings come in the order of the files.
fn read_all(files: &[InputFile], options: &ReadOptions) -> Result<AllRead, RunError> {
    let mut read = read_each(files, options);
    let faults = read.iter_mut().map(|readout| readout.fault.take());
    refused(files.iter().zip(faults))?;
    let (mut contents, mut kinds) = (Vec::new(), Vec::new());
    let (mut sheets, mut findings) = (Vec::new(), Vec::new());
    for readout in read {
        contents.push(readout.content);
        kinds.push(readout.kind);
        sheets.extend(readout.sheets);
        findings.extend(readout.findings);
    }
    Ok((contents, kinds, sheets, findings))
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

fn wanted(job: &Job) -> Wanted<'_> {
    Wanted {
        period: job.period,
        policy: &job.policy,
        catalogue: &job.catalogue,
        expected: &job.expected,
        ages: &job.ages,
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
fn has_rows(job: &Job, book: &Gathered) -> Result<(), RunError> {
    let Gathered {
        files,
        tables,
        records,
        findings: found,
        ..
    } = book;
    let mut lists = job.catalogue.lists().filter(|list| list.is_of_period());
    if lists.any(|list| records.has_rows(list.dataset, job.period)) {
        return Ok(());
    }
    let known = records.coverage.iter();
    let known = known.filter_map(|(dataset, known)| known.reach.map(|(first, last)| (*dataset, first, last)));
    let is_of_period = |file: &&InputFile| file.scope == Scope::Own && file.relative.matches('/').count() > 1;
    let mut findings = found.clone();
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
        lists: preflight(wanted(job), tables, records, found),
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
    let count = |dataset: &Dataset| match *dataset {
        Dataset::ROSTER => records.roster.iter().count(),
        Dataset::TARGETS => records.targets.len(),
        Dataset::ORDERS => records.orders.len(),
        Dataset::VISITS => records.visits.len(),
        Dataset::CALLS => records.calls.len(),
        Dataset::CUSTOMERS => records.customers.len(),
        Dataset::REQUESTS => records.requests.len(),
        Dataset::REPORTS => records.reports.len(),
        Dataset::CONDUCT => records.conduct.len(),
        Dataset::SCORES => records.scores.len() + records.remarks.len(),
        own => records.lists.get(&own).map_or(0, Vec::len),
    };
    records
        .present
        .iter()
        .map(|dataset| (*dataset, count(dataset)))
        .collect()
}

/// Every file as it was when it was read; one that only a finding came of is looked at now.
fn inputs_of(
    job: &Job,
    files: &[InputFile],
    contents: &[Option<Digest>],
) -> Result<Vec<snapshot::Input>, RunError> {
    let fingerprint = |(file, content): (&InputFile, &Option<Digest>)| match content {
        Some(content) => Ok(Fingerprint::new(&file.relative, content.clone())),
        None => Fingerprint::of_file(&job.printing.book, &file.relative).map_err(|error| RunError::Input {
            file: file.relative.clone(),
            reason: error.to_string(),
        }),
    };
    let readable = files
        .iter()
        .zip(contents)
        .filter(|(file, _)| file.damage.is_none());
    let mut files = readable.map(fingerprint).collect::<Result<Vec<_>, _>>()?;
    files.extend(job.settings_files.iter().cloned());
    let input = |Fingerprint { path, size, sha256 }| snapshot::Input { path, size, sha256 };
    let mut inputs: Vec<snapshot::Input> = files.into_iter().map(input).collect();
    inputs.sort();
    inputs.dedup();
    Ok(inputs)
}

/// The settings as resolved.
fn settings(job: &Job) -> serde_json::Value {
    let mut settings = serde_json::json!({
        "company": job.company,
        "language": job.language,
        "book": {
            "date_order": job.date_order,
            "encodings": job.encodings,
            "timezone": job.timezone.map(|zone| zone.to_string()),
        },
        "print": { "duplex": job.printing.duplex, "talks": job.printing.talks },
        "calendar": job.own_days,
        "limits": job.reading.limits,
        "inputs": job.mapping.inputs,
        "words": job.words.columns(),
        "orders": { "same_number": job.same_number },
        "restated": job.restated,
        "expect": job.expected,
        "check": job.checks.iter().map(check).collect::<Vec<_>>(),
        "currency": job.currency.map(Currency::code),
        "rates": rates(job),
        "scale": job.mapping.scales.iter().map(|(file, scale)| (file.as_str(), scale)).collect::<BTreeMap<_, _>>(),
        "policy": job.policy,
    });
    if let Some(start) = job.year_start {
        settings["book"]["fiscal_year"] = serde_json::json!(start);
    }
    settings
}

fn check(check: &catalogue::Check) -> serde_json::Value {
    serde_json::json!({
        "dataset": check.dataset,
        "where": check.written,
        "severity": check.severity,
        "message": check.message,
    })
}

fn rates(job: &Job) -> BTreeMap<&'static str, Decimal> {
    let rates = job.mapping.rates.iter();
    rates.map(|(currency, rate)| (currency.code(), *rate)).collect()
}
