//! `repcard fields --format xlsx`: blank workbooks to fill in, into a file, a folder or stdout.

use super::init::InitError;
use repcard::catalogue::List;
use repcard::model::Language;
use repcard::report::workbook;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// One workbook of all the lists.
pub fn bytes(lists: &[&List], language: Language) -> io::Result<Vec<u8>> {
    let document = workbook::blank(lists, language);
    document.map(|document| document.bytes).map_err(io::Error::other)
}

/// Writes one workbook of all the lists into a file, or one for each into a folder. What is there may have been filled in,
/// and is not overwritten.
pub fn write(lists: &[&List], path: &Path, language: Language) -> Result<Vec<PathBuf>, InitError> {
    let files: Vec<(PathBuf, Vec<&List>)> = if is_file(path) {
        vec![(path.to_owned(), lists.to_vec())]
    } else {
        let in_folder = |list: &&List| path.join(format!("{}.xlsx", list.dataset));
        lists.iter().map(|list| (in_folder(list), vec![*list])).collect()
    };
    if let Some((there, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(InitError::Exists(there.clone()));
    }
    for (path, lists) in &files {
        let failed = |error| InitError::Io(path.clone(), error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let bytes = bytes(lists, language).map_err(failed)?;
        let file = OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut file| file.write_all(&bytes)).map_err(failed)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Whether a path is meant as a file.
fn is_file(path: &Path) -> bool {
    let is_workbook = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    is_workbook && !path.is_dir()
}
