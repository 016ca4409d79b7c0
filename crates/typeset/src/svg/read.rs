//! Walks an `<svg>` element: what is drawn, with which ink; whatever can't be followed becomes a warning.

use std::rc::Rc;

use roxmltree::Node;
use svgtypes::{Align, AspectRatio, ViewBox};

use super::super::boxes::{Styles, Trouble};
use super::super::display::{Fill, LineCap, LineJoin, Rgb, Segment, Stroke};
use super::super::fonts::FontSet;
use super::super::markup::Source;
use super::super::style::{Dashes, Decoration, Display, Ink, Paint, Style, attribute, drawing_length, takes};
use super::super::trouble::Oversight;
use super::matrix::Matrix;
use super::{Anchor, Baseline, Drawing, Figure, Mark, outline};

/// Reads drawings of a document.
pub struct Reader<'r, 'x> {
    /// Where the document comes from.
    pub source: &'r Source<'r>,
    /// The styles of its elements.
    pub styles: &'r mut Styles<'x>,
    /// The faces for labels.
    pub fonts: &'r FontSet,
    /// What can't be followed.
    pub trouble: &'r mut Trouble,
}

/// What an element inherits: ink with every part settled, and where its points come to lie.
#[derive(Clone)]
pub(super) struct Context {
    pub style: Rc<Style>,
    pub ink: Ink,
    pub opacity: f32,
    pub matrix: Matrix,
    /// What percentages are of.
    pub extent: (f32, f32),
}

impl Context {
    pub fn fill(&self) -> Option<Fill> {
        let color = self.color(self.ink.fill.unwrap_or(Paint::Color(Rgb(0, 0, 0))))?;
        let opacity = hundredths(self.opacity * self.ink.fill_opacity.unwrap_or(1.0));
        let even_odd = self.ink.even_odd.unwrap_or(false);
        (opacity > 0).then_some(Fill {
            color,
            opacity,
            even_odd,
        })
    }

    fn stroke(&self) -> Option<Stroke> {
        let color = self.color(self.ink.stroke.unwrap_or(Paint::None))?;
        let opacity = hundredths(self.opacity * self.ink.stroke_opacity.unwrap_or(1.0));
        let scale = if self.ink.fixed_stroke == Some(true) {
            1.0
        } else {
            self.matrix.scale()
        };
        let width = self.ink.stroke_width.unwrap_or(1.0) * scale;
        let dashes = self.ink.dashes.as_ref().map_or(&[][..], Dashes::lengths);
        (opacity > 0 && width > 0.0).then(|| Stroke {
            color,
            opacity,
            width,
            dashes: dashes.iter().map(|length| length * scale).collect(),
            cap: self.ink.cap.unwrap_or(LineCap::Butt),
            join: self.ink.join.unwrap_or(LineJoin::Miter),
        })
    }

    fn color(&self, paint: Paint) -> Option<Rgb> {
        match paint {
            Paint::None => None,
            Paint::Current => Some(self.style.color),
            Paint::Color(color) => Some(color),
        }
    }

    pub fn anchor(&self) -> Anchor {
        self.ink.anchor.unwrap_or(Anchor::Start)
    }

    pub fn baseline(&self) -> Baseline {
        self.ink.baseline.unwrap_or(Baseline::Alphabetic)
    }
}

