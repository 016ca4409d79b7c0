//! A page's code → a QR code that a template can draw.

use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};
use serde::Serialize;
use std::fmt::Write as _;

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
        let modules = Modules::of(text.as_bytes())?;
        Some(Self {
            path: modules.path(),
            text,
            size: modules.size,
        })
    }
}

/// The modules of a code, row by row.
struct Modules {
    size: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// The code of a text under the mask that reads best.
    fn of(text: &[u8]) -> Option<Self> {
        let bits = encode_auto(text, LEVEL).ok()?;
        let version = bits.version();
        let (data, correction) = construct_codewords(&bits.into_bytes(), version, LEVEL).ok()?;
        let mut plain = Canvas::new(version, LEVEL);
        plain.draw_all_functional_patterns();
        plain.draw_data(&data, &correction);
        let masked = |mask: MaskPattern| {
            let mut canvas = plain.clone();
            canvas.apply_mask(mask);
            let colors = canvas.into_colors();
            Self {
                size: colors.len().isqrt(),
                dark: colors.into_iter().map(|color| color == Color::Dark).collect(),
            }
        };
        MASKS.into_iter().map(masked).min_by_key(Self::penalty)
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.size + x).copied().unwrap_or(false)
    }

    /// How badly it reads, as ISO/IEC 18004 counts (7.8.3).
    fn penalty(&self) -> usize {
        let size = self.size.max(1);
        let rows = || self.dark.chunks_exact(size);
        let mut column = Vec::with_capacity(size);
        let mut lines = 0;
        for (place, row) in rows().enumerate() {
            column.clear();
            column.extend(rows().filter_map(|row| row.get(place)));
            lines += penalty_of_line(row) + penalty_of_line(&column);
        }
        let blocks: usize = rows()
            .zip(rows().skip(1))
            .map(|(row, below)| blocks_of_one_color(row, below))
            .sum();
        let count = self.dark.iter().filter(|dark| **dark).count();
        let balance = (count * 200 / self.dark.len().max(1)).abs_diff(100);
        lines + 3 * blocks + balance
    }

    /// One rectangle for each run of dark modules in a row.
    fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.size {
            let mut x = 0;
            while x < self.size {
                let run = (x..self.size).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1);
            }
        }
        path
    }
}

/// For five modules of one colour or more in a row, and for what looks like a corner with light beside it.
fn penalty_of_line(line: &[bool]) -> usize {
    const CORNER: u32 = 0b101_1101;
    let mut penalty = 0;
    let mut length = 0;
    let mut last = None;
    let mut last_seven = 0;
    for (place, &dark) in line.iter().enumerate() {
        length = if last == Some(dark) { length + 1 } else { 1 };
        last = Some(dark);
        penalty += match length {
            0..5 => 0,
            5 => 3,
            _ => 1,
        };
        last_seven = (last_seven << 1 | u32::from(dark)) & 0x7f;
        if place >= 6 && last_seven == CORNER {
            let start = place - 6;
            let before = line[start.saturating_sub(4)..start].contains(&true);
            let after = line[place + 1..(place + 5).min(line.len())].contains(&true);
            penalty += if before && after { 0 } else { 40 };
        }
    }
    penalty
}

/// The squares of four modules of one colour in two rows.
fn blocks_of_one_color(row: &[bool], below: &[bool]) -> usize {
    let pairs = row.windows(2).zip(below.windows(2));
    let is_block = |(upper, lower): &(&[bool], &[bool])| {
        let color = upper[0];
        upper[1] == color && lower[0] == color && lower[1] == color
    };
    pairs.filter(is_block).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::QrCode;

    #[test]
    fn the_mask_is_the_one_that_reads_best() {
        for number in 0..64 {
            let text = "2026-10/S001/4F7K-Q2MD-8X3A ".repeat(number % 5 + 1) + &number.to_string();
            let modules = Modules::of(text.as_bytes()).unwrap();
            let code = QrCode::with_error_correction_level(&text, LEVEL).unwrap();
            let dark: Vec<bool> = code
                .into_colors()
                .iter()
                .map(|color| *color == Color::Dark)
                .collect();
            assert!(modules.dark == dark, "{text}");
        }
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
