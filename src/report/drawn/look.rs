//! What cells look like: the styles of a workbook, with its theme's colours.

use super::DrawnMistake;
use super::number::built_in;
use super::parts::{LocalName, Parts, attribute, child, is_set, named, number, parsed};
use roxmltree::Node;
use std::collections::BTreeMap;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// The text of a cell or of a piece of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    pub(super) size_pt: f64,
    pub(super) is_bold: bool,
    pub(super) is_underlined: bool,
    pub(super) is_struck: bool,
    pub(super) colour: Option<Colour>,
}

/// A line at a side of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) width_pt: f64,
    pub(super) style: &'static str,
    pub(super) colour: Colour,
}

/// The lines around a cell: top, right, bottom, left.
pub(super) type Edges = [Option<Edge>; 4];

/// Where text stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Alignment {
    /// `left`, `center`, `right`, `justify`; none: by what the cell holds.
    pub(super) horizontal: Option<&'static str>,
    /// `top`, `middle`, `bottom`.
    pub(super) vertical: Option<&'static str>,
    pub(super) is_wrapped: bool,
    /// Characters below each other.
    pub(super) is_stacked: bool,
    /// Turned by an angle, which pages don't follow.
    pub(super) is_turned: bool,
    /// Steps of indentation.
    pub(super) indent: u32,
}

/// All that a style says of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    pub(super) face: Face,
    pub(super) fill: Option<Colour>,
    pub(super) edges: Edges,
    pub(super) alignment: Alignment,
    /// The number format's code.
    pub(super) format: String,
}

impl Default for Face {
    fn default() -> Self {
        Self {
            size_pt: 11.0,
            is_bold: false,
            is_underlined: false,
            is_struck: false,
            colour: None,
        }
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            face: Face::default(),
            fill: None,
            edges: [None; 4],
            alignment: Alignment::default(),
            format: "General".to_owned(),
        }
    }
}

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looks {
    cells: Vec<Look>,
    pub(super) colours: Colours,
    /// The face that columns are measured by.
    pub(super) usual: Face,
}

/// The colours of the theme, by their numbers in cells.
#[derive(Debug, Default)]
pub(super) struct Colours {
    theme: Vec<Colour>,
}

impl Looks {
    /// The styles of the workbook's parts of these names.
    pub(super) fn read(
        parts: &mut Parts<'_>,
        styles: Option<&str>,
        theme: Option<&str>,
    ) -> Result<Self, DrawnMistake> {
        let colours = match theme {
            Some(part) => Colours::read(parts, part)?,
            None => Colours::default(),
        };
        let text = match styles {
            Some(part) => parts.text(part)?,
            None => None,
        };
        let (Some(part), Some(text)) = (styles, text) else {
            return Ok(Self {
                colours,
                ..Self::default()
            });
        };
        let document = parsed(&text, part)?;
        let root = document.root_element();
        let items = |list: &'static str, name: &'static str| {
            child(root, list)
                .into_iter()
                .flat_map(move |list| named(list, name))
        };
        let fonts: Vec<Face> = items("fonts", "font").map(|font| face(font, &colours)).collect();
        let fills: Vec<Option<Colour>> = items("fills", "fill").map(|node| fill(node, &colours)).collect();
        let borders: Vec<Edges> = items("borders", "border")
            .map(|node| edges(node, &colours))
            .collect();
        let formats: BTreeMap<&str, &str> = items("numFmts", "numFmt")
            .filter_map(|node| Some((attribute(node, "numFmtId")?, attribute(node, "formatCode")?)))
            .collect();
        let cells = items("cellXfs", "xf").map(|xf| {
            let id = |name: &str| attribute(xf, name)?.parse::<usize>().ok();
            let format = attribute(xf, "numFmtId").unwrap_or("0");
            let format = formats.get(format).copied().unwrap_or_else(|| built_in(format));
            Look {
                face: id("fontId")
                    .and_then(|id| fonts.get(id))
                    .cloned()
                    .unwrap_or_default(),
                fill: id("fillId").and_then(|id| fills.get(id)).copied().flatten(),
                edges: id("borderId")
                    .and_then(|id| borders.get(id))
                    .copied()
                    .unwrap_or_default(),
                alignment: child(xf, "alignment").map(alignment).unwrap_or_default(),
                format: format.to_owned(),
            }
        });
        Ok(Self {
            cells: cells.collect(),
            usual: fonts.first().cloned().unwrap_or_default(),
            colours,
        })
    }

