//! What every KPI gives for a period: a value for each rep, and whether the period has any row at all.

use super::entry::{Entry, Making, Tally, worked};
use super::{
    Facts, calls, conduct, customers_added, customers_lost, declared, manual, new_customers, reports,
    requests, sales, visits, weekly_orders,
};
use crate::catalogue::Figure;
use crate::catalogue::measure::Registered;
use crate::model::{Dataset, Exact, Kpi, Period};
use crate::records::RepKey;
use chrono::NaiveDate;

/// A KPI's actuals in a period.
#[derive(Debug, Clone, Default)]
pub(super) struct Actuals {
    /// By the places of reps on the roster; empty where nobody has a value.
    by_rep: Vec<Option<Exact>>,
    has_rows: bool,
}

impl Actuals {
    /// The rep's value.
    pub(super) fn of(&self, rep: RepKey) -> Option<Exact> {
        self.by_rep.get(rep.0 as usize).cloned().flatten()
    }

    /// The rep's value to compare with; none where the period has no row of the dataset, for anyone.
    pub(super) fn base(&self, rep: RepKey) -> Option<Exact> {
        self.of(rep).filter(|_| self.has_rows)
    }
}

/// Why nobody has a value in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// There is no table of its list.
    NoTable(Dataset),
    /// No row of its list is of the period, for anyone: that nothing was exported looks the same as that nothing happened.
    NoRows(Dataset),
    /// No order before the period is known, so that every customer would look new.
    NoEarlierOrders,
    /// Orders are not known from that day on, so that nobody can tell who stopped ordering.
    ShortHistory(NaiveDate),
}

/// A KPI's actuals in a period: what its rows add, by rep.
pub(super) fn actuals(facts: &Facts<'_>, kpi: Kpi, period: Period) -> Actuals {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    let has_rows = facts.records.has_rows(dataset, period);
    if absent(facts, kpi, period, has_rows).is_some() {
        return Actuals::default();
    }
    if let Some(Figure::Declared(declared)) = facts.catalogue.measure(kpi).map(|measure| &measure.figure) {
        return Actuals {
            by_rep: declared::figures(facts, (declared, dataset), period, |_| true),
            has_rows,
        };
    }
    let roster = &facts.records.roster;
    let mut tallies: Vec<Tally> = vec![Tally::default(); roster.iter().count()];
    entries(facts, kpi, period, &mut |entry: Entry<'_>| {
        if let (Ok(value), Some(tally)) = (&entry.outcome, tallies.get_mut(entry.rep.0 as usize)) {
            tally.add(value);
        }
    });
    let making = Making::of(facts.catalogue, kpi);
    let figures = roster.iter().zip(&tallies);
    let figure =
        |((_, rep), tally): ((_, _), &Tally)| tally.figure(making, || worked(rep, period, facts.calendar));
    Actuals {
        by_rep: figures.map(figure).collect(),
        has_rows,
    }
}

/// Why nobody has a value of a KPI in a period, told whether its list has rows of it; none where the rows tell.
pub(super) fn absent(facts: &Facts<'_>, kpi: Kpi, period: Period, has_rows: bool) -> Option<Absent> {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    if missing_dataset(facts, kpi).is_some() {
        return Some(Absent::NoTable(dataset));
    }
    if !has_rows && !facts.expected.is_optional(dataset) {
        return Some(Absent::NoRows(dataset));
    }
    match facts.catalogue.measure(kpi).map(|measure| &measure.figure) {
        Some(Figure::Registered(Registered::NewCustomers)) => {
            (!new_customers::can_be_judged(facts, period)).then_some(Absent::NoEarlierOrders)
        }
        Some(Figure::Registered(Registered::CustomersLost)) => {
            customers_lost::too_short(facts, period).map(Absent::ShortHistory)
        }
        _ => None,
    }
}

/// Shows every row of a period that a KPI could be made of, with what it adds: the one way to a figure and to its rows.
pub(super) fn entries<'a>(facts: &Facts<'a>, kpi: Kpi, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    match facts.catalogue.measure(kpi).map(|measure| &measure.figure) {
        Some(Figure::Registered(registered)) => by_rules(facts, *registered, period, see),
        Some(Figure::Declared(declared)) => {
            let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
            declared::each(facts, (declared, dataset), period, see);
        }
        Some(Figure::Scored) => manual::each(facts, kpi, period, see),
        // Growth is read off what grows.
        Some(Figure::GrowthOf(_)) | None => {}
    }
}

fn by_rules<'a>(facts: &Facts<'a>, registered: Registered, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    match registered {
        Registered::Sales => sales::each(facts, period, see),
        Registered::NewCustomers => new_customers::each(facts, period, see),
        Registered::Visits => visits::each(facts, period, see),
        Registered::Calls => calls::each(facts, period, see),
        Registered::WeeklyOrders => weekly_orders::each(facts, period, see),
        Registered::CustomersAdded => customers_added::each(facts, period, see),
        Registered::CustomersLost => customers_lost::each(facts, period, see),
        Registered::Conduct => conduct::each(facts, period, see),
        Registered::Reports => reports::each(facts, period, see),
        Registered::Requests => requests::each(facts, period, see),
    }
}

/// The dataset for want of which a KPI has no value.
pub(super) fn missing_dataset(facts: &Facts<'_>, kpi: Kpi) -> Option<Dataset> {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    (!facts.records.present.contains(&dataset)).then_some(dataset)
}
