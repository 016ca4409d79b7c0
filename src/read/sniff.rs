//! The first bytes of a file → what it is, whatever its name says.

use crate::model::finding::Content;

/// What a file's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive: a workbook of one kind or another, or something else.
    Zip,
    /// An OLE compound file: an old workbook, an encrypted one, or something else.
    Ole,
    /// Perhaps text.
    Text,
    /// Something else.
    Other(Content),
}

const SIGNATURES: [(&[u8], Kind); 17] = [
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PK\x07\x08", Kind::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Ole),
    (b"%PDF-", Kind::Other(Content::Pdf)),
    (b"\x89PNG\r\n\x1a\n", Kind::Other(Content::Picture)),
    (b"\xff\xd8\xff", Kind::Other(Content::Picture)),
    (b"GIF87a", Kind::Other(Content::Picture)),
    (b"GIF89a", Kind::Other(Content::Picture)),
    (b"II*\0", Kind::Other(Content::Picture)),
    (b"MM\0*", Kind::Other(Content::Picture)),
    (b"Rar!\x1a\x07", Kind::Other(Content::Archive)),
    (b"7z\xbc\xaf\x27\x1c", Kind::Other(Content::Archive)),
    (b"\x1f\x8b", Kind::Other(Content::Archive)),
    (b"BZh", Kind::Other(Content::Archive)),
    (b"\xfd7zXZ\0", Kind::Other(Content::Archive)),
    (b"SQLite format 3\0", Kind::Other(Content::Unknown)),
];

/// What the bytes are.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::Other(Content::Nothing);
    }
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map_or(Kind::Text, |&(_, kind)| kind)
}

/// What a text is that begins as markup does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Html,
    /// XML Spreadsheet 2003.
    SpreadsheetMl,
    /// No table.
    Other(Content),
}

/// Markup that only looks like a table's text.
pub(super) fn markup(text: &str) -> Option<Markup> {
    let start: String = text
        .trim_start()
        .chars()
        .take(4096)
        .collect::<String>()
        .to_ascii_lowercase();
    if !start.starts_with('<') {
        let is_archive = start.starts_with("mime-version:");
        return is_archive.then_some(Markup::Other(Content::Html));
    }
    let has = |needle: &str| start.contains(needle);
    Some(
        if has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html") {
            Markup::SpreadsheetMl
        } else if TAGS.into_iter().any(has) {
            Markup::Html
        } else if start.starts_with("<?xml") || start.starts_with("<!doctype") {
            Markup::Other(Content::Xml)
        } else {
            return None;
        },
    )
}

/// Tags that a page begins with, of the many that it may hold.
const TAGS: [&str; 12] = [
    "<html",
    "<!doctype html",
    "<head",
    "<body",
    "<meta",
    "<style",
    "<title",
    "<table",
    "<div",
    "<center",
    "<font",
    "<tr",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (bytes, kind) in [
            (&b""[..], Kind::Other(Content::Nothing)),
            (b" \r\n", Kind::Other(Content::Nothing)),
            (b"PK\x03\x04...", Kind::Zip),
            (b"%PDF-1.7", Kind::Other(Content::Pdf)),
            (b"a,b\n1,2\n", Kind::Text),
        ] {
            assert_eq!(sniff(bytes), kind);
        }
    }

    #[test]
    fn markup_is_told_from_tables() {
        for (text, content) in [
            ("<html><table>", Some(Markup::Html)),
            ("\n<!DOCTYPE html>", Some(Markup::Html)),
            (
                "<?xml version='1.0'?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Some(Markup::SpreadsheetMl),
            ),
            ("<?xml version='1.0'?><a/>", Some(Markup::Other(Content::Xml))),
            ("<新客户>,1\n", None),
            ("日期,金额", None),
        ] {
            assert_eq!(markup(text), content, "{text}");
        }
    }
}
