//! Transformations of a drawing's plane.

use svgtypes::Transform;

use super::super::display::Segment;

/// An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(Transform);

impl Matrix {
    pub const IDENTITY: Self = Self(Transform {
        a: 1.0,
        b: 0.0,
        c: 0.0,
        d: 1.0,
        e: 0.0,
        f: 0.0,
    });

    /// The map that an attribute `transform` asks for, before this one; `None` if it isn't understood.
    pub fn with(self, transform: &str) -> Option<Self> {
        let inner: Transform = transform.parse().ok()?;
        let Self(outer) = self;
        let product = Transform {
            a: outer.a * inner.a + outer.c * inner.b,
            b: outer.b * inner.a + outer.d * inner.b,
            c: outer.a * inner.c + outer.c * inner.d,
            d: outer.b * inner.c + outer.d * inner.d,
            e: outer.a * inner.e + outer.c * inner.f + outer.e,
            f: outer.b * inner.e + outer.d * inner.f + outer.f,
        };
        let parts = [product.a, product.b, product.c, product.d, product.e, product.f];
        parts.iter().all(|part| part.is_finite()).then_some(Self(product))
    }

    /// Where a point comes to lie.
    pub fn point(self, x: f32, y: f32) -> (f32, f32) {
        let Self(m) = self;
        let (x, y) = (f64::from(x), f64::from(y));
        ((m.a * x + m.c * y + m.e) as f32, (m.b * x + m.d * y + m.f) as f32)
    }

    /// Where an outline comes to lie.
    pub fn outline(self, outline: &mut [Segment]) {
        if self == Self::IDENTITY {
            return;
        }
        for segment in outline {
            match segment {
                Segment::Move(x, y) | Segment::Line(x, y) => (*x, *y) = self.point(*x, *y),
                Segment::Curve(points) => *points = points.map(|(x, y)| self.point(x, y)),
                Segment::Close => {}
            }
        }
    }

    /// How many times larger lengths become, on average of the directions.
    pub fn scale(self) -> f32 {
        let Self(m) = self;
        (m.a * m.d - m.b * m.c).abs().sqrt() as f32
    }

    /// Text is set upright: whether this leaves it so.
    pub fn keeps_upright(self) -> bool {
        let Self(m) = self;
        m.b.abs() < 1e-6 && m.c.abs() < 1e-6 && m.a > 0.0 && m.d > 0.0
    }
}
