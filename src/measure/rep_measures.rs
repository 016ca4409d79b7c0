//! What is measured of a rep: a figure for each KPI, and what stands beside them.

use crate::model::kpi::Unit;
use crate::model::{Exact, Kpi};
use crate::records::{Remarks, RepKey};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One rep's figures for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepMeasures {
    /// The rep.
    pub rep: RepKey,
    /// A measure for each KPI, in policy order.
    pub measures: Vec<Measure>,
    /// Distinct orders of each ISO week that the period touches; empty without orders' dataset.
    pub weeks: Vec<WeekOrders>,
    /// What the manager wrote.
    pub remarks: Remarks,
    /// Mean hours until a request was replied to, of those received in the period that were.
    pub mean_reply_hours: Option<Exact>,
}

/// A KPI of one rep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub kpi: Kpi,
    /// What kind of number it is.
    pub unit: Unit,
    /// What was to be reached.
    pub target: Option<Exact>,
    /// What was reached; rates are shares (0.95), not percentages.
    pub actual: Option<Exact>,
    /// Growth over the period before (环比).
    pub mom: Option<Exact>,
    /// Growth over the same period of the year before (同比).
    pub yoy: Option<Exact>,
}

impl Measure {
    /// actual ÷ target (达成率); none where either is absent or the target is 0.
    pub fn attainment(&self) -> Option<Exact> {
        self.actual.as_ref()?.checked_div(self.target.as_ref()?)
    }
}

/// The orders of an ISO week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekOrders {
    /// Monday of the week.
    pub monday: NaiveDate,
    /// ISO week number.
    pub week: u32,
    /// Distinct orders dated in that week and in the period.
    pub orders: u32,
}
