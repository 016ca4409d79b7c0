//! A drawing and its place → items of the display list.

use svgtypes::Align;

use super::super::display::{Fill, Item, Rect, Segment, Shape, Stroke, TextRun};
use super::read::POINTS_A_UNIT;
use super::{Drawing, Figure, Label, Mark};

/// From units of a drawing to points from its place's corner.
#[derive(Debug, Clone, Copy)]
struct Fit {
    sx: f32,
    sy: f32,
    dx: f32,
    dy: f32,
}

impl Fit {
    fn point(self, (x, y): (f32, f32)) -> (f32, f32) {
        (self.sx.mul_add(x, self.dx), self.sy.mul_add(y, self.dy))
    }
}

/// What a drawing paints in a rectangle.
pub fn place(drawing: &Drawing, rect: Rect) -> Vec<Item> {
    let fit = fit(drawing, rect);
    let mut items = Vec::with_capacity(drawing.marks.len());
    for mark in &drawing.marks {
        match mark {
            Mark::Shape(figure) => items.push(shape(figure, fit, rect)),
            Mark::Label(label) => items.push(text(label, fit, rect)),
        }
    }
    if drawing.aspect.slice && drawing.aspect.align != Align::None {
        let clipped = |item| Item::Clipped {
            rect,
            item: Box::new(item),
        };
        return items.into_iter().map(clipped).collect();
    }
    items
}

fn fit(drawing: &Drawing, rect: Rect) -> Fit {
    let Some([left, top, width, height]) = drawing.view_box else {
        return Fit {
            sx: POINTS_A_UNIT,
            sy: POINTS_A_UNIT,
            dx: 0.0,
            dy: 0.0,
        };
    };
    let (mut sx, mut sy) = (rect.width / width.max(1e-6), rect.height / height.max(1e-6));
    let (mut free_x, mut free_y) = (0.0, 0.0);
    let (share_x, share_y) = shares(drawing.aspect.align);
    if drawing.aspect.align != Align::None {
        let scale = if drawing.aspect.slice {
            sx.max(sy)
        } else {
            sx.min(sy)
        };
        (sx, sy) = (scale, scale);
        (free_x, free_y) = (rect.width - width * scale, rect.height - height * scale);
    }
    Fit {
        sx,
        sy,
        dx: free_x * share_x - left * sx,
        dy: free_y * share_y - top * sy,
    }
}

/// How much of the free space is left of and above the drawing.
fn shares(align: Align) -> (f32, f32) {
    match align {
        Align::None | Align::XMinYMin => (0.0, 0.0),
        Align::XMidYMin => (0.5, 0.0),
        Align::XMaxYMin => (1.0, 0.0),
        Align::XMinYMid => (0.0, 0.5),
        Align::XMidYMid => (0.5, 0.5),
        Align::XMaxYMid => (1.0, 0.5),
        Align::XMinYMax => (0.0, 1.0),
        Align::XMidYMax => (0.5, 1.0),
        Align::XMaxYMax => (1.0, 1.0),
    }
}

fn shape(figure: &Figure, fit: Fit, rect: Rect) -> Item {
    // Most of a chart are plain bars, for which there is a shorter way to say it.
    if let (
        Some(Fill {
            color, opacity: 100, ..
        }),
        None,
        Some((from, to)),
    ) = (figure.fill, &figure.stroke, corners(&figure.outline))
    {
        let ((left, top), (right, bottom)) = (fit.point(from), fit.point(to));
        return Item::Fill {
            rect: Rect {
                x: rect.x + left,
                y: rect.y + top,
                width: right - left,
                height: bottom - top,
            },
            color,
        };
    }
    let scale = if figure.fixed_stroke {
        POINTS_A_UNIT
    } else {
        (fit.sx * fit.sy).abs().sqrt()
    };
    let outline = figure.outline.iter().map(|segment| match *segment {
        Segment::Move(x, y) => {
            let (x, y) = fit.point((x, y));
            Segment::Move(x, y)
        }
        Segment::Line(x, y) => {
            let (x, y) = fit.point((x, y));
            Segment::Line(x, y)
        }
        Segment::Curve(points) => Segment::Curve(points.map(|point| fit.point(point))),
        Segment::Close => Segment::Close,
    });
    Item::Shape(Shape {
        origin: (rect.x, rect.y),
        outline: outline.collect(),
        fill: figure.fill,
        stroke: figure.stroke.as_ref().map(|stroke| Stroke {
            width: stroke.width * scale,
            dashes: stroke.dashes.iter().map(|length| length * scale).collect(),
            ..stroke.clone()
        }),
    })
}

/// Two opposite corners of an outline that is an upright rectangle, the upper left one first.
fn corners(outline: &[Segment]) -> Option<((f32, f32), (f32, f32))> {
    let [
        Segment::Move(x0, y0),
        Segment::Line(x1, y1),
        Segment::Line(x2, y2),
        Segment::Line(x3, y3),
        Segment::Close,
    ] = *outline
    else {
        return None;
    };
    let same = |a: f32, b: f32| (a - b).abs() < 1e-4;
    let is_upright = same(y0, y1) && same(x1, x2) && same(y2, y3) && same(x3, x0);
    is_upright.then_some(((x0.min(x2), y0.min(y2)), (x0.max(x2), y0.max(y2))))
}

fn text(label: &Label, fit: Fit, rect: Rect) -> Item {
    let (x, y) = fit.point((label.x, label.y));
    let mut glyphs = label.glyphs.clone();
    for glyph in &mut glyphs {
        glyph.advance *= fit.sy;
    }
    Item::Text(TextRun {
        x: rect.x + label.offset.mul_add(fit.sy, x),
        baseline: rect.y + y,
        face: label.face,
        size: label.size * fit.sy,
        color: label.color,
        glyphs,
    })
}
