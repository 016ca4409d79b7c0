//! What was published before → what it was made of, and its figures, to be compared with those of now.

use super::manifest::{Fingerprint, MANIFEST, Manifest};
use chrono::DateTime;
use std::fs;
use std::path::Path;

/// The published figures.
const RESULTS: &str = "results.json";

/// What was published last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Every file that it was made of.
    pub inputs: Vec<Fingerprint>,
    /// Every file that was published.
    pub outputs: Vec<Fingerprint>,
    /// `results.json`, where it can be read.
    pub results: Option<Vec<u8>>,
}

/// The file `name` of what was published into a folder; none where nothing was, or it can't be read.
pub fn earlier(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// What was published into a folder; none where nothing was, or it can't be read.
pub fn last(folder: &Path) -> Option<Last> {
    let manifest = Manifest::of(folder)?;
    Some(Last {
        inputs: manifest.inputs,
        outputs: manifest.outputs,
        results: fs::read(folder.join(RESULTS)).ok(),
    })
}

/// When a folder was published, by the time of its manifest: `2026-11-02T06:00:13+00:00`; none where nothing was.
pub fn published_at(folder: &Path) -> Option<String> {
    let manifest = fs::metadata(folder.join(MANIFEST)).ok()?;
    Some(DateTime::from_timestamp(modified(&manifest), 0)?.to_rfc3339())
}

/// Seconds since 1970.
#[cfg(unix)]
fn modified(file: &fs::Metadata) -> i64 {
    std::os::unix::fs::MetadataExt::mtime(file)
}

/// Seconds since 1970, of a system that counts tenths of microseconds since 1601.
#[cfg(windows)]
fn modified(file: &fs::Metadata) -> i64 {
    const BETWEEN: i64 = 11_644_473_600;
    (std::os::windows::fs::MetadataExt::last_write_time(file) / 10_000_000) as i64 - BETWEEN
}
