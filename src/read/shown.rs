//! Formats that show another number than a cell holds, divided or with a unit behind it, and the columns that have them.

use super::limits::MAX_COLUMNS;
use super::sheet::Shown;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scaled {
    /// What the number is divided by: 1,000 by a comma at the end, 10,000 by `0!.0,`.
    divisor: u64,
    /// What stands before and behind it: 万, $.
    unit: Option<String>,
}

/// The formats of a workbook's cells that scale or name a unit, by the number of the style.
pub(super) type Styles = BTreeMap<u32, Scaled>;

impl Scaled {
    /// A format that divides by so much and writes that beside the number; none where neither says anything.
    pub(super) fn of(divisor: u64, written: &str) -> Option<Self> {
        const LONGEST_UNIT: usize = 20;
        const LARGEST: u64 = 1_000_000_000_000;
        let unit = written.trim_matches(|mark: char| mark.is_whitespace() || "-+()/".contains(mark));
        let has_unit = unit
            .chars()
            .any(|mark| mark.is_alphabetic() || "$€£¥￥₩₹".contains(mark));
        let unit = (has_unit && unit.chars().count() <= LONGEST_UNIT).then(|| unit.to_owned());
        let says = (2..=LARGEST).contains(&divisor) || divisor == 1 && unit.is_some();
        says.then_some(Self { divisor, unit })
    }

    /// The same with a currency in words where only its sign was written, or nothing.
    pub(super) fn in_currency(format: Option<&Self>, sign: &str, currency: &str) -> Option<Self> {
        let written = format.and_then(|format| format.unit.as_deref());
        let is_bare = written.is_none_or(|written| written == sign);
        let divisor = format.map_or(1, |format| format.divisor);
        Self::of(divisor, written.filter(|_| !is_bare).unwrap_or(currency))
    }
}

/// What a format code makes of a number; none where it shows it as it is, and for dates.
pub(super) fn scaled(code: &str) -> Option<Scaled> {
    // `General"万"` shows as many digits as there are.
    let code = ["General", "GENERAL", "general", "G/通用格式"]
        .into_iter()
        .find_map(|general| Some(format!("0{}", code.strip_prefix(general)?)))
        .map_or(Cow::Borrowed(code), Cow::Owned);
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
    let divisor = 10_u64.checked_pow(power).filter(|_| digits > 0)?;
    Scaled::of(divisor, &written)
}

/// The sign in `[$€-407]`; other brackets are colours and conditions.
fn currency(bracket: &str) -> String {
    let sign = bracket.strip_prefix('$').unwrap_or_default();
    sign.split('-').next().unwrap_or_default().to_owned()
}

/// How each column's numbers are shown, counted.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<Column>);

#[derive(Debug, Clone, Default)]
struct Column {
    numbers: u64,
    /// Of them those of styles that scale or name a unit, by style.
    scaled: BTreeMap<u32, u64>,
}

impl Columns {
    /// So many numbers in that column, of that style where it is one that matters.
    pub(super) fn see(&mut self, column: u32, style: Option<u32>, count: u64) {
        let at = column as usize;
        if column >= MAX_COLUMNS {
            return;
        }
        if at >= self.0.len() {
            self.0.resize(at + 1, Column::default());
        }
        let column = &mut self.0[at];
        column.numbers = column.numbers.saturating_add(count);
        if let Some(style) = style {
            let seen = column.scaled.entry(style).or_default();
            *seen = seen.saturating_add(count);
        }
    }

    /// What most of each column's numbers are shown as, where that is another number, or there is a unit.
    pub(super) fn shown(&self, styles: &Styles) -> Vec<Shown> {
        let column = |(index, column): (u32, &Column)| {
            let mut kinds: BTreeMap<&Scaled, u64> = BTreeMap::new();
            for (style, count) in &column.scaled {
                let sum = kinds.entry(styles.get(style)?).or_default();
                *sum = sum.saturating_add(*count);
            }
            let (format, count) = kinds.into_iter().max_by_key(|(_, count)| *count)?;
            // A few cells that were formatted by hand say nothing of the column.
            (count > column.numbers / 2).then(|| Shown {
                column: index,
                divisor: format.divisor,
                unit: format.unit.clone(),
                is_all: count == column.numbers,
            })
        };
        (0..).zip(&self.0).filter_map(column).collect()
    }
}

/// The columns of a sheet whose cells state the numbers of their styles.
#[derive(Debug, Default)]
pub(super) struct Watch {
    styles: Arc<Styles>,
    columns: Columns,
}

impl Watch {
    pub(super) fn new(styles: &Arc<Styles>) -> Self {
        Self {
            styles: styles.clone(),
            columns: Columns::default(),
        }
    }

    /// Whether no style matters.
    pub(super) fn is_idle(&self) -> bool {
        self.styles.is_empty()
    }

    /// A number in that column, of that style.
    pub(super) fn see(&mut self, column: u32, style: u32) {
        if !self.is_idle() {
            let style = Some(style).filter(|style| self.styles.contains_key(style));
            self.columns.see(column, style, 1);
        }
    }

    /// What most of each column's numbers are shown as.
    pub(super) fn shown(&self) -> Vec<Shown> {
        self.columns.shown(&self.styles)
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
            ("General\"万元\"", 1, Some("万元")),
            ("G/通用格式\"万\"", 1, Some("万")),
            ("0.0\"(万元)\"", 1, Some("万元")),
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
            "G/通用格式",
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
        let mut watch = Watch::new(&Arc::new(styles));
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
