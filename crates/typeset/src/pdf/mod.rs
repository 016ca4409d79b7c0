//! Display list → PDF: printpdf writes the pages, each font file holds the glyphs used and no more.
//!
//! The same pages give the same bytes: every name, number and date in the file comes from the arguments.

mod archive;
mod cff;
mod content;
mod described;
mod embed;
mod finish;
mod leaf;
mod link;
mod numbering;
mod operators;
mod packed;
mod resources;
mod shape;
mod srgb;
mod text;

pub use embed::PdfFonts;
pub use leaf::Leaf;

use super::display::Page;
use chrono::NaiveDate;
use operators::hundredths;
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt, Rect};
use std::io;
use thiserror::Error;

/// What a PDF says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title.
    pub title: String,
    /// Who publishes it: the company; empty: nobody is named.
    pub author: String,
    /// The language of its text, as BCP 47 writes it: `zh-CN`.
    pub language: String,
    /// The program that makes it, and its version.
    pub producer: String,
    /// Its date. It is given, since the day on which it is made must not change a byte.
    pub date: NaiveDate,
    /// The outline, in page order.
    pub bookmarks: Vec<Bookmark>,
    /// What pages are called, in page order; empty: they are counted from 1.
    pub labels: Vec<PageLabel>,
    /// Whether it is meant to be printed on both sides.
    pub duplex: bool,
}

/// What the pages from one on are called, as far as the next label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLabel {
    /// The first page, counted from 0.
    pub page: usize,
    /// What their names begin with.
    pub prefix: String,
    /// Whether a number follows, from 1.
    pub is_numbered: bool,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its text.
    pub title: String,
    /// The page it leads to, counted from 0.
    pub page: usize,
}

/// Why a PDF cannot be written.
#[derive(Debug, Error)]
pub enum PdfError {
    /// A PDF holds at least one page.
    #[error("a document without pages")]
    NoPages,
    /// The face's glyphs cannot be cut out.
    #[error("{face}: the font cannot be embedded: {reason}")]
    Font {
        /// The font file.
        face: String,
        /// What the cutter said.
        reason: String,
    },
    /// What printpdf made is no document.
    #[error("the document cannot be written: {0}")]
    Write(#[from] lopdf::Error),
    /// What is on its pages cannot be compressed.
    #[error("the document cannot be written: {0}")]
    Compress(#[from] io::Error),
    /// printpdf reports that something is left out.
    #[error("the document is incomplete: {0}")]
    Incomplete(String),
}

/// Writes `pages` as a PDF.
pub fn write(pages: &[Page], fonts: &PdfFonts, metadata: &Metadata) -> Result<Vec<u8>, PdfError> {
    let leaves = pages.iter().map(|page| Leaf::new(page, fonts.set()));
    let leaves: Vec<Leaf> = leaves.collect::<Result<_, _>>()?;
    bind(&leaves, fonts, metadata)
}

/// Binds pages into a PDF; they were made with the same faces.
pub fn bind(leaves: &[Leaf], fonts: &PdfFonts, metadata: &Metadata) -> Result<Vec<u8>, PdfError> {
    if leaves.is_empty() {
        return Err(PdfError::NoPages);
    }
    let embedded = embed::embed(leaves, fonts)?;
    let mut document = PdfDocument::new(&metadata.title);
    document.pages = leaves.iter().map(|leaf| sheet(leaf, Vec::new())).collect();
    if let Some(first) = document.pages.first_mut() {
        first.ops = embedded.specimen();
    }
    for (index, bookmark) in metadata.bookmarks.iter().enumerate() {
        document
            .bookmarks
            .map
            .insert(finish::bookmark_id(index), finish::bookmark(bookmark));
    }
    let (faces, described) = embedded.into_parts();
    document.resources.fonts.map = faces;

    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    described::describe(&mut written, described)?;
    match warnings.into_iter().find(is_error) {
        Some(warning) => Err(PdfError::Incomplete(warning.msg)),
        None => finish::finish(written, leaves, metadata),
    }
}

/// A page of printpdf's, whose content is put in afterwards.
fn sheet(page: &Leaf, ops: Vec<Op>) -> PdfPage {
    let points = |length: f32| Pt((f64::from(hundredths(length)) / 100.0) as f32);
    let sheet = Rect::from_wh(points(page.width), points(page.height));
    PdfPage {
        media_box: sheet.clone(),
        trim_box: sheet.clone(),
        crop_box: sheet,
        ops,
    }
}

fn is_error(warning: &PdfWarnMsg) -> bool {
    warning.severity == printpdf::PdfParseErrorSeverity::Error
}
