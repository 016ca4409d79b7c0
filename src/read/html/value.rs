//! What a cell of an HTML table shows, and what its attributes say it is → its value.

use crate::model::Problem;
use crate::read::held::Store;
use crate::read::sheet::Cell;
use crate::read::text::unprotected;

/// What the attributes of a cell say of its value. Excel writes `x:num`, `x:str` and their like, LibreOffice `sdval`.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// The exact number; an empty text says that the shown one is exact.
    pub(super) number: Option<String>,
    /// The exact text; an empty one says that the shown one is a text.
    pub(super) text: Option<String>,
    pub(super) boolean: Option<String>,
    pub(super) error: Option<String>,
    pub(super) is_formula: bool,
}

/// The value of a cell that shows `shown`.
pub(super) fn value(store: &mut Store, stated: &Stated, shown: &str) -> Result<Cell, Problem> {
    if let Some(error) = &stated.error {
        let error = if error.is_empty() { shown } else { error };
        return Ok(Cell::Error(error.into()));
    }
    if let Some(truth) = &stated.boolean {
        return Ok(Cell::Bool(matches!(
            truth.to_ascii_lowercase().as_str(),
            "true" | "1"
        )));
    }
    if let Some(text) = &stated.text {
        return store.text(if text.is_empty() { shown } else { text });
    }
    let exact = stated.number.as_deref().and_then(finite);
    if let Some(cell) = exact.and_then(|exact| typed(exact, shown)) {
        return Ok(cell);
    }
    if stated.is_formula && shown.is_empty() {
        return Ok(Cell::Uncalculated);
    }
    store.text(unprotected(shown))
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number as what it is shown as; none where what is shown says more, as leading zeros do.
fn typed(exact: f64, shown: &str) -> Option<Cell> {
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 1 && digits == shown.len() && shown.starts_with('0') {
        None
    } else if is_date(shown) {
        Some(Cell::DateTime(exact))
    } else if shown.contains([':', '：']) {
        // 36:30 is a span of time. A time of day goes without the days.
        let hours = shown[..digits].parse::<f64>().unwrap_or(0.0);
        let is_span = exact >= 1.0 && hours >= 24.0;
        Some(if is_span {
            Cell::Duration(exact)
        } else {
            Cell::DateTime(exact)
        })
    } else {
        Some(Cell::Number(exact))
    }
}

/// Whether a number is shown as a date: 2026-10-05, 2026年10月5日, 5.10.2026, 05-Oct.
fn is_date(shown: &str) -> bool {
    const MARKS: [char; 3] = ['-', '/', '.'];
    if shown.contains(['年', '月', '日']) {
        return true;
    }
    let characters: Vec<char> = shown.chars().take(40).collect();
    let between = |marks: &[char]| {
        characters
            .windows(3)
            .filter(|window| {
                window[0].is_ascii_digit() && marks.contains(&window[1]) && window[2].is_ascii_alphanumeric()
            })
            .count()
    };
    between(&MARKS[..2]) > 0 || between(&MARKS[2..]) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_they_are_shown_as() {
        for (exact, shown, expected) in [
            (1234.5678, "1,234.57", Some(Cell::Number(1234.5678))),
            (0.853, "85.3%", Some(Cell::Number(0.853))),
            (-5.0, "(5.00)", Some(Cell::Number(-5.0))),
            (-5.0, "-5", Some(Cell::Number(-5.0))),
            (5.0, "5 个", Some(Cell::Number(5.0))),
            (12.0, "000012", None),
            (0.5, "0.50", Some(Cell::Number(0.5))),
            (46_300.0, "2026-10-05", Some(Cell::DateTime(46_300.0))),
            (46_300.0, "2026年10月5日", Some(Cell::DateTime(46_300.0))),
            (46_300.0, "05.10.2026", Some(Cell::DateTime(46_300.0))),
            (46_300.0, "5-Oct", Some(Cell::DateTime(46_300.0))),
            (46_300.4, "2026-10-05 09:36", Some(Cell::DateTime(46_300.4))),
            (46_300.4, "9:36", Some(Cell::DateTime(46_300.4))),
            (0.4, "9:36:00", Some(Cell::DateTime(0.4))),
            (1.5, "36:00:00", Some(Cell::Duration(1.5))),
        ] {
            assert_eq!(typed(exact, shown), expected, "{shown}");
        }
    }
}
