//! Measures → scorecards: rules, grades, ranks.

mod scorecard;

pub use scorecard::{Appraisal, GradeEarned, KpiScore, RepFacts, Scorecard, WeekOrders};
