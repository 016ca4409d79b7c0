//! What every figure is computed from, and by which rules.

use super::customers::CustomerBook;
use crate::catalogue::Catalogue;
use crate::model::{Calendar, Expectations, Finding, Policy};
use crate::records::Records;
use crate::targets;

/// What every KPI is computed from.
pub(super) struct Facts<'a> {
    pub(super) records: &'a Records,
    pub(super) policy: &'a Policy,
    pub(super) catalogue: &'a Catalogue,
    pub(super) calendar: &'a Calendar,
    pub(super) expected: &'a Expectations,
    pub(super) customers: CustomerBook,
}

impl<'a> Facts<'a> {
    /// What records and rules say, and what is wrong with customers on the way.
    pub(super) fn new(records: &'a Records, rules: Rules<'a>) -> (Self, Vec<Finding>) {
        let (customers, findings) = CustomerBook::new(records);
        let facts = Self {
            records,
            policy: rules.policy,
            catalogue: rules.catalogue,
            calendar: rules.calendar,
            expected: rules.expected,
            customers,
        };
        (facts, findings)
    }

    /// What targets are broken down by.
    pub(super) fn rules(&self) -> targets::Rules<'a> {
        targets::Rules {
            policy: self.policy,
            catalogue: self.catalogue,
            calendar: self.calendar,
        }
    }
}

/// What figures are measured by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// KPIs, weights, rules.
    pub policy: &'a Policy,
    /// What the KPIs are.
    pub catalogue: &'a Catalogue,
    /// Working days.
    pub calendar: &'a Calendar,
    /// What the exports are expected to hold.
    pub expected: &'a Expectations,
}

impl<'a> Rules<'a> {
    /// What targets are broken down by.
    pub fn of_targets(self) -> targets::Rules<'a> {
        targets::Rules {
            policy: self.policy,
            catalogue: self.catalogue,
            calendar: self.calendar,
        }
    }
}