    /// The look of the style with that number.
    pub(super) fn of(&self, style: usize) -> Look {
        self.cells.get(style).cloned().unwrap_or_default()
    }
}

impl Colours {
    fn read(parts: &mut Parts<'_>, part: &str) -> Result<Self, DrawnMistake> {
        let Some(text) = parts.text(part)? else {
            return Ok(Self::default());
        };
        let document = parsed(&text, part)?;
        let scheme = document
            .descendants()
            .find(|node| node.has_tag_name_of("clrScheme"));
        let listed = scheme.into_iter().flat_map(|scheme| scheme.children());
        let colour = |node: Node<'_, '_>| {
            let value = node.first_element_child()?;
            hex(attribute(value, "lastClr").or_else(|| attribute(value, "val"))?)
        };
        let mut theme: Vec<Colour> = listed
            .filter(Node::is_element)
            .map(|node| colour(node).unwrap_or_default())
            .collect();
        // Cells count light before dark, twice; the theme lists dark before light.
        for pair in [0, 2] {
            if theme.len() > pair + 1 {
                theme.swap(pair, pair + 1);
            }
        }
        Ok(Self { theme })
    }

    /// The colour that a node such as `<color theme="4" tint="0.6"/>` names; none for the usual one.
    pub(super) fn of(&self, node: Node<'_, '_>) -> Option<Colour> {
        let whole = |name| attribute(node, name)?.parse::<usize>().ok();
        let colour = if let Some(rgb) = attribute(node, "rgb") {
            hex(rgb)?
        } else if let Some(theme) = whole("theme") {
            *self.theme.get(theme)?
        } else {
            *INDEXED.get(whole("indexed")?)?
        };
        Some(tinted(colour, number(node, "tint").unwrap_or_default()))
    }
}

