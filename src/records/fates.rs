//! Rows that were left out, and records → what became of each, in the ledger.

use super::ledger::{Brought, Ledger};
use super::left_out::{LeftOut, LeftOutFor};
use super::record::Records;
use super::rows::RecordRow;
use crate::catalogue::Catalogue;
use crate::model::{Dataset, Fate, Period};
use rust_decimal::Decimal;

/// Settles what was left out, and then the records.
pub fn settle(ledger: &mut Ledger, records: &Records, catalogue: &Catalogue, period: Period) {
    for row in &records.left_out {
        ledger.settle_at(
            row.dataset,
            &row.place,
            fate_of_left_out(row),
            Brought::stated(row.stated),
        );
    }
    let mut appraised = vec![false; records.roster.iter().count()];
    for (rep, _) in records.roster.employed_in(period) {
        appraised[rep.0 as usize] = true;
    }
    let rows = records.roster.iter().flat_map(|(_, rep)| &rep.assignments);
    for row in rows {
        ledger.settle_at(Dataset::ROSTER, &row.place, Fate::Counted, Brought::default());
    }
    for list in catalogue.lists().filter(|list| list.dataset != Dataset::SCORES) {
        let rows = records.rows(list);
        for row in rows.all() {
            let is_appraised = appraised.get(row.rep().0 as usize).copied().unwrap_or(false);
            let fate = fate_of_record(&row, list.dataset, period, is_appraised);
            let (stated, amount) = (row.stated(), row.amount());
            let counts = if fate.is_counted() { amount } else { stated };
            ledger.settle_at(list.dataset, row.place(), fate, Brought { stated, counts });
        }
    }
    ledger.close();
}

fn fate_of_left_out(row: &LeftOut) -> Fate {
    match row.why {
        LeftOutFor::Finding(code) => Fate::of_finding(code),
        LeftOutFor::NewerList => Fate::Restated,
    }
}

/// What became of a row that is a record.
fn fate_of_record(row: &RecordRow<'_, '_>, dataset: Dataset, period: Period, is_appraised: bool) -> Fate {
    // Whoever owns a customer may have got it at any time.
    if dataset == Dataset::CUSTOMERS {
        return if row.counts() {
            Fate::Counted
        } else {
            Fate::Cancelled
        };
    }
    if !period.contains(row.day()) {
        return Fate::OtherPeriod;
    }
    if !row.counts() {
        return Fate::Cancelled;
    }
    if !is_appraised {
        return Fate::NotAppraised;
    }
    let takes_off = dataset == Dataset::ORDERS && row.amount().is_some_and(|amount| amount < Decimal::ZERO);
    if takes_off { Fate::Returned } else { Fate::Counted }
}
