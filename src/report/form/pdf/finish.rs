//! printpdf's document → bytes, with everything set that printpdf draws by lot, leaves empty or gets wrong.

use super::resources::Resources;
use super::{Bookmark, Metadata, PdfError, link};
use crate::report::form::display::Page;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
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
pub(super) fn finish(
    mut document: Document,
    pages: &[Page],
    contents: Vec<Vec<u8>>,
    resources: Resources,
    metadata: &Metadata,
) -> Result<Vec<u8>, PdfError> {
    document.version = String::from("1.7");
    fill_pages(&mut document, pages, contents, resources)?;
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

/// Gives the pages their content, and all of them the same resources.
fn fill_pages(
    document: &mut Document,
    shown: &[Page],
    contents: Vec<Vec<u8>>,
    resources: Resources,
) -> Result<(), lopdf::Error> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut shared = Dictionary::new();
    for (page, content) in pages.iter().zip(contents) {
        let entries = document.get_dictionary(*page)?;
        let (own, stream) = (
            entries.get(b"Resources")?.as_reference()?,
            entries.get(b"Contents")?.as_reference()?,
        );
        document
            .get_object_mut(stream)?
            .as_stream_mut()?
            .set_plain_content(content);
        if let Some(Object::Dictionary(own)) = document.objects.remove(&own) {
            for (key, value) in own {
                // What printpdf leaves empty goes with it.
                match (key.as_slice(), &value) {
                    (b"Font", _) => shared.set(key, value),
                    (_, Object::Reference(empty)) => {
                        document.objects.remove(empty);
                    }
                    _ => {}
                }
            }
        }
    }
    resources.add_to(document, &mut shared);
    let shared = document.add_object(shared);
    for (index, (page, shown)) in pages.iter().zip(shown).enumerate() {
        let links = link::annotations(shown, index, &pages);
        let entries = document.get_object_mut(*page)?.as_dict_mut()?;
        entries.set("Resources", shared);
        if links.is_empty() {
            entries.remove(b"Annots");
        } else {
            entries.set("Annots", links);
        }
    }
    Ok(())
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
