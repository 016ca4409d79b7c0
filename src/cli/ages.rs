//! How old the files of an inbox are, by when they were last changed.

use repcard::model::Period;
use repcard::read;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// Whole days since each file was last changed, by its path below the book; those that cannot be told are left out, and
/// files of the future are new.
pub(super) fn ages(book: &Path, period: Period, now: SystemTime) -> BTreeMap<String, u32> {
    // Where the inbox cannot be listed, the run itself says so.
    let files = read::list(book, period).unwrap_or_default().into_iter();
    let aged = files.filter_map(|file| {
        let changed = fs::metadata(&file.path).ok()?.modified().ok()?;
        let age = now.duration_since(changed).unwrap_or_default();
        let days = u32::try_from(age.as_secs() / SECONDS_A_DAY).unwrap_or(u32::MAX);
        Some((file.relative, days))
    });
    aged.collect()
}
