//! Old results: which of a folder's published periods may go, and their removal.
//!
//! Only a folder that is called as the period that its manifest states, and that holds nothing but what was published, is
//! ever removed: whatever somebody put or filled in there keeps the whole of it.

use super::manifest::Manifest;
use super::target::hidden_name;
use super::{PublishError, filled, lock, owned};
use crate::model::Period;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A published period that is older than those that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    /// Its folder.
    pub folder: PathBuf,
    /// The period.
    pub period: Period,
    /// Bytes of what was published.
    pub size: u64,
    /// Why it stays all the same.
    pub stays: Option<Stays>,
}

/// Why an old result is not removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stays {
    /// It holds a file that repcard did not publish.
    Foreign(PathBuf),
    /// Somebody filled a sheet in there.
    FilledIn(String),
    /// It cannot be looked through.
    Unreadable(String),
}

/// The published periods below `out` beyond the newest `keep` of each kind (months, quarters, years), oldest first. At least
/// one of each is kept.
pub fn old(out: &Path, keep: usize) -> Result<Vec<Old>, PublishError> {
    let entries = match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(PublishError::io(out))?,
    };
    // By how many months they have: kinds of periods are kept apart.
    let mut kinds: BTreeMap<usize, Vec<(Period, PathBuf, u64)>> = BTreeMap::new();
    for entry in entries {
        let entry = entry.map_err(PublishError::io(out))?;
        let kind = entry.file_type().map_err(PublishError::io(out))?;
        let Some(period) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<Period>().ok())
        else {
            continue;
        };
        let folder = entry.path();
        let published = Manifest::of(&folder).filter(|manifest| manifest.period == period.to_string());
        if let (true, Some(manifest)) = (kind.is_dir(), published) {
            let size = manifest.outputs.iter().map(|file| file.size).sum();
            let of_kind = kinds.entry(period.months().count()).or_default();
            of_kind.push((period, folder, size));
        }
    }
    let mut old = Vec::new();
    for mut published in kinds.into_values() {
        published.sort_by_key(|(period, ..)| period.first_day());
        let beyond = published.len().saturating_sub(keep.max(1));
        old.extend(
            published
                .into_iter()
                .take(beyond)
                .map(|(period, folder, size)| Old {
                    stays: stays(&folder),
                    folder,
                    period,
                    size,
                }),
        );
    }
    old.sort_by(|a, b| (a.period.first_day(), &a.folder).cmp(&(b.period.first_day(), &b.folder)));
    Ok(old)
}

fn stays(folder: &Path) -> Option<Stays> {
    match owned::check(folder) {
        Ok(()) => {}
        Err(PublishError::ForeignFile { file, .. }) => return Some(Stays::Foreign(file)),
        Err(error) => return Some(Stays::Unreadable(error.to_string())),
    }
    match filled::filled_in(folder) {
        Ok(filled) => filled.into_iter().next().map(|file| Stays::FilledIn(file.path)),
        Err(error) => Some(Stays::Unreadable(error.to_string())),
    }
}

/// Removes an old result, under its lock. The manifest goes last, so that what a kill leaves is still known as ours.
pub fn remove(old: &Old) -> Result<(), PublishError> {
    let folder = &old.folder;
    let path = folder.with_file_name(hidden_name(folder, "lock"));
    let _lock = lock::acquire(&path, 0)?;
    // Somebody may have put a file there since it was looked at.
    owned::check(folder)?;
    let entries = fs::read_dir(folder).map_err(PublishError::io(folder))?;
    for entry in entries {
        let entry = entry.map_err(PublishError::io(folder))?;
        let path = entry.path();
        if entry.file_name() == super::manifest::MANIFEST {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let removed = if is_folder {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(PublishError::io(&path))?;
    }
    fs::remove_dir_all(folder).map_err(PublishError::io(folder))
}
