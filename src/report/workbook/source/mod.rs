//! What the rows of a table can be: each source lists its rows and the fields that they have.

mod account;
mod at_risk;
mod company;
mod customers;
mod findings;
mod grades;
mod kpis;
mod months;
mod pace;
mod plan;
mod reps;
mod settings;
mod shares;
mod teams;
mod weeks;

use super::content::Content;
use super::field::Field;
use crate::measure::details::{Change, MonthSales};
use serde::Deserialize;

/// A source of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The company as a whole, in one row.
    Company,
    /// The reps by rank.
    Reps,
    /// The teams.
    Teams,
    /// The KPIs of the policy.
    Kpis,
    /// The grades, the best first.
    Grades,
    /// The rest of the policy, in words.
    Settings,
    /// The twelve months that end with the period.
    Months,
    /// The weeks of the period.
    Weeks,
    /// The targets broken down to weeks and days: a row for each rep and KPI.
    Plan,
    /// Where company, teams and reps stand in the year, and what it may come to.
    Pace,
    /// Customers won.
    CustomersWon,
    /// Customers added.
    CustomersAdded,
    /// Customers lost.
    CustomersLost,
    /// Customers who are silent beyond their own rhythm.
    CustomersAtRisk,
    /// The regions, the largest first.
    Regions,
    /// The products, the largest first.
    Products,
    /// What is wrong with the data, the gravest first.
    Findings,
    /// What became of rows and money, a table each.
    Account,
}

impl Source {
    /// The fields of its rows.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Company => company::FIELDS,
            Self::Reps => reps::FIELDS,
            Self::Teams => teams::FIELDS,
            Self::Kpis => kpis::FIELDS,
            Self::Grades => grades::FIELDS,
            Self::Settings => settings::FIELDS,
            Self::Months => months::FIELDS,
            Self::Weeks => weeks::FIELDS,
            Self::Plan => plan::FIELDS,
            Self::Pace => pace::FIELDS,
            Self::CustomersWon | Self::CustomersAdded | Self::CustomersLost => customers::FIELDS,
            Self::CustomersAtRisk => at_risk::FIELDS,
            Self::Regions => shares::REGIONS,
            Self::Products => shares::PRODUCTS,
            Self::Findings => findings::FIELDS,
            Self::Account => account::FIELDS,
        }
    }

    /// The field of that name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// Whether its columns may stand as sums beside each other: sales of some months against the targets of others may not.
    pub fn adds_up(self, content: &Content<'_>) -> bool {
        let is_whole = |month: &MonthSales| month.sales.is_some() == month.target.is_some();
        self != Self::Months || content.details.months.iter().all(is_whole)
    }

    /// Its rows, as places in the content's lists.
    pub fn rows(self, content: &Content<'_>) -> Vec<usize> {
        let all = |length: usize| (0..length).collect();
        match self {
            Self::Company => all(1),
            Self::Reps => content.by_rank.clone(),
            Self::Teams => all(content.teams.len()),
            Self::Kpis => all(content.kpis.len()),
            Self::Grades => all(content.grades.len()),
            Self::Settings => all(settings::count(content)),
            Self::Months => all(content.details.months.len()),
            Self::Weeks => all(content.weeks.len()),
            Self::Plan => all(content.plan.len()),
            Self::Pace => all(pace::count(content)),
            Self::CustomersWon => content.customers(Change::Won),
            Self::CustomersAdded => content.customers(Change::Added),
            Self::CustomersLost => content.customers(Change::Lost),
            Self::CustomersAtRisk => all(content.details.at_risk.len()),
            Self::Regions => all(shares::named(&content.details.regions)),
            Self::Products => all(shares::named(&content.details.products)),
            Self::Findings => all(content.findings.len()),
            Self::Account => all(content.account.len()),
        }
    }
}
