//! The faces of a document: cut to the glyphs that its pages use, each with its text and width.

use super::PdfError;
use super::cff::{self, Outlines};
use super::described::{Described, EmbeddedGlyph};
use super::leaf::{Firsts, Leaf};
use crate::display::FaceKey;
use crate::fonts::{Face, FontSet, REPLACEMENT};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMetricsStub, Pt,
    TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::{Arc, Mutex, PoisonError};
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
    cuts: BTreeMap<FaceKey, Prepared>,
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

    /// The faces as pages are laid out with them.
    pub fn set(&self) -> &FontSet {
        &self.set
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
            let cut = cut(bytes, index, glyphs.iter().copied(), face)?;
            Ok((key, Prepared::new(cut)))
        };
        self.cuts = glyphs
            .into_iter()
            .map(cut_face)
            .collect::<Result<_, PdfError>>()?;
        Ok(())
    }

    /// The smallest cut of a face that has all of `glyphs`. Where its kind of outlines can say so, each of them goes by
    /// its number in the whole face.
    fn cut(&self, key: FaceKey, glyphs: &BTreeMap<u16, char>) -> Result<Cut, PdfError> {
        let face = self.set.face(key);
        let names: Vec<u16> = glyphs.keys().copied().collect();
        let inner = |prepared: &Prepared| prepared.numbers(&names);
        let known = self.cuts.get(&key);
        let known = known.and_then(|prepared| Some((prepared, inner(prepared)?)));
        let anew;
        let (prepared, inner) = if let Some(known) = known {
            known
        } else {
            let (bytes, index) = face.data();
            anew = Prepared::new(cut(bytes, index, names.iter().copied(), face)?);
            (&anew, inner(&anew).unwrap_or_default())
        };
        if let Some((bytes, specimen)) = prepared.again(&inner, &names, face)? {
            return Ok(Cut {
                bytes,
                glyphs: BTreeMap::new(),
                specimen: Some(specimen),
            });
        }
        let cut = cut(&prepared.cut.bytes, 0, inner.iter().copied(), face)?;
        let numbered = names.iter().zip(&inner);
        let glyphs: BTreeMap<u16, u16> = numbered
            .filter_map(|(glyph, inner)| Some((*glyph, *cut.glyphs.get(inner)?)))
            .collect();
        if !cff::is_of(&cut.bytes) {
            return Ok(Cut { glyphs, ..cut });
        }
        let bytes = cff::named(&cut.bytes, &glyphs).ok_or_else(|| PdfError::Font {
            face: face.name().to_owned(),
            reason: "outlines whose names have no place".to_owned(),
        })?;
        Ok(Cut {
            bytes,
            glyphs: BTreeMap::new(),
            specimen: None,
        })
    }
}

/// A cut of a glyph of each kind.
type Frame = Arc<[u8]>;

/// Cuts by the kinds of glyphs that are in them.
type Frames = BTreeMap<Vec<u8>, Frame>;

/// A cut that files are cut from.
#[derive(Debug, Clone)]
struct Prepared {
    cut: Cut,
    /// By a glyph's number in the face: its number in the cut; [`NONE`] for those that aren't in it.
    numbers: Vec<u16>,
    /// What stands around the outlines of further cuts.
    frames: Arc<Mutex<Frames>>,
}

/// The number of no glyph.
const NONE: u16 = u16::MAX;

impl Prepared {
    fn new(cut: Cut) -> Self {
        let last = cut.glyphs.keys().next_back().copied().unwrap_or(0);
        let mut numbers = vec![NONE; usize::from(last) + 1];
        for (glyph, number) in &cut.glyphs {
            numbers[usize::from(*glyph)] = *number;
        }
        Self {
            cut,
            numbers,
            frames: Arc::default(),
        }
    }

    /// The numbers that glyphs of the face have in the cut; none where it lacks one.
    fn numbers(&self, glyphs: &[u16]) -> Option<Vec<u16>> {
        let number = |glyph: &u16| self.numbers.get(usize::from(*glyph)).copied();
        let known = |glyph: &u16| number(glyph).filter(|number| *number != NONE);
        glyphs.iter().map(known).collect()
    }

