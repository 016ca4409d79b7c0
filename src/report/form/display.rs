//! The display list: what is painted where, page by page. Layout makes it, the PDF writer paints it.
//!
//! Lengths are points (1/72 inch) from the page's top left corner, y growing downwards.

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
