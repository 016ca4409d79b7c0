//! What a document says of a face's glyphs: the text that each of them stands for, and how wide it is.
//!
//! printpdf writes both, a line at a time and much more slowly than all else it does; so it is shown one glyph of each
//! face, and what it says of that one is replaced by what is true of all, outlines among it.

use super::packed::Packed;
use lopdf::{Dictionary, Document, Object};
use std::fmt::Write as _;

/// A glyph as the document holds it.
pub(super) struct EmbeddedGlyph {
    /// Its number in the embedded face.
    pub(super) code: u16,
    /// Its width as the document states it, in thousandths of an em.
    pub(super) width: u16,
    /// What copying it gives.
    pub(super) text: char,
}

/// What is to be said of a face.
pub(super) struct Described {
    /// The face's name among the document's resources.
    name: String,
    text: Vec<u8>,
    widths: Vec<Object>,
    places: Option<Vec<u8>>,
    outlines: Option<Vec<u8>>,
}

impl Described {
    /// What is to be said of a face that holds these glyphs, their numbers ascending; `places` has two bytes for each
    /// number, where the file knows none of them. `outlines` belong where those of a specimen are.
    pub(super) fn new(
        name: &str,
        glyphs: &[EmbeddedGlyph],
        places: Option<Vec<u8>>,
        outlines: Option<Vec<u8>>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            text: to_unicode(name, glyphs).into_bytes(),
            widths: widths(glyphs),
            places,
            outlines,
        }
    }
}

/// Says of the faces of a document of printpdf's what is true of them.
pub(super) fn describe(document: &mut Document, faces: Vec<Described>) -> Result<(), lopdf::Error> {
    let Some(page) = document.page_iter().next().filter(|_| !faces.is_empty()) else {
        return Ok(());
    };
    let resources = document.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
    let fonts = document.get_dictionary(resources)?.get(b"Font")?.as_reference()?;
    for face in faces {
        let places = face.places.map(Packed::deflated).transpose()?;
        let places = places.map(|places| document.add_object(places.into_stream(Dictionary::new())));
        let fonts = document.get_dictionary(fonts)?;
        let font = fonts.get(face.name.as_bytes())?.as_reference()?;
        let font = document.get_object_mut(font)?.as_dict_mut()?;
        let text = font.get(b"ToUnicode")?.as_reference()?;
        let mut measures = Vec::new();
        for descendant in font.get_mut(b"DescendantFonts")?.as_array_mut()? {
            let descendant = descendant.as_dict_mut()?;
            measures.push(descendant.get(b"FontDescriptor")?.as_reference()?);
            descendant.set("W", face.widths.clone());
            if let Some(places) = places {
                descendant.set("CIDToGIDMap", places);
            }
        }
        for (measures, outlines) in measures.into_iter().zip(face.outlines) {
            let file = document
                .get_dictionary(measures)?
                .get(b"FontFile3")?
                .as_reference()?;
            let file = document.get_object_mut(file)?.as_stream_mut()?;
            file.set_content(outlines);
        }
        let told = Packed::deflated(face.text)?.into_stream(Dictionary::new());
        *document.get_object_mut(text)? = Object::Stream(told);
    }
    Ok(())
}

/// As wide as printpdf says that glyphs are of which it says nothing: those of Chinese.
const USUAL_WIDTH: u16 = 1000;

/// The widths of glyphs that are not as wide as usual: those whose numbers follow each other, behind the first number.
fn widths(glyphs: &[EmbeddedGlyph]) -> Vec<Object> {
    let unusual: Vec<&EmbeddedGlyph> = glyphs.iter().filter(|glyph| glyph.width != USUAL_WIDTH).collect();
    let runs = unusual.chunk_by(|one, next| one.code.checked_add(1) == Some(next.code));
    let written = runs.filter_map(|run| {
        let widths = run.iter().map(|glyph| Object::Integer(i64::from(glyph.width)));
        let first = Object::Integer(i64::from(run.first()?.code));
        Some([first, Object::Array(widths.collect())])
    });
    written.flatten().collect()
}

/// At most so many glyphs are told of at a time.
const MOST_AT_ONCE: usize = 100;

/// The table of what copying gives (ISO 32000-1, 9.10.3).
pub(super) fn to_unicode(name: &str, glyphs: &[EmbeddedGlyph]) -> String {
    let mut table = format!(
        "/CIDInit /ProcSet findresource begin\n\n12 dict begin\n\nbegincmap\n\n%!PS-Adobe-3.0 Resource-CMap\n\
         %%DocumentNeededResources: procset CIDInit\n%%IncludeResource: procset CIDInit\n\n\
         /CIDSystemInfo 3 dict dup begin\n/Registry (FontSpecific) def\n/Ordering ({name}) def\n/Supplement 0 def\n\
         end def\n\n/CMapName /FontSpecific-{name} def\n/CMapVersion 1 def\n/CMapType 2 def\n/WMode 0 def\n\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    );
    table.reserve(glyphs.len() * 20 + 128);
    for glyphs in glyphs.chunks(MOST_AT_ONCE) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{} beginbfchar", glyphs.len());
        for glyph in glyphs {
            table.push('<');
            push_hexadecimal(&mut table, glyph.code);
            table.push_str("><");
            for unit in glyph.text.encode_utf16(&mut [0; 2]) {
                push_hexadecimal(&mut table, *unit);
            }
            table.push_str(">\n");
        }
        table.push_str("endbfchar\n");
    }
    table + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

fn push_hexadecimal(text: &mut String, number: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        text.push(char::from(DIGITS[usize::from(number >> shift & 0xf)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_told_once() {
        for count in [1, 99, 100, 101, 255, 256, 257, 700] {
            let texts = ('一'..)
                .take(count)
                .zip(0..)
                .map(|(character, number)| match number {
                    7 => '𠮷',
                    8 => 'A',
                    _ => character,
                });
            let glyphs: Vec<EmbeddedGlyph> = texts
                .zip((1..).step_by(3))
                .map(|(text, code)| EmbeddedGlyph {
                    code,
                    width: 1000,
                    text,
                })
                .collect();
            let table = to_unicode("T0", &glyphs);
            let told: Vec<&str> = table.lines().filter(|line| line.starts_with('<')).collect();
            let told = &told[1..];
            assert_eq!(told.len(), count);
            for (line, glyph) in told.iter().zip(&glyphs) {
                let units: Vec<String> = (glyph.text.encode_utf16(&mut [0; 2]).iter())
                    .map(|unit| format!("{unit:04X}"))
                    .collect();
                let units = units.concat();
                assert_eq!(*line, format!("<{:04X}><{units}>", glyph.code));
            }
            assert_eq!(table.matches(" beginbfchar\n").count(), count.div_ceil(100));
        }
    }

    #[test]
    fn widths_stand_behind_the_first_number_of_each_run() {
        let glyphs = [(0, 500), (1, 600), (2, 1000), (5, 90)].map(|(code, width)| EmbeddedGlyph {
            code,
            width,
            text: 'x',
        });
        let numbers = |numbers: &[i64]| Object::Array(numbers.iter().copied().map(Object::Integer).collect());
        let expected = [
            Object::Integer(0),
            numbers(&[500, 600]),
            Object::Integer(5),
            numbers(&[90]),
        ];
        assert_eq!(widths(&glyphs), expected);
    }
}
