//! `<svg>` and `<img>` elements → pictures with the sizes that styles, attributes and the pictures themselves give.

use std::rc::Rc;

use roxmltree::Node;
use taffy::{Dimension, ExpandedDimension, NodeId, Size};

use super::super::picture::{Natural, Picture};
use super::super::style::{Amount, Style, amount, number};
use super::super::svg::Reader;
use super::super::trouble::Oversight;
use super::Content;
use super::build::Builder;

/// A picture, how it is set, and its size where that depends on nothing around it.
pub(super) struct Shown {
    pub picture: Picture,
    pub style: Rc<Style>,
    pub size: Option<(f32, f32)>,
}

/// Whether an element shows a picture.
pub(super) fn is_picture(element: Node<'_, '_>) -> bool {
    matches!(element.tag_name().name(), "svg" | "img")
}

/// The width of a picture that says nothing of its size, as in browsers.
const FALLBACK: (f32, f32) = (225.0, 112.5);

impl<'d> Builder<'_, 'd> {
    /// What an element shows; `None`, and a warning, if there is no such picture.
    pub(super) fn picture(&mut self, element: Node<'d, 'd>, style: &Rc<Style>) -> Option<Shown> {
        let (picture, natural) = if element.tag_name().name() == "svg" {
            let mut reader = Reader {
                source: self.source,
                styles: &mut self.styles,
                fonts: self.fonts,
                trouble: self.trouble,
            };
            let drawing = reader.drawing(element, style);
            let natural = Natural::of_drawing(element, &drawing);
            (Picture::Drawing(drawing.into()), natural)
        } else {
            self.named(element)?
        };
        let mut sized = Style::clone(style);
        sized.size = Size {
            width: self.side(element, "width", style.size.width),
            height: self.side(element, "height", style.size.height),
        };
        settle(&mut sized, natural);
        let size = fixed(&sized);
        Some(Shown {
            picture,
            style: Rc::new(sized),
            size,
        })
    }

    /// A box of its own for a picture.
    pub(super) fn picture_box(&mut self, shown: Shown) -> NodeId {
        self.tree
            .add(shown.style, Content::Picture(shown.picture), Vec::new())
    }

    fn named(&mut self, element: Node<'d, 'd>) -> Option<(Picture, Natural)> {
        let name = element.attribute("src").unwrap_or_default().trim();
        if let Some(found) = self.images.get(name) {
            return Some(found.clone());
        }
        let nearest = self
            .images
            .names()
            .map(|known| (strsim::damerau_levenshtein(known, name), known))
            .min()
            .filter(|(distance, _)| *distance <= name.chars().count() / 2)
            .map(|(_, known)| known.to_owned());
        let oversight = Oversight::NoImage(name.to_owned(), nearest);
        let at = element
            .attribute_node("src")
            .map_or(element.range().start, |attribute| attribute.range().start);
        self.trouble.warnings.push(self.source.warning(at, oversight));
        None
    }

    /// What an attribute says of a side, where the style leaves it open.
    fn side(&mut self, element: Node<'d, 'd>, name: &str, styled: Dimension) -> Dimension {
        let Some(text) = element.attribute(name).map(str::trim) else {
            return styled;
        };
        let pixels = || number(text).map(|pixels| Amount::Points(pixels * 0.75));
        let read = pixels().or_else(|| amount(text));
        let Some(read) = read.filter(|_| styled.is_auto()) else {
            if read.is_none() && !text.eq_ignore_ascii_case("auto") {
                let oversight = Oversight::UnknownAttributeValue(name.to_owned(), text.to_owned());
                let at = element.range().start;
                self.trouble.warnings.push(self.source.warning(at, oversight));
            }
            return styled;
        };
        match read {
            Amount::Points(points) => Dimension::length(points.max(0.0)),
            Amount::Fraction(fraction) => Dimension::percent(fraction.max(0.0)),
            // Attributes have no font size to go by.
            Amount::Em(_) | Amount::Rem(_) => styled,
        }
    }
}

/// Gives a picture's style the sides that the picture itself has, where nothing else does.
fn settle(style: &mut Style, natural: Natural) {
    style.aspect_ratio = natural.ratio;
    let is_auto = (style.size.width.is_auto(), style.size.height.is_auto());
    let length = |side: Option<f32>| side.map(Dimension::length);
    match is_auto {
        (true, true) => {
            if let Some(width) = length(natural.width) {
                style.size.width = width;
                style.size.height = length(natural.height).unwrap_or(style.size.height);
            } else if let Some(height) = length(natural.height) {
                style.size.height = height;
            } else if natural.ratio.is_none() {
                style.size.width = Dimension::length(FALLBACK.0);
                style.size.height = Dimension::length(FALLBACK.1);
            } else {
                style.size.width = Dimension::percent(1.0);
            }
        }
        (false, true) if natural.ratio.is_none() => {
            style.size.height = length(natural.height).unwrap_or(Dimension::length(FALLBACK.1));
        }
        (true, false) if natural.ratio.is_none() => {
            style.size.width = length(natural.width).unwrap_or(Dimension::length(FALLBACK.0));
        }
        _ => {}
    }
    if !style.size.width.is_auto() && !style.size.height.is_auto() && is_auto != (true, true) {
        // Both sides are given: the picture fills them, and a drawing keeps its own proportions inside.
        style.aspect_ratio = None;
    }
}

/// The size of a picture whose sides are lengths.
fn fixed(style: &Style) -> Option<(f32, f32)> {
    let length = |side: Dimension| match side.expand() {
        ExpandedDimension::Length(points) => Some(points),
        _ => None,
    };
    let is_free = style.max_size.width.is_auto() && style.max_size.height.is_auto();
    let (width, height) = (length(style.size.width), length(style.size.height));
    let size = match (width, height, style.aspect_ratio) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some(ratio)) => Some((width, width / ratio)),
        (None, Some(height), Some(ratio)) => Some((height * ratio, height)),
        _ => None,
    };
    size.filter(|_| is_free)
}
