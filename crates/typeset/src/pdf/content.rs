//! A page's display list → its content, each operator of which changes only what isn't so already.

use std::sync::Arc;

use super::operators::{Hundredths, Operators, hundredths};
use super::resources::Resources;
use crate::display::{FaceKey, Item, LineCap, LineJoin, LineStyle, Page, Rect, Rgb};
use crate::fonts::FontSet;
use crate::image::Image;

/// The content that paints `page`; pictures and opacities that it uses are added to `resources`.
pub(super) fn page(page: &Page, fonts: &FontSet, resources: &mut Resources) -> Vec<u8> {
    let mut painter = Painter::new(page.height, resources);
    for item in &page.items {
        painter.item(item, fonts);
    }
    painter.end_text();
    painter.operators.into_bytes()
}

/// The operators so far and the state that they leave behind.
pub(super) struct Painter<'r> {
    height: f32,
    resources: &'r mut Resources,
    pub(super) operators: Operators,
    pub(super) state: State,
    /// Where the last text began, while text is being shown.
    text: Option<(Hundredths, Hundredths)>,
}

/// What stays until it is changed.
#[derive(Debug, Clone)]
pub(super) struct State {
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    width: Option<Hundredths>,
    dashes: Vec<Hundredths>,
    cap: LineCap,
    join: LineJoin,
    /// Of fills and lines, in hundredths.
    opacity: (u8, u8),
    pub(super) font: Option<(FaceKey, Hundredths)>,
}

/// How a line is drawn, colour aside.
pub(super) struct Pen<'p> {
    pub width: f32,
    pub dashes: &'p [Hundredths],
    pub cap: LineCap,
    pub join: LineJoin,
}

impl<'r> Painter<'r> {
    fn new(height: f32, resources: &'r mut Resources) -> Self {
        Self {
            height,
            resources,
            operators: Operators::default(),
            state: State {
                fill: None,
                stroke: None,
                width: None,
                dashes: Vec::new(),
                cap: LineCap::Butt,
                join: LineJoin::Miter,
                opacity: (OPAQUE, OPAQUE),
                font: None,
            },
            text: None,
        }
    }

    fn item(&mut self, item: &Item, fonts: &FontSet) {
        match item {
            Item::Fill { rect, color } => self.fill(*rect, *color),
            Item::Line {
                from,
                to,
                width,
                color,
                style,
            } => self.line(*from, *to, *width, *color, *style),
            Item::Text(run) => self.text(run, fonts.face(run.face)),
            Item::Shape(shape) => self.shape(shape),
            Item::Image { rect, image } => self.image(*rect, image),
            Item::Clipped { rect, item } => {
                self.end_text();
                let before = self.state.clone();
                self.operators.operator("q");
                self.rectangle(*rect);
                self.operators.operator("W n");
                self.item(item, fonts);
                self.end_text();
                self.operators.operator("Q");
                self.state = before;
            }
            Item::Link { .. } => {}
        }
    }

    fn fill(&mut self, rect: Rect, color: Rgb) {
        self.end_text();
        self.set_opacity(OPAQUE, OPAQUE);
        self.set_fill(color);
        self.rectangle(rect);
        self.operators.operator("f");
    }

    fn rectangle(&mut self, rect: Rect) {
        let (left, right) = (hundredths(rect.x), hundredths(rect.x + rect.width));
        let (bottom, top) = (self.up(rect.y + rect.height), self.up(rect.y));
        let sides = [
            left,
            bottom,
            right.saturating_sub(left),
            top.saturating_sub(bottom),
        ];
        self.operators.write(&sides, "re");
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, color: Rgb, style: LineStyle) {
        if style == LineStyle::Double {
            // Two lines of a third of the thickness each, with as much between them.
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let reach = width / 3.0 / dx.hypot(dy).max(1e-6);
            for side in [-reach, reach] {
                let beside = |(x, y): (f32, f32)| (x + dy * side, y - dx * side);
                self.line(beside(from), beside(to), width / 3.0, color, LineStyle::Solid);
            }
            return;
        }
        self.end_text();
        self.set_opacity(OPAQUE, OPAQUE);
        let (dashes, cap) = style.dashes(width);
        let dashes: Vec<Hundredths> = dashes.into_iter().map(hundredths).collect();
        self.set_stroke(color);
        self.set_pen(&Pen {
            width,
            dashes: &dashes,
            cap,
            join: LineJoin::Miter,
        });
        for ((x, y), operator) in [(from, "m"), (to, "l")] {
            self.operators.write(&[hundredths(x), self.up(y)], operator);
        }
        self.operators.operator("S");
    }

