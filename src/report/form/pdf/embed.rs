//! The faces of a document: cut to the glyphs that its pages use, numbered anew, each with its text and width.

use super::PdfError;
use super::cff::{self, Outlines};
use super::described::{Described, EmbeddedGlyph};
use crate::report::form::display::{FaceKey, Glyph, Item, Page};
use crate::report::form::fonts::{Face, FontSet, REPLACEMENT};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMetricsStub, Pt,
    TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use subsetter::GlyphRemapper;

/// A face's glyphs that pages use, and the character that each of them stands for.
type Used = BTreeMap<FaceKey, BTreeMap<u16, char>>;

/// The faces that a run's PDFs draw on.
///
/// Cutting a file's glyphs out of a whole face of twenty thousand glyphs costs more than all the rest of
/// the file, so a run first cuts each face to what the run uses, and every file is cut from that.
#[derive(Debug, Clone)]
pub struct PdfFonts {
    set: FontSet,
    characters: BTreeSet<char>,
    cuts: BTreeMap<FaceKey, Cut>,
}

impl PdfFonts {
    /// Fonts cut from the whole faces, as long as nothing is prepared.
    pub fn whole(set: &FontSet) -> Self {
        Self {
            set: set.clone(),
            characters: BTreeSet::new(),
            cuts: BTreeMap::new(),
        }
    }

    /// Fonts for many files of which `characters` are most of the text.
    pub fn prepare(set: &FontSet, characters: &BTreeSet<char>) -> Result<Self, PdfError> {
        let mut fonts = Self::whole(set);
        fonts.cover(characters.iter().copied())?;
        Ok(fonts)
    }

    /// Prepares for `characters` as well, in both weights. A file that has others is cut from the whole face, with
    /// the same result.
    pub fn cover(&mut self, characters: impl IntoIterator<Item = char>) -> Result<(), PdfError> {
        let known = self.characters.len();
        self.characters.extend(characters);
        if !self.cuts.is_empty() && self.characters.len() == known {
            return Ok(());
        }
        let mut glyphs: BTreeMap<FaceKey, BTreeSet<u16>> = BTreeMap::new();
        for bold in [false, true] {
            let found = self
                .characters
                .iter()
                .map(|character| self.set.find(*character, bold));
            for (key, glyph) in found.flatten().chain([self.set.replacement(bold)]) {
                glyphs.entry(key).or_default().insert(glyph);
            }
        }
        let cut_face = |(key, glyphs): (FaceKey, BTreeSet<u16>)| {
            let face = self.set.face(key);
            let (bytes, index) = face.data();
            Ok((key, cut(bytes, index, glyphs.iter().copied(), face)?))
        };
        self.cuts = glyphs
            .into_iter()
            .map(cut_face)
            .collect::<Result<_, PdfError>>()?;
        Ok(())
    }

    /// The smallest cut of a face that has all of `glyphs`.
    fn cut(&self, key: FaceKey, glyphs: &BTreeMap<u16, char>) -> Result<Cut, PdfError> {
        let face = self.set.face(key);
        let prepared = self.cuts.get(&key).and_then(|prepared| {
            let inner: Option<Vec<u16>> = glyphs
                .keys()
                .map(|glyph| prepared.glyphs.get(glyph).copied())
                .collect();
            Some((prepared, inner?))
        });
        let Some((prepared, inner)) = prepared else {
            let (bytes, index) = face.data();
            let whole = cut(bytes, index, glyphs.keys().copied(), face)?;
            return Ok(Cut {
                bytes: cff::bare(whole.bytes),
                ..whole
            });
        };
        let bytes = match cut_again(&prepared.bytes, &inner, face)? {
            Some(bytes) => bytes,
            None => cff::bare(cut(&prepared.bytes, 0, inner.iter().copied(), face)?.bytes),
        };
        let numbers = numbers(inner.iter().copied());
        let original = glyphs.keys().zip(&inner);
        let glyphs = original
            .filter_map(|(glyph, inner)| Some((*glyph, *numbers.get(inner)?)))
            .collect();
        Ok(Cut { bytes, glyphs })
    }
}

/// The numbers that glyphs have in a cut of them.
fn numbers(glyphs: impl Iterator<Item = u16>) -> BTreeMap<u16, u16> {
    let mut remapper = GlyphRemapper::new();
    glyphs.map(|glyph| (glyph, remapper.remap(glyph))).collect()
}

