//! Font files → faces that say which characters they have and how wide their glyphs are.

use super::display::FaceKey;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSansSC-Bold.otf");
/// Printed for a character that no font has.
pub(super) const REPLACEMENT: char = '\u{FFFD}';
/// The characters below this number are looked up by index.
const BASIC_PLANE: u32 = 0x1_0000;

/// A font file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{name}: {reason}")]
pub struct FontError {
    /// The file.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A font file and the face meant in it.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// What messages call it: its path.
    pub name: String,
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// The face's place in a collection; 0 in a file of one face.
    pub index: u32,
}

/// Why a font must not or cannot be embedded in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// Its licence forbids it.
    #[error("its licence forbids embedding")]
    Licence,
    /// Its licence forbids embedding a part of it, and no document takes all of it.
    #[error("its licence forbids embedding the characters that are printed without all others")]
    Subsetting,
    /// It has no outlines of a kind that a PDF holds.
    #[error("it has no outlines that a PDF can hold")]
    NoOutlines,
}

impl Obstacle {
    /// What stands in a font's way; none where it may be embedded.
    pub fn of(font: &FontRef<'_>) -> Option<Self> {
        const LEVELS: u16 = 0x000F;
        const RESTRICTED: u16 = 0x0002;
        const NO_SUBSETTING: u16 = 0x0100;
        const BITMAPS_ALONE: u16 = 0x0200;
        let licence = font.os2().map_or(0, |os2| os2.fs_type());
        if licence & LEVELS == RESTRICTED || licence & BITMAPS_ALONE != 0 {
            return Some(Self::Licence);
        }
        if licence & NO_SUBSETTING != 0 {
            return Some(Self::Subsetting);
        }
        let outlines = [Tag::new(b"glyf"), Tag::new(b"CFF ")];
        let has_outlines = outlines.iter().any(|table| font.table_data(*table).is_some());
        (!has_outlines).then_some(Self::NoOutlines)
    }
}

/// The faces that a run sets text in: the two bundled ones, those that lead in their place, then the fallbacks in order.
///
/// Cloning shares the faces.
#[derive(Debug, Clone)]
pub struct FontSet {
    faces: Vec<Arc<Face>>,
    /// The face that text is set in as far as it has the characters: of regular weight, and of bold.
    leading: [FaceKey; 2],
}

impl FontSet {
    /// The regular bundled face.
    pub const REGULAR: FaceKey = FaceKey(0);
    /// The bold bundled face.
    pub const BOLD: FaceKey = FaceKey(1);

    /// The faces compiled in: Noto Sans SC, regular and bold.
    pub fn bundled() -> Result<Self, FontError> {
        let face =
            |name: &str, bytes| Face::read(name.to_owned(), FontBytes::Bundled(bytes), 0).map(Arc::new);
        Ok(Self {
            faces: vec![
                face("NotoSansSC-Regular.otf", REGULAR)?,
                face("NotoSansSC-Bold.otf", BOLD)?,
            ],
            leading: [Self::REGULAR, Self::BOLD],
        })
    }

    /// Sets text of a weight in the face of `file`; the bundled face has what that one lacks.
    pub fn lead(&mut self, file: FontFile, bold: bool) -> Result<(), FontError> {
        let face = Face::read(file.name, FontBytes::Read(file.bytes), file.index)?;
        self.leading[usize::from(bold)] = FaceKey(self.faces.len() as u16);
        self.faces.push(Arc::new(face));
        Ok(())
    }

    /// The set with `files` as further fallbacks, and what is wrong with those that cannot be used.
    pub fn with(mut self, files: Vec<FontFile>) -> (Self, Vec<FontError>) {
        let mut unusable = Vec::new();
        for file in files {
            match Face::read(file.name, FontBytes::Read(file.bytes), file.index) {
                Ok(face) => self.faces.push(Arc::new(face)),
                Err(error) => unusable.push(error),
            }
        }
        (self, unusable)
    }

    /// The face of `key`; the regular one where the set has no such face.
    pub fn face(&self, key: FaceKey) -> &Face {
        self.faces.get(usize::from(key.0)).unwrap_or(&self.faces[0])
    }

