//! What was mailed: a line before a server has a message whole, and one when it has answered. Appended, never rewritten.

use super::parcels::{Parcel, Role};
use crate::model::Language;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const FILE: &str = "mail.jsonl";

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Event {
    /// The server is about to be given the message whole. Where nothing follows, nobody knows whether it was.
    Sending,
    /// The server took it.
    Sent,
    /// The server did not take it.
    Refused,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) event: Event,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) key: String,
    pub(super) period: String,
    pub(super) role: Role,
    pub(super) who: String,
    pub(super) to: String,
    pub(super) content: String,
    pub(super) message_id: String,
    /// What the server said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) reply: String,
    /// Whether the server may well take it later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_for_now: bool,
}

/// Why the journal cannot be kept; nothing is mailed then.
#[derive(Debug)]
pub enum JournalError {
    /// Another process is mailing.
    Busy(PathBuf),
    /// A line is none that repcard wrote.
    Spoilt(PathBuf, usize),
    /// The machine failed.
    Io(PathBuf, io::Error),
}

impl JournalError {
    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Busy(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：另一个 repcard 正在发邮件；请等它结束后再发"),
                    format!(
                        "{path}: another run of repcard is sending mail; send again when it has finished"
                    ),
                )
            }
            Self::Spoilt(path, line) => {
                let path = path.display();
                language.pick(
                    format!("{path}:{line}：这一行不是 repcard 写的，无法知道哪些邮件已经发过，因此什么都没有发送；请从备份恢复此文件"),
                    format!("{path}:{line}: repcard did not write this line, so it cannot be known which mails went out, and none was sent; restore the file from a backup"),
                )
            }
            Self::Io(path, error) => {
                let path = path.display();
                language.pick(
                    format!("{path}：{error}；发送记录写不了就不发送，请检查权限和磁盘"),
                    format!("{path}: {error}; without a record nothing is sent: check permissions and disk"),
                )
            }
        }
    }
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Never tried.
    New,
    /// Tried in vain, and not for good.
    Deferred,
    /// Tried in vain.
    Refused,
    /// Taken by the server.
    Sent,
    /// Begun, and the end is not known.
    Doubtful,
}

/// The journal, which this process alone holds.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    lines: Vec<Line>,
}

impl Journal {
    /// Opens the journal in a folder, which is made where it is missing. A line that a kill cut off is taken away: what it
    /// would have said had not happened yet, or is a doubt without it.
    pub(super) fn open(folder: &Path) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let io = |error| JournalError::Io(path.clone(), error);
        make_private(folder).map_err(io)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Busy(path)),
            Err(TryLockError::Error(error)) => return Err(JournalError::Io(path, error)),
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(io)?;
        let whole = text
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        if whole < text.len() {
            file.set_len(whole as u64).map_err(io)?;
            text.truncate(whole);
        }
        file.seek(SeekFrom::End(0)).map_err(io)?;
        let lines = parsed(&text).map_err(|line| JournalError::Spoilt(path.clone(), line))?;
        Ok(Self { path, file, lines })
    }

    /// Writes a line; it is on the disk when this returns.
    pub(super) fn write(&mut self, line: Line) -> Result<(), JournalError> {
        let io = |error| JournalError::Io(self.path.clone(), error);
        let text = serde_json::to_string(&line).map_err(|error| io(error.into()))? + "\n";
        self.file.write_all(text.as_bytes()).map_err(io)?;
        self.file.sync_data().map_err(io)?;
        self.lines.push(line);
        Ok(())
    }

    /// Where the mail of that key stands.
    pub(super) fn standing(&self, key: &str) -> Standing {
        standing(self.lines.iter().filter(|line| line.key == key))
    }

    /// How often the server was given the mail of that key, as far as is known: taken, or in doubt.
    pub(super) fn times(&self, key: &str) -> usize {
        let of_key = || self.lines.iter().filter(|line| line.key == key);
        let of = |event| of_key().filter(|line| line.event == event).count();
        of(Event::Sending).saturating_sub(of(Event::Refused))
    }

    /// Which version of a parcel's content its address gets: 1 where it had none before, as far as is known.
    pub(super) fn version(&self, parcel: &Parcel, period: &str) -> usize {
        let to = parcel.to.as_deref().unwrap_or_default();
        let is_same = |line: &&Line| {
            line.period == period
                && line.role == parcel.role
                && line.who == parcel.who
                && line.to.eq_ignore_ascii_case(to)
        };
        let mut others: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
        let content = parcel.content();
        for line in self
            .lines
            .iter()
            .filter(is_same)
            .filter(|line| line.content != content)
        {
            others.entry(&line.content).or_default().push(line);
        }
        let had = others.into_values().map(|lines| standing(lines.into_iter()));
        let had = had.filter(|standing| matches!(standing, Standing::Sent | Standing::Doubtful));
        had.count() + 1
    }
}

fn standing<'a>(lines: impl Iterator<Item = &'a Line>) -> Standing {
    let mut is_sent = false;
    let mut last = Standing::New;
    for line in lines {
        last = match line.event {
            Event::Sending => Standing::Doubtful,
            Event::Sent => Standing::Sent,
            Event::Refused if line.is_for_now => Standing::Deferred,
            Event::Refused => Standing::Refused,
        };
        is_sent |= line.event == Event::Sent;
    }
    // What arrived once has arrived, whatever became of sending it again.
    if is_sent { Standing::Sent } else { last }
}

/// The lines of a text that ends with a line; an error is the number of one that is none.
fn parsed(text: &[u8]) -> Result<Vec<Line>, usize> {
    let lines = text.split(|byte| *byte == b'\n').enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty());
    lines
        .map(|(at, line)| serde_json::from_slice(line).map_err(|_| at + 1))
        .collect()
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// How many mails of the latest period that any was of stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// The period.
    pub period: String,
    /// Taken by the server.
    pub sent: usize,
    /// Tried in vain.
    pub refused: usize,
    /// Begun, and the end is not known.
    pub doubtful: usize,
}

/// How mails stand by the journal in a folder, without opening it for writing; none where nothing was ever mailed.
pub fn counts(folder: &Path) -> Result<Option<Counts>, JournalError> {
    let path = folder.join(FILE);
    let mut text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| JournalError::Io(path.clone(), error))?,
    };
    let whole = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    text.truncate(whole);
    let lines = parsed(&text).map_err(|line| JournalError::Spoilt(path, line))?;
    let Some(period) = lines.last().map(|line| line.period.clone()) else {
        return Ok(None);
    };
    // Of several versions the last one counts: what came of earlier ones matters to nobody any more.
    let of_period = || lines.iter().filter(|line| line.period == period);
    let latest: BTreeMap<(Role, &str, &str), &str> = of_period()
        .map(|line| ((line.role, &*line.who, &*line.to), &*line.key))
        .collect();
    let mut counts = Counts {
        period: period.clone(),
        ..Counts::default()
    };
    for key in latest.into_values() {
        match standing(of_period().filter(|line| line.key == key)) {
            Standing::Sent => counts.sent += 1,
            Standing::Refused | Standing::Deferred => counts.refused += 1,
            Standing::Doubtful => counts.doubtful += 1,
            Standing::New => {}
        }
    }
    Ok(Some(counts))
}
