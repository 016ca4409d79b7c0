//! Parcels → mails on their way, each at most once; and what became of each.

use super::journal::{Event, Journal, JournalError, Line, Standing};
use super::letter::{Letter, Stamp, letter};
use super::parcels::{Parcel, Role, Unaddressed, parcels};
use super::settings::{MailSettings, Password};
use super::smtp::{Failure, Server};
use crate::model::{Language, Period};
use crate::publish::{self, Fingerprint};
use crate::records::Addresses;
use crate::report::Document;
use crate::snapshot::{self, Snapshot};
use crate::stage::{Name, stage};
use chrono::{DateTime, FixedOffset, NaiveTime};
use std::path::{Path, PathBuf};

/// Whose mail is meant; everybody's where nobody is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The reps of these numbers.
    pub reps: Vec<String>,
    /// The managers of these teams.
    pub teams: Vec<String>,
    /// The director.
    pub director: bool,
    /// Whoever mends the data.
    pub data: bool,
}

impl Selection {
    /// Whether anybody is named.
    pub fn is_stated(&self) -> bool {
        *self != Self::default()
    }

    fn has(&self, parcel: &Parcel) -> bool {
        let is_named = match parcel.role {
            Role::Rep => self.reps.contains(&parcel.who),
            Role::Manager => self.teams.contains(&parcel.who),
            Role::Director => self.director,
            Role::Data => self.data,
        };
        is_named || !self.is_stated()
    }
}

/// What is to be sent.
pub struct Order<'a> {
    /// The published folder.
    pub folder: &'a Path,
    /// Where the journal lies.
    pub journal: &'a Path,
    /// The settings.
    pub settings: &'a MailSettings,
    /// What is said to the server beside the user's name.
    pub password: Option<&'a Password>,
    /// Where everybody's mail goes.
    pub addresses: &'a Addresses,
    /// Whose mail is meant.
    pub selection: &'a Selection,
    /// Whether what was sent, or may have been, goes once more.
    pub again: bool,
    /// Whether only what was refused for now is tried.
    pub only_deferred: bool,
    /// The clock, which messages and the journal state.
    pub now: &'a dyn Fn() -> DateTime<FixedOffset>,
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There is nowhere to send it.
    Unaddressed(Unaddressed),
    /// The server does not take it; perhaps later.
    Refused {
        /// What it says.
        reply: String,
        /// Whether it may well take it later.
        is_for_now: bool,
    },
    /// It was begun, and nobody knows whether it arrived.
    Doubtful(String),
    /// The server cannot be talked to.
    Unreachable(String),
    /// Its files are larger than the settings allow, in bytes.
    TooLarge(u64),
    /// A file is no longer as it was published.
    Changed(String),
    /// No message can be made of it.
    Unwritable(String),
}

/// A mail that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// As whom somebody should get it.
    pub role: Role,
    /// A rep's number or a team's name.
    pub who: String,
    /// The address, where there is one.
    pub to: Option<String>,
    /// Why not.
    pub why: Why,
}

/// What became of the mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many went out now; of a dry run, would.
    pub sent: usize,
    /// How many had gone out before.
    pub before: usize,
    /// Those that did not.
    pub unsent: Vec<Unsent>,
    /// Those named in the selection that nothing is for.
    pub unknown: Vec<String>,
}

/// Why nothing can be sent.
#[derive(Debug)]
pub enum DeliverError {
    /// Nothing is published there.
    NothingPublished(PathBuf),
    /// What is published there cannot be read.
    Unreadable(PathBuf),
    /// The journal cannot be kept.
    Journal(JournalError),
}

impl From<JournalError> for DeliverError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

/// What is known of a published folder.
struct Published {
    period: Period,
    language: Language,
    parcels: Vec<Parcel>,
}

fn published(order: &Order<'_>) -> Result<Published, DeliverError> {
    let folder = || order.folder.to_owned();
    let files = publish::last(order.folder).ok_or_else(|| DeliverError::NothingPublished(folder()))?;
    let bytes = publish::earlier(order.folder, snapshot::FILE);
    let bytes = bytes.ok_or_else(|| DeliverError::Unreadable(folder().join(snapshot::FILE)))?;
    // A folder whose snapshot somebody changed says nothing about whose form is whose.
    let is_published = files
        .outputs
        .contains(&Fingerprint::of_bytes(snapshot::FILE, &bytes));
    let snapshot = Snapshot::of_bytes(&bytes).ok().filter(|_| is_published);
    let snapshot = snapshot.ok_or_else(|| DeliverError::Unreadable(folder().join(snapshot::FILE)))?;
    Ok(Published {
        period: snapshot.period,
        language: snapshot.language,
        parcels: parcels(&snapshot, &files.outputs, order.addresses, order.settings),
    })
}

