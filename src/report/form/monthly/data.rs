//! Findings → the data quality that a director should know of: counts, and the gravest kinds with an example.

use crate::model::{Finding, Severity, Terms};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many kinds of findings are named.
const NAMED: usize = 12;

/// What is wrong with the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataView {
    /// Findings of severity error: rows, sheets or files were left out.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Good to know.
    pub infos: usize,
    /// The kinds of errors and warnings, the gravest and most frequent first.
    pub kinds: Vec<FindingView>,
    /// How many kinds are not named.
    pub others: usize,
}

/// A kind of finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingView {
    /// `error`, `warning`
    pub severity: &'static str,
    /// `错误`
    pub severity_name: &'static str,
    /// `unknown-rep`
    pub code: &'static str,
    /// How often.
    pub count: usize,
    /// Where it was found first; empty where it concerns the book as a whole.
    pub place: String,
    /// What was found there.
    pub what: String,
    /// What to do.
    pub fix: String,
}

/// The counts, and the kinds that matter.
pub(super) fn view(findings: &[Finding], terms: Terms<'_>) -> DataView {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let mut kinds: BTreeMap<(Severity, &'static str), (&Finding, usize)> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
    {
        let kind = (finding.severity, finding.code());
        kinds.entry(kind).or_insert((finding, 0)).1 += 1;
    }
    let mut kinds: Vec<(&Finding, usize)> = kinds.into_values().collect();
    kinds.sort_by_key(|(finding, count)| (finding.severity, std::cmp::Reverse(*count)));
    DataView {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        others: kinds.len().saturating_sub(NAMED),
        kinds: kinds
            .iter()
            .take(NAMED)
            .map(|(finding, count)| FindingView {
                severity: finding.severity.id(),
                severity_name: finding.severity.name(terms.language),
                code: finding.code(),
                count: *count,
                place: finding
                    .place
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                what: finding.what(terms),
                fix: finding.fix(terms),
            })
            .collect(),
    }
}
