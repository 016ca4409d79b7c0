//! `<text>` of a drawing → labels in the form's own faces, so that it can be searched and copied.

use roxmltree::Node;

use super::super::display::{FaceKey, Glyph};
use super::super::fonts::is_invisible;
use super::super::style::Display;
use super::super::trouble::Oversight;
use super::read::{Context, Reader};
use super::{Anchor, Baseline, Label, Mark};

/// Text that hangs on one anchor.
#[derive(Default)]
struct Chunk {
    x: f32,
    y: f32,
    anchor: Option<Anchor>,
    width: f32,
    labels: Vec<Label>,
}

/// Where the pen is in a text element.
#[derive(Default)]
struct Pen {
    chunks: Vec<Chunk>,
    /// A space becomes one if more text follows.
    pending_space: bool,
    /// Some text came before, so that a space may follow.
    has_text: bool,
    dy: f32,
}

impl Reader<'_, '_> {
    pub(super) fn text(&mut self, element: Node<'_, '_>, context: &Context, marks: &mut Vec<Mark>) {
        if !context.matrix.keeps_upright() {
            let oversight = Oversight::TurnedText;
            let warning = self.source.warning(element.range().start, oversight);
            self.trouble.warnings.push(warning);
        }
        let mut pen = Pen::default();
        pen.chunks.push(Chunk::default());
        self.piece(element, context, &mut pen);
        for chunk in pen.chunks {
            let back = match chunk.anchor.unwrap_or(Anchor::Start) {
                Anchor::Start => 0.0,
                Anchor::Middle => chunk.width / 2.0,
                Anchor::End => chunk.width,
            };
            marks.extend(chunk.labels.into_iter().map(|label| {
                Mark::Label(Label {
                    offset: label.offset - back,
                    ..label
                })
            }));
        }
    }

    fn piece(&mut self, element: Node<'_, '_>, context: &Context, pen: &mut Pen) {
        let (wide, high) = context.extent;
        if element.has_attribute("x") || element.has_attribute("y") {
            let last = pen.chunks.last();
            let (mut x, mut y) = last.map_or((0.0, 0.0), |chunk| (chunk.x + chunk.width, chunk.y));
            if element.has_attribute("x") {
                x = self.length(element, "x", wide);
            }
            if element.has_attribute("y") {
                y = self.length(element, "y", high);
                pen.dy = 0.0;
            }
            pen.chunks.push(Chunk {
                x,
                y,
                ..Chunk::default()
            });
            pen.pending_space = false;
            pen.has_text = false;
        }
        let dx = self.length(element, "dx", wide);
        pen.dy += self.length(element, "dy", high);
        if let Some(chunk) = pen.chunks.last_mut() {
            if chunk.labels.is_empty() {
                chunk.x += dx;
            } else {
                chunk.width += dx;
            }
        }
        for child in element.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.write(text, context, pen);
            }
            if !child.is_element() {
                continue;
            }
            let name = child.tag_name().name();
            match name {
                "tspan" => {
                    let style = self
                        .styles
                        .style(child, &context.style, self.source, self.trouble);
                    if style.display != Display::None {
                        let inner = self.inherited(child, style, context);
                        self.piece(child, &inner, pen);
                    }
                }
                "title" | "desc" => {}
                _ => {
                    let oversight = Oversight::NotDrawn(name.to_owned());
                    let warning = self.source.warning(child.range().start, oversight);
                    self.trouble.warnings.push(warning);
                }
            }
        }
    }

    /// Sets text after what is there, a label for each face that it takes.
    fn write(&mut self, text: &str, context: &Context, pen: &mut Pen) {
        let scale = context.matrix.scale();
        let bold = context.ink.bold.unwrap_or(false);
        let size = context.ink.font_size.unwrap_or(16.0);
        let spacing = context.ink.letter_spacing.unwrap_or(0.0);
        let color = context.fill().map(|fill| fill.color);
        let raised = size
            * match context.baseline() {
                Baseline::Alphabetic => 0.0,
                Baseline::Middle => 0.36,
                Baseline::Hanging => 0.73,
            };
        let mut open: Option<FaceKey> = None;
        for character in text.chars() {
            if character.is_whitespace() && character != '\u{a0}' && character != '\u{3000}' {
                pen.pending_space = pen.has_text;
                continue;
            }
            if is_invisible(character) {
                continue;
            }
            let space = pen.pending_space.then_some(' ');
            pen.pending_space = false;
            pen.has_text = true;
            for character in space.into_iter().chain([character]) {
                let found = self.fonts.find(character, bold);
                if found.is_none() {
                    self.trouble.missing.insert(character);
                }
                let character = found.map_or('\u{fffd}', |_| character);
                let (face, id) = found.unwrap_or_else(|| self.fonts.replacement(bold));
                let advance = self.fonts.face(face).advance(id) * size + spacing;
                let Some(chunk) = pen.chunks.last_mut() else {
                    return;
                };
                chunk.anchor.get_or_insert(context.anchor());
                if let Some(color) = color {
                    if open != Some(face) {
                        open = Some(face);
                        let (x, y) = context.matrix.point(chunk.x, chunk.y + pen.dy + raised);
                        chunk.labels.push(Label {
                            x,
                            y,
                            face,
                            size: size * scale,
                            color,
                            glyphs: Vec::new(),
                            offset: chunk.width * scale,
                        });
                    }
                    if let Some(label) = chunk.labels.last_mut() {
                        label.glyphs.push(Glyph {
                            id,
                            character,
                            advance: advance * scale,
                        });
                    }
                }
                chunk.width += advance;
            }
        }
    }
}
