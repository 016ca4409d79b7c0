//! Printable forms: template text → markup → styled boxes → pages → PDF.

pub mod display;
pub mod fonts;
