//! Printable forms: template text → markup → styled boxes → pages → PDF.

pub mod display;
pub mod figures;
pub mod file_name;
pub mod fonts;
pub mod pdf;
pub mod rule_text;
pub mod teams;
pub mod template;
pub mod trace;
pub mod view;
