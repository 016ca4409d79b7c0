//! A zip archive, before calamine sees it: every part inflated once to its end, within bounds, and audited; the
//! worksheets of an .xlsx, which are most of it, while they are read.

use super::ahead::Ahead;
use super::audit::{Audit, OdsContent, OdsStyles, OdsStylesPart, SheetPart, is_styles};
use super::limits::{Limits, within};
use super::shown::Styles;
use crate::model::Problem;
use crate::model::finding::{Content, Damage, Limit};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// Bytes of a part that is kept to look things up in.
const MAX_KEPT: u64 = 8 << 20;

/// How many times its packed size a part may hold and still take room in the file, as rows do: exports of a million
/// rows are packed ten to thirty times, what is made to swell some thousand times.
const LOOSELY_PACKED: u64 = 50;
/// Such a part counts for one byte in so many.
const BYTES_COUNTED_AS_ONE: u64 = 4;

/// The part of an .ods that lists its parts, as [`part_key`] has it.
pub(super) const MANIFEST: &str = "meta-inf/manifest.xml";

/// What kind of workbook an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workbook {
    Xlsx,
    Xlsb,
    Ods,
    /// None at all, but this.
    None(Content),
}

/// What is known of an archive whose every part is sound.
pub(super) struct Archive {
    pub(super) workbook: Workbook,
    /// Worksheets of an .xlsb by the name of their part.
    pub(super) sheets: BTreeMap<String, SheetPart>,
    /// Worksheets of an .xlsx by the name of their part, still to be checked, and where they stand in the archive.
    pub(super) unchecked: BTreeMap<String, usize>,
    /// The parts that say which sheet is which part, by name.
    pub(super) kept: BTreeMap<String, String>,
    /// The names of an .xlsb's sheets, each with the relation that leads to its part, by the name of the workbook's.
    pub(super) binary: BTreeMap<String, Vec<(String, String)>>,
    /// Each table of an .ods, in order.
    pub(super) tables: Vec<SheetPart>,
    /// The styles of an .xlsx or .xlsb whose numbers are shown otherwise than they are.
    styles: Arc<Styles>,
    /// The styles of an .ods that have names.
    ods_styles: Arc<OdsStyles>,
    /// Bytes of the checked parts, as they count.
    unpacked: u64,
}

/// Inflates and audits every part but the worksheets of an .xlsx.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Archive, Problem> {
    let mut zip = opened(bytes)?;
    within(zip.len() as u64, limits.parts, Limit::Parts(limits.parts))?;
    let mut archive = Archive {
        workbook: workbook(&mut zip),
        sheets: BTreeMap::new(),
        unchecked: BTreeMap::new(),
        kept: BTreeMap::new(),
        binary: BTreeMap::new(),
        tables: Vec::new(),
        styles: Arc::default(),
        ods_styles: Arc::default(),
        unpacked: 0,
    };
    if let Workbook::None(_) = archive.workbook {
        return Ok(archive);
    }
    let mut ods = None;
    for index in reading_order(&zip) {
        let mut part = Part::open(&mut zip, index, archive.unpacked, limits)?;
        part.audit.know(&archive.styles, &archive.ods_styles);
        let is_put_off =
            |audit: &Audit| matches!(audit, Audit::Sheet(_)) && archive.workbook == Workbook::Xlsx;
        while part.advance(limits)? && !is_put_off(&part.audit) {}
        if is_put_off(&part.audit) {
            // Of two parts whose names differ in case alone, nobody knows which one calamine opens.
            if archive.unchecked.insert(part.key, index).is_some() {
                return Err(damaged(Damage::Structure(part.name)));
            }
            continue;
        }
        archive.unpacked = part.unpacked();
        match part.audit {
            Audit::Sheet(sheet) => {
                archive.sheets.insert(part.key, sheet.finish()?);
            }
            Audit::List(list) if part.key.ends_with("styles.xml") => {
                archive.styles = Arc::new(list.into_styles());
            }
            Audit::OdsStyles(styles) if part.name == "styles.xml" => {
                archive.ods_styles = Arc::new(OdsStylesPart::finish(styles));
            }
            Audit::Binary(binary) if is_styles(&part.key) => {
                archive.styles = Arc::new(binary.into_styles());
            }
            Audit::Ods(content) if part.name == "content.xml" => ods = Some(*content),
            Audit::Binary(binary) => {
                archive.binary.insert(part.key.clone(), binary.sheets.clone());
                archive.sheets.insert(part.key, binary.into_sheet());
            }
            Audit::Kept(kept) => {
                let text = String::from_utf8_lossy(&kept);
                if part.key == MANIFEST && text.contains("encryption-data") {
                    return Err(Problem::EncryptedFile);
                }
                archive.kept.insert(part.key, text.into_owned());
            }
            _ => (),
        }
    }
    if archive.workbook == Workbook::Ods {
        archive.tables = ods
            .ok_or_else(|| {
                damaged(Damage::Part {
                    part: "content.xml".into(),
                })
            })
            .and_then(OdsContent::finish)?;
    }
    Ok(archive)
}