    /// The cut of the cut, without reading its outlines, with names for its glyphs, and a small one of the same kinds;
    /// `None` for faces of other kinds.
    fn again(
        &self,
        glyphs: &[u16],
        names: &[u16],
        face: &Face,
    ) -> Result<Option<(Vec<u8>, Frame)>, PdfError> {
        let Some((outlines, specimens)) = Outlines::of(&self.cut.bytes)
            .and_then(|outlines| outlines.specimens(glyphs).map(|specimens| (outlines, specimens)))
        else {
            return Ok(None);
        };
        let frame = self.frame(&specimens, face)?;
        let cut = Outlines::of(&frame).and_then(|frame| outlines.cut(glyphs, names, &frame));
        Ok(cut.map(|cut| (cut, frame)))
    }

    /// The cut of some glyphs, or of others of the same kinds.
    fn frame(&self, specimens: &[(u16, u8)], face: &Face) -> Result<Frame, PdfError> {
        let kinds: Vec<u8> = specimens.iter().map(|(_, kind)| *kind).collect();
        let frames = || self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = frames().get(&kinds) {
            return Ok(Arc::clone(frame));
        }
        let glyphs = specimens.iter().map(|(glyph, _)| *glyph);
        let frame: Frame = cut(&self.cut.bytes, 0, glyphs, face)?.bytes.into();
        frames().insert(kinds, Arc::clone(&frame));
        Ok(frame)
    }
}

/// A font file of some glyphs of a face, and their numbers in it by their numbers in the face; empty where it knows
/// them by those.
#[derive(Debug, Clone)]
struct Cut {
    bytes: Vec<u8>,
    glyphs: BTreeMap<u16, u16>,
    /// A small cut of the same face, where there is one.
    specimen: Option<Frame>,
}

fn cut(bytes: &[u8], index: u32, glyphs: impl Iterator<Item = u16>, face: &Face) -> Result<Cut, PdfError> {
    let mut remapper = GlyphRemapper::new();
    let glyphs = glyphs.map(|glyph| (glyph, remapper.remap(glyph))).collect();
    let bytes = subsetter::subset(bytes, index, &remapper).map_err(|error| PdfError::Font {
        face: face.name().to_owned(),
        reason: error.to_string(),
    })?;
    Ok(Cut {
        bytes,
        glyphs,
        specimen: None,
    })
}

/// What pages call a face.
pub(super) fn face_name(key: FaceKey) -> String {
    format!("T{}", key.0)
}

/// How wide a document says a glyph is, in thousandths of an em.
pub(super) fn width(face: &Face, glyph: u16) -> u16 {
    thousandths(face.advance(glyph)) as u16
}

/// The faces of one document.
pub(super) struct Embedded(Vec<EmbeddedFace>);

/// A face as the document holds it.
struct EmbeddedFace {
    id: FontId,
    /// In the order of their numbers.
    glyphs: Vec<EmbeddedGlyph>,
    /// The numbers that glyphs have in the font file, where it knows none but its own.
    places: Option<Vec<u8>>,
    /// The face for printpdf, which copies a font file several times over: where there is one, a specimen of it.
    font: ParsedFont,
    /// The outlines that belong where those of the specimen are.
    outlines: Option<Vec<u8>>,
}

impl Embedded {
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
        let shown = self.0.iter().flat_map(show);
        iter::once(Op::StartTextSection)
            .chain(shown)
            .chain([Op::EndTextSection])
            .collect()
    }

    /// The faces as printpdf takes them, and what the document is to say of all their glyphs.
    pub(super) fn into_parts(self) -> (BTreeMap<FontId, PdfFont>, Vec<Described>) {
        let parts = self.0.into_iter().map(|face| {
            let described = Described::new(&face.id.0, &face.glyphs, face.places, face.outlines);
            ((face.id, PdfFont::new(face.font)), described)
        });
        parts.unzip()
    }
}

/// Cuts the faces that pages use.
pub(super) fn embed(leaves: &[Leaf], fonts: &PdfFonts) -> Result<Embedded, PdfError> {
    let faces = used(leaves, &fonts.set).into_iter().map(|(key, glyphs)| {
        let cut = fonts.cut(key, &glyphs)?;
        Ok(embedded_face(key, fonts.set.face(key), &glyphs, &cut))
    });
    Ok(Embedded(faces.collect::<Result<_, PdfError>>()?))
}

