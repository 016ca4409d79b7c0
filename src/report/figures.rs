//! Figures as they are printed: grouped, rounded half away from zero, with a true minus sign. Missing ones are a dash.

use crate::model::kpi::Unit;
use crate::model::{Exact, Language, Month};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::num::NonZeroU32;

/// What stands where there is no figure: never a blank, which reads as forgotten, and never a 0.
pub const NONE: &str = "—";

/// The months in English, as short as dates and headers name them.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The figure as text, or a dash for none.
pub fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| NONE.to_owned())
}

/// A figure of that kind: `1,234,567.00`, `32`, `5.50`, `95.00%`.
pub fn figure(value: &Exact, unit: Unit) -> String {
    match unit {
        Unit::Money => money(value),
        Unit::Count | Unit::Score => shortest(value.to_decimal(2)),
        Unit::PerWeek | Unit::Days => fixed(value, 2),
        Unit::Rate => percent(value, 2),
    }
}

/// `1,234,567.00`
pub fn money(value: &Exact) -> String {
    fixed(value, 2)
}

/// A share as a percentage: 0.95 is `95.00%`.
pub fn percent(share: &Exact, places: u32) -> String {
    fixed(&(share * &Exact::from(100)), places) + "%"
}

/// A rate of growth with its sign: `+5.3%`, `−2.0%`, and `0.0%` for whatever rounds to nothing.
pub fn signed_percent(share: &Exact, places: u32) -> String {
    let percentage = (share * &Exact::from(100)).to_decimal(places);
    let sign = if percentage > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}%", grouped(&percentage, places))
}

/// Five stars, as many of them filled as a figure is of `of`, to the nearest whole one: `★★★★☆`.
pub fn stars(figure: &Exact, of: NonZeroU32) -> String {
    const STARS: i64 = 5;
    let share = figure.checked_div(&Exact::from(Decimal::from(of.get())));
    let share = share.unwrap_or_else(Exact::zero);
    let whole = (&share * &Exact::from(STARS)).to_decimal(0);
    let star = |number| {
        if whole >= Decimal::from(number) {
            '★'
        } else {
            '☆'
        }
    };
    (1..=STARS).map(star).collect()
}

/// Points and scores: `43.28`.
pub fn points(value: &Decimal) -> String {
    grouped(value, 2)
}

/// A figure with exactly `places` decimals.
pub fn fixed(value: &Exact, places: u32) -> String {
    grouped(&value.to_decimal(places), places)
}

/// The shortest form: `40`, `2.5`, `−1`.
pub fn shortest(value: Decimal) -> String {
    let value = value.normalize();
    grouped(&value, value.scale())
}

/// A share as the shortest percentage that states it: 0.5 is `50%`, 0.125 is `12.5%`.
pub fn shortest_percent(share: Decimal) -> String {
    let percentage = &Exact::from(share) * &Exact::from(100);
    shortest(percentage.to_shortest_decimal(6)) + "%"
}

/// `2026年10月31日`, `31 Oct 2026`
pub fn date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => {
            let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
            format!("{} {month} {}", day.day(), day.year())
        }
    }
}

/// A month of a chart: `10月`, `Oct`.
pub fn month(month: Month, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}月", month.number()),
        Language::English => {
            let name = MONTHS.get(month.number() as usize - 1).unwrap_or(&"");
            (*name).to_owned()
        }
    }
}

/// An amount in few digits, for charts: `86.5万`, `1.25亿`, `865K`, `1.25M`.
pub fn compact(value: &Exact, language: Language) -> String {
    let units = match language {
        Language::Chinese => [(100_000_000, "亿"), (10_000, "万")],
        Language::English => [(1_000_000, "M"), (1_000, "K")],
    };
    let reaches = |unit: i64| Exact::from(value.to_decimal(0).abs()) >= Exact::from(unit);
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| reaches(*unit)) else {
        return fixed(value, 0);
    };
    let scaled = value.checked_div(&Exact::from(unit)).unwrap_or_else(Exact::zero);
    // With fewer digits a target and what was reached of it would look the same.
    let places = if scaled.to_decimal(2).abs() < Decimal::TEN {
        2
    } else {
        1
    };
    shortest(scaled.to_decimal(places)) + name
}

/// The first and last day of a span inside a year: `10.05–10.11`, `5–11 Oct`.
pub fn days(first: NaiveDate, last: NaiveDate, language: Language) -> String {
    let month = |day: NaiveDate| MONTHS.get(day.month0() as usize).unwrap_or(&"");
    match language {
        Language::Chinese if first == last => format!("{}.{:02}", first.month(), first.day()),
        Language::Chinese => format!(
            "{}.{:02}–{}.{:02}",
            first.month(),
            first.day(),
            last.month(),
            last.day()
        ),
        Language::English if first == last => format!("{} {}", first.day(), month(first)),
        Language::English if first.month() == last.month() => {
            format!("{}–{} {}", first.day(), last.day(), month(last))
        }
        Language::English => format!("{} {}–{} {}", first.day(), month(first), last.day(), month(last)),
    }
}

