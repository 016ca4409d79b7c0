//! Whose files are in a folder: publishing replaces the whole of it, so it must hold nothing but what repcard published.

use super::PublishError;
use super::filled;
use super::manifest::Manifest;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What file managers and office programs leave beside the files they show.
const LITTER: [fn(&str) -> bool; 4] = [
    |name| name == ".DS_Store",
    |name| name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini"),
    |name| name.starts_with("~$"),
    |name| name.starts_with(".~lock."),
];

/// Fails where `folder` holds a file that its manifest doesn't list. A folder that is not there holds none.
pub(super) fn check(folder: &Path) -> Result<(), PublishError> {
    if !folder.exists() {
        return Ok(());
    }
    let manifest = Manifest::of(folder);
    let is_published = manifest.is_some();
    let ours = manifest.map(|manifest| manifest.paths()).unwrap_or_default();
    // What people put beside the sheets to be filled in is kept, as what they filled in is.
    let is_kept = |path: &String| is_published && filled::is_collected(folder, path);
    match foreign(folder, &ours)?.into_iter().find(|path| !is_kept(path)) {
        None => Ok(()),
        Some(file) => Err(PublishError::ForeignFile {
            target: folder.to_owned(),
            file: file.into(),
        }),
    }
}

/// The files below `folder`, by name, that are not among `ours`; links count as files and are not followed.
pub(super) fn foreign(folder: &Path, ours: &BTreeSet<String>) -> Result<Vec<String>, PublishError> {
    let mut found = Vec::new();
    collect_foreign(folder, "", ours, &mut found)?;
    Ok(found)
}

fn collect_foreign(
    folder: &Path,
    prefix: &str,
    ours: &BTreeSet<String>,
    found: &mut Vec<String>,
) -> Result<(), PublishError> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(PublishError::io(folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(PublishError::io(&entry.path()))?;
        if kind.is_dir() {
            collect_foreign(&entry.path(), &format!("{path}/"), ours, found)?;
        } else if !ours.contains(&path) && !LITTER.iter().any(|is_litter| is_litter(&name)) {
            found.push(path);
        }
    }
    Ok(())
}
