//! Exact figures: rationals, so that a third times three is one and nothing is rounded before its time.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Decimals within which a figure is looked for as a decimal of its own.
const SHORTEST_PLACES: u32 = 20;

/// An exact rational number: an amount, a count, a rate, or a target that was split in parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// 0
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// 1
    pub fn one() -> Self {
        Self::from(1)
    }

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is above 0.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// `self ÷ divisor`, none where the divisor is 0.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// Rounds to `places` decimals, half away from zero (四舍五入).
    #[must_use]
    pub fn round(&self, places: u32) -> Self {
        let scale = BigRational::from(BigInt::from(10).pow(places));
        Self((&self.0 * &scale).round() / scale)
    }

    /// The largest whole number not above this.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// This as a decimal of `places` decimals, half away from zero. A figure too large for a
    /// decimal (above 7.9 × 10²⁸ units of the last place) loses decimals rather than its value.
    pub fn to_decimal(&self, places: u32) -> Decimal {
        self.nearest(places).0
    }

    /// This as the shortest decimal that states it exactly, or rounded to `places` where none does.
    pub fn to_shortest_decimal(&self, places: u32) -> Decimal {
        match self.nearest(SHORTEST_PLACES) {
            (decimal, true) => decimal.normalize(),
            (_, false) => self.to_decimal(places),
        }
    }

    /// The nearest decimal of `places` decimals, or fewer where it is too large, and whether it states this exactly.
    fn nearest(&self, places: u32) -> (Decimal, bool) {
        for places in (0..=places.min(Decimal::MAX_SCALE)).rev() {
            let (units, is_exact) = match self.small_units(places) {
                Some((units, is_exact)) => (Some(units), is_exact),
                None => self.units(places),
            };
            let decimal = units.and_then(|units| Decimal::try_from_i128_with_scale(units, places).ok());
            if let Some(decimal) = decimal {
                return (decimal, is_exact);
            }
        }
        let bound = if self.0.is_negative() {
            Decimal::MIN
        } else {
            Decimal::MAX
        };
        (bound, false)
    }

    /// Units of the last of `places` decimals, half away from zero, and whether nothing was left over; no units where
    /// they are more than an integer holds.
    fn units(&self, places: u32) -> (Option<i128>, bool) {
        let scaled = &self.0 * BigRational::from(BigInt::from(10).pow(places));
        (scaled.round().to_integer().to_i128(), scaled.is_integer())
    }

    /// The same without big numbers, as nearly all figures are small enough for it; none where one is not.
    fn small_units(&self, places: u32) -> Option<(i128, bool)> {
        let (numerator, denominator) = (self.0.numer().to_i128()?, self.0.denom().to_i128()?);
        let scaled = numerator.checked_mul(10_i128.checked_pow(places)?)?;
        let (whole, left) = (scaled / denominator, scaled % denominator);
        // A half or more of the denominator is left over, without doubling what may be as large as it can be.
        let goes_up = left.abs() >= denominator - left.abs();
        Some((whole + if goes_up { left.signum() } else { 0 }, left == 0))
    }

    /// The nearest binary float, for drawing and spreadsheet cells only, never for computing on.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let units = BigInt::from(value.mantissa());
        Self(BigRational::new(units, BigInt::from(10).pow(value.scale())))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $operator:tt),*) => {$(
        impl $trait for &Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                Exact(&self.0 $operator &other.0)
            }
        }
        impl $trait for Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                Exact(self.0 $operator other.0)
            }
        }
    )*};
}
operators!(Add add +, Sub sub -, Mul mul *);

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Division by a positive whole number, which cannot fail.
impl Div<std::num::NonZeroU32> for &Exact {
    type Output = Exact;
    fn div(self, divisor: std::num::NonZeroU32) -> Exact {
        Exact(&self.0 / BigRational::from(BigInt::from(divisor.get())))
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| sum + part)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| &sum + part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    proptest! {
        #[test]
        fn small_figures_round_as_large_ones(
            numerator in any::<i64>(),
            denominator in prop_oneof![1..40_i64, 1..i64::MAX],
            places in 0..22_u32,
        ) {
            let figure = Exact::from(numerator).checked_div(&Exact::from(denominator)).unwrap();
            let (units, is_exact) = figure.units(places);
            if let Some(small) = figure.small_units(places) {
                prop_assert_eq!((Some(small.0), small.1), (units, is_exact));
            } else {
                prop_assert!(places > 18);
            }
        }
    }

    #[test]
    fn half_goes_away_from_zero() {
        for (value, places, rounded) in [
            ("2.345", 2, "2.35"),
            ("-2.345", 2, "-2.35"),
            ("2.344999", 2, "2.34"),
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
        ] {
            assert_eq!(Exact::from(decimal(value)).to_decimal(places), decimal(rounded));
        }
    }

    #[test]
    fn nothing_is_rounded_on_the_way() {
        let third = Exact::from(decimal("0.335"))
            .checked_div(&Exact::from(3))
            .unwrap();
        assert_eq!((&third * &Exact::from(3)).to_decimal(2), decimal("0.34"));
    }

    #[test]
    fn shortest_decimal_is_exact_where_one_exists() {
        assert_eq!(
            Exact::from(decimal("500000.50")).to_shortest_decimal(6),
            decimal("500000.5")
        );
        let third = Exact::one().checked_div(&Exact::from(3)).unwrap();
        assert_eq!(third.to_shortest_decimal(6), decimal("0.333333"));
    }

    #[test]
    fn huge_figures_keep_their_value() {
        let huge = &Exact::from(Decimal::MAX) * &Exact::from(10);
        assert_eq!(huge.to_decimal(2), Decimal::MAX);
        assert_eq!(Exact::from(Decimal::MAX).to_decimal(2), Decimal::MAX);
    }
}
