//! Which days the figures of a period need records of.

use crate::model::{Dataset, Period};
use chrono::NaiveDate;

/// The days that are needed; rows of others are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    periods: [Period; 3],
}

impl Horizon {
    /// The days needed for the period, for the one before it and for the same one of the year before.
    pub fn new(period: Period) -> Self {
        Self {
            periods: [period, period.before(), period.year_before()],
        }
    }

    /// The period itself.
    pub fn period(&self) -> Period {
        self.periods[0]
    }

    /// The last day of the period itself.
    pub fn last_day(&self) -> NaiveDate {
        self.periods[0].last_day()
    }

    /// Whether a record of that day is needed. Orders tell new customers from old, so all earlier ones are;
    /// customers have owners at any time.
    pub fn needs(&self, dataset: Dataset, date: NaiveDate) -> bool {
        match dataset {
            Dataset::Roster | Dataset::Targets | Dataset::Customers => true,
            Dataset::Orders => date <= self.periods[0].last_day(),
            _ => self.periods.iter().any(|period| period.contains(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dataset_has_its_days() {
        let horizon = Horizon::new("2026-10".parse().unwrap());
        for (dataset, date, needed) in [
            (Dataset::Orders, "2010-01-01", true),
            (Dataset::Orders, "2026-10-31", true),
            (Dataset::Orders, "2026-11-01", false),
            (Dataset::Visits, "2026-11-01", false),
            (Dataset::Visits, "2026-09-01", true),
            (Dataset::Visits, "2026-08-31", false),
            (Dataset::Visits, "2025-10-31", true),
            (Dataset::Visits, "2025-11-01", false),
            (Dataset::Customers, "2027-05-01", true),
        ] {
            let needs = horizon.needs(dataset, date.parse().unwrap());
            assert_eq!(needs, needed, "{dataset:?} {date}");
        }
    }
}
