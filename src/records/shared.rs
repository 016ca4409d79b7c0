//! Orders that several reps share, a row each → each row's part of the money; the parts of a line add up to it exactly.
//!
//! Parts are whole cents (of amounts with more decimals, units of their last one): each is rounded down, and the cents that
//! are left go to the largest remainders, of equal ones to the lower number of a rep.

use super::data_row::{DataRow, Gathered};
use super::keys::RepKey;
use super::orders::OrderRow;
use crate::model::{Field, Finding, Id, Kind, Period, Place, Problem, Text};
use crate::recognise::{AmountsOf, Table};
use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use std::collections::{BTreeMap, BTreeSet};

/// The field that says which part of a row's order is the rep's.
pub(super) const SHARE: &str = "share";

/// What rows of one line have in common.
type Line<'a> = (
    (&'a str, u64),
    (Option<&'a Text>, Option<&'a Text>),
    (NaiveDate, bool),
);

/// Gives each row of a shared order its rep's part of the money, and says which shares do not add up.
pub(super) fn settle(
    rows: &mut [Gathered<OrderRow>],
    tables: &[Table],
    period: Period,
    findings: &mut Vec<Finding>,
) {
    let shares = shares(rows, tables);
    if shares.is_empty() {
        return;
    }
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    for line in lines(rows, &shares) {
        for group in wholes(rows, &shares, &line) {
            divide(rows, &shares, &group, period, (&mut told, findings));
        }
    }
    let field = Field::Own(Id::of(SHARE), Kind::Share);
    for (table, told) in told {
        let Some(table) = tables.get(table) else { continue };
        let place = table.header_place();
        let place = table
            .column(field)
            .map_or_else(|| place.clone(), |column| place.clone().at_column(column.index));
        let problem = Problem::OrdersShared {
            orders: told.orders.len() as u64,
            rows: told.rows,
            stated: told.stated.normalize(),
            counted: told.counted.normalize(),
        };
        findings.push(Finding::at(place, problem));
    }
}

/// What is to be said of a table's shared orders.
#[derive(Default)]
struct Told {
    orders: BTreeSet<String>,
    rows: u64,
    stated: Decimal,
    counted: Decimal,
}

/// The shares of rows that state one and not the whole, as parts of 1: 60 in a column with numbers above 1 is 60 %. Of tables
/// whose amounts the settings call the lines' own there are none.
fn shares(rows: &[Gathered<OrderRow>], tables: &[Table]) -> BTreeMap<usize, Decimal> {
    let stated = || {
        let rows = rows.iter().enumerate();
        rows.filter_map(|(index, row)| Some((index, row.table, row.row.added.number(SHARE)?)))
    };
    let in_percent: BTreeSet<usize> = stated()
        .filter(|(_, _, share)| *share > Decimal::ONE)
        .map(|(_, table, _)| table)
        .collect();
    let is_own = |table: usize| {
        let table = tables.get(table);
        table.is_some_and(|table| table.amounts == Some(AmountsOf::Lines))
    };
    stated()
        .filter(|(_, table, _)| !is_own(*table))
        .map(|(index, table, share)| {
            let share = if in_percent.contains(&table) {
                share * dec!(0.01)
            } else {
                share
            };
            (index, share)
        })
        .filter(|(_, share)| *share != Decimal::ONE)
        .collect()
}

/// Rows of one line each: what they state of it is the same, the amount apart.
fn lines(rows: &[Gathered<OrderRow>], shares: &BTreeMap<usize, Decimal>) -> Vec<Vec<usize>> {
    let mut lines: BTreeMap<Line<'_>, Vec<usize>> = BTreeMap::new();
    for &index in shares.keys() {
        let Some(Gathered { row, .. }) = rows.get(index) else {
            continue;
        };
        let line = (
            (&*row.order_id, row.series.0),
            (row.line.as_ref(), row.product.as_ref()),
            (row.date(), row.counts()),
        );
        lines.entry(line).or_default().push(index);
    }
    lines.into_values().collect()
}

/// Rows of a line by the whole that they state, each rep once and in order of their numbers; none where what they state are
/// the parts already.
fn wholes(rows: &[Gathered<OrderRow>], shares: &BTreeMap<usize, Decimal>, line: &[usize]) -> Vec<Vec<usize>> {
    let stated: Vec<(usize, &OrderRow)> = line
        .iter()
        .filter_map(|index| Some((*index, &rows.get(*index)?.row)))
        .collect();
    if are_parts(&stated, shares) {
        return Vec::new();
    }
    let mut times: BTreeMap<(Decimal, RepKey), usize> = BTreeMap::new();
    let mut wholes: BTreeMap<(Decimal, usize), Vec<(RepKey, usize)>> = BTreeMap::new();
    for (index, row) in stated {
        let time = times.entry((row.amount(), row.rep())).or_default();
        let whole = wholes.entry((row.amount(), *time)).or_default();
        whole.push((row.rep(), index));
        *time += 1;
    }
    wholes
        .into_values()
        .map(|mut whole| {
            whole.sort_unstable();
            whole.into_iter().map(|(_, index)| index).collect()
        })
        .collect()
}

