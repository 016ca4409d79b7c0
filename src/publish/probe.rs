//! Looks whether a folder could be published, as [`super::open`] does, and leaves everything as it is.

use super::target::hidden_name;
use super::{PublishError, lock, owned, room};
use std::io;
use std::path::{Path, PathBuf};

/// What stands in the way of publishing, and how much room there is.
#[derive(Debug)]
pub struct Probe {
    /// What would keep a run from publishing, worst first; empty where nothing does.
    pub troubles: Vec<PublishError>,
    /// Bytes that are free on the disk; none where the system doesn't tell.
    pub free: Option<u64>,
    /// Bytes that a result is expected to take.
    pub needed: u64,
}

/// Looks at `folder`, which need not exist.
pub fn probe(folder: &Path) -> Probe {
    let mut troubles = Vec::new();
    let there = nearest(folder);
    if folder.exists() && !folder.is_dir() {
        troubles.push(PublishError::NotAFolder {
            target: folder.to_owned(),
        });
    } else if let Err(error) = owned::check(folder) {
        troubles.push(error);
    }
    // What is published is written beside its folder.
    let beside = if there == folder {
        folder.parent().map_or_else(|| there.clone(), nearest)
    } else {
        there
    };
    if let Err(source) = writable(&beside) {
        troubles.push(PublishError::io(&beside)(source));
    }
    let lock = folder.with_file_name(hidden_name(folder, "lock"));
    if lock::is_held(&lock) {
        troubles.push(PublishError::Locked { lock });
    }
    troubles.extend(room::check(folder, &beside).err());
    Probe {
        troubles,
        free: room::free(&beside),
        needed: room::needed(folder),
    }
}

/// The folder itself, or the nearest above it that is there.
fn nearest(folder: &Path) -> PathBuf {
    let above = folder.ancestors().find(|above| above.exists());
    let above = above.filter(|above| !above.as_os_str().is_empty());
    above.unwrap_or(Path::new(".")).to_owned()
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn writable(folder: &Path) -> io::Result<()> {
    let is_read_only = folder.metadata()?.permissions().readonly();
    if is_read_only {
        Err(io::ErrorKind::PermissionDenied.into())
    } else {
        Ok(())
    }
}
