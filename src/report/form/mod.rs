//! Printable forms: template text → markup, which the typesetter makes pages and a PDF of.

mod bound;
pub mod error;
pub mod letter;
mod manuscript;
pub mod monthly;
mod origin;
mod press;
pub mod print;
pub mod proof;
pub mod qr;
mod sheet;
pub mod talk;
pub mod template;
pub mod trace;
pub mod view;
mod worded;

pub use error::FormError;
pub use manuscript::{Manuscripts, Subject};
pub use sheet::{FormSheet, FormSheets};

use super::templates::Templates;
use crate::catalogue::Catalogue;
use crate::model::{Currency, Language};
use std::sync::Arc;
use typeset::pdf::Metadata;

/// What forms look like and say beside the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormOptions {
    /// The company's name; empty: none is printed.
    pub company: String,
    /// The language of forms and file names.
    pub language: Language,
    /// What the KPIs are.
    pub catalogue: Arc<Catalogue>,
    /// The currency of all amounts; none: nothing stands beside them.
    pub currency: Option<Currency>,
    /// What the forms are printed from.
    pub templates: Templates,
    /// Whether packs are printed on both sides, so that each form in them begins on a sheet of its own.
    pub duplex: bool,
}

/// The program that makes the documents.
const PRODUCER: &str = concat!("repcard ", env!("CARGO_PKG_VERSION"));

impl FormOptions {
    /// What all documents say of themselves.
    fn metadata(&self) -> Metadata {
        Metadata {
            author: self.company.clone(),
            language: self.language.tag().to_owned(),
            producer: PRODUCER.to_owned(),
            ..Metadata::default()
        }
    }
}

#[cfg(test)]
mod tests;
