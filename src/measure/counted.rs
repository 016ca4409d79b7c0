//! Records → the rows that each figure of a period is made of, shown one by one, so that they can be kept.

use super::actuals::{absent, entries};
use super::entry::Entry;
use super::{Facts, Rules};
use crate::model::{Kpi, Period};
use crate::records::Records;
use std::collections::BTreeSet;

/// Which figure rows are of, and of which period: growth is read off two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowsOfFigure {
    /// The figure that is counted; of growth, what grows.
    pub kpi: Kpi,
    /// The period that the rows are of.
    pub period: Period,
}

/// Shows every row that counts in a figure of the policy, figure by figure: those of the period, and of what growth is
/// measured by those of the period before as well. Figures that nobody has show none.
pub fn counted<'a>(
    records: &'a Records,
    rules: Rules<'a>,
    period: Period,
    see: &mut impl FnMut(RowsOfFigure, Entry<'a>),
) {
    let (facts, _) = Facts::new(records, rules);
    for of in figures(rules, period) {
        let dataset = facts.catalogue.dataset_of(of.kpi, facts.policy);
        let has_rows = records.has_rows(dataset, of.period);
        if absent(&facts, of.kpi, of.period, has_rows).is_some() {
            continue;
        }
        entries(&facts, of.kpi, of.period, &mut |entry: Entry<'a>| {
            if entry.outcome.is_ok() {
                see(of, entry);
            }
        });
    }
}

/// What rows are counted for, each but once.
fn figures(rules: Rules<'_>, period: Period) -> BTreeSet<RowsOfFigure> {
    // Orders tell which came late, whether or not sales are weighed.
    let mut figures = BTreeSet::from([RowsOfFigure {
        kpi: Kpi::SALES,
        period,
    }]);
    for kpi in rules.policy.kpis.iter().map(|kpi| kpi.id) {
        let measured = rules.catalogue.measured_by(kpi);
        figures.insert(RowsOfFigure {
            kpi: measured,
            period,
        });
        if measured != kpi {
            let period = period.before();
            figures.insert(RowsOfFigure {
                kpi: measured,
                period,
            });
        }
    }
    figures
}
