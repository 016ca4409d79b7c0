//! Whether the disk has room for a result: it is written beside the last one before it takes its place.

use super::PublishError;
use super::manifest::Manifest;
use std::path::Path;

/// What the smallest result needs, in bytes.
const LEAST: u64 = 8 * 1024 * 1024;

/// The bytes that a result takes beside the one that lies in `folder`: as many as that one, since nobody knows better.
pub(super) fn needed(folder: &Path) -> u64 {
    let last = Manifest::of(folder).map_or(0, |manifest| {
        let files = manifest.outputs.iter().chain(&manifest.kept);
        files.map(|file| file.size).sum()
    });
    last.max(LEAST)
}

/// The bytes that are free where `folder` is, which is there; none where the system doesn't tell.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    // Some file systems that grow as they are written to state no size at all.
    (disk.f_blocks > 0).then(|| disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// The bytes that are free where `folder` is; none where the system doesn't tell.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn free(_: &Path) -> Option<u64> {
    None
}

/// Fails where there is no room for a result in `folder`; `above` is a folder of the same disk that is there.
pub(super) fn check(folder: &Path, above: &Path) -> Result<(), PublishError> {
    let needed = needed(folder);
    match free(above) {
        Some(free) if free < needed => Err(PublishError::NoRoom {
            folder: above.to_owned(),
            free,
            needed,
        }),
        _ => Ok(()),
    }
}
