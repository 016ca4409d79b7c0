//! Exact figures: rationals, so that a third times three is one and nothing is rounded before its time.

mod fraction;

use fraction::Fraction;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

/// Decimals within which a figure is looked for as a decimal of its own.
const SHORTEST_PLACES: u32 = 20;

/// An exact rational number: an amount, a count, a rate, or a target that was split in parts.
///
/// Nearly all figures are decimals of a few digits: they are held, added and compared as whole units of their last
/// place. A ratio appears where something is divided, and one of big numbers where its terms are more than an integer holds.
#[derive(Debug, Clone)]
pub struct Exact(Form);

/// A decimal as people write it, `12.5`, where it is one, else a fraction in lowest terms, `1/3`: equal figures are written
/// alike, however they are held.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Form::Units(units) = self.0 {
            let Units { units, scale } = units.shortest();
            return write_decimal(f, units < 0, &units.unsigned_abs(), scale);
        }
        let ratio = self.ratio();
        let Some(places) = decimal_places(ratio.denom()) else {
            return write!(f, "{}/{}", ratio.numer(), ratio.denom());
        };
        let units = ratio.numer() * BigInt::from(10).pow(places) / ratio.denom();
        write_decimal(f, units.is_negative(), units.magnitude(), places)
    }
}

/// Writes so many units of the last of so many places.
fn write_decimal(
    f: &mut fmt::Formatter<'_>,
    is_negative: bool,
    units: &impl fmt::Display,
    places: u32,
) -> fmt::Result {
    let sign = if is_negative { "-" } else { "" };
    if places == 0 {
        return write!(f, "{sign}{units}");
    }
    let places = places as usize;
    let digits = format!("{:0>width$}", units.to_string(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    write!(f, "{sign}{whole}.{fraction}")
}

/// How many decimals a fraction in lowest terms with that denominator has; none where no decimal states it.
fn decimal_places(denominator: &BigInt) -> Option<u32> {
    let mut rest = denominator.clone();
    let mut times = [0_u32; 2];
    for (times, prime) in times.iter_mut().zip([2, 5]) {
        let prime = BigInt::from(prime);
        while (&rest % &prime).is_zero() {
            rest /= &prime;
            *times += 1;
        }
    }
    (rest == BigInt::from(1)).then(|| times[0].max(times[1]))
}

/// A text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no figure such as 12.5 or 1/3")]
pub struct NotAFigure;

impl FromStr for Exact {
    type Err = NotAFigure;

    fn from_str(text: &str) -> Result<Self, NotAFigure> {
        let (numerator, denominator) = if let Some((numerator, denominator)) = text.split_once('/') {
            (numerator.to_owned(), denominator.parse().ok())
        } else {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            // A figure of this program has not so many decimals; of a text nobody knows.
            let places = u32::try_from(fraction.len())
                .ok()
                .filter(|places| *places < 10_000);
            let denominator = places.map(|places| BigInt::from(10).pow(places));
            (format!("{whole}{fraction}"), denominator)
        };
        let denominator = denominator.filter(|denominator| !denominator.is_zero());
        let (numerator, denominator) = numerator.parse().ok().zip(denominator).ok_or(NotAFigure)?;
        let places = text
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len() as u32);
        let units = (!text.contains('/'))
            .then_some(&numerator)
            .and_then(BigInt::to_i128);
        Ok(match units {
            Some(units) if places <= Decimal::MAX_SCALE => Self(Form::Units(Units { units, scale: places })),
            _ => Self(Form::Ratio(BigRational::new(numerator, denominator))),
        })
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// How a figure is held. One figure may have several forms, which are equal.
#[derive(Debug, Clone)]
enum Form {
    /// `units` × 10^-`scale`.
    Units(Units),
    /// A ratio of integers.
    Fraction(Fraction),
    /// Any other.
    Ratio(BigRational),
}

/// A decimal as whole units of its last place.
#[derive(Debug, Clone, Copy)]
struct Units {
    units: i128,
    scale: u32,
}

impl Units {
    fn whole(units: i128) -> Self {
        Self { units, scale: 0 }
    }

    /// The same without zeros at its end.
    fn shortest(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The same at another scale, which is not below its own; none where it is too large.
    fn at(self, scale: u32) -> Option<i128> {
        match scale - self.scale {
            0 => Some(self.units),
            places => self.units.checked_mul(10_i128.checked_pow(places)?),
        }
    }

    /// The units of both at the finer of their scales, and that scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        Some((self.at(scale)?, other.at(scale)?, scale))
    }

    fn ratio(self) -> BigRational {
        BigRational::new(self.units.into(), BigInt::from(10).pow(self.scale))
    }
}

impl Exact {
    /// 0
    pub fn zero() -> Self {
        Self::from(0)
    }

    /// 1
    pub fn one() -> Self {
        Self::from(1)
    }

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Units(figure) => figure.units == 0,
            Form::Fraction(fraction) => fraction.numerator == 0,
            Form::Ratio(ratio) => ratio.is_zero(),
        }
    }

    /// Whether this is above 0.
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Form::Units(figure) => figure.units > 0,
            Form::Fraction(fraction) => fraction.numerator > 0,
            Form::Ratio(ratio) => ratio.is_positive(),
        }
    }

    /// `self ÷ divisor`, none where the divisor is 0.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        let small = self.fractions(divisor).and_then(|(one, other)| one.div(other));
        Some(match small {
            Some(fraction) => Self(Form::Fraction(fraction)),
            None => Self(Form::Ratio(&*self.ratio() / &*divisor.ratio())),
        })
    }

    /// Rounds to `places` decimals, half away from zero (四舍五入).
    #[must_use]
    pub fn round(&self, places: u32) -> Self {
        if let Some((units, _)) = self.small_units(places) {
            return Self(Form::Units(Units { units, scale: places }));
        }
        let scale = BigRational::from(BigInt::from(10).pow(places));
        Self(Form::Ratio((&*self.ratio() * &scale).round() / scale))
    }

    /// The largest whole number not above this.
    #[must_use]
    pub fn floor(&self) -> Self {
        match self.fraction() {
            Some(small) => Self(Form::Units(Units::whole(
                small.numerator.div_euclid(small.denominator),
            ))),
            None => Self(Form::Ratio(self.ratio().floor())),
        }
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
        let bound = if self.ratio().is_negative() {
            Decimal::MIN
        } else {
            Decimal::MAX
        };
        (bound, false)
    }

    /// Units of the last of `places` decimals, half away from zero, and whether nothing was left over; no units where
    /// they are more than an integer holds.
    fn units(&self, places: u32) -> (Option<i128>, bool) {
        let scaled = &*self.ratio() * BigRational::from(BigInt::from(10).pow(places));
        (scaled.round().to_integer().to_i128(), scaled.is_integer())
    }

    /// The same without big numbers, as nearly all figures are small enough for it; none where one is not.
    fn small_units(&self, places: u32) -> Option<(i128, bool)> {
        let (numerator, denominator) = match &self.0 {
            Form::Units(figure) if figure.scale <= places => return Some((figure.at(places)?, true)),
            Form::Units(figure) => (figure.units, 10_i128.checked_pow(figure.scale)?),
            Form::Fraction(fraction) => (fraction.numerator, fraction.denominator),
            Form::Ratio(ratio) => (ratio.numer().to_i128()?, ratio.denom().to_i128()?),
        };
        let scaled = numerator.checked_mul(10_i128.checked_pow(places)?)?;
        let (whole, left) = (scaled / denominator, scaled % denominator);
        // A half or more of the denominator is left over, without doubling what may be as large as it can be.
        let goes_up = left.abs() >= denominator - left.abs();
        Some((whole + if goes_up { left.signum() } else { 0 }, left == 0))
    }

    /// So many units of the last of `places` decimals.
    pub fn of_units(units: i128, places: u32) -> Self {
        Self(Form::Units(Units { units, scale: places }))
    }

    /// Units of the last of `places` decimals, half away from zero; none where they are more than an integer holds.
    pub fn rounded_units(&self, places: u32) -> Option<i128> {
        self.small_units(places).map(|(units, _)| units)
    }

    /// As a ratio of whole numbers in lowest terms: `1/3`.
    pub fn to_fraction(&self) -> String {
        let ratio = self.ratio();
        format!("{}/{}", ratio.numer(), ratio.denom())
    }

    /// The nearest binary float, for drawing and spreadsheet cells only, never for computing on.
    pub fn to_f64(&self) -> f64 {
        let small = self.fraction().and_then(Fraction::to_f64);
        small.unwrap_or_else(|| self.ratio().to_f64().unwrap_or(f64::NAN))
    }

    fn ratio(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Form::Units(figure) => Cow::Owned(figure.ratio()),
            Form::Fraction(fraction) => Cow::Owned(BigRational::new(
                fraction.numerator.into(),
                fraction.denominator.into(),
            )),
            Form::Ratio(ratio) => Cow::Borrowed(ratio),
        }
    }

    /// This as a ratio of integers, where they are small enough.
    fn fraction(&self) -> Option<Fraction> {
        match &self.0 {
            Form::Units(figure) => Fraction::of_units(figure.units, figure.scale),
            Form::Fraction(fraction) => Some(*fraction),
            Form::Ratio(_) => None,
        }
    }

    fn fractions(&self, other: &Self) -> Option<(Fraction, Fraction)> {
        Some((self.fraction()?, other.fraction()?))
    }

    /// What two figures come to as decimals, as ratios of integers, or as ratios of any size, whichever holds it first.
    fn computed(
        &self,
        other: &Self,
        of_units: impl FnOnce() -> Option<(i128, u32)>,
        of_fractions: impl FnOnce(Fraction, Fraction) -> Option<Fraction>,
        of_ratios: impl FnOnce(&BigRational, &BigRational) -> BigRational,
    ) -> Self {
        if let Some((units, scale)) = of_units() {
            return Self(Form::Units(Units { units, scale }));
        }
        let small = self
            .fractions(other)
            .and_then(|(one, other)| of_fractions(one, other));
        Self(match small {
            Some(fraction) => Form::Fraction(fraction),
            None => Form::Ratio(of_ratios(&self.ratio(), &other.ratio())),
        })
    }

    /// The units of two decimals at one scale, where both are decimals and small enough.
    fn aligned(&self, other: &Self) -> Option<(i128, i128, u32)> {
        match (&self.0, &other.0) {
            (Form::Units(one), Form::Units(other)) => one.aligned(*other),
            _ => None,
        }
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(Form::Units(Units {
            units: value.mantissa(),
            scale: value.scale(),
        }))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(Form::Units(Units::whole(value.into())))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let Some((one, other, _)) = self.aligned(other) {
            return one.cmp(&other);
        }
        let small = self.fractions(other).and_then(|(one, other)| one.compare(other));
        small.unwrap_or_else(|| self.ratio().cmp(&other.ratio()))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        let of_units = || {
            let (one, other, scale) = self.aligned(other)?;
            Some((one.checked_add(other)?, scale))
        };
        self.computed(other, of_units, Fraction::add, |one, other| one + other)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        let of_units = || {
            let (one, other, scale) = self.aligned(other)?;
            Some((one.checked_sub(other)?, scale))
        };
        self.computed(other, of_units, Fraction::sub, |one, other| one - other)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        let of_units = || match (&self.0, &other.0) {
            (Form::Units(one), Form::Units(other)) => {
                let units = one.units.checked_mul(other.units)?;
                Some((units, one.scale.saturating_add(other.scale)))
            }
            _ => None,
        };
        self.computed(other, of_units, Fraction::mul, |one, other| one * other)
    }
}

