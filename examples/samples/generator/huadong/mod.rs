//! 华东云帆商贸有限公司: an invented company, told in exports as messy as real ones.
//!
//! Every fault is planted where the row is written, so the list of faults can't drift from the files.

mod activity;
mod customers;
mod market;
mod money;
mod office;
mod orders;
mod people;
mod roster;
mod targets;

use super::BookFile;
use super::company::{Company, month};
use super::fault::Faults;
use super::form::form;
use super::sheet::Export;
use repcard::model::Month;

/// The months that the exports tell of.
pub struct Months {
    pub current: Month,
    pub before: Month,
    pub year_before: Month,
    /// Part of its orders is kept: those of customers that fell silent.
    pub summer: Month,
}

/// Every generated file of the book, FAULTS.toml among them.
pub fn huadong() -> Vec<BookFile> {
    let months = Months {
        current: month(2026, 10),
        before: month(2026, 9),
        year_before: month(2025, 10),
        summer: month(2026, 7),
    };
    let company = Company::new(people::reps(), people::customers());
    let mut faults = Faults::default();
    let exports: Vec<Export> = [
        vec![
            roster::export(&company),
            targets::export(&company, &mut faults),
            customers::export(&company, &mut faults),
        ],
        orders::exports(&company, &months, &mut faults),
        activity::exports(&company, &months, &mut faults),
        office::exports(&company, &months, &mut faults),
        money::exports(&company, &months, &mut faults),
        market::exports(&company, &months),
    ]
    .into_iter()
    .flatten()
    .collect();

    let mut files: Vec<BookFile> = exports.iter().map(Export::file).collect();
    // What Excel leaves behind while somebody has the roster open: to be skipped without a word.
    files.push(BookFile {
        path: "inbox/~$花名册.xlsx".into(),
        bytes: lock_file(),
    });
    files.push(BookFile {
        path: "forms/appraisal.xlsx".into(),
        bytes: form(),
    });
    files.push(BookFile {
        path: "FAULTS.toml".into(),
        bytes: faults.to_toml().into_bytes(),
    });
    files
}

fn lock_file() -> Vec<u8> {
    let mut bytes = b"\x04hrhr".to_vec();
    bytes.resize(165, b' ');
    bytes
}
