//! What every KPI gives for a period: a value for each rep, and whether the period has any row at all.

use super::{
    Facts, calls, conduct, customers_added, customers_lost, manual, new_customers, reports, requests, sales,
    visits, weekly_orders,
};
use crate::catalogue::Figure;
use crate::catalogue::measure::Registered;
use crate::model::{Dataset, Exact, Kpi, Period};
use crate::records::RepKey;
use std::collections::BTreeMap;

/// A KPI's actuals in a period.
#[derive(Debug, Clone, Default)]
pub(super) struct Actuals {
    by_rep: BTreeMap<RepKey, Exact>,
    otherwise: Option<Exact>,
    has_rows: bool,
}

impl Actuals {
    /// No dataset, no value.
    pub(super) fn absent() -> Self {
        Self::default()
    }

    /// Reps without a row have `otherwise`.
    pub(super) fn new(by_rep: BTreeMap<RepKey, Exact>, otherwise: Option<Exact>) -> Self {
        Self {
            by_rep,
            otherwise,
            has_rows: true,
        }
    }

    /// Sums: a rep without a row has 0.
    pub(super) fn summed(values: impl Iterator<Item = (RepKey, Exact)>) -> Self {
        Self::new(sum_by_rep(values), Some(Exact::zero()))
    }

    /// Counts: each item counts 1 for the rep that it names.
    pub(super) fn counted(items: impl Iterator<Item = RepKey>) -> Self {
        let mut counts: BTreeMap<RepKey, i64> = BTreeMap::new();
        for rep in items {
            *counts.entry(rep).or_default() += 1;
        }
        let counts = counts
            .into_iter()
            .map(|(rep, count)| (rep, count.into()))
            .collect();
        Self::new(counts, Some(Exact::zero()))
    }

    /// Rates: a rep without a row has no value.
    pub(super) fn rated(rates: BTreeMap<RepKey, Exact>) -> Self {
        Self::new(rates, None)
    }

    /// The rep's value.
    pub(super) fn of(&self, rep: RepKey) -> Option<Exact> {
        self.by_rep.get(&rep).cloned().or_else(|| self.otherwise.clone())
    }

    /// The rep's value to compare with; none where the period has no row of the dataset, for anyone.
    pub(super) fn base(&self, rep: RepKey) -> Option<Exact> {
        self.of(rep).filter(|_| self.has_rows)
    }
}

/// A KPI's actuals in a period. They are absent without its dataset, and where nobody has a row of it in the period: that
/// nothing was exported looks the same as that nothing happened, unless the settings say that it may well be so.
pub(super) fn actuals(facts: &Facts, kpi: Kpi, period: Period) -> Actuals {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    let has_rows = facts.records.has_rows(dataset, period);
    if missing_dataset(facts, kpi).is_some() || !(has_rows || facts.expected.is_optional(dataset)) {
        return Actuals::absent();
    }
    let actuals = match facts.catalogue.measure(kpi).map(|measure| &measure.figure) {
        Some(Figure::Registered(registered)) => by_rules(facts, *registered, period),
        Some(Figure::Scored) => manual::actuals(facts, kpi, period),
        // Growth is read off what grows.
        Some(Figure::GrowthOf(_)) | None => Actuals::absent(),
    };
    Actuals { has_rows, ..actuals }
}

fn by_rules(facts: &Facts, registered: Registered, period: Period) -> Actuals {
    match registered {
        Registered::Sales => sales::actuals(facts, period),
        Registered::NewCustomers => new_customers::actuals(facts, period),
        Registered::Visits => visits::actuals(facts, period),
        Registered::Calls => calls::actuals(facts, period),
        Registered::WeeklyOrders => weekly_orders::actuals(facts, period),
        Registered::CustomersAdded => customers_added::actuals(facts, period),
        Registered::CustomersLost => customers_lost::actuals(facts, period),
        Registered::Conduct => conduct::actuals(facts, period),
        Registered::Reports => reports::actuals(facts, period),
        Registered::Requests => requests::actuals(facts, period),
    }
}

/// The dataset for want of which a KPI has no value.
pub(super) fn missing_dataset(facts: &Facts, kpi: Kpi) -> Option<Dataset> {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    (!facts.records.present.contains(&dataset)).then_some(dataset)
}

/// Adds up exact values by rep.
pub(super) fn sum_by_rep(values: impl Iterator<Item = (RepKey, Exact)>) -> BTreeMap<RepKey, Exact> {
    let mut sums = BTreeMap::new();
    for (rep, value) in values {
        let sum: &mut Exact = sums.entry(rep).or_insert_with(Exact::zero);
        *sum = &*sum + &value;
    }
    sums
}

/// The mean of exact values by rep.
pub(super) fn mean_by_rep(values: impl Iterator<Item = (RepKey, Exact)>) -> BTreeMap<RepKey, Exact> {
    let values: Vec<(RepKey, Exact)> = values.collect();
    let counts = sum_by_rep(values.iter().map(|(rep, _)| (*rep, Exact::one())));
    let sums = sum_by_rep(values.into_iter());
    sums.into_iter()
        .filter_map(|(rep, sum)| Some((rep, sum.checked_div(counts.get(&rep)?)?)))
        .collect()
}
