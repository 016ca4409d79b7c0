//! The many ways in which exports write one and the same amount or date.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// `12,345.60`
pub fn grouped(amount: Decimal) -> String {
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount.is_sign_negative() { "-" } else { "" };
    format!("{sign}{grouped}.{cents}")
}

/// `¥12,345.60`, and `(12,345.60)` below 0 as accountants write it.
pub fn accounting(amount: Decimal) -> String {
    if amount.is_sign_negative() {
        format!("({})", grouped(-amount))
    } else {
        format!("¥{}", grouped(amount))
    }
}

/// Full-width digits: `１２０`.
pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
            other => other,
        })
        .collect()
}

/// `2026年10月5日`
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2026/10/5`
pub fn slashed_date(date: NaiveDate) -> String {
    format!("{}/{}/{}", date.year(), date.month(), date.day())
}

/// `2026.10.5`
pub fn dotted_date(date: NaiveDate) -> String {
    format!("{}.{}.{}", date.year(), date.month(), date.day())
}

/// `20261005`
pub fn compact_date(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// `2026-10-05`
pub fn iso_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
