//! KPIs that the policy defines: the score that the manager gave for the period.

use super::Facts;
use super::actuals::Actuals;
use crate::model::{Exact, ManualKpi, Period};

/// The scores given for a period; no value for those who got none.
pub(super) fn actuals(facts: &Facts, kpi: ManualKpi, period: Period) -> Actuals {
    let given = facts
        .records
        .scores
        .iter()
        .filter(|given| given.kpi == kpi && given.period == period);
    Actuals::rated(given.map(|given| (given.rep, Exact::from(given.score))).collect())
}
