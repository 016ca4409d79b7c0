//! Numbers of JSON, without any rounding.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;

/// A number, or a ratio as text.
pub fn exact(value: &Value) -> BigRational {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let integer = |text: &str| text.parse::<BigInt>().unwrap();
    if let Some((numerator, denominator)) = text.split_once('/') {
        return BigRational::new(integer(numerator), integer(denominator));
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let scale = BigInt::from(10).pow(decimals.len() as u32);
    BigRational::new(integer(&format!("{whole}{decimals}")), scale)
}