/// Sends what has not been sent. One that fails stops no other, unless the journal cannot be kept.
pub fn send(order: &Order<'_>) -> Result<Report, DeliverError> {
    let published = published(order)?;
    let mut journal = Journal::open(order.journal)?;
    let mut server = Server::new(order.settings, order.password);
    let mailing = stage(Name::Mail);
    let mut report = started(&published.parcels, order);
    let mut out_of_reach = None;
    let period = published.period.to_string();
    for parcel in published
        .parcels
        .iter()
        .filter(|parcel| order.selection.has(parcel))
    {
        let key = parcel.key(&period);
        let why = match (journal.standing(&key), order.again) {
            (Standing::Sent, false) => {
                report.before += 1;
                continue;
            }
            (Standing::New | Standing::Refused, _) if order.only_deferred => continue,
            (Standing::Doubtful, false) => Err(Why::Doubtful(String::new())),
            _ => match &out_of_reach {
                Some(reason) => Err(Why::Unreachable(String::clone(reason))),
                None => one(parcel, &key, &published, (&mut journal, &mut server), order)?,
            },
        };
        match why {
            Ok(()) => report.sent += 1,
            Err(why) => {
                if let Why::Unreachable(reason) = &why {
                    out_of_reach = Some(reason.clone());
                }
                report.unsent.push(unsent(parcel, why));
            }
        }
    }
    mailing.counts("documents", report.sent);
    Ok(report)
}

/// Sends one mail. The outer error ends everything.
fn one(
    parcel: &Parcel,
    key: &str,
    published: &Published,
    (journal, server): (&mut Journal, &mut Server<'_>),
    order: &Order<'_>,
) -> Result<Result<(), Why>, JournalError> {
    let period = published.period.to_string();
    let stamp = Stamp {
        key,
        version: journal.version(parcel, &period),
        before: journal.times(key),
        date: (order.now)(),
        language: published.language,
    };
    let letter = match written(parcel, stamp, order) {
        Ok(letter) => letter,
        Err(why) => return Ok(Err(why)),
    };
    let line = |event, reply: &str| Line {
        event,
        at: (order.now)(),
        key: key.to_owned(),
        period: period.clone(),
        role: parcel.role,
        who: parcel.who.clone(),
        to: parcel.to.clone().unwrap_or_default(),
        content: parcel.content(),
        message_id: letter.id.clone(),
        reply: reply.to_owned(),
        is_for_now: false,
    };
    let given = match server.offer(&letter) {
        Ok(()) => {
            journal.write(line(Event::Sending, ""))?;
            server.give(&letter)
        }
        Err(failure) => Err(failure),
    };
    Ok(match given {
        Ok(reply) => {
            journal.write(line(Event::Sent, &reply))?;
            Ok(())
        }
        Err(Failure::Refused { reply, is_for_now }) => {
            journal.write(Line {
                is_for_now,
                ..line(Event::Refused, &reply)
            })?;
            Err(Why::Refused { reply, is_for_now })
        }
        Err(Failure::Doubtful(reason)) => Err(Why::Doubtful(reason)),
        Err(Failure::Unreachable(reason)) => Err(Why::Unreachable(reason)),
    })
}

/// The message of a parcel, of files as they were published.
fn written(parcel: &Parcel, stamp: Stamp<'_>, order: &Order<'_>) -> Result<Letter, Why> {
    if let Err(unaddressed) = &parcel.to {
        return Err(Why::Unaddressed(unaddressed.clone()));
    }
    if parcel.size() > order.settings.largest {
        return Err(Why::TooLarge(parcel.size()));
    }
    let mut files = Vec::new();
    for attachment in &parcel.attachments {
        let path = &attachment.file.path;
        let bytes = publish::earlier(order.folder, path);
        let sound = bytes.filter(|bytes| Fingerprint::of_bytes(path.as_str(), bytes) == attachment.file);
        files.push(sound.ok_or_else(|| Why::Changed(path.clone()))?);
    }
    letter(parcel, files, order.settings, stamp).map_err(Why::Unwritable)
}

/// What would be sent, as files that mail programs open. Their date is the period's last day, so that they are the same on
/// any day; the journal is not looked at, so that they are first versions.
pub fn drafts(order: &Order<'_>) -> Result<(Vec<Document>, Report), DeliverError> {
    let published = published(order)?;
    let mut report = started(&published.parcels, order);
    let mut drafts = Vec::new();
    let period = published.period.to_string();
    let midnight = published.period.last_day().and_time(NaiveTime::MIN);
    let mut number = 0;
    for parcel in published
        .parcels
        .iter()
        .filter(|parcel| order.selection.has(parcel))
    {
        number += 1;
        let stamp = Stamp {
            key: &parcel.key(&period),
            version: 1,
            before: 0,
            date: midnight.and_utc().fixed_offset(),
            language: published.language,
        };
        match written(parcel, stamp, order) {
            Ok(letter) => {
                report.sent += 1;
                drafts.push(Document {
                    path: format!("{number:03}-{}.eml", parcel.role.id()),
                    bytes: letter.bytes,
                });
            }
            Err(why) => report.unsent.push(unsent(parcel, why)),
        }
    }
    Ok((drafts, report))
}

fn unsent(parcel: &Parcel, why: Why) -> Unsent {
    Unsent {
        role: parcel.role,
        who: parcel.who.clone(),
        to: parcel.to.clone().ok(),
        why,
    }
}

/// A report that names whom nothing is for.
fn started(parcels: &[Parcel], order: &Order<'_>) -> Report {
    let is_there = |role, who: &String| {
        parcels
            .iter()
            .any(|parcel| parcel.role == role && parcel.who == *who)
    };
    let Selection { reps, teams, .. } = order.selection;
    let reps = reps.iter().filter(|rep| !is_there(Role::Rep, rep));
    let teams = teams.iter().filter(|team| !is_there(Role::Manager, team));
    Report {
        unknown: reps.chain(teams).cloned().collect(),
        ..Report::default()
    }
}
