//! A zip archive, before calamine sees it: every part inflated once to its end, within bounds, and audited.

use super::audit::{Audit, OdsContent, SheetPart};
use super::limits::{Limits, within};
use crate::model::Problem;
use crate::model::finding::{Content, Damage, Limit};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of a part that is kept to look things up in.
const MAX_KEPT: u64 = 8 << 20;

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
    /// Worksheets of an .xlsx or .xlsb by the name of their part.
    pub(super) sheets: BTreeMap<String, SheetPart>,
    /// The parts that say which sheet is which part, by name.
    pub(super) kept: BTreeMap<String, String>,
    /// The names of an .xlsb's sheets, each with the relation that leads to its part, by the name of the workbook's.
    pub(super) binary: BTreeMap<String, Vec<(String, String)>>,
    /// Each table of an .ods, in order.
    pub(super) tables: Vec<SheetPart>,
}

/// Inflates and audits every part.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Archive, Problem> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(Damage::Archive))?;
    within(zip.len() as u64, limits.parts, Limit::Parts(limits.parts))?;
    let mut archive = Archive {
        workbook: Workbook::None(Content::Archive),
        sheets: BTreeMap::new(),
        kept: BTreeMap::new(),
        binary: BTreeMap::new(),
        tables: Vec::new(),
    };
    archive.workbook = workbook(&mut zip);
    if let Workbook::None(_) = archive.workbook {
        return Ok(archive);
    }
    let mut unpacked = 0;
    let mut ods = None;
    for index in reading_order(&zip) {
        let part = match zip.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Problem::EncryptedFile);
            }
            Err(_) => return Err(damaged(Damage::Archive)),
        };
        let name = part.name().map_or_else(
            |_| String::from_utf8_lossy(part.name_raw()).into_owned(),
            Cow::into_owned,
        );
        let declared = part.size();
        match inflate(part, &name, declared, &mut unpacked, limits)? {
            Audit::Sheet(sheet) => {
                archive.sheets.insert(part_key(&name), sheet.finish()?);
            }
            Audit::Ods(content) if name == "content.xml" => ods = Some(content),
            Audit::Binary(part) => {
                archive.sheets.insert(part_key(&name), part.sheet);
                archive.binary.insert(part_key(&name), part.sheets);
            }
            Audit::Kept(kept) => {
                let (key, text) = (part_key(&name), String::from_utf8_lossy(&kept));
                if key == MANIFEST && text.contains("encryption-data") {
                    return Err(Problem::EncryptedFile);
                }
                archive.kept.insert(key, text.into_owned());
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

/// The manifest of an .ods first: it tells of a password, and what a password covers is no markup.
fn reading_order(zip: &ZipArchive<Cursor<&[u8]>>) -> Vec<usize> {
    let is_manifest = |index: &usize| {
        let name = zip.name_for_index(*index).and_then(Result::ok);
        name.is_some_and(|name| part_key(&name) == MANIFEST)
    };
    let (mut first, others): (Vec<_>, Vec<_>) = (0..zip.len()).partition(is_manifest);
    first.extend(others);
    first
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

/// Reads a part to its end, which also checks its checksum.
fn inflate(
    mut part: impl Read,
    name: &str,
    declared: u64,
    unpacked: &mut u64,
    limits: &Limits,
) -> Result<Audit, Problem> {
    let torn = || {
        damaged(Damage::Part {
            part: name.to_owned(),
        })
    };
    let mut audit = Audit::of(&part_key(name), declared <= MAX_KEPT);
    let mut buffer = vec![0; 64 << 10];
    let mut inflated = 0;
    loop {
        let read = part.read(&mut buffer).map_err(|_| torn())?;
        if read == 0 {
            break;
        }
        inflated += read as u64;
        *unpacked += read as u64;
        within(
            inflated,
            limits.part_mb << 20,
            Limit::PartMegabytes(limits.part_mb),
        )?;
        within(
            *unpacked,
            limits.unpacked_mb << 20,
            Limit::UnpackedMegabytes(limits.unpacked_mb),
        )?;
        if inflated > declared {
            return Err(torn());
        }
        audit.feed(&buffer[..read], limits)?;
    }
    if inflated == declared {
        Ok(audit)
    } else {
        Err(torn())
    }
}
