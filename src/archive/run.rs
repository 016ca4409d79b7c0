//! What the archive is told of a run.

use crate::model::Finding;
use crate::report::Document;
use crate::report::code::PageCode;
use crate::snapshot::{FigureRows, Snapshot};

/// A run of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunId(pub(super) i64);

/// A run that is about to be published.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// Everything that its documents are made from.
    pub snapshot: &'a Snapshot,
    /// The same as bytes: snapshot.json.
    pub bytes: &'a [u8],
    /// results.json
    pub results: &'a Document,
    /// What is printed on each form, in the order of the scorecards.
    pub codes: &'a [PageCode],
    /// All findings, those of printing among them.
    pub findings: &'a [Finding],
    /// The rows that its figures were made of; none where nobody knows them any more.
    pub rows: Option<&'a FigureRows>,
    /// The exit code.
    pub exit: u8,
}
