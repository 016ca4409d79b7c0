//! Printable forms: template text → markup → styled boxes → pages → PDF.

mod boxes;
pub mod display;
pub mod engine;
pub mod figures;
pub mod file_name;
pub mod fonts;
mod layout;
mod markup;
mod pages;
mod paint;
pub mod pdf;
pub mod rule_text;
mod style;
mod table;
pub mod teams;
pub mod template;
mod text;
pub mod trace;
pub mod trouble;
pub mod view;

pub use engine::{LaidOut, lay_out};
pub use style::Stylesheet;
pub use trouble::{MarkupError, Warning};
