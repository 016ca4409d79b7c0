//! Which days the figures of a period need records of.

use crate::catalogue::list::History;
use crate::model::Period;
use chrono::NaiveDate;

/// The days that are needed; rows of others are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    periods: [Period; 3],
    /// The last day of the first of them.
    last_day: NaiveDate,
}

impl Horizon {
    /// The days needed for the period, for the one before it and for the same one of the year before.
    pub fn new(period: Period) -> Self {
        Self {
            periods: [period, period.before(), period.year_before()],
            last_day: period.last_day(),
        }
    }

    /// The period itself.
    pub fn period(&self) -> Period {
        self.periods[0]
    }

    /// The last day of the period itself.
    pub fn last_day(&self) -> NaiveDate {
        self.last_day
    }

    /// Whether a record of that day is needed. Orders tell new customers from old, so all earlier ones are;
    /// customers have owners at any time.
    pub fn needs(&self, history: History, date: NaiveDate) -> bool {
        match history {
            History::Always => true,
            History::UntilEnd => date <= self.last_day,
            History::Compared => self.periods.iter().any(|period| period.contains(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::Dataset;

    #[test]
    fn each_dataset_has_its_days() {
        let horizon = Horizon::new("2026-10".parse().unwrap());
        let list = |dataset| Catalogue::built_in().list(dataset);
        for (dataset, date, needed) in [
            (Dataset::ORDERS, "2010-01-01", true),
            (Dataset::ORDERS, "2026-10-31", true),
            (Dataset::ORDERS, "2026-11-01", false),
            (Dataset::VISITS, "2026-11-01", false),
            (Dataset::VISITS, "2026-09-01", true),
            (Dataset::VISITS, "2026-08-31", false),
            (Dataset::VISITS, "2025-10-31", true),
            (Dataset::VISITS, "2025-11-01", false),
            (Dataset::CUSTOMERS, "2027-05-01", true),
        ] {
            let needs = horizon.needs(list(dataset).history, date.parse().unwrap());
            assert_eq!(needs, needed, "{dataset:?} {date}");
        }
    }
}
