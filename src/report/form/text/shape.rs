//! Styled text → cells: a glyph a character, its width, and whether a line may end after it.

use std::collections::BTreeSet;
use std::rc::Rc;

use taffy::{ExpandedLengthPercentageAuto, LengthPercentageAuto};

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

/// A picture that is part of a line.
#[derive(Debug, Clone)]
pub struct InlinePicture {
    /// What is shown.
    pub picture: Picture,
    /// Its width, margins and all.
    pub width: f32,
    /// Its height, margins and all.
    pub height: f32,
    /// Its margins: top, right, bottom, left.
    pub margin: [f32; 4],
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
    /// The picture that stands here instead of text.
    pub picture: Option<InlinePicture>,
}

impl Span {
    /// The measures of a style's text.
    pub fn new(style: &Rc<Style>, inline: bool, fonts: &FontSet) -> Self {
        let face = fonts.face(fonts.leading(style.bold));
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
            picture: None,
        }
    }

    /// The measures of a picture in a line: it stands on the baseline, or in the middle of capitals.
    fn of_picture(setting: &Setting, picture: InlinePicture, fonts: &FontSet) -> Self {
        let text = Self::new(&setting.style, true, fonts);
        let raised = match setting.style.vertical_align {
            VerticalAlign::Middle => (setting.style.font_size * CAPITALS - picture.height) / 2.0,
            VerticalAlign::Top => text.above - picture.height,
            VerticalAlign::Bottom => -text.below,
            _ => text.raised,
        };
        Self {
            above: picture.height + raised,
            below: -raised,
            raised,
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
    /// Whether it is an inline element's, else the block's own.
    pub inline: bool,
    /// What doesn't wrap as a whole: lines don't break between characters of one such piece. 0: it wraps.
    unbroken: u32,
}

impl Setting {
    /// Text of a block itself.
    pub fn of_block(style: &Rc<Style>) -> Self {
        let unbroken = u32::from(!style.white_space.wraps());
        Self {
            style: Rc::clone(style),
            inline: false,
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
            inline: true,
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

    /// Adds a line break.
    pub fn push_line_break(&mut self, setting: &Setting) {
        self.pending = None;
        self.add('\n', setting);
    }

    /// Adds a picture that is part of the line.
    pub fn push_picture(&mut self, picture: Picture, (width, height): (f32, f32), setting: &Setting) {
        let margin = setting.style.margin;
        let points = |side: LengthPercentageAuto| match side.expand() {
            ExpandedLengthPercentageAuto::Length(points) => points,
            _ => 0.0,
        };
        let [top, right, bottom, left] = [margin.top, margin.right, margin.bottom, margin.left].map(points);
        self.settle(OBJECT);
        self.text.push(OBJECT);
        self.last = Some(OBJECT);
        let picture = InlinePicture {
            picture,
            width: width + left + right,
            height: height + top + bottom,
            margin: [top, right, bottom, left],
        };
        self.pictures.push((self.spans.len(), picture));
        self.spans.push((setting.clone(), self.text.len()));
    }

    /// Nothing was added that would be printed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
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
            self.add(' ', &setting);
        }
    }

    fn add(&mut self, character: char, setting: &Setting) {
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
    pub fn shape(self, fonts: &FontSet, missing: &mut BTreeSet<char>) -> (Vec<Cell>, Vec<Span>) {
        let mut breaks = opportunities(&self.text).into_iter().peekable();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.text.len() / 2);
        let mut start = 0;
        let mut before: Option<&Setting> = None;
        for (index, (setting, end)) in self.spans.iter().enumerate() {
            for (offset, character) in self.text.get(start..*end).unwrap_or_default().char_indices() {
                let may_break = breaks.next_if_eq(&(start + offset)).is_some();
                if let (true, Some(last), Some(before)) = (may_break, cells.last_mut(), before) {
                    last.may_break_after = before.breaks_before(setting);
                }
                before = Some(setting);
                if let Some((_, picture)) = self.pictures.iter().find(|(span, _)| *span == index) {
                    cells.push(Cell {
                        character: OBJECT,
                        face: FontSet::REGULAR,
                        glyph: 0,
                        advance: picture.width,
                        span: index,
                        kind: Kind::Narrow,
                        may_break_after: false,
                    });
                } else if !is_invisible(character) {
                    cells.push(cell(character, index, &setting.style, fonts, missing));
                }
            }
            start = *end;
        }
        let mut pictures = self.pictures.into_iter().peekable();
        let spans = self.spans.iter().enumerate().map(|(index, (setting, _))| {
            match pictures.next_if(|(span, _)| *span == index) {
                Some((_, picture)) => Span::of_picture(setting, picture, fonts),
                None => Span::new(&setting.style, setting.inline, fonts),
            }
        });
        (cells, spans.collect())
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