    /// The keys of all faces.
    pub fn keys(&self) -> impl Iterator<Item = FaceKey> + use<> {
        (0..self.faces.len() as u16).map(FaceKey)
    }

    /// The face whose measures lines of a weight have.
    pub fn leading(&self, bold: bool) -> FaceKey {
        self.leading[usize::from(bold)]
    }

    /// The face and glyph that print `character`: the leading face of the weight, else the bundled one, else the first of
    /// all others that has it.
    pub fn find(&self, character: char, bold: bool) -> Option<(FaceKey, u16)> {
        let others = self.keys().skip(2);
        [self.leading(bold), weight(bold)]
            .into_iter()
            .chain(others)
            .find_map(|key| Some((key, self.face(key).glyph(character)?)))
    }

    /// The characters of `text` that print something and that no face of the set has.
    pub fn lacks(&self, text: impl IntoIterator<Item = char>) -> BTreeSet<char> {
        let prints = |character: &char| !character.is_control() && !is_invisible(*character);
        text.into_iter()
            .filter(prints)
            .filter(|character| self.find(*character, false).is_none())
            .collect()
    }

    /// What is printed for a character that no font has: a question mark in a diamond.
    pub fn replacement(&self, bold: bool) -> (FaceKey, u16) {
        self.find(REPLACEMENT, bold).unwrap_or((weight(bold), 0))
    }
}

fn weight(bold: bool) -> FaceKey {
    if bold { FontSet::BOLD } else { FontSet::REGULAR }
}

/// Whether a character is there to steer text and prints nothing: joiners, direction marks, variation selectors.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Where a face's bytes are kept.
#[derive(Clone)]
enum FontBytes {
    Bundled(&'static [u8]),
    Read(Arc<[u8]>),
}

/// A face, its characters and widths laid out for quick look-up. Lengths are in em.
pub struct Face {
    name: String,
    bytes: FontBytes,
    index: u32,
    /// How far lines of this face reach above the baseline.
    pub ascent: f32,
    /// How far they reach below it, as a positive number.
    pub descent: f32,
    /// The space that a normal line has beside ascent and descent.
    pub line_gap: f32,
    /// Where an underline runs, upwards from the baseline (so mostly negative), and how thick it is.
    pub underline: (f32, f32),
    /// The box around all glyphs: left, bottom, right, top.
    pub bounds: [f32; 4],
    /// How heavy it is: 400 is regular, 700 bold.
    pub weight: u16,
    postscript_name: String,
    /// The glyphs of the first 65,536 characters; 0 for none.
    basic: Vec<u16>,
    /// The glyphs of the others, by character.
    beyond: Vec<(u32, u16)>,
    advances: Vec<f32>,
}

impl Face {
    fn read(name: String, bytes: FontBytes, index: u32) -> Result<Self, FontError> {
        let unusable = |reason: String| FontError {
            name: name.clone(),
            reason,
        };
        let data = match &bytes {
            FontBytes::Bundled(data) => data,
            FontBytes::Read(data) => &data[..],
        };
        let font = FontRef::from_index(data, index).map_err(|error| unusable(error.to_string()))?;
        let metrics = font.metrics(Size::new(1.0), LocationRef::default());
        let (basic, beyond) = characters(&font, metrics.glyph_count);
        if beyond.is_empty() && basic.iter().all(|glyph| *glyph == 0) {
            return Err(unusable("no character that it maps to a glyph".to_owned()));
        }
        if let Some(obstacle) = Obstacle::of(&font) {
            return Err(unusable(obstacle.to_string()));
        }
        let (ascent, descent, line_gap) = line_metrics(&font, &metrics);
        Ok(Self {
            ascent,
            descent,
            line_gap,
            underline: metrics
                .underline
                .map_or((-0.12, 0.05), |line| (line.offset, line.thickness)),
            bounds: metrics
                .bounds
                .map_or([0.0, -0.12, 1.0, 0.88], |b| [b.x_min, b.y_min, b.x_max, b.y_max]),
            weight: font.os2().map_or(400, |os2| os2.us_weight_class()),
            postscript_name: postscript_name(&font),
            basic,
            beyond,
            advances: advances(&font, &metrics),
            name,
            bytes,
            index,
        })
    }

