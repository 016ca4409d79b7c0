//! Rows of one identity that differ in another cell → the one that counts.

use super::data_row::Gathered;
use super::found::Found;
use super::left_out::{LeftOut, LeftOutFor};
use super::list::{OwnRow, at};
use super::newer;
use super::snapshots::age;
use super::stated::Stated;
use crate::catalogue::List;
use crate::model::finding::page;
use crate::model::{Field, Finding, Period, Place, Problem, Source};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows without those that another row of their identity takes the place of: that of the newer folder or file counts,
/// else the one that states more, else the later one. Of two sheets that is told once.
pub fn settle(
    rows: Vec<Gathered<OwnRow>>,
    list: &List,
    period: Period,
    found: &mut Found,
) -> Vec<Gathered<OwnRow>> {
    let identity: Vec<usize> = list
        .identity
        .iter()
        .filter_map(|field| at(&list.fields, *field))
        .collect();
    let mut same: BTreeMap<Vec<&Stated>, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(identity) = row.row.identity(&identity) {
            same.entry(identity).or_default().push(index);
        }
    }
    let mut left_out = vec![false; rows.len()];
    let mut told = BTreeMap::<_, Restated>::new();
    let money = list.money().and_then(|field| at(&list.fields, field));
    for group in same.into_values().filter(|group| group.len() > 1) {
        let kept = group.iter().copied().reduce(|best, next| {
            if compare(&rows[best], &rows[next], period).is_gt() {
                best
            } else {
                next
            }
        });
        let Some(kept) = kept else { continue };
        for index in group.into_iter().filter(|index| *index != kept) {
            left_out[index] = true;
            let (row, kept) = (&rows[index], &rows[kept]);
            let is_newer = by_time(&row.place.source, &kept.place.source, period).is_lt();
            let key = (
                Arc::clone(&row.place.source),
                Arc::clone(&kept.place.source),
                is_newer,
            );
            let restated = told.entry(key).or_insert_with(|| Restated::new(row, kept));
            restated.add(row, kept, list, money);
        }
    }
    let why = LeftOutFor::Finding(page::rows::ROW_RESTATED.code);
    let without = rows.iter().zip(&left_out).filter(|(_, left_out)| **left_out);
    found
        .left_out
        .extend(without.map(|(row, _)| LeftOut::read(row, why)));
    let restated = told.into_iter();
    found
        .findings
        .extend(restated.map(|((_, _, newer), restated)| restated.finding(list, newer)));
    let mut left_out = left_out.into_iter();
    let mut rows = rows;
    rows.retain(|_| !left_out.next().unwrap_or(false));
    rows
}

/// Rows of one sheet that do not count for rows of another.
struct Restated {
    first: Place,
    kept: Place,
    rows: u64,
    fields: BTreeSet<usize>,
    of_rep: bool,
    of_customer: bool,
    amount: Option<Decimal>,
}

impl Restated {
    fn new(row: &Gathered<OwnRow>, kept: &Gathered<OwnRow>) -> Self {
        Self {
            first: row.place.clone(),
            kept: kept.place.clone(),
            rows: 0,
            fields: BTreeSet::new(),
            of_rep: false,
            of_customer: false,
            amount: None,
        }
    }

    fn add(&mut self, row: &Gathered<OwnRow>, kept: &Gathered<OwnRow>, list: &List, money: Option<usize>) {
        if row.place < self.first {
            (self.first, self.kept) = (row.place.clone(), kept.place.clone());
        }
        self.rows += 1;
        let differ = |at: &usize| row.row.values.get(*at) != kept.row.values.get(*at);
        self.fields.extend((0..list.fields.len()).filter(differ));
        self.of_rep |= row.row.rep != kept.row.rep;
        self.of_customer |= row.row.customer != kept.row.customer;
        let amount = money.and_then(|at| row.row.number(at));
        self.amount = match (self.amount, amount) {
            (Some(sum), Some(amount)) => sum.checked_add(amount),
            (sum, amount) => sum.or(amount),
        };
    }

    fn finding(self, list: &List, newer: bool) -> Finding {
        let own = self.fields.iter().filter_map(|at| list.fields.get(*at));
        let mut fields: Vec<Field> = own.map(|declared| declared.field).collect();
        fields.extend(self.of_rep.then_some(Field::RepName));
        fields.extend(self.of_customer.then_some(Field::Customer));
        let problem = Problem::RowRestated {
            dataset: list.dataset,
            kept: self.kept,
            rows: self.rows,
            fields,
            newer,
        };
        Finding::at(self.first, problem).worth(self.amount.map(|amount| amount.normalize()))
    }
}

/// Which of two rows counts before the other.
fn compare(a: &Gathered<OwnRow>, b: &Gathered<OwnRow>, period: Period) -> Ordering {
    by_time(&a.place.source, &b.place.source, period)
        .then_with(|| a.row.fields_stated().cmp(&b.row.fields_stated()))
        .then_with(|| a.place.cmp(&b.place))
}

fn by_time(a: &Source, b: &Source, period: Period) -> Ordering {
    let by_folder = age(a, period).cmp(&age(b, period));
    by_folder.then_with(|| newer::compare(a, b).unwrap_or(Ordering::Equal))
}
