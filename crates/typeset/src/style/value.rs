//! Values of CSS properties: lengths, colours, keywords, and lists of them.

#![expect(
    clippy::option_option,
    reason = "the outer says whether a value is understood, the inner whether it is a length or a word like auto"
)]

use super::super::display::{LineStyle, Rgb};

/// A length as written; em, rem and % wait for what they are relative to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Points.
    Points(f32),
    /// Times the font size.
    Em(f32),
    /// Times the root's font size.
    Rem(f32),
    /// A fraction of something of the parent's: 0.5 for 50%.
    Fraction(f32),
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self::Points(0.0);

    /// Points, where a fraction is one of the font size.
    pub fn points(self, em: f32, rem: f32) -> f32 {
        match self {
            Self::Points(points) => points,
            Self::Em(times) | Self::Fraction(times) => times * em,
            Self::Rem(times) => times * rem,
        }
    }
}

/// Absolute units, in points.
const UNITS: &[(&str, f32)] = &[
    ("pt", 1.0),
    ("px", 0.75),
    ("mm", 72.0 / 25.4),
    ("cm", 720.0 / 25.4),
    ("in", 72.0),
    ("pc", 12.0),
    ("q", 18.0 / 25.4),
];

/// Longer than any sheet of paper; keeps sums of lengths finite.
const LONGEST: f32 = 100_000.0;

/// `12.5pt`, `2em`, `50%`, `0`.
pub fn amount(text: &str) -> Option<Amount> {
    let digits = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-'))
        .unwrap_or(text.len());
    let (value, unit) = text.split_at_checked(digits)?;
    let value = number(value)?;
    let unit = unit.to_ascii_lowercase();
    match unit.as_str() {
        "" if value == 0.0 => Some(Amount::ZERO),
        "%" => Some(Amount::Fraction(value / 100.0)),
        "em" => Some(Amount::Em(value)),
        "rem" => Some(Amount::Rem(value)),
        unit => {
            let (_, points) = UNITS.iter().find(|(name, _)| *name == unit)?;
            Some(Amount::Points((value * points).clamp(-LONGEST, LONGEST)))
        }
    }
}

/// A length that isn't negative.
pub fn positive(text: &str) -> Option<Amount> {
    amount(text).filter(|amount| {
        matches!(amount, Amount::Points(x) | Amount::Em(x) | Amount::Rem(x) | Amount::Fraction(x) if *x >= 0.0)
    })
}

/// A length, or `auto`.
pub fn amount_or_auto(text: &str) -> Option<Option<Amount>> {
    if text.eq_ignore_ascii_case("auto") {
        Some(None)
    } else {
        amount(text).map(Some)
    }
}

/// A plain decimal number.
pub fn number(text: &str) -> Option<f32> {
    let plain = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-'));
    let value = text.parse::<f32>().ok().filter(|_| plain)?;
    Some(value.clamp(-LONGEST, LONGEST))
}

/// The meaning of a keyword in a table of them, in whatever case.
pub fn keyword<T: Copy>(table: &[(&str, T)], text: &str) -> Option<T> {
    table
        .iter()
        .find(|(name, _)| text.eq_ignore_ascii_case(name))
        .map(|(_, meaning)| *meaning)
}

/// One to four values for the sides, given clockwise from the top as CSS has it: (top, right, bottom, left).
pub fn four_sides<T: Copy>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<[T; 4]> {
    let values = words(text)
        .iter()
        .map(|word| read(word))
        .collect::<Option<Vec<T>>>()?;
    match values[..] {
        [all] => Some([all; 4]),
        [vertical, horizontal] => Some([vertical, horizontal, vertical, horizontal]),
        [top, horizontal, bottom] => Some([top, horizontal, bottom, horizontal]),
        [top, right, bottom, left] => Some([top, right, bottom, left]),
        _ => None,
    }
}

/// Splits at white space outside brackets and quotes.
pub fn words(text: &str) -> Vec<&str> {
    split(text, char::is_whitespace)
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect()
}

