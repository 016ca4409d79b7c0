//! A published folder → how it differs from its manifest.

use super::manifest::{Fingerprint, MANIFEST, Manifest};
use super::{PublishError, owned, staging};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A published folder as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The version of repcard that published it.
    pub version: String,
    /// The period, as the manifest writes it.
    pub period: String,
    /// How many files were published, the manifest not counted.
    pub files: usize,
    /// What has become different since; empty where all is as published.
    pub differences: Vec<Difference>,
}

/// How a file differs from what was published; paths are below the folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It has gone.
    Missing(String),
    /// Its content is another.
    Changed(String),
    /// It was not published.
    Added(String),
}

/// Why a folder cannot be compared with what was published.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It holds no manifest.
    #[error("{0}: there is no manifest.json")]
    NoManifest(PathBuf),
    /// The manifest is not one that repcard wrote.
    #[error("{0}: this is no manifest of repcard")]
    NotAManifest(PathBuf),
    /// The machine failed on a file.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

/// Compares `folder` with its manifest: every published file by size and SHA-256, and no other file beside them.
pub fn verify(folder: &Path) -> Result<Verified, VerifyError> {
    let path = folder.join(MANIFEST);
    let text = fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => VerifyError::NoManifest(folder.to_owned()),
        _ => VerifyError::Io(path.clone(), error),
    })?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| VerifyError::NotAManifest(path.clone()))?;
    let is_safe = |file: &Fingerprint| staging::safe_path(&file.path).is_ok();
    if !manifest.outputs.iter().chain(&manifest.kept).all(is_safe) {
        return Err(VerifyError::NotAManifest(path));
    }

    let mut differences = Vec::new();
    for published in manifest.outputs.iter().chain(&manifest.kept) {
        match Fingerprint::of_file(folder, &published.path) {
            Ok(now) if now == *published => {}
            Ok(_) => differences.push(Difference::Changed(published.path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                differences.push(Difference::Missing(published.path.clone()));
            }
            Err(error) => return Err(VerifyError::Io(folder.join(&published.path), error)),
        }
    }
    let added = owned::foreign(folder, &manifest.paths()).map_err(|error| match error {
        PublishError::Io { path, source } => VerifyError::Io(path, source),
        // Listing a folder fails in no other way.
        other => VerifyError::Io(folder.to_owned(), io::Error::other(other)),
    })?;
    differences.extend(added.into_iter().map(Difference::Added));
    differences.sort();
    Ok(Verified {
        version: manifest.repcard,
        period: manifest.period,
        files: manifest.outputs.len(),
        differences,
    })
}
