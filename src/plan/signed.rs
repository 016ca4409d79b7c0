//! A plan beside the targets that stand in the inbox for the same year: what was signed.

use super::{Ground, Line};
use crate::model::{Exact, Kpi, Month};
use crate::records::RepKey;
use crate::targets::by_month;
use std::collections::{BTreeMap, BTreeSet};

/// A month of a rep whose planned target is another than the signed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub rep: RepKey,
    /// The KPI.
    pub kpi: Kpi,
    /// The month.
    pub month: Month,
    /// What was signed; none: nothing.
    pub signed: Option<Exact>,
    /// What is planned; none: nothing.
    pub planned: Option<Exact>,
}

/// What the plan changes of what was signed, of the KPIs that it is about; none where nothing was signed for the year. What is wrong
/// with what was signed, a run tells.
pub fn changes(lines: &[Line], ground: Ground<'_>) -> Option<Vec<Change>> {
    let (signed, _) = by_month(ground.records, ground.rules.of_targets(), ground.year);
    if signed.is_empty() {
        return None;
    }
    let kpis: BTreeSet<Kpi> = lines.iter().map(|line| line.kpi).collect();
    let mut months: BTreeMap<(Kpi, RepKey, Month), [Option<Exact>; 2]> = BTreeMap::new();
    for ((rep, kpi, month), target) in signed {
        if kpis.contains(&kpi) {
            months.entry((kpi, rep, month)).or_default()[0] = Some(target);
        }
    }
    for line in lines.iter().filter(|line| line.product.is_none()) {
        for (month, planned) in &line.months {
            months.entry((line.kpi, line.rep, *month)).or_default()[1] = Some(planned.target.clone());
        }
    }
    let change = |((kpi, rep, month), [signed, planned]): (_, [Option<Exact>; 2])| Change {
        rep,
        kpi,
        month,
        signed,
        planned,
    };
    let differing = months
        .into_iter()
        .filter(|(_, [signed, planned])| signed != planned);
    Some(differing.map(change).collect())
}
