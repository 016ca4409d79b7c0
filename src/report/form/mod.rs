//! Printable forms: template text → markup → styled boxes → pages → PDF.

mod boxes;
pub mod display;
pub mod engine;
pub mod error;
pub mod fonts;
pub mod image;
mod layout;
pub mod letter;
mod manuscript;
mod markup;
pub mod monthly;
mod origin;
mod pages;
mod paint;
pub mod pdf;
mod picture;
mod press;
mod print;
pub mod proof;
pub mod qr;
mod sheet;
mod style;
mod svg;
mod table;
pub mod template;
mod text;
pub mod trace;
pub mod trouble;
pub mod view;

pub use engine::{Engine, LaidOut, lay_out};
pub use error::FormError;
pub use manuscript::{Manuscripts, Subject};
pub use markup::ELEMENTS;
pub use sheet::{FormSheet, FormSheets};
pub use style::{Stylesheet, property_names};
pub use text::opportunities as line_breaks;
pub use trouble::{MarkupError, Warning};

use super::templates::Templates;
use crate::catalogue::Catalogue;
use crate::model::{Currency, Language};
use std::sync::Arc;

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

#[cfg(test)]
mod tests;
