//! The display list: what is painted where, page by page. Layout makes it, the PDF writer paints it.
//!
//! Lengths are points (1/72 inch) from the page's top left corner, y growing downwards.

use std::sync::Arc;

use super::image::Image;

/// A colour, 0…255 a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineStyle {
    /// ────
    Solid,
    /// ╌╌╌╌
    Dashed,
    /// ┄┄┄┄
    Dotted,
    /// ════
    Double,
}

impl LineStyle {
    /// The lengths of dashes and gaps of a line of some thickness, in proportion to it, but never too small to be told
    /// apart; and how the dashes end.
    pub fn dashes(self, width: f32) -> (Vec<f32>, LineCap) {
        const ROUND: f32 = 1.0;
        match self {
            Self::Solid | Self::Double => (Vec::new(), LineCap::Butt),
            Self::Dashed => (
                vec![(width * 4.0).max(2.0), (width * 2.0).max(1.5)],
                LineCap::Butt,
            ),
            Self::Dotted if width >= ROUND => (vec![0.0, width * 2.0], LineCap::Round),
            Self::Dotted => (vec![width.max(0.5), ROUND], LineCap::Butt),
        }
    }
}

/// How a line of a shape ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineCap {
    /// At its end.
    Butt,
    /// In half a circle around it.
    Round,
    /// In half a square around it.
    Square,
}

/// How lines of a shape meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineJoin {
    /// In a point.
    Miter,
    /// Rounded.
    Round,
    /// Cut off.
    Bevel,
}

/// A piece of an outline; it begins where the one before it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Goes there without a line.
    Move(f32, f32),
    /// A straight line to a point.
    Line(f32, f32),
    /// A cubic Bézier curve: two control points, the end.
    Curve([(f32, f32); 3]),
    /// A straight line back to where the outline began.
    Close,
}

/// An outline, filled, drawn or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where its points are counted from.
    pub origin: (f32, f32),
    /// The outline.
    pub outline: Arc<[Segment]>,
    /// What it is filled with.
    pub fill: Option<Fill>,
    /// What it is drawn with.
    pub stroke: Option<Stroke>,
}

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Its colour.
    pub color: Rgb,
    /// How opaque it is, in hundredths.
    pub opacity: u8,
    /// Parts are inside where the outline goes round them an odd number of times; else where it goes round at all.
    pub even_odd: bool,
}

/// What a shape's outline is drawn with.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Rgb,
    /// How opaque it is, in hundredths.
    pub opacity: u8,
    /// Its thickness.
    pub width: f32,
    /// Lengths of dashes and gaps in turn; none: it is unbroken.
    pub dashes: Vec<f32>,
    /// Its ends.
    pub cap: LineCap,
    /// Its corners.
    pub join: LineJoin,
}

/// A face of a font set, as an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceKey(pub u16);

/// A character set as a glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// The character that copying the text gives back.
    pub character: char,
    /// How far the pen moves: the glyph's width plus what justification and letter-spacing add.
    pub advance: f32,
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Where the pen starts.
    pub x: f32,
    /// The baseline.
    pub baseline: f32,
    /// The face.
    pub face: FaceKey,
    /// Font size.
    pub size: f32,
    /// Colour.
    pub color: Rgb,
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Out of the document.
    Address(Arc<str>),
    /// An element of the document, by its `id`, until its page is known.
    Element(Arc<str>),
    /// A page so many after this one, or before it.
    Page(i32),
}

/// Something painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A filled rectangle.
    Fill {
        /// Where.
        rect: Rect,
        /// Its colour.
        color: Rgb,
    },
    /// A straight line, centred on its path.
    Line {
        /// Start, x and y.
        from: (f32, f32),
        /// End, x and y.
        to: (f32, f32),
        /// Its thickness.
        width: f32,
        /// Its colour.
        color: Rgb,
        /// Its style.
        style: LineStyle,
    },
    /// Text.
    Text(TextRun),
    /// A shape.
    Shape(Shape),
    /// A place to click.
    Link {
        /// Where.
        rect: Rect,
        /// Where it leads.
        target: Target,
    },
    /// An item of which only what lies in a rectangle is seen.
    Clipped {
        /// Where.
        rect: Rect,
        /// What.
        item: Box<Item>,
    },
    /// A picture of pixels.
    Image {
        /// Where; it is stretched to fill it.
        rect: Rect,
        /// The picture.
        image: Arc<Image>,
    },
}

impl Item {
    /// What is seen of it, clipped or not.
    pub fn unclipped(&self) -> &Self {
        match self {
            Self::Clipped { item, .. } => item.unclipped(),
            item => item,
        }
    }
}

/// A page: items in painting order.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// What is painted, the undermost first.
    pub items: Vec<Item>,
}

impl Page {
    /// An empty page of the same size.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            items: Vec::new(),
            ..*self
        }
    }
}
