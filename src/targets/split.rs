//! Splitting a whole by weights so that the parts always add up to it exactly.

use super::round_to_unit;
use crate::model::Exact;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;

/// Splits `whole`, rounded to the unit, over `weights` by the largest-remainder method (Hare–Niemeyer): each
/// part is a multiple of `unit`, equal remainders go to the earlier part. Weights that are all 0 count as
/// equal; without any weight there is no part.
pub(super) fn split(whole: &Exact, weights: &[Decimal], unit: Decimal) -> Vec<Exact> {
    let equal = weights.iter().all(|weight| *weight <= Decimal::ZERO);
    let weights: Vec<Decimal> = weights
        .iter()
        .map(|&weight| {
            if equal {
                Decimal::ONE
            } else {
                weight.max(Decimal::ZERO)
            }
        })
        .collect();
    in_integers(whole, &weights, unit).unwrap_or_else(|| in_ratios(whole, &weights, unit))
}

/// The split in whole units and whole weights, as nearly every one is; none where they are more than integers hold, or
/// where the unit is more than one of its last place.
fn in_integers(whole: &Exact, weights: &[Decimal], unit: Decimal) -> Option<Vec<Exact>> {
    let places = unit.scale();
    let units = Some(unit.mantissa())
        .filter(|size| *size == 1)
        .and(whole.rounded_units(places))?;
    let scale = weights.iter().map(Decimal::scale).max().unwrap_or(0);
    let weights = weights.iter().map(|weight| {
        let factor = 10_i128.checked_pow(scale - weight.scale())?;
        weight.mantissa().checked_mul(factor)
    });
    let weights: Vec<i128> = weights.collect::<Option<_>>()?;
    let total = weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
    let shares = weights.iter().map(|weight| units.checked_mul(*weight));
    let shares: Vec<i128> = shares.collect::<Option<_>>()?;
    let mut parts = Vec::with_capacity(shares.len());
    let mut remainders = Vec::with_capacity(shares.len());
    for share in shares {
        parts.push(share.checked_div_euclid(total)?);
        remainders.push(share.checked_rem_euclid(total)?);
    }
    let left = units - parts.iter().sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(remainders[at]));
    for &at in by_remainder.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    Some(
        parts
            .into_iter()
            .map(|part| Exact::of_units(part, places))
            .collect(),
    )
}

/// The split of figures of any size.
fn in_ratios(whole: &Exact, weights: &[Decimal], unit: Decimal) -> Vec<Exact> {
    let weights: Vec<Exact> = weights.iter().map(|weight| Exact::from(*weight)).collect();
    let unit_size = Exact::from(unit);
    let Some(units) = round_to_unit(whole, unit).checked_div(&unit_size) else {
        return Vec::new();
    };
    let parts = in_units(&units, &weights);
    parts.iter().map(|part| part * &unit_size).collect()
}

/// The same by weights that no decimal states, and in units of any size: a whole that is no multiple of `unit` leaves the
/// first of the parts with the most weight the rest of it.
pub fn split_by(whole: &Exact, weights: &[Exact], unit: Decimal) -> Vec<Exact> {
    let is_positive = |weight: &Exact| weight.is_positive();
    let weights: Vec<Exact> = if weights.iter().any(is_positive) {
        weights
            .iter()
            .map(|weight| weight.clone().max(Exact::zero()))
            .collect()
    } else {
        vec![Exact::one(); weights.len()]
    };
    let unit_size = Exact::from(unit);
    let Some(units) = whole.checked_div(&unit_size).map(|units| units.floor()) else {
        return Vec::new();
    };
    let parts = in_units(&units, &weights);
    let mut parts: Vec<Exact> = parts.iter().map(|part| part * &unit_size).collect();
    let rest = whole - &(&units * &unit_size);
    let most = weights
        .iter()
        .enumerate()
        .max_by(|(a, one), (b, other)| one.cmp(other).then(b.cmp(a)));
    if let Some(part) = most.and_then(|(at, _)| parts.get_mut(at)) {
        *part = &*part + &rest;
    }
    parts
}

