//! Scorecards → documents: names and bytes. Nothing here writes a file.

pub mod account;
pub mod assumptions;
mod at_risk;
pub mod code;
pub mod definition;
pub mod differences;
pub mod drawn;
pub mod explained;
pub mod fate_text;
pub mod figures;
pub mod file_name;
pub mod findings;
pub mod form;
pub mod grade_name;
pub mod naming;
mod pace;
pub mod plan;
pub mod results;
pub mod rule_text;
pub mod teams;
pub mod templates;
pub mod workbook;

/// A finished file, to be published under a relative path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Path below the output folder, with `/` between its parts; every part is safe as a file name.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}
