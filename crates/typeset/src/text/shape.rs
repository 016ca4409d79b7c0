//! Collected text → cells: a glyph a character, its width, and whether a line may end after it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::super::display::FaceKey;
use super::super::fonts::{FontSet, is_invisible};
use super::super::style::{LineHeight, Style, VerticalAlign};
use super::breaks::opportunities;
use super::characters::{Kind, kind};
use super::collect::{Collector, Edge, InlinePicture, OBJECT};
use super::frame::{Frame, edges};
use super::marks;
use super::setting::{Base, CAPITALS, Setting};

/// A character with its glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// What copying gives back.
    pub character: char,
    /// Its face.
    pub face: FaceKey,
    /// Its glyph there.
    pub glyph: u16,
    /// Its width, with letter-spacing.
    pub advance: f32,
    /// The span that it belongs to.
    pub span: usize,
    /// How it takes part in breaking and justification.
    pub kind: Kind,
    /// A line may end after it.
    pub may_break_after: bool,
}

impl Cell {
    /// Space that belongs to no text.
    const BLANK: Self = Self {
        character: OBJECT,
        face: FontSet::REGULAR,
        glyph: 0,
        advance: 0.0,
        span: usize::MAX,
        kind: Kind::Edge,
        may_break_after: false,
    };
}

/// Text of one style.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its style.
    pub style: Rc<Style>,
    /// How far the line reaches above the baseline because of it.
    pub above: f32,
    /// How far it reaches below.
    pub below: f32,
    /// The face's own ascent in points.
    pub ascent: f32,
    /// The face's own descent in points.
    pub descent: f32,
    /// Where the baseline of it lies.
    pub base: Base,
    /// The face's underline in em: offset below the baseline, and thickness.
    pub underline: (f32, f32),
    /// The picture that stands here instead of text.
    pub picture: Option<InlinePicture>,
}

impl Span {
    /// The measures of a setting's text.
    pub fn new(setting: &Setting, fonts: &FontSet) -> Self {
        let style = &setting.style;
        let face = fonts.face(fonts.leading(style.bold));
        let size = style.font_size;
        let (ascent, descent) = (face.ascent * size, face.descent * size);
        let height = match style.line_height {
            LineHeight::Normal => ascent + descent + face.line_gap * size,
            LineHeight::Times(times) => times * size,
            LineHeight::Points(points) => points,
        };
        let half_leading = (height - ascent - descent) / 2.0;
        let (base, counted) = setting.base(fonts);
        Self {
            style: Rc::clone(style),
            above: ascent + half_leading + counted,
            below: descent + half_leading - counted,
            ascent,
            descent,
            base,
            underline: face.underline,
            picture: None,
        }
    }

    /// The measures of a picture in a line: it stands on the baseline, or in the middle of capitals.
    fn of_picture(setting: &Setting, picture: InlinePicture, fonts: &FontSet) -> Self {
        let text = Self::new(setting, fonts);
        let raised = match setting.style.vertical_align {
            VerticalAlign::Middle => (setting.style.font_size * CAPITALS - picture.height) / 2.0,
            VerticalAlign::Top => text.above - picture.height,
            VerticalAlign::Bottom => -text.below,
            _ => match text.base {
                Base::Raised(raised) => raised,
                Base::Top | Base::Bottom => 0.0,
            },
        };
        Self {
            above: picture.height + raised,
            below: -raised,
            base: Base::Raised(raised),
            picture: Some(picture),
            ..text
        }
    }
}

