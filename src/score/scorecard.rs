//! Scorecards: every rep's figures, points, score, grade and ranks. What every report is made from.

use crate::measure::WeekOrders;
use crate::model::kpi::Unit;
use crate::model::policy::Rule;
use crate::model::{Exact, Kpi, Period};
use crate::records::Remarks;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The appraisal of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// The period.
    pub period: Period,
    /// Every rep employed in the period, in order of their numbers.
    pub scorecards: Vec<Scorecard>,
}

/// Who a rep is, as printed for the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepFacts {
    /// Number.
    pub rep_id: String,
    /// Name.
    pub name: String,
    /// Team.
    pub team: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Position.
    pub title: Option<String>,
    /// Direct superior.
    pub manager: Option<String>,
    /// First day of employment.
    pub hire_date: Option<NaiveDate>,
    /// Last day of employment.
    pub leave_date: Option<NaiveDate>,
}

/// One rep's appraisal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Who it is about.
    pub rep: RepFacts,
    /// 0…, two decimals; none for a rep without any KPI.
    pub score: Option<Decimal>,
    /// The grade: letter and what it means.
    pub grade: Option<GradeEarned>,
    /// The percentage of the policy's weights that has points, where it is too little for a grade and a rank: the
    /// score is then a partial one.
    pub ungraded: Option<Decimal>,
    /// Rank in the company; equal scores share a rank.
    pub rank: Option<u32>,
    /// Rank in the team.
    pub team_rank: Option<u32>,
    /// KPIs that left the score for want of a value or a target.
    pub excluded: Vec<Kpi>,
    /// The KPIs, in policy order.
    pub kpis: Vec<KpiScore>,
    /// Distinct orders of each ISO week that the period touches, in order; only days of the period count.
    pub weeks: Vec<WeekOrders>,
    /// What the manager wrote.
    pub remarks: Remarks,
    /// Mean hours until a request of the period was replied to, of those that were.
    pub mean_reply_hours: Option<Exact>,
}

impl Scorecard {
    /// The score, where enough of the weights have points for it to be ranked.
    pub fn graded_score(&self) -> Option<Decimal> {
        self.score.filter(|_| self.ungraded.is_none())
    }
}

/// A grade as earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeEarned {
    /// A
    pub grade: String,
    /// 优秀
    pub name: String,
    /// 0 for the best band, counting up.
    pub band: usize,
}

/// One KPI of a rep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiScore {
    /// Which.
    pub kpi: Kpi,
    /// What kind of number its target and actual are.
    pub unit: Unit,
    /// Its weight.
    pub weight: Decimal,
    /// How it scores.
    pub rule: Rule,
    /// What was to be reached.
    pub target: Option<Exact>,
    /// What was reached; rates are shares (0.95), not percentages.
    pub actual: Option<Exact>,
    /// actual ÷ target
    pub attainment: Option<Exact>,
    /// Growth over the period before (环比).
    pub mom: Option<Exact>,
    /// Growth over the same period of the year before (同比).
    pub yoy: Option<Exact>,
    /// Points, two decimals; none where the KPI is excluded.
    pub points: Option<Decimal>,
}

impl KpiScore {
    /// points ÷ weight, so that KPIs compare; none where the KPI is excluded or weighs nothing.
    pub fn share(&self) -> Option<Exact> {
        Exact::from(self.points?).checked_div(&Exact::from(self.weight))
    }
}
