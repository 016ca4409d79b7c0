//! Whose files are in a folder: publishing replaces the whole of it, so it must hold nothing but what repcard published.

use super::PublishError;
use super::manifest::{MANIFEST, listed};
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
    let mut ours = fs::read_to_string(folder.join(MANIFEST))
        .ok()
        .and_then(|text| listed(&text))
        .unwrap_or_default();
    if !ours.is_empty() {
        ours.insert(MANIFEST.to_owned());
    }
    match first_foreign(folder, "", &ours)? {
        None => Ok(()),
        Some(file) => Err(PublishError::ForeignFile {
            target: folder.to_owned(),
            file: file.into(),
        }),
    }
}

/// The first file below `folder`, by name, that is not among `ours`; links count as files and are not followed.
fn first_foreign(
    folder: &Path,
    prefix: &str,
    ours: &BTreeSet<String>,
) -> Result<Option<String>, PublishError> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(PublishError::io(folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let is_folder = entry
            .file_type()
            .map_err(PublishError::io(&entry.path()))?
            .is_dir();
        if is_folder {
            let foreign = first_foreign(&entry.path(), &format!("{path}/"), ours)?;
            if foreign.is_some() {
                return Ok(foreign);
            }
        } else if !ours.contains(&path) && !LITTER.iter().any(|is_litter| is_litter(&name)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