/// Splits a whole number of units by weights that are not all 0.
fn in_units(units: &Exact, weights: &[Exact]) -> Vec<Exact> {
    let total: Exact = weights.iter().sum();

    let shares: Vec<Exact> = weights
        .iter()
        .filter_map(|weight| (units * weight).checked_div(&total))
        .collect();
    let mut parts: Vec<Exact> = shares.iter().map(Exact::floor).collect();
    let handed_out: Exact = parts.iter().sum();
    let left = (units - &handed_out).to_decimal(0).to_usize().unwrap_or(0);

    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_cached_key(|&at| std::cmp::Reverse(&shares[at] - &parts[at]));
    for &at in by_remainder.iter().take(left) {
        parts[at] = &parts[at] + &Exact::one();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::dec;

    fn parts(whole: Decimal, weights: &[Decimal], unit: Decimal) -> Vec<Decimal> {
        split(&whole.into(), weights, unit)
            .iter()
            .map(|part| part.to_shortest_decimal(6))
            .collect()
    }

    #[test]
    fn parts_by_hand() {
        // 100 ÷ 3 = 33.33…: the odd cent goes to the first of equal remainders.
        assert_eq!(
            parts(dec!(100), &[dec!(1); 3], dec!(0.01)),
            [dec!(33.34), dec!(33.33), dec!(33.33)]
        );
        // 10 by 1:1:1:1 = 2.5 each: the first two carry the odd ones.
        assert_eq!(
            parts(dec!(10), &[dec!(1); 4], dec!(1)),
            [dec!(3), dec!(3), dec!(2), dec!(2)]
        );
        // 7 by 5:3:1 = 3.89, 2.33, 0.78: floors 3, 2, 0, the two left go to .89 and .78.
        assert_eq!(
            parts(dec!(7), &[dec!(5), dec!(3), dec!(1)], dec!(1)),
            [dec!(4), dec!(2), dec!(1)]
        );
        // A whole that is no multiple of the unit is rounded first: 2.5 is 3.
        assert_eq!(parts(dec!(2.5), &[dec!(1); 2], dec!(1)), [dec!(2), dec!(1)]);
        assert_eq!(parts(dec!(4), &[dec!(0), dec!(0)], dec!(1)), [dec!(2), dec!(2)]);
        assert_eq!(parts(dec!(4), &[dec!(0), dec!(1)], dec!(1)), [dec!(0), dec!(4)]);
        assert!(parts(dec!(4), &[], dec!(1)).is_empty());
    }

    #[test]
    fn what_is_no_multiple_of_a_large_unit_stays_with_the_heaviest() {
        let parts = |whole: Decimal, weights: &[i64], unit| {
            let weights: Vec<Exact> = weights.iter().map(|weight| Exact::from(*weight)).collect();
            let parts = split_by(&whole.into(), &weights, unit);
            parts
                .iter()
                .map(|part| part.to_shortest_decimal(2))
                .collect::<Vec<_>>()
        };
        // 10 hundreds by 1:2:1 = 2.5, 5, 2.5: the one left goes to the first, and 34.56 to the heaviest.
        assert_eq!(
            parts(dec!(1034.56), &[1, 2, 1], dec!(100)),
            [dec!(300), dec!(534.56), dec!(200)]
        );
        assert_eq!(parts(dec!(7), &[0, 0], dec!(1)), [dec!(4), dec!(3)]);
        assert!(parts(dec!(7), &[], dec!(1)).is_empty());
    }

    proptest! {
        #[test]
        fn ratios_of_weights_split_as_the_weights_do(
            cents in 0i64..10_000_000_000,
            weights in prop::collection::vec(0u32..1000, 1..40),
            divisor in 1i64..400,
        ) {
            let whole = Exact::from(Decimal::new(cents, 2));
            let decimals: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
            let ratios = weights.iter().map(|weight| Exact::from(i64::from(*weight)).checked_div(&divisor.into()).unwrap());
            let ratios: Vec<Exact> = ratios.collect();
            prop_assert_eq!(split_by(&whole, &ratios, dec!(0.01)), split(&whole, &decimals, dec!(0.01)));
        }

        #[test]
        fn parts_add_up_to_the_whole(cents in 0i64..10_000_000_000, weights in prop::collection::vec(0u32..1000, 1..40)) {
            let whole = Decimal::new(cents, 2);
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let parts = parts(whole, &weights, dec!(0.01));
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().sum::<Decimal>(), whole);
        }

        #[test]
        fn integers_split_as_ratios_do(
            units in -1_000_000_000_000i64..1_000_000_000_000,
            places in 0..9_u32,
            weights in prop::collection::vec((0u32..5000, 0..5_u32), 1..40),
            unit in prop::sample::select(vec![dec!(1), dec!(0.01), dec!(5), dec!(0.05)]),
        ) {
            let whole = Exact::from(Decimal::new(units, places));
            let weights: Vec<Decimal> = weights.into_iter().map(|(weight, scale)| Decimal::new(weight.into(), scale)).collect();
            prop_assume!(weights.iter().any(|weight| *weight > Decimal::ZERO));
            let small = in_integers(&whole, &weights, unit);
            prop_assert_eq!(small.is_some(), unit.mantissa() == 1);
            if let Some(parts) = small {
                prop_assert_eq!(parts, in_ratios(&whole, &weights, unit));
            }
        }

        #[test]
        fn a_part_is_within_one_unit_of_its_share(whole in 0i64..1_000_000, weights in prop::collection::vec(1u32..100, 1..12)) {
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let total: Decimal = weights.iter().sum();
            for (part, weight) in parts(Decimal::from(whole), &weights, dec!(1)).iter().zip(&weights) {
                let share = Decimal::from(whole) * weight / total;
                prop_assert!((part - share).abs() < dec!(1), "{} of {}", part, share);
            }
        }
    }
}
