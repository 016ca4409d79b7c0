//! Lines in columns, as a terminal shows them.

use super::super::console::printable;
use super::super::width::clipped;
use unicode_width::UnicodeWidthStr;

/// Which side a column leans to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    Left,
    Right,
}

/// The least that a text is cut to.
const LEAST: usize = 8;

/// Lines of cells below each other, indented, within `width`; the column `gives` is cut where they don't fit.
pub(super) fn table(
    lines: &[Vec<String>],
    leans: &[Lean],
    (indent, width, gives): (usize, usize, usize),
) -> String {
    let printable = |cell: &String| printable(&cell.replace('\n', " ")).into_owned();
    let lines: Vec<Vec<String>> = lines
        .iter()
        .map(|line| line.iter().map(printable).collect())
        .collect();
    let mut widths: Vec<usize> = (0..leans.len())
        .map(|at| {
            lines
                .iter()
                .map(|line| line.get(at).map_or(0, |cell| cell.width()))
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    let gaps = 2 * leans.len().saturating_sub(1);
    let taken = indent + gaps + widths.iter().sum::<usize>();
    if let Some(given) = widths.get_mut(gives) {
        let over = taken.saturating_sub(width);
        *given = (*given).min(given.saturating_sub(over).max(LEAST));
    }
    let mut text = String::new();
    for line in &lines {
        let mut out = " ".repeat(indent);
        for (at, cell) in line.iter().enumerate() {
            let room = widths[at];
            let cell = clipped(cell, room);
            let gap = " ".repeat(room.saturating_sub(cell.width()));
            match leans[at] {
                Lean::Left => out.extend([cell.as_str(), gap.as_str()]),
                Lean::Right => out.extend([gap.as_str(), cell.as_str()]),
            }
            out.push_str("  ");
        }
        text.push_str(out.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_fit() {
        let line = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let lines = [
            line(["甲!2", "很长很长很长很长的客户名称", "1.00"]),
            line(["b.csv!12", "乙", "1,000.00"]),
        ];
        let leans = [Lean::Left, Lean::Left, Lean::Right];
        let text = table(&lines, &leans, (2, 34, 1));
        assert_eq!(
            text,
            "  甲!2      很长很长很…       1.00\n  b.csv!12  乙            1,000.00\n"
        );
        assert!(text.lines().all(|line| line.width() <= 34));
    }
}