    /// The glyph of `character`.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code = u32::from(character);
        let glyph = if code < BASIC_PLANE {
            self.basic[code as usize]
        } else {
            let place = self.beyond.binary_search_by_key(&code, |(code, _)| *code).ok()?;
            self.beyond[place].1
        };
        (glyph != 0).then_some(glyph)
    }

    /// How far the pen moves over `glyph`; 0 for one that the face hasn't.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0.0)
    }

    /// The file that the face comes from.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The face's own name, of letters, digits and hyphens.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// The bytes of that file, and the face's place in it.
    pub fn data(&self) -> (&[u8], u32) {
        match &self.bytes {
            FontBytes::Bundled(bytes) => (bytes, self.index),
            FontBytes::Read(bytes) => (bytes, self.index),
        }
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Face({}, {})", self.name, self.index)
    }
}

/// The characters of a font as an array of the basic plane and a sorted list of the others.
fn characters(font: &FontRef<'_>, glyph_count: u16) -> (Vec<u16>, Vec<(u32, u16)>) {
    let mut basic = vec![0; BASIC_PLANE as usize];
    let mut beyond = Vec::new();
    for (code, glyph) in font.charmap().mappings() {
        let Ok(glyph) = u16::try_from(glyph.to_u32()) else {
            continue;
        };
        match basic.get_mut(code as usize) {
            _ if glyph >= glyph_count => {}
            Some(place) => *place = glyph,
            None => beyond.push((code, glyph)),
        }
    }
    beyond.sort_unstable();
    beyond.dedup_by_key(|(code, _)| *code);
    (basic, beyond)
}

fn postscript_name(font: &FontRef<'_>) -> String {
    let names = font.localized_strings(StringId::POSTSCRIPT_NAME);
    let name: String = names
        .english_or_first()
        .into_iter()
        .flat_map(|name| name.chars().collect::<Vec<_>>())
        .collect();
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(63)
        .collect();
    if name.is_empty() { "Font".to_owned() } else { name }
}

/// The widths in em, divided here since scaling by the font's own fixed-point arithmetic rounds them.
fn advances(font: &FontRef<'_>, metrics: &Metrics) -> Vec<f32> {
    let units_per_em = f32::from(metrics.units_per_em.max(1));
    let widths = GlyphMetrics::new(font, Size::unscaled(), LocationRef::default());
    let advance = |glyph| widths.advance_width(GlyphId::from(glyph)).unwrap_or(0.0) / units_per_em;
    (0..metrics.glyph_count).map(advance).collect()
}

