//! 增长率: (sales − sales of the period before) ÷ sales of the period before; no value where that is 0 or less, or unknown.

use crate::model::Exact;

/// (now − base) ÷ base; none where either is unknown or the base is 0 or less.
pub fn rate(now: Option<&Exact>, base: Option<&Exact>) -> Option<Exact> {
    let base = base.filter(|base| base.is_positive())?;
    (now? - base).checked_div(base)
}
