//! Scorecards and findings → Excel workbooks. rust_xlsxwriter lives only here.
//!
//! What stands where is data: `column` lists the columns, `style` the looks, `wording` the words; the sheets
//! only walk over them. A figure that is missing is an empty cell on a grey ground, so that sorting, filtering and
//! formulas see nothing there while a reader sees that something is missing.

mod column;
mod findings_sheet;
mod link;
mod page;
mod scores_sheet;
mod sheet_name;
mod style;
mod summary_sheet;
mod totals;
mod value;
mod wording;

#[cfg(test)]
mod tests;

use crate::model::{Finding, Language, Period};
use crate::report::Document;
use crate::score::Appraisal;
use chrono::{Datelike, NaiveDate};
use findings_sheet::Listing;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use scores_sheet::Scores;
use style::Styles;

/// What a workbook needs to know beside its content.
#[derive(Debug, Clone)]
pub struct WorkbookOptions {
    /// The company, in titles and as the author.
    pub company: String,
    /// The language of every text.
    pub language: Language,
    /// The way from the folder that holds the workbook to the book's folder, with `/` between its parts: `../..`.
    /// Findings link to their cells along it; none where there is no relative way, and then nothing is linked.
    pub book: Option<String>,
}

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be made: {source}")]
pub struct WorkbookError {
    /// The workbook.
    pub path: &'static str,
    /// What went wrong.
    pub source: XlsxError,
}

const APPRAISALS: &str = "appraisals.xlsx";
const FINDINGS: &str = "findings.xlsx";

/// How many findings the appraisals list; all of them are in their own workbook.
const FINDINGS_BESIDE_APPRAISALS: usize = 5_000;

/// How many findings are listed at all. Excel ends at row 1,048,576, but a million rows take 1.8 GB to write, and
/// whoever has that many mends the first of a kind and runs again.
const FINDINGS_OF_A_SHEET: usize = 200_000;

/// `appraisals.xlsx`: everyone's figures, a sheet for each team, and what is wrong with the data.
pub fn appraisals(
    appraisal: &Appraisal,
    findings: &[Finding],
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    document(APPRAISALS, appraisal.period, options, |workbook, styles| {
        for scores in Scores::of(appraisal, options) {
            scores.write(workbook.add_worksheet(), styles)?;
        }
        let listing = Listing {
            period: appraisal.period,
            findings,
            limit: FINDINGS_BESIDE_APPRAISALS,
            links: link::LINKS_OF_A_SHEET,
            complete_list: Some(FINDINGS),
            options,
        };
        listing.write(workbook.add_worksheet(), styles)
    })
}

/// `findings.xlsx`: how many findings of each kind there are, and every one of them, linked to its cell.
pub fn findings(
    period: Period,
    findings: &[Finding],
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    document(FINDINGS, period, options, |workbook, styles| {
        summary_sheet::write(workbook.add_worksheet(), styles, period, findings, options)?;
        let listing = Listing {
            period,
            findings,
            limit: FINDINGS_OF_A_SHEET,
            links: link::LINKS_OF_A_SHEET,
            complete_list: None,
            options,
        };
        listing.write(workbook.add_worksheet(), styles)
    })
}

fn document(
    path: &'static str,
    period: Period,
    options: &WorkbookOptions,
    fill: impl FnOnce(&mut Workbook, &Styles) -> Result<(), XlsxError>,
) -> Result<Document, WorkbookError> {
    let build = || {
        let styles = Styles::new(options.language);
        let mut workbook = Workbook::new();
        styles.set_default(&mut workbook)?;
        workbook.set_properties(&properties(period.last_day(), options)?);
        fill(&mut workbook, &styles)?;
        workbook.save_to_buffer()
    };
    match build() {
        Ok(bytes) => Ok(Document {
            path: path.into(),
            bytes,
        }),
        Err(source) => Err(WorkbookError { path, source }),
    }
}

/// The date is the period's last day, not today's, so that the same figures give the same bytes.
fn properties(day: NaiveDate, options: &WorkbookOptions) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    let company = value::cell_text(&options.company);
    Ok(DocProperties::new()
        .set_author(company.as_ref())
        .set_company(company.as_ref())
        .set_creation_datetime(&created))
}
