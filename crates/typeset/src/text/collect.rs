//! Pieces of text, pictures and frames in the order of a document → one text, with white space collapsed.

use std::hash::Hasher;
use std::mem;
use std::rc::Rc;

use taffy::BoxSizing;

use super::super::picture::Picture;
use super::super::style::Style;
use super::characters::joins_over_line_break;
use super::frame::{insets, is_framed, points};
use super::setting::Setting;

/// Stands for a picture in the text.
pub const OBJECT: char = '\u{fffc}';

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

/// Collects the text of a paragraph, collapsing white space as it goes.
#[derive(Debug, Default)]
pub struct Collector {
    pub(super) text: String,
    /// How each span is set, and where it ends.
    pub(super) spans: Vec<(Setting, usize)>,
    /// Pictures, and the spans that they are.
    pub(super) pictures: Vec<(usize, InlinePicture)>,
    /// White space that becomes a space if more text follows, and whether a line break was in it.
    pending: Option<(Setting, bool)>,
    last: Option<char>,
    /// Framed pieces, in the order in which they begin.
    pub(super) frames: Vec<Framing>,
    /// Where frames begin and end, in the order of the text.
    pub(super) edges: Vec<Edge>,
    /// Frames that are open, the innermost last.
    open: Vec<usize>,
    /// Those of them that begin with the next character.
    opening: usize,
}

/// A text without frames and pictures, and how it is set.
#[derive(Debug, Clone)]
pub struct Origin {
    text: Box<str>,
    spans: Vec<(Setting, usize)>,
}

impl Origin {
    /// Whether it is what was collected.
    pub fn is_of(&self, collected: &Collector) -> bool {
        let are_same = |((one, one_end), (other, other_end)): (&(Setting, usize), &(Setting, usize))| {
            one_end == other_end && one.is_as(other)
        };
        *self.text == *collected.text
            && self.spans.len() == collected.spans.len()
            && self.spans.iter().zip(&collected.spans).all(are_same)
    }
}

/// A framed piece of the text.
#[derive(Debug)]
pub struct Framing {
    /// Its style, and what it stands in.
    pub setting: Setting,
    /// The picture that it is around.
    pub picture: Option<InlinePicture>,
    /// It begins here, and doesn't go on from before a box that interrupts it.
    pub starts: bool,
    /// It ends here.
    pub ends: bool,
}

/// Where a frame begins or ends, in the text.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// Where.
    pub at: usize,
    /// Which frame, by its number.
    pub frame: usize,
    /// It begins there.
    pub opens: bool,
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
        let [left, top, right, bottom] = insets(style);
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

    /// Tells a hasher what makes the text differ from others; false where it is not text alone.
    pub fn identify(&self, style: &Rc<Style>, hasher: &mut impl Hasher) -> bool {
        if !self.frames.is_empty() || !self.pictures.is_empty() {
            return false;
        }
        hasher.write_usize(Rc::as_ptr(style).addr());
        hasher.write(self.text.as_bytes());
        for (setting, end) in &self.spans {
            setting.identify(hasher);
            hasher.write_usize(*end);
        }
        true
    }

    /// The text, and how it is set.
    pub fn origin(&self) -> Origin {
        Origin {
            text: self.text.as_str().into(),
            spans: self.spans.clone(),
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::WhiteSpace;

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