macro_rules! operators_of_values {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                (&self).$method(&other)
            }
        }
    )*};
}
operators_of_values!(Add add, Sub sub, Mul mul);

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        &Self::zero() - &self
    }
}

/// Division by a positive whole number, which cannot fail.
impl Div<std::num::NonZeroU32> for &Exact {
    type Output = Exact;
    fn div(self, divisor: std::num::NonZeroU32) -> Exact {
        let divisor = Exact::from(i64::from(divisor.get()));
        let none = || None;
        self.computed(&divisor, none, Fraction::div, |one, other| one / other)
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

    #[test]
    fn figures_are_read_as_they_are_written() {
        for (text, written) in [
            ("0", "0"),
            ("-12.50", "-12.5"),
            ("0.001", "0.001"),
            ("-0.5", "-0.5"),
            ("1/3", "1/3"),
            ("-7/14", "-0.5"),
            ("6/3", "2"),
            (
                "123456789012345678901234567890.5",
                "123456789012345678901234567890.5",
            ),
        ] {
            let figure: Exact = text.parse().unwrap();
            assert_eq!(figure.to_string(), written);
            assert_eq!(written.parse::<Exact>().unwrap(), figure);
        }
        for text in ["", "x", "1/0", "1/2/3", "1.2.3", "1e5", "."] {
            assert_eq!(text.parse::<Exact>(), Err(NotAFigure), "{text}");
        }
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

    /// The figure as a ratio, whatever its form.
    fn as_ratio(figure: &Exact) -> Exact {
        Exact(Form::Ratio(figure.ratio().into_owned()))
    }

    proptest! {
        #[test]
        fn decimals_are_computed_with_as_ratios_are(
            (one, scale) in (any::<i128>(), 0..=28_u32),
            (other, other_scale) in (prop_oneof![any::<i128>(), -1000..1000_i128], 0..=28_u32),
            places in 0..22_u32,
        ) {
            let bounded = |units: i128| units % (1_i128 << 96);
            let figure = |units, scale| Exact::from(Decimal::from_i128_with_scale(bounded(units), scale));
            let (one, other) = (figure(one, scale), figure(other, other_scale));
            let (one_ratio, other_ratio) = (as_ratio(&one), as_ratio(&other));
            prop_assert_eq!(&one, &one_ratio);
            prop_assert_eq!(one.cmp(&other), one_ratio.cmp(&other_ratio));
            prop_assert_eq!(&one + &other, &one_ratio + &other_ratio);
            prop_assert_eq!(&one - &other, &one_ratio - &other_ratio);
            prop_assert_eq!(&one * &other, &one_ratio * &other_ratio);
            prop_assert_eq!(one.checked_div(&other), one_ratio.checked_div(&other_ratio));
            prop_assert_eq!(one.round(places), one_ratio.round(places));
            prop_assert_eq!(one.to_decimal(places), one_ratio.to_decimal(places));
            prop_assert_eq!(one.is_positive(), one_ratio.is_positive());
            prop_assert_eq!(-one, -one_ratio);
        }

        #[test]
        fn small_ratios_are_computed_with_as_large_ones_are(
            terms in prop::array::uniform4(prop_oneof![any::<i64>(), -1000..1000_i64]),
            places in 0..22_u32,
        ) {
            let [a, b, c, d] = terms.map(|term| if term == 0 { 7 } else { term });
            let ratio = |one: i64, other: i64| Exact::from(one).checked_div(&Exact::from(other)).unwrap();
            let (one, other) = (ratio(a, b), ratio(c, d));
            prop_assert!(matches!((&one.0, &other.0), (Form::Fraction(_), Form::Fraction(_))));
            let (one_ratio, other_ratio) = (as_ratio(&one), as_ratio(&other));
            let decimal = Exact::from(Decimal::new(c, places.min(20)));
            let decimal_ratio = as_ratio(&decimal);
            for (other, other_ratio) in [(&other, &other_ratio), (&decimal, &decimal_ratio)] {
                prop_assert_eq!(one.cmp(other), one_ratio.cmp(other_ratio));
                prop_assert_eq!(&one + other, &one_ratio + other_ratio);
                prop_assert_eq!(&one - other, &one_ratio - other_ratio);
                prop_assert_eq!(&one * other, &one_ratio * other_ratio);
                prop_assert_eq!(one.checked_div(other), one_ratio.checked_div(other_ratio));
                prop_assert_eq!(other.checked_div(&one), other_ratio.checked_div(&one_ratio));
                prop_assert_eq!(other.to_f64().to_bits(), other_ratio.to_f64().to_bits());
            }
            prop_assert_eq!(one.to_f64().to_bits(), one_ratio.to_f64().to_bits());
            prop_assert_eq!(one.floor(), one_ratio.floor());
            prop_assert_eq!(one.round(places), one_ratio.round(places));
            prop_assert_eq!(one.to_decimal(places), one_ratio.to_decimal(places));
            prop_assert_eq!(one.to_shortest_decimal(places), one_ratio.to_shortest_decimal(places));
            prop_assert_eq!(one.is_positive(), one_ratio.is_positive());
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
