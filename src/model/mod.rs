//! Nouns that several stages share. Nothing here reads a file, a clock or the environment.

pub mod calendar;
pub mod currency;
pub mod dataset;
pub mod exact;
pub mod expect;
pub mod finding;
pub mod kpi;
pub mod language;
pub mod manual;
pub mod meaning;
pub mod metric;
pub mod number;
pub mod period;
pub mod person;
pub mod place;
pub mod policy;
pub mod same_number;
pub mod span;
pub mod text;

pub use calendar::{Calendar, Country};
pub use currency::Currency;
pub use dataset::{Dataset, Field};
pub use exact::Exact;
pub use expect::Expectations;
pub use finding::{Finding, Problem, Severity};
pub use kpi::Kpi;
pub use language::Language;
pub use manual::ManualKpi;
pub use meaning::Meaning;
pub use period::{Month, Period};
pub use place::{Place, Source};
pub use policy::Policy;
pub use same_number::SameNumber;
pub use text::Text;
