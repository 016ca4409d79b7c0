//! Cells → lines of a width, and lines → runs of glyphs on a baseline.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::display::{Glyph, Item, LineStyle, Rect, TextRun};
use super::super::fonts::FontSet;
use super::super::style::{OverflowWrap, Rule, Style, TextAlign};
use super::characters::Kind;
use super::collect::Collector;
use super::frame::{Frame, insets, points};
use super::setting::{Base, Setting};
use super::shape::{Cell, Shaped, Span};

/// Text measured and ready to be broken into lines.
#[derive(Debug, Clone)]
pub struct Paragraph {
    cells: Vec<Cell>,
    spans: Vec<Span>,
    frames: Vec<Frame>,
    /// The line that the block itself would have, whatever is in it.
    strut: Span,
    /// As narrow as it gets if words are broken that don't fit.
    pub floor: f32,
    /// As narrow as it gets without running over.
    pub min_content: f32,
    /// As wide as it gets.
    pub max_content: f32,
}

/// A line of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Its first cell.
    start: usize,
    /// The cell after its last one, not counting the space that hangs over its end.
    end: usize,
    /// The width of those cells.
    pub width: f32,
    /// Indent of its beginning.
    indent: f32,
    /// How far it reaches above the baseline.
    pub above: f32,
    /// How far it reaches below.
    pub below: f32,
    /// It ends the paragraph, or a line break ends it, so that it isn't justified.
    is_last: bool,
}

impl Line {
    /// Its height.
    pub fn height(self) -> f32 {
        self.above + self.below
    }
}

/// Where lines of text go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Left edge.
    pub x: f32,
    /// Width from there.
    pub width: f32,
    /// The baseline.
    pub baseline: f32,
}

/// What of a framed piece lies on a line.
#[derive(Debug)]
pub struct Framed<'p> {
    /// Its border box.
    pub rect: Rect,
    /// Its style.
    pub style: &'p Style,
    /// Its left side is here, and not on a line before.
    pub starts: bool,
    /// Its right side is here.
    pub ends: bool,
}

/// Sums of widths are as exact as single precision has it; a line that is this much too long still fits.
const TOLERANCE: f32 = 0.01;

impl Paragraph {
    /// Shapes collected text; characters that no face has are added to `missing`.
    pub fn new(text: Collector, style: &Rc<Style>, fonts: &FontSet, missing: &mut BTreeSet<char>) -> Self {
        let Shaped { cells, spans, frames } = text.shape(fonts, missing);
        let mut paragraph = Self {
            cells,
            spans,
            frames,
            strut: Span::new(&Setting::of_block(style), fonts),
            floor: 0.0,
            min_content: 0.0,
            max_content: 0.0,
        };
        (paragraph.floor, paragraph.min_content, paragraph.max_content) = paragraph.content_widths();
        paragraph
    }

    /// Breaks the text into lines of at most `width`.
    pub fn lines(&self, width: f32) -> Vec<Line> {
        let indent = self.strut.style.text_indent.resolve(width);
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.cells.len() {
            let indent = if lines.is_empty() { indent } else { 0.0 };
            let (end, next) = self.line_end(start, width - indent);
            lines.push(self.line(start, end, indent, next >= self.cells.len()));
            start = next;
        }
        lines
    }

    /// Where the text of a line begins, and what justification adds where it stretches.
    fn set(&self, line: Line, place: Place) -> (f32, f32) {
        let cells = self.cells.get(line.start..line.end).unwrap_or_default();
        let free = (place.width - line.indent - line.width).max(0.0);
        let gaps = match self.strut.style.text_align {
            TextAlign::Justify if !line.is_last => stretchable(cells),
            _ => 0,
        };
        let offset = match self.strut.style.text_align {
            TextAlign::Left | TextAlign::Justify => 0.0,
            TextAlign::Center => free / 2.0,
            TextAlign::Right => free,
        };
        let extra = if gaps == 0 { 0.0 } else { free / gaps as f32 };
        (place.x + line.indent + offset, extra)
    }

