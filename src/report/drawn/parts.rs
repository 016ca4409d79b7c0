//! The parts of a workbook's archive, inflated within bounds, and which part a relation of another leads to.

use super::DrawnMistake;
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of all parts together that a form may have.
const MOST_BYTES: u64 = 32 << 20;

/// Elements and texts of a part.
const MOST_NODES: u32 = 1_000_000;

/// The archive of a workbook.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// What a relation of a part leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its kind: `worksheet`, `theme`, `image`.
    pub(super) kind: String,
    /// The part's name.
    pub(super) part: String,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DrawnMistake> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            DrawnMistake::of_file(
                "不是 .xlsx 工作簿，或已加密；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”，不设密码",
                "it is no .xlsx workbook, or it is encrypted; open it and save it as Excel Workbook (.xlsx), without a password",
            )
        })?;
        Ok(Self {
            zip,
            left: MOST_BYTES,
        })
    }

    /// The bytes of a part; none where there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, DrawnMistake> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged(name)),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|_| damaged(name))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            DrawnMistake::of_file(
                "工作簿太大（解压后超过 32 MB）；请删去与表格无关的工作表和大图片",
                "the workbook is too large (more than 32 MB unpacked); remove sheets and large pictures that the form does not need",
            )
        })?;
        Ok(Some(bytes))
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, DrawnMistake> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes).map_err(|_| damaged(name))?;
        Ok(Some(
            text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        ))
    }

    /// What the relations of a part lead to, in the order that they stand in.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, DrawnMistake> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = joined(folder, &format!("_rels/{file}.rels"));
        let Some(text) = self.text(&name)? else {
            return Ok(Vec::new());
        };
        let document = parsed(&text, &name)?;
        let relations = document.root_element().children().filter_map(|relation| {
            if relation.attribute("TargetMode") == Some("External") {
                return None;
            }
            Some(Relation {
                id: relation.attribute("Id")?.to_owned(),
                kind: relation.attribute("Type")?.rsplit('/').next()?.to_owned(),
                part: joined(folder, relation.attribute("Target")?),
            })
        });
        Ok(relations.collect())
    }
}

/// The document of a part.
pub(super) fn parsed<'t>(text: &'t str, part: &str) -> Result<Document<'t>, DrawnMistake> {
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|_| damaged(part))
}

/// The children of a node that have this name.
pub(super) fn named<'n, 'd: 'n>(
    node: Node<'n, 'd>,
    name: &'static str,
) -> impl Iterator<Item = Node<'n, 'd>> + use<'n, 'd> {
    node.children().filter(move |child| child.has_tag_name_of(name))
}

/// The first child of that name.
pub(super) fn child<'n, 'd: 'n>(node: Node<'n, 'd>, name: &'static str) -> Option<Node<'n, 'd>> {
    named(node, name).next()
}

/// A name without the namespace that the kinds of workbook write differently.
pub(super) trait LocalName {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// An attribute in whichever namespace.
pub(super) fn attribute<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// A number that an attribute holds.
pub(super) fn number(node: Node<'_, '_>, name: &str) -> Option<f64> {
    let number: f64 = attribute(node, name)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Whether an attribute says yes.
pub(super) fn is_set(node: Node<'_, '_>, name: &str) -> bool {
    matches!(attribute(node, name), Some("1" | "true" | "on"))
}

pub(super) fn damaged(part: &str) -> DrawnMistake {
    DrawnMistake::of_file(
        format!("工作簿已损坏（{part}）；请在 Excel 或 WPS 中打开后另存一份"),
        format!("the workbook is damaged ({part}); open it in Excel and save a copy"),
    )
}

/// A path beside a folder, its `..` followed.
fn joined(folder: &str, path: &str) -> String {
    let mut names: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|name| !name.is_empty()).collect()
    };
    for name in path.split('/') {
        match name {
            "" | "." => (),
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_lead_from_the_folder_of_their_part() {
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(
            joined("xl/worksheets", "../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml"
        );
        assert_eq!(
            joined("xl/worksheets", "/xl/media/image1.png"),
            "xl/media/image1.png"
        );
        assert_eq!(joined("", "../../a.xml"), "a.xml");
    }
}
