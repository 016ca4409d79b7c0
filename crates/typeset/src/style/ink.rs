//! What shapes of a drawing are painted with, as stylesheets and attributes say it.

use super::super::display::{LineCap, LineJoin, Rgb};
use super::super::svg::{Anchor, Baseline};
use super::value::{amount, color, keyword, number};

/// What fills a shape or draws its outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// Nothing.
    None,
    /// The colour of the text around the drawing.
    Current,
    /// A colour.
    Color(Rgb),
}

/// Lengths of dashes and gaps in turn, in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Dashes {
    lengths: [f32; MOST_DASHES],
    count: usize,
}

const MOST_DASHES: usize = 6;

impl Dashes {
    /// The lengths; none: an unbroken line.
    pub fn lengths(&self) -> &[f32] {
        self.lengths.get(..self.count).unwrap_or_default()
    }
}

/// What is declared for one element; lengths in units of the drawing (96 an inch).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ink {
    /// The inside.
    pub fill: Option<Paint>,
    /// The outline.
    pub stroke: Option<Paint>,
    /// Its width.
    pub stroke_width: Option<f32>,
    /// Its dashes.
    pub dashes: Option<Dashes>,
    /// Its ends.
    pub cap: Option<LineCap>,
    /// Its corners.
    pub join: Option<LineJoin>,
    /// Its width stays as it is, however the drawing is scaled.
    pub fixed_stroke: Option<bool>,
    /// What is inside of outlines that cross: counted by turns, or even and odd.
    pub even_odd: Option<bool>,
    /// How opaque the whole is; it isn't inherited.
    pub opacity: Option<f32>,
    /// How opaque the inside is.
    pub fill_opacity: Option<f32>,
    /// How opaque the outline is.
    pub stroke_opacity: Option<f32>,
    /// Which point of a text its x means.
    pub anchor: Option<Anchor>,
    /// Which line of a text its y means.
    pub baseline: Option<Baseline>,
    /// Font size.
    pub font_size: Option<f32>,
    /// Bold or regular.
    pub bold: Option<bool>,
    /// Space after each character.
    pub letter_spacing: Option<f32>,
}

impl Ink {
    /// These declarations, and those of `below` where there are none.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            fill: self.fill.or(below.fill),
            stroke: self.stroke.or(below.stroke),
            stroke_width: self.stroke_width.or(below.stroke_width),
            dashes: self.dashes.or(below.dashes),
            cap: self.cap.or(below.cap),
            join: self.join.or(below.join),
            fixed_stroke: self.fixed_stroke.or(below.fixed_stroke),
            even_odd: self.even_odd.or(below.even_odd),
            opacity: self.opacity.or(below.opacity),
            fill_opacity: self.fill_opacity.or(below.fill_opacity),
            stroke_opacity: self.stroke_opacity.or(below.stroke_opacity),
            anchor: self.anchor.or(below.anchor),
            baseline: self.baseline.or(below.baseline),
            font_size: self.font_size.or(below.font_size),
            bold: self.bold.or(below.bold),
            letter_spacing: self.letter_spacing.or(below.letter_spacing),
        }
    }

    /// Adds one declaration.
    pub fn set(&mut self, part: InkPart) {
        match part {
            InkPart::Fill(paint) => self.fill = Some(paint),
            InkPart::Stroke(paint) => self.stroke = Some(paint),
            InkPart::StrokeWidth(width) => self.stroke_width = Some(width),
            InkPart::Dashes(dashes) => self.dashes = Some(dashes),
            InkPart::Cap(cap) => self.cap = Some(cap),
            InkPart::Join(join) => self.join = Some(join),
            InkPart::FixedStroke(fixed) => self.fixed_stroke = Some(fixed),
            InkPart::EvenOdd(even_odd) => self.even_odd = Some(even_odd),
            InkPart::Opacity(opacity) => self.opacity = Some(opacity),
            InkPart::FillOpacity(opacity) => self.fill_opacity = Some(opacity),
            InkPart::StrokeOpacity(opacity) => self.stroke_opacity = Some(opacity),
            InkPart::Anchor(anchor) => self.anchor = Some(anchor),
            InkPart::Baseline(baseline) => self.baseline = Some(baseline),
            InkPart::FontSize(size) => self.font_size = Some(size),
            InkPart::Bold(bold) => self.bold = Some(bold),
            InkPart::LetterSpacing(spacing) => self.letter_spacing = Some(spacing),
        }
    }
}

/// One declaration of how shapes are painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InkPart {
    /// `fill`
    Fill(Paint),
    /// `stroke`
    Stroke(Paint),
    /// `stroke-width`
    StrokeWidth(f32),
    /// `stroke-dasharray`
    Dashes(Dashes),
    /// `stroke-linecap`
    Cap(LineCap),
    /// `stroke-linejoin`
    Join(LineJoin),
    /// `vector-effect`
    FixedStroke(bool),
    /// `fill-rule`
    EvenOdd(bool),
    /// `opacity`
    Opacity(f32),
    /// `fill-opacity`
    FillOpacity(f32),
    /// `stroke-opacity`
    StrokeOpacity(f32),
    /// `text-anchor`
    Anchor(Anchor),
    /// `dominant-baseline`
    Baseline(Baseline),
    /// `font-size`, of an attribute
    FontSize(f32),
    /// `font-weight`, of an attribute
    Bold(bool),
    /// `letter-spacing`, of an attribute
    LetterSpacing(f32),
}

