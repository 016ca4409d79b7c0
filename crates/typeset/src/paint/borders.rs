//! Borders of boxes with square corners, as lines centred in the space that they take.

use super::super::display::{Item, LineStyle, Rect};
use super::super::style::{Border, Style};
use super::Strip;
use super::shape::{Side, lines};

impl Strip {
    /// Paints the four borders of a box inside its edges.
    pub(super) fn paint_borders(&mut self, style: &Style, rect: Rect) {
        if meet_in_colours(style) {
            self.paint_sides(style, rect, [(0.0, 0.0); 4]);
            return;
        }
        let borders = Side::ALL.map(|side| side.of(&style.border));
        let is_even = borders.iter().all(|border| *border == borders[0]);
        if is_even && borders[0].style == Some(LineStyle::Double) {
            // Two frames, one in the other: lines drawn side by side would cross at the corners.
            let border = borders[0];
            for (inset, width) in lines(LineStyle::Double, border.width()) {
                let single = Border {
                    declared: width,
                    style: Some(LineStyle::Solid),
                    ..border
                };
                let outer = inset - width / 2.0;
                let frame = Rect {
                    x: rect.x + outer,
                    y: rect.y + outer,
                    width: rect.width - 2.0 * outer,
                    height: rect.height - 2.0 * outer,
                };
                self.paint_straight(style, frame, [single; 4]);
            }
            return;
        }
        self.paint_straight(style, rect, borders);
    }

    /// Paints borders, given clockwise from the top, from corner to corner.
    fn paint_straight(&mut self, style: &Style, rect: Rect, borders: [Border; 4]) {
        let [top, right, bottom, left] = borders;
        let (end, base) = (rect.x + rect.width, rect.y + rect.height);
        let (top_y, bottom_y) = (rect.y + top.width() / 2.0, base - bottom.width() / 2.0);
        let (left_x, right_x) = (rect.x + left.width() / 2.0, end - right.width() / 2.0);
        for (border, from, to) in [
            (top, (rect.x, top_y), (end, top_y)),
            (bottom, (rect.x, bottom_y), (end, bottom_y)),
            (left, (left_x, rect.y), (left_x, base)),
            (right, (right_x, rect.y), (right_x, base)),
        ] {
            self.paint_border(border, style, from, to);
        }
    }

    fn paint_border(&mut self, border: Border, style: &Style, from: (f32, f32), to: (f32, f32)) {
        let width = border.width();
        let Some(line_style) = border.style.filter(|_| width > 0.0) else {
            return;
        };
        let color = border.color.unwrap_or(style.color);
        let item = Item::Line {
            from,
            to,
            width,
            color,
            style: line_style,
        };
        self.push(item, from.1, to.1);
    }
}

/// Whether two borders of different colours meet at a corner, which they then share.
fn meet_in_colours(style: &Style) -> bool {
    let borders = Side::ALL.map(|side| side.of(&style.border));
    let color = |border: Border| border.color.unwrap_or(style.color);
    (0..borders.len()).any(|at| {
        let (one, next) = (borders[at], borders[(at + 1) % borders.len()]);
        one.width() > 0.0 && next.width() > 0.0 && color(one) != color(next)
    })
}
