//! The appraisal policy: which KPIs count, how they score, where the grades begin.

use super::Kpi;
use rust_decimal::Decimal;
use rust_decimal::dec;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What becomes of a KPI that has no value or no target to measure against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// It leaves the score, and the card says so.
    #[default]
    Exclude,
    /// It scores 0.
    Zero,
    /// Nothing is published.
    Fail,
}

/// What becomes of orders of a closed month that came after it was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateOrders {
    /// They count in the first month that is open, and its forms list them.
    #[default]
    Carry,
    /// They count where they are dated: the closed month is to be restated.
    Restate,
    /// They count nowhere.
    Ignore,
}

impl LateOrders {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// How the value of a KPI becomes points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// weight × attainment, 0 below `floor`, no more than `cap` times the weight.
    Ratio {
        /// The least attainment that scores.
        #[serde(default)]
        floor: Decimal,
        /// The attainment above which no more is gained.
        #[serde(default = "one")]
        cap: Decimal,
    },
    /// The points of the highest threshold that the value reaches.
    Steps {
        /// `[at_least, points]` pairs, in any order.
        steps: Vec<(Decimal, Decimal)>,
    },
    /// `start` + `each` × value, kept within `min`…`max`.
    PerUnit {
        /// The points at 0; the weight where absent.
        start: Option<Decimal>,
        /// The points for each unit.
        each: Decimal,
        /// The fewest points.
        #[serde(default)]
        min: Decimal,
        /// The most points; the weight where absent.
        max: Option<Decimal>,
    },
    /// weight × value, the value kept within 0…1.
    Fraction,
    /// weight × the manager's score ÷ 100.
    Manual,
}

impl Rule {
    /// The most points that a KPI of that weight can bring.
    pub fn most(&self, weight: Decimal) -> Decimal {
        match self {
            Self::Ratio { cap, .. } => weight * cap,
            Self::Steps { steps } => steps.iter().map(|(_, points)| *points).max().unwrap_or_default(),
            Self::PerUnit {
                start,
                each,
                min,
                max,
            } => {
                let most = max.unwrap_or(weight);
                let start = start.unwrap_or(weight);
                // What only takes points away never brings more than it begins with.
                let reached = if *each > Decimal::ZERO {
                    most
                } else {
                    start.min(most)
                };
                reached.max(*min)
            }
            Self::Fraction | Self::Manual => weight,
        }
    }
}

fn one() -> Decimal {
    Decimal::ONE
}

/// One KPI of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiPolicy {
    /// Which KPI.
    pub id: Kpi,
    /// Its weight in points.
    pub weight: Decimal,
    /// How it scores.
    pub rule: Rule,
}

/// A grade band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The letter, or whatever the company calls it.
    pub grade: String,
    /// What it means: 优秀.
    pub name: String,
    /// The least score that earns it; a score below 0 counts as 0.
    pub at_least: Decimal,
}

/// `[seasonality]`: how an annual target spreads over the months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seasonality {
    /// Weights of January to December.
    pub months: [Decimal; 12],
}

/// The policy, as `policy.toml` states it; what it leaves out is the default policy's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// What becomes of a KPI without value.
    pub missing: Missing,
    /// The least share of the weights, in percent, that must have points for a grade and a rank.
    pub min_weight: Decimal,
    /// A customer without an order for this many days is lost; none: only those with a lost_date are.
    pub lost_after_days: Option<u32>,
    /// What a report handed in late counts, 0…1.
    pub late_credit: Decimal,
    /// Working days after signing within which a rep may object; none: the form names no deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection_days: Option<u32>,
    /// What becomes of orders of a closed month that came after it was closed.
    #[serde(skip_serializing_if = "LateOrders::is_usual")]
    pub late_orders: LateOrders,
    /// Hours within which a customer's request is to be answered.
    pub sla_hours: Decimal,
    /// Whether a rep who joined or left inside a month carries only that part of its target.
    pub prorate: bool,
    /// How annual targets spread over the months.
    pub seasonality: Seasonality,
    /// Points of conduct events that state none.
    pub conduct: BTreeMap<String, Decimal>,
    /// The KPIs, in the order in which they are printed.
    #[serde(rename = "kpi")]
    pub kpis: Vec<KpiPolicy>,
    /// The grade bands, best first.
    #[serde(rename = "grade")]
    pub grades: Vec<Grade>,
}

impl Policy {
    /// The KPIs that managers score, in the order in which they are printed.
    pub fn manual_kpis(&self) -> Vec<Kpi> {
        let manual = self.kpis.iter().filter(|kpi| kpi.rule == Rule::Manual);
        manual.map(|kpi| kpi.id).collect()
    }
}

impl Default for Policy {
    fn default() -> Self {
        let ratio = |floor, cap| Rule::Ratio { floor, cap };
        let capped = || ratio(dec!(0), dec!(1));
        let kpi = |id, weight, rule| KpiPolicy { id, weight, rule };
        let growth = Rule::Steps {
            steps: vec![
                (dec!(0.10), dec!(10)),
                (dec!(0.05), dec!(8)),
                (dec!(0), dec!(6)),
                (dec!(-0.05), dec!(4)),
                (dec!(-0.10), dec!(2)),
            ],
        };
        let lost = Rule::PerUnit {
            start: None,
            each: dec!(-1),
            min: dec!(0),
            max: None,
        };
        let grade = |grade: &str, name: &str, at_least| Grade {
            grade: grade.into(),
            name: name.into(),
            at_least,
        };
        Self {
            missing: Missing::Exclude,
            min_weight: dec!(60),
            lost_after_days: None,
            objection_days: None,
            late_credit: dec!(0),
            late_orders: LateOrders::Carry,
            sla_hours: dec!(24),
            prorate: true,
            seasonality: Seasonality {
                months: [dec!(1); 12],
            },
            conduct: BTreeMap::new(),
            kpis: vec![
                kpi(Kpi::SALES, dec!(40), ratio(dec!(0.5), dec!(1.2))),
                kpi(Kpi::GROWTH, dec!(10), growth),
                kpi(Kpi::NEW_CUSTOMERS, dec!(10), ratio(dec!(0), dec!(1.2))),
                kpi(Kpi::VISITS, dec!(8), capped()),
                kpi(Kpi::CALLS, dec!(5), capped()),
                kpi(Kpi::WEEKLY_ORDERS, dec!(5), capped()),
                kpi(Kpi::CUSTOMERS_ADDED, dec!(5), capped()),
                kpi(Kpi::CUSTOMERS_LOST, dec!(5), lost),
                kpi(Kpi::CONDUCT, dec!(4), Rule::Fraction),
                kpi(Kpi::REPORTS, dec!(4), Rule::Fraction),
                kpi(Kpi::REQUESTS, dec!(4), Rule::Fraction),
            ],
            grades: vec![
                grade("A", "优秀", dec!(90)),
                grade("B", "良好", dec!(80)),
                grade("C", "合格", dec!(70)),
                grade("D", "待改进", dec!(60)),
                grade("E", "不合格", dec!(0)),
            ],
        }
    }
}
