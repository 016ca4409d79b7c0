//! A rep's form as its template sees it: the figures, and what stands behind them.

use super::monthly::{Month, MonthView, months};
use super::qr::CodeView;
use super::view::{FormView, form_views};
use crate::report::code::PageCode;
use serde::Serialize;

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormSheet<'a> {
    /// Figures, points, ranks.
    #[serde(flatten)]
    pub figures: FormView<'a>,
    /// The twelve months that end with the period.
    pub months: Vec<MonthView>,
    /// How many of them have sales.
    pub months_known: usize,
    /// The bars of the weeks, in order.
    pub week_bars: Vec<WeekBar>,
    /// What is printed to tell this page from another; none where the rep's number is too long for it.
    pub code: Option<CodeView>,
}

/// A week of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekBar {
    /// ISO week number.
    pub week: u32,
    /// The days of it that lie in the period.
    pub days: String,
    /// Orders.
    pub orders: String,
    /// Orders ÷ those of the best week, for drawing.
    pub height: f64,
}

/// A sheet for every scorecard, in the order of the appraisal; `codes` come in the same order.
pub fn form_sheets<'a>(month: &Month<'a>, codes: &[PageCode]) -> Vec<FormSheet<'a>> {
    let Month {
        appraisal,
        details,
        company,
        language,
        ..
    } = *month;
    let views = form_views(appraisal, company, language).into_iter().enumerate();
    views
        .map(|(index, figures)| {
            let history = details.reps.get(index);
            let history = history.map(|rep| rep.months.as_slice()).unwrap_or_default();
            let weeks = appraisal.scorecards.get(index);
            let most = weeks
                .and_then(|card| card.weeks.iter().map(|week| week.orders).max())
                .unwrap_or(0);
            let counts = weeks.map(|card| card.weeks.as_slice()).unwrap_or_default();
            let week_bars = figures.week_rows.iter().flatten().zip(counts);
            FormSheet {
                months: months::views(history, language),
                months_known: history.iter().filter(|month| month.sales.is_some()).count(),
                week_bars: week_bars
                    .map(|(view, count)| WeekBar {
                        week: view.week,
                        days: view.days.clone(),
                        orders: view.orders.clone(),
                        height: f64::from(count.orders) / f64::from(most.max(1)),
                    })
                    .collect(),
                code: codes
                    .get(index)
                    .filter(|code| code.rep_id == figures.rep.rep_id)
                    .and_then(|code| CodeView::new(code.to_string())),
                figures,
            }
        })
        .collect()
}
