//! `repcard schedule`: what a scheduler needs to run a book each month, as systemd's units or as lines of a crontab.

mod cron;
mod systemd;

use super::config::Scheduling;
use super::console::{self, Console};
use super::{Exit, unprinted};
use repcard::publish;
use std::path::PathBuf;

/// What is to be run, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The program, by its whole path.
    pub program: String,
    /// The book, by its whole path.
    pub book: String,
    /// A short name for it that every file system takes.
    pub name: String,
    /// The number of the book's owner, who runs it; none where the system knows no such thing.
    pub owner: Option<u32>,
    /// The day of the month, from 1 to 28.
    pub day: u32,
    /// The time of that day.
    pub hour: u32,
    /// The minute of that hour.
    pub minute: u32,
    /// Whether a run mails what it published.
    pub mails: bool,
    /// Whether it goes to the network for any reason.
    pub needs_network: bool,
    /// Whether it needs the password of a mail server that stands in no file of the settings.
    pub needs_password: bool,
}

/// Prints what is asked for, or writes it into a folder.
pub(super) fn schedule(asked: &Scheduling, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let files = if asked.as_units {
        systemd::units(&asked.plan, language)
    } else {
        vec![(
            format!("{}.cron", asked.plan.name),
            cron::lines(&asked.plan, language),
        )]
    };
    let Some(folder) = &asked.output else {
        let several = files.len() > 1;
        let texts = files.into_iter().map(|(name, text)| {
            if several {
                format!("# /etc/systemd/system/{name}\n{text}\n")
            } else {
                text
            }
        });
        let text = texts.collect::<Vec<_>>().concat();
        return match console::document(text.as_bytes()) {
            Ok(()) => Exit::Done,
            Err(error) => unprinted(console, &error),
        };
    };
    for (name, text) in files {
        let path: PathBuf = folder.join(name);
        if let Err(error) = publish::single(&path, text.as_bytes()) {
            console.failure(&error.message(language));
            return Exit::Machine;
        }
        console.note(&path.display().to_string());
    }
    Exit::Done
}

/// A name of letters, digits and hyphens: that of the folder where it is such a one.
pub(super) fn name(folder: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let name: String = folder.chars().map(plain).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "repcard".to_owned()
    } else {
        format!("repcard-{}", parts.join("-"))
    }
}
