//! Shapes → operators that fill and draw their outlines.

use super::content::{OPAQUE, Painter, Pen};
use super::operators::{Hundredths, hundredths};
use crate::display::{Segment, Shape};

impl Painter<'_> {
    pub(super) fn shape(&mut self, shape: &Shape) {
        if shape.fill.is_none() && shape.stroke.is_none() {
            return;
        }
        self.end_text();
        let fill_opacity = shape.fill.map_or(OPAQUE, |fill| fill.opacity);
        let stroke_opacity = shape.stroke.as_ref().map_or(OPAQUE, |stroke| stroke.opacity);
        self.set_opacity(fill_opacity.min(OPAQUE), stroke_opacity.min(OPAQUE));
        if let Some(fill) = shape.fill {
            self.set_fill(fill.color);
        }
        if let Some(stroke) = &shape.stroke {
            self.set_stroke(stroke.color);
            let dashes: Vec<Hundredths> = stroke.dashes.iter().map(|length| hundredths(*length)).collect();
            self.set_pen(&Pen {
                width: stroke.width,
                dashes: &dashes,
                cap: stroke.cap,
                join: stroke.join,
            });
        }
        let (left, top) = shape.origin;
        let mut rest = &*shape.outline;
        while let Some((segment, after)) = rest.split_first() {
            if let Some(after) = self.upright(rest, shape.origin) {
                rest = after;
                continue;
            }
            rest = after;
            let point = |(x, y): (f32, f32)| [hundredths(left + x), self.up(top + y)];
            match *segment {
                Segment::Move(x, y) => {
                    let end = point((x, y));
                    self.operators.write(&end, "m");
                }
                Segment::Line(x, y) => {
                    let end = point((x, y));
                    self.operators.write(&end, "l");
                }
                Segment::Curve(points) => {
                    let points = points.map(point);
                    self.operators.write(points.as_flattened(), "c");
                }
                Segment::Close => self.operators.operator("h"),
            }
        }
        self.operators.operator(match (&shape.stroke, shape.fill) {
            (None, Some(fill)) if fill.even_odd => "f*",
            (None, _) => "f",
            (Some(_), Some(fill)) if fill.even_odd => "B*",
            (Some(_), Some(_)) => "B",
            (Some(_), None) => "S",
        });
    }

    /// Says an upright rectangle, with which an outline goes on, in the short way that there is for it; returns what
    /// follows it.
    fn upright<'s>(&mut self, outline: &'s [Segment], (left, top): (f32, f32)) -> Option<&'s [Segment]> {
        let [
            Segment::Move(x0, y0),
            Segment::Line(x1, y1),
            Segment::Line(x2, y2),
            Segment::Line(x3, y3),
            Segment::Close,
            rest @ ..,
        ] = outline
        else {
            return None;
        };
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] =
            [(x0, y0), (x1, y1), (x2, y2), (x3, y3)].map(|(x, y)| (hundredths(left + x), self.up(top + y)));
        // The corners in the order in which the short way has them: along first, then up or down.
        if y0 != y1 || x1 != x2 || y2 != y3 || x3 != x0 {
            return None;
        }
        let sides = [x0, y0, x1.saturating_sub(x0), y2.saturating_sub(y1)];
        self.operators.write(&sides, "re");
        Some(rest)
    }
}
