//! What was run of a book, and when: a line as a run begins and another as it ends, in `.repcard/runs.jsonl`.
//!
//! A log, and the only place beside what is printed where a clock is seen. It holds counts and no names. A run that was killed
//! has no second line.

use super::send::SendError;
use super::settings::Event;
use chrono::{DateTime, FixedOffset, Local, SubsecRound, Utc};
use repcard::deliver::Report;
use repcard::job::Outcome;
use repcard::model::{Period, Severity};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where a book keeps what it remembers of its runs.
pub(super) const FOLDER: &str = ".repcard";
const FILE: &str = "runs.jsonl";

/// How much of the file is looked at from its end: thousands of runs.
const LATEST_BYTES: u64 = 1024 * 1024;

/// What a line says happened.
const BEGAN: &str = "began";
const ENDED: &str = "ended";

/// A run as it began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Began {
    /// What it is called.
    pub(super) run: String,
    /// When.
    pub(super) at: DateTime<FixedOffset>,
    /// The period.
    pub(super) period: String,
    /// The version of repcard.
    pub(super) repcard: String,
    /// The process.
    pub(super) process: u32,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Ended {
    /// What it is called.
    run: String,
    /// When.
    pub(super) at: DateTime<FixedOffset>,
    /// How long it took.
    pub(super) seconds: f64,
    /// The exit code.
    pub(super) exit: u8,
    /// What it did, where anything came of it.
    #[serde(default)]
    pub(super) did: Did,
}

/// What came of a run, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Did {
    /// Findings of each severity.
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
    /// How many reps have a scorecard.
    pub(super) scorecards: usize,
    /// How many documents were published; none where nothing was.
    pub(super) documents: usize,
    /// How many mails went out, and how many that should have did not.
    #[serde(default)]
    pub(super) mails: usize,
    #[serde(default)]
    pub(super) mails_unsent: usize,
}

impl Did {
    /// What a run came to; its mail may have come to nothing at all.
    pub(super) fn of(outcome: &Outcome, mail: Option<&Result<Report, SendError>>) -> Self {
        let count = |severity| {
            let findings = outcome.findings.iter();
            findings.filter(|finding| finding.severity == severity).count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            scorecards: outcome.scorecards,
            documents: outcome.documents.len(),
            mails: mail.map_or(0, |mail| mail.as_ref().map_or(0, |report| report.sent)),
            mails_unsent: mail.map_or(0, |mail| mail.as_ref().map_or(1, |report| report.unsent.len())),
        }
    }
}

/// A run that is recorded as begun.
pub(super) struct Begun {
    path: PathBuf,
    run: String,
    started: Instant,
}

/// Records that a run of a book begins.
pub(super) fn begin(book: &Path, run: &str, period: Period) -> io::Result<Begun> {
    let folder = book.join(FOLDER);
    make_private(&folder)?;
    let process = std::process::id();
    let begun = Begun {
        path: folder.join(FILE),
        run: run.to_owned(),
        started: Instant::now(),
    };
    let began = Began {
        run: run.to_owned(),
        at: now(),
        period: period.to_string(),
        repcard: env!("CARGO_PKG_VERSION").to_owned(),
        process,
    };
    begun.write(BEGAN, serde_json::to_value(began)?)?;
    Ok(begun)
}

impl Begun {
    /// Records how it ended; where nothing came of it, it did nothing.
    pub(super) fn end(self, exit: u8, did: Option<Did>) -> io::Result<()> {
        let milliseconds = self.started.elapsed().as_millis();
        let ended = Ended {
            run: self.run.clone(),
            at: now(),
            seconds: milliseconds as f64 / 1000.0,
            exit,
            did: did.unwrap_or_default(),
        };
        self.write(ENDED, serde_json::to_value(ended)?)
    }

