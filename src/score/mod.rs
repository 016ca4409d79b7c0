//! Measures → scorecards: rules, grades, ranks.

#[cfg(test)]
pub(crate) mod fixture;
mod scorecard;

pub use scorecard::{Appraisal, GradeEarned, KpiScore, RepFacts, Scorecard, WeekOrders};
