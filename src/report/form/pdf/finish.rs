//! printpdf's document → bytes, with everything set that printpdf draws by lot, leaves empty or gets wrong.

use super::{Bookmark, Metadata, PdfError};
use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use printpdf::{PageAnnotId, PageAnnotation};
use sha2::{Digest, Sha256};

const PRODUCER: &str = concat!("repcard ", env!("CARGO_PKG_VERSION"));

/// The outline's entries are held by name, so the name is their place.
pub(super) fn bookmark_id(index: usize) -> PageAnnotId {
    PageAnnotId(format!("{index:08}"))
}

pub(super) fn bookmark(bookmark: &Bookmark) -> PageAnnotation {
    PageAnnotation {
        name: bookmark.title.clone(),
        page: bookmark.page + 1,
    }
}

/// Completes the document and writes it out.
pub(super) fn finish(mut document: Document, metadata: &Metadata) -> Result<Vec<u8>, PdfError> {
    document.version = String::from("1.7");
    complete_catalog(document.catalog_mut()?, metadata);
    let information = document.add_object(information(metadata));
    if let Ok(Object::Reference(drawn)) = document.trailer.get(b"Info") {
        let drawn = *drawn;
        document.objects.remove(&drawn);
    }
    document.trailer.set("Info", information);
    document.compress();

    let id = Object::String(content_id(&document, metadata), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(lopdf::Error::from)?;
    Ok(bytes)
}

fn complete_catalog(catalog: &mut Dictionary, metadata: &Metadata) {
    let outline = !metadata.bookmarks.is_empty();
    catalog.set("Lang", Object::string_literal(metadata.language.tag()));
    catalog.set(
        "PageMode",
        Object::Name(if outline {
            b"UseOutlines".into()
        } else {
            b"UseNone".into()
        }),
    );
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
}

fn information(metadata: &Metadata) -> Dictionary {
    let date = Object::string_literal(metadata.date.format("D:%Y%m%d000000Z").to_string());
    dictionary! {
        "Title" => text(&metadata.title),
        "Author" => text(&metadata.author),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    }
}

/// Text as UTF-16, with the mark that says so.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// A number for the document that depends on its content alone.
fn content_id(document: &Document, metadata: &Metadata) -> Vec<u8> {
    let mut hash = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.update(format!("{metadata:?}"));
    hash.finalize()[..16].to_vec()
}
