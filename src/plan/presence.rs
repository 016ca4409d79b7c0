//! The roster and a year's months → who is there in which month, in which groups, and for how much of it.

use crate::model::{Calendar, Exact, Month, Period};
use crate::records::{RepKey, Roster, TargetScope};
use crate::targets::days_of;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A rep's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Presence {
    pub(super) team: Option<String>,
    pub(super) region: Option<String>,
    /// The roster's weight, 1 where it states none.
    pub(super) weight: Decimal,
    /// The rep's working days and the month's, of who is not there all month.
    pub(super) days: Option<[u32; 2]>,
}

impl Presence {
    /// How much of the month's work the rep is there for.
    pub(super) fn part(&self) -> Exact {
        let Some([own, all]) = self.days else {
            return Exact::one();
        };
        let days = |days| Exact::from(i64::from(days));
        days(own).checked_div(&days(all)).unwrap_or(Exact::one())
    }

    /// Whether the rep works on any day of it.
    pub(super) fn works(&self) -> bool {
        self.days.is_none_or(|[own, all]| own > 0 || all == 0)
    }

    /// Whether a figure of that scope is to be carried by this rep then.
    pub(super) fn is_of(&self, rep: RepKey, scope: &TargetScope) -> bool {
        match scope {
            TargetScope::Rep(key) => *key == rep,
            TargetScope::Team(team) => self.team.as_ref() == Some(team),
            TargetScope::Region(region) => self.region.as_ref() == Some(region),
            TargetScope::Company => true,
        }
    }
}

/// Everyone's months, by rep.
pub(super) type Present = BTreeMap<(RepKey, Month), Presence>;

/// Who is there in which of the months. A rep belongs where the roster says on the month's last day.
pub(super) fn present(roster: &Roster, calendar: &Calendar, months: &[Month]) -> Present {
    let mut present = Present::new();
    for &month in months {
        let period = Period::month(month);
        for (key, rep) in roster.employed_in(period) {
            let assignment = rep.assignment_for(period);
            let presence = Presence {
                team: assignment.team.clone(),
                region: assignment.region.clone(),
                weight: assignment.weight.unwrap_or(Decimal::ONE),
                days: days_of(rep, month, calendar),
            };
            present.insert((key, month), presence);
        }
    }
    present
}
