//! The folder to publish: locked and proven writable before the long work, replaced in one step after it.

use super::manifest::{Fingerprint, Manifest, Provenance};
use super::staging::{Staging, create_folders};
use super::{PublishError, filled, lock, owned, room, swap};
use crate::report::Document;
use std::ffi::OsString;
use std::fs::{self, File};
use std::mem;
use std::path::{Path, PathBuf};

/// What lies in a folder that was published, as paths below it, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// The documents.
    pub documents: Vec<String>,
    /// What people had filled in before and nobody has read: it counts only from the inbox.
    pub kept: Vec<String>,
}

/// A folder that this process alone may publish until the value is dropped.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
    staging: Staging,
    retired: PathBuf,
    written: Vec<Fingerprint>,
    /// Whether the staging folder's name may hold the old result by now, which the next run looks through before it removes it.
    is_swapping: bool,
    _lock: File,
}

/// Opens `folder` for publishing. It need not exist; the folders above it are made.
///
/// Fails where another run holds it, where it is a file or holds files that repcard did not publish, and where
/// the machine does not let us write beside it.
pub fn open(folder: &Path) -> Result<Target, PublishError> {
    open_within(folder, 0)
}

/// The same; where another run holds it, waits for so many seconds at most.
pub fn open_within(folder: &Path, seconds: u64) -> Result<Target, PublishError> {
    let folder = resolve(folder)?;
    let beside = |suffix: &str| folder.with_file_name(hidden_name(&folder, suffix));
    let lock = lock::acquire(&beside("lock"), seconds)?;
    let (staging, retired) = (beside("new"), beside("old"));
    swap::recover(&folder, &staging, &retired)?;
    owned::check(&folder)?;
    room::check(&folder, staging.parent().unwrap_or(&folder))?;
    Ok(Target {
        staging: Staging::create(staging)?,
        retired,
        written: Vec::new(),
        is_swapping: false,
        _lock: lock,
        folder,
    })
}

/// A folder that nobody else may publish until the value is dropped.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

/// Keeps others from publishing into a folder; where another run is just doing so, waits for so many seconds at most.
pub fn hold(folder: &Path, seconds: u64) -> Result<Held, PublishError> {
    let folder = resolve(folder)?;
    let beside = |suffix: &str| folder.with_file_name(hidden_name(&folder, suffix));
    let lock = lock::acquire(&beside("lock"), seconds)?;
    swap::recover(&folder, &beside("new"), &beside("old"))?;
    Ok(Held { _lock: lock })
}

impl Target {
    /// Writes a document where nobody sees it yet, to be published with the others.
    pub fn add(&mut self, document: &Document) -> Result<(), PublishError> {
        self.staging.write(document)?;
        self.written
            .push(Fingerprint::of_bytes(&document.path, &document.bytes));
        Ok(())
    }

    /// Publishes the documents added and their manifest in place of what was there. What people had filled in there is
    /// kept beside them, unless it is among what was read.
    pub fn commit(mut self, provenance: &Provenance) -> Result<Published, PublishError> {
        self.staging.flush()?;
        // A person may have put a file there since the run began.
        owned::check(&self.folder)?;
        let written = mem::take(&mut self.written);
        let read = provenance
            .inputs
            .iter()
            .map(|file| file.sha256.as_str())
            .collect();
        let (seen, kept) = filled::carry(&self.folder, &mut self.staging, &written, &read)?;
        let manifest = Manifest::new(provenance, written, kept);
        let listed = manifest
            .document()
            .map_err(|error| PublishError::io(&self.folder)(error.into()))?;
        self.staging.write(&listed)?;
        self.staging.flush()?;
        self.is_swapping = true;
        swap::replace(&self.folder, self.staging.folder(), &self.retired, |old| {
            filled::rescue(old, &self.folder, &seen)
        })?;
        let paths = |files: Vec<Fingerprint>| files.into_iter().map(|file| file.path).collect();
        Ok(Published {
            documents: paths(manifest.outputs),
            kept: paths(manifest.kept),
        })
    }
}

impl Drop for Target {
    /// Takes an unfinished staging folder away; what cannot be removed now, the next run removes.
    fn drop(&mut self) {
        if !self.is_swapping {
            let _ = fs::remove_dir_all(self.staging.folder());
        }
    }
}

/// The target's real path, so that staging happens on its own file system even where the path is a link.
fn resolve(folder: &Path) -> Result<PathBuf, PublishError> {
    if folder.exists() {
        if !folder.is_dir() {
            return Err(PublishError::NotAFolder {
                target: folder.to_owned(),
            });
        }
        return fs::canonicalize(folder).map_err(PublishError::io(folder));
    }
    let absolute = std::path::absolute(folder).map_err(PublishError::io(folder))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(PublishError::NotAFolder { target: absolute });
    };
    create_folders(parent)?;
    let parent = fs::canonicalize(parent).map_err(PublishError::io(parent))?;
    Ok(parent.join(name))
}

/// `.2026-10.repcard-lock`: beside the target, out of sight.
pub(super) fn hidden_name(folder: &Path, suffix: &str) -> OsString {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(".repcard-");
    name.push(suffix);
    name
}
