//! Closed periods: a mark beside what is published, and earlier versions under names of their own.
//!
//! `out/2026-10.closed.json` says that `out/2026-10` is closed, whatever becomes of the archive. When a closed period is
//! restated, what was published goes on as `out/2026-10@1`: it is copied there whole before the new version takes its place.

use super::PublishError;
use super::manifest::Manifest;
use super::owned;
use super::staging::{Staging, flush_folder};
use super::{manifest, single};
use crate::model::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// That a period is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The period.
    pub period: Period,
    /// Which of its versions is published.
    pub version: u32,
    /// The hash of its snapshot.json.
    pub snapshot_sha256: String,
    /// When it was closed.
    pub closed_at: String,
}

/// The path of the mark beside a published folder.
pub fn mark_of(folder: &Path) -> PathBuf {
    beside(folder, ".closed.json")
}

/// Where a version of a period goes on that another takes the place of.
pub fn version_folder(folder: &Path, version: u32) -> PathBuf {
    beside(folder, &format!("@{version}"))
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut name = folder.file_name().map(OsString::from).unwrap_or_default();
    name.push(suffix);
    folder.with_file_name(name)
}

/// What the mark beside a folder says; none where there is none. One that can't be understood is an error, not no mark.
pub fn closed(folder: &Path) -> Result<Option<Closed>, PublishError> {
    let mark = mark_of(folder);
    let bytes = match fs::read(&mark) {
        Ok(bytes) => bytes,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(PublishError::io(&mark)(error)),
    };
    match serde_json::from_slice(&bytes) {
        Ok(closed) => Ok(Some(closed)),
        Err(_) => Err(PublishError::BrokenMark { mark }),
    }
}

/// Marks a published folder as closed, or as closed with another version.
pub fn close(folder: &Path, closed: &Closed) -> Result<(), PublishError> {
    let mark = mark_of(folder);
    let mut bytes =
        serde_json::to_vec_pretty(closed).map_err(|error| PublishError::io(&mark)(error.into()))?;
    bytes.push(b'\n');
    single(&mark, &bytes)?;
    // What says that nothing may change must not be lost itself.
    fs::File::open(&mark)
        .and_then(|file| file.sync_all())
        .map_err(PublishError::io(&mark))?;
    mark.parent().map_or(Ok(()), flush_folder)
}

/// Copies a published folder to where that version goes on. A copy that is already there, of a run that was killed, is as
/// good; anything else there is left alone, and an error.
pub fn keep_version(folder: &Path, version: u32) -> Result<PathBuf, PublishError> {
    let kept = version_folder(folder, version);
    let listed = |folder: &Path| fs::read(folder.join(manifest::MANIFEST)).ok();
    if kept.exists() {
        if listed(&kept).is_some() && listed(&kept) == listed(folder) {
            return Ok(kept);
        }
        return Err(PublishError::VersionInTheWay { folder: kept });
    }
    let staged = beside(folder, &format!("@{version}.repcard-new"));
    match fs::remove_dir_all(&staged) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(PublishError::io(&staged)(error));
        }
        _ => {}
    }
    let mut staging = Staging::create(staged.clone())?;
    for path in owned::foreign(folder, &BTreeSet::new())? {
        staging.copy(&folder.join(&path), &path)?;
    }
    staging.flush()?;
    fs::rename(&staged, &kept).map_err(PublishError::io(&kept))?;
    kept.parent().map_or(Ok(()), flush_folder)?;
    Ok(kept)
}

/// Everything published below `out`, by period and version, earlier versions before the one that took their place.
pub fn published_in(out: &Path) -> Vec<(Period, PathBuf)> {
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    let mut found: Vec<(Period, u32, PathBuf)> = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let (period, version) = match name.split_once('@') {
            Some((period, version)) => (period, version.parse().ok()),
            None => (&*name, Some(u32::MAX)),
        };
        if let (Ok(period), Some(version)) = (period.parse(), version) {
            found.push((period, version, entry.path()));
        }
    }
    found.sort_by_key(|(period, version, _)| (period.last_day(), period.first_day(), *version));
    found
        .into_iter()
        .map(|(period, _, folder)| (period, folder))
        .collect()
}

/// The versions of a period that lie beside its folder, from the first.
pub fn earlier_versions(folder: &Path) -> Vec<(u32, PathBuf)> {
    let mut versions = Vec::new();
    for version in 1.. {
        let kept = version_folder(folder, version);
        if Manifest::of(&kept).is_none() {
            break;
        }
        versions.push((version, kept));
    }
    versions
}
