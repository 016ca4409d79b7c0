//! What cells look like, as rules of a stylesheet; cells that look alike share a class.

use super::look::{Colour, Edge, Edges, Face, Look};
use super::page::Paper;
use std::fmt::Write as _;

/// Points between a cell's side and its text, at the sheet's own size.
const PADDING_PT: f64 = 1.8;

/// Points of a step of indentation.
const INDENT_PT: f64 = 7.0;

/// The classes of a form's cells.
#[derive(Debug)]
pub(super) struct Classes {
    scale: f64,
    rules: Vec<String>,
}

impl Classes {
    /// Everything is so much larger or smaller than the sheet has it.
    pub(super) fn new(scale: f64) -> Self {
        Self {
            scale,
            rules: Vec::new(),
        }
    }

    /// The class of cells that look so; figures stand to the right where the cell doesn't say otherwise.
    pub(super) fn of(&mut self, look: &Look, edges: &Edges, is_number: bool) -> String {
        let rule = self.rule(look, edges, is_number);
        let known = self.rules.iter().position(|known| *known == rule);
        let index = known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        });
        format!("x{index}")
    }

    fn rule(&self, look: &Look, edges: &Edges, is_number: bool) -> String {
        let alignment = look.alignment;
        let usual = if is_number { "right" } else { "left" };
        let mut rule = face(&look.face, self.scale);
        let _ = write!(
            rule,
            "; text-align: {}; vertical-align: {}",
            alignment.horizontal.unwrap_or(usual),
            alignment.vertical.unwrap_or("bottom"),
        );
        let indent = f64::from(alignment.indent.min(50)) * INDENT_PT;
        let [mut left, mut right] = [PADDING_PT; 2];
        if alignment.horizontal == Some("right") {
            right += indent;
        } else {
            left += indent;
        }
        let top = self.points(0.7);
        let _ = write!(
            rule,
            "; padding: {top} {} {top} {}",
            self.points(right),
            self.points(left)
        );
        if let Some(fill) = look.fill {
            let _ = write!(rule, "; background-color: {}", colour(fill));
        }
        for (side, edge) in ["top", "right", "bottom", "left"].into_iter().zip(edges) {
            if let Some(Edge {
                width_pt,
                style,
                colour: of,
            }) = edge
            {
                let _ = write!(rule, "; border-{side}: {width_pt}pt {style} {}", colour(*of));
            }
        }
        rule
    }

    /// A length of the sheet, as large as it is printed.
    pub(super) fn points(&self, length_pt: f64) -> String {
        points(length_pt * self.scale)
    }

    /// What a piece of text looks like that has a face of its own.
    pub(super) fn of_piece(&self, of: &Face) -> String {
        face(of, self.scale)
    }

    /// The stylesheet.
    pub(super) fn sheet(&self, paper: &Paper) -> String {
        let [top, right, bottom, left] = paper.margins_pt.map(points);
        let mut sheet = format!(
            "@page {{ size: {} {}; margin: {top} {right} {bottom} {left};",
            points(paper.width_pt),
            points(paper.height_pt),
        );
        for (name, content) in &paper.margin_boxes {
            let _ = write!(
                sheet,
                " {name} {{ content:{content}; font-size: 8pt; color: black; }}"
            );
        }
        sheet.push_str(" }\nbody { line-height: 1.25; color: black; }\n");
        sheet.push_str("td { white-space: pre-wrap; }\n");
        for (index, rule) in self.rules.iter().enumerate() {
            let _ = writeln!(sheet, ".x{index} {{ {rule} }}");
        }
        sheet
    }
}

fn face(face: &Face, scale: f64) -> String {
    let decoration = match (face.is_underlined, face.is_struck) {
        (true, _) => "underline",
        (false, true) => "line-through",
        (false, false) => "none",
    };
    format!(
        "font-size: {}; font-weight: {}; text-decoration: {decoration}; color: {}",
        points(face.size_pt * scale),
        if face.is_bold { "bold" } else { "normal" },
        colour(face.colour.unwrap_or_default()),
    )
}

fn colour([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A length, to a hundredth of a point.
fn points(length_pt: f64) -> String {
    format!("{}pt", (length_pt * 100.0).round() / 100.0)
}
