//! How wide a column must be for what it shows.

use super::style::Kind;
use super::value::{Value, display_width};
use crate::model::kpi::Unit;
use rust_decimal::dec;

/// The narrowest and the widest that a column gets for its content, and what it gets on top, in characters.
const NARROWEST: usize = 5;
const WIDEST: usize = 32;
const MARGIN: f64 = 1.5;

/// The widest column that Excel has.
const WIDEST_OF_EXCEL: f64 = 255.0;

/// How much wider than the grid a column may become.
const BEYOND_GRID: f64 = 8.0;

/// How wide a column of prose is.
const PROSE: f64 = 48.0;

/// The width of a column whose widest value is `widest`: its header may break into two lines.
pub fn column_width(kind: Kind, header: &str, widest: usize) -> f64 {
    if kind == Kind::Prose {
        return PROSE;
    }
    // Texts stand apart from the figures before them.
    let widest = widest + usize::from(kind == Kind::Text);
    // Headers are bold, which makes a word an eighth wider.
    let word = (longest_word(header) * 9).div_ceil(8);
    let header = display_width(header).div_ceil(2).max(word);
    widest.max(header).clamp(NARROWEST, WIDEST) as f64 + MARGIN
}

/// Whether a text stands in one line of a column of a width.
pub fn stands_in_a_line(text: &str, width: f64) -> bool {
    display_width(text) as f64 + MARGIN <= width
}

/// The widest that a column gets, beyond which its texts break into lines.
pub fn widest(grid: Option<f64>) -> f64 {
    grid.map_or(WIDEST as f64 + MARGIN, |grid| {
        (grid + BEYOND_GRID).min(WIDEST_OF_EXCEL)
    })
}

/// The longest run that a line break should not part: of Latin text a word.
pub fn longest_word(text: &str) -> usize {
    let words = text.split(|character: char| character == ' ' || !character.is_ascii());
    words.map(display_width).max().unwrap_or(0)
}

/// How many lines a header takes in a column of a width, which break between words and Chinese characters.
pub fn header_lines(header: &str, width: f64) -> usize {
    let room = (width as usize).saturating_sub(1).max(1);
    let (mut lines, mut used) = (1, 0);
    for piece in header.split_inclusive(|character: char| character == ' ' || !character.is_ascii()) {
        if used > 0 && used + display_width(piece.trim_end()) > room {
            (lines, used) = (lines + 1, 0);
        }
        used += display_width(piece);
        lines += used.saturating_sub(1) / room;
        used -= used.saturating_sub(1) / room * room;
    }
    lines
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
    fn headers_break_between_words() {
        for (header, width, lines) in [
            ("vs last month", 11.0, 2),
            ("Plans and reports on time", 11.0, 3),
            ("Sales", 5.0, 2),
            ("Sales", 6.0, 1),
            ("拜访得分", 6.5, 2),
            ("", 5.0, 1),
        ] {
            assert_eq!(header_lines(header, width), lines, "{header}");
        }
    }

    #[test]
    fn headers_break_into_two_lines_but_not_inside_a_word() {
        for (header, width) in [("拜访得分", 6.5), ("Requests points", 10.5), ("12个月合计", 6.5)] {
            assert!(
                (column_width(Kind::Points, header, 0) - width).abs() < 0.01,
                "{header}"
            );
        }
    }
}
