//! The pictures that lie over a worksheet.

use super::parts::{LocalName, Parts, attribute, child, number, parsed};
use super::{At, DrawnMistake};
use roxmltree::Node;

/// English metric units, in which drawings are measured, of a point.
const EMU_OF_POINT: f64 = 12_700.0;

/// A picture over the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    /// The cell that its corner lies in.
    pub(super) at: At,
    pub(super) width_pt: f64,
    pub(super) height_pt: f64,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The pictures of a sheet, and whether anything else lies over it.
pub(super) fn pictures(parts: &mut Parts<'_>, part: &str) -> Result<(Vec<Picture>, bool), DrawnMistake> {
    let of_sheet = parts.relations(part)?;
    let mut pictures = Vec::new();
    let mut has_shapes = false;
    for drawing in of_sheet.iter().filter(|relation| relation.kind == "drawing") {
        let Some(text) = parts.text(&drawing.part)? else {
            continue;
        };
        let document = parsed(&text, &drawing.part)?;
        let relations = parts.relations(&drawing.part)?;
        for anchor in document.root_element().children().filter(Node::is_element) {
            let image = child(anchor, "pic").and_then(|picture| {
                let blip = picture.descendants().find(|node| node.has_tag_name_of("blip"))?;
                let id = attribute(blip, "embed")?;
                relations.iter().find(|relation| relation.id == id)
            });
            let place = child(anchor, "from").and_then(corner);
            let (Some(image), Some(at), Some((width_pt, height_pt))) = (image, place, extent(anchor)) else {
                has_shapes = true;
                continue;
            };
            let Some(bytes) = parts.bytes(&image.part)? else {
                continue;
            };
            let file = image.part.rsplit('/').next().unwrap_or_default();
            pictures.push(Picture {
                at,
                width_pt,
                height_pt,
                name: format!("{}-{file}", super::FILE),
                bytes,
            });
        }
    }
    Ok((pictures, has_shapes))
}

/// The cell that the corner of a picture lies in.
fn corner(node: Node<'_, '_>) -> Option<At> {
    let number = |name| child(node, name)?.text()?.trim().parse().ok();
    Some(At {
        row: number("row")?,
        column: number("col")?,
    })
}

/// Points that a picture is wide and high.
fn extent(anchor: Node<'_, '_>) -> Option<(f64, f64)> {
    let of_picture = || {
        let transform = anchor.descendants().find(|node| node.has_tag_name_of("xfrm"))?;
        child(transform, "ext")
    };
    let extent = child(anchor, "ext").or_else(of_picture)?;
    let size = |name| Some(number(extent, name)? / EMU_OF_POINT).filter(|size| *size > 0.0);
    Some((size("cx")?, size("cy")?))
}