impl Archive {
    /// Inflates and audits the worksheets of an .xlsx, and says how far it has come.
    pub(super) fn check_sheets(&self, bytes: &[u8], limits: &Limits, ahead: &Ahead) -> Result<(), Problem> {
        let mut zip = opened(bytes)?;
        let mut unpacked = self.unpacked;
        let mut order: Vec<usize> = self.unchecked.values().copied().collect();
        order.sort_unstable();
        for index in order {
            let mut part = Part::open(&mut zip, index, unpacked, limits)?;
            part.audit = Audit::of_sheet(&self.styles);
            while part.advance(limits)? {
                if let Audit::Sheet(sheet) = &part.audit {
                    ahead.pass(&part.key, sheet.passed());
                }
            }
            unpacked = part.unpacked();
            if let Audit::Sheet(sheet) = part.audit {
                ahead.sound(&part.key, sheet.finish()?);
            }
        }
        Ok(())
    }
}

fn opened(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Problem> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(Damage::Archive))
}

/// The manifest of an .ods first: it tells of a password, and what a password covers is no markup. Then the styles, which cells
/// refer to.
fn reading_order(zip: &ZipArchive<Cursor<&[u8]>>) -> Vec<usize> {
    let rank = |index: &usize| {
        let name = zip.name_for_index(*index).and_then(Result::ok);
        match name.map(|name| part_key(&name)) {
            Some(key) if key == MANIFEST => 0,
            Some(key) if key == "styles.xml" || is_styles(&key) => 1,
            _ => 2,
        }
    };
    let mut order: Vec<usize> = (0..zip.len()).collect();
    order.sort_by_cached_key(rank);
    order
}

/// A part's name as calamine looks it up: whatever the case and the slashes.
pub(super) fn part_key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

pub(super) fn damaged(damage: Damage) -> Problem {
    Problem::UnreadableFile { damage }
}

fn workbook(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Workbook {
    let names: Vec<String> = zip
        .file_names()
        .filter_map(|name| Some(part_key(&name.ok()?)))
        .collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    let mut mimetype = String::new();
    if let Ok(part) = zip.by_name("mimetype") {
        // A mimetype that is no text is none.
        let _ = part.take(100).read_to_string(&mut mimetype);
    }
    if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        Workbook::Ods
    } else if mimetype.starts_with("application/vnd.oasis.opendocument") {
        Workbook::None(Content::OfficeDocument)
    } else if has("workbook.bin") {
        Workbook::Xlsb
    } else if has("workbook.xml") {
        Workbook::Xlsx
    } else if names
        .iter()
        .any(|name| name.starts_with("word/") || name.starts_with("ppt/"))
    {
        Workbook::None(Content::OfficeDocument)
    } else {
        Workbook::None(Content::Archive)
    }
}

/// A part while it is inflated.
struct Part<'z, 'b> {
    content: ZipFile<'z, Cursor<&'b [u8]>>,
    name: String,
    key: String,
    audit: Audit,
    /// Bytes of this part so far, and how many of them count as one.
    inflated: u64,
    counted_as_one: u64,
    /// Bytes counted of the parts before it.
    before: u64,
    buffer: Vec<u8>,
}

impl<'z, 'b> Part<'z, 'b> {
    fn open(
        zip: &'z mut ZipArchive<Cursor<&'b [u8]>>,
        index: usize,
        before: u64,
        limits: &Limits,
    ) -> Result<Self, Problem> {
        let content = match zip.by_index(index) {
            Ok(content) => content,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Problem::EncryptedFile);
            }
            Err(_) => return Err(damaged(Damage::Archive)),
        };
        let name = content.name().map_or_else(
            |_| String::from_utf8_lossy(content.name_raw()).into_owned(),
            Cow::into_owned,
        );
        let key = part_key(&name);
        let is_loose = content.size() / LOOSELY_PACKED <= content.compressed_size();
        let part = Self {
            audit: Audit::of(&key, content.size() <= MAX_KEPT),
            name,
            key,
            inflated: 0,
            counted_as_one: if is_loose { BYTES_COUNTED_AS_ONE } else { 1 },
            before,
            buffer: vec![0; 64 << 10],
            content,
        };
        // What it declares is known before a byte is inflated.
        part.within(part.content.size(), limits)?;
        Ok(part)
    }

    /// Refuses the part with so many bytes, where they or all so far are beyond the limits.
    fn within(&self, bytes: u64, limits: &Limits) -> Result<(), Problem> {
        let counted = bytes / self.counted_as_one;
        let (part, all) = (limits.part_mb, limits.unpacked_mb);
        within(
            counted,
            part << 20,
            Limit::PartMegabytes(part * self.counted_as_one),
        )?;
        within(
            self.before + counted,
            all << 20,
            Limit::UnpackedMegabytes(all * self.counted_as_one),
        )
    }

    /// Bytes counted of this part and those before it.
    fn unpacked(&self) -> u64 {
        self.before + self.inflated / self.counted_as_one
    }

    /// Takes the next bytes of the part; false at its end, where its checksum is known to be right.
    fn advance(&mut self, limits: &Limits) -> Result<bool, Problem> {
        let declared = self.content.size();
        let read = self.content.read(&mut self.buffer).map_err(|_| self.torn())?;
        if read == 0 && self.inflated == declared {
            return Ok(false);
        }
        self.inflated += read as u64;
        self.within(self.inflated, limits)?;
        if read == 0 || self.inflated > declared {
            return Err(self.torn());
        }
        self.audit.feed(&self.buffer[..read], limits)?;
        Ok(true)
    }

    fn torn(&self) -> Problem {
        damaged(Damage::Part {
            part: self.name.clone(),
        })
    }
}
