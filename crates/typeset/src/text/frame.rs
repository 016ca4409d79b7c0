//! Pieces of a line that have a fill, borders or space of their own.

use std::ops::Range;

use taffy::{ExpandedLengthPercentageAuto, LengthPercentageAuto};

use super::super::style::Style;
use super::shape::Span;

/// A piece of a line that has a fill, borders or space of its own.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The cells in it, those of its edges included.
    pub cells: Range<usize>,
    /// It begins here, and doesn't go on from before a box that interrupts it.
    pub starts: bool,
    /// It ends here.
    pub ends: bool,
    /// Its style, and how its own text is placed.
    pub span: Span,
}

/// Whether an inline element is more than its text: it has a fill, borders or space at its sides.
pub fn is_framed(style: &Style) -> bool {
    let mut around = insets(style).into_iter().chain(edges(style));
    style.background.is_some() || around.any(|side| side != 0.0)
}

/// Border and padding of a piece of a line, at its left, top, right, bottom; a share of the width counts as none.
pub fn insets(style: &Style) -> [f32; 4] {
    style.insets(0.0)
}

/// A margin that goes by nothing else; a share of the line's width counts as none.
pub fn points(side: LengthPercentageAuto) -> f32 {
    match side.expand() {
        ExpandedLengthPercentageAuto::Length(points) => points,
        _ => 0.0,
    }
}

/// The space that a frame takes at its left and its right: margin, border, padding.
pub fn edges(style: &Style) -> [f32; 2] {
    let [left, _, right, _] = insets(style);
    [
        points(style.margin.left) + left,
        points(style.margin.right) + right,
    ]
}
