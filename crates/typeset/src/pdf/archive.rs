//! What makes a document one for archives (PDF/A-2b): what it says about itself as XMP, and what its colours mean.

use super::packed::Packed;
use super::{Metadata, srgb};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::fmt::Write as _;
use std::io;
use std::sync::OnceLock;

/// Adds to a document, and to its catalog, what archives ask for. Where `is_archival` is false the document has
/// something that they don't take, and makes no claim.
pub(super) fn complete(
    document: &mut Document,
    catalog: &mut Dictionary,
    metadata: &Metadata,
    is_archival: bool,
) -> io::Result<()> {
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(metadata, is_archival).into_bytes(),
    );
    // Programs that know nothing of PDF look for it in the bytes of the file.
    catalog.set("Metadata", document.add_object(xmp.with_compression(false)));
    let profile = document.add_object(profile()?.into_stream(dictionary! { "N" => 3 }));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "DestOutputProfile" => profile,
    };
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    Ok(())
}

/// What colours mean, the same in all documents.
fn profile() -> io::Result<Packed> {
    static PROFILE: OnceLock<Packed> = OnceLock::new();
    if let Some(profile) = PROFILE.get() {
        return Ok(profile.clone());
    }
    let profile = Packed::deflated(srgb::profile())?;
    Ok(PROFILE.get_or_init(|| profile).clone())
}

/// The same as the document's information, in the words of XMP.
fn xmp(metadata: &Metadata, is_archival: bool) -> String {
    let date = metadata.date.format("%Y-%m-%dT00:00:00Z");
    let (title, language) = (escaped(&metadata.title), escaped(&metadata.language));
    let producer = escaped(&metadata.producer);
    let mut xmp = String::from("<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    xmp += "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
            <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
            <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
            xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
            xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    if is_archival {
        xmp += "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n";
    }
    // Writing to a string cannot fail.
    let _ = writeln!(
        xmp,
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>"
    );
    if !metadata.author.is_empty() {
        let author = escaped(&metadata.author);
        let _ = writeln!(
            xmp,
            "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        );
    }
    let _ = writeln!(
        xmp,
        "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreatorTool>{producer}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n\
         <xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <pdf:Producer>{producer}</pdf:Producer>"
    );
    xmp + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
}

/// Text as XML takes it; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_kind_are_well_formed_xml() {
        let metadata = Metadata {
            title: "考核表 <b>&\"\u{7}".into(),
            author: "A&B 有限公司".into(),
            ..Metadata::default()
        };
        let xmp = xmp(&metadata, true);
        let document = roxmltree::Document::parse(&xmp).unwrap();
        let text = |name: &str| {
            let node = document
                .descendants()
                .find(|node| node.tag_name().name() == name)?;
            Some(
                node.descendants()
                    .filter(roxmltree::Node::is_text)
                    .filter_map(|node| node.text())
                    .collect::<String>(),
            )
        };
        assert_eq!(text("title").as_deref(), Some("考核表 <b>&\""));
        assert_eq!(text("creator").as_deref(), Some("A&B 有限公司"));
        assert_eq!(text("conformance").as_deref(), Some("B"));
    }
}
