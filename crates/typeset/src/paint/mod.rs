//! Placed boxes → one endless strip of painted items, with the places where it must not be cut.

mod borders;
mod shape;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use taffy::{LengthPercentage, NodeId};

use self::shape::corners;
use super::boxes::{BoxNode, Content, Tree};
use super::display::{Item, Rect};
use super::style::{Border, Display, PageBreak, Style, TablePart};
use super::text::{Framed, Line, Paragraph, Place};

/// Everything that is painted, on a strip of paper as long as it takes.
#[derive(Debug, Default)]
pub struct Strip {
    /// In painting order.
    pub items: Vec<StripItem>,
    /// What is better not cut.
    pub atoms: Vec<Atom>,
    /// Where a page must end.
    pub forced_breaks: Vec<f32>,
    /// Rows that are repeated.
    pub headers: Vec<RepeatedHeader>,
    /// Where elements with an `id` begin.
    pub anchors: BTreeMap<Arc<str>, f32>,
    /// The header whose items are being painted.
    current_header: Option<usize>,
}

/// An item, and what of the strip it belongs to.
#[derive(Debug, Clone)]
pub struct StripItem {
    /// The item.
    pub item: Item,
    /// Top of its line or shape.
    pub top: f32,
    /// Bottom of it.
    pub bottom: f32,
    /// The header that it is part of.
    pub header: Option<usize>,
}

/// A piece of the strip that is better not cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atom {
    /// Top.
    pub top: f32,
    /// Bottom.
    pub bottom: f32,
    /// How bad it would be.
    pub cohesion: Cohesion,
}

/// How firmly a piece holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cohesion {
    /// Things that go better together: a heading and what follows, the last two lines of a paragraph.
    Loose,
    /// A table's row.
    Row,
    /// A line of text.
    Line,
}

/// A table's header rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatedHeader {
    /// Top of the header.
    pub top: f32,
    /// Its bottom, where the other rows begin.
    pub body_top: f32,
    /// The bottom of the last row.
    pub body_bottom: f32,
}

impl Strip {
    /// Paints a laid out tree from its root.
    pub fn of(tree: &Tree, root: NodeId) -> Self {
        let mut strip = Self::default();
        strip.paint(tree, root, (0.0, 0.0));
        strip
    }

    fn paint(&mut self, tree: &Tree, id: NodeId, parent: (f32, f32)) {
        let node = tree.node(id);
        let (x, y) = (parent.0 + node.location.x, parent.1 + node.location.y);
        let rect = Rect {
            x,
            y,
            width: node.size.width,
            height: node.size.height,
        };
        if let Some(id) = &node.id {
            self.anchors.entry(Arc::clone(id)).or_insert(y);
        }
        let first_atom = self.atoms.len();
        if node.style.break_before == PageBreak::Page {
            self.forced_breaks.push(y);
        }
        if let Content::Table(table) = &node.content {
            self.paint_table(tree, table, rect);
        } else {
            // Its table paints that of a cell.
            if node.style.display != Display::TablePart(TablePart::Cell) {
                self.paint_box(&node.style, rect);
            }
            let [left, top, right, _] = node.inset;
            if let Some(marker) = &node.marker {
                self.paint_marker(marker, x + left, y + top + node.content_shift);
            }
            if let Content::Picture(picture) = &node.content {
                let inside = Rect {
                    x: x + left,
                    y: y + top,
                    width: (rect.width - left - right).max(0.0),
                    height: (rect.height - top - node.inset[3]).max(0.0),
                };
                for item in picture.paint(inside) {
                    self.push(item, rect.y, rect.y + rect.height);
                }
                self.hold(rect.y, rect.y + rect.height, Cohesion::Line);
            } else if let Content::Text(paragraph, lines) = &node.content {
                let width = rect.width - left - right;
                self.paint_lines(paragraph, lines, x + left, y + top + node.content_shift, width);
            } else {
                self.paint_children(tree, node, (x, y + node.content_shift));
            }
            self.hold_edges(node, rect, first_atom);
        }
        if node.style.break_inside == PageBreak::Avoid {
            self.hold(y, y + rect.height, Cohesion::Loose);
        }
        if node.style.break_after == PageBreak::Page {
            self.forced_breaks.push(y + rect.height);
        }
    }

    fn paint_children(&mut self, tree: &Tree, node: &BoxNode, origin: (f32, f32)) {
        let mut before: Option<(f32, PageBreak)> = None;
        for child in &node.children {
            let first_atom = self.atoms.len();
            self.paint(tree, *child, origin);
            let child = tree.node(*child);
            if let Some((top, after)) = before
                && (after == PageBreak::Avoid || child.style.break_before == PageBreak::Avoid)
                && let Some(first) = self.atoms.get(first_atom).copied()
            {
                self.hold(top, first.bottom, Cohesion::Loose);
            }
            before = Some((origin.1 + child.location.y, child.style.break_after));
        }
    }

