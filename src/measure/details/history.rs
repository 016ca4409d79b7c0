//! The orders of twelve months → what each rep, and the company, sold in each of them.

use super::super::Facts;
use crate::model::{Exact, Month, Period};
use crate::records::{Rep, RepKey};
use crate::targets;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many months of history a report shows.
pub const MONTHS: i32 = 12;

/// How many months of history a forecast looks back on.
pub(super) const FAR: i32 = 60;

/// A month's sales and target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthSales {
    /// Which month.
    pub month: Month,
    /// Sales; none where no order of that month is known for anyone, or the rep was not employed in it.
    pub sales: Option<Exact>,
    /// Target; none where none is known.
    pub target: Option<Exact>,
}

/// Sales and targets by rep and month.
pub(super) struct History {
    /// The twelve months that end with the period.
    months: Vec<Month>,
    /// Those that any order is known of, of all that a forecast looks back on.
    pub(super) known: BTreeSet<Month>,
    pub(super) sales: BTreeMap<(RepKey, Month), Exact>,
    /// Of the twelve months, and of `year`.
    pub(super) targets: BTreeMap<(RepKey, Month), Exact>,
}

/// The history of the months that end with the period; targets of the months of `year` as well.
pub(super) fn history(facts: &Facts, period: Period, year: &[Month]) -> History {
    let last = period.months().last();
    let back = |months: i32| -> Vec<Month> {
        let months = last
            .into_iter()
            .flat_map(|last| (1 - months..=0).map(move |offset| last.plus(offset)));
        months.collect()
    };
    let (months, looked_at) = (back(MONTHS), back(FAR));
    let mut targeted = [&months, year].concat();
    targeted.sort_unstable();
    targeted.dedup();
    let mut known = BTreeSet::new();
    let mut sales: BTreeMap<(RepKey, Month), Exact> = BTreeMap::new();
    for order in &facts.records.orders {
        let month = Month::of(order.moment.date()).filter(|month| looked_at.first() <= Some(month));
        let Some(month) = month.filter(|month| Some(month) <= looked_at.last()) else {
            continue;
        };
        // What growth is computed from is shown, whatever file it stands in.
        let is_base = [period, period.before(), period.year_before()]
            .iter()
            .any(|period| period.contains(month.first_day()));
        if is_base || belongs_to(month, &order.place.source.file) {
            known.insert(month);
        }
        if !order.cancelled {
            let sum = sales.entry((order.rep, month)).or_insert_with(Exact::zero);
            *sum = &*sum + &order.amount.into();
        }
    }
    History {
        known,
        sales,
        targets: targets::sales_by_month(facts.records, facts.rules(), &targeted),
        months,
    }
}

/// Whether a file that lies in a period's folder is of a period with that month: a stray row in another month's export
/// does not make the month's sales known. A file above those folders is of any month.
fn belongs_to(month: Month, file: &str) -> bool {
    let folder = file.split('/').nth(1).unwrap_or_default();
    let period = folder.parse::<Period>();
    period.map_or(true, |period| period.contains(month.first_day()))
}

impl History {
    /// The first of the months in a row that are known up to that one; none where that one is not known.
    pub(super) fn known_since(&self, until: Month) -> Option<Month> {
        let back = (0..FAR).map(|months| until.plus(-months));
        back.take_while(|month| self.known.contains(month)).last()
    }

    /// A rep's months.
    pub(super) fn of(&self, key: RepKey, rep: &Rep) -> Vec<MonthSales> {
        let month = |&month: &Month| {
            let employed = rep.employed_within(month.first_day(), month.last_day());
            let sold = || self.sales.get(&(key, month)).cloned();
            let sales = || sold().or_else(|| employed.is_some().then(Exact::zero));
            MonthSales {
                month,
                sales: self.known.contains(&month).then(sales).flatten(),
                target: self.targets.get(&(key, month)).cloned(),
            }
        };
        self.months.iter().map(month).collect()
    }

    /// The company's months: everyone's, those who have left included.
    pub(super) fn company(&self) -> Vec<MonthSales> {
        let sum = |figures: &BTreeMap<(RepKey, Month), Exact>, month: Month| {
            let of_month = figures.iter().filter(|((_, of), _)| *of == month);
            of_month.map(|(_, figure)| figure).sum::<Exact>()
        };
        let month = |&month: &Month| {
            let targeted = self.targets.keys().any(|(_, of)| *of == month);
            MonthSales {
                month,
                sales: self.known.contains(&month).then(|| sum(&self.sales, month)),
                target: targeted.then(|| sum(&self.targets, month)),
            }
        };
        self.months.iter().map(month).collect()
    }
}