    /// The framed pieces on a line, outer ones before those in them.
    pub fn frames(&self, line: Line, place: Place) -> Vec<Framed<'_>> {
        let cells = self.cells.get(line.start..line.end).unwrap_or_default();
        if self.frames.is_empty() || cells.is_empty() {
            return Vec::new();
        }
        let (mut pen, extra) = self.set(line, place);
        let mut pens = vec![pen];
        for (index, cell) in cells.iter().enumerate() {
            pen += cell.advance + stretch(*cell, cells.get(index + 1), extra);
            pens.push(pen);
        }
        let on_line = |frame: &Frame| {
            let (start, end) = (frame.cells.start.max(line.start), frame.cells.end.min(line.end));
            (start < end).then(|| (start - line.start, end - line.start))
        };
        let framed = self.frames.iter().filter_map(|frame| {
            let (first, end) = on_line(frame)?;
            let (starts, ends) = (
                frame.starts && frame.cells.start >= line.start,
                frame.ends && frame.cells.end <= line.end,
            );
            let style = &*frame.span.style;
            let [_, top, _, bottom] = insets(style);
            let left = pens[first] + if starts { points(style.margin.left) } else { 0.0 };
            let right = pens[end] - if ends { points(style.margin.right) } else { 0.0 };
            let (above, below) = match &frame.span.picture {
                Some(picture) => (
                    picture.height - points(style.margin.top),
                    -points(style.margin.bottom),
                ),
                None => (frame.span.ascent + top, frame.span.descent + bottom),
            };
            Some(Framed {
                rect: Rect {
                    x: left,
                    y: frame.span.baseline(line, place) - above,
                    width: (right - left).max(0.0),
                    height: above + below,
                },
                style,
                starts,
                ends,
            })
        });
        framed.collect()
    }

    /// Paints a line: glyphs, pictures, lines along the text; not its frames, which lie under them.
    pub fn paint(&self, line: Line, place: Place, items: &mut Vec<Item>) {
        let cells = self.cells.get(line.start..line.end).unwrap_or_default();
        let (mut pen, extra) = self.set(line, place);
        let mut rest = cells;
        while let Some(first) = rest.first() {
            let length = rest
                .iter()
                .take_while(|cell| cell.span == first.span && cell.face == first.face)
                .count();
            let (run, after) = rest.split_at(length);
            let start = pen;
            let mut glyphs = Vec::with_capacity(length);
            for (index, cell) in run.iter().enumerate() {
                let next = run.get(index + 1).or(after.first());
                let advance = cell.advance + stretch(*cell, next, extra);
                glyphs.push(Glyph {
                    id: cell.glyph,
                    character: cell.character,
                    advance,
                });
                pen += advance;
            }
            let span = self.spans.get(first.span);
            if let Some(target) = span.and_then(|span| span.style.link.clone()) {
                items.push(Item::Link {
                    rect: Rect {
                        x: start,
                        y: place.baseline - line.above,
                        width: pen - start,
                        height: line.height(),
                    },
                    target,
                });
            }
            if let Some((span, shown)) = span.and_then(|span| Some((span, span.picture.as_ref()?))) {
                let [above, below] = shown.around;
                items.extend(shown.picture.paint(Rect {
                    x: start,
                    y: span.baseline(line, place) - shown.height + above,
                    width: shown.width,
                    height: shown.height - above - below,
                }));
            } else if let Some(span) = span {
                let run = TextRun {
                    x: start,
                    baseline: span.baseline(line, place),
                    face: first.face,
                    size: span.style.font_size,
                    color: span.style.color,
                    glyphs,
                };
                paint_run(span, run, (place.baseline, pen), items);
            }
            rest = after;
        }
    }

    /// Where the line that begins at a cell ends, and where the next one begins.
    fn line_end(&self, start: usize, width: f32) -> (usize, usize) {
        let mut pen = 0.0;
        let mut last_chance = None;
        for (index, cell) in self.cells.iter().enumerate().skip(start) {
            match cell.kind {
                Kind::LineBreak => return (self.trimmed(start, index), index + 1),
                // Space hangs over the end of a line.
                Kind::Space => pen += cell.advance,
                Kind::Wide | Kind::Narrow | Kind::Edge => {
                    pen += cell.advance;
                    if index > start && pen > width + TOLERANCE {
                        let break_at =
                            last_chance.or_else(|| self.is_breakable_before(index).then_some(index));
                        if let Some(at) = break_at {
                            return (self.trimmed(start, at), at);
                        }
                    }
                }
            }
            if cell.may_break_after {
                last_chance = Some(index + 1);
            }
        }
        (self.trimmed(start, self.cells.len()), self.cells.len())
    }

    /// Whether a word that doesn't fit may be broken before a cell.
    fn is_breakable_before(&self, index: usize) -> bool {
        let style_of = |cell: &Cell| self.spans.get(cell.span).map(|span| &span.style);
        let (Some(before), Some(after)) = (self.cells.get(index - 1), self.cells.get(index)) else {
            return false;
        };
        let breaks =
            |style: &Rc<Style>| style.white_space.wraps() && style.overflow_wrap != OverflowWrap::Normal;
        // A mark without width belongs to the letter before it.
        after.advance > 0.0 && style_of(before).is_some_and(breaks) && style_of(after).is_some_and(breaks)
    }

    fn trimmed(&self, start: usize, end: usize) -> usize {
        let cells = self.cells.get(start..end).unwrap_or_default();
        // Where space stays, a line of space is as long as it is.
        let hanging = cells
            .iter()
            .rev()
            .take_while(|cell| cell.character == ' ')
            .count();
        end - hanging
    }

    fn line(&self, start: usize, end: usize, indent: f32, is_last: bool) -> Line {
        let cells = self.cells.get(start..end).unwrap_or_default();
        let (mut above, mut below) = (self.strut.above, self.strut.below);
        let (mut width, mut hanging) = (0.0, 0.0_f32);
        let mut seen = usize::MAX;
        for cell in cells {
            width += cell.advance;
            if cell.span != seen {
                seen = cell.span;
                match self.spans.get(seen) {
                    Some(span) if matches!(span.base, Base::Raised(_)) => {
                        above = above.max(span.above);
                        below = below.max(span.below);
                    }
                    Some(span) => hanging = hanging.max(span.above + span.below),
                    None => {}
                }
            }
        }
        below = below.max(hanging - above);
        let broken = self
            .cells
            .get(end)
            .is_some_and(|cell| cell.kind == Kind::LineBreak);
        Line {
            start,
            end,
            width,
            indent,
            above,
            below,
            is_last: is_last || broken,
        }
    }

    fn content_widths(&self) -> (f32, f32, f32) {
        let indent = self.strut.style.text_indent.resolve(0.0).max(0.0);
        let (mut floor, mut min, mut max) = (0.0_f32, 0.0_f32, 0.0_f32);
        // The width so far of what can't be broken, of the word and of the line, and what of that is space at the end.
        let (mut piece, mut word, mut line, mut space) = (indent, indent, indent, 0.0);
        for (index, cell) in self.cells.iter().enumerate() {
            if index > 0 && self.is_breakable_before(index) {
                floor = floor.max(piece - space);
                piece = 0.0;
                if self.breaks_anywhere(cell) {
                    min = min.max(word - space);
                    word = 0.0;
                }
            }
            piece += cell.advance;
            word += cell.advance;
            line += cell.advance;
            space = if cell.character == ' ' {
                space + cell.advance
            } else {
                0.0
            };
            let ends_line = cell.kind == Kind::LineBreak;
            if cell.may_break_after || ends_line {
                floor = floor.max(piece - space);
                min = min.max(word - space);
                (piece, word) = (0.0, 0.0);
            }
            if ends_line {
                max = max.max(line - space);
                line = 0.0;
            }
        }
        (
            floor.max(piece - space),
            min.max(word - space),
            max.max(line - space),
        )
    }

    fn breaks_anywhere(&self, cell: &Cell) -> bool {
        self.spans
            .get(cell.span)
            .is_some_and(|span| span.style.overflow_wrap == OverflowWrap::Anywhere)
    }
}

