//! How wide a column must be for what it shows.

use super::style::Kind;
use super::value::{Value, display_width};
use crate::model::kpi::Unit;
use rust_decimal::dec;
use unicode_width::UnicodeWidthChar;

/// The narrowest and the widest that a column gets for its content, and what it gets on top, in characters.
const NARROWEST: usize = 5;
const WIDEST: usize = 32;
const MARGIN: f64 = 1.5;

/// What a cell keeps free beside its text, in characters.
const CELL_MARGIN: f64 = 0.7;

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
    // Half of it, in whole Chinese characters.
    let header = (display_width(header).div_ceil(4) * 2).max(word);
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

/// How many lines a text takes in a column of a width in characters, at least one.
pub fn wrapped_lines(text: &str, width: f64) -> usize {
    broken_lines(text, width, tenths)
}

/// How many lines a header takes, whose letters are bold.
pub fn header_lines(header: &str, width: f64) -> usize {
    broken_lines(header, width, |character| {
        let bold = if character.is_ascii() { 9 } else { 8 };
        tenths(character) * bold / 8
    })
}

/// Lines break between words and Chinese characters; a word longer than a line breaks anywhere.
fn broken_lines(text: &str, width: f64, tenths: impl Fn(char) -> usize) -> usize {
    let room = ((width - CELL_MARGIN) * 10.0).max(10.0) as usize;
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for piece in line.split_inclusive(|character: char| character == ' ' || !character.is_ascii()) {
            let wide = |text: &str| text.chars().map(&tenths).sum::<usize>();
            if used > 0 && used + wide(piece.trim_end()) > room {
                (lines, used) = (lines + 1, 0);
            }
            used += wide(piece);
            let beyond = used.saturating_sub(1) / room;
            (lines, used) = (lines + beyond, used - beyond * room);
        }
        lines
    };
    text.lines().map(of_line).sum::<usize>().max(1)
}

/// About how wide a character is, in tenths of a digit: fonts differ, so rather too much than too little.
fn tenths(character: char) -> usize {
    match character {
        'A'..='Z' => 12,
        '0'..='9' => 10,
        _ if character.is_ascii() => 9,
        _ => 21 * character.width().unwrap_or(0) / 2,
    }
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
    fn long_texts_take_several_lines() {
        let team = "Eastern Region Medical Devices and Consumables Channel Sales Team A";
        for (text, width, lines) in [
            ("", 10.0, 1),
            ("短", 10.0, 1),
            ("一二三四五", 10.0, 2),
            ("ab\n\ncd", 10.0, 3),
            ("abcdefghijklmnopqrstuvw\nx", 10.0, 4),
            (team, 33.5, 2),
            ("华东区医疗器械与耗材渠道销售一部（上海及周边城市）", 33.5, 2),
        ] {
            assert_eq!(wrapped_lines(text, width), lines, "{text}");
        }
    }

    #[test]
    fn headers_break_into_two_lines_but_not_inside_a_word() {
        for (header, width) in [
            ("拜访得分", 6.5),
            ("Requests points", 10.5),
            ("12个月合计", 7.5),
            ("累计销售额", 7.5),
        ] {
            assert!(
                (column_width(Kind::Points, header, 0) - width).abs() < 0.01,
                "{header}"
            );
            assert_eq!(header_lines(header, width), 2, "{header}");
        }
    }
}
