//! Puts the staging folder in the target's place, so that a kill at any moment leaves the old or the new result whole.
//!
//! - The target is not there yet: one rename.
//! - It is there, and the file system can exchange two names in one step (Linux, macOS): one exchange; the staging
//!   name then holds the old result, which is removed.
//! - Otherwise two renames: target → retired, staging → target. A kill between them leaves no target, but both
//!   results whole under hidden names; the next run puts the old one back before anything else.
//!
//! Everything runs under the lock, so at most one staging and one retired folder exist, and their names are fixed.

use super::PublishError;
use super::filled;
use super::staging::flush_folder;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Brings the names back in order after a run that was killed.
pub(super) fn recover(target: &Path, staging: &Path, retired: &Path) -> Result<(), PublishError> {
    if retired.exists() && !target.exists() {
        fs::rename(retired, target).map_err(PublishError::io(retired))?;
        flush_parent(target)?;
    }
    for left in [retired, staging] {
        if left.exists() && target.exists() {
            filled::rescue(left, target, &BTreeSet::new())?;
        }
        remove(left)?;
    }
    Ok(())
}

/// Makes `staging` the `target`; what the target was is gone afterwards, once `leaving` has looked at it.
pub(super) fn replace(
    target: &Path,
    staging: &Path,
    retired: &Path,
    leaving: impl FnOnce(&Path) -> Result<(), PublishError>,
) -> Result<(), PublishError> {
    let rename = |from: &Path, to: &Path| fs::rename(from, to).map_err(PublishError::io(to));
    if !target.exists() {
        rename(staging, target)?;
    } else if exchange(staging, target).map_err(PublishError::io(target))? {
        // The staging name holds the old result now.
        flush_parent(target)?;
        leaving(staging)?;
        discard(staging);
        return Ok(());
    } else {
        rename(target, retired)?;
        if let Err(error) = rename(staging, target) {
            rename(retired, target)?;
            return Err(error);
        }
    }
    flush_parent(target)?;
    if retired.exists() {
        leaving(retired)?;
    }
    discard(retired);
    Ok(())
}

/// Exchanges two names in one step; false where the file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two names in one step; false where the file system cannot.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(PublishError::io(folder)(error)),
        _ => Ok(()),
    }
}

/// The new result stands by now, so a leftover is no failure: the next run removes it.
fn discard(folder: &Path) {
    let _ = remove(folder);
}

fn flush_parent(folder: &Path) -> Result<(), PublishError> {
    folder.parent().map_or(Ok(()), flush_folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn folder(path: PathBuf, content: &str) -> PathBuf {
        fs::create_dir(&path).unwrap();
        fs::write(path.join("file"), content).unwrap();
        path
    }

    fn content(path: &Path) -> String {
        fs::read_to_string(path.join("file")).unwrap()
    }

    #[test]
    fn a_run_killed_between_two_renames_loses_nothing() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("target");
        let staging = folder(room.path().join("new"), "new");
        let retired = folder(room.path().join("old"), "old");
        recover(&target, &staging, &retired).unwrap();
        assert_eq!(content(&target), "old");
        assert!(!staging.exists() && !retired.exists());
    }

    #[test]
    fn what_a_run_killed_after_the_rename_left_is_cleared() {
        let room = tempfile::tempdir().unwrap();
        let target = folder(room.path().join("target"), "new");
        let staging = folder(room.path().join("new"), "left over");
        let retired = folder(room.path().join("old"), "old");
        recover(&target, &staging, &retired).unwrap();
        assert_eq!(content(&target), "new");
        assert!(!staging.exists() && !retired.exists());
    }

    #[test]
    fn a_target_is_replaced_whole() {
        let room = tempfile::tempdir().unwrap();
        let (target, retired) = (room.path().join("target"), room.path().join("old"));
        for text in ["first", "second", "third"] {
            let staging = folder(room.path().join("new"), text);
            replace(&target, &staging, &retired, |_| Ok(())).unwrap();
            assert_eq!(content(&target), text);
            assert!(!staging.exists() && !retired.exists());
        }
    }
}
