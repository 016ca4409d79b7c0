//! Which days the figures of a period need records of.

use super::RecordOptions;
use crate::model::{Dataset, Period};
use chrono::{Days, NaiveDate};

/// The days that are needed; rows of others are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    periods: [Period; 3],
    last_order: NaiveDate,
}

impl Horizon {
    /// The days needed for the period, for the one before it and for the same one of the year before.
    pub fn new(options: &RecordOptions) -> Self {
        let period = options.period;
        let after = Days::new(u64::from(options.lost_after_days.unwrap_or(0)));
        Self {
            periods: [period, period.before(), period.year_before()],
            last_order: period
                .last_day()
                .checked_add_days(after)
                .unwrap_or(NaiveDate::MAX),
        }
    }

    /// Whether a record of that day is needed. Orders tell new customers from old, so all earlier ones are;
    /// customers have owners at any time.
    pub fn needs(&self, dataset: Dataset, date: NaiveDate) -> bool {
        match dataset {
            Dataset::Roster | Dataset::Targets | Dataset::Customers => true,
            Dataset::Orders => date <= self.last_order,
            _ => self.periods.iter().any(|period| period.contains(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dataset_has_its_days() {
        let horizon = |lost_after_days| {
            Horizon::new(&RecordOptions {
                period: "2026-10".parse().unwrap(),
                lost_after_days,
            })
        };
        for (dataset, lost_after_days, date, needed) in [
            (Dataset::Orders, None, "2010-01-01", true),
            (Dataset::Orders, None, "2026-10-31", true),
            (Dataset::Orders, None, "2026-11-01", false),
            (Dataset::Orders, Some(90), "2027-01-29", true),
            (Dataset::Orders, Some(90), "2027-01-30", false),
            (Dataset::Visits, Some(90), "2026-11-01", false),
            (Dataset::Visits, None, "2026-09-01", true),
            (Dataset::Visits, None, "2026-08-31", false),
            (Dataset::Visits, None, "2025-10-31", true),
            (Dataset::Visits, None, "2025-11-01", false),
            (Dataset::Customers, None, "2027-05-01", true),
        ] {
            let needs = horizon(lost_after_days).needs(dataset, date.parse().unwrap());
            assert_eq!(needs, needed, "{dataset:?} {date}");
        }
    }

    #[test]
    fn a_span_beyond_every_calendar_is_no_panic() {
        let options = RecordOptions {
            period: "9998".parse().unwrap(),
            lost_after_days: Some(u32::MAX),
        };
        assert!(Horizon::new(&options).needs(Dataset::Orders, NaiveDate::MAX));
    }
}
