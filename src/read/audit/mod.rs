//! What the XML of a workbook's parts would make calamine do: misread a value, run on for ever, or exhaust memory.

mod lists;
mod ods;
mod ods_styles;
mod tags;
mod worksheet;

pub use ods::OdsContent;
pub use ods_styles::{OdsStyles, OdsStylesPart};
pub use worksheet::SheetPart;

use super::archive::{MANIFEST, damaged};
use super::limits::Limits;
use super::shown::Styles;
use super::xlsb::BinaryPart;
use crate::model::Problem;
use crate::model::finding::Damage;
use lists::{ListAudit, StringsAudit};
use std::sync::Arc;
use tags::{local_name, tag_end};
use worksheet::SheetAudit;

/// The audit of a part, chosen by its name and then by its root element.
pub enum Audit {
    /// Not markup, or nothing that calamine reads at length.
    Ignored,
    /// A small part that is kept whole, to be looked up in.
    Kept(Vec<u8>),
    /// Markup whose root element is not seen yet, and what the content of an .ods would stand on.
    Unknown(Vec<u8>, Arc<OdsStyles>),
    /// A worksheet of an .xlsx.
    Sheet(SheetAudit),
    /// Shared strings.
    Strings(StringsAudit),
    /// Formats, the list of sheets and other lists.
    List(ListAudit),
    /// The content of an .ods.
    Ods(Box<OdsContent>),
    /// The styles of an .ods.
    OdsStyles(OdsStylesPart),
    /// The workbook, the styles or a worksheet of an .xlsb.
    Binary(BinaryPart),
}

impl Audit {
    /// The audit of a part that is known to be a worksheet, in which some styles matter.
    pub fn of_sheet(styles: &Arc<Styles>) -> Self {
        Self::Sheet(SheetAudit::watching(styles))
    }

    /// The audit of a part of that name, in lower case.
    pub fn of(name: &str, small: bool) -> Self {
        match name.rsplit('.').next() {
            // What other programs keep with a workbook is in whatever encoding they like.
            _ if name.starts_with("customxml/") => Self::Ignored,
            Some("rels") if small => Self::Kept(Vec::new()),
            Some("xml") if small && (name.ends_with("workbook.xml") || name == MANIFEST) => {
                Self::Kept(Vec::new())
            }
            Some("xml" | "rels") => Self::Unknown(Vec::new(), Arc::default()),
            Some("bin")
                if name.ends_with("workbook.bin") || name.contains("worksheets/") || is_styles(name) =>
            {
                Self::Binary(BinaryPart::default())
            }
            _ => Self::Ignored,
        }
    }

    /// Tells it the styles of the workbook, where they matter to it.
    pub fn know(&mut self, styles: &Arc<Styles>, ods_styles: &Arc<OdsStyles>) {
        match self {
            Self::Unknown(_, known) => known.clone_from(ods_styles),
            Self::Binary(part) => part.watch(styles),
            _ => (),
        }
    }

    /// Takes the next bytes of the part.
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        match self {
            Self::Ignored => Ok(()),
            Self::Kept(bytes) => {
                bytes.extend_from_slice(chunk);
                plain_markup(bytes)
            }
            Self::Unknown(begun, known) => {
                begun.extend_from_slice(chunk);
                plain_markup(begun)?;
                let Some(root) = root(begun) else {
                    // A part that does not begin as markup is calamine's to refuse.
                    if begun.len() > limits.text_bytes() {
                        *self = Self::Ignored;
                    }
                    return Ok(());
                };
                let begun = std::mem::take(begun);
                *self = match root.as_slice() {
                    b"worksheet" => Self::Sheet(SheetAudit::default()),
                    b"sst" => Self::Strings(StringsAudit::default()),
                    b"styleSheet" | b"workbook" => Self::List(ListAudit::default()),
                    b"document-content" => Self::Ods(Box::new(OdsContent::styled(known))),
                    b"document-styles" => Self::OdsStyles(OdsStylesPart::default()),
                    _ => Self::Ignored,
                };
                self.feed(&begun, limits)
            }
            Self::Sheet(audit) => audit.feed(chunk, limits),
            Self::Strings(audit) => audit.feed(chunk, limits),
            Self::List(audit) => audit.feed(chunk, limits),
            Self::Ods(audit) => audit.feed(chunk, limits),
            Self::OdsStyles(part) => part.feed(chunk, limits),
            Self::Binary(part) => part.feed(chunk, limits),
        }
    }
}

/// Whether a part of that name, in lower case, lists the styles of an .xlsb.
pub fn is_styles(name: &str) -> bool {
    name.rsplit('/').next() == Some("styles.bin")
}

/// Markup in UTF-16 reads as empty, and a document type may hold entity bombs.
fn plain_markup(start: &[u8]) -> Result<(), Problem> {
    let start = &start[..start.len().min(4096)];
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || start.contains(&0) {
        return Err(misleading("UTF-16 XML"));
    }
    if start
        .windows(9)
        .any(|window| window.eq_ignore_ascii_case(b"<!DOCTYPE"))
    {
        return Err(misleading("DOCTYPE"));
    }
    Ok(())
}

