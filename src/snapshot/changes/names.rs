//! Names of files, sheets and headers → what stays of them from one month to the next.

use crate::model::span::english_month;

/// A name in which digits and months are the same whatever they are: `订单_20261031.xlsx` is `订单_20260930.xlsx`.
pub(super) fn shape(name: &str) -> String {
    let name = name.to_lowercase();
    let mut shape = String::with_capacity(name.len());
    for word in words(&name) {
        let word = english_month(word).map_or(word, |_| "#");
        for character in word.chars() {
            if character.is_ascii_digit() {
                if !shape.ends_with('#') {
                    shape.push('#');
                }
            } else if !character.is_whitespace() {
                shape.push(character);
            }
        }
    }
    chinese_months(&shape)
}

/// Runs of Latin letters, and what stands between them.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = first.is_ascii_alphabetic();
        let end = rest.find(|character: char| character.is_ascii_alphabetic() != is_word);
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(word)
    })
}

/// 十一月 is 十月.
fn chinese_months(name: &str) -> String {
    let mut shape = String::with_capacity(name.len());
    for part in name.split_inclusive('月') {
        let is_month = part.ends_with('月');
        let bare = part.trim_end_matches('月');
        let kept = bare.trim_end_matches(|digit: char| "一二三四五六七八九十".contains(digit));
        if is_month && kept.len() < bare.len() {
            shape.push_str(kept);
            shape.push_str("#月");
        } else {
            shape.push_str(part);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_months_are_one() {
        for (one, other) in [
            ("inbox/2026-10/订单.xlsx", "inbox/2026-09/订单.xlsx"),
            ("订单_20261031.csv", "订单_20260930.csv"),
            ("10月订单", "9月订单"),
            ("十一月", "十月"),
            ("Orders Oct 2026", "Orders Sep 2026"),
            ("orders_december.csv", "orders_may.csv"),
        ] {
            assert_eq!(shape(one), shape(other), "{one}");
        }
        for (one, other) in [
            ("订单.xlsx", "退货.xlsx"),
            ("一部", "二部"),
            ("Maya", "Juna"),
            ("market", "octopus"),
        ] {
            assert_ne!(shape(one), shape(other), "{one}");
        }
    }
}
