//! What was published before → what it was made of, and its figures, to be compared with those of now.

use super::manifest::{Fingerprint, Manifest};
use std::fs;
use std::path::Path;

/// The published figures.
const RESULTS: &str = "results.json";

/// What was published last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Every file that it was made of.
    pub inputs: Vec<Fingerprint>,
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
        results: fs::read(folder.join(RESULTS)).ok(),
    })
}
