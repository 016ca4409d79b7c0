//! printpdf's document → bytes, with everything set that printpdf draws by lot, leaves empty or gets wrong.

use super::resources::Resources;
use super::{Bookmark, Metadata, PRODUCER, PageLabel, PdfError, archive, link, numbering};
use crate::report::form::display::Page;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PageAnnotId, PageAnnotation};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
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
    pages: &[Page],
    contents: Vec<Vec<u8>>,
    resources: Resources,
    metadata: &Metadata,
) -> Result<Vec<u8>, PdfError> {
    document.version = String::from("1.7");
    let is_archival = resources.is_archival();
    fill_pages(&mut document, pages, contents, resources)?;
    let mut catalog = std::mem::take(document.catalog_mut()?);
    complete_catalog(&mut catalog, metadata);
    archive::complete(&mut document, &mut catalog, metadata, is_archival);
    *document.catalog_mut()? = catalog;
    let information = document.add_object(information(metadata));
    if let Ok(Object::Reference(drawn)) = document.trailer.get(b"Info") {
        let drawn = *drawn;
        document.objects.remove(&drawn);
    }
    document.trailer.set("Info", information);
    numbering::close_gaps(&mut document);
    compress(&mut document).map_err(lopdf::Error::from)?;

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

/// How hard to compress, of 9: more makes a page a seventh smaller, and takes twice the time.
const COMPRESSION: Compression = Compression::new(2);

fn compress(document: &mut Document) -> io::Result<()> {
    let streams = document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok());
    let streams: Vec<&mut Stream> = streams.filter(|stream| is_worth_it(stream)).collect();
    // The pages of a pack are many.
    streams.into_par_iter().try_for_each(|stream| {
        let compressed = compressed(&stream.content)?;
        if compressed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(compressed);
        }
        Ok(())
    })
}

/// The bytes compressed. What the compressor works in is a quarter of a megabyte, and each thread makes it once.
fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(COMPRESSION, true));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut compressed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = &bytes[compressor.total_in() as usize..];
            if compressor.compress_vec(rest, &mut compressed, FlushCompress::Finish)? == Status::StreamEnd {
                return Ok(compressed);
            }
            compressed.reserve(compressed.capacity());
        }
    })
}

/// Outlines of CFF are dense: compressing them takes more time than all the rest, and a tenth off their size.
fn is_worth_it(stream: &Stream) -> bool {
    let is_dense = matches!(stream.dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"CIDFontType0C");
    stream.allows_compression && !stream.dict.has(b"Filter") && !is_dense
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
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
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
