//! How wide a column must be for what it shows.

use super::style::Kind;
use super::value::{Value, display_width};
use crate::model::kpi::Unit;
use rust_decimal::dec;

/// The narrowest and the widest that a column gets for its content, and what it gets on top, in characters.
const NARROWEST: usize = 5;
const WIDEST: usize = 32;
const MARGIN: f64 = 1.5;

/// How wide a column of prose is.
const PROSE: f64 = 48.0;

/// The width of a column whose widest value is `widest`: its header may break into two lines.
pub fn column_width(kind: Kind, header: &str, widest: usize) -> f64 {
    if kind == Kind::Prose {
        return PROSE;
    }
    // Texts stand apart from the figures before them.
    let widest = widest + usize::from(kind == Kind::Text);
    let header = display_width(header).div_ceil(2).max(longest_word(header));
    widest.max(header).clamp(NARROWEST, WIDEST) as f64 + MARGIN
}

/// The longest run that a line break should not part: of Latin text a word.
pub fn longest_word(text: &str) -> usize {
    let words = text.split(|character: char| character == ' ' || !character.is_ascii());
    words.map(display_width).max().unwrap_or(0)
}

/// How many lines a header takes in a column of a width.
pub fn header_lines(header: &str, width: f64) -> usize {
    display_width(header)
        .div_ceil((width as usize).saturating_sub(1).max(1))
        .max(1)
}

/// How wide a value is as its number format shows it.
pub fn shown_width(value: &Value, kind: Kind) -> usize {
    let (number, places) = match value {
        Value::Missing => return 0,
        Value::Text(text) => return display_width(text),
        Value::Date(_) => return 10,
        Value::Number(number) => match kind {
            Kind::Figure(Unit::Rate) | Kind::Growth => (number.checked_mul(dec!(100)).unwrap_or(*number), 1),
            Kind::Figure(Unit::Count) | Kind::Rank => (*number, 0),
            Kind::Plain => (*number, number.normalize().scale() as usize),
            _ => (*number, 2),
        },
    };
    let whole = digits(number.trunc().abs());
    let separators = match kind {
        Kind::Figure(Unit::Money | Unit::Count) => whole.saturating_sub(1) / 3,
        _ => 0,
    };
    let sign = usize::from(number.is_sign_negative() || kind == Kind::Growth);
    let point = usize::from(places > 0);
    let percent = usize::from(matches!(kind, Kind::Figure(Unit::Rate) | Kind::Growth));
    sign + whole + separators + point + places + percent
}

fn digits(whole: rust_decimal::Decimal) -> usize {
    (whole.mantissa() / 10_i128.pow(whole.scale()))
        .checked_ilog10()
        .unwrap_or(0) as usize
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_they_show() {
        for (number, kind, width) in [
            (dec!(1234567.891), Kind::Figure(Unit::Money), 12),
            (dec!(-500), Kind::Figure(Unit::Money), 7),
            (dec!(999), Kind::Figure(Unit::Count), 3),
            (dec!(1000), Kind::Figure(Unit::Count), 5),
            (dec!(1.082001), Kind::Figure(Unit::Rate), 6),
            (dec!(0.05), Kind::Growth, 5),
            (dec!(98.5), Kind::Points, 5),
            (dec!(7.50), Kind::Plain, 3),
        ] {
            assert_eq!(shown_width(&Value::Number(number), kind), width, "{number}");
        }
    }

    #[test]
    fn headers_break_into_two_lines_but_not_inside_a_word() {
        for (header, width) in [("拜访得分", 6.5), ("Requests points", 9.5), ("12个月合计", 6.5)] {
            assert!(
                (column_width(Kind::Points, header, 0) - width).abs() < 0.01,
                "{header}"
            );
        }
    }
}
