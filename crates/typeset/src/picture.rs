//! What an `<svg>` or `<img>` element shows, with the size that it has by itself.

use std::sync::Arc;

use roxmltree::{Document, Node};

use super::boxes::{Memo, Styles, Trouble};
use super::display::{Item, Rect};
use super::fonts::FontSet;
use super::image::Image;
use super::markup::Source;
use super::style::{Cascade, Stylesheet, drawing_length};
use super::svg::{self, Drawing, Reader};
use super::trouble::{TextKind, Warning};

/// Something shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// A drawing.
    Drawing(Arc<Drawing>),
    /// Pixels.
    Image(Arc<Image>),
}

/// The size that a picture has by itself, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Natural {
    /// Its width.
    pub width: Option<f32>,
    /// Its height.
    pub height: Option<f32>,
    /// Width over height.
    pub ratio: Option<f32>,
}

/// A pixel of 96 an inch.
const POINTS_A_PIXEL: f32 = 0.75;

impl Natural {
    /// The size of pixels.
    pub fn of_pixels(width: u32, height: u32) -> Self {
        let (width, height) = (width as f32, height as f32);
        Self {
            width: Some(width * POINTS_A_PIXEL),
            height: Some(height * POINTS_A_PIXEL),
            ratio: Some(width / height.max(1.0)),
        }
    }

    /// The size that an `<svg>` element states.
    pub fn of_drawing(element: Node<'_, '_>, drawing: &Drawing) -> Self {
        let side = |name: &str| {
            let units = element.attribute(name).and_then(drawing_length)?;
            Some(units * POINTS_A_PIXEL).filter(|side| *side >= 0.0)
        };
        let (width, height) = (side("width"), side("height"));
        let by_view = drawing
            .view_box
            .map(|[_, _, width, height]| width / height.max(1e-6));
        let by_size = width.zip(height).map(|(width, height)| width / height.max(1e-6));
        Self {
            width,
            height,
            ratio: by_view
                .or(by_size)
                .filter(|ratio| ratio.is_finite() && *ratio > 0.0),
        }
    }
}

impl Picture {
    /// What it paints in a rectangle.
    pub fn paint(&self, rect: Rect) -> Vec<Item> {
        match self {
            Self::Drawing(drawing) => svg::place(drawing, rect),
            Self::Image(image) => vec![Item::Image {
                rect,
                image: Arc::clone(image),
            }],
        }
    }

    /// The drawing of an SVG file, with what of it can't be followed.
    pub fn of_svg(text: &str, fonts: &FontSet) -> Result<(Drawing, Natural, Trouble), String> {
        let source = Source::clean(text);
        let document: Document<'_> = source.parse().map_err(|error| error.to_string())?;
        let root = document.root_element();
        if root.tag_name().name() != "svg" {
            return Err("no PNG, JPEG or SVG".to_owned());
        }
        let mut trouble = Trouble::default();
        let mut sheets = Vec::new();
        let styles = document
            .descendants()
            .filter(|node| node.tag_name().name() == "style");
        for text in styles.flat_map(|style| style.children()).filter(Node::is_text) {
            let sheet = Stylesheet::parse(text.text().unwrap_or_default());
            let start = source.position(text.range().start);
            let said = sheet.warnings.iter().map(|(position, oversight)| Warning {
                text: TextKind::Markup,
                position: start.plus(*position),
                oversight: oversight.clone(),
            });
            trouble.warnings.extend(said);
            sheets.push(sheet);
        }
        let cascade = Cascade::of(&sheets);
        let mut memo = Memo::default();
        let mut styles = Styles::new(&cascade, root, &mut memo);
        let initial = styles.initial();
        let style = styles.style(root, &initial, &source, &mut trouble);
        let mut reader = Reader {
            source: &source,
            styles: &mut styles,
            fonts,
            trouble: &mut trouble,
        };
        let drawing = reader.drawing(root, &style);
        let natural = Natural::of_drawing(root, &drawing);
        Ok((drawing, natural, trouble))
    }
}
