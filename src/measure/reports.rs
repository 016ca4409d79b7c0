//! 工作计划、汇报完成率: of the plans and reports due in the period, the share submitted in time.

use super::actuals::mean_by_rep;
use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::Report;
use rust_decimal::Decimal;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let due = facts
        .records
        .reports
        .iter()
        .filter(|report| period.contains(report.due.date()));
    let credits = due.map(|report| (report.rep, credit(report, facts.policy.late_credit).into()));
    Actuals::rated(mean_by_rep(credits))
}

/// 1 on or before the day it was due, the policy's late credit after it, 0 where it never came.
fn credit(report: &Report, late_credit: Decimal) -> Decimal {
    match report.submitted {
        Some(submitted) if submitted.date() <= report.due.date() => Decimal::ONE,
        Some(_) => late_credit,
        None => Decimal::ZERO,
    }
}
