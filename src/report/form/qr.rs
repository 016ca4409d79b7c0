//! A page's code → a QR code that a template can draw.

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel, QrCode, Version};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How much of a code may be unreadable: a seventh.
const LEVEL: EcLevel = EcLevel::M;

/// What a code may be overlaid with, so that it has neither large areas of one colour nor what looks like a corner.
const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// A code, in letters and as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeView {
    /// `2026-10/S001/4F7K-Q2MD-8X3A`
    pub text: String,
    /// Modules along a side.
    pub size: usize,
    /// The dark modules as the path of an SVG whose unit is a module.
    pub path: String,
}

impl CodeView {
    /// The code of that text; none where the text is too long for any.
    pub fn new(text: String) -> Option<Self> {
        if let Some(modules) = Modules::of(text.as_bytes()) {
            return Some(Self {
                path: modules.path(),
                text,
                size: modules.size,
            });
        }
        let code = QrCode::with_error_correction_level(&text, LEVEL).ok()?;
        let size = code.width();
        Some(Self {
            path: path(size, |x, y| code[(x, y)] == Color::Dark),
            text,
            size,
        })
    }
}

/// The modules of a code that is no larger than numbers are long, as all but the longest are: a number for each row, a
/// bit for each module, the leftmost lowest. Dark ones are set.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Modules {
    size: usize,
    rows: Vec<u64>,
}

impl Modules {
    /// The code of a text under the mask that reads best; none where it is too large.
    fn of(text: &[u8]) -> Option<Self> {
        let bits = encode_auto(text, LEVEL).ok()?;
        let version = bits.version();
        let (data, correction) = construct_codewords(&bits.into_bytes(), version, LEVEL).ok()?;
        let blanks = blanks(version, data.len(), correction.len())?;
        let drawn = Self::drawn(version, &data, &correction, MASKS[0])?;
        // What the data change is the same under each mask.
        let changed = drawn.differing(&blanks[0]);
        let masked = blanks.iter().map(|blank| blank.differing(&changed));
        masked.min_by_key(Self::penalty)
    }

    /// The modules of data under a mask.
    fn drawn(version: Version, data: &[u8], correction: &[u8], mask: MaskPattern) -> Option<Self> {
        let size = usize::try_from(version.width()).ok()?;
        if size > u64::BITS as usize {
            return None;
        }
        let mut canvas = Canvas::new(version, LEVEL);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(data, correction);
        canvas.apply_mask(mask);
        let colors = canvas.into_colors();
        let row = |colors: &[Color]| {
            let modules = colors.iter().rev();
            modules.fold(0, |row, color| row << 1 | u64::from(*color == Color::Dark))
        };
        Some(Self {
            size,
            rows: colors.chunks_exact(size).map(row).collect(),
        })
    }

    /// The modules in which two codes of one size differ.
    fn differing(&self, other: &Self) -> Self {
        let rows = self.rows.iter().zip(&other.rows);
        Self {
            size: self.size,
            rows: rows.map(|(one, other)| one ^ other).collect(),
        }
    }

    /// As many ones as a row has modules.
    fn all(&self) -> u64 {
        u64::MAX >> (u64::BITS as usize - self.size.max(1))
    }

    /// How badly it reads, as ISO/IEC 18004 counts (7.8.3).
    fn penalty(&self) -> u32 {
        let pairs = self.rows.iter().zip(self.rows.iter().skip(1));
        let blocks: u32 = pairs.map(|(row, below)| self.blocks(*row, *below)).sum();
        let rows: u32 = self.rows.iter().map(|row| self.penalty_of_row(*row)).sum();
        let count: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        let modules = (self.size * self.size).max(1) as u32;
        let balance = (count * 200 / modules).abs_diff(100);
        rows + self.penalty_of_columns() + 3 * blocks + balance
    }

    /// For five modules of one colour or more in a row, and for what looks like a corner with light beside it.
    fn penalty_of_row(&self, row: u64) -> u32 {
        // Of each pair of neighbours of one colour, the left one; then of each five modules, the leftmost.
        let same = !(row ^ row >> 1) & self.all() >> 1;
        let five = same & same >> 1 & same >> 2 & same >> 3;
        let corners =
            row & !(row >> 1) & row >> 2 & row >> 3 & row >> 4 & !(row >> 5) & row >> 6 & self.all() >> 6;
        let before = row << 1 | row << 2 | row << 3 | row << 4;
        let after = row >> 7 | row >> 8 | row >> 9 | row >> 10;
        count_runs(five, five << 1) + 40 * (corners & !(before & after)).count_ones()
    }

