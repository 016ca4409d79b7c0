//! A document by itself → disk: private, and at once, so that whoever has it open never sees half of it.

use super::PublishError;
use super::staging::{create_folders, private_file};
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes a file in the place of whatever is there; folders that are missing are made.
pub fn single(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folders(folder)?;
    }
    let mut beside = OsString::from(".");
    beside.push(path.file_name().unwrap_or_default());
    beside.push(".new");
    let beside = path.with_file_name(beside);
    // Left behind by a run that was killed.
    let _ = fs::remove_file(&beside);
    private_file()
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            let _ = fs::remove_file(&beside);
            PublishError::io(path)(error)
        })
}

/// Makes an empty file where there is none, private, with the folders above it.
pub fn private(path: &Path) -> Result<(), PublishError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folders(folder)?;
    }
    let made = private_file().create(true).truncate(false).open(path);
    made.map(drop).map_err(PublishError::io(path))
}