/// Ascent, descent and line gap. The typographic ones put the em square of Chinese in the middle of the line;
/// hhea's, which leave room for every script of the family, would push it down. The whole line keeps hhea's height.
fn line_metrics(font: &FontRef<'_>, metrics: &Metrics) -> (f32, f32, f32) {
    let per_unit = 1.0 / f32::from(metrics.units_per_em.max(1));
    let whole = metrics.ascent - metrics.descent + metrics.leading;
    let typographic = font.os2().ok().map(|os2| {
        let ascent = f32::from(os2.s_typo_ascender()) * per_unit;
        let descent = -f32::from(os2.s_typo_descender()) * per_unit;
        (ascent, descent)
    });
    match typographic {
        Some((ascent, descent)) if ascent > 0.0 && (0.9..=1.3).contains(&(ascent + descent)) => {
            (ascent, descent, (whole - ascent - descent).max(0.0))
        }
        _ if metrics.ascent > 0.0 => (metrics.ascent, -metrics.descent, metrics.leading),
        _ => (0.88, 0.12, 0.2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn bundled_faces_have_what_forms_use() {
        let set = FontSet::bundled().unwrap();
        let signs = "★☆✓✗☐☑☒●○■□▲▼△▽◆◇→←↑↓≥≤≠±×÷‰№℃™®©…—–‘’“”·•￥¥€①⑳㈠Ⅻ（），。：；、《》【】ＡＺ０９é\u{A0}\u{FFFD}";
        for character in signs.chars().chain(' '..='~') {
            for bold in [false, true] {
                assert!(
                    set.find(character, bold).is_some(),
                    "{character} U+{:04X}",
                    u32::from(character)
                );
            }
        }
    }

    #[test]
    fn bundled_faces_cover_gbk() {
        let set = FontSet::bundled().unwrap();
        let pairs = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| [lead, trail]));
        let mut count = 0;
        for pair in pairs {
            let Some(text) = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair)
            else {
                continue;
            };
            for character in text
                .chars()
                .filter(|character| ('\u{4E00}'..='\u{9FA5}').contains(character))
            {
                assert!(set.find(character, false).is_some(), "{character}");
                assert!(set.find(character, true).is_some(), "{character}");
                count += 1;
            }
        }
        assert_eq!(count, 20_902);
    }

    #[test]
    fn chinese_is_one_em_wide_and_sits_in_the_middle_of_its_line() {
        let set = FontSet::bundled().unwrap();
        let (key, glyph) = set.find('考', true).unwrap();
        let face = set.face(key);
        assert_eq!(key, FontSet::BOLD);
        assert!((face.advance(glyph) - 1.0).abs() < 1e-6);
        assert!((face.ascent - 0.88).abs() < 1e-6 && (face.descent - 0.12).abs() < 1e-6);
        assert!((face.line_gap - 0.448).abs() < 1e-6);
    }

    #[test]
    fn a_character_in_no_font_is_not_found_and_its_replacement_is() {
        let set = FontSet::bundled().unwrap();
        assert_eq!(set.find('\u{1F600}', false), None);
        let (key, glyph) = set.replacement(true);
        assert_eq!(
            (key, glyph),
            (FontSet::BOLD, set.face(key).glyph('\u{FFFD}').unwrap())
        );
    }

    #[test]
    fn what_prints_nothing_is_not_lacking() {
        let set = FontSet::bundled().unwrap();
        let lacking = set.lacks("陈\u{200B}一\n凡\u{FE0F}😀 A\u{A0}B🐼😀".chars());
        assert_eq!(lacking.into_iter().collect::<String>(), "🐼😀");
    }

    #[test]
    fn a_leading_face_has_what_it_can_the_bundled_one_of_the_weight_the_rest() {
        let mut set = FontSet::bundled().unwrap();
        set.lead(file("House.otf"), false).unwrap();
        for (character, bold, expected) in [
            ('7', false, "House.otf"),
            ('7', true, "NotoSansSC-Bold.otf"),
            ('x', false, "NotoSansSC-Regular.otf"),
            ('考', false, "NotoSansSC-Regular.otf"),
            ('考', true, "NotoSansSC-Bold.otf"),
        ] {
            let (key, _) = set.find(character, bold).unwrap();
            assert_eq!(set.face(key).name(), expected, "{character} {bold}");
        }
        let measures = [false, true].map(|bold| set.face(set.leading(bold)).name());
        assert_eq!(measures, ["House.otf", "NotoSansSC-Bold.otf"]);
    }

    #[test]
    fn what_only_the_leading_regular_face_has_is_not_missing_in_bold() {
        let mut set = FontSet::bundled().unwrap();
        set.lead(file("Squares.ttf"), false).unwrap();
        let (further, _) = set.clone().with(vec![file("Squares.otf")]);
        let name = |character| {
            let (key, _) = further.find(character, true).unwrap();
            further.face(key).name()
        };
        assert_eq!((name('😀'), name('😂')), ("Squares.ttf", "Squares.otf"));
        assert_eq!(set.lacks("😀😂".chars()), ['😂'].into());
    }

    fn file(name: &str) -> FontFile {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fonts");
        FontFile {
            name: name.to_owned(),
            bytes: std::fs::read(folder.join(name)).unwrap().into(),
            index: 0,
        }
    }

    #[test]
    fn a_file_that_is_no_font_is_left_out_and_named() {
        let file = FontFile {
            name: "fake.ttf".to_owned(),
            bytes: b"no font at all".as_slice().into(),
            index: 0,
        };
        let (set, unusable) = FontSet::bundled().unwrap().with(vec![file]);
        assert_eq!(set.keys().count(), 2);
        assert_eq!(unusable.len(), 1);
        assert_eq!(unusable[0].name, "fake.ttf");
    }
}
