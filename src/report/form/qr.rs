//! A page's code → a QR code that a template can draw.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;
use std::fmt::Write as _;

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
        let code = QrCode::with_error_correction_level(&text, EcLevel::M).ok()?;
        let size = code.width();
        Some(Self {
            path: path(&code, size),
            text,
            size,
        })
    }
}

/// One rectangle for each run of dark modules in a row.
fn path(code: &QrCode, size: usize) -> String {
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code[(*x, y)] == Color::Dark).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
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
    fn the_path_covers_the_dark_modules_and_no_others() {
        let text = "2026-10/S001/4F7K-Q2MD-8X3A";
        let view = CodeView::new(text.to_owned()).unwrap();
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
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