    /// A whole line in one write, so that lines of two runs never mix. The file is not kept open: files may be few.
    fn write(&self, event: &str, mut line: Value) -> io::Result<()> {
        line["event"] = event.into();
        let text = line.to_string() + "\n";
        let mut file = opened(&self.path)?;
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

/// `20261103T063000Z-4711`: what tells one run from another, in logs too.
pub(super) fn run_id() -> String {
    format!("{}-{}", Utc::now().format("%Y%m%dT%H%M%SZ"), std::process::id())
}

/// What is told to others of how a run ended: counts and ids.
pub(super) fn summary(run: &str, period: Period, exit: u8, did: Option<&Did>) -> (Event, Value) {
    let (name, event) = match exit {
        0 => Event::ALL[0],
        1 => Event::ALL[1],
        _ => Event::ALL[2],
    };
    let nothing = Did::default();
    let did = did.unwrap_or(&nothing);
    let summary = json!({
        "event": name,
        "run": run,
        "period": period.to_string(),
        "exit": exit,
        "findings": { "error": did.errors, "warning": did.warnings, "info": did.infos },
        "scorecards": did.scorecards,
        "documents": did.documents,
        "mail": { "sent": did.mails, "unsent": did.mails_unsent },
    });
    (event, summary)
}

fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset().trunc_subsecs(0)
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn opened(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// What is known of a book's latest runs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Latest {
    /// The last one that ended.
    pub(super) last: Option<(Began, Ended)>,
    /// The last one that published.
    pub(super) published: Option<(Began, Ended)>,
    /// One that began since and has not ended: it is running, or was killed.
    pub(super) unfinished: Option<Began>,
}

/// Reads what is recorded of a book; nothing where no run ever was.
pub(super) fn latest(book: &Path) -> Result<Latest, (PathBuf, io::Error)> {
    let path = book.join(FOLDER).join(FILE);
    match tail(&path) {
        Ok(text) => Ok(latest_of(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Latest::default()),
        Err(error) => Err((path, error)),
    }
}

fn tail(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LATEST_BYTES)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Lines that are no whole ones, as a full disk leaves them, tell nothing.
fn latest_of(text: &str) -> Latest {
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut begun: Vec<Began> = Vec::new();
    let mut latest = Latest::default();
    for line in lines {
        match line["event"].as_str() {
            Some(BEGAN) => begun.extend(serde_json::from_value::<Began>(line)),
            Some(ENDED) => {
                let Ok(ended) = serde_json::from_value::<Ended>(line) else {
                    continue;
                };
                let Some(at) = begun.iter().position(|began| began.run == ended.run) else {
                    continue;
                };
                let run = (begun.remove(at), ended);
                if run.1.did.documents > 0 {
                    latest.published = Some(run.clone());
                }
                latest.last = Some(run);
            }
            _ => {}
        }
    }
    let is_since = |began: &Began| latest.last.as_ref().is_none_or(|(last, _)| last.at <= began.at);
    latest.unfinished = begun.pop().filter(is_since);
    latest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn began(run: &str, at: &str) -> String {
        format!(
            "{{\"event\":\"began\",\"run\":\"{run}\",\"at\":\"2026-11-0{at}T06:30:00+08:00\",\"period\":\"2026-10\",\"repcard\":\"0.1.0\",\"process\":7}}\n"
        )
    }

    fn ended(run: &str, at: &str, documents: usize) -> String {
        format!(
            "{{\"event\":\"ended\",\"run\":\"{run}\",\"at\":\"2026-11-0{at}T06:30:05+08:00\",\"seconds\":5.25,\"exit\":1,\"did\":{{\"errors\":2,\"warnings\":3,\"infos\":0,\"scorecards\":9,\"documents\":{documents}}}}}\n"
        )
    }

    #[test]
    fn the_latest_runs_are_told_from_whatever_lines_there_are() {
        let text = [
            began("a", "3"),
            ended("a", "3", 12),
            began("b", "4"),
            ended("b", "4", 0),
            "{\"event\":\"beg".to_owned(),
        ];
        let latest = latest_of(&text.concat());
        assert_eq!(latest.last.as_ref().unwrap().0.run, "b");
        assert_eq!(latest.published.unwrap().0.run, "a");
        assert_eq!(latest.unfinished, None);
        let killed = latest_of(&[&text[..4].concat(), began("c", "5").as_str()].concat());
        assert_eq!(killed.unfinished.unwrap().run, "c");
        assert_eq!(killed.last.unwrap().1.seconds.to_string(), "5.25");
        assert_eq!(latest_of(""), Latest::default());
    }
}