/// Digits in groups of three, exactly `places` decimals, and `−` for what is below 0.
fn grouped(value: &Decimal, places: u32) -> String {
    let rounded = Exact::from(*value).to_decimal(places).abs();
    let digits = digits(rounded, places);
    let (whole, decimals) = digits.split_at(digits.len() - places as usize);
    let mut text = String::with_capacity(digits.len() + 8);
    if value.is_sign_negative() && !rounded.is_zero() {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

/// The digits of a number that is not below 0 and has no more decimals than `places`, without a point: so many
/// decimals, and at least one digit before them.
fn digits(number: Decimal, places: u32) -> String {
    let units = number.mantissa().to_string();
    let further = places.saturating_sub(number.scale()) as usize;
    let before = (places as usize + 1).saturating_sub(units.len() + further);
    ["0".repeat(before), units, "0".repeat(further)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().unwrap())
    }

    #[test]
    fn charts_say_amounts_in_few_digits() {
        for (amount, chinese, english) in [
            ("0", "0", "0"),
            ("999.4", "999", "999"),
            ("9999.5", "1万", "10K"),
            ("864500", "86.5万", "864.5K"),
            ("-120000000", "−1.2亿", "−120M"),
            ("2962316.5", "296.2万", "2.96M"),
            ("124700000", "1.25亿", "124.7M"),
            ("9999999", "1,000万", "10M"),
        ] {
            assert_eq!(compact(&exact(amount), Language::Chinese), chinese);
            assert_eq!(compact(&exact(amount), Language::English), english);
        }
    }

    #[test]
    fn figures_are_grouped_and_rounded_half_away_from_zero() {
        for (value, unit, text) in [
            ("1234567", Unit::Money, "1,234,567.00"),
            ("-1234.565", Unit::Money, "−1,234.57"),
            ("-0.004", Unit::Money, "0.00"),
            ("999.995", Unit::Money, "1,000.00"),
            ("123", Unit::Money, "123.00"),
            ("1032", Unit::Count, "1,032"),
            ("-3", Unit::Count, "−3"),
            ("5.5", Unit::PerWeek, "5.50"),
            ("0.95", Unit::Rate, "95.00%"),
            ("-0.12345", Unit::Rate, "−12.35%"),
            ("85.50", Unit::Score, "85.5"),
        ] {
            assert_eq!(figure(&exact(value), unit), text, "{value}");
        }
    }

    #[test]
    fn growth_shows_its_sign() {
        for (share, text) in [
            ("0.0532", "+5.3%"),
            ("-0.02", "−2.0%"),
            ("0", "0.0%"),
            ("0.0004", "0.0%"),
            ("-0.0004", "0.0%"),
            ("12.5", "+1,250.0%"),
        ] {
            assert_eq!(signed_percent(&exact(share), 1), text, "{share}");
        }
    }

    #[test]
    fn digits_are_those_of_the_number() {
        for number in [
            "0",
            "0.5",
            "7",
            "12.34",
            "79228162514264337593543950335",
            "1.2345678901",
        ] {
            for places in [0, 2, 10] {
                let number: Decimal = number.parse().unwrap();
                let rounded = Exact::from(number).to_decimal(places);
                let written = rounded.to_string();
                let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
                let written = format!("{whole}{decimals:0<0$}", places as usize);
                assert_eq!(digits(rounded, places), written, "{number} {places}");
            }
        }
    }

    #[test]
    fn thirds_are_rounded_once() {
        let third = exact("1").checked_div(&exact("3")).unwrap();
        assert_eq!(percent(&third, 2), "33.33%");
        assert_eq!(percent(&(&third * &exact("2")), 2), "66.67%");
    }

    #[test]
    fn shortest_forms_drop_what_says_nothing() {
        assert_eq!(shortest(dec!(40.00)), "40");
        assert_eq!(shortest(dec!(-2.50)), "−2.5");
        assert_eq!(shortest(dec!(1000)), "1,000");
        assert_eq!(shortest_percent(dec!(0.50)), "50%");
        assert_eq!(shortest_percent(dec!(-0.125)), "−12.5%");
        assert_eq!(shortest_percent(dec!(1.2)), "120%");
    }

    #[test]
    fn dates_follow_the_language() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        assert_eq!(date(day(10, 31), Language::Chinese), "2026年10月31日");
        assert_eq!(date(day(10, 31), Language::English), "31 Oct 2026");
        assert_eq!(days(day(10, 5), day(10, 11), Language::Chinese), "10.05–10.11");
        assert_eq!(days(day(10, 1), day(10, 1), Language::Chinese), "10.01");
        assert_eq!(days(day(10, 5), day(10, 11), Language::English), "5–11 Oct");
        assert_eq!(days(day(9, 28), day(10, 4), Language::English), "28 Sep–4 Oct");
        assert_eq!(days(day(3, 1), day(3, 1), Language::English), "1 Mar");
    }
}