fn misleading(what: &str) -> Problem {
    damaged(Damage::Misleading(what.to_owned()))
}

fn malformed(what: &str) -> Problem {
    damaged(Damage::Structure(what.to_owned()))
}

/// The local name of the first element.
fn root(markup: &[u8]) -> Option<Vec<u8>> {
    let mut rest = markup;
    loop {
        let start = rest.iter().position(|byte| *byte == b'<')?;
        rest = &rest[start..];
        let end = tag_end(rest)?;
        let tag = &rest[..=end];
        if !matches!(tag.get(1), Some(b'?' | b'!')) {
            return Some(local_name(tag).to_vec());
        }
        rest = &rest[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(body: &str) -> Result<SheetPart, Problem> {
        let xml = format!("<?xml version=\"1.0\"?><worksheet><sheetData>{body}");
        // Byte by byte, so that every tag is cut somewhere.
        let mut audit = Audit::of("xl/worksheets/sheet1.xml", true);
        for byte in xml.as_bytes() {
            audit.feed(&[*byte], &Limits::default())?;
        }
        match audit {
            Audit::Sheet(audit) => audit.finish(),
            _ => panic!("not taken for a worksheet"),
        }
    }

    #[test]
    fn merged_cells_and_error_values_are_collected() {
        let part = sheet(
            "<row r=\"2\"><c r=\"B2\" t=\"e\"><v>#SPILL!</v></c></row></sheetData>\
             <mergeCells count=\"1\"><mergeCell ref='A1:C2'/></mergeCells></worksheet>",
        )
        .unwrap();
        assert_eq!(part.merged, [(1, 0, 2, 2)]);
        assert_eq!(part.errors, [(1, 1, "#SPILL!".to_owned())]);
        assert!(!part.unreferenced);
    }

    #[test]
    fn values_that_would_be_misread_are_refused() {
        let end = "</row></sheetData></worksheet>";
        for body in [
            "<row r=\"1\"><c r=\"A1\"><v>1<!--x-->2</v></c>",
            "<row r=\"1\"><c r=\"A1\"><v>1<![CDATA[2]]></v></c>",
            "<row r=\"1\"><c r=\"A1\"><v>1&#50;</v></c>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c>",
            "<row r=\"1048577\"><c><v>1</v></c>",
            "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c>",
            "<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c>",
            "<row r=\"1\"><c r=\"A1\"><c r=\"B1\"><v>1</v></c></c>",
            "<row r=\"1\"></c></c><c r=\"A1\"><v>1</v></c>",
        ] {
            assert!(sheet(&format!("{body}{end}")).is_err(), "{body}");
        }
        for body in [
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b</v></c>",
            "<!-- made by a tool --><row><c><v>1</v></c>",
            "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>a&lt;b > c</t></is></c>",
        ] {
            assert!(sheet(&format!("{body}{end}")).is_ok(), "{body}");
        }
    }

    #[test]
    fn markup_that_hides_something_is_refused() {
        for start in ["<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "\u{feff}<\0w\0"] {
            assert!(
                Audit::of("xl/a.xml", true)
                    .feed(start.as_bytes(), &Limits::default())
                    .is_err(),
                "{start}"
            );
        }
        let wide: Vec<u8> = "<worksheet/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(
            Audit::of("xl/a.xml", true)
                .feed(&wide, &Limits::default())
                .is_err()
        );
    }

    fn ods(body: &str) -> Result<(), Problem> {
        let xml = format!(
            "<office:document-content><table:table table:name='a'>{body}</table:table></office:document-content>"
        );
        let mut audit = Audit::of("content.xml", true);
        audit.feed(xml.as_bytes(), &Limits::default())?;
        match audit {
            Audit::Ods(content) => content.finish().map(|_| ()),
            _ => panic!("not taken for the content of an .ods"),
        }
    }

    #[test]
    fn an_ods_is_balanced_and_bounded() {
        let value = "<table:table-cell office:value-type='float' office:value='1'/>";
        let empty = "<table:table-cell table:number-columns-repeated='16384'/>";
        let row = |repeats: u64, cells: &str| {
            format!("<table:table-row table:number-rows-repeated='{repeats}'>{cells}</table:table-row>")
        };
        assert_eq!(ods(&row(1, value)), Ok(()));
        assert_eq!(ods(&(row(3, value) + &row(1_048_000, empty))), Ok(()));
        for body in [
            row(1_000_000, &value.repeat(20)),
            row(1_000_000, empty) + &row(1, &value.repeat(20)),
            row(1, value) + "<table:table-row>",
            row(1, "<text:s text:c='2000000000'/>"),
            "<table:table table:name='b'/>".to_owned(),
            "<!-- x -->".to_owned(),
        ] {
            assert!(ods(&body).is_err(), "{body:.80}");
        }
    }
}
