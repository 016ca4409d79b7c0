//! `<svg>` elements → drawings: shapes and labels in the units of their view box, to be placed at any size.

mod matrix;
mod outline;
mod place;
mod read;
mod text;

pub use outline::{QUARTER, rounded};
pub use place::place;
pub use read::Reader;

use super::display::{FaceKey, Fill, Glyph, Rgb, Segment, Stroke};
use svgtypes::AspectRatio;

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// What of the drawing's plane is shown: left, top, width, height; none: all from its origin on, in pixels.
    pub view_box: Option<[f32; 4]>,
    /// How the view box fits into a place of other proportions.
    aspect: AspectRatio,
    /// What is drawn, the undermost first.
    marks: Vec<Mark>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
enum Mark {
    Shape(Figure),
    Label(Label),
}

/// A shape, all its points in units of the drawing.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    outline: Vec<Segment>,
    fill: Option<Fill>,
    stroke: Option<Stroke>,
    /// The width of the stroke is meant in pixels of the paper, whatever the scale.
    fixed_stroke: bool,
}

/// Glyphs of one face on one baseline.
#[derive(Debug, Clone, PartialEq)]
struct Label {
    x: f32,
    y: f32,
    face: FaceKey,
    size: f32,
    color: Rgb,
    glyphs: Vec<Glyph>,
    /// The width of the text before these glyphs and of all of it, from its anchor on: text keeps its proportions where
    /// the drawing is stretched, so that these scale by its height.
    offset: f32,
}

/// Which point of a text its x means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Which line of a text its y means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// The line that letters stand on.
    Alphabetic,
    /// The middle of capitals.
    Middle,
    /// The top of capitals.
    Hanging,
}

#[cfg(test)]
mod tests;