/// Of several characters that share a glyph, copying gives the first one on the pages. A glyph printed in place
/// of characters that no font has stands for none of them.
fn used(leaves: &[Leaf], set: &FontSet) -> Used {
    let mut firsts: BTreeMap<FaceKey, Firsts> = BTreeMap::new();
    for (key, glyphs) in leaves.iter().flat_map(|leaf| &leaf.glyphs) {
        let firsts = firsts.entry(*key).or_default();
        for (glyph, character) in &glyphs.glyphs {
            firsts.see(*glyph, *character);
        }
    }
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

fn embedded_face(key: FaceKey, face: &Face, characters: &BTreeMap<u16, char>, cut: &Cut) -> EmbeddedFace {
    let glyphs = characters.iter().map(|(glyph, character)| EmbeddedGlyph {
        code: *glyph,
        width: width(face, *glyph),
        text: *character,
    });
    let outlines = cff::table(&cut.bytes).filter(|_| cut.specimen.is_some());
    let outlines = outlines.map(<[u8]>::to_vec);
    let file = match (&cut.specimen, &outlines) {
        (Some(specimen), Some(_)) => specimen.to_vec(),
        _ => cut.bytes.clone(),
    };
    EmbeddedFace {
        id: FontId(face_name(key)),
        glyphs: glyphs.collect(),
        places: (!cff::is_of(&cut.bytes)).then(|| places(&cut.glyphs)),
        outlines,
        font: parsed_font(face, characters, file),
    }
}

/// For each number of a glyph in a face, as far as the last one used, the number in its cut.
fn places(glyphs: &BTreeMap<u16, u16>) -> Vec<u8> {
    let last = glyphs.keys().next_back().map_or(0, |last| usize::from(*last));
    let mut places = vec![0; 2 * (last + 1)];
    for (glyph, place) in glyphs {
        let at = 2 * usize::from(*glyph);
        places[at..at + 2].copy_from_slice(&place.to_be_bytes());
    }
    places
}

/// The name says by its letters that this is a part of a face, and which part. A font file begins with the sums of its
/// tables, which tell it from others of the same name.
fn base_name(face: &Face, glyphs: &BTreeMap<u16, char>) -> String {
    const SUMS: usize = 512;
    let (bytes, index) = face.data();
    let mut digest = Sha256::new().chain_update(index.to_be_bytes());
    digest.update(bytes.get(..SUMS).unwrap_or(bytes));
    for glyph in glyphs.keys() {
        digest.update(glyph.to_be_bytes());
    }
    let tag: String = digest
        .finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect();
    format!("{tag}+{}", face.postscript_name())
}

/// The face as printpdf would have read it, in units of 1/1000 em, without reading it: all that is wanted is
/// known.
fn parsed_font(face: &Face, glyphs: &BTreeMap<u16, char>, bytes: Vec<u8>) -> ParsedFont {
    ParsedFont {
        font_name: Some(base_name(face, glyphs)),
        font_type: if cff::is_of(&bytes) {
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
        // Some of them have the same kinds of glyphs, and share what stands around those.
        for text in [
            "0",
            "9",
            "销售",
            "考核",
            "2026 年",
            "2016 年",
            "ABC，β",
            "★ア②㎡é¥",
            run,
            "",
        ] {
            for key in [FontSet::REGULAR, FontSet::BOLD] {
                let face = set.face(key);
                let prepared = &fonts.cuts[&key];
                let glyphs = text.chars().filter_map(|character| face.glyph(character));
                let inner: BTreeSet<u16> = glyphs.map(|glyph| prepared.cut.glyphs[&glyph]).collect();
                let inner: Vec<u16> = inner.into_iter().collect();
                let names: Vec<u16> = inner.iter().map(|glyph| glyph * 3).collect();
                let again = prepared.again(&inner, &names, face).unwrap();
                let again = again.map(|(cut, _)| cut);
                let anew = cut(&prepared.cut.bytes, 0, inner.iter().copied(), face).unwrap();
                let anew = (!text.is_empty()).then(|| {
                    let numbers: Vec<u16> = inner.iter().map(|glyph| anew.glyphs[glyph]).collect();
                    let outlines = Outlines::of(&anew.bytes).unwrap();
                    outlines.cut(&numbers, &names, &outlines).unwrap()
                });
                assert!(again == anew, "{text} {key:?}");
            }
        }
    }
}
