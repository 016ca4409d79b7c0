//! What a rep is to carry in a month → the figure that, standing among the targets of a run, comes to it.

use super::Ground;
use crate::model::kpi::Unit;
use crate::model::{Exact, Month};
use crate::records::RepKey;
use crate::targets::{days_of, smallest_part};

/// Decimals of a figure that a run prorates: so many that what it rounds to is the figure that was planned, however many days
/// the month has.
const PLACES: u32 = 6;

/// A run gives a rep who joins or leaves inside a month own ÷ all working days of the figure, half up. So what is to stand
/// there is figure × all ÷ own.
pub(super) fn stated(figure: &Exact, ground: Ground<'_>, (rep, month): (RepKey, Month), unit: Unit) -> Exact {
    let rep = ground.records.roster.rep(rep);
    let is_prorated = ground.policy().prorate && smallest_part(unit).is_some();
    match days_of(rep, month, ground.calendar()) {
        Some([own, all]) if is_prorated && own > 0 => {
            let days = |days: u32| Exact::from(i64::from(days));
            let whole = (figure * &days(all)).checked_div(&days(own));
            whole.map_or_else(|| figure.clone(), |whole| whole.round(PLACES))
        }
        _ => figure.clone(),
    }
}