/// The cut of a cut, without reading its outlines; `None` for faces of other kinds.
fn cut_again(prepared: &[u8], glyphs: &[u16], face: &Face) -> Result<Option<Vec<u8>>, PdfError> {
    let Some((outlines, specimens)) = Outlines::of(prepared)
        .and_then(|outlines| outlines.specimens(glyphs).map(|specimens| (outlines, specimens)))
    else {
        return Ok(None);
    };
    let frame = cut(prepared, 0, specimens.into_iter(), face)?;
    Ok(Outlines::of(&frame.bytes).and_then(|frame| outlines.cut(glyphs, &frame)))
}

/// A font file of some glyphs of a face, and their numbers in it by their numbers in the face.
#[derive(Debug, Clone)]
struct Cut {
    bytes: Vec<u8>,
    glyphs: BTreeMap<u16, u16>,
}

fn cut(bytes: &[u8], index: u32, glyphs: impl Iterator<Item = u16>, face: &Face) -> Result<Cut, PdfError> {
    let mut remapper = GlyphRemapper::new();
    let glyphs = glyphs.map(|glyph| (glyph, remapper.remap(glyph))).collect();
    let bytes = subsetter::subset(bytes, index, &remapper).map_err(|error| PdfError::Font {
        face: face.name().to_owned(),
        reason: error.to_string(),
    })?;
    Ok(Cut { bytes, glyphs })
}

/// The faces of one document.
pub(super) struct Embedded {
    faces: BTreeMap<FaceKey, EmbeddedFace>,
}

/// A face as the document holds it.
pub(super) struct EmbeddedFace {
    pub(super) id: FontId,
    /// In the order of their numbers, here as in the face.
    glyphs: Vec<EmbeddedGlyph>,
    /// By a glyph's number in the face: its place among `glyphs`, counted from 1; 0 for all others. Pages ask for each
    /// glyph that they show.
    places: Vec<u32>,
    font: ParsedFont,
}

impl Embedded {
    /// The face of `key`; every face that the pages use is there.
    pub(super) fn face(&self, key: FaceKey) -> Option<&EmbeddedFace> {
        self.faces.get(&key)
    }

    /// Operators that show a glyph of each face: printpdf takes a face into the document where it sees it used.
    pub(super) fn specimen(&self) -> Vec<Op> {
        let show = |face: &EmbeddedFace| {
            let code = |glyph: &EmbeddedGlyph| Codepoint::with_cid(glyph.code, 0.0, glyph.text.to_string());
            [
                Op::SetFont {
                    font: PdfFontHandle::External(face.id.clone()),
                    size: Pt(1.0),
                },
                Op::ShowText {
                    items: vec![TextItem::GlyphIds(face.glyphs.iter().take(1).map(code).collect())],
                },
            ]
        };
        let shown = self.faces.values().flat_map(show);
        iter::once(Op::StartTextSection)
            .chain(shown)
            .chain([Op::EndTextSection])
            .collect()
    }

    /// What the document is to say of all their glyphs.
    pub(super) fn described(&self) -> Vec<Described> {
        self.faces
            .values()
            .map(|face| Described::new(&face.id.0, &face.glyphs))
            .collect()
    }

    /// The faces as printpdf takes them.
    pub(super) fn into_resources(self) -> BTreeMap<FontId, PdfFont> {
        self.faces
            .into_values()
            .map(|face| (face.id, PdfFont::new(face.font)))
            .collect()
    }
}

impl EmbeddedFace {
    pub(super) fn glyph(&self, glyph: u16) -> Option<&EmbeddedGlyph> {
        let place = self.places.get(usize::from(glyph))?;
        self.glyphs.get(place.checked_sub(1)? as usize)
    }
}

/// Cuts the faces that `pages` use.
pub(super) fn embed(pages: &[Page], fonts: &PdfFonts) -> Result<Embedded, PdfError> {
    let faces = used(pages, &fonts.set).into_iter().map(|(key, glyphs)| {
        let cut = fonts.cut(key, &glyphs)?;
        Ok((key, embedded_face(key, fonts.set.face(key), &glyphs, cut)))
    });
    Ok(Embedded {
        faces: faces.collect::<Result<_, PdfError>>()?,
    })
}

