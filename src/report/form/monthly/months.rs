//! Months of sales → columns of a chart.

use crate::measure::details::MonthSales;
use crate::model::{Exact, Language, Period};
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use serde::Serialize;

/// A month of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthView {
    /// `2026-10`
    pub id: String,
    /// `10月`, `Oct`
    pub name: String,
    /// `2026`
    pub year: i32,
    /// Sales.
    pub sales: String,
    /// What was to be reached.
    pub target: String,
    /// Sales as a number.
    pub raw_sales: Option<String>,
    /// The target as a number.
    pub raw_target: Option<String>,
    /// Sales ÷ the largest figure of the months, for drawing; 0 where there are none.
    pub height: f64,
    /// The target ÷ the same.
    pub target_height: Option<f64>,
}

/// The height of a month that is nothing beside the largest; a number below it would be written with an exponent, which
/// no drawing knows.
const LEAST_HEIGHT: f64 = 0.001;

/// The months, drawn to one scale; none where nothing is known of any.
pub(crate) fn views(months: &[MonthSales], language: Language) -> Vec<MonthView> {
    let is_known = |month: &MonthSales| month.sales.is_some() || month.target.is_some();
    if !months.iter().any(is_known) {
        return Vec::new();
    }
    let figures = months.iter().flat_map(|month| [&month.sales, &month.target]);
    let largest = figures.flatten().max().filter(|largest| largest.is_positive());
    let height = |figure: &Exact| {
        let share = largest.and_then(|largest| figure.checked_div(largest));
        let least = if figure.is_positive() { LEAST_HEIGHT } else { 0.0 };
        share.map_or(0.0, |share| share.to_f64().clamp(least, 1.0))
    };
    months
        .iter()
        .map(|month| MonthView {
            id: month.month.to_string(),
            name: figures::month(month.month, language),
            year: month.month.year(),
            sales: or_dash(month.sales.as_ref().map(figures::money)),
            target: or_dash(month.target.as_ref().map(figures::money)),
            raw_sales: month.sales.as_ref().map(raw_number),
            raw_target: month.target.as_ref().map(raw_number),
            height: month.sales.as_ref().map_or(0.0, height),
            target_height: month.target.as_ref().map(height),
        })
        .collect()
}

/// The months of a longer period of which no sales are known although they are of others; the targets of the period are
/// those of all its months.
pub(crate) fn unknown(months: &[MonthSales], period: Period, language: Language) -> String {
    let within: Vec<&MonthSales> = months
        .iter()
        .filter(|month| period.contains(month.month.first_day()))
        .collect();
    let (known, unknown): (Vec<&MonthSales>, Vec<_>) =
        within.into_iter().partition(|month| month.sales.is_some());
    if known.is_empty() {
        return String::new();
    }
    let names = unknown.iter().map(|month| figures::month(month.month, language));
    names.collect::<Vec<_>>().join(language.pick("、", ", "))
}

/// The months of several reps as one; a month nobody has a figure of has none.
pub(super) fn sum(reps: &[&[MonthSales]]) -> Vec<MonthSales> {
    let Some(first) = reps.first() else {
        return Vec::new();
    };
    let total = |index: usize, figure: fn(&MonthSales) -> Option<&Exact>| {
        let figures: Vec<&Exact> = reps
            .iter()
            .filter_map(|months| figure(months.get(index)?))
            .collect();
        (!figures.is_empty()).then(|| figures.into_iter().sum::<Exact>())
    };
    let months = first.iter().enumerate();
    months
        .map(|(index, month)| MonthSales {
            month: month.month,
            sales: total(index, |month| month.sales.as_ref()),
            target: total(index, |month| month.target.as_ref()),
        })
        .collect()
}
