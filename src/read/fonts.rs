//! Font files on disk → faces that text is set in, and faces for characters that no other font has.

use crate::model::finding::{Finding, FontFault, Problem};
use fontdb::{Database, FaceInfo, Source, Style, Weight};
use skrifa::attribute::{self, Attributes, Stretch};
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use typeset::fonts::{FontFile, Obstacle};

/// The largest font file that is read; the largest families of all scripts are half of this.
const LARGEST_FILE: u64 = 256 << 20;

/// The fewest faces that have the characters `needed`, and what is wrong with the company's font files.
///
/// `company` are the font files, or folders of them, named in the settings; they come first. What they lack is
/// looked for in the system's fonts. The same files give the same choice, in the same order.
pub fn find(needed: &BTreeSet<char>, company: &[PathBuf]) -> (Vec<FontFile>, Vec<Finding>) {
    let (candidates, findings) = company_faces(needed, company);
    let mut missing = needed.clone();
    let mut chosen = choose(candidates, &mut missing);
    if !missing.is_empty() {
        let mut system = Database::new();
        system.load_system_fonts();
        chosen.extend(choose(installed_faces(&missing, &system), &mut missing));
    }
    (chosen.into_iter().filter_map(Candidate::read).collect(), findings)
}

/// The face of a company's font file that text of a weight is set in: of a collection the upright one of normal width that
/// comes nearest to the weight.
pub fn leading(path: &Path, bold: bool) -> Result<FontFile, FontFault> {
    let wanted = if bold { 700 } else { 400 };
    let rank = |index: u32, font: &FontRef<'_>| {
        let Attributes {
            stretch,
            style,
            weight,
        } = font.attributes();
        (
            style != attribute::Style::Normal,
            stretch != Stretch::NORMAL,
            (weight.value() as i32).abs_diff(wanted),
            is_of_another_script(&family(font)),
            index,
        )
    };
    let bytes = read(path)?;
    let faces = embeddable(&bytes)?;
    let ranked = faces.into_iter().map(|(index, font)| rank(index, &font));
    let (.., index) = ranked.min().ok_or(FontFault::NoOutlines)?;
    Ok(FontFile {
        name: path.display().to_string(),
        bytes: bytes.into(),
        index,
    })
}

fn obstacle(font: &FontRef<'_>) -> Option<FontFault> {
    Obstacle::of(font).map(|obstacle| match obstacle {
        Obstacle::Licence => FontFault::Licence,
        Obstacle::Subsetting => FontFault::Subsetting,
        Obstacle::NoOutlines => FontFault::NoOutlines,
    })
}

/// A face that has some of the characters looked for.
struct Candidate {
    path: PathBuf,
    index: u32,
    has: BTreeSet<char>,
    /// Of faces that have equally many, the one of the smallest rank is taken.
    rank: Rank,
}

/// Regular upright faces before others, then by place in the settings, those drawn for simplified Chinese before their
/// Japanese, Korean and traditional siblings, by family, and by path.
type Rank = (bool, usize, bool, String, PathBuf, u32);

impl Candidate {
    fn read(self) -> Option<FontFile> {
        let bytes = fs::read(&self.path).ok()?;
        Some(FontFile {
            name: self.path.display().to_string(),
            bytes: bytes.into(),
            index: self.index,
        })
    }
}

/// Takes the face that has most of what is missing, again and again, until nothing is missing or nothing helps.
fn choose(mut candidates: Vec<Candidate>, missing: &mut BTreeSet<char>) -> Vec<Candidate> {
    candidates.sort_by(|one, other| one.rank.cmp(&other.rank));
    let mut chosen = Vec::new();
    loop {
        let gain = |candidate: &Candidate| candidate.has.intersection(missing).count();
        let best = (0..candidates.len()).min_by_key(|place| Reverse(gain(&candidates[*place])));
        match best {
            Some(place) if gain(&candidates[place]) > 0 => {
                let candidate = candidates.remove(place);
                missing.retain(|character| !candidate.has.contains(character));
                chosen.push(candidate);
            }
            _ => return chosen,
        }
    }
}

