//! What is wrong with many rows of a table for one cause is said once, at the first of them.

use crate::model::{Finding, Problem};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The findings of a table's rows.
#[derive(Debug, Default)]
pub struct Tally {
    findings: Vec<Finding>,
    /// Where those stand that more rows may join, by what they say without an example and a count.
    told: BTreeMap<Problem, usize>,
}

impl Tally {
    /// Adds the findings of a row.
    pub fn add(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            let Some(kind) = finding.problem.kind_of_table() else {
                self.findings.push(finding);
                continue;
            };
            let next = self.findings.len();
            let at = *self.told.entry(kind).or_insert(next);
            match self.findings.get_mut(at) {
                Some(first) => join(first, &finding),
                None => self.findings.push(finding),
            }
        }
    }

    /// The findings, those of one cause as one.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

fn join(first: &mut Finding, further: &Finding) {
    if let Some(rows) = first.problem.rows_of_table() {
        *rows += 1;
    }
    first.amount = match (first.amount, further.amount) {
        (Some(one), Some(other)) => one.checked_add(other).map(|sum: Decimal| sum.normalize()),
        (one, other) => one.or(other),
    };
}
