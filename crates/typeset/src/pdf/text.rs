//! Runs of glyphs → operators that show them where the layout wants them.

use super::content::Painter;
use super::embed::{face_name, width};
use super::operators::hundredths;
use crate::display::TextRun;
use crate::fonts::Face;

impl Painter<'_> {
    /// Shows a run. Corrections, in thousandths of an em, bring the pen from where the document's widths leave it to
    /// where the layout wants it. What rounding takes from one is given to the next, so that no line drifts.
    pub(super) fn text(&mut self, run: &TextRun, face: &Face) {
        if run.glyphs.is_empty() {
            return;
        }
        let (last_x, last_y) = self.begin_text();
        self.set_fill(run.color);
        let size = hundredths(run.size);
        if self.state.font != Some((run.face, size)) {
            self.state.font = Some((run.face, size));
            self.operators.raw(&format!("/{} ", face_name(run.face)));
            self.operators.write(&[size], "Tf");
        }
        let (x, y) = (hundredths(run.x), self.up(run.baseline));
        let step = [x.saturating_sub(last_x), y.saturating_sub(last_y)];
        self.operators.write(&step, "Td");
        self.move_text((x, y));

        let scale = if size > 0 {
            100_000.0 / f64::from(size)
        } else {
            0.0
        };
        let (mut wanted, mut pen) = (0.0, 0.0);
        let mut correction = 0;
        let mut is_open = false;
        self.operators.raw("[");
        for glyph in &run.glyphs {
            if correction != 0 {
                if is_open {
                    self.operators.raw(")");
                    is_open = false;
                }
                if correction < 0 {
                    self.operators.raw("-");
                }
                self.operators.integer(i32::unsigned_abs(correction));
            }
            if !is_open {
                self.operators.raw("(");
                is_open = true;
            }
            self.operators.code(glyph.id);
            wanted += f64::from(glyph.advance) * scale;
            pen += f64::from(width(face, glyph.id));
            let rounded = (pen - wanted).round();
            pen -= rounded;
            correction = rounded as i32;
        }
        if is_open {
            self.operators.raw(")");
        }
        self.operators.raw("]");
        self.operators.operator("TJ");
    }
}
