//! Number cells as decimals.

use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The decimal that a number cell stands for: its shortest text with at most 15 significant digits, as Excel
/// shows it. None where the number is no finite one or has no exact place in a decimal.
pub fn decimal_of(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    if let Some(cents) = whole_cents(number) {
        return Some(Decimal::new(cents, 2).normalize());
    }
    // The shortest text that reads back as this number is the right one unless it is longer than 15 digits.
    let shortest = format!("{number:e}");
    let text = if significant_digits(&shortest) <= 15 {
        shortest
    } else {
        format!("{number:.14e}")
    };
    from_scientific(&text)
}

/// The cents of a number that is written with two decimals or fewer, as almost all are. A decimal of at most 15
/// digits that reads back as the number is the only one that does, so it is its shortest text too.
fn whole_cents(number: f64) -> Option<i64> {
    const FIFTEEN_DIGITS: f64 = 1e15;
    let cents = (number * 100.0).round();
    let reads_back = cents.abs() < FIFTEEN_DIGITS && (cents / 100.0).to_bits() == number.to_bits();
    reads_back.then(|| cents.to_i64())?
}

fn significant_digits(scientific: &str) -> usize {
    let mantissa = scientific.split('e').next().unwrap_or_default();
    mantissa.bytes().filter(u8::is_ascii_digit).count()
}

fn from_scientific(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = text.split_once('e')?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let exponent: i32 = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    if digits.bytes().all(|digit| digit == b'0') {
        return Some(Decimal::ZERO);
    }
    let scale = i32::try_from(fraction.len()).ok()? - exponent;
    let plain = match usize::try_from(scale) {
        Err(_) => {
            digits
                + &"0".repeat(
                    usize::try_from(scale.unsigned_abs())
                        .ok()
                        .filter(|zeros| *zeros < 29)?,
                )
        }
        Ok(0) => digits,
        Ok(scale @ 1..=28) => {
            let padded = format!("{digits:0>width$}", width = scale + 1);
            let (whole, fraction) = padded.split_at(padded.len() - scale);
            format!("{whole}.{fraction}")
        }
        Ok(_) => return None,
    };
    Decimal::from_str(&format!("{sign}{plain}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_reads_as_excel_shows_it() {
        for (number, text) in [
            (1.1 * 1.1, "1.21"),
            (0.1 + 0.2, "0.3"),
            (0.1, "0.1"),
            (1234.5, "1234.5"),
            (-0.0, "0"),
            (0.0, "0"),
            (-1_000_000.0, "-1000000"),
            (45_678.9, "45678.9"),
            (1e20, "100000000000000000000"),
            (1.5e-7, "0.00000015"),
            (4.35 * 100.0, "435"),
            (123_456_789_012_345_678.0, "123456789012346000"),
            (9_999_999_999_999_999.0, "10000000000000000"),
        ] {
            assert_eq!(decimal_of(number).unwrap().to_string(), text, "{number:?}");
        }
    }

    #[test]
    fn what_has_no_decimal_has_none() {
        for number in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e40,
            1e-40,
            f64::MAX,
            f64::MIN_POSITIVE,
        ] {
            assert_eq!(decimal_of(number), None, "{number:?}");
        }
    }

    proptest! {
        #[test]
        fn cents_survive(cents in -99_999_999_999_999_i64..=99_999_999_999_999) {
            let number = cents as f64 / 100.0;
            prop_assert_eq!(decimal_of(number), Some(Decimal::new(cents, 2)));
        }

        #[test]
        fn any_bits_give_a_decimal_or_none(bits: u64) {
            let _ = decimal_of(f64::from_bits(bits));
            prop_assert!(true);
        }
    }
}