fn hundredths(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

/// Attributes with a meaning, by element; those of ink and of every element aside.
const GEOMETRY: &[(&str, &[&str])] = &[
    (
        "svg",
        &["viewBox", "width", "height", "preserveAspectRatio", "version"],
    ),
    ("g", &[]),
    ("rect", &["x", "y", "width", "height", "rx", "ry"]),
    ("circle", &["cx", "cy", "r"]),
    ("ellipse", &["cx", "cy", "rx", "ry"]),
    ("line", &["x1", "y1", "x2", "y2"]),
    ("polyline", &["points"]),
    ("polygon", &["points"]),
    ("path", &["d"]),
    ("text", &["x", "y", "dx", "dy"]),
    ("tspan", &["x", "y", "dx", "dy"]),
];

const COMMON: &[&str] = &["id", "class", "style", "role", "lang"];

/// Elements that say something about the drawing and draw nothing.
const SILENT: &[&str] = &["title", "desc", "metadata", "style"];

impl Reader<'_, '_> {
    /// The drawing of an `<svg>` element, whose own style is given.
    pub fn drawing(&mut self, element: Node<'_, '_>, style: &Rc<Style>) -> Drawing {
        let view_box = element.attribute("viewBox").and_then(|text| {
            let read = text
                .parse::<ViewBox>()
                .ok()
                .map(|view| [view.x as f32, view.y as f32, view.w as f32, view.h as f32]);
            if read.is_none() {
                self.refuse(element, "viewBox");
            }
            read
        });
        let aspect = element
            .attribute("preserveAspectRatio")
            .and_then(|text| {
                let read = text.parse::<AspectRatio>().ok();
                if read.is_none() {
                    self.refuse(element, "preserveAspectRatio");
                }
                read
            })
            .unwrap_or(AspectRatio {
                defer: false,
                align: Align::XMidYMid,
                slice: false,
            });
        let side = |name: &str| element.attribute(name).and_then(drawing_length).unwrap_or(0.0);
        let extent = view_box.map_or_else(|| (side("width"), side("height")), |[_, _, w, h]| (w, h));
        let initial = Context {
            style: Rc::clone(style),
            ink: Ink {
                font_size: Some(style.font_size / POINTS_A_UNIT),
                bold: Some(style.bold),
                letter_spacing: Some(style.letter_spacing / POINTS_A_UNIT),
                ..Ink::default()
            },
            opacity: 1.0,
            matrix: Matrix::IDENTITY,
            extent,
        };
        let mut marks = Vec::new();
        let context = self.inherited(element, Rc::clone(style), &initial);
        self.children(element, &context, &mut marks);
        Drawing {
            view_box,
            aspect,
            marks,
        }
    }

    fn children(&mut self, element: Node<'_, '_>, context: &Context, marks: &mut Vec<Mark>) {
        for child in element.children().filter(Node::is_element) {
            self.element(child, context, marks);
        }
    }

    fn element(&mut self, element: Node<'_, '_>, outer: &Context, marks: &mut Vec<Mark>) {
        let name = element.tag_name().name();
        if SILENT.contains(&name) {
            return;
        }
        if name == "svg" || name == "tspan" || !GEOMETRY.iter().any(|(known, _)| *known == name) {
            let oversight = Oversight::NotDrawn(name.to_owned());
            self.trouble
                .warnings
                .push(self.source.warning(element.range().start, oversight));
            return;
        }
        let style = self
            .styles
            .style(element, &outer.style, self.source, self.trouble);
        if style.display == Display::None {
            return;
        }
        let context = self.inherited(element, style, outer);
        match name {
            "g" => self.children(element, &context, marks),
            "text" => self.text(element, &context, marks),
            _ => {
                let outline = self.outline(element, name, &context);
                let is_open = name == "line";
                figure(outline, is_open, &context, marks);
            }
        }
    }

    /// The ink of an element and the place of its points: what it says itself, over what it inherits.
    pub(super) fn inherited(&mut self, element: Node<'_, '_>, style: Rc<Style>, outer: &Context) -> Context {
        let mut own = Ink::default();
        let mut matrix = outer.matrix;
        let name = element.tag_name().name();
        let geometry = GEOMETRY
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(&[][..], |(_, names)| names);
        for given in element.attributes() {
            let (attribute_name, value) = (given.name(), given.value());
            if given.namespace().is_some() || geometry.contains(&attribute_name) {
                continue;
            }
            match attribute(attribute_name, value) {
                Some(Some(part)) => own.set(part),
                Some(None) => self.refuse(element, attribute_name),
                None if attribute_name == "transform" && name != "svg" && name != "tspan" => {
                    match matrix.with(value) {
                        Some(read) => matrix = read,
                        None => self.refuse(element, attribute_name),
                    }
                }
                None if attribute_name == "font-family" => {
                    if !takes(attribute_name, value) {
                        self.refuse(element, attribute_name);
                    }
                }
                None if COMMON.contains(&attribute_name)
                    || attribute_name.starts_with("aria-")
                    || attribute_name.starts_with("data-") => {}
                None => {
                    let oversight = Oversight::UnknownAttribute(attribute_name.to_owned());
                    let at = given.range().start;
                    self.trouble.warnings.push(self.source.warning(at, oversight));
                }
            }
        }
        if style.decoration != Decoration::default() {
            let oversight = Oversight::UnknownProperty("text-decoration".to_owned());
            let at = element.range().start;
            self.trouble.warnings.push(self.source.warning(at, oversight));
        }
        let mut declared = style.ink.as_deref().copied().unwrap_or_default();
        if style.own_font.size {
            declared.font_size = Some(style.font_size / POINTS_A_UNIT);
        }
        if style.own_font.weight {
            declared.bold = Some(style.bold);
        }
        if style.own_font.spacing {
            declared.letter_spacing = Some(style.letter_spacing / POINTS_A_UNIT);
        }
        let own = declared.over(own);
        Context {
            opacity: outer.opacity * own.opacity.unwrap_or(1.0),
            ink: own.over(outer.ink),
            style,
            matrix,
            extent: outer.extent,
        }
    }

    fn outline(&mut self, element: Node<'_, '_>, name: &str, context: &Context) -> Vec<Segment> {
        let (wide, high) = context.extent;
        let diagonal = (wide.mul_add(wide, high * high) / 2.0).sqrt();
        let read = match name {
            "rect" => {
                let [x, y] = [self.length(element, "x", wide), self.length(element, "y", high)];
                let [width, height] = [
                    self.length(element, "width", wide),
                    self.length(element, "height", high),
                ];
                let radius = |reader: &mut Self, one: &str, other: &str, of: f32| {
                    let name = if element.has_attribute(one) { one } else { other };
                    reader.length(element, name, of)
                };
                let (rx, ry) = (radius(self, "rx", "ry", wide), radius(self, "ry", "rx", high));
                let is_visible = width > 0.0 && height > 0.0;
                is_visible.then(|| outline::rectangle([x, y, width, height], rx, ry))
            }
            "circle" | "ellipse" => {
                let [x, y] = [self.length(element, "cx", wide), self.length(element, "cy", high)];
                let (rx, ry) = if name == "circle" {
                    let radius = self.length(element, "r", diagonal);
                    (radius, radius)
                } else {
                    (self.length(element, "rx", wide), self.length(element, "ry", high))
                };
                (rx > 0.0 && ry > 0.0).then(|| outline::ellipse(x, y, rx, ry))
            }
            "line" => {
                let from = (self.length(element, "x1", wide), self.length(element, "y1", high));
                let to = (self.length(element, "x2", wide), self.length(element, "y2", high));
                Some(vec![Segment::Move(from.0, from.1), Segment::Line(to.0, to.1)])
            }
            "path" => {
                let read = outline::path(element.attribute("d").unwrap_or_default());
                if read.is_none() {
                    self.refuse(element, "d");
                }
                read
            }
            _ => {
                let points = element.attribute("points").unwrap_or_default();
                let read = outline::polyline(points, name == "polygon");
                if read.is_none() {
                    self.refuse(element, "points");
                }
                read
            }
        };
        read.unwrap_or_default()
    }

    /// The length that an attribute gives; `whole` is what percentages are of.
    pub(super) fn length(&mut self, element: Node<'_, '_>, name: &str, whole: f32) -> f32 {
        let Some(text) = element.attribute(name).map(str::trim) else {
            return 0.0;
        };
        let share = || {
            text.strip_suffix('%')?
                .parse::<f32>()
                .ok()
                .map(|percent| percent / 100.0 * whole)
        };
        drawing_length(text).or_else(share).unwrap_or_else(|| {
            self.refuse(element, name);
            0.0
        })
    }

    /// Warns that an attribute's value isn't understood.
    pub(super) fn refuse(&mut self, element: Node<'_, '_>, name: &str) {
        let Some(attribute) = element.attribute_node(name) else {
            return;
        };
        let oversight = Oversight::UnknownAttributeValue(name.to_owned(), abridged(attribute.value()));
        self.trouble
            .warnings
            .push(self.source.warning(attribute.range().start, oversight));
    }
}

/// A pixel of 96 an inch.
pub(super) const POINTS_A_UNIT: f32 = 0.75;

fn abridged(value: &str) -> String {
    const LONGEST: usize = 40;
    value.chars().take(LONGEST).collect()
}

fn figure(mut outline: Vec<Segment>, is_open: bool, context: &Context, marks: &mut Vec<Mark>) {
    let fill = if is_open { None } else { context.fill() };
    let stroke = context.stroke();
    if outline.len() < 2 || (fill.is_none() && stroke.is_none()) {
        return;
    }
    context.matrix.outline(&mut outline);
    marks.push(Mark::Shape(Figure {
        outline,
        fill,
        stroke,
        fixed_stroke: context.ink.fixed_stroke == Some(true),
    }));
}
