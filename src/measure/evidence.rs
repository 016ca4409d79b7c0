//! Reps and a figure → every row that each one's is made of, and every row of the rep that it is not made of, each with why.
//!
//! Nothing is computed here: rows are listed as [`super::actuals`] adds them up, once for all reps who are asked for.

use super::actuals::{Absent, absent, entries};
use super::entry::{Entry, Made, Making, Reason, Tally, worked};
use super::{Facts, Rules, declared, growth_rate};
use crate::catalogue::Figure;
use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi, Period, Place};
use crate::records::{LeftOut, LeftOutFor, Records, RepKey};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A figure of a rep with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which figure.
    pub kpi: Kpi,
    /// What kind of number it is.
    pub unit: Unit,
    /// How it comes of its rows.
    pub making: Making,
    /// What it comes to.
    pub actual: Option<Exact>,
    /// Why nobody has it, where nobody has.
    pub absent: Option<Absent>,
    /// What it has that comes of no row: 1 of conduct, −1 of growth, what rounding added to a rate by the week.
    pub start: Exact,
    /// Whether it would have gone beyond what it is kept within.
    pub limited: bool,
    /// What the rows themselves add up to.
    pub sum: Exact,
    /// The rows that count, by date.
    pub rows: Vec<CountedRow>,
    /// Those that do not.
    pub left_out: Vec<LeftOutRow>,
    /// The days that the rep works in the period, where the figure hangs on them.
    pub worked: Option<u32>,
    /// What growth is over.
    pub base: Option<Base>,
}

/// The period that growth is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Which.
    pub period: Period,
    /// The figure that grew, then and in the period itself.
    pub grown: Kpi,
    /// What kind of number that is.
    pub unit: Unit,
    /// What it came to; none where it had no value, or no row of that time is known.
    pub actual: Option<Exact>,
    /// What it comes to now.
    pub now: Option<Exact>,
    /// The rows that it was made of.
    pub rows: Vec<CountedRow>,
}

/// A row that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// The row.
    pub place: Place,
    /// Its day.
    pub date: NaiveDate,
    /// The customer.
    pub customer: Option<String>,
    /// What it says itself: an amount, 1, a credit, points.
    pub counts: Exact,
    /// What of the figure is its: with those of all rows and the start they add up to it.
    pub value: Exact,
    /// Why it counts no more.
    pub remark: Option<Reason>,
    /// The rows of other sheets that it looks something up in, as far as that was asked.
    pub looked_up: Vec<Place>,
}

/// Why a row does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    /// It was read, and is none of those that this figure is made of.
    NotOfFigure(Reason),
    /// It is no record at all.
    NoRecord(LeftOutFor),
}

/// A row that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutRow {
    /// The row.
    pub place: Place,
    /// Its day, as far as it could be read.
    pub date: Option<NaiveDate>,
    /// The customer.
    pub customer: Option<String>,
    /// The money that it states.
    pub amount: Option<Decimal>,
    /// Why.
    pub why: WhyLeftOut,
}

/// What became of a row in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Whose figure.
    pub rep: RepKey,
    /// Which.
    pub kpi: Kpi,
    /// Of which period the row is: growth is made of two.
    pub period: Period,
    /// What of the figure is the row's, or why it is not of it.
    pub outcome: Result<CountedRow, Reason>,
}

/// Figures of reps in a period, each with its rows: for each of `kpis`, that of each rep.
pub fn evidence(
    records: &Records,
    rules: Rules<'_>,
    (reps, period): (&BTreeSet<RepKey>, Period),
    kpis: &BTreeSet<Kpi>,
) -> BTreeMap<Kpi, BTreeMap<RepKey, Evidence>> {
    let (facts, _) = Facts::new(records, rules);
    kpis.iter()
        .map(|kpi| (*kpi, of_figure(&facts, *kpi, reps, period)))
        .collect()
}

