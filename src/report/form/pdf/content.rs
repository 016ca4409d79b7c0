//! A page's display list → printpdf's operations, each of which changes only what isn't so already.

use super::embed::{Embedded, EmbeddedFace};
use crate::report::form::display::{FaceKey, Glyph, Item, LineStyle, Page, Rect, Rgb, TextRun};
use printpdf::{
    Codepoint, Color, Greyscale, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage,
    Point, Pt, Rect as PdfRect, Rgb as PdfRgb, TextItem,
};

/// The operations that paint `page`.
pub(super) fn page(page: &Page, fonts: &Embedded) -> PdfPage {
    let mut painter = Painter::new(page.height);
    for item in &page.items {
        match item {
            Item::Fill { rect, color } => painter.fill(*rect, *color),
            Item::Line {
                from,
                to,
                width,
                color,
                style,
            } => painter.line(*from, *to, *width, *color, *style),
            Item::Text(run) => {
                if let Some(face) = fonts.face(run.face) {
                    painter.text(run, face);
                }
            }
        }
    }
    painter.end_text();
    let sheet = PdfRect::from_wh(points(hundredths(page.width)), points(hundredths(page.height)));
    PdfPage {
        media_box: sheet.clone(),
        trim_box: sheet.clone(),
        crop_box: sheet,
        ops: painter.ops,
    }
}

/// A length in 1/100 pt, the precision of a page: 3.5 µm. Whole numbers add up without drifting.
type Hundredths = i32;

fn hundredths(length: f32) -> Hundredths {
    (length * 100.0).round() as Hundredths
}

fn points(length: Hundredths) -> Pt {
    Pt((f64::from(length) / 100.0) as f32)
}

/// The operations so far and the state that they leave behind.
struct Painter {
    height: f32,
    ops: Vec<Op>,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    width: Option<Hundredths>,
    style: LineStyle,
    /// Lengths of the dashes depend on the width, so a new width means new dashes.
    dashes_of: Option<Hundredths>,
    font: Option<(FaceKey, Hundredths)>,
    /// Where the last text began, while text is being shown.
    text: Option<(Hundredths, Hundredths)>,
}

impl Painter {
    fn new(height: f32) -> Self {
        Self {
            height,
            ops: Vec::new(),
            fill: None,
            stroke: None,
            width: None,
            style: LineStyle::Solid,
            dashes_of: None,
            font: None,
            text: None,
        }
    }

    fn fill(&mut self, rect: Rect, color: Rgb) {
        self.end_text();
        self.set_fill(color);
        let (left, right) = (hundredths(rect.x), hundredths(rect.x + rect.width));
        let (bottom, top) = (self.up(rect.y + rect.height), self.up(rect.y));
        self.ops.push(Op::DrawRectangle {
            rectangle: PdfRect {
                x: points(left),
                y: points(bottom),
                width: points(right.saturating_sub(left)),
                height: points(top.saturating_sub(bottom)),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, color: Rgb, style: LineStyle) {
        self.end_text();
        if self.stroke != Some(color) {
            self.stroke = Some(color);
            self.ops.push(Op::SetOutlineColor {
                col: pdf_color(color),
            });
        }
        let thickness = hundredths(width).max(0);
        if self.width != Some(thickness) {
            self.width = Some(thickness);
            self.ops.push(Op::SetOutlineThickness {
                pt: points(thickness),
            });
        }
        self.set_style(style, thickness);
        let ends = [from, to].map(|(x, y)| LinePoint {
            p: self.point(x, y),
            bezier: false,
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points: ends.to_vec(),
                is_closed: false,
            },
        });
    }

    fn set_style(&mut self, style: LineStyle, thickness: Hundredths) {
        let dashes_of = (style != LineStyle::Solid).then_some(thickness);
        if self.style == style && self.dashes_of == dashes_of {
            return;
        }
        (self.style, self.dashes_of) = (style, dashes_of);
        let length = |factor: i32, least: i32| points(thickness.saturating_mul(factor).max(least)).0;
        let dash = match style {
            LineStyle::Solid => LineDashPattern::solid(),
            LineStyle::Dashed => LineDashPattern::new(0.0, &[length(4, 200), length(2, 150)]),
            LineStyle::Dotted => LineDashPattern::new(0.0, &[length(1, 50), length(1, 100)]),
        };
        self.ops.push(Op::SetLineDashPattern { dash });
    }

    fn text(&mut self, run: &TextRun, face: &EmbeddedFace) {
        if run.glyphs.is_empty() {
            return;
        }
        let (last_x, last_y) = self.begin_text();
        self.set_fill(run.color);
        let size = hundredths(run.size);
        if self.font != Some((run.face, size)) {
            self.font = Some((run.face, size));
            let font = PdfFontHandle::External(face.id.clone());
            self.ops.push(Op::SetFont {
                font,
                size: points(size),
            });
        }
        let (x, y) = (hundredths(run.x), self.up(run.baseline));
        let pos = Point {
            x: points(x.saturating_sub(last_x)),
            y: points(y.saturating_sub(last_y)),
        };
        self.ops.push(Op::SetTextCursor { pos });
        self.text = Some((x, y));
        self.ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(codes(&run.glyphs, face, points(size).0))],
        });
    }

    fn begin_text(&mut self) -> (Hundredths, Hundredths) {
        *self.text.get_or_insert_with(|| {
            self.ops.push(Op::StartTextSection);
            (0, 0)
        })
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn set_fill(&mut self, color: Rgb) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            self.ops.push(Op::SetFillColor {
                col: pdf_color(color),
            });
        }
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point {
            x: points(hundredths(x)),
            y: points(self.up(y)),
        }
    }

    /// From the top downwards → from the bottom upwards.
    fn up(&self, y: f32) -> Hundredths {
        hundredths(self.height - y)
    }
}

/// The glyphs with the corrections, in thousandths of an em, that bring the pen from where the document's widths
/// leave it to where the layout wants it. What rounding takes from one is given to the next, so that no line drifts.
fn codes(glyphs: &[Glyph], face: &EmbeddedFace, size: f32) -> Vec<Codepoint> {
    let scale = if size > 0.0 { 1000.0 / f64::from(size) } else { 0.0 };
    let (mut wanted, mut pen) = (0.0, 0.0);
    let mut codes: Vec<Codepoint> = glyphs
        .iter()
        .filter_map(|glyph| {
            let embedded = face.glyph(glyph.id)?;
            wanted += f64::from(glyph.advance) * scale;
            pen += f64::from(embedded.width);
            let correction = (pen - wanted).round();
            pen -= correction;
            // Adding zero turns a negative zero, which would be written, into a plain one.
            Some(Codepoint::with_cid(
                embedded.code,
                correction as f32 + 0.0,
                embedded.text.clone(),
            ))
        })
        .collect();
    if let Some(last) = codes.last_mut() {
        last.offset = 0.0;
    }
    codes
}

fn pdf_color(Rgb(red, green, blue): Rgb) -> Color {
    let share = |channel: u8| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0;
    if red == green && green == blue {
        return Color::Greyscale(Greyscale {
            percent: share(red),
            icc_profile: None,
        });
    }
    Color::Rgb(PdfRgb {
        r: share(red),
        g: share(green),
        b: share(blue),
        icc_profile: None,
    })
}
