//! A customer in several lists: the newest that has the customer decides, and none is a repetition of another.

use super::customers::CustomerRow;
use super::data_row::Gathered;
use super::found::Found;
use super::gather::of_dataset;
use super::left_out::{LeftOut, LeftOutFor};
use super::newer;
use super::repeats::without_repeats;
use super::{Customer, CustomerKey};
use crate::model::place::folder;
use crate::model::{Dataset, Field, Period, Source};
use crate::recognise::Table;
use chrono::{Datelike, NaiveDate};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How new a list is, as its folder tells: a month's, quarter's or year's own list shows that period's last day. One outside
/// such folders is kept up by hand, and is older than the period's own but newer than those of earlier ones. What was
/// exported after the period tells least, the later the less.
pub(super) fn age(source: &Source, period: Period) -> (bool, i64, bool) {
    let days = |day: NaiveDate| i64::from(day.num_days_from_ce());
    let end = days(period.last_day());
    match folder(&source.file) {
        Some((_, of)) => {
            let day = days(of.last_day());
            let is_later = day > end;
            (!is_later, if is_later { -day } else { day }, true)
        }
        None => (true, end, false),
    }
}

/// Without rows that repeat another of the same folder; lists of several months tell the same customers again and again.
pub fn without_repeats_of_a_month(
    rows: Vec<Gathered<CustomerRow>>,
    period: Period,
    found: &mut Found,
) -> Vec<Gathered<CustomerRow>> {
    let mut by_age: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        by_age
            .entry(age(&row.place.source, period))
            .or_default()
            .push(row);
    }
    let mut kept: Vec<_> = by_age
        .into_values()
        .flat_map(|rows| without_repeats(rows, found))
        .collect();
    kept.sort_by(|a, b| a.place.cmp(&b.place));
    kept
}

/// Of each customer's rows those of the newest list that has one, or of several lists where nothing tells which is newer;
/// each told since when any list knows the customer. A list without a column of losses leaves these to the newest with one.
pub fn newest(
    rows: Vec<Customer>,
    tables: &[Table],
    period: Period,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Customer> {
    let lists = Lists::new(tables, period);
    let mut by_customer: BTreeMap<CustomerKey, Vec<Customer>> = BTreeMap::new();
    for row in rows {
        by_customer.entry(row.customer).or_default().push(row);
    }
    let mut newest: Vec<Customer> = by_customer
        .into_values()
        .flat_map(|rows| lists.newest_of_customer(rows, left_out))
        .collect();
    newest.sort_by(|a, b| a.place.cmp(&b.place));
    newest
}

/// The lists of customers, and which of them are older than which.
struct Lists {
    sources: Vec<Arc<Source>>,
    tell_losses: Vec<bool>,
    older: Vec<Vec<bool>>,
}

impl Lists {
    fn new(tables: &[Table], period: Period) -> Self {
        let mut sources: Vec<Arc<Source>> = Vec::new();
        let mut tell_losses = Vec::new();
        for (_, table) in of_dataset(tables, Dataset::CUSTOMERS) {
            let tells = table.column(Field::LostDate).is_some();
            if sources.last() != Some(&table.source) {
                sources.push(Arc::clone(&table.source));
                tell_losses.push(false);
            }
            if let Some(known) = tell_losses.last_mut() {
                *known |= tells;
            }
        }
        let is_older = |a: &Arc<Source>, b: &Arc<Source>| compare(a, b, period) == Some(Ordering::Less);
        let older = sources
            .iter()
            .map(|a| sources.iter().map(|b| is_older(a, b)).collect())
            .collect();
        Self {
            sources,
            tell_losses,
            older,
        }
    }

    fn newest_of_customer(&self, mut rows: Vec<Customer>, left_out: &mut Vec<LeftOut>) -> Vec<Customer> {
        let is_of_one_list = rows
            .windows(2)
            .all(|pair| pair[0].place.source == pair[1].place.source);
        // A row that does not count tells no days, but that its customer is none: an older list does not know better.
        let counts = |row: &Customer| row.added.counts();
        let counted = rows
            .iter()
            .filter(|row| counts(row))
            .map(|row| row.known_since)
            .min();
        let since = counted.or_else(|| rows.iter().map(|row| row.known_since).min());
        let Some(since) = since.filter(|_| !is_of_one_list) else {
            return rows;
        };
        for row in &mut rows {
            row.known_since = since;
        }
        let deciding = self.deciding(&rows, |_| true);
        if !deciding.iter().any(|&row| self.tells_losses(&rows[row])) {
            let told = self.deciding(&rows, |row| self.tells_losses(row) && counts(row));
            let lost_date = told.iter().filter_map(|&row| rows[row].lost_date).min();
            for row in &mut rows {
                row.lost_date = lost_date;
            }
        }
        let is_old = |(at, _): &(usize, &Customer)| !deciding.contains(at);
        let older = rows.iter().enumerate().filter(is_old);
        left_out.extend(older.map(|(_, row)| LeftOut {
            dataset: Dataset::CUSTOMERS,
            place: row.place.clone(),
            rep: Some(row.rep),
            date: Some(row.created.date()),
            amount: None,
            stated: None,
            why: LeftOutFor::NewerList,
        }));
        let mut at = 0..;
        rows.retain(|_| at.next().is_some_and(|row| deciding.contains(&row)));
        rows
    }

    /// Which of the rows stand in a list that none of them is newer than.
    fn deciding(&self, rows: &[Customer], which: impl Fn(&Customer) -> bool) -> Vec<usize> {
        let lists = rows.iter().enumerate().filter(|(_, row)| which(row));
        let lists: Vec<(usize, usize)> = lists
            .filter_map(|(at, row)| Some((at, self.list_of(row)?)))
            .collect();
        let is_old = |list: usize| lists.iter().any(|&(_, other)| self.older[list][other]);
        lists
            .iter()
            .filter(|(_, list)| !is_old(*list))
            .map(|(at, _)| *at)
            .collect()
    }

    fn tells_losses(&self, row: &Customer) -> bool {
        self.list_of(row).is_some_and(|list| self.tell_losses[list])
    }

    fn list_of(&self, row: &Customer) -> Option<usize> {
        // Tables come in the order of their places.
        self.sources.binary_search(&row.place.source).ok()
    }
}

/// How two lists compare in time; none for one and the same list, and where nothing tells.
fn compare(a: &Source, b: &Source, period: Period) -> Option<Ordering> {
    let by_age = age(a, period).cmp(&age(b, period));
    Some(by_age)
        .filter(|order| order.is_ne())
        .or_else(|| newer::compare(a, b).filter(|_| a != b))
}