/// `FF17375E` and `17375E`.
fn hex(text: &str) -> Option<Colour> {
    let digits = text.get(text.len().checked_sub(6)?..)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// A colour that much nearer to white (above 0) or to black (below).
fn tinted(colour: Colour, tint: f64) -> Colour {
    let tint = tint.clamp(-1.0, 1.0);
    colour.map(|part| {
        let part = f64::from(part);
        let part = if tint < 0.0 {
            part * (1.0 + tint)
        } else {
            part + (255.0 - part) * tint
        };
        part.round() as u8
    })
}

/// The face of a `<font>` or of the `<rPr>` of a piece of text.
pub(super) fn face(font: Node<'_, '_>, colours: &Colours) -> Face {
    let is_on = |name| {
        child(font, name).is_some_and(|node| !matches!(attribute(node, "val"), Some("0" | "false" | "none")))
    };
    Face {
        size_pt: child(font, "sz")
            .and_then(|size| number(size, "val"))
            .map_or(11.0, |size| size.clamp(1.0, 200.0)),
        is_bold: is_on("b"),
        is_underlined: is_on("u"),
        is_struck: is_on("strike"),
        colour: child(font, "color").and_then(|colour| colours.of(colour)),
    }
}

fn fill(fill: Node<'_, '_>, colours: &Colours) -> Option<Colour> {
    let pattern = child(fill, "patternFill")?;
    match attribute(pattern, "patternType") {
        None | Some("none") => None,
        _ => child(pattern, "fgColor")
            .and_then(|colour| colours.of(colour))
            .or_else(|| child(pattern, "bgColor").and_then(|colour| colours.of(colour))),
    }
}

fn edges(border: Node<'_, '_>, colours: &Colours) -> Edges {
    let side = |names: [&'static str; 2]| {
        let node = names.into_iter().find_map(|name| child(border, name))?;
        let (width_pt, style) = line(attribute(node, "style")?)?;
        Some(Edge {
            width_pt,
            style,
            colour: child(node, "color")
                .and_then(|colour| colours.of(colour))
                .unwrap_or_default(),
        })
    };
    [
        side(["top", "top"]),
        side(["right", "end"]),
        side(["bottom", "bottom"]),
        side(["left", "start"]),
    ]
}

/// The width and the style in CSS of a line that a workbook names.
fn line(name: &str) -> Option<(f64, &'static str)> {
    Some(match name {
        "hair" => (0.25, "solid"),
        "thin" => (0.6, "solid"),
        "medium" => (1.2, "solid"),
        "thick" => (1.8, "solid"),
        "double" => (1.8, "double"),
        "dotted" => (0.6, "dotted"),
        "dashed" | "dashDot" | "dashDotDot" => (0.6, "dashed"),
        "mediumDashed" | "mediumDashDot" | "mediumDashDotDot" | "slantDashDot" => (1.2, "dashed"),
        _ => return None,
    })
}

fn alignment(node: Node<'_, '_>) -> Alignment {
    let turned: u32 = attribute(node, "textRotation")
        .and_then(|turned| turned.parse().ok())
        .unwrap_or_default();
    Alignment {
        horizontal: match attribute(node, "horizontal") {
            Some("left" | "fill") => Some("left"),
            Some("center" | "centerContinuous") => Some("center"),
            Some("right") => Some("right"),
            Some("justify" | "distributed") => Some("justify"),
            _ => None,
        },
        vertical: match attribute(node, "vertical") {
            Some("top") => Some("top"),
            Some("center" | "justify" | "distributed") => Some("middle"),
            Some("bottom") => Some("bottom"),
            _ => None,
        },
        is_wrapped: is_set(node, "wrapText"),
        is_stacked: turned == 255,
        is_turned: turned != 0 && turned != 255,
        indent: attribute(node, "indent")
            .and_then(|indent| indent.parse().ok())
            .unwrap_or_default(),
    }
}

/// The colours that old workbooks name by numbers: the first eight, twice, and then the palette.
#[rustfmt::skip]
const INDEXED: [Colour; 64] = {
    const fn rgb(number: u32) -> Colour {
        let [_, red, green, blue] = number.to_be_bytes();
        [red, green, blue]
    }
    [
        rgb(0x00_0000), rgb(0xFF_FFFF), rgb(0xFF_0000), rgb(0x00_FF00), rgb(0x00_00FF), rgb(0xFF_FF00), rgb(0xFF_00FF), rgb(0x00_FFFF),
        rgb(0x00_0000), rgb(0xFF_FFFF), rgb(0xFF_0000), rgb(0x00_FF00), rgb(0x00_00FF), rgb(0xFF_FF00), rgb(0xFF_00FF), rgb(0x00_FFFF),
        rgb(0x80_0000), rgb(0x00_8000), rgb(0x00_0080), rgb(0x80_8000), rgb(0x80_0080), rgb(0x00_8080), rgb(0xC0_C0C0), rgb(0x80_8080),
        rgb(0x99_99FF), rgb(0x99_3366), rgb(0xFF_FFCC), rgb(0xCC_FFFF), rgb(0x66_0066), rgb(0xFF_8080), rgb(0x00_66CC), rgb(0xCC_CCFF),
        rgb(0x00_0080), rgb(0xFF_00FF), rgb(0xFF_FF00), rgb(0x00_FFFF), rgb(0x80_0080), rgb(0x80_0000), rgb(0x00_8080), rgb(0x00_00FF),
        rgb(0x00_CCFF), rgb(0xCC_FFFF), rgb(0xCC_FFCC), rgb(0xFF_FF99), rgb(0x99_CCFF), rgb(0xFF_99CC), rgb(0xCC_99FF), rgb(0xFF_CC99),
        rgb(0x33_66FF), rgb(0x33_CCCC), rgb(0x99_CC00), rgb(0xFF_CC00), rgb(0xFF_9900), rgb(0xFF_6600), rgb(0x66_6699), rgb(0x96_9696),
        rgb(0x00_3366), rgb(0x33_9966), rgb(0x00_3300), rgb(0x33_3300), rgb(0x99_3300), rgb(0x99_3366), rgb(0x33_3399), rgb(0x33_3333),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tint_goes_to_white_or_to_black() {
        let blue = [0x44, 0x72, 0xC4];
        assert_eq!(tinted(blue, 0.0), blue);
        assert_eq!(tinted(blue, 1.0), [255; 3]);
        assert_eq!(tinted(blue, -1.0), [0; 3]);
        assert_eq!(tinted(blue, 0.5), [162, 185, 226]);
    }

    #[test]
    fn colours_are_written_with_or_without_their_opacity() {
        assert_eq!(hex("FF17375E"), Some([0x17, 0x37, 0x5E]));
        assert_eq!(hex("17375E"), Some([0x17, 0x37, 0x5E]));
        assert_eq!(hex("red"), None);
        assert_eq!(hex("日本語"), None);
    }
}
