//! printpdf's document → bytes, with everything set that printpdf draws by lot, leaves empty or gets wrong.

use super::leaf::Leaf;
use super::packed::Packed;
use super::resources::Resources;
use super::{Bookmark, Metadata, PageLabel, PdfError, archive, link, numbering};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PageAnnotId, PageAnnotation};
use sha2::{Digest, Sha256};
use std::io;

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
    leaves: &[Leaf],
    metadata: &Metadata,
) -> Result<Vec<u8>, PdfError> {
    document.version = String::from("1.7");
    let mut resources = Resources::default();
    for leaf in leaves {
        resources.add(&leaf.resources);
    }
    let is_archival = resources.is_archival();
    fill_pages(&mut document, leaves, resources)?;
    let mut catalog = std::mem::take(document.catalog_mut()?);
    complete_catalog(&mut catalog, metadata);
    archive::complete(&mut document, &mut catalog, metadata, is_archival)?;
    *document.catalog_mut()? = catalog;
    let information = document.add_object(information(metadata));
    if let Ok(Object::Reference(drawn)) = document.trailer.get(b"Info") {
        let drawn = *drawn;
        document.objects.remove(&drawn);
    }
    document.trailer.set("Info", information);
    numbering::close_gaps(&mut document);
    compress(&mut document)?;

    let id = Object::String(content_id(&document, metadata), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::with_capacity(length(&document));
    document.save_to(&mut bytes).map_err(lopdf::Error::from)?;
    Ok(bytes)
}

/// About as many bytes as the document will have, rather more than less.
fn length(document: &Document) -> usize {
    let length = |object: &Object| match object {
        Object::Stream(stream) => stream.content.len() + 512,
        _ => 512,
    };
    document.objects.values().map(length).sum()
}

/// Compresses what isn't so yet: outlines of TrueType.
fn compress(document: &mut Document) -> io::Result<()> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is_worth_it(stream)
        {
            let (entries, content) = (
                std::mem::take(&mut stream.dict),
                std::mem::take(&mut stream.content),
            );
            *stream = Packed::deflated(content)?.into_stream(entries);
        }
    }
    Ok(())
}

fn is_worth_it(stream: &Stream) -> bool {
    stream.allows_compression && !stream.dict.has(b"Filter") && !is_dense(stream)
}

/// Outlines of CFF are dense: compressing them takes more time than all the rest, and a tenth off their size.
fn is_dense(stream: &Stream) -> bool {
    matches!(stream.dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"CIDFontType0C")
}

/// Gives the pages their content, and all of them the same resources.
fn fill_pages(document: &mut Document, leaves: &[Leaf], resources: Resources) -> Result<(), lopdf::Error> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut shared = Dictionary::new();
    for (page, leaf) in pages.iter().zip(leaves) {
        let entries = document.get_dictionary(*page)?;
        let (own, stream) = (
            entries.get(b"Resources")?.as_reference()?,
            entries.get(b"Contents")?.as_reference()?,
        );
        let content = leaf.content.clone().into_stream(Dictionary::new());
        *document.get_object_mut(stream)? = Object::Stream(content);
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
    for (index, (page, leaf)) in pages.iter().zip(leaves).enumerate() {
        let links = link::annotations(leaf, index, &pages);
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
    catalog.set("Lang", Object::string_literal(metadata.language.as_str()));
    catalog.set(
        "PageMode",
        Object::Name(if outline {
            b"UseOutlines".into()
        } else {
            b"UseNone".into()
        }),
    );
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if metadata.duplex {
        preferences.set("Duplex", "DuplexFlipLongEdge");
    }
    catalog.set("ViewerPreferences", preferences);
    if !metadata.labels.is_empty() {
        let labels = metadata.labels.iter().flat_map(page_label).collect::<Vec<_>>();
        catalog.set("PageLabels", dictionary! { "Nums" => labels });
    }
}

/// What the pages from one on are called, as a pair of a tree of numbers.
fn page_label(label: &PageLabel) -> [Object; 2] {
    let mut entries = dictionary! { "P" => text(&label.prefix) };
    if label.is_numbered {
        entries.set("S", "D");
    }
    [Object::from(label.page as i64), Object::Dictionary(entries)]
}

fn information(metadata: &Metadata) -> Dictionary {
    let date = Object::string_literal(metadata.date.format("D:%Y%m%d000000Z").to_string());
    let mut information = dictionary! {
        "Title" => text(&metadata.title),
        "Creator" => text(&metadata.producer),
        "Producer" => text(&metadata.producer),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    if !metadata.author.is_empty() {
        information.set("Author", text(&metadata.author));
    }
    information
}

/// Text as UTF-16, with the mark that says so.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// A number for the document that depends on its content alone. The name of a part of a face says which part it is, so
/// that its outlines need not be looked at.
fn content_id(document: &Document, metadata: &Metadata) -> Vec<u8> {
    let mut hash = Sha256::new();
    for object in document.objects.values() {
        match object {
            Object::Stream(stream) if !is_dense(stream) => hash.update(&stream.content),
            Object::Dictionary(entries) => {
                if let Ok(Object::Name(name)) = entries.get(b"FontName") {
                    hash.update(name);
                }
            }
            _ => {}
        }
    }
    hash.update(format!("{metadata:?}"));
    hash.finalize()[..16].to_vec()
}