type Read = fn(&str) -> Option<InkPart>;

/// The properties that shapes have beside those of text; as attributes they are the same.
pub const PROPERTIES: &[(&str, Read)] = &[
    ("fill", |v| paint(v).map(InkPart::Fill)),
    ("stroke", |v| paint(v).map(InkPart::Stroke)),
    ("stroke-width", |v| {
        length(v).filter(|width| *width >= 0.0).map(InkPart::StrokeWidth)
    }),
    ("stroke-dasharray", |v| dashes(v).map(InkPart::Dashes)),
    ("stroke-linecap", |v| keyword(CAPS, v).map(InkPart::Cap)),
    ("stroke-linejoin", |v| keyword(JOINS, v).map(InkPart::Join)),
    ("vector-effect", |v| {
        keyword(VECTOR_EFFECTS, v).map(InkPart::FixedStroke)
    }),
    ("fill-rule", |v| keyword(FILL_RULES, v).map(InkPart::EvenOdd)),
    ("opacity", |v| opacity(v).map(InkPart::Opacity)),
    ("fill-opacity", |v| opacity(v).map(InkPart::FillOpacity)),
    ("stroke-opacity", |v| opacity(v).map(InkPart::StrokeOpacity)),
    ("text-anchor", |v| keyword(ANCHORS, v).map(InkPart::Anchor)),
    ("dominant-baseline", |v| {
        keyword(BASELINES, v).map(InkPart::Baseline)
    }),
];

/// Properties of text that a drawing's elements take as attributes, with lengths in its units.
const TEXT_ATTRIBUTES: &[(&str, Read)] = &[
    ("font-size", |v| {
        length(v).filter(|size| *size >= 0.0).map(InkPart::FontSize)
    }),
    ("font-weight", |v| {
        super::property::font_weight(v).map(InkPart::Bold)
    }),
    ("letter-spacing", |v| length(v).map(InkPart::LetterSpacing)),
];

/// The declaration that an attribute makes: outside none if it makes none, inside none if its value isn't understood.
#[expect(
    clippy::option_option,
    reason = "no declaration, and one that isn't understood"
)]
pub fn attribute(name: &str, value: &str) -> Option<Option<InkPart>> {
    let (_, read) = PROPERTIES
        .iter()
        .chain(TEXT_ATTRIBUTES)
        .find(|(known, _)| *known == name)?;
    Some(read(value.trim()))
}

/// A length in units of a drawing: a plain number, or one with a unit.
pub fn length(text: &str) -> Option<f32> {
    use super::value::Amount;
    const POINTS_A_UNIT: f32 = 0.75;
    number(text).or_else(|| match amount(text)? {
        Amount::Points(points) => Some(points / POINTS_A_UNIT),
        _ => None,
    })
}

fn paint(text: &str) -> Option<Paint> {
    match text.to_ascii_lowercase().as_str() {
        "none" | "transparent" => Some(Paint::None),
        "currentcolor" => Some(Paint::Current),
        _ => color(text).map(Paint::Color),
    }
}

fn opacity(text: &str) -> Option<f32> {
    let share = match text.strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)?,
    };
    Some(share.clamp(0.0, 1.0))
}

fn dashes(text: &str) -> Option<Dashes> {
    let mut dashes = Dashes::default();
    if text.eq_ignore_ascii_case("none") {
        return Some(dashes);
    }
    let words = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|word| !word.is_empty());
    for word in words {
        *dashes.lengths.get_mut(dashes.count)? = length(word).filter(|length| *length >= 0.0)?;
        dashes.count += 1;
    }
    let is_broken = dashes.lengths().iter().sum::<f32>() > 0.0;
    Some(if is_broken { dashes } else { Dashes::default() })
}

const CAPS: &[(&str, LineCap)] = &[
    ("butt", LineCap::Butt),
    ("round", LineCap::Round),
    ("square", LineCap::Square),
];

const JOINS: &[(&str, LineJoin)] = &[
    ("miter", LineJoin::Miter),
    ("round", LineJoin::Round),
    ("bevel", LineJoin::Bevel),
];

const VECTOR_EFFECTS: &[(&str, bool)] = &[("none", false), ("non-scaling-stroke", true)];

const FILL_RULES: &[(&str, bool)] = &[("nonzero", false), ("evenodd", true)];

const ANCHORS: &[(&str, Anchor)] = &[
    ("start", Anchor::Start),
    ("middle", Anchor::Middle),
    ("end", Anchor::End),
];

const BASELINES: &[(&str, Baseline)] = &[
    ("auto", Baseline::Alphabetic),
    ("alphabetic", Baseline::Alphabetic),
    ("middle", Baseline::Middle),
    ("central", Baseline::Middle),
    ("hanging", Baseline::Hanging),
];
