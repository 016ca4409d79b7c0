//! Markup and CSS → pages → PDF: printed forms without a browser.
//!
//! [`Engine::lay_out`] turns XHTML and stylesheets into pages, which are lists of what is painted where ([`display`]), and
//! tells at line and column what of them it doesn't follow. [`pdf::write`] turns pages into a document whose bytes depend
//! on its content alone.
//!
//! ```
//! use typeset::fonts::FontSet;
//! use typeset::image::Images;
//! use typeset::pdf::{Metadata, PdfFonts, write};
//! use typeset::{Engine, Stylesheet};
//!
//! let fonts = FontSet::bundled()?;
//! let looks = Stylesheet::parse("h1 { color: #1f4e79 }");
//! let engine = Engine::new(vec![looks], fonts.clone(), Images::default());
//! let laid_out = engine.lay_out("<html><body><h1>Invoice 2026-118</h1></body></html>")?;
//! assert!(laid_out.warnings.is_empty());
//! let bytes = write(&laid_out.pages, &PdfFonts::whole(&fonts), &Metadata::default())?;
//! assert!(bytes.starts_with(b"%PDF-1.7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod boxes;
pub mod display;
mod engine;
pub mod fonts;
pub mod image;
mod layout;
mod markup;
mod pages;
mod paint;
pub mod pdf;
mod picture;
mod printed;
mod style;
mod svg;
mod table;
mod text;
mod trouble;

pub use engine::{Engine, LaidOut, lay_out};
pub use markup::ELEMENTS;
pub use printed::{characters, characters_at_most};
pub use style::{Stylesheet, property_names};
pub use text::opportunities as line_breaks;
pub use trouble::{Fault, Malformation, MarkupError, Oversight, Position, TextKind, Warning};
