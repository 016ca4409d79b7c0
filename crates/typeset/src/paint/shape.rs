//! Boxes with round corners, and borders that differ from side to side: filled and drawn as shapes.

use taffy::{ExpandedLengthPercentage, Rect as Sides};

use super::super::display::{Fill, Item, LineJoin, LineStyle, Rect, Rgb, Segment, Shape, Stroke};
use super::super::style::{Border, Style};
use super::super::svg::{QUARTER, rounded};
use super::Strip;

/// The radii of a box's corners, clockwise from the top left.
type Radii = [(f32, f32); 4];

/// The radii of a box's corners, no larger than it can have; `None` if all are square.
pub(super) fn corners(style: &Style, rect: Rect) -> Option<Radii> {
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

/// The lines that a border consists of: how far the middle of each is from the edge, and its thickness.
pub(super) fn lines(style: LineStyle, width: f32) -> Vec<(f32, f32)> {
    match style {
        LineStyle::Double => vec![(width / 6.0, width / 3.0), (width * 5.0 / 6.0, width / 3.0)],
        LineStyle::Solid | LineStyle::Dashed | LineStyle::Dotted => vec![(width / 2.0, width)],
    }
}

/// A side of a box; its corners are those of the same number and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    /// Clockwise.
    pub(super) const ALL: [Self; 4] = [Self::Top, Self::Right, Self::Bottom, Self::Left];

    /// What belongs to it.
    pub(super) fn of<T: Copy>(self, sides: &Sides<T>) -> T {
        match self {
            Self::Top => sides.top,
            Self::Right => sides.right,
            Self::Bottom => sides.bottom,
            Self::Left => sides.left,
        }
    }
}

impl Strip {
    /// Fills a box with round corners and draws its border.
    pub(super) fn paint_rounded(&mut self, style: &Style, rect: Rect, radii: Radii) {
        if let Some(color) = style.background {
            let shape = Shape {
                origin: (rect.x, rect.y),
                outline: rounded([0.0, 0.0, rect.width, rect.height], radii).into(),
                fill: Some(filled(color)),
                stroke: None,
            };
            self.push(Item::Shape(shape), rect.y, rect.y + rect.height);
        }
        let border = style.border.top;
        if !Side::ALL.iter().all(|side| side.of(&style.border) == border) {
            self.paint_sides(style, rect, radii);
            return;
        }
        let Some(line) = border.style.filter(|_| border.width() > 0.0) else {
            return;
        };
        let color = border.color.unwrap_or(style.color);
        for (inset, width) in lines(line, border.width()) {
            let (inner, radii) = inside(rect, radii, [inset; 4]);
            let shape = Shape {
                origin: (rect.x, rect.y),
                outline: rounded(
                    [inner.x - rect.x, inner.y - rect.y, inner.width, inner.height],
                    radii,
                )
                .into(),
                fill: None,
                stroke: Some(stroke(line, width, color)),
            };
            self.push(Item::Shape(shape), rect.y, rect.y + rect.height);
        }
    }

    /// Draws each border as far as the middles of its corners.
    pub(super) fn paint_sides(&mut self, style: &Style, rect: Rect, radii: Radii) {
        let widths = Side::ALL.map(|side| side.of(&style.border).width());
        for (at, side) in Side::ALL.into_iter().enumerate() {
            let border: Border = side.of(&style.border);
            let width = border.width();
            let Some(line) = border.style.filter(|_| width > 0.0) else {
                continue;
            };
            let color = border.color.unwrap_or(style.color);
            let share = |share: f32| inside(rect, radii, widths.map(|width| width * share));
            // A border that meets none has the corner to itself.
            let from = if widths[(at + 3) % 4] > 0.0 { 0.5 } else { 0.0 };
            let to = if widths[(at + 1) % 4] > 0.0 { 0.5 } else { 1.0 };
            let edge = |share_of_width: f32| {
                let (rect, radii) = share(share_of_width);
                edge(rect, radii, at, from, to)
            };
            let pieces = match line {
                LineStyle::Solid => {
                    let mut outline = edge(0.0);
                    outline.extend(backwards(&edge(1.0)));
                    outline.push(Segment::Close);
                    vec![(outline, None)]
                }
                _ => lines(line, width)
                    .into_iter()
                    .map(|(inset, thickness)| (edge(inset / width), Some(stroke(line, thickness, color))))
                    .collect(),
            };
            for (outline, stroke) in pieces {
                let shape = Shape {
                    origin: (0.0, 0.0),
                    outline: outline.into(),
                    fill: stroke.is_none().then(|| filled(color)),
                    stroke,
                };
                self.push(Item::Shape(shape), rect.y, rect.y + rect.height);
            }
        }
    }
}

