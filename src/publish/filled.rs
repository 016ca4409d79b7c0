//! What people filled in of a published folder → kept in the one that takes its place: typing is never lost.
//!
//! The sheets below `collect/` are there to be filled in, and somebody will do so where they lie. Publishing replaces the
//! whole folder, so whatever there is no longer as it was published goes over into the new one, beside the sheet of its
//! name. What lies in the inbox with the same bytes was read by the run and need not be kept.

use super::PublishError;
use super::manifest::{Fingerprint, Manifest};
use super::owned;
use super::staging::{Staging, safe_path};
use crate::model::Language;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where the sheets are that people fill in.
const COLLECT: &str = "collect/";
/// The longest name of a file that every system takes, in bytes.
const LONGEST_NAME: usize = 255;

/// What was filled in, as it lies in `folder`: every file below `collect/` that is not as repcard published it. A folder
/// without a manifest is none that repcard published, so that nothing in it was given out to be filled in.
pub fn filled_in(folder: &Path) -> Result<Vec<Fingerprint>, PublishError> {
    let Some(manifest) = Manifest::of(folder) else {
        return Ok(Vec::new());
    };
    let mut filled = Vec::new();
    for path in owned::foreign(folder, &BTreeSet::new())? {
        if !is_collected(folder, &path) {
            continue;
        }
        let now = Fingerprint::of_file(folder, path.as_str());
        let now = now.map_err(PublishError::io(&folder.join(&path)))?;
        // A sheet that was only copied or renamed says nothing new.
        let is_as_published = |published: &Fingerprint| published.sha256 == now.sha256;
        if !manifest.outputs.iter().any(is_as_published) {
            filled.push(now);
        }
    }
    Ok(filled)
}

/// Whether a file, by its path below a published folder, is one that people may have put or changed there: a plain file below
/// `collect/`, no link, of a name that can be published.
pub(super) fn is_collected(folder: &Path, path: &str) -> bool {
    let is_file = || fs::symlink_metadata(folder.join(path)).is_ok_and(|found| found.is_file());
    path.starts_with(COLLECT) && safe_path(path).is_ok() && is_file()
}

/// Copies what was filled in of the folder `old` into the staging folder, except what has a hash of `read` or is staged
/// anyway. Gives the hashes of all that was looked at, and the copies.
pub(super) fn carry(
    old: &Path,
    staging: &mut Staging,
    staged: &[Fingerprint],
    read: &BTreeSet<&str>,
) -> Result<(BTreeSet<String>, Vec<Fingerprint>), PublishError> {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    let mut taken: BTreeSet<String> = staged.iter().map(|file| folded(&file.path)).collect();
    let language = language(old);
    let mut filled = filled_in(old)?;
    // Whatever can keep its name keeps it.
    filled.sort_by_key(|file| taken.contains(&folded(&file.path)));
    for file in filled {
        let is_staged = staged.iter().any(|other| other.sha256 == file.sha256);
        if !seen.insert(file.sha256.clone()) || is_staged || read.contains(file.sha256.as_str()) {
            continue;
        }
        let path = free_name(&file.path, &taken, language);
        staging.copy(&old.join(&file.path), &path)?;
        let copied = Fingerprint::of_file(staging.folder(), path.as_str());
        let copied = copied.map_err(PublishError::io(&staging.folder().join(&path)))?;
        taken.insert(folded(&path));
        seen.insert(copied.sha256.clone());
        kept.push(copied);
    }
    Ok((seen, kept))
}

/// Saves what was filled in of a folder that is about to be removed, which the one that took its place doesn't have: somebody
/// saved it in the moment in which the folders changed places. `seen` are the hashes that were looked at before.
pub(super) fn rescue(old: &Path, target: &Path, seen: &BTreeSet<String>) -> Result<(), PublishError> {
    let lost = filled_in(old)?;
    if lost.is_empty() {
        return Ok(());
    }
    let mut seen = seen.clone();
    let mut taken = BTreeSet::new();
    for path in owned::foreign(target, &BTreeSet::new())? {
        if is_collected(target, &path) {
            let there = Fingerprint::of_file(target, path.as_str());
            seen.insert(there.map_err(PublishError::io(&target.join(&path)))?.sha256);
        }
        taken.insert(folded(&path));
    }
    for file in lost {
        if !seen.insert(file.sha256.clone()) {
            continue;
        }
        let path = free_name(&file.path, &taken, language(old));
        let (from, to) = (old.join(&file.path), target.join(&path));
        let copied = to.parent().map_or(Ok(()), fs::create_dir_all);
        // The manifest doesn't list it, as it lists nothing that people put there; the next run keeps it.
        copied
            .and_then(|()| fs::copy(&from, &to))
            .and_then(|_| fs::File::open(&to)?.sync_all())
            .map_err(PublishError::io(&to))?;
        taken.insert(folded(&path));
    }
    Ok(())
}

/// Its own name where that is free, else one that says that it was filled in.
fn free_name(path: &str, taken: &BTreeSet<String>, language: Language) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let marked = |number: u32| {
        let mark = match number {
            1 => language.pick("（已填）".to_owned(), " (filled in)".to_owned()),
            _ => language.pick(format!("（已填{number}）"), format!(" (filled in {number})")),
        };
        let mut stem = stem;
        while stem.len() + mark.len() + extension.len() > LONGEST_NAME {
            let Some((last, _)) = stem.char_indices().next_back() else {
                break;
            };
            stem = &stem[..last];
        }
        format!("{folder}/{stem}{mark}{extension}")
    };
    let own = (!taken.contains(&folded(path))).then(|| path.to_owned());
    own.or_else(|| {
        (1..=u32::MAX)
            .map(marked)
            .find(|name| !taken.contains(&folded(name)))
    })
    .unwrap_or_else(|| path.to_owned())
}

/// As file systems compare names that tell no capitals apart.
fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// The language that the folder was published in.
fn language(folder: &Path) -> Language {
    let stated = Manifest::of(folder).and_then(|manifest| manifest.language());
    stated.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_taken_are_marked() {
        let taken = ["collect/East.xlsx", "collect/a.xlsx", "collect/a（已填）.xlsx"];
        let taken = taken.iter().map(|path| folded(path)).collect();
        for (path, language, name) in [
            ("collect/b.xlsx", Language::Chinese, "collect/b.xlsx"),
            ("collect/a.xlsx", Language::Chinese, "collect/a（已填2）.xlsx"),
            (
                "collect/EAST.xlsx",
                Language::English,
                "collect/EAST (filled in).xlsx",
            ),
            ("collect/east", Language::English, "collect/east"),
        ] {
            assert_eq!(free_name(path, &taken, language), name);
        }
        let long = format!("collect/{}.xlsx", "部".repeat(83));
        let name = free_name(&long, &BTreeSet::from([folded(&long)]), Language::Chinese);
        assert!(
            name.len() - "collect/".len() <= LONGEST_NAME && name.ends_with("（已填）.xlsx"),
            "{name}"
        );
    }
}
