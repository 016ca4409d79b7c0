//! 增长率: (sales − sales of the period before) ÷ sales of the period before; no value where that is 0 or less, or unknown.

use super::{Actuals, Facts, sales};
use crate::model::{Exact, Period};

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let now = sales::actuals(facts, period);
    let before = sales::actuals(facts, period.before());
    let reps = facts.records.roster.iter().map(|(rep, _)| rep);
    let rates = reps.filter_map(|rep| Some((rep, rate(now.of(rep).as_ref(), before.base(rep).as_ref())?)));
    Actuals::rated(rates.collect())
}

/// (now − base) ÷ base; none where either is unknown or the base is 0 or less.
pub(super) fn rate(now: Option<&Exact>, base: Option<&Exact>) -> Option<Exact> {
    let base = base.filter(|base| base.is_positive())?;
    (now? - base).checked_div(base)
}
