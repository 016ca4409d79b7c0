//! The cells of a worksheet's part: what they hold and what they look like.

use super::look::{Face, Look, Looks, face};
use super::parts::{Parts, attribute, child, named, parsed};
use super::sheet::at;
use super::{At, DrawnMistake};
use roxmltree::Node;
use std::collections::BTreeMap;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) look: Look,
    pub(super) content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Nothing,
    /// Pieces of text, each with a face of its own where it has one.
    Text(Text),
    Number(String),
    Formula,
    /// `#REF!`
    Error(String),
}

/// Pieces of a text, each with a face of its own where it has one.
pub(super) type Text = Vec<(Option<Face>, String)>;

/// The texts that cells name by their numbers.
pub(super) fn shared_texts(
    parts: &mut Parts<'_>,
    part: &str,
    looks: &Looks,
) -> Result<Vec<Text>, DrawnMistake> {
    let Some(text) = parts.text(part)? else {
        return Ok(Vec::new());
    };
    let document = parsed(&text, part)?;
    let texts = named(document.root_element(), "si").map(|item| pieces(item, looks));
    Ok(texts.collect())
}

/// The text of a cell, in pieces where it has several faces; readings of Chinese characters are none of it.
fn pieces(item: Node<'_, '_>, looks: &Looks) -> Text {
    let text = |node: Node<'_, '_>| {
        let texts = named(node, "t").filter_map(|text| text.text());
        texts
            .collect::<String>()
            .replace("\r\n", "\n")
            .replace("_x000D_", "")
    };
    let plain = text(item);
    let whole = (!plain.is_empty()).then_some((None, plain));
    let runs =
        named(item, "r").map(|run| (child(run, "rPr").map(|own| face(own, &looks.colours)), text(run)));
    whole.into_iter().chain(runs).collect()
}

/// Every cell of the part.
pub(super) fn cells(root: Node<'_, '_>, looks: &Looks, texts: &[Text]) -> BTreeMap<At, Cell> {
    let mut cells = BTreeMap::new();
    let mut next_row = 0_u32;
    for row in child(root, "sheetData")
        .into_iter()
        .flat_map(|data| named(data, "row"))
    {
        let numbered = attribute(row, "r").and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
        let number = numbered.unwrap_or(next_row);
        next_row = number.saturating_add(1);
        let mut next_column = 0_u32;
        for cell in named(row, "c") {
            let place = attribute(cell, "r").and_then(at).unwrap_or(At {
                row: number,
                column: next_column,
            });
            next_column = place.column.saturating_add(1);
            let style = attribute(cell, "s").and_then(|style| style.parse().ok());
            let look = looks.of(style.unwrap_or_default());
            let content = content(cell, looks, texts);
            cells.insert(place, Cell { look, content });
        }
    }
    cells
}

fn content(cell: Node<'_, '_>, looks: &Looks, texts: &[Text]) -> Content {
    if child(cell, "f").is_some() {
        return Content::Formula;
    }
    let value = child(cell, "v")
        .and_then(|value| value.text())
        .unwrap_or_default();
    let text = match attribute(cell, "t") {
        Some("s") => {
            let index = value.trim().parse::<usize>().ok();
            index
                .and_then(|index| texts.get(index))
                .cloned()
                .unwrap_or_default()
        }
        Some("inlineStr") => child(cell, "is")
            .map(|item| pieces(item, looks))
            .unwrap_or_default(),
        Some("str") => vec![(None, value.to_owned())],
        Some("e") => return Content::Error(value.to_owned()),
        Some("b") => {
            let word = if value == "1" { "TRUE" } else { "FALSE" };
            vec![(None, word.to_owned())]
        }
        _ if value.is_empty() => return Content::Nothing,
        _ => return Content::Number(value.trim().to_owned()),
    };
    if text.iter().all(|(_, piece)| piece.is_empty()) {
        return Content::Nothing;
    }
    Content::Text(text)
}
