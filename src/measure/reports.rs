//! 工作计划、汇报完成率: of the plans and reports due in the period, the share submitted in time.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::Period;
use crate::records::Report;
use rust_decimal::Decimal;

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for report in &facts.records.reports {
        let due = report.due.date();
        if period.contains(due) {
            let (credit, remark) = credit(report, facts.policy.late_credit);
            let (outcome, remark) = if report.added.counts() {
                (Ok(credit.into()), remark)
            } else {
                (Err(Reason::Cancelled), None)
            };
            let entry = Entry::new(report.rep, (&report.place, due), outcome);
            see(entry.because(remark));
        }
    }
}

/// 1 on or before the day it was due, the policy's late credit after it, 0 where it never came.
fn credit(report: &Report, late_credit: Decimal) -> (Decimal, Option<Reason>) {
    match report.submitted {
        Some(submitted) if submitted.date() <= report.due.date() => (Decimal::ONE, None),
        Some(_) => (late_credit, Some(Reason::Late)),
        None => (Decimal::ZERO, Some(Reason::Never)),
    }
}
