//! A ratio of two integers that are small enough to be computed with as they are.

use std::cmp::Ordering;

/// A ratio in lowest terms; its denominator is above 0. Whatever doesn't fit into an integer is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    pub(super) numerator: i128,
    pub(super) denominator: i128,
}

impl Fraction {
    pub(super) fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let common = i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let common = if denominator < 0 { -common } else { common };
        Some(Self {
            numerator: numerator.checked_div(common)?,
            denominator: denominator.checked_div(common)?,
        })
    }

    /// Units of the last of `scale` decimals.
    pub(super) fn of_units(units: i128, scale: u32) -> Option<Self> {
        Self::new(units, 10_i128.checked_pow(scale)?)
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        let (one, other, denominator) = self.aligned(other)?;
        Self::new(one.checked_add(other)?, denominator)
    }

    pub(super) fn sub(self, other: Self) -> Option<Self> {
        let (one, other, denominator) = self.aligned(other)?;
        Self::new(one.checked_sub(other)?, denominator)
    }

    pub(super) fn mul(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub(super) fn div(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let (one, other, _) = self.aligned(other)?;
        Some(one.cmp(&other))
    }

    /// The nearest binary float, where both terms are floats exactly: then dividing them rounds but once.
    pub(super) fn to_f64(self) -> Option<f64> {
        const EXACT: u128 = 1 << 53;
        let is_exact = |term: i128| term.unsigned_abs() <= EXACT;
        (is_exact(self.numerator) && is_exact(self.denominator))
            .then(|| self.numerator as f64 / self.denominator as f64)
    }

    /// The numerators of both over one denominator, and that.
    fn aligned(self, other: Self) -> Option<(i128, i128, i128)> {
        if self.denominator == other.denominator {
            return Some((self.numerator, other.numerator, self.denominator));
        }
        Some((
            self.numerator.checked_mul(other.denominator)?,
            other.numerator.checked_mul(self.denominator)?,
            self.denominator.checked_mul(other.denominator)?,
        ))
    }
}

fn gcd(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        // Terms of half the size take a tenth of the time.
        if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
            return small_gcd(one, other).into();
        }
        (one, other) = (other, one % other);
    }
    one
}

fn small_gcd(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