/// Everything that the policy's figures make of the rows that are asked for.
pub fn uses(
    records: &Records,
    rules: Rules<'_>,
    period: Period,
    is_asked: impl Fn(&Place) -> bool,
) -> Vec<Use> {
    let (facts, _) = Facts::new(records, rules);
    let mut uses = Vec::new();
    for kpi in rules.policy.kpis.iter().map(|kpi| kpi.id) {
        let measured = rules.catalogue.measured_by(kpi);
        let periods = [period, period.before()];
        let compared = if measured == kpi { 1 } else { 2 };
        for of in periods.into_iter().take(compared) {
            let mut found: Vec<(RepKey, Place, Option<Reason>)> = Vec::new();
            entries(&facts, measured, of, &mut |entry: Entry<'_>| {
                if is_asked(entry.place) {
                    found.push((entry.rep, entry.place.clone(), entry.outcome.err()));
                }
            });
            let is_counted =
                |(rep, _, reason): &(RepKey, Place, Option<Reason>)| reason.is_none().then_some(*rep);
            let reps: BTreeSet<RepKey> = found.iter().filter_map(is_counted).collect();
            let mut counted: BTreeMap<(RepKey, Place), CountedRow> = BTreeMap::new();
            for (rep, whole) in of_figure(&facts, kpi, &reps, period) {
                let rows = match whole.base {
                    Some(base) if of != period => base.rows,
                    _ => whole.rows,
                };
                let asked = rows.into_iter().filter(|row| is_asked(&row.place));
                for row in asked {
                    counted.entry((rep, row.place.clone())).or_insert(row);
                }
            }
            for (rep, place, reason) in found {
                let outcome = match reason {
                    Some(reason) => Err(reason),
                    None => match counted.get(&(rep, place)) {
                        Some(row) => Ok(row.clone()),
                        // Of a figure that nobody has.
                        None => continue,
                    },
                };
                uses.push(Use {
                    rep,
                    kpi,
                    period: of,
                    outcome,
                });
            }
        }
    }
    uses
}

fn of_figure(
    facts: &Facts<'_>,
    kpi: Kpi,
    reps: &BTreeSet<RepKey>,
    period: Period,
) -> BTreeMap<RepKey, Evidence> {
    let measured = facts.catalogue.measured_by(kpi);
    let own = of_rows(facts, measured, reps, period);
    if measured == kpi {
        return own;
    }
    let mut before = of_rows(facts, measured, reps, period.before());
    let grown = own.into_iter().filter_map(|(rep, own)| {
        let before = before.remove(&rep)?;
        Some((rep, growth(facts, kpi, own, before, period)))
    });
    grown.collect()
}

/// A rep's rows of a period, as they are met.
#[derive(Default)]
struct Met {
    tally: Tally,
    rows: Vec<CountedRow>,
    left_out: Vec<LeftOutRow>,
}

impl Met {
    fn see(&mut self, entry: Entry<'_>, names: &[String]) {
        let customer = entry.customer.and_then(|key| names.get(key.0 as usize).cloned());
        match entry.outcome {
            Ok(counts) => {
                self.tally.add(&counts);
                self.tally.weight = &self.tally.weight + &entry.weight;
                self.rows.push(CountedRow {
                    place: entry.place.clone(),
                    date: entry.date,
                    customer,
                    value: counts.clone(),
                    counts,
                    remark: entry.remark,
                    looked_up: Vec::new(),
                });
            }
            Err(reason) => self.left_out.push(LeftOutRow {
                place: entry.place.clone(),
                date: Some(entry.date),
                customer,
                amount: entry.amount,
                why: WhyLeftOut::NotOfFigure(reason),
            }),
        }
    }

    fn see_no_record(&mut self, row: &LeftOut) {
        self.left_out.push(LeftOutRow {
            place: row.place.clone(),
            date: row.date,
            customer: None,
            amount: row.amount,
            why: WhyLeftOut::NoRecord(row.why),
        });
    }
}

