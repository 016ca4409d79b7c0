//! Years of reps → their months in whole pieces, so that the months of all of them together come to their share as well.

use crate::model::{Exact, Month};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a rep has to spread, and what each month weighs.
pub(super) struct Share {
    pub(super) whole: Exact,
    pub(super) months: Vec<(Month, Exact)>,
}

/// Splits each rep's whole over the months, in parts of `unit`: each part is its share rounded down, and the units left go to
/// those months with a remainder that are furthest behind, the reps before counted in; of equal ones to the larger remainder,
/// then to the earlier month. A single rep's are so split by largest remainder.
pub(super) fn balanced(shares: &[Share], unit: Decimal) -> Vec<Vec<Exact>> {
    let unit = Exact::from(unit);
    let mut behind: BTreeMap<Month, Exact> = BTreeMap::new();
    shares
        .iter()
        .map(|share| one(share, &unit, &mut behind))
        .collect()
}

fn one(share: &Share, unit: &Exact, behind: &mut BTreeMap<Month, Exact>) -> Vec<Exact> {
    let is_even = !share.months.iter().any(|(_, weight)| weight.is_positive());
    let weight = |weight: &Exact| if is_even { Exact::one() } else { weight.clone() };
    let total: Exact = share.months.iter().map(|(_, of)| weight(of)).sum();
    let units = share.whole.checked_div(unit).unwrap_or(Exact::zero());
    let ideal = |of: &Exact| {
        (&units * &weight(of))
            .checked_div(&total)
            .unwrap_or(Exact::zero())
    };
    let mut parts = Vec::with_capacity(share.months.len());
    let mut open = Vec::new();
    for (at, (month, of)) in share.months.iter().enumerate() {
        let ideal = ideal(of);
        let part = ideal.floor();
        let remainder = &ideal - &part;
        let lag = behind.entry(*month).or_insert_with(Exact::zero);
        *lag = &*lag + &remainder;
        if !remainder.is_zero() {
            open.push((Reverse(lag.clone()), Reverse(remainder), at));
        }
        parts.push(part);
    }
    let mut left = &units - &parts.iter().sum::<Exact>();
    open.sort();
    for (_, _, at) in open {
        if left < Exact::one() {
            break;
        }
        left = &left - &Exact::one();
        parts[at] = &parts[at] + &Exact::one();
        if let Some(lag) = behind.get_mut(&share.months[at].0) {
            *lag = &*lag - &Exact::one();
        }
    }
    parts.iter().map(|part| part * unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn pieces_of_many_reps_do_not_heap_up_in_one_month() {
        // Three reps with 13 pieces each over twelve even months: one more each, in three months.
        let month = |number| Month::new(2027, number).unwrap();
        let share = |_| Share {
            whole: 13.into(),
            months: (1..=12).map(|number| (month(number), Exact::one())).collect(),
        };
        let shares: Vec<Share> = (0..3).map(share).collect();
        let parts = balanced(&shares, dec!(1));
        for (rep, parts) in parts.iter().enumerate() {
            assert_eq!(parts.iter().sum::<Exact>(), 13.into());
            let more = parts.iter().position(|part| *part == 2.into());
            assert_eq!(more, Some(rep), "{parts:?}");
        }
    }

    #[test]
    fn a_single_rep_is_split_by_largest_remainder() {
        // 7 by 5:3:1 = 3.89, 2.33, 0.78.
        let months = [(1, 5), (2, 3), (3, 1)];
        let months = months.map(|(number, weight)| (Month::new(2027, number).unwrap(), Exact::from(weight)));
        let share = Share {
            whole: 7.into(),
            months: months.to_vec(),
        };
        let parts = balanced(&[share], dec!(1));
        assert_eq!(parts, [[4, 2, 1].map(Exact::from).to_vec()]);
    }
}