/// Whether the amounts of a line differ, and are what the shares make of their sum.
fn are_parts(stated: &[(usize, &OrderRow)], shares: &BTreeMap<usize, Decimal>) -> bool {
    let amounts: BTreeSet<Decimal> = stated.iter().map(|(_, row)| row.amount()).collect();
    let whole = stated
        .iter()
        .map(|(_, row)| row.amount())
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let sum: Decimal = stated.iter().filter_map(|(index, _)| shares.get(index)).sum();
    let is_part = |(index, row): &(usize, &OrderRow)| {
        let part = shares.get(index).and_then(|share| whole.checked_mul(*share));
        // Whoever wrote the parts rounded them.
        part.is_some_and(|part| (part - row.amount()).abs() <= dec!(0.01))
    };
    amounts.len() > 1 && sum == Decimal::ONE && stated.iter().all(is_part)
}

/// Divides what rows of one line state among them.
fn divide(
    rows: &mut [Gathered<OrderRow>],
    shares: &BTreeMap<usize, Decimal>,
    group: &[usize],
    period: Period,
    (told, findings): (&mut BTreeMap<usize, Told>, &mut Vec<Finding>),
) {
    let of_rows: Vec<Decimal> = group
        .iter()
        .filter_map(|index| shares.get(index).copied())
        .collect();
    let Some(first) = group.first().and_then(|index| rows.get(*index)) else {
        return;
    };
    let (whole, place): (Decimal, Place) = (first.row.amount(), first.place.clone());
    let order_id = first.row.order_id.to_string();
    let is_told = first.row.counts() && period.contains(first.row.date());
    let Some(parts) = parts(whole, &of_rows) else {
        return;
    };
    let credited: Decimal = parts.iter().sum();
    for ((&index, part), share) in group.iter().zip(parts).zip(&of_rows) {
        let Some(row) = rows.get_mut(index) else { continue };
        row.row.take_part(part, *share);
        if is_told {
            let told = told.entry(row.table).or_default();
            told.orders.insert(order_id.clone());
            told.rows += 1;
            told.stated = told.stated.saturating_add(whole);
            told.counted = told.counted.saturating_add(part);
        }
    }
    let sum: Decimal = of_rows.iter().sum();
    if is_told && sum != Decimal::ONE {
        let problem = Problem::SharesOff {
            order_id,
            percent: (sum * dec!(100)).normalize(),
            whole: whole.normalize(),
            credited: credited.normalize(),
        };
        let off = (whole - credited).abs().normalize();
        findings.push(Finding::at(place, problem).worth(Some(off)));
    }
}

/// The parts of a whole; where the shares are all of it they add up to it. None where they cannot be computed with.
fn parts(whole: Decimal, shares: &[Decimal]) -> Option<Vec<Decimal>> {
    let places = whole.normalize().scale().max(2);
    let unit = Decimal::new(if whole.is_sign_negative() { -1 } else { 1 }, places);
    let exact: Option<Vec<Decimal>> = shares.iter().map(|share| whole.checked_mul(*share)).collect();
    let exact = exact?;
    if shares.iter().sum::<Decimal>() != Decimal::ONE {
        return Some(exact.iter().map(|part| part.round_dp(places)).collect());
    }
    let mut parts: Vec<Decimal> = exact.iter().map(|part| part.trunc_with_scale(places)).collect();
    let mut rest = whole - parts.iter().sum::<Decimal>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: &usize| {
        let part = exact.get(*at).zip(parts.get(*at));
        part.map_or(Decimal::ZERO, |(exact, part)| (exact - part).abs())
    };
    order.sort_by_key(|at| std::cmp::Reverse(remainder(at)));
    for at in order {
        if rest.is_zero() {
            break;
        }
        if let Some(part) = parts.get_mut(at) {
            *part += unit;
            rest -= unit;
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cents_that_are_left_go_to_the_largest_remainders() {
        let case = |whole: Decimal, shares: &[Decimal], expected: &[Decimal]| {
            assert_eq!(parts(whole, shares).unwrap(), expected, "{whole} {shares:?}");
        };
        case(dec!(1000), &[dec!(0.6), dec!(0.4)], &[dec!(600), dec!(400)]);
        // 33.3333 each and one part more: 33.33 + 33.33 + 33.34.
        let thirds = [dec!(0.3333), dec!(0.3333), dec!(0.3334)];
        case(dec!(100), &thirds, &[dec!(33.33), dec!(33.33), dec!(33.34)]);
        // 0.005 each: the cent is the first one's.
        case(dec!(0.01), &[dec!(0.5), dec!(0.5)], &[dec!(0.01), dec!(0)]);
        case(dec!(-0.01), &[dec!(0.5), dec!(0.5)], &[dec!(-0.01), dec!(0)]);
        case(dec!(-100.01), &[dec!(0.5), dec!(0.5)], &[dec!(-50.01), dec!(-50)]);
        // An amount with more decimals keeps them.
        case(dec!(0.001), &[dec!(0.4), dec!(0.6)], &[dec!(0), dec!(0.001)]);
        case(dec!(100), &[dec!(0.6), dec!(0.3)], &[dec!(60), dec!(30)]);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(
            cents in -1_000_000_000_i64..1_000_000_000,
            cuts in prop::collection::vec(0_i64..=10_000, 0..6),
        ) {
            let mut cuts = cuts;
            cuts.extend([0, 10_000]);
            cuts.sort_unstable();
            let shares: Vec<Decimal> = cuts.windows(2).map(|pair| Decimal::new(pair[1] - pair[0], 4)).collect();
            let whole = Decimal::new(cents, 2);
            let parts = parts(whole, &shares).unwrap();
            prop_assert_eq!(parts.iter().sum::<Decimal>(), whole);
            for (part, share) in parts.iter().zip(&shares) {
                prop_assert!((part - whole * share).abs() < dec!(0.01));
            }
        }
    }
}
