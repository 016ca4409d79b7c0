//! Orders of closed months that came after these were closed → where they count: in the first month that is open, nowhere,
//! or where they are dated, as the policy says.

use super::data_row::Gathered;
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use super::orders::{Beside, OrderRow};
use crate::model::finding::Late;
use crate::model::finding::page::orders::LATE_ORDER;
use crate::model::policy::LateOrders;
use crate::model::{Exact, Finding, Month, Period, Problem};
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A closed period, and the orders that it was closed with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedOrders {
    /// Its first and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// What it is called.
    pub name: String,
    /// The order lines that counted in it, by number and amount.
    pub lines: BTreeMap<String, BTreeSet<Exact>>,
}

impl ClosedOrders {
    /// Those of a period without any line yet.
    pub fn of(period: Period) -> Self {
        Self {
            days: Some((period.first_day(), period.last_day())),
            name: period.to_string(),
            lines: BTreeMap::new(),
        }
    }

    fn contains(&self, day: NaiveDate) -> bool {
        self.days.is_some_and(|(first, last)| first <= day && day <= last)
    }

    fn has_line(&self, row: &OrderRow) -> bool {
        let lines = self.lines.get(&*row.order_id);
        lines.is_some_and(|amounts| amounts.contains(&Exact::from(row.amount)))
    }
}

/// What is told of orders of one closed period that come to one end.
#[derive(Default)]
struct Tally {
    first: Option<usize>,
    orders: BTreeSet<String>,
    amount: Decimal,
}

/// Moves orders that came late to the month in which they count, or leaves them out. What is dated in the period itself and
/// stated otherwise than when it was closed stays: a run of that period tells.
pub(super) fn settle(
    mut rows: Vec<Gathered<OrderRow>>,
    (closed, policy): (&Arc<[ClosedOrders]>, LateOrders),
    period: Period,
    found: &mut Found,
) -> Vec<Gathered<OrderRow>> {
    if closed.is_empty() {
        return rows;
    }
    let mut told: BTreeMap<(String, Late), Tally> = BTreeMap::new();
    let mut dropped = BTreeSet::new();
    for (at, gathered) in rows.iter_mut().enumerate() {
        let row = &mut gathered.row;
        let day = row.moment.date();
        let Some(of) = closed.iter().find(|of| of.contains(day)) else {
            continue;
        };
        if row.meaning == crate::model::Meaning::Ignored || of.has_line(row) {
            continue;
        }
        let is_known = of.lines.contains_key(&*row.order_id);
        let late = match policy {
            LateOrders::Carry if !is_known => match open_month(closed, row, day) {
                Some(month) => Late::Carried { into: month },
                None => Late::Differs,
            },
            LateOrders::Ignore if !is_known => Late::Ignored,
            _ => Late::Differs,
        };
        match late {
            Late::Carried { into } => {
                row.carried = Beside(Some(day));
                row.moment = into.first_day().and_time(NaiveTime::MIN);
                gathered.date = Some(into.first_day());
            }
            Late::Ignored => {
                dropped.insert(at);
            }
            // A run of that period tells row by row.
            Late::Differs if period.contains(day) => continue,
            Late::Differs => {}
        }
        let tally = told.entry((of.name.clone(), late)).or_default();
        tally.first.get_or_insert(at);
        tally.orders.insert(row.order_id.to_string());
        tally.amount = tally.amount.saturating_add(row.amount);
    }
    for ((closed, late), tally) in told {
        let Some(first) = tally.first.and_then(|first| rows.get(first)) else {
            continue;
        };
        let problem = Problem::LateOrders {
            order_id: first.row.order_id.to_string(),
            closed,
            orders: tally.orders.len() as u64,
            late,
        };
        let finding = Finding::at(first.place.clone(), problem);
        found.findings.push(finding.worth(Some(tally.amount.normalize())));
    }
    let why = LeftOutFor::Finding(LATE_ORDER.code);
    let left_out = dropped.iter().filter_map(|at| rows.get(*at));
    found.left_out.extend(left_out.map(|row| LeftOut::read(row, why)));
    let rows = rows.into_iter().enumerate();
    rows.filter(|(at, _)| !dropped.contains(at))
        .map(|(_, row)| row)
        .collect()
}

/// The month in which a late order counts: the first after its own that is open, or that was closed with it.
fn open_month(closed: &[ClosedOrders], row: &OrderRow, day: NaiveDate) -> Option<Month> {
    const YEARS: i32 = 100;
    let own = Month::of(day)?;
    let later = (1..=YEARS * 12).map(|months| own.plus(months));
    let is_it = |month: &Month| {
        let mut of = closed
            .iter()
            .filter(|of| of.contains(month.first_day()))
            .peekable();
        of.peek().is_none() || of.any(|of| of.has_line(row))
    };
    later.into_iter().find(is_it)
}
