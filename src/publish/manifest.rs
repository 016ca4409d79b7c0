//! `manifest.json`: what went in and what came out, with sizes and SHA-256, so that a published folder can be verified.

use crate::model::Period;
use crate::report::Document;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
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
    /// The entry of a file whose content is at hand.
    pub fn of_bytes(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self {
            path: path.into(),
            size: bytes.len() as u64,
            sha256: hex(Sha256::digest(bytes).as_slice()),
        }
    }

    /// The entry of the file `path` below `book`, read in pieces.
    pub fn of_file(book: &Path, path: impl Into<String>) -> io::Result<Self> {
        let path = path.into();
        let mut hasher = Sha256::new();
        let size = io::copy(
            &mut std::fs::File::open(book.join(&path))?,
            &mut HashWriter(&mut hasher),
        )?;
        Ok(Self {
            path,
            size,
            sha256: hex(hasher.finalize().as_slice()),
        })
    }
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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

/// The manifest of `documents`.
pub(super) fn manifest(provenance: &Provenance, documents: &[Document]) -> Document {
    let mut inputs = provenance.inputs.clone();
    inputs.sort();
    inputs.dedup();
    let mut outputs: Vec<_> = documents
        .iter()
        .map(|document| Fingerprint::of_bytes(&document.path, &document.bytes))
        .collect();
    outputs.sort();
    let value = serde_json::json!({
        "repcard": env!("CARGO_PKG_VERSION"),
        "period": provenance.period.to_string(),
        "settings": provenance.settings,
        "inputs": inputs,
        "outputs": outputs,
    });
    let mut bytes = format!("{value:#}").into_bytes();
    bytes.push(b'\n');
    Document {
        path: MANIFEST.into(),
        bytes,
    }
}

/// The paths that a manifest lists as published; none where the text is no manifest.
pub(super) fn listed(text: &str) -> Option<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Listed {
        outputs: Vec<Fingerprint>,
    }
    let listed: Listed = serde_json::from_str(text).ok()?;
    Some(listed.outputs.into_iter().map(|file| file.path).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