fn filled(color: Rgb) -> Fill {
    Fill {
        color,
        opacity: 100,
        even_odd: false,
    }
}

fn stroke(line: LineStyle, width: f32, color: Rgb) -> Stroke {
    let (dashes, cap) = line.dashes(width);
    Stroke {
        color,
        opacity: 100,
        width,
        dashes,
        cap,
        join: LineJoin::Miter,
    }
}

/// A box so far inside another one, on each side clockwise from the top, and the radii that it has there.
fn inside(rect: Rect, radii: Radii, insets: [f32; 4]) -> (Rect, Radii) {
    let [top, right, bottom, left] = insets;
    let inner = Rect {
        x: rect.x + left,
        y: rect.y + top,
        width: (rect.width - left - right).max(0.0),
        height: (rect.height - top - bottom).max(0.0),
    };
    let beside = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let mut inner_radii = radii;
    for ((x, y), (across, down)) in inner_radii.iter_mut().zip(beside) {
        (*x, *y) = ((*x - across).max(0.0), (*y - down).max(0.0));
    }
    (inner, inner_radii)
}

/// The line along a side, clockwise: the corner before it from a share of its way on, and the corner after it as far.
fn edge(rect: Rect, radii: Radii, side: usize, from: f32, to: f32) -> Vec<Segment> {
    let [_, after] = split(corner(rect, radii, side), from);
    let [before, _] = split(corner(rect, radii, (side + 1) % 4), to);
    let (x, y) = after[0];
    let mut line = vec![Segment::Move(x, y)];
    for curve in [after, before] {
        let [start, one, two, end] = curve;
        line.push(Segment::Line(start.0, start.1));
        line.push(Segment::Curve([one, two, end]));
    }
    line
}

/// The same line from its end to its beginning, to go on with.
fn backwards(line: &[Segment]) -> Vec<Segment> {
    let end_of = |segment: &Segment| match segment {
        Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve([.., (x, y)]) => (*x, *y),
        Segment::Close => (0.0, 0.0),
    };
    let mut back = Vec::with_capacity(line.len());
    if let Some(last) = line.last() {
        let (x, y) = end_of(last);
        back.push(Segment::Line(x, y));
    }
    for pair in line.windows(2).rev() {
        let (x, y) = end_of(&pair[0]);
        back.push(match pair[1] {
            Segment::Curve([one, two, _]) => Segment::Curve([two, one, (x, y)]),
            _ => Segment::Line(x, y),
        });
    }
    back
}

/// The curve of a corner, clockwise: two ends and the control points between them. A square one is a point.
fn corner(rect: Rect, radii: Radii, index: usize) -> [(f32, f32); 4] {
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    let (rx, ry) = radii[index];
    // The point of the corner, and the ways from there to the beginning of the curve and to its end.
    let ((x, y), (from_x, from_y), (to_x, to_y)) = match index {
        0 => ((rect.x, rect.y), (0.0, ry), (rx, 0.0)),
        1 => ((right, rect.y), (-rx, 0.0), (0.0, ry)),
        2 => ((right, bottom), (0.0, -ry), (-rx, 0.0)),
        _ => ((rect.x, bottom), (rx, 0.0), (0.0, -ry)),
    };
    let near = 1.0 - QUARTER;
    [
        (x + from_x, y + from_y),
        (x + from_x * near, y + from_y * near),
        (x + to_x * near, y + to_y * near),
        (x + to_x, y + to_y),
    ]
}

/// A curve cut in two at a share of its way.
fn split([a, b, c, d]: [(f32, f32); 4], share: f32) -> [[(f32, f32); 4]; 2] {
    let between = |from: (f32, f32), to: (f32, f32)| {
        (
            (to.0 - from.0).mul_add(share, from.0),
            (to.1 - from.1).mul_add(share, from.1),
        )
    };
    let (ab, bc, cd) = (between(a, b), between(b, c), between(c, d));
    let (abc, bcd) = (between(ab, bc), between(bc, cd));
    let middle = between(abc, bcd);
    [[a, ab, abc, middle], [middle, bcd, cd, d]]
}
