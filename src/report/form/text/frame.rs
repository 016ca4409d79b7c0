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
    let borders = style.border_widths();
    let sides = [style.margin.left, style.margin.right].map(points);
    let padding = [style.padding.left, style.padding.right].map(|side| points(side.into()));
    style.background.is_some()
        || [borders.left, borders.right, borders.top, borders.bottom]
            .into_iter()
            .chain(sides)
            .chain(padding)
            .any(|side| side != 0.0)
}

/// A length that goes by nothing else; a share of the line's width counts as none.
pub fn points(side: LengthPercentageAuto) -> f32 {
    match side.expand() {
        ExpandedLengthPercentageAuto::Length(points) => points,
        _ => 0.0,
    }
}

/// The space that a frame takes at its left and its right: margin, border, padding.
pub fn edges(style: &Style) -> [f32; 2] {
    let borders = style.border_widths();
    [
        points(style.margin.left) + borders.left + points(style.padding.left.into()),
        points(style.margin.right) + borders.right + points(style.padding.right.into()),
    ]
}
