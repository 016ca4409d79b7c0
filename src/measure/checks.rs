//! Checks of a company's own → the rows that they speak of, once a check and table.

use super::Rules;
use crate::catalogue::Check;
use crate::catalogue::expression::Surroundings;
use crate::model::{Finding, Period, Place, Problem, Source};
use crate::records::{RecordRow, Records};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a check found in a table.
struct Met {
    first: Place,
    rows: u64,
    amount: Option<Decimal>,
}

/// The rows of the period that checks speak of: the first of each table, how many there are, and the money that they state.
pub fn checks(records: &Records, rules: Rules<'_>, checks: &[Check], period: Period) -> Vec<Finding> {
    let around = Surroundings::new(period, rules.calendar);
    let mut findings = Vec::new();
    for check in checks {
        let rows = records.rows(rules.catalogue.list(check.dataset));
        let mut tables: BTreeMap<&Source, Met> = BTreeMap::new();
        let is_meant = |row: &RecordRow<'_, '_>| {
            let refusal = check.condition.refusal(row, row.counts(), &around);
            refusal.is_none()
        };
        for row in rows.of_period(period).filter(is_meant) {
            let place = row.place();
            let met = tables.entry(&place.source).or_insert_with(|| Met {
                first: place.clone(),
                rows: 0,
                amount: None,
            });
            if *place < met.first {
                met.first = place.clone();
            }
            met.rows += 1;
            if let Some(amount) = row.amount() {
                let before = met.amount.unwrap_or_default();
                met.amount = Some(before.checked_add(amount).unwrap_or(before));
            }
        }
        findings.extend(tables.into_values().map(|met| {
            let problem = Problem::CheckMet {
                said: check.message.clone(),
                condition: check.written.clone(),
                rows: met.rows,
            };
            let mut finding = Finding::at(met.first, problem).worth(met.amount);
            finding.severity = check.severity;
            finding
        }));
    }
    findings
}
