//! Boxes with round corners: filled and drawn as shapes.

use taffy::ExpandedLengthPercentage;

use super::super::display::{Fill, Item, LineCap, LineJoin, LineStyle, Rect, Shape, Stroke};
use super::super::style::Style;
use super::super::svg::rounded;
use super::Strip;

/// The radii of a box's corners, clockwise from the top left, no larger than it can have; `None` if all are square.
pub(super) fn corners(style: &Style, rect: Rect) -> Option<[(f32, f32); 4]> {
    let radii = style.radius.map(|radius| match radius.expand() {
        ExpandedLengthPercentage::Length(points) => (points, points),
        ExpandedLengthPercentage::Percent(share) => (rect.width * share, rect.height * share),
    });
    if radii.iter().all(|(x, y)| *x <= 0.0 || *y <= 0.0) {
        return None;
    }
    let [tl, tr, br, bl] = radii;
    let room = |side: f32, taken: f32| if taken > side { side / taken } else { 1.0 };
    let shrink = [
        room(rect.width, tl.0 + tr.0),
        room(rect.width, bl.0 + br.0),
        room(rect.height, tl.1 + bl.1),
        room(rect.height, tr.1 + br.1),
    ];
    let shrink = shrink.into_iter().fold(1.0, f32::min);
    Some(radii.map(|(x, y)| (x * shrink, y * shrink)))
}

impl Strip {
    /// Fills a box with round corners and draws its border; a border that isn't the same on all sides is drawn straight.
    pub(super) fn paint_rounded(&mut self, style: &Style, rect: Rect, radii: [(f32, f32); 4]) {
        let (top, bottom) = (rect.y, rect.y + rect.height);
        let shape = |inset: f32, fill: Option<Fill>, stroke: Option<Stroke>| {
            let (width, height) = (
                (rect.width - 2.0 * inset).max(0.0),
                (rect.height - 2.0 * inset).max(0.0),
            );
            let radii = radii.map(|(x, y)| ((x - inset).max(0.0), (y - inset).max(0.0)));
            Item::Shape(Shape {
                origin: (rect.x, rect.y),
                outline: rounded([inset, inset, width, height], radii).into(),
                fill,
                stroke,
            })
        };
        if let Some(color) = style.background {
            let fill = Fill {
                color,
                opacity: 100,
                even_odd: false,
            };
            self.push(shape(0.0, Some(fill), None), top, bottom);
        }
        let border = style.border.top;
        let others = [style.border.right, style.border.bottom, style.border.left];
        let width = border.width();
        let Some(line) = border
            .style
            .filter(|_| others.iter().all(|other| *other == border))
        else {
            self.paint_borders(style, rect);
            return;
        };
        if width <= 0.0 {
            return;
        }
        let stroke = |width: f32, dashes: Vec<f32>| Stroke {
            color: border.color.unwrap_or(style.color),
            opacity: 100,
            width,
            dashes,
            cap: LineCap::Butt,
            join: LineJoin::Miter,
        };
        let lines = match line {
            LineStyle::Solid => vec![(width / 2.0, width, Vec::new())],
            LineStyle::Dashed => vec![(
                width / 2.0,
                width,
                vec![(width * 4.0).max(2.0), (width * 2.0).max(1.5)],
            )],
            LineStyle::Dotted => vec![(width / 2.0, width, vec![width.max(0.5), width.max(1.0)])],
            LineStyle::Double => [width / 6.0, width * 5.0 / 6.0]
                .map(|inset| (inset, width / 3.0, Vec::new()))
                .into(),
        };
        for (inset, width, dashes) in lines {
            self.push(shape(inset, None, Some(stroke(width, dashes))), top, bottom);
        }
    }
}
