//! A month's target → the part that a rep who joined or left inside the month carries.

use super::round_to_unit;
use crate::model::{Calendar, Exact, Month};
use crate::records::Rep;
use rust_decimal::Decimal;

/// target × own working days ÷ the month's, rounded half up to the unit; as it stands for a rep employed all month.
pub(super) fn prorate(target: &Exact, rep: &Rep, month: Month, calendar: &Calendar, unit: Decimal) -> Exact {
    let (first, last) = (month.first_day(), month.last_day());
    let Some((from, to)) = rep.employed_within(first, last) else {
        return Exact::zero();
    };
    if (from, to) == (first, last) {
        return target.clone();
    }
    let days = |from, to| Exact::from(i64::from(calendar.working_days(from, to)));
    match (target * &days(from, to)).checked_div(&days(first, last)) {
        Some(part) => round_to_unit(&part, unit),
        None => target.clone(),
    }
}