    /// The same of its columns, all of them at once.
    fn penalty_of_columns(&self) -> u32 {
        let row = |at: usize| self.rows.get(at).copied().unwrap_or(0);
        let same = |at: usize| !(row(at) ^ row(at + 1));
        let mut penalty = 0;
        let mut five_above = 0;
        for at in 0..self.size.saturating_sub(4) {
            let five = same(at) & same(at + 1) & same(at + 2) & same(at + 3) & self.all();
            penalty += count_runs(five, five_above);
            five_above = five;
        }
        for at in 0..self.size.saturating_sub(6) {
            let corners =
                row(at) & !row(at + 1) & row(at + 2) & row(at + 3) & row(at + 4) & !row(at + 5) & row(at + 6);
            let before = (at.saturating_sub(4)..at).fold(0, |dark, at| dark | row(at));
            let after = (at + 7..at + 11).fold(0, |dark, at| dark | row(at));
            penalty += 40 * (corners & !(before & after)).count_ones();
        }
        penalty
    }

    /// The squares of four modules of one colour in two rows.
    fn blocks(&self, row: u64, below: u64) -> u32 {
        let (as_below, as_next) = (!(row ^ below), !(row ^ row >> 1));
        (as_below & as_below >> 1 & as_next & self.all() >> 1).count_ones()
    }

    fn path(&self) -> String {
        path(self.size, |x, y| self.rows[y] >> x & 1 == 1)
    }
}

/// 3 for each run of five modules, and 1 for each module that a run goes on: `five` has a bit for each five in a row, and
/// `before` for those that five others precede.
fn count_runs(five: u64, before: u64) -> u32 {
    five.count_ones() + 2 * (five & !before).count_ones()
}

/// What codes of a version are without data, under each mask; drawn once for each version.
fn blanks(version: Version, data: usize, correction: usize) -> Option<Arc<[Modules]>> {
    static DRAWN: Mutex<BTreeMap<i16, Arc<[Modules]>>> = Mutex::new(BTreeMap::new());
    let width = version.width();
    let drawn = || DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(blanks) = drawn().get(&width) {
        return Some(Arc::clone(blanks));
    }
    let (data, correction) = (vec![0; data], vec![0; correction]);
    let blank = |mask| Modules::drawn(version, &data, &correction, mask);
    let blanks: Arc<[Modules]> = MASKS.into_iter().map(blank).collect::<Option<_>>()?;
    drawn().insert(width, Arc::clone(&blanks));
    Some(blanks)
}

/// Writes a number; nearly all have one digit or two.
fn push_number(text: &mut String, number: usize) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// The dark modules as the path of an SVG: one rectangle for each run of them in a row.
fn path(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let mut path = String::with_capacity(size * size * 5);
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| is_dark(*x, y)).count();
            if run > 0 {
                for (before, number) in [("M", x), (" ", y), ("h", run), ("v1h-", run)] {
                    path.push_str(before);
                    push_number(&mut path, number);
                }
                path.push('z');
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_the_one_that_reads_best() {
        for number in 0..96 {
            let text = "2026-10/S001/4F7K-Q2MD-8X3A ".repeat(number % 7 + 1) + &number.to_string();
            let modules = Modules::of(text.as_bytes()).unwrap();
            let code = QrCode::with_error_correction_level(&text, LEVEL).unwrap();
            for (at, color) in code.into_colors().into_iter().enumerate() {
                let (x, y) = (at % modules.size, at / modules.size);
                assert_eq!(
                    modules.rows[y] >> x & 1 == 1,
                    color == Color::Dark,
                    "{text} {x} {y}"
                );
            }
        }
    }

    #[test]
    fn long_texts_have_codes_too() {
        let text = "2026-10/".repeat(60);
        assert_eq!(Modules::of(text.as_bytes()), None);
        assert!(CodeView::new(text).is_some_and(|code| code.size > 64));
    }

    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let text = "2026-10/S001/4F7K-Q2MD-8X3A";
        let view = CodeView::new(text.to_owned()).unwrap();
        let code = QrCode::with_error_correction_level(text, LEVEL).unwrap();
        assert_eq!(view.size, code.width());
        let mut covered = vec![vec![false; view.size]; view.size];
        for run in view.path.split_terminator('z') {
            let numbers: Vec<usize> = run
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, width, height, back] = numbers[..] else {
                panic!("{run}");
            };
            assert_eq!((height, back), (1, width));
            covered[y][x..x + width].fill(true);
        }
        for (y, row) in covered.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert_eq!(*dark, code[(x, y)] == Color::Dark, "{x} {y}");
            }
        }
        assert_eq!(CodeView::new("x".repeat(5_000)), None);
    }
}
