//! Findings → one view of each, which `findings.json`, `findings.xlsx` and `--format json` share.

use super::Document;
use super::account::AccountView;
use super::assumptions::AssumptionView;
use crate::model::place::column_letters;
use crate::model::{Assumption, Finding, Period, Place, Severity, Terms};
use crate::snapshot::TableAccount;
use crate::snapshot::excerpts::Excerpts;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// A finding as programs and people read it; `docs/findings.json.md` states its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingView<'a> {
    /// How grave it is.
    pub severity: Severity,
    /// The stable code.
    pub code: &'static str,
    /// File, sheet and cell as the console prints them; none for the book as a whole.
    pub place: Option<String>,
    /// Path below the book.
    pub file: Option<&'a str>,
    /// The sheet's name; none for text files.
    pub sheet: Option<&'a str>,
    /// `F14`, or as much of it as is known.
    pub cell: Option<String>,
    /// Row number as Excel shows it.
    pub row: Option<u32>,
    /// Column letters as Excel shows them.
    pub column: Option<String>,
    /// The header's text over the column, where an excerpt of the export has it.
    pub header: Option<String>,
    /// The cell as it shows, where an excerpt of the export has it.
    pub value: Option<String>,
    /// The money that hangs on it; none where none does, or nobody can tell how much.
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    pub amount: Option<Decimal>,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl<'a> FindingView<'a> {
    /// The view of a finding.
    pub fn of(finding: &'a Finding, terms: Terms<'_>) -> Self {
        let place = finding.place.as_ref();
        Self {
            severity: finding.severity,
            code: finding.code(),
            place: place.map(ToString::to_string),
            file: place.map(|place| place.source.file.as_str()),
            sheet: place.and_then(|place| place.source.sheet.as_deref()),
            cell: place.map(Place::cell).filter(|cell| !cell.is_empty()),
            row: place.and_then(|place| place.row),
            column: place.and_then(|place| place.column).map(column_letters),
            header: None,
            value: None,
            amount: finding.amount,
            what: finding.what(terms),
            fix: finding.fix(terms),
        }
    }

    /// The same with header and value of the cell, where the excerpts have them.
    #[must_use]
    pub fn with_cell(mut self, finding: &Finding, excerpts: &Excerpts) -> Self {
        let place = finding.place.as_ref();
        self.header = place.and_then(|place| excerpts.header(place)).map(str::to_owned);
        self.value = place.and_then(|place| excerpts.value(place));
        self
    }
}

/// The findings cannot be written as JSON.
#[derive(Debug, thiserror::Error)]
#[error("findings.json cannot be written: {0}")]
pub struct FindingsError(#[from] pub serde_json::Error);

#[derive(Serialize)]
struct Listing<'a> {
    period: String,
    language: &'static str,
    severities: BTreeMap<Severity, usize>,
    codes: BTreeMap<&'static str, usize>,
    findings: Vec<FindingView<'a>>,
    account: Vec<AccountView<'a>>,
    assumptions: Vec<AssumptionView<'a>>,
}

/// What documents tell of the data.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What is wrong, in order.
    pub findings: &'a [Finding],
    /// The rows that it stands in.
    pub excerpts: &'a Excerpts,
    /// What became of every row.
    pub account: &'a [TableAccount],
    /// What was taken for granted.
    pub assumptions: &'a [Assumption],
}

/// Findings with their rows, and nothing else.
#[cfg(test)]
pub fn told<'a>(findings: &'a [Finding], excerpts: &'a Excerpts) -> Told<'a> {
    Told {
        findings,
        excerpts,
        account: &[],
        assumptions: &[],
    }
}

/// `findings.json`: every finding in order, how many there are of each severity and code, what became of every row, and
/// what was taken for granted.
pub fn findings(period: Period, told: Told<'_>, terms: Terms<'_>) -> Result<Document, FindingsError> {
    let mut severities: BTreeMap<_, _> = Severity::ALL.map(|severity| (severity, 0)).into();
    let mut codes = BTreeMap::new();
    for finding in told.findings {
        *severities.entry(finding.severity).or_default() += 1;
        *codes.entry(finding.code()).or_default() += 1;
    }
    let document = Listing {
        period: period.to_string(),
        language: terms.language.tag(),
        severities,
        codes,
        findings: told
            .findings
            .iter()
            .map(|finding| FindingView::of(finding, terms).with_cell(finding, told.excerpts))
            .collect(),
        account: told
            .account
            .iter()
            .map(|table| AccountView::of(table, terms))
            .collect(),
        assumptions: told
            .assumptions
            .iter()
            .map(|said| AssumptionView::of(said, terms))
            .collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(Document {
        path: "findings.json".into(),
        bytes,
    })
}
