//! Styled text → cells: a glyph a character, its width, and whether a line may end after it.

use std::collections::BTreeSet;
use std::mem;
use std::ops::Range;
use std::rc::Rc;

use taffy::{BoxSizing, ExpandedLengthPercentageAuto, LengthPercentageAuto};

use super::super::display::FaceKey;
use super::super::fonts::{FontSet, is_invisible};
use super::super::picture::Picture;
use super::super::style::{LineHeight, Style, VerticalAlign};
use super::breaks::opportunities;
use super::characters::{Kind, joins_over_line_break, kind};

/// Stands for a picture in the text.
const OBJECT: char = '\u{fffc}';

/// How high capitals are, in em.
const CAPITALS: f32 = 0.73;

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

/// A picture that is part of a line.
#[derive(Debug, Clone)]
pub struct InlinePicture {
    /// What is shown.
    pub picture: Picture,
    /// Its width; the space beside it is that of its frame.
    pub width: f32,
    /// Its height, with margins, borders and padding.
    pub height: f32,
    /// Of that, what is above it and below it.
    pub around: [f32; 2],
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

    fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.style, &other.style) && self.unbroken == other.unbroken
    }

    /// Whether a line may end between text of this setting and that of the next one.
    fn breaks_before(&self, next: &Self) -> bool {
        self.unbroken == 0 || self.unbroken != next.unbroken
    }

    /// Where its baseline lies, and how much of that the line makes room for: not for small raised figures, so that
    /// lines stay even.
    fn base(&self, fonts: &FontSet) -> (Base, f32) {
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
fn edges(style: &Style) -> [f32; 2] {
    let borders = style.border_widths();
    [
        points(style.margin.left) + borders.left + points(style.padding.left.into()),
        points(style.margin.right) + borders.right + points(style.padding.right.into()),
    ]
}

/// Collects the text of a paragraph, collapsing white space as it goes.
#[derive(Debug, Default)]
pub struct Collector {
    text: String,
    /// How each span is set, and where it ends.
    spans: Vec<(Setting, usize)>,
    /// Pictures, and the spans that they are.
    pictures: Vec<(usize, InlinePicture)>,
    /// White space that becomes a space if more text follows, and whether a line break was in it.
    pending: Option<(Setting, bool)>,
    last: Option<char>,
    /// Framed pieces, in the order in which they begin.
    frames: Vec<Framing>,
    /// Where frames begin and end, in the order of the text.
    edges: Vec<Edge>,
    /// Frames that are open, the innermost last.
    open: Vec<usize>,
    /// Those of them that begin with the next character.
    opening: usize,
}

/// A framed piece of the text.
#[derive(Debug)]
struct Framing {
    setting: Setting,
    /// The picture that it is around.
    picture: Option<InlinePicture>,
    starts: bool,
    ends: bool,
}

/// Where a frame begins or ends, in the text.
#[derive(Debug, Clone, Copy)]
struct Edge {
    at: usize,
    frame: usize,
    opens: bool,
}

impl Collector {
    /// Adds text.
    pub fn push(&mut self, text: &str, setting: &Setting) {
        let white_space = setting.style.white_space;
        for character in text.chars() {
            match character {
                '\r' => {}
                '\u{85}' | '\u{2028}' | '\u{2029}' => self.push_line_break(setting),
                '\n' if white_space.keeps_line_breaks() => self.push_line_break(setting),
                ' ' | '\t' | '\n' if white_space.collapses() => {
                    let (_, has_line_break) = self.pending.get_or_insert_with(|| (setting.clone(), false));
                    *has_line_break |= character == '\n';
                }
                '\t' => (0..4).for_each(|_| self.add(' ', setting)),
                _ => {
                    self.settle(character);
                    self.add(character, setting);
                }
            }
        }
    }

    /// Begins a piece that has a fill, borders or space of its own.
    pub fn open(&mut self, setting: &Setting) {
        self.begin(setting.clone(), true, None);
    }

    /// Ends the piece that was begun last.
    pub fn close(&mut self) {
        if self.opening > 0 {
            // Nothing is in it: white space before it stays there.
            self.settle(OBJECT);
        }
        self.settle_openings();
        if let Some(frame) = self.open.pop() {
            self.frames[frame].ends = true;
            self.edges.push(Edge {
                at: self.text.len(),
                frame,
                opens: false,
            });
        }
    }

    /// Takes the text so far, before a box that interrupts it; open pieces go on after the box.
    pub fn interrupt(&mut self) -> Self {
        let mut next = Self::default();
        let begun = self.open.len() - self.opening;
        for (depth, frame) in self.open.iter().enumerate() {
            let framing = &self.frames[*frame];
            next.begin(framing.setting.clone(), framing.starts && depth >= begun, None);
        }
        let before = mem::replace(self, next);
        Self { opening: 0, ..before }
    }

    fn begin(&mut self, setting: Setting, starts: bool, picture: Option<InlinePicture>) {
        self.open.push(self.frames.len());
        self.opening += 1;
        self.frames.push(Framing {
            setting,
            picture,
            starts,
            ends: false,
        });
    }

    fn settle_openings(&mut self) {
        let at = self.text.len();
        let first = self.open.len() - mem::take(&mut self.opening);
        self.edges.extend(self.open[first..].iter().map(|frame| Edge {
            at,
            frame: *frame,
            opens: true,
        }));
    }

    /// Adds a line break.
    pub fn push_line_break(&mut self, setting: &Setting) {
        self.pending = None;
        self.add('\n', setting);
    }

    /// Adds a picture that is part of the line.
    pub fn push_picture(&mut self, picture: Picture, (width, height): (f32, f32), setting: &Setting) {
        let style = &setting.style;
        let (borders, padding) = (style.border_widths(), &style.padding);
        let [top, right, bottom, left] = [
            borders.top + points(padding.top.into()),
            borders.right + points(padding.right.into()),
            borders.bottom + points(padding.bottom.into()),
            borders.left + points(padding.left.into()),
        ];
        let (width, height) = match style.box_sizing {
            BoxSizing::ContentBox => (width, height),
            BoxSizing::BorderBox => ((width - left - right).max(0.0), (height - top - bottom).max(0.0)),
        };
        let around = [
            top + points(style.margin.top),
            bottom + points(style.margin.bottom),
        ];
        let picture = InlinePicture {
            picture,
            width,
            height: height + around[0] + around[1],
            around,
        };
        let is_framed = is_framed(style);
        if is_framed {
            self.begin(setting.clone(), true, Some(picture.clone()));
        }
        self.settle(OBJECT);
        self.settle_openings();
        self.text.push(OBJECT);
        self.last = Some(OBJECT);
        self.pictures.push((self.spans.len(), picture));
        self.spans.push((setting.clone(), self.text.len()));
        if is_framed {
            self.close();
        }
    }

    /// Nothing was added that would be printed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.edges.is_empty()
    }

    fn settle(&mut self, next: char) {
        let Some((setting, has_line_break)) = self.pending.take() else {
            return;
        };
        let vanishes = match self.last {
            None | Some('\n') => true,
            Some(last) => has_line_break && joins_over_line_break(last, next),
        };
        if !vanishes {
            self.append(' ', &setting);
        }
    }

    fn add(&mut self, character: char, setting: &Setting) {
        self.settle_openings();
        self.append(character, setting);
    }

    fn append(&mut self, character: char, setting: &Setting) {
        self.text.push(character);
        self.last = Some(character);
        let end = self.text.len();
        let follows_picture = self
            .pictures
            .last()
            .is_some_and(|(span, _)| span + 1 == self.spans.len());
        match self.spans.last_mut() {
            Some((same, last)) if !follows_picture && same.is_same(setting) => *last = end,
            _ => self.spans.push((setting.clone(), end)),
        }
    }

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
        let [left, right] = self::edges(&frame.setting.style);
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
        _ => fonts.face(face).advance(glyph) * style.font_size + style.letter_spacing,
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

fn space(bold: bool, fonts: &FontSet) -> (FaceKey, u16) {
    fonts.find(' ', bold).unwrap_or_else(|| fonts.replacement(bold))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::style::WhiteSpace;

    fn collected(white_space: WhiteSpace, texts: &[&str]) -> String {
        let mut collector = Collector::default();
        for text in texts {
            let style = Rc::new(Style {
                white_space,
                ..Style::INITIAL
            });
            collector.push(text, &Setting::of_block(&style));
        }
        collector.text
    }

    #[test]
    fn white_space_collapses_as_in_html() {
        let case = |texts: &[&str], expected: &str| {
            assert_eq!(collected(WhiteSpace::Normal, texts), expected, "{texts:?}");
        };
        case(&["  a \n\t b  "], "a b");
        case(&["a ", " b"], "a b");
        case(&["a", " ", "b"], "a b");
        case(&["本月\n    销售"], "本月销售");
        case(&["本月 销售"], "本月 销售");
        case(&["本月\nsales"], "本月 sales");
        case(&["说\n“好”\n了"], "说“好”了");
        case(&["a\u{a0} \u{a0}b"], "a\u{a0} \u{a0}b");
        case(&[" \n "], "");
    }

    #[test]
    fn white_space_stays_where_it_is_asked_to() {
        assert_eq!(collected(WhiteSpace::PreLine, &["a  b \n c"]), "a b\nc");
        assert_eq!(collected(WhiteSpace::PreWrap, &["a  b \n c"]), "a  b \n c");
    }
}