/// What is counted itself.
fn of_rows(
    facts: &Facts<'_>,
    kpi: Kpi,
    reps: &BTreeSet<RepKey>,
    period: Period,
) -> BTreeMap<RepKey, Evidence> {
    let dataset = facts.catalogue.dataset_of(kpi, facts.policy);
    let has_rows = facts.records.has_rows(dataset, period);
    let absent = absent(facts, kpi, period, has_rows);
    let mut met: BTreeMap<RepKey, Met> = reps.iter().map(|rep| (*rep, Met::default())).collect();
    if absent.is_none() {
        let names = &facts.records.customer_names;
        entries(facts, kpi, period, &mut |entry: Entry<'_>| {
            if let Some(met) = met.get_mut(&entry.rep) {
                met.see(entry, names);
            }
        });
    }
    let is_of_period = |row: &&LeftOut| row.date.is_none_or(|date| period.contains(date));
    let no_records = facts.records.left_out.iter().filter(is_of_period);
    for row in no_records.filter(|row| row.dataset == dataset) {
        if let Some(met) = row.rep.and_then(|rep| met.get_mut(&rep)) {
            met.see_no_record(row);
        }
    }
    let declared = match facts.catalogue.measure(kpi).map(|measure| &measure.figure) {
        Some(Figure::Declared(declared)) => Some(declared),
        _ => None,
    };
    let is_asked = |rep| reps.contains(&rep);
    // Of a list that nobody has there is nothing to fold.
    let declared = declared.filter(|_| absent.is_none());
    let figures = declared.map(|declared| declared::figures(facts, (declared, dataset), period, is_asked));
    let made = |rep: RepKey, tally: &Tally, making, worked| match (declared, &figures) {
        (Some(declared), Some(figures)) => {
            let figure = figures.get(rep.0 as usize).cloned().flatten();
            figure.map(|figure| Made::of_declared(figure, declared, tally))
        }
        _ => tally.made(making, worked),
    };
    met.into_iter()
        .map(|(rep, met)| {
            let making = Making::of(facts.catalogue, kpi);
            let worked = worked(facts.records.roster.rep(rep), period, facts.calendar);
            let made = made(rep, &met.tally, making, worked).filter(|_| absent.is_none());
            let unit = facts.catalogue.unit(kpi);
            (
                rep,
                put_together((kpi, unit, making), met, made, (absent, worked)),
            )
        })
        .collect()
}

fn put_together(
    (kpi, unit, making): (Kpi, Unit, Making),
    met: Met,
    made: Option<Made>,
    (absent, worked): (Option<Absent>, Option<u32>),
) -> Evidence {
    let Met {
        tally,
        mut rows,
        mut left_out,
    } = met;
    if let Some(Made { each, .. }) = &made {
        for row in &mut rows {
            row.value = &row.counts * each;
        }
    }
    rows.sort_by(|a, b| (a.date, &a.place).cmp(&(b.date, &b.place)));
    left_out.sort_by(|a, b| (a.why, a.date, &a.place).cmp(&(b.why, b.date, &b.place)));
    Evidence {
        kpi,
        unit,
        making,
        start: made.as_ref().map_or_else(Exact::zero, |made| made.start.clone()),
        limited: made.as_ref().is_some_and(|made| made.limited),
        actual: made.map(|made| made.figure),
        absent,
        sum: tally.sum,
        rows,
        left_out,
        worked: worked.filter(|_| making == Making::PerWeek),
        base: None,
    }
}

/// How a figure grew: each of its rows is so much of the one before, and −1 the whole of that.
fn growth(facts: &Facts<'_>, kpi: Kpi, now: Evidence, before: Evidence, period: Period) -> Evidence {
    let dataset = facts.catalogue.dataset_of(now.kpi, facts.policy);
    let is_known = facts.records.has_rows(dataset, period.before());
    let base = before.actual.filter(|_| is_known);
    let actual = growth_rate(now.actual.as_ref(), base.as_ref());
    let mut rows = now.rows;
    let mut start = Exact::zero();
    if let (Some(_), Some(base)) = (&actual, &base) {
        for row in &mut rows {
            row.value = row.value.checked_div(base).unwrap_or_else(Exact::zero);
        }
        let own = now.start.checked_div(base).unwrap_or_else(Exact::zero);
        start = &own - &Exact::one();
    }
    Evidence {
        kpi,
        unit: facts.catalogue.unit(kpi),
        making: Making::Growth,
        absent: now.absent,
        start,
        limited: false,
        sum: now.sum,
        rows,
        left_out: now.left_out,
        worked: None,
        base: Some(Base {
            period: period.before(),
            grown: now.kpi,
            unit: now.unit,
            actual: base,
            now: now.actual,
            rows: before.rows,
        }),
        actual,
    }
}
