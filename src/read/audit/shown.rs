//! Formats that show another number than a cell holds, divided or with a unit behind it, and the columns that have them.

use crate::read::sheet::Shown;
use std::collections::BTreeMap;

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaled {
    /// What the number is divided by: 1,000 by a comma at the end, 10,000 by `0!.0,`.
    divisor: u64,
    /// What stands before and behind it: 万, $.
    unit: Option<String>,
}

/// The formats of a workbook's cells that scale or name a unit, by the number of the style.
pub type Styles = BTreeMap<u32, Scaled>;

/// What a format code makes of a number; none where it shows it as it is, and for dates.
pub fn scaled(code: &str) -> Option<Scaled> {
    const LONGEST_UNIT: usize = 20;
    let mut marks = code.chars();
    let mut written = String::new();
    // Digits since a dot that is but drawn, and commas since the last digit.
    let (mut digits, mut drawn, mut commas) = (0_u32, None, 0_u32);
    let mut is_past_point = false;
    let mut digits_at_point = None;
    while let Some(mark) = marks.next() {
        let literal = match mark {
            ';' => break,
            '"' => marks.by_ref().take_while(|mark| *mark != '"').collect(),
            '\\' | '!' => marks.next().map(String::from).unwrap_or_default(),
            '[' => currency(&marks.by_ref().take_while(|mark| *mark != ']').collect::<String>()),
            '_' | '*' => {
                marks.next();
                continue;
            }
            '0' | '#' | '?' => {
                digits += 1;
                commas = 0;
                continue;
            }
            ',' => {
                commas += 1;
                continue;
            }
            '.' => {
                // Commas before the point divide as well.
                is_past_point = true;
                digits_at_point = Some((digits, commas));
                continue;
            }
            '%' | 'E' | 'e' | '@' | 'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' => return None,
            ' ' | '-' | '+' | '(' | ')' | '/' => continue,
            other => other.to_string(),
        };
        if literal == "." && !is_past_point && digits > 0 {
            drawn = Some(digits);
        } else {
            written.push_str(&literal);
        }
    }
    let (whole, before_point) = digits_at_point.unwrap_or((digits, 0));
    let behind_dot = drawn.map_or(0, |at| whole.saturating_sub(at));
    let power = 3 * (commas + before_point) + behind_dot;
    let divisor = 10_u64.checked_pow(power).filter(|_| power <= 12)?;
    let unit = written.trim();
    let has_unit = unit
        .chars()
        .any(|mark| mark.is_alphabetic() || "$€£¥￥₩₹".contains(mark));
    let unit = (has_unit && unit.chars().count() <= LONGEST_UNIT).then(|| unit.to_owned());
    (digits > 0 && (divisor > 1 || unit.is_some())).then_some(Scaled { divisor, unit })
}

/// The sign in `[$€-407]`; other brackets are colours and conditions.
fn currency(bracket: &str) -> String {
    let sign = bracket.strip_prefix('$').unwrap_or_default();
    sign.split('-').next().unwrap_or_default().to_owned()
}

/// How each column's numbers are shown, counted.
#[derive(Debug, Default)]
pub struct Watch {
    styles: Styles,
    /// By column: cells of each of those styles, and cells of others.
    columns: BTreeMap<u32, (BTreeMap<u32, u64>, u64)>,
}

impl Watch {
    pub fn new(styles: &Styles) -> Self {
        Self {
            styles: styles.clone(),
            columns: BTreeMap::new(),
        }
    }

    /// Whether no style matters.
    pub fn is_idle(&self) -> bool {
        self.styles.is_empty()
    }

    /// A number in that column, of that style.
    pub fn see(&mut self, column: u32, style: u32) {
        let (scaled, others) = self.columns.entry(column).or_default();
        if self.styles.contains_key(&style) {
            *scaled.entry(style).or_default() += 1;
        } else {
            *others += 1;
        }
    }

    /// What most of each column's numbers are shown as, where that is another number, or there is a unit.
    pub fn shown(&self) -> Vec<Shown> {
        let column = |(column, (scaled, others)): (&u32, &(BTreeMap<u32, u64>, u64))| {
            let mut kinds: Vec<(&Scaled, u64)> = Vec::new();
            for (style, count) in scaled {
                let format = self.styles.get(style)?;
                match kinds.iter_mut().find(|(known, _)| *known == format) {
                    Some((_, sum)) => *sum += count,
                    None => kinds.push((format, *count)),
                }
            }
            let all: u64 = others + scaled.values().sum::<u64>();
            let (format, count) = kinds.into_iter().max_by_key(|(_, count)| *count)?;
            // A few cells that were formatted by hand say nothing of the column.
            (count * 2 > all).then(|| Shown {
                column: *column,
                divisor: format.divisor,
                unit: format.unit.clone(),
                is_all: count == all,
            })
        };
        self.columns.iter().filter_map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_scale_and_name_units() {
        for (code, divisor, unit) in [
            ("0!.0,", 10_000, None),
            ("0\\.0,", 10_000, None),
            ("0\".\"0,", 10_000, None),
            ("0!.0,\"万\"", 10_000, Some("万")),
            ("0!.0000", 10_000, None),
            ("#!.0000\"万元\"", 10_000, Some("万元")),
            ("0.0,", 1_000, None),
            ("#,##0,", 1_000, None),
            ("#,##0,\"k\"", 1_000, Some("k")),
            ("0.00,,", 1_000_000, None),
            ("0.00,,\"M\"", 1_000_000, Some("M")),
            ("0,.00", 1_000, None),
            ("0\"万\"", 1, Some("万")),
            ("0.0\"万元\"", 1, Some("万元")),
            ("\"$\"#,##0.00", 1, Some("$")),
            ("[$€-407] #,##0.00", 1, Some("€")),
            ("#,##0.00\\ [$EUR];[Red]-#,##0.00", 1, Some("EUR")),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* -0", 1, Some("¥")),
        ] {
            let expected = Scaled {
                divisor,
                unit: unit.map(str::to_owned),
            };
            assert_eq!(scaled(code), Some(expected), "{code}");
        }
        for code in [
            "",
            "General",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00",
            "0%",
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"",
            "0.00E+00",
            "@",
            "[h]:mm:ss",
            "[Red]0",
            "#,##0_);(#,##0)",
            "#,##0.00;[Red]-#,##0.00",
            "000000",
        ] {
            assert_eq!(scaled(code), None, "{code}");
        }
    }

    #[test]
    fn a_column_is_shown_as_most_of_its_numbers() {
        let styles = Styles::from([(3, scaled("0!.0,").unwrap())]);
        let mut watch = Watch::new(&styles);
        for (column, style) in [(0, 3), (0, 3), (0, 1), (1, 3), (1, 1), (2, 3)] {
            watch.see(column, style);
        }
        let shown: Vec<_> = watch
            .shown()
            .iter()
            .map(|shown| (shown.column, shown.divisor, shown.is_all))
            .collect();
        assert_eq!(shown, [(0, 10_000, false), (2, 10_000, true)]);
    }
}