fn company_faces(needed: &BTreeSet<char>, company: &[PathBuf]) -> (Vec<Candidate>, Vec<Finding>) {
    let (mut candidates, mut findings) = (Vec::new(), Vec::new());
    for (place, path) in company.iter().enumerate() {
        let files = font_files(path).unwrap_or_else(|fault| {
            findings.push(unusable(path, fault));
            Vec::new()
        });
        for file in files {
            match faces_of(needed, &file, place) {
                Ok(faces) => candidates.extend(faces),
                Err(fault) => findings.push(unusable(&file, fault)),
            }
        }
    }
    (candidates, findings)
}

/// What is said of a font file that cannot be used.
pub fn unusable(path: &Path, fault: FontFault) -> Finding {
    Finding::general(Problem::UnusableFont {
        font: path.display().to_string(),
        fault,
    })
}

/// The file itself, or the font files of a folder by name.
fn font_files(path: &Path) -> Result<Vec<PathBuf>, FontFault> {
    const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
    if !fs::metadata(path).map_err(unreadable)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(unreadable)?;
    let is_font = |path: &PathBuf| {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
    };
    let mut files: Vec<PathBuf> = paths.into_iter().filter(is_font).collect();
    files.sort();
    Ok(files)
}

fn unreadable(error: impl Display) -> FontFault {
    FontFault::Unreadable(error.to_string())
}

fn read(path: &Path) -> Result<Vec<u8>, FontFault> {
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(FontFault::Megabytes(size >> 20));
    }
    fs::read(path).map_err(unreadable)
}

/// The faces of a font file that may be embedded, by their places in it.
fn embeddable(bytes: &[u8]) -> Result<Vec<(u32, FontRef<'_>)>, FontFault> {
    let fonts = FileRef::new(bytes).map_err(unreadable)?;
    let mut faces = Vec::new();
    let mut fault = None;
    for (index, font) in (0..).zip(fonts.fonts()) {
        let font = match font {
            Ok(font) => font,
            Err(error) => {
                fault = Some(unreadable(error));
                continue;
            }
        };
        match obstacle(&font) {
            Some(obstacle) => fault = Some(obstacle),
            None => faces.push((index, font)),
        }
    }
    match fault {
        Some(fault) if faces.is_empty() => Err(fault),
        _ => Ok(faces),
    }
}

fn faces_of(needed: &BTreeSet<char>, path: &Path, place: usize) -> Result<Vec<Candidate>, FontFault> {
    let bytes = read(path)?;
    let candidate = |(index, font): (u32, FontRef<'_>)| Candidate {
        path: path.to_owned(),
        index,
        has: characters(&font, needed),
        rank: (
            false,
            place,
            is_of_another_script(&family(&font)),
            String::new(),
            path.to_owned(),
            index,
        ),
    };
    Ok(embeddable(&bytes)?.into_iter().map(candidate).collect())
}

fn installed_faces(needed: &BTreeSet<char>, system: &Database) -> Vec<Candidate> {
    system
        .faces()
        .filter_map(|info| installed_face(needed, system, info))
        .collect()
}

fn installed_face(needed: &BTreeSet<char>, system: &Database, info: &FaceInfo) -> Option<Candidate> {
    let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else {
        return None;
    };
    let family = info
        .families
        .first()
        .map(|(family, _)| family.clone())
        .unwrap_or_default();
    // Families that begin with a full stop are the system's own, such as boxes for every character there is.
    if family.starts_with('.') {
        return None;
    }
    let has = system.with_face_data(info.id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        obstacle(&font).is_none().then(|| characters(&font, needed))
    });
    let has = has.flatten().filter(|has| !has.is_empty())?;
    let special = info.style != Style::Normal || info.weight != Weight::NORMAL;
    Some(Candidate {
        path: path.clone(),
        index: info.index,
        has,
        rank: (
            special,
            0,
            is_of_another_script(&family),
            family,
            path.clone(),
            info.index,
        ),
    })
}

fn family(font: &FontRef<'_>) -> String {
    let names = font.localized_strings(StringId::FAMILY_NAME);
    names
        .english_or_first()
        .map(|name| name.to_string())
        .unwrap_or_default()
}

/// Families for all of East Asia come in several drawings: 骨 and 直 look otherwise in Japan and in Hong Kong.
fn is_of_another_script(family: &str) -> bool {
    const OTHERS: [&str; 6] = ["JP", "KR", "K", "TC", "TW", "HK"];
    family.split_whitespace().any(|word| OTHERS.contains(&word))
}

