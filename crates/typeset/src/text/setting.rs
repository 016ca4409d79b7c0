//! How pieces of text are set: their style, what they stand in, where their baseline lies.

use std::hash::Hasher;
use std::rc::Rc;

use super::super::fonts::FontSet;
use super::super::style::{Style, VerticalAlign};

/// How high capitals are, in em.
pub const CAPITALS: f32 = 0.73;

/// Where the baseline of a span lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Base {
    /// So far above that of the line.
    Raised(f32),
    /// Where its top is that of the line.
    Top,
    /// Where its bottom is that of the line.
    Bottom,
}

/// How a piece of text is set.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its style.
    pub style: Rc<Style>,
    /// What an inline element's text stands in; nothing for the block's own.
    outer: Option<Rc<Setting>>,
    /// What doesn't wrap as a whole: lines don't break between characters of one such piece. 0: it wraps.
    unbroken: u32,
}

impl Setting {
    /// Text of a block itself.
    pub fn of_block(style: &Rc<Style>) -> Self {
        let unbroken = u32::from(!style.white_space.wraps());
        Self {
            style: Rc::clone(style),
            outer: None,
            unbroken,
        }
    }

    /// Text of an inline element within this text; `number` differs from those of its neighbours.
    pub fn inside(&self, style: Rc<Style>, number: u32) -> Self {
        let unbroken = match (style.white_space.wraps(), self.unbroken) {
            (true, _) => 0,
            (false, 0) => number,
            (false, outer) => outer,
        };
        Self {
            style,
            outer: Some(Rc::new(self.clone())),
            unbroken,
        }
    }

    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.style, &other.style) && self.unbroken == other.unbroken
    }

    /// Whether text of it is set as text of another one is, whatever the text.
    pub fn is_as(&self, other: &Self) -> bool {
        self.is_same(other)
            && match (&self.outer, &other.outer) {
                (None, None) => true,
                (Some(outer), Some(others)) => Rc::ptr_eq(outer, others) || outer.is_as(others),
                _ => false,
            }
    }

    /// Tells a hasher what makes it differ from others.
    pub fn identify(&self, hasher: &mut impl Hasher) {
        hasher.write_usize(Rc::as_ptr(&self.style).addr());
        hasher.write_u32(self.unbroken);
        if let Some(outer) = &self.outer {
            outer.identify(hasher);
        }
    }

    /// Whether a line may end between text of this setting and that of the next one.
    pub fn breaks_before(&self, next: &Self) -> bool {
        self.unbroken == 0 || self.unbroken != next.unbroken
    }

    /// Where its baseline lies, and how much of that the line makes room for: not for small raised figures, so that
    /// lines stay even.
    pub fn base(&self, fonts: &FontSet) -> (Base, f32) {
        let Some(outer) = &self.outer else {
            return (Base::Raised(0.0), 0.0);
        };
        let size = self.style.font_size;
        let (own, counts) = match self.style.vertical_align {
            VerticalAlign::Top => return (Base::Top, 0.0),
            VerticalAlign::Bottom => return (Base::Bottom, 0.0),
            VerticalAlign::Baseline => (0.0, false),
            VerticalAlign::Super => (size * 0.5, false),
            VerticalAlign::Sub => (size * -0.25, false),
            VerticalAlign::By(points) => (points, true),
            VerticalAlign::Middle => {
                let face = fonts.face(fonts.leading(self.style.bold));
                let middle = (face.ascent - face.descent) * size;
                ((outer.style.font_size * CAPITALS - middle) / 2.0, true)
            }
        };
        match outer.base(fonts) {
            (Base::Raised(raised), counted) => {
                let counted = counted + if counts { own } else { 0.0 };
                (Base::Raised(raised + own), counted)
            }
            at_edge => at_edge,
        }
    }
}