    fn paint_lines(&mut self, paragraph: &Paragraph, lines: &[Line], x: f32, top: f32, width: f32) {
        let mut y = top;
        let mut edges = Vec::with_capacity(lines.len() + 1);
        edges.push(y);
        for line in lines {
            let bottom = y + line.height();
            let place = Place {
                x,
                width,
                baseline: y + line.above,
            };
            for framed in paragraph.frames(*line, place) {
                self.paint_framed(&framed, (y, bottom));
            }
            let mut items = Vec::new();
            paragraph.paint(*line, place, &mut items);
            let header = self.current_header;
            self.items.extend(items.into_iter().map(|item| StripItem {
                item,
                top: y,
                bottom,
                header,
            }));
            self.hold(y, bottom, Cohesion::Line);
            y = bottom;
            edges.push(y);
        }
        // A single line at the end or the beginning of a page looks lost.
        if let ([first, _, second, ..], [.., last_but_one, _, last]) = (&edges[..], &edges[..]) {
            let (first, second, last_but_one, last) = (*first, *second, *last_but_one, *last);
            self.hold(first, second, Cohesion::Loose);
            self.hold(last_but_one, last, Cohesion::Loose);
        }
    }

    fn paint_marker(&mut self, marker: &Paragraph, right: f32, top: f32) {
        const GAP: f32 = 0.4;
        let lines = marker.lines(f32::INFINITY);
        let Some(line) = lines.first() else { return };
        let gap = line.height() * GAP;
        let place = Place {
            x: right - gap - line.width,
            width: line.width,
            baseline: top + line.above,
        };
        let mut items = Vec::new();
        marker.paint(*line, place, &mut items);
        let (bottom, header) = (top + line.height(), self.current_header);
        self.items.extend(items.into_iter().map(|item| StripItem {
            item,
            top,
            bottom,
            header,
        }));
    }

    /// Keeps a box's edges with what is next to them, so that no page ends between text and its border.
    fn hold_edges(&mut self, node: &BoxNode, rect: Rect, first_atom: usize) {
        let bottom = rect.y + rect.height;
        let inside = self.atoms.get(first_atom..).unwrap_or_default();
        let is_decorated = node.style.background.is_some()
            || [node.style.border.top, node.style.border.bottom]
                .iter()
                .any(|border| border.width() > 0.0);
        if inside.is_empty() {
            if rect.height > 0.0 && (is_decorated || node.children.is_empty()) {
                self.hold(rect.y, bottom, Cohesion::Loose);
            }
        } else if is_decorated {
            let lines = || inside.iter().filter(|atom| atom.cohesion > Cohesion::Loose);
            let first = lines().map(|atom| atom.bottom).fold(bottom, f32::min);
            let last = lines().map(|atom| atom.top).fold(rect.y, f32::max);
            self.hold(rect.y, first, Cohesion::Loose);
            self.hold(last, bottom, Cohesion::Loose);
        }
    }

    fn hold(&mut self, top: f32, bottom: f32, cohesion: Cohesion) {
        if bottom > top {
            self.atoms.push(Atom {
                top,
                bottom,
                cohesion,
            });
        }
    }

    fn push(&mut self, item: Item, top: f32, bottom: f32) {
        self.items.push(StripItem {
            item,
            top,
            bottom,
            header: self.current_header,
        });
    }

    /// What of a framed piece lies on a line: the sides on which it goes on are open.
    fn paint_framed(&mut self, framed: &Framed<'_>, (top, bottom): (f32, f32)) {
        let mut style = Style::clone(framed.style);
        let [tl, tr, br, bl] = &mut style.radius;
        for (is_here, border, radii) in [
            (framed.starts, &mut style.border.left, [tl, bl]),
            (framed.ends, &mut style.border.right, [tr, br]),
        ] {
            if !is_here {
                *border = Border::NONE;
                for radius in radii {
                    *radius = LengthPercentage::length(0.0);
                }
            }
        }
        let first = self.items.len();
        self.paint_box(&style, framed.rect);
        for item in self.items.iter_mut().skip(first) {
            (item.top, item.bottom) = (top, bottom);
        }
    }

    /// Fill and borders of a box.
    fn paint_box(&mut self, style: &Style, rect: Rect) {
        if let Some(radii) = corners(style, rect) {
            self.paint_rounded(style, rect, radii);
            return;
        }
        if let Some(color) = style.background {
            self.push(Item::Fill { rect, color }, rect.y, rect.y + rect.height);
        }
        self.paint_borders(style, rect);
    }
}