    fn image(&mut self, rect: Rect, image: &Arc<Image>) {
        self.end_text();
        self.set_opacity(OPAQUE, OPAQUE);
        let name = self.resources.image(image);
        let (width, height) = (hundredths(rect.width), hundredths(rect.height));
        let (x, y) = (hundredths(rect.x), self.up(rect.y + rect.height));
        self.operators.operator("q");
        self.operators.write(&[width, 0, 0, height, x, y], "cm");
        self.operators.raw(&format!("/{name} "));
        self.operators.operator("Do");
        self.operators.operator("Q");
    }

    /// Begins to show text; returns where the last text began.
    pub(super) fn begin_text(&mut self) -> (Hundredths, Hundredths) {
        self.set_opacity(OPAQUE, OPAQUE);
        if self.text.is_none() {
            self.operators.operator("BT");
        }
        *self.text.get_or_insert((0, 0))
    }

    /// Goes on with text from a place.
    pub(super) fn move_text(&mut self, (x, y): (Hundredths, Hundredths)) {
        self.text = Some((x, y));
    }

    pub(super) fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.operators.operator("ET");
        }
    }

    pub(super) fn set_fill(&mut self, color: Rgb) {
        if self.state.fill != Some(color) {
            self.state.fill = Some(color);
            self.color(color, "g", "rg");
        }
    }

    pub(super) fn set_stroke(&mut self, color: Rgb) {
        if self.state.stroke != Some(color) {
            self.state.stroke = Some(color);
            self.color(color, "G", "RG");
        }
    }

    pub(super) fn set_pen(&mut self, pen: &Pen<'_>) {
        let width = hundredths(pen.width).max(0);
        if self.state.width != Some(width) {
            self.state.width = Some(width);
            self.operators.write(&[width], "w");
        }
        if self.state.dashes != pen.dashes {
            pen.dashes.clone_into(&mut self.state.dashes);
            self.operators.raw("[");
            for (index, length) in pen.dashes.iter().enumerate() {
                if index > 0 {
                    self.operators.raw(" ");
                }
                self.operators.number(*length);
            }
            self.operators.raw("]0 ");
            self.operators.operator("d");
        }
        if self.state.cap != pen.cap {
            self.state.cap = pen.cap;
            self.operators.operator(match pen.cap {
                LineCap::Butt => "0 J",
                LineCap::Round => "1 J",
                LineCap::Square => "2 J",
            });
        }
        if self.state.join != pen.join {
            self.state.join = pen.join;
            self.operators.operator(match pen.join {
                LineJoin::Miter => "0 j",
                LineJoin::Round => "1 j",
                LineJoin::Bevel => "2 j",
            });
        }
    }

    pub(super) fn set_opacity(&mut self, fill: u8, stroke: u8) {
        if self.state.opacity != (fill, stroke) {
            self.state.opacity = (fill, stroke);
            let name = self.resources.opacity(fill, stroke);
            self.operators.raw(&format!("/{name} "));
            self.operators.operator("gs");
        }
    }

    fn color(&mut self, Rgb(red, green, blue): Rgb, grey: &str, colored: &str) {
        if red == green && green == blue {
            self.share(red);
            self.operators.operator(grey);
        } else {
            for channel in [red, green, blue] {
                self.share(channel);
            }
            self.operators.operator(colored);
        }
    }

    /// A channel as a share of one, exact enough to be told from its neighbours.
    fn share(&mut self, channel: u8) {
        let thousandths = (u32::from(channel) * 1000 + 127) / 255;
        match thousandths {
            0 => self.operators.raw("0"),
            1000 => self.operators.raw("1"),
            _ => {
                self.operators.raw(".");
                let mut rest = thousandths;
                for unit in [100, 10, 1] {
                    if rest > 0 {
                        self.operators.integer(rest / unit);
                        rest %= unit;
                    }
                }
            }
        }
        self.operators.raw(" ");
    }

    /// From the top downwards → from the bottom upwards.
    pub(super) fn up(&self, y: f32) -> Hundredths {
        hundredths(self.height - y)
    }
}

pub(super) const OPAQUE: u8 = 100;
