//! A month's target → the part that a rep who joined or left inside the month carries.

use super::round_to_unit;
use crate::model::{Calendar, Exact, Month};
use crate::records::Rep;
use rust_decimal::Decimal;

/// target × own working days ÷ the month's, rounded half up to the unit; as it stands for a rep employed all month.
pub(super) fn prorate(target: &Exact, rep: &Rep, month: Month, calendar: &Calendar, unit: Decimal) -> Exact {
    if rep.employed_within(month.first_day(), month.last_day()).is_none() {
        return Exact::zero();
    }
    let Some([own, all]) = days_of(rep, month, calendar) else {
        return target.clone();
    };
    let days = |days| Exact::from(i64::from(days));
    match (target * &days(own)).checked_div(&days(all)) {
        Some(part) => round_to_unit(&part, unit),
        None => target.clone(),
    }
}

/// The working days of a rep who isn't there all month, and the month's; none for one who is, or isn't there at all.
pub fn days_of(rep: &Rep, month: Month, calendar: &Calendar) -> Option<[u32; 2]> {
    let (first, last) = (month.first_day(), month.last_day());
    let (from, to) = rep.employed_within(first, last)?;
    let is_whole = (from, to) == (first, last);
    (!is_whole).then(|| {
        [
            calendar.working_days(from, to),
            calendar.working_days(first, last),
        ]
    })
}