fn characters(font: &FontRef<'_>, needed: &BTreeSet<char>) -> BTreeSet<char> {
    let charmap = font.charmap();
    let has = |character: &&char| charmap.map(**character).is_some_and(|glyph| glyph.to_u32() != 0);
    needed.iter().filter(has).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fonts")
            .join(name)
    }

    fn needed(characters: &str) -> BTreeSet<char> {
        characters.chars().collect()
    }

    /// The choice by file name and index.
    fn named(files: &[FontFile]) -> Vec<(String, u32)> {
        let name = |file: &FontFile| {
            Path::new(&file.name)
                .file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        files.iter().map(|file| (name(file), file.index)).collect()
    }

    #[test]
    fn company_fonts_are_chosen_by_what_they_have() {
        let fonts = ["Squares.otf", "Squares.ttf", "Squares.ttc"].map(fixture);
        let cases: [(&str, &[(&str, u32)]); 4] = [
            ("😀", &[("Squares.ttf", 0)]),
            ("😂😀😁", &[("Squares.ttf", 0), ("Squares.otf", 0)]),
            ("😃", &[("Squares.ttc", 1)]),
            ("", &[]),
        ];
        for (characters, expected) in cases {
            let (files, findings) = find(&needed(characters), &fonts);
            let expected: Vec<(String, u32)> = expected
                .iter()
                .map(|(name, index)| ((*name).to_owned(), *index))
                .collect();
            assert_eq!((named(&files), findings.len()), (expected, 0), "{characters}");
        }
    }

    #[test]
    fn a_weight_is_set_in_the_upright_face_nearest_to_it() {
        for (name, bold, expected) in [
            ("House.ttc", false, 1),
            ("House.ttc", true, 2),
            ("House.otf", true, 0),
        ] {
            assert_eq!(
                leading(&fixture(name), bold).unwrap().index,
                expected,
                "{name} {bold}"
            );
        }
    }

    #[test]
    fn drawings_for_simplified_chinese_come_first() {
        for (family, expected) in [
            ("Noto Serif CJK SC", false),
            ("Noto Serif CJK JP", true),
            ("Noto Sans CJK HK", true),
            ("Source Han Sans K", true),
            ("Sarasa Gothic TC", true),
            ("DejaVu Sans", false),
        ] {
            assert_eq!(is_of_another_script(family), expected, "{family}");
        }
    }

    #[test]
    fn a_folder_of_fonts_will_do() {
        let (files, findings) = find(&needed("😂😄"), &[fixture("")]);
        assert_eq!(
            named(&files),
            [("Squares.otf".to_owned(), 0), ("Squares.ttc".to_owned(), 1)]
        );
        assert_eq!(
            findings.len(),
            2,
            "two whose licences forbid it, and the others are used: {findings:?}"
        );
    }

    #[test]
    fn what_is_wrong_with_a_company_font_is_a_finding() {
        for (name, wanted) in [
            ("absent.ttf", "No such file"),
            ("make.py", ""),
            ("Sealed.ttf", "licence"),
            ("Whole.ttf", "without all others"),
        ] {
            let (_, findings) = find(&needed("😀"), &[fixture(name), fixture("Squares.ttf")]);
            let [
                Finding {
                    problem: Problem::UnusableFont { font, fault },
                    ..
                },
            ] = findings.as_slice()
            else {
                panic!("{name}: {findings:?}");
            };
            let said = fault.text(crate::model::Language::English);
            assert!(font.ends_with(name) && said.contains(wanted), "{font}: {said}");
            assert_eq!(leading(&fixture(name), false).unwrap_err(), *fault);
        }
    }

    #[test]
    fn installed_fonts_are_chosen_by_rank_not_by_the_order_of_folders() {
        let orders = [
            ["Squares.ttc", "Squares.ttf", "Sealed.ttf"],
            ["Sealed.ttf", "Squares.ttf", "Squares.ttc"],
        ];
        for names in orders {
            let mut database = Database::new();
            for name in names {
                database.load_font_file(fixture(name)).unwrap();
            }
            let chosen = choose(installed_faces(&needed("😀"), &database), &mut needed("😀"));
            let files: Vec<FontFile> = chosen.into_iter().filter_map(Candidate::read).collect();
            // "First", of the collection, is the first family by name that has it and may be embedded.
            assert_eq!(named(&files), [("Squares.ttc".to_owned(), 0)], "{names:?}");
        }
    }
}
