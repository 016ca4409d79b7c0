//! The order of day, month and year in each column of dates.

use super::super::Numeric;
use super::{Around, Judged, numeric_texts};
use crate::model::{DateDoubt, DateOrder, Orders, Origin, Period};
use crate::read::Row;
use crate::recognise::Table;
use chrono::Datelike;
use std::collections::BTreeMap;

/// A mark between the parts of a date, and whether its year has two digits.
type Kind = (char, bool);

/// The orders in which every date of some kind can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidates {
    orders: Vec<DateOrder>,
    /// Of those that read in one order alone the first, in the order of their texts.
    sure: BTreeMap<DateOrder, String>,
    /// The orders under which all dates are of the period.
    in_period: Vec<DateOrder>,
}

/// How the dates of a column are read.
pub(super) struct Dates {
    pub(super) orders: Orders,
    /// Why some are left open.
    pub(super) doubt: DateDoubt,
    pub(super) settled: Vec<Settled>,
}

/// An order that was settled.
#[derive(PartialEq)]
pub(super) struct Settled {
    pub(super) order: DateOrder,
    /// Whether it is one of years of two digits.
    pub(super) short_years: bool,
    /// Who says so.
    pub(super) by: Origin,
}

/// What the dates of a column tell.
type Told = BTreeMap<Kind, Candidates>;

/// How the dates of each column are read. Rows that the settings leave out are asked where the others leave
/// it open.
pub(super) fn look(table: &Table, columns: &[Judged], around: &Around) -> Vec<Dates> {
    let passed_over = || table.passed_over.iter().map(|passed| &passed.row);
    let candidates = |&column: &Judged| -> [Told; 2] {
        [
            candidates(table.rows.iter(), column, around.period),
            candidates(passed_over(), column, around.period),
        ]
    };
    let columns: Vec<[Told; 2]> = columns.iter().map(candidates).collect();
    let shared = [0, 1].map(|at| shared(columns.iter().map(|told| &told[at])));
    columns
        .iter()
        .map(|[kinds, passed_over]| {
            let mut orders = Orders::all(table.date_order);
            let mut doubt = DateDoubt::default();
            let mut settled = Vec::new();
            for (kind, found) in kinds {
                let others = (kinds, passed_over, &shared);
                match settle(*kind, found, others, table.date_order, around) {
                    Ok((order, by)) => {
                        orders.set(kind.0, kind.1, Some(order));
                        let short_years = kind.1;
                        let one = Settled {
                            order,
                            short_years,
                            by,
                        };
                        if !settled.contains(&one) {
                            settled.push(one);
                        }
                    }
                    Err(why) => {
                        orders.set(kind.0, kind.1, None);
                        doubt = doubt.max(why);
                    }
                }
            }
            Dates {
                orders,
                doubt,
                settled,
            }
        })
        .collect()
}

fn settle(
    kind: Kind,
    found: &Candidates,
    (kinds, passed_over, shared): (&Told, &Told, &[BTreeMap<Kind, Vec<DateOrder>>; 2]),
    pinned: Option<DateOrder>,
    around: &Around,
) -> Result<(DateOrder, Origin), DateDoubt> {
    // Of years of four digits nobody needs to say that they stand first.
    if let Some(order) = pinned.filter(|order| kind.1 || *order != DateOrder::Ymd) {
        let against = found.sure.iter().find(|(sure, _)| **sure != order);
        return match against {
            Some((_, text)) => Err(DateDoubt::Setting {
                order,
                text: text.clone(),
            }),
            None => Ok((order, Origin::Settings)),
        };
    }
    let possible = &found.orders;
    if let [order] = possible[..] {
        return Ok((order, Origin::File));
    }
    if possible.is_empty() {
        let mut texts = found.sure.values().cloned();
        return Err(match (texts.next(), texts.next()) {
            (Some(one), Some(other)) => DateDoubt::Contradiction([one, other]),
            _ => DateDoubt::Open,
        });
    }
    let other_width = kinds.get(&(kind.0, !kind.1)).map(|other| &other.orders[..]);
    let of_passed = passed_over.get(&kind).map(|passed| &passed.orders[..]);
    let [of_table, of_all_passed] = [0, 1].map(|at| shared[at].get(&kind).map(Vec::as_slice));
    let by_others = [other_width, of_passed, of_table, of_all_passed]
        .into_iter()
        .flatten();
    let settled = by_others
        .filter_map(|orders| match orders {
            [order] => Some((*order, Origin::File)),
            _ => None,
        })
        .chain(around.date_order.map(|order| (order, Origin::Settings)))
        .find(|(order, _)| possible.contains(order));
    settled.ok_or_else(|| match found.in_period[..] {
        [order] => DateDoubt::Likely(order),
        _ => DateDoubt::Open,
    })
}

/// The orders in which all dates of a kind can be read, whichever column they stand in.
fn shared<'a>(columns: impl Iterator<Item = &'a Told>) -> BTreeMap<Kind, Vec<DateOrder>> {
    let mut shared: BTreeMap<Kind, Vec<DateOrder>> = BTreeMap::new();
    for (kind, found) in columns.flatten() {
        let orders = shared.entry(*kind).or_insert_with(|| DateOrder::ALL.to_vec());
        orders.retain(|order| found.orders.contains(order));
    }
    shared
}

fn candidates<'a>(rows: impl Iterator<Item = &'a Row>, column: Judged, period: Period) -> Told {
    let mut kinds = BTreeMap::new();
    if !column.has_days {
        return kinds;
    }
    for text in numeric_texts(rows, column.index) {
        let start = text.find(|first: char| first.is_ascii_digit()).unwrap_or(0);
        if let Some((date, _)) = Numeric::parse(&text[start..]) {
            add(&mut kinds, &date, &text, period);
        }
    }
    kinds
}

fn add(kinds: &mut BTreeMap<Kind, Candidates>, date: &Numeric, text: &str, period: Period) {
    // Nobody exports what is to come in years; of two digits the larger ones are days.
    let latest = period.year() + 1;
    let day = |order: DateOrder| {
        date.under(order)
            .filter(|day| !date.is_short() || day.year() <= latest)
    };
    let readable: Vec<DateOrder> = DateOrder::ALL
        .into_iter()
        .filter(|order| day(*order).is_some())
        .collect();
    if readable.is_empty() {
        return;
    }
    let kind = kinds
        .entry((date.mark, date.is_short()))
        .or_insert_with(|| Candidates {
            orders: DateOrder::ALL.to_vec(),
            sure: BTreeMap::new(),
            in_period: DateOrder::ALL.to_vec(),
        });
    kind.orders.retain(|order| readable.contains(order));
    kind.in_period
        .retain(|order| day(*order).is_some_and(|day| period.contains(day)));
    if let [order] = readable[..] {
        let first = kind.sure.entry(order).or_insert_with(|| text.to_owned());
        if text < first.as_str() {
            text.clone_into(first);
        }
    }
}