/// Of several characters that share a glyph, copying gives the first one on the pages. A glyph printed in place
/// of characters that no font has stands for none of them.
fn used(pages: &[Page], set: &FontSet) -> Used {
    let mut firsts: BTreeMap<FaceKey, Firsts> = BTreeMap::new();
    let runs = pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match item.unclipped() {
            Item::Text(run) => Some(run),
            _ => None,
        });
    for run in runs {
        let firsts = firsts.entry(run.face).or_default();
        for Glyph { id, character, .. } in &run.glyphs {
            firsts.see(*id, *character);
        }
    }
    firsts.retain(|_, firsts| !firsts.glyphs.is_empty());
    let used = firsts.into_iter().map(|(key, firsts)| {
        let replacement = set.face(key).glyph(REPLACEMENT);
        let standing = |(glyph, character): (u16, char)| {
            let is_replacement = glyph == 0 || Some(glyph) == replacement;
            (glyph, if is_replacement { REPLACEMENT } else { character })
        };
        (key, firsts.glyphs.into_iter().map(standing).collect())
    });
    used.collect()
}

/// The glyphs of a face that were seen, each with the first character that it stood for.
#[derive(Default)]
struct Firsts {
    glyphs: Vec<(u16, char)>,
    /// A bit for each number that a glyph may have.
    seen: Vec<u64>,
}

impl Firsts {
    fn see(&mut self, glyph: u16, character: char) {
        let (word, bit) = (usize::from(glyph / 64), 1 << (glyph % 64));
        if word >= self.seen.len() {
            self.seen.resize(word + 1, 0);
        }
        if self.seen[word] & bit == 0 {
            self.seen[word] |= bit;
            self.glyphs.push((glyph, character));
        }
    }
}

fn embedded_face(key: FaceKey, face: &Face, characters: &BTreeMap<u16, char>, cut: Cut) -> EmbeddedFace {
    let last = characters.keys().next_back().map_or(0, |last| usize::from(*last));
    let mut places = vec![0; last + 1];
    let mut glyphs = Vec::with_capacity(characters.len());
    for (glyph, character) in characters {
        let Some(code) = cut.glyphs.get(glyph) else {
            continue;
        };
        glyphs.push(EmbeddedGlyph {
            code: *code,
            width: thousandths(face.advance(*glyph)) as u16,
            text: *character,
        });
        places[usize::from(*glyph)] = glyphs.len() as u32;
    }
    let font = parsed_font(face, cut.bytes);
    EmbeddedFace {
        id: FontId(format!("T{}", key.0)),
        glyphs,
        places,
        font,
    }
}

/// The face as printpdf would have read it, in units of 1/1000 em, without reading it: all that is wanted is
/// known. The name says by its six letters that this is a part of a face, and which part.
fn parsed_font(face: &Face, bytes: Vec<u8>) -> ParsedFont {
    let digest = Sha256::digest(&bytes);
    let tag: String = digest
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect();
    ParsedFont {
        font_name: Some(format!("{tag}+{}", face.postscript_name())),
        font_type: if bytes.starts_with(b"OTTO") {
            FontType::OpenTypeCFF(())
        } else {
            FontType::TrueType
        },
        original_bytes: bytes,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: BTreeMap::new(),
        units_per_em: 1000,
        font_metrics: FontMetrics {
            ascent: thousandths(face.ascent),
            descent: -thousandths(face.descent),
        },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: thousandths(face.bounds[0]),
            y_min: thousandths(face.bounds[1]),
            x_max: thousandths(face.bounds[2]),
            y_max: thousandths(face.bounds[3]),
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: face.weight,
        },
    }
}

fn thousandths(em: f32) -> i16 {
    (em * 1000.0).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_again_makes_what_cutting_makes() {
        let set = FontSet::bundled().unwrap();
        let run =
            "2026 年，华东云帆商贸有限公司销售人员绩效考核表 0123456789.,%−+≥☐×÷（）“”《》ABCxyzé¥€★アβД②㎡";
        let fonts = PdfFonts::prepare(&set, &run.chars().collect()).unwrap();
        for text in ["0", "销售", "2026 年", "ABC，β", "★ア②㎡é¥", run, ""] {
            for key in [FontSet::REGULAR, FontSet::BOLD] {
                let face = set.face(key);
                let prepared = &fonts.cuts[&key];
                let glyphs = text.chars().filter_map(|character| face.glyph(character));
                let inner: BTreeSet<u16> = glyphs.map(|glyph| prepared.glyphs[&glyph]).collect();
                let inner: Vec<u16> = inner.into_iter().collect();
                let again = cut_again(&prepared.bytes, &inner, face).unwrap();
                let anew = cut(&prepared.bytes, 0, inner.iter().copied(), face).unwrap();
                let anew = (!text.is_empty()).then(|| cff::bare(anew.bytes));
                assert!(again == anew, "{text} {key:?}");
            }
        }
    }
}
