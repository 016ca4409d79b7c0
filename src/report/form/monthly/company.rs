//! All counted orders of the period → the company's sales, whoever made them, and how much of them nobody is appraised by.

use super::team;
use crate::measure::details::Details;
use crate::model::Exact;
use crate::report::figures::{self, or_dash};
use crate::report::form::view::raw_number;
use crate::score::Scorecard;
use serde::Serialize;

/// What the company sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompanyView {
    /// All of it: `1,234,567.00`
    pub sales: String,
    /// The same as a number; none where no order of the period is known.
    pub raw_sales: Option<String>,
    /// What those sold who are not appraised, such as reps who had left; none where that is nothing.
    pub others: Option<String>,
    /// The same as a number.
    pub raw_others: Option<String>,
}

/// The company's sales beside those of the reps appraised.
pub(super) fn view(details: &Details, cards: &[&Scorecard]) -> CompanyView {
    let appraised = team::sold(cards);
    let all = details.sales[0].as_ref().or(appraised.as_ref());
    let others = others(details, appraised.as_ref());
    CompanyView {
        sales: or_dash(all.map(figures::money)),
        raw_sales: all.map(raw_number),
        others: others.as_ref().map(figures::money),
        raw_others: others.as_ref().map(raw_number),
    }
}

fn others(details: &Details, appraised: Option<&Exact>) -> Option<Exact> {
    let others = details.sales[0].as_ref()? - appraised?;
    (others != Exact::zero()).then_some(others)
}
