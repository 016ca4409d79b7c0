//! A rep's figures → three facts to talk about, each with the rows that it comes from.

use crate::measure::details::{Telling, TellingRow};
use crate::model::Kpi;
use crate::model::kpi::Unit;
use crate::report::figures::{self, or_dash};
use crate::report::form::view::{actual, attainment};
use crate::report::naming::Naming;
use crate::score::{KpiScore, Scorecard};
use serde::Serialize;

/// How many facts are named that cost points, and how many that brought them.
const WEAK: usize = 2;
const STRONG: usize = 1;

/// A fact to talk about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report::form) struct FactView<'a> {
    /// `visits`
    id: Kpi,
    /// `现有客户拜访`
    name: &'a str,
    /// What it is counted in; empty for percentages.
    unit: &'a str,
    /// Whether it brought its whole weight.
    is_strong: bool,
    actual: String,
    target: String,
    attainment: String,
    points: String,
    weight: String,
    /// Of how many rows it is made; none where it is made of none that are known.
    rows: Option<u32>,
    /// The row that tells the most: `拜访.xlsx!10月!F14`; none where there is none.
    row: Option<String>,
    /// What that row says: its day, its customer, what it adds.
    said: Option<String>,
}

/// The figures that cost the most points, and that which brought the most; with fewer of the one, more of the other.
pub(super) fn facts<'a>(card: &Scorecard, told: &[Telling], naming: Naming<'a>) -> Vec<FactView<'a>> {
    let counted = card.kpis.iter().filter(|kpi| !kpi.weight.is_zero());
    let mut by_cost: Vec<(&KpiScore, _)> = counted
        .filter_map(|kpi| Some((kpi, kpi.points? - kpi.weight)))
        .collect();
    by_cost.sort_by_key(|(_, over)| *over);
    let (weak, strong): (Vec<_>, Vec<_>) = by_cost.into_iter().partition(|(_, over)| over.is_sign_negative());
    let mut strong: Vec<&KpiScore> = strong.into_iter().map(|(kpi, _)| kpi).collect();
    strong.sort_by_key(|kpi| std::cmp::Reverse(kpi.points));
    let weak_named = WEAK.max((WEAK + STRONG).saturating_sub(strong.len()));
    let weak: Vec<&KpiScore> = weak.into_iter().map(|(kpi, _)| kpi).take(weak_named).collect();
    let strong_named = (WEAK + STRONG).saturating_sub(weak.len());
    let strong = strong.into_iter().take(strong_named).map(|kpi| (kpi, true));
    let named = weak.into_iter().map(|kpi| (kpi, false)).chain(strong);
    named
        .map(|(kpi, is_strong)| fact(kpi, is_strong, told, naming))
        .collect()
}

fn fact<'a>(kpi: &KpiScore, is_strong: bool, told: &[Telling], naming: Naming<'a>) -> FactView<'a> {
    let telling = told.iter().find(|telling| telling.kpi == kpi.kpi);
    // Of shares the row that failed tells more than one that did not.
    let is_share = matches!(kpi.unit, Unit::Rate | Unit::Score);
    let row = telling.map(|telling| {
        if is_share && !is_strong {
            &telling.least
        } else {
            &telling.most
        }
    });
    FactView {
        id: kpi.kpi,
        name: naming.name(kpi.kpi),
        unit: naming.counted_in(kpi.kpi),
        is_strong,
        actual: actual(kpi, naming),
        target: or_dash(
            kpi.target
                .as_ref()
                .map(|target| figures::figure(target, kpi.unit)),
        ),
        attainment: attainment(kpi),
        points: or_dash(kpi.points.as_ref().map(figures::points)),
        weight: figures::shortest(kpi.weight),
        rows: telling.map(|telling| telling.rows),
        row: row.map(|row| row.place.to_string()),
        said: row.map(|row| said(row, kpi.unit, naming)),
    }
}

fn said(row: &TellingRow, unit: Unit, naming: Naming<'_>) -> String {
    let mut said = vec![figures::date(row.date, naming.language)];
    said.extend(row.customer.clone().filter(|customer| !customer.is_empty()));
    if unit == Unit::Money {
        said.push(figures::money(&row.value));
    }
    said.join(naming.language.pick("，", ", "))
}
