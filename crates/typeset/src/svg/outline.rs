//! Elements of a drawing → outlines.

use svgtypes::{PointsParser, SimplePathSegment, SimplifyingPathParser};

use super::super::display::Segment;

/// Of a circle's radius, how far the control points of its quarters are from their ends.
pub const QUARTER: f32 = 0.552_284_8;

/// More pieces than this are no figure of a form.
const MOST_SEGMENTS: usize = 100_000;

/// A rectangle with rounded corners of the radii `rx` and `ry`.
pub fn rectangle([x, y, width, height]: [f32; 4], rx: f32, ry: f32) -> Vec<Segment> {
    let (right, bottom) = (x + width, y + height);
    let (rx, ry) = (rx.min(width / 2.0), ry.min(height / 2.0));
    if rx <= 0.0 || ry <= 0.0 {
        return vec![
            Segment::Move(x, y),
            Segment::Line(right, y),
            Segment::Line(right, bottom),
            Segment::Line(x, bottom),
            Segment::Close,
        ];
    }
    rounded([x, y, width, height], [(rx, ry); 4])
}

/// A rectangle whose corners have radii of their own, clockwise from the top left.
pub fn rounded([x, y, width, height]: [f32; 4], radii: [(f32, f32); 4]) -> Vec<Segment> {
    let (right, bottom) = (x + width, y + height);
    let [(tlx, tly), (trx, try_), (brx, bry), (blx, bly)] = radii;
    let near = 1.0 - QUARTER;
    vec![
        Segment::Move(x + tlx, y),
        Segment::Line(right - trx, y),
        Segment::Curve([
            (right - trx * near, y),
            (right, y + try_ * near),
            (right, y + try_),
        ]),
        Segment::Line(right, bottom - bry),
        Segment::Curve([
            (right, bottom - bry * near),
            (right - brx * near, bottom),
            (right - brx, bottom),
        ]),
        Segment::Line(x + blx, bottom),
        Segment::Curve([
            (x + blx * near, bottom),
            (x, bottom - bly * near),
            (x, bottom - bly),
        ]),
        Segment::Line(x, y + tly),
        Segment::Curve([(x, y + tly * near), (x + tlx * near, y), (x + tlx, y)]),
        Segment::Close,
    ]
}

/// An ellipse around a point.
pub fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Vec<Segment> {
    let (kx, ky) = (rx * QUARTER, ry * QUARTER);
    vec![
        Segment::Move(x + rx, y),
        Segment::Curve([(x + rx, y + ky), (x + kx, y + ry), (x, y + ry)]),
        Segment::Curve([(x - kx, y + ry), (x - rx, y + ky), (x - rx, y)]),
        Segment::Curve([(x - rx, y - ky), (x - kx, y - ry), (x, y - ry)]),
        Segment::Curve([(x + kx, y - ry), (x + rx, y - ky), (x + rx, y)]),
        Segment::Close,
    ]
}

/// Straight lines through `points`; `None` if one isn't a number.
pub fn polyline(points: &str, is_closed: bool) -> Option<Vec<Segment>> {
    let is_plain =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E');
    if !points.chars().all(is_plain) {
        return None;
    }
    let mut outline: Vec<Segment> = Vec::new();
    for (x, y) in PointsParser::from(points).take(MOST_SEGMENTS) {
        let (x, y) = (x as f32, y as f32);
        outline.push(if outline.is_empty() {
            Segment::Move(x, y)
        } else {
            Segment::Line(x, y)
        });
    }
    if is_closed && !outline.is_empty() {
        outline.push(Segment::Close);
    }
    Some(outline)
}

/// The outline of a path's data; `None` if it isn't understood.
pub fn path(data: &str) -> Option<Vec<Segment>> {
    if data.trim().is_empty() || data.trim() == "none" {
        return Some(Vec::new());
    }
    if let Some(outline) = modules(data) {
        return Some(outline);
    }
    let mut outline = Vec::new();
    let mut pen = (0.0, 0.0);
    for segment in SimplifyingPathParser::from(data) {
        if outline.len() >= MOST_SEGMENTS {
            return None;
        }
        let (read, end) = match segment.ok()? {
            SimplePathSegment::MoveTo { x, y } => (Segment::Move(x as f32, y as f32), (x, y)),
            SimplePathSegment::LineTo { x, y } => (Segment::Line(x as f32, y as f32), (x, y)),
            SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => {
                (curve([(x1, y1), (x2, y2), (x, y)]), (x, y))
            }
            // A quadratic curve is the cubic one whose control points are two thirds of the way to its own.
            SimplePathSegment::Quadratic { x1, y1, x, y } => {
                let toward = |from: f64, to: f64| from + (to - from) * 2.0 / 3.0;
                let first = (toward(pen.0, x1), toward(pen.1, y1));
                let second = (toward(x, x1), toward(y, y1));
                (curve([first, second, (x, y)]), (x, y))
            }
            SimplePathSegment::ClosePath => (Segment::Close, pen),
        };
        outline.push(read);
        pen = end;
    }
    Some(outline)
}

/// The outline of nothing but upright rectangles of whole units, `M4 5h7v1h-7z` each, as codes are drawn: hundreds of
/// them, which are quicker read so than as any path may be. `None` for all others.
fn modules(data: &str) -> Option<Vec<Segment>> {
    let mut rest = data.as_bytes();
    let mut outline = Vec::with_capacity(data.len() / 3);
    while !rest.is_empty() {
        let x = whole(&mut rest, b'M')?;
        let y = whole(&mut rest, b' ')?;
        let right = x + whole(&mut rest, b'h')?;
        let bottom = y + whole(&mut rest, b'v')?;
        let left = right + whole(&mut rest, b'h')?;
        rest = rest.strip_prefix(b"z")?;
        outline.extend([
            Segment::Move(x, y),
            Segment::Line(right, y),
            Segment::Line(right, bottom),
            Segment::Line(left, bottom),
            Segment::Close,
        ]);
    }
    (outline.len() < MOST_SEGMENTS).then_some(outline)
}

/// The whole number of at most three digits, so that sums of some are exact, that follows a letter.
fn whole(rest: &mut &[u8], letter: u8) -> Option<f32> {
    let after = rest.strip_prefix(&[letter])?;
    let digits = after.strip_prefix(b"-").unwrap_or(after);
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest_of_it) = digits
        .split_at_checked(length)
        .filter(|_| (1..=3).contains(&length))?;
    let number = number
        .iter()
        .fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
    let is_negative = digits.len() < after.len();
    *rest = rest_of_it;
    Some(if is_negative {
        -f32::from(number)
    } else {
        f32::from(number)
    })
}

fn curve(points: [(f64, f64); 3]) -> Segment {
    Segment::Curve(points.map(|(x, y)| (x as f32, y as f32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_of_whole_units_are_read_as_any_path_is() {
        for data in ["M4 5h7v1h-7z", "M0 0h1v1h-1zM30 31h12v1h-12zM-4 999h0v-3h2z"] {
            // A space before it is one more than the quick way takes.
            assert_eq!(modules(data), path(&format!(" {data}")), "{data}");
            assert!(modules(data).is_some());
        }
        for data in [
            "",
            "M4 5",
            "M4,5h7v1h-7z",
            "M4 5h7v1h-7",
            "M4 5h7v1h-7zm1 1",
            "M4 5h7.5v1h-7z",
            "M4 5h1000v1h-7z",
        ] {
            assert!(data.is_empty() || modules(data).is_none(), "{data}");
        }
    }
}
