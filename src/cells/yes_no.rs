//! Cells that say yes or no.

use super::{Flaw, Reading, Setting, text};
use crate::model::text::normalise_word;
use crate::read::Cell;

/// What says yes and no, as words compare. The letter x is a mark in SAP's exports, and a cross where somebody typed it for ×:
/// it says neither.
const YES: [&str; 11] = ["是", "有", "对", "y", "yes", "t", "true", "√", "✓", "✔", "1"];
const NO: [&str; 11] = ["否", "无", "没有", "n", "no", "f", "false", "×", "✗", "✘", "0"];

/// Whether a cell says yes: in a word, with a mark, as 1 or 0.
pub fn yes_no(cell: &Cell, setting: &mut Setting<'_>) -> Reading<bool> {
    let says = match cell {
        Cell::Bool(flag) => Some(*flag),
        Cell::Number(number) => [(1.0_f64, true), (0.0, false)]
            .into_iter()
            .find_map(|(known, says)| (known.total_cmp(&(number + 0.0)).is_eq()).then_some(says)),
        _ => {
            let Some(word) = text(cell, setting).value else {
                return Reading::empty();
            };
            let word = normalise_word(&word);
            let is_in = |words: &[&str]| words.contains(&word.as_str());
            is_in(&YES).then_some(true).or(is_in(&NO).then_some(false))
        }
    };
    Reading::or(says, Flaw::NotYesOrNo)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn yes_and_no_are_words_marks_and_two_numbers() {
        for (cell, expected) in [
            (Cell::Bool(true), Some(true)),
            (Cell::Number(1.0), Some(true)),
            (Cell::Number(0.0), Some(false)),
            (Cell::Number(-0.0), Some(false)),
            (Cell::Number(1.7), None),
            (Cell::Number(0.3), None),
            (Cell::Number(2.0), None),
            (Cell::Text("是".into()), Some(true)),
            (Cell::Text(" TRUE".into()), Some(true)),
            (Cell::Text("没有".into()), Some(false)),
            (Cell::Text("✔".into()), Some(true)),
            (Cell::Text("0".into()), Some(false)),
            (Cell::Text("也许".into()), None),
            (Cell::Text("X".into()), None),
            (Cell::Text("×".into()), Some(false)),
            (Cell::Text("1.0".into()), None),
        ] {
            assert_eq!(read(yes_no, &cell).value, expected, "{cell:?}");
        }
        assert_eq!(read(yes_no, &Cell::Empty), Reading::empty());
    }
}
