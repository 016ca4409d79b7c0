//! The staging folder: documents written privately beside the target as they come, flushed before anyone relies on them.

use super::PublishError;
use crate::report::Document;
use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::mem;
use std::panic::resume_unwind;
use std::path::{Component, Path, PathBuf};
use std::thread;

/// A folder that documents are written to one by one.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    folders: BTreeSet<PathBuf>,
    files: Vec<PathBuf>,
}

impl Staging {
    /// Makes the empty folder, private.
    pub(super) fn create(folder: PathBuf) -> Result<Self, PublishError> {
        private_folder()
            .create(&folder)
            .map_err(PublishError::io(&folder))?;
        Ok(Self {
            folders: BTreeSet::from([folder.clone()]),
            files: Vec::new(),
            folder,
        })
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a document; it is on the disk only after [`Staging::flush`].
    pub(super) fn write(&mut self, document: &Document) -> Result<(), PublishError> {
        let (path, mut file) = self.create_file(&document.path)?;
        file.write_all(&document.bytes).map_err(PublishError::io(&path))?;
        self.files.push(path);
        Ok(())
    }

    /// Makes the empty file and the folders above it.
    fn create_file(&mut self, path: &str) -> Result<(PathBuf, File), PublishError> {
        let path = self.folder.join(safe_path(path)?);
        let above = path.ancestors().skip(1).take_while(|above| *above != self.folder);
        let missing: Vec<PathBuf> = above
            .filter(|above| !self.folders.contains(*above))
            .map(Path::to_owned)
            .collect();
        for folder in missing.into_iter().rev() {
            private_folder()
                .create(&folder)
                .map_err(PublishError::io(&folder))?;
            self.folders.insert(folder);
        }
        let file = private_file().create_new(true).open(&path);
        let file = file.map_err(PublishError::io(&path))?;
        Ok((path, file))
    }

    /// Copies a file from elsewhere.
    pub(super) fn copy(&mut self, from: &Path, path: &str) -> Result<(), PublishError> {
        let mut source = File::open(from).map_err(PublishError::io(from))?;
        let (path, mut copy) = self.create_file(path)?;
        io::copy(&mut source, &mut copy).map_err(PublishError::io(&path))?;
        self.files.push(path);
        Ok(())
    }

    /// When this returns, files and folders are on the disk.
    pub(super) fn flush(&mut self) -> Result<(), PublishError> {
        flush_files(&mem::take(&mut self.files))?;
        self.folders
            .iter()
            .rev()
            .try_for_each(|folder| flush_folder(folder))
    }
}

/// Makes a folder and those above it; the ones that were missing are private.
pub(super) fn create_folders(folder: &Path) -> Result<(), PublishError> {
    private_folder()
        .recursive(true)
        .create(folder)
        .map_err(PublishError::io(folder))
}

/// Flushing waits for the disk, not for a processor, and file systems carry neighbours along: many at once are
/// several times as fast as one after the other.
const FLUSHES_AT_ONCE: usize = 16;

fn flush_files(files: &[PathBuf]) -> Result<(), PublishError> {
    let flush = |path: &PathBuf| {
        let file = private_file().open(path);
        file.and_then(|file| file.sync_all())
            .map_err(PublishError::io(path))
    };
    let share = files.len().div_ceil(FLUSHES_AT_ONCE).max(1);
    thread::scope(|scope| {
        let shares = files
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().try_for_each(flush)));
        let running: Vec<_> = shares.collect();
        running
            .into_iter()
            .try_for_each(|flusher| flusher.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Makes renames and new entries in a folder durable.
pub(super) fn flush_folder(folder: &Path) -> Result<(), PublishError> {
    // Elsewhere a folder cannot be opened, and its entries are durable without this.
    if cfg!(unix) {
        File::open(folder)
            .and_then(|file| file.sync_all())
            .map_err(PublishError::io(folder))?;
    }
    Ok(())
}

/// A document's path, if it stays below the folder and means the same on every system.
pub(super) fn safe_path(path: &str) -> Result<&Path, PublishError> {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_control() || r#"\:*?"<>|"#.contains(c))
            && matches!(Path::new(part).components().next(), Some(Component::Normal(_)))
    };
    if path.split('/').all(plain) {
        Ok(Path::new(path))
    } else {
        Err(PublishError::UnsafePath {
            path: path.to_owned(),
        })
    }
}

/// Opens for writing; a file that is made thereby is its owner's alone.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder() -> DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_are_published() {
        for path in ["results.json", "forms/华东一部/S001 王小明.pdf", "a/b/c"] {
            assert!(safe_path(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../up",
            "forms/../../up",
            "forms//a",
            "a/",
            "./a",
            "a\\..\\b",
            "C:/a",
            "a\0b",
            "a\nb",
            "a?",
            "forms/.",
        ] {
            assert!(safe_path(path).is_err(), "{path:?}");
        }
    }
}
