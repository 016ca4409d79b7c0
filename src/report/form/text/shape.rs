//! Styled text → cells: a glyph a character, its width, and whether a line may end after it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::display::FaceKey;
use super::super::fonts::{FontSet, is_invisible};
use super::super::style::{LineHeight, Style, VerticalAlign};
use super::breaks::opportunities;
use super::characters::{Kind, joins_over_line_break, kind};

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

/// Text of one style.
#[derive(Debug, Clone)]
pub struct Span {
    /// Its style.
    pub style: Rc<Style>,
    /// It is an inline element's, whose fill is painted with the text; else it is the block's own text.
    pub inline: bool,
    /// How far the line reaches above the baseline because of it.
    pub above: f32,
    /// How far it reaches below.
    pub below: f32,
    /// The face's own ascent in points.
    pub ascent: f32,
    /// The face's own descent in points.
    pub descent: f32,
    /// How far it is raised.
    pub raised: f32,
    /// Underline: offset below the baseline, and thickness.
    pub underline: (f32, f32),
}

impl Span {
    /// The measures of a style's text.
    pub fn new(style: &Rc<Style>, inline: bool, fonts: &FontSet) -> Self {
        let face = fonts.face(if style.bold {
            FontSet::BOLD
        } else {
            FontSet::REGULAR
        });
        let size = style.font_size;
        let (ascent, descent) = (face.ascent * size, face.descent * size);
        let height = match style.line_height {
            LineHeight::Normal => ascent + descent + face.line_gap * size,
            LineHeight::Times(times) => times * size,
            LineHeight::Points(points) => points,
        };
        let half_leading = (height - ascent - descent) / 2.0;
        let raised = match style.vertical_align {
            VerticalAlign::Super if inline => size * 0.5,
            VerticalAlign::Sub if inline => size * -0.25,
            _ => 0.0,
        };
        let (offset, thickness) = face.underline;
        Self {
            style: Rc::clone(style),
            inline,
            above: ascent + half_leading,
            below: descent + half_leading,
            ascent,
            descent,
            raised,
            underline: (-offset * size, thickness * size),
        }
    }
}

/// Collects the text of a paragraph, collapsing white space as it goes.
#[derive(Debug, Default)]
pub struct Collector {
    text: String,
    /// Where each span's text ends, and its style.
    ends: Vec<(usize, Rc<Style>, bool)>,
    /// White space that becomes a space if more text follows.
    pending: Option<Pending>,
    last: Option<char>,
}

#[derive(Debug)]
struct Pending {
    has_line_break: bool,
    style: Rc<Style>,
    inline: bool,
}

impl Collector {
    /// Adds text of a style.
    pub fn push(&mut self, text: &str, style: &Rc<Style>, inline: bool) {
        let white_space = style.white_space;
        for character in text.chars() {
            match character {
                '\r' => {}
                '\n' | '\u{85}' | '\u{2028}' | '\u{2029}'
                    if character != '\n' || white_space.keeps_line_breaks() =>
                {
                    self.push_line_break(style, inline);
                }
                ' ' | '\t' | '\n' if white_space.collapses() => {
                    let pending = self.pending.get_or_insert_with(|| Pending {
                        has_line_break: false,
                        style: Rc::clone(style),
                        inline,
                    });
                    pending.has_line_break |= character == '\n';
                }
                '\t' => (0..4).for_each(|_| self.add(' ', style, inline)),
                _ => {
                    self.settle(character);
                    self.add(character, style, inline);
                }
            }
        }
    }

    /// Adds a line break.
    pub fn push_line_break(&mut self, style: &Rc<Style>, inline: bool) {
        self.pending = None;
        self.add('\n', style, inline);
    }

    /// Nothing was added that would be printed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn settle(&mut self, next: char) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        let vanishes = match self.last {
            None | Some('\n') => true,
            Some(last) => pending.has_line_break && joins_over_line_break(last, next),
        };
        if !vanishes {
            self.add(' ', &pending.style, pending.inline);
        }
    }

    fn add(&mut self, character: char, style: &Rc<Style>, inline: bool) {
        self.text.push(character);
        self.last = Some(character);
        let end = self.text.len();
        match self.ends.last_mut() {
            Some((last, same, _)) if Rc::ptr_eq(same, style) => *last = end,
            _ => self.ends.push((end, Rc::clone(style), inline)),
        }
    }

    /// Looks the glyphs up; characters that no face has are added to `missing`.
    pub fn shape(self, fonts: &FontSet, missing: &mut BTreeSet<char>) -> (Vec<Cell>, Vec<Span>) {
        let spans: Vec<Span> = self
            .ends
            .iter()
            .map(|(_, style, inline)| Span::new(style, *inline, fonts))
            .collect();
        let mut breaks = opportunities(&self.text).into_iter().peekable();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.text.len() / 2);
        let mut ends = self.ends.iter().map(|(end, _, _)| *end).enumerate().peekable();
        for (offset, character) in self.text.char_indices() {
            while ends.next_if(|(_, end)| *end <= offset).is_some() {}
            let Some((span, style)) = ends
                .peek()
                .and_then(|(span, _)| Some((*span, &spans.get(*span)?.style)))
            else {
                break;
            };
            let may_break_here = breaks.next_if_eq(&offset).is_some();
            if let (true, Some(before)) = (may_break_here, cells.last_mut()) {
                let wraps_before = spans
                    .get(before.span)
                    .is_some_and(|span| span.style.white_space.wraps());
                before.may_break_after = wraps_before && style.white_space.wraps();
            }
            if is_invisible(character) {
                continue;
            }
            cells.push(cell(character, span, style, fonts, missing));
        }
        (cells, spans)
    }
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
            collector.push(
                text,
                &Rc::new(Style {
                    white_space,
                    ..Style::INITIAL
                }),
                true,
            );
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
