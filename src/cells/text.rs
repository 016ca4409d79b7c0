//! Texts and ids.

use super::{Flaw, Reading, Setting, moment};
use crate::model::Text;
use crate::model::hash::QuickMap;
use crate::model::number::decimal_of;
use crate::model::text::{normalise, normalise_id};
use crate::read::{AddressHasher, Cell};
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// From here on a number has more digits than Excel keeps.
const FIFTEEN_DIGITS: f64 = 1e15;

/// What people write for a number that they have not.
const NO_ID: &str = "无";

/// The texts seen so far that are more than plain ASCII: equal ones are normalised once and share their memory.
#[derive(Debug, Default)]
pub struct Texts {
    plain: Normalised,
    ids: Normalised,
}

/// Texts and what each is normalised.
#[derive(Debug, Default)]
struct Normalised {
    by_text: QuickMap<Text, Option<Text>>,
    /// The same of texts that several cells share, by where they stand in memory: found without a look at what they say.
    /// They are held here, so that no other text comes to stand there.
    by_address: HashMap<usize, [Option<Text>; 2], BuildHasherDefault<AddressHasher>>,
}

/// A text, as names compare: NFKC, trimmed.
pub fn text(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Text> {
    let value = raw(cell).and_then(|raw| {
        if is_trimmed_ascii(&raw) {
            return Some(raw);
        }
        shared(&mut setting.texts.plain, raw, normalise)
    });
    Reading { value, flaw: None }
}

/// What somebody wrote, as it stands: lines end in `\n`, and nothing stands before the first or after the last word.
pub fn prose(cell: &Cell, _: &mut Setting<'_>) -> Reading<String> {
    let written = plain(cell).map(|text| text.replace("\r\n", "\n").replace('\r', "\n"));
    let value = written
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    Reading { value, flaw: None }
}

/// An id: NFKC, trimmed, upper-cased; a number is written in plain digits.
pub fn id(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Text> {
    let value = raw(cell).and_then(|raw| {
        if is_trimmed_ascii(&raw) && !raw.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Some(raw);
        }
        shared(&mut setting.texts.ids, raw, normalise_id).filter(|id| **id != *NO_ID)
    });
    let flaw = has_lost_digits(cell).then_some(Flaw::LostDigits);
    Reading { value, flaw }
}

/// A text that may be an id or a name, in the case in which it stands.
pub fn id_or_name(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Text> {
    let value = text(cell, setting).value;
    let flaw = has_lost_digits(cell).then_some(Flaw::LostDigits);
    Reading { value, flaw }
}

/// What a cell states as plain text; none where it is empty.
pub fn plain(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Empty | Cell::Uncalculated => None,
        Cell::Text(text) | Cell::Error(text) => Some(Cow::Borrowed(text)),
        Cell::Number(number) | Cell::Duration(number) => Some(Cow::Owned(digits(*number))),
        Cell::DateTime(serial) => Some(Cow::Owned(moment::written(*serial))),
        Cell::Bool(value) => Some(Cow::Borrowed(if *value { "TRUE" } else { "FALSE" })),
    }
}

fn raw(cell: &Cell) -> Option<Text> {
    match cell {
        Cell::Text(text) => Some(text.clone()),
        _ => plain(cell).map(|text| Text::from(text.as_ref())),
    }
}

fn digits(number: f64) -> String {
    match decimal_of(number) {
        Some(decimal) => decimal.normalize().to_string(),
        None => number.to_string(),
    }
}

/// Whether an id has more digits than Excel keeps, or is what its display leaves of one in a CSV: `1.23457E+17`.
fn has_lost_digits(cell: &Cell) -> bool {
    let text = match cell {
        Cell::Number(number) => return number.abs() >= FIFTEEN_DIGITS,
        Cell::Text(text) => text.trim(),
        _ => return false,
    };
    // Nearly no id has one, and a byte is sooner looked for than two.
    if !text.as_bytes().contains(&b'+') {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once("E+") else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && is_digits(whole) && is_digits(fraction) && is_digits(exponent)
}

/// Whether a text is as it will be, which most ids are: looking them up would cost more than it saves.
fn is_trimmed_ascii(text: &str) -> bool {
    let visible = |byte: Option<&u8>| byte.is_some_and(|byte| *byte > b' ');
    let bytes = text.as_bytes();
    text.is_ascii() && visible(bytes.first()) && visible(bytes.last())
}

/// A number of digits alone without the zeros it begins with; so 12.0 and 1.2E1, which spreadsheets make of it, and '0012.
pub fn bare_number(value: &str) -> Option<String> {
    let value = value.trim_start_matches('\'');
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = if is_digits(value) {
        value.to_owned()
    } else if value.len() <= 20 && value.starts_with(|first: char| first.is_ascii_digit()) {
        let plain = value.parse::<Decimal>();
        let number = plain.or_else(|_| Decimal::from_scientific(value)).ok()?;
        number.is_integer().then(|| number.to_u64())??.to_string()
    } else {
        return None;
    };
    let stripped = bare.trim_start_matches('0');
    (!stripped.is_empty()).then(|| stripped.to_owned())
}

fn shared(seen: &mut Normalised, raw: Text, normal_form: fn(&str) -> String) -> Option<Text> {
    let address = raw.as_ptr().addr();
    if let Some([_, known]) = seen.by_address.get(&address) {
        return known.clone();
    }
    let known = seen.by_text.get(&raw).cloned();
    let normal = known.unwrap_or_else(|| {
        let normal = normalised(&raw, normal_form);
        seen.by_text.insert(raw.clone(), normal.clone());
        normal
    });
    // Beside the cell's own, the one here, and the one that may be held above.
    if Text::strong_count(&raw).is_some_and(|count| count > 3) {
        seen.by_address.insert(address, [Some(raw), normal.clone()]);
    }
    normal
}

fn normalised(raw: &Text, normal_form: fn(&str) -> String) -> Option<Text> {
    let normal = normal_form(raw);
    match normal.as_str() {
        "" => None,
        same if same == raw.as_str() => Some(raw.clone()),
        _ => Some(Text::from(normal)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn ids_stay_text() {
        let id_of = |cell: Cell| read(id, &cell).value.map(|id| id.to_string());
        let case = |cell: Cell, expected: Option<&str>| assert_eq!(id_of(cell).as_deref(), expected);
        case(Cell::Text("007".into()), Some("007"));
        case(Cell::Text(" ｓ００１\u{a0}".into()), Some("S001"));
        case(Cell::Text("1.0E+5".into()), Some("1.0E+5"));
        case(Cell::Text("  \u{3000}".into()), None);
        case(Cell::Number(100_000.0), Some("100000"));
        case(Cell::Number(1e10), Some("10000000000"));
        case(Cell::Number(-12.5), Some("-12.5"));
        case(Cell::Bool(true), Some("TRUE"));
        case(Cell::Text("无".into()), None);
        case(Cell::Empty, None);
        case(Cell::DateTime(46_300.0), Some("2026-10-05"));
    }

    #[test]
    fn lost_digits_are_seen() {
        for (cell, lost) in [
            (Cell::Number(999_999_999_999_999.0), false),
            (Cell::Number(1e15), true),
            (Cell::Text("1.23457E+17".into()), true),
            (Cell::Text("123456789012345678".into()), false),
            (Cell::Text("5E10".into()), false),
            (Cell::Text("A.1E+17".into()), false),
        ] {
            assert_eq!(read(id, &cell).flaw.is_some(), lost, "{cell:?}");
        }
    }
}