impl Collector {
    /// Looks the glyphs up; characters that no face has are added to `missing`.
    pub fn shape(self, fonts: &FontSet, missing: &mut BTreeSet<char>) -> Shaped {
        let mut breaks = opportunities(&self.text).into_iter().peekable();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.text.len() / 2);
        let mut framed: Vec<Option<Range<usize>>> = vec![None; self.frames.len()];
        let mut edges = self.edges.iter().peekable();
        let mut start = 0;
        let mut before: Option<&Setting> = None;
        for (index, (setting, end)) in self.spans.iter().enumerate() {
            for (offset, character) in self.text.get(start..*end).unwrap_or_default().char_indices() {
                let at = start + offset;
                while let Some(edge) = edges.next_if(|edge| edge.at <= at && !edge.opens) {
                    self.edge(*edge, &mut cells, &mut framed);
                }
                let may_break = breaks.next_if_eq(&at).is_some();
                if let (true, Some(last), Some(before)) = (may_break, cells.last_mut(), before) {
                    last.may_break_after = before.breaks_before(setting);
                }
                while let Some(edge) = edges.next_if(|edge| edge.at <= at) {
                    self.edge(*edge, &mut cells, &mut framed);
                }
                before = Some(setting);
                if let Some((_, picture)) = self.pictures.iter().find(|(span, _)| *span == index) {
                    cells.push(Cell {
                        character: OBJECT,
                        advance: picture.width,
                        span: index,
                        kind: Kind::Narrow,
                        ..Cell::BLANK
                    });
                } else if !is_invisible(character) {
                    cells.push(cell(character, index, &setting.style, fonts, missing));
                }
            }
            start = *end;
        }
        for edge in edges {
            self.edge(*edge, &mut cells, &mut framed);
        }
        marks::settle(&mut cells, fonts, |cell| {
            let (setting, _) = &self.spans[cell.span];
            advance(cell.face, cell.glyph, &setting.style, fonts)
        });
        let frames = self.frames.iter().zip(framed).filter_map(|(frame, range)| {
            let Range { start, end } = range?;
            Some(Frame {
                cells: start..if frame.ends { end } else { cells.len() },
                starts: frame.starts,
                ends: frame.ends,
                span: match &frame.picture {
                    Some(picture) => Span::of_picture(&frame.setting, picture.clone(), fonts),
                    None => Span::new(&frame.setting, fonts),
                },
            })
        });
        let frames = frames.collect();
        let mut pictures = self.pictures.into_iter().peekable();
        let spans = self.spans.iter().enumerate().map(|(index, (setting, _))| {
            match pictures.next_if(|(span, _)| *span == index) {
                Some((_, picture)) => Span::of_picture(setting, picture, fonts),
                None => Span::new(setting, fonts),
            }
        });
        let spans = spans.collect();
        Shaped { cells, spans, frames }
    }

    /// Notes where a frame begins or ends among the cells, with a cell for the space that it takes there.
    fn edge(&self, edge: Edge, cells: &mut Vec<Cell>, framed: &mut [Option<Range<usize>>]) {
        let frame = &self.frames[edge.frame];
        let [left, right] = edges(&frame.setting.style);
        let advance = match edge.opens {
            true if frame.starts => left,
            true => 0.0,
            false => right,
        };
        let start = framed[edge.frame]
            .as_ref()
            .map_or(cells.len(), |range| range.start);
        if advance != 0.0 {
            cells.push(Cell {
                advance,
                ..Cell::BLANK
            });
        }
        framed[edge.frame] = Some(start..cells.len());
    }
}

/// A paragraph's text with its measures.
#[derive(Debug)]
pub struct Shaped {
    /// Character by character.
    pub cells: Vec<Cell>,
    /// Pieces of one style.
    pub spans: Vec<Span>,
    /// Pieces that have a fill, borders or space of their own, outer ones before those in them.
    pub frames: Vec<Frame>,
}

fn cell(character: char, span: usize, style: &Style, fonts: &FontSet, missing: &mut BTreeSet<char>) -> Cell {
    let kind = kind(character);
    let (character, (face, glyph)) = match fonts.find(character, style.bold) {
        Some(found) => (character, found),
        // Spaces of other widths are seldom in fonts, and blank in all of them.
        None if matches!(kind, Kind::Space | Kind::LineBreak) => (character, space(style.bold, fonts)),
        None => {
            missing.insert(character);
            ('\u{fffd}', fonts.replacement(style.bold))
        }
    };
    let advance = match kind {
        Kind::LineBreak => 0.0,
        _ => advance(face, glyph, style, fonts),
    };
    Cell {
        character,
        face,
        glyph,
        advance,
        span,
        kind,
        may_break_after: false,
    }
}

/// The width of a glyph with letter-spacing.
fn advance(face: FaceKey, glyph: u16, style: &Style, fonts: &FontSet) -> f32 {
    fonts.face(face).advance(glyph) * style.font_size + style.letter_spacing
}

fn space(bold: bool, fonts: &FontSet) -> (FaceKey, u16) {
    fonts.find(' ', bold).unwrap_or_else(|| fonts.replacement(bold))
}