/// Splits at separators outside brackets and quotes.
pub fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut open = 0_u32;
    let mut quote = None;
    for (offset, character) in text.char_indices() {
        match (quote, character) {
            (Some(mark), _) if character == mark => {
                quote = None;
            }
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[') => open += 1,
            (None, ')' | ']') => open = open.saturating_sub(1),
            (None, _) if open == 0 && is_separator(character) => {
                parts.push(text.get(start..offset).unwrap_or_default());
                start = offset + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// How borders are drawn; `None` draws nothing.
pub const LINE_STYLES: &[(&str, Option<LineStyle>)] = &[
    ("none", None),
    ("hidden", None),
    ("solid", Some(LineStyle::Solid)),
    ("dashed", Some(LineStyle::Dashed)),
    ("dotted", Some(LineStyle::Dotted)),
    ("double", Some(LineStyle::Double)),
];

const LINE_WIDTHS: &[(&str, Amount)] = &[
    ("thin", Amount::Points(0.75)),
    ("medium", Amount::Points(2.25)),
    ("thick", Amount::Points(3.75)),
];

/// The width of a border.
pub fn line_width(text: &str) -> Option<Amount> {
    keyword(LINE_WIDTHS, text).or_else(|| positive(text))
}

/// A colour, or `None` for `transparent`.
pub fn color_or_none(text: &str) -> Option<Option<Rgb>> {
    if text.eq_ignore_ascii_case("transparent") || text.eq_ignore_ascii_case("none") {
        return Some(None);
    }
    color(text).map(Some)
}

/// `#rgb`, `#rrggbb`, `rgb(r, g, b)` or a name.
pub fn color(text: &str) -> Option<Rgb> {
    if let Some(digits) = text.strip_prefix('#') {
        return hexadecimal(digits);
    }
    let lower = text.to_ascii_lowercase();
    if let Some(channels) = lower.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let channels: Option<Vec<u8>> = channels
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|channel| !channel.is_empty())
            .map(channel)
            .collect();
        return match channels?[..] {
            [red, green, blue] => Some(Rgb(red, green, blue)),
            _ => None,
        };
    }
    let (_, hex) = COLORS.iter().find(|(name, _)| *name == lower)?;
    let [_, red, green, blue] = hex.to_be_bytes();
    Some(Rgb(red, green, blue))
}

fn channel(text: &str) -> Option<u8> {
    let value = match text.strip_suffix('%') {
        Some(percent) => number(percent)? * 2.55,
        None => number(text)?,
    };
    Some(value.clamp(0.0, 255.0).round() as u8)
}

fn hexadecimal(digits: &str) -> Option<Rgb> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => {
            let nibble = |shift: u32| ((value >> shift & 0xf) * 17) as u8;
            Some(Rgb(nibble(8), nibble(4), nibble(0)))
        }
        6 => {
            let [_, red, green, blue] = value.to_be_bytes();
            Some(Rgb(red, green, blue))
        }
        _ => None,
    }
}

const COLORS: &[(&str, u32)] = &[
    ("black", 0x00_0000),
    ("white", 0xff_ffff),
    ("gray", 0x80_8080),
    ("grey", 0x80_8080),
    ("silver", 0xc0_c0c0),
    ("lightgray", 0xd3_d3d3),
    ("lightgrey", 0xd3_d3d3),
    ("darkgray", 0xa9_a9a9),
    ("darkgrey", 0xa9_a9a9),
    ("dimgray", 0x69_6969),
    ("gainsboro", 0xdc_dcdc),
    ("whitesmoke", 0xf5_f5f5),
    ("slategray", 0x70_8090),
    ("red", 0xff_0000),
    ("darkred", 0x8b_0000),
    ("firebrick", 0xb2_2222),
    ("crimson", 0xdc_143c),
    ("maroon", 0x80_0000),
    ("tomato", 0xff_6347),
    ("orange", 0xff_a500),
    ("darkorange", 0xff_8c00),
    ("gold", 0xff_d700),
    ("yellow", 0xff_ff00),
    ("olive", 0x80_8000),
    ("lime", 0x00_ff00),
    ("green", 0x00_8000),
    ("darkgreen", 0x00_6400),
    ("seagreen", 0x2e_8b57),
    ("teal", 0x00_8080),
    ("aqua", 0x00_ffff),
    ("cyan", 0x00_ffff),
    ("blue", 0x00_00ff),
    ("navy", 0x00_0080),
    ("darkblue", 0x00_008b),
    ("royalblue", 0x41_69e1),
    ("steelblue", 0x46_82b4),
    ("lightblue", 0xad_d8e6),
    ("aliceblue", 0xf0_f8ff),
    ("purple", 0x80_0080),
    ("fuchsia", 0xff_00ff),
    ("magenta", 0xff_00ff),
    ("pink", 0xff_c0cb),
    ("brown", 0xa5_2a2a),
    ("ivory", 0xff_fff0),
    ("beige", 0xf5_f5dc),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        let case = |text, expected| assert_eq!(amount(text), expected, "{text}");
        case("12pt", Some(Amount::Points(12.0)));
        case("96px", Some(Amount::Points(72.0)));
        case("25.4MM", Some(Amount::Points(72.0)));
        case("-2em", Some(Amount::Em(-2.0)));
        case("50%", Some(Amount::Fraction(0.5)));
        case("0", Some(Amount::ZERO));
        case(".5pt", Some(Amount::Points(0.5)));
        case("12", None);
        case("pt", None);
        case("inf", None);
        case("1e9pt", None);
        case("12 pt", None);
        case("calc(1pt)", None);
        assert_eq!(positive("-1pt"), None);
    }

    #[test]
    fn colors() {
        let case = |text, expected| assert_eq!(color(text), expected, "{text}");
        case("#1a2B3c", Some(Rgb(0x1a, 0x2b, 0x3c)));
        case("#abc", Some(Rgb(0xaa, 0xbb, 0xcc)));
        case("rgb(1, 2, 300)", Some(Rgb(1, 2, 255)));
        case("Navy", Some(Rgb(0, 0, 0x80)));
        case("#+12345", None);
        case("#12", None);
        case("rgb(1,2)", None);
        case("nosuch", None);
    }

    #[test]
    fn lists_split_outside_brackets_and_quotes() {
        assert_eq!(
            words("1pt  rgb(1, 2, 3) \"a b\""),
            ["1pt", "rgb(1, 2, 3)", "\"a b\""]
        );
        assert_eq!(
            four_sides("1pt 2pt 3pt", amount).map(|sides| sides[3]),
            Some(Amount::Points(2.0))
        );
        assert_eq!(four_sides("1pt 2pt 3pt 4pt 5pt", amount), None);
    }
}
