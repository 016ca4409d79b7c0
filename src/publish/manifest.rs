//! `manifest.json`: what went in and what came out, with sizes and SHA-256, so that a published folder can be verified.

use crate::model::{Language, Period};
use crate::read::Digest;
use crate::report::Document;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// The manifest's path in a published folder.
pub(super) const MANIFEST: &str = "manifest.json";

/// A file by path, size and content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Path below the book (inputs) or below the published folder (outputs), with `/` between its parts.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, in lower-case hex.
    pub sha256: String,
}

impl Fingerprint {
    /// The entry of a file whose content was read before.
    pub fn new(path: impl Into<String>, content: Digest) -> Self {
        Self {
            path: path.into(),
            size: content.size,
            sha256: content.sha256,
        }
    }

    /// The entry of a file whose content is at hand.
    pub fn of_bytes(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self::new(path, Digest::of(bytes))
    }

    /// The entry of the file `path` below `folder`, read in pieces.
    pub fn of_file(folder: &Path, path: impl Into<String>) -> io::Result<Self> {
        let path = path.into();
        Self::at(&folder.join(&path), path)
    }

    /// The entry of a file that is called `path`, wherever it lies.
    pub fn at(file: &Path, path: impl Into<String>) -> io::Result<Self> {
        Ok(Self::new(path, Digest::of_all(File::open(file)?)?))
    }
}

/// Where published figures come from. Nothing in it depends on the day or the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The period.
    pub period: Period,
    /// Every file that was read: exports, settings, templates.
    pub inputs: Vec<Fingerprint>,
    /// The settings as resolved.
    pub settings: serde_json::Value,
}

/// What `manifest.json` holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of repcard.
    pub(super) repcard: String,
    /// The period.
    pub(super) period: String,
    settings: serde_json::Value,
    pub(super) inputs: Vec<Fingerprint>,
    /// The published files, by path.
    pub(super) outputs: Vec<Fingerprint>,
    /// What people had filled in before, kept as it was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) kept: Vec<Fingerprint>,
}

impl Manifest {
    /// That of a folder; none where nothing was published, or it can't be read.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let bytes = fs::read(folder.join(MANIFEST)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The manifest of what was written, and of what was kept.
    pub(super) fn new(
        provenance: &Provenance,
        mut outputs: Vec<Fingerprint>,
        mut kept: Vec<Fingerprint>,
    ) -> Self {
        let mut inputs = provenance.inputs.clone();
        inputs.sort();
        inputs.dedup();
        outputs.sort();
        kept.sort();
        Self {
            repcard: env!("CARGO_PKG_VERSION").to_owned(),
            period: provenance.period.to_string(),
            settings: provenance.settings.clone(),
            inputs,
            outputs,
            kept,
        }
    }

    /// The language of what was published; none where the settings don't say.
    pub(super) fn language(&self) -> Option<Language> {
        serde_json::from_value(self.settings["language"].clone()).ok()
    }

    /// The manifest as it is published.
    pub(super) fn document(&self) -> Result<Document, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(Document {
            path: MANIFEST.into(),
            bytes,
        })
    }

    /// The paths of all that was published, the manifest's own among them.
    pub(super) fn paths(&self) -> BTreeSet<String> {
        let files = self.outputs.iter().chain(&self.kept);
        files
            .map(|file| file.path.clone())
            .chain([MANIFEST.to_owned()])
            .collect()
    }
}
