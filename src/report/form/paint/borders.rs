//! Borders of boxes, as lines centred in the space that they take.

use super::super::display::{Item, Rect};
use super::super::style::{Border, Style};
use super::Strip;

impl Strip {
    /// Paints the four borders of a box inside its edges.
    pub(super) fn paint_borders(&mut self, style: &Style, rect: Rect) {
        let widths = style.border_widths();
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        let (top_y, bottom_y) = (rect.y + widths.top / 2.0, bottom - widths.bottom / 2.0);
        let (left_x, right_x) = (rect.x + widths.left / 2.0, right - widths.right / 2.0);
        let sides = [
            (style.border.top, (rect.x, top_y), (right, top_y)),
            (style.border.bottom, (rect.x, bottom_y), (right, bottom_y)),
            (style.border.left, (left_x, rect.y), (left_x, bottom)),
            (style.border.right, (right_x, rect.y), (right_x, bottom)),
        ];
        for (border, from, to) in sides {
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
