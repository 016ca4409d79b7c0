//! What the director and HR state of a year, as `plan.toml` has it.

use crate::model::span::YearPart;
use crate::model::{Kpi, Place};
use rust_decimal::{Decimal, dec};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is to be reached, and how it is spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// What is to be reached.
    pub aims: Vec<Aim>,
    /// What the months weigh.
    pub season: Season,
    /// Whether a month's weight is multiplied by its working days.
    pub by_working_days: bool,
    /// By what reps share a group's figure.
    pub by: By,
    /// Whether who is there for some months only has so much smaller a share.
    pub on_board: bool,
    /// What parts of money are multiples of.
    pub round_to: Decimal,
    /// 保底 as a share of the target, where no amount is stated.
    pub floor: Option<Decimal>,
    /// 挑战 as a share of the target, where no amount is stated.
    pub stretch: Option<Decimal>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            aims: Vec::new(),
            season: Season::Policy,
            by_working_days: false,
            by: By::Weight,
            on_board: true,
            round_to: dec!(0.01),
            floor: None,
            stretch: None,
        }
    }
}

/// What somebody is to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aim {
    /// Where it stands.
    pub place: Place,
    /// Who.
    pub whom: Whom,
    /// The KPI.
    pub kpi: Kpi,
    /// The product, where it is set for one.
    pub product: Option<String>,
    /// The figures, by their times.
    #[serde(skip)]
    pub figures: BTreeMap<YearPart, Decimal>,
    /// 保底 of the year.
    pub floor: Option<Decimal>,
    /// 挑战 of the year.
    pub stretch: Option<Decimal>,
}

/// Who is to reach it, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whom {
    /// The whole company.
    Company,
    /// A region.
    Region(String),
    /// A team.
    Team(String),
    /// A rep, by number or name.
    Rep(String),
}

/// What the months weigh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Season {
    /// As `[seasonality]` of the policy says.
    Policy,
    /// As the plan says.
    Given([Decimal; 12]),
    /// As the sales of earlier years say.
    Learned,
}

/// By what reps share a group's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The roster's weights, 1 where there is none.
    Weight,
    /// All alike.
    Equal,
    /// What each sold a month of last year.
    LastYear,
}
