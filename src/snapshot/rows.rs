//! The rows that figures were made of, as they are kept beside a snapshot: documents don't need them, whoever asks later
//! why a figure is another does.

use crate::measure::{Entry, RowsOfFigure, Rules, counted};
use crate::model::{Exact, Kpi, Period, Place, Source};
use crate::records::{CustomerKey, Records, RepKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The form of rows that this program writes, and the only one that it reads.
const FORM: u32 = 1;

/// The rows behind the figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRows {
    form: u32,
    sources: Vec<Arc<Source>>,
    customers: Vec<String>,
    reps: Vec<String>,
    figures: Vec<OfFigure>,
}

/// The rows of a figure, by rep, day and place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OfFigure {
    kpi: Kpi,
    period: Period,
    rows: Vec<Packed>,
}

/// Rep, source, row, column, day, customer, number of the order, what it counts: reps, sources and customers by where they
/// stand in their lists.
type Packed = (
    u32,
    u32,
    Option<u32>,
    Option<u32>,
    NaiveDate,
    Option<u32>,
    Option<String>,
    Exact,
);

/// A row that counts in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The row.
    pub place: Place,
    /// Its day.
    pub date: NaiveDate,
    /// The customer, where it has one.
    pub customer: Option<String>,
    /// The number of its order, where it is a line of one.
    pub number: Option<String>,
    /// What it says itself: an amount, 1, a credit, points.
    pub counts: Exact,
}

/// Collects the rows of records, as a run adds them up.
pub fn figure_rows(records: &Records, rules: Rules<'_>, period: Period) -> FigureRows {
    let mut sources = Listed::default();
    let mut customers = Listed::default();
    let mut reps = Listed::default();
    let mut figures: BTreeMap<RowsOfFigure, Vec<Packed>> = BTreeMap::new();
    counted(records, rules, period, &mut |of, entry: Entry<'_>| {
        let Ok(counts) = entry.outcome else { return };
        let Place { source, row, column } = entry.place;
        let packed = (
            reps.at(entry.rep),
            sources.at(source),
            *row,
            *column,
            entry.date,
            entry.customer.map(|customer| customers.at(customer)),
            entry.number.map(str::to_owned),
            counts,
        );
        figures.entry(of).or_default().push(packed);
    });
    let name = |key: &CustomerKey| records.customer_names.get(key.0 as usize).cloned();
    let name = |key| name(key).unwrap_or_default();
    let number = |key: &RepKey| records.roster.rep(*key).rep_id.clone();
    let figures = figures
        .into_iter()
        .map(|(RowsOfFigure { kpi, period }, mut rows)| {
            rows.sort_by_key(|row| (row.0, row.4, row.1, row.2, row.3));
            OfFigure { kpi, period, rows }
        });
    FigureRows {
        form: FORM,
        figures: figures.collect(),
        sources: sources.list.iter().map(|source| Arc::clone(source)).collect(),
        customers: customers.list.iter().map(name).collect(),
        reps: reps.list.iter().map(number).collect(),
    }
}

/// What is named again and again, each but once, in the order in which it was met.
struct Listed<T> {
    list: Vec<T>,
    at: BTreeMap<T, u32>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            at: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Clone> Listed<T> {
    fn at(&mut self, named: T) -> u32 {
        if let Some(at) = self.at.get(&named) {
            return *at;
        }
        let at = self.list.len() as u32;
        self.list.push(named.clone());
        self.at.insert(named, at);
        at
    }
}

impl FigureRows {
    /// Their bytes: one line of JSON, the same for the same rows.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// The rows of those bytes; none where another version wrote them, or they are none.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let rows: Self = serde_json::from_slice(bytes).ok()?;
        (rows.form == FORM).then_some(rows)
    }

    /// Which figures there are rows of.
    pub fn figures(&self) -> impl Iterator<Item = (Kpi, Period)> {
        self.figures.iter().map(|of| (of.kpi, of.period))
    }

    /// The rows of everyone's figure in a period, by the rep's number.
    pub fn of(&self, kpi: Kpi, period: Period) -> BTreeMap<&str, Vec<FigureRow>> {
        let mut by_rep: BTreeMap<&str, Vec<FigureRow>> = BTreeMap::new();
        let of = self.figures.iter();
        let of = of.filter(|of| of.kpi == kpi && of.period == period);
        for packed in of.flat_map(|of| &of.rows) {
            if let Some((rep, row)) = self.unpacked(packed) {
                by_rep.entry(rep).or_default().push(row);
            }
        }
        by_rep
    }

    fn unpacked(&self, packed: &Packed) -> Option<(&str, FigureRow)> {
        let (rep, source, row, column, date, customer, number, counts) = packed;
        let rep = self.reps.get(*rep as usize)?;
        let source = Arc::clone(self.sources.get(*source as usize)?);
        let customer = customer.and_then(|at| self.customers.get(at as usize));
        let row = FigureRow {
            place: Place {
                source,
                row: *row,
                column: *column,
            },
            date: *date,
            customer: customer.cloned(),
            number: number.clone(),
            counts: counts.clone(),
        };
        Some((rep, row))
    }
}