/// Width of the longest of some lines and height of all.
pub fn size(lines: &[Line]) -> (f32, f32) {
    let width = lines
        .iter()
        .map(|line| line.width + line.indent)
        .fold(0.0, f32::max);
    (width, lines.iter().map(|line| line.height()).sum())
}

fn stretchable(cells: &[Cell]) -> usize {
    cells
        .iter()
        .zip(cells.iter().skip(1))
        .filter(|(cell, next)| stretches(**cell, **next))
        .count()
}

/// Whether justification adds space between two cells: at spaces, and around Chinese characters.
fn stretches(cell: Cell, next: Cell) -> bool {
    match (cell.kind, next.kind) {
        (Kind::Space, _) => true,
        (_, Kind::Space | Kind::Edge) | (Kind::Edge, _) => false,
        (Kind::Wide, _) | (_, Kind::Wide) => next.advance > 0.0,
        _ => false,
    }
}

/// What justification adds after a cell.
fn stretch(cell: Cell, next: Option<&Cell>, extra: f32) -> f32 {
    match next {
        Some(next) if stretches(cell, *next) => extra,
        _ => 0.0,
    }
}

impl Span {
    /// Where its baseline lies on a line.
    fn baseline(&self, line: Line, place: Place) -> f32 {
        let raised = match self.base {
            Base::Raised(raised) => raised,
            Base::Top => line.above - self.above,
            Base::Bottom => self.below - line.below,
        };
        place.baseline - raised
    }
}

/// Paints a run that ends at `end`, and the lines along it. Those that it has from around it stay where they are when
/// it is raised.
fn paint_run(span: &Span, run: TextRun, (line, end): (f32, f32), items: &mut Vec<Item>) {
    let (x, own) = (run.x, run.baseline);
    items.push(Item::Text(run));
    let (rules, outer) = (span.style.rules(), span.style.outer_rules);
    let (offset, thickness) = span.underline;
    let mut paint = |rule: Rule, is_outer: bool, offset: f32| {
        let y = if is_outer { line } else { own } + offset * rule.size;
        items.push(Item::Line {
            from: (x, y),
            to: (end, y),
            width: thickness * rule.size,
            color: rule.color,
            style: LineStyle::Solid,
        });
    };
    if let Some(rule) = rules.underline {
        paint(rule, outer.underline.is_some(), -offset);
    }
    if let Some(rule) = rules.line_through {
        paint(rule, outer.line_through.is_some(), -MIDDLE);
    }
}

/// How high a line through the middle of text lies, in em.
const MIDDLE: f32 = 0.35;

/// A length that may be a fraction of something.
trait Resolve {
    fn resolve(self, whole: f32) -> f32;
}

impl Resolve for taffy::LengthPercentage {
    fn resolve(self, whole: f32) -> f32 {
        match self.expand() {
            taffy::ExpandedLengthPercentage::Length(points) => points,
            taffy::ExpandedLengthPercentage::Percent(fraction) => {
                if whole.is_finite() {
                    fraction * whole
                } else {
                    0.0
                }
            }
        }
    }
}
