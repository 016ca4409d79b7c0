//! File bytes → sheets of cells. The only room that knows calamine, delimited text and encodings.

pub mod fonts;
mod inbox;
mod kind;
mod sheet;

mod archive;
mod audit;
mod biff;
mod grid;
mod guard;
mod ole;
mod ranges;
mod sniff;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

pub use fonts::FontFile;
pub use inbox::{InputFile, ReadError, list};
pub use kind::{FileKind, Format};
pub use sheet::{Cell, Row, Scope, Sheet};

use crate::model::finding::{Damage, Limit};
use crate::model::{Finding, Place, Problem, Source};
use archive::Workbook;
use sniff::Kind;
use std::fs;
use std::io;
use std::sync::Arc;

/// Bytes of a file.
const MAX_FILE: u64 = 512 << 20;

/// What a file gives: what it is, its sheets, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readout {
    /// Format and encoding; none where the file cannot be read.
    pub kind: Option<FileKind>,
    /// The sheets that hold a value, in the file's order.
    pub sheets: Vec<Sheet>,
    /// What is wrong with the file, in order.
    pub findings: Vec<Finding>,
}

/// Reads a file, whatever its name says it is. A file that cannot be read gives a finding and no sheet; sheets
/// without a value are left out.
pub fn read(file: &InputFile) -> Readout {
    let mut readout = bytes(file)
        .and_then(|bytes| guard::quietly(|| dispatch(file, bytes)))
        .unwrap_or_else(|problem| Readout {
            findings: vec![Finding::at(Place::file(&file.relative), problem)],
            ..Readout::default()
        });
    readout.sheets.retain(|sheet| !sheet.rows.is_empty());
    readout.findings.sort();
    readout
}

fn bytes(file: &InputFile) -> Result<Vec<u8>, Problem> {
    if let Some(damage) = &file.damage {
        return Err(Problem::UnreadableFile {
            damage: damage.clone(),
        });
    }
    let refused = |error: io::Error| Problem::UnreadableFile {
        damage: Damage::System(error.kind().to_string()),
    };
    if fs::metadata(&file.path).map_err(refused)?.len() > MAX_FILE {
        return Err(Problem::TooLarge {
            limit: Limit::FileMegabytes(MAX_FILE >> 20),
        });
    }
    fs::read(&file.path).map_err(refused)
}

fn dispatch(file: &InputFile, bytes: Vec<u8>) -> Result<Readout, Problem> {
    let workbook = |format, readout: Readout| Readout {
        kind: Some(FileKind::workbook(format)),
        ..readout
    };
    Ok(match sniff::sniff(&bytes) {
        Kind::Zip => {
            let archive = archive::check(&bytes)?;
            match archive.workbook {
                Workbook::Xlsx => workbook(Format::Xlsx, xlsx::read(file, &bytes, &archive)?),
                Workbook::Xlsb => workbook(Format::Xlsb, xlsx::read_binary(file, &bytes)?),
                Workbook::Ods => workbook(Format::Ods, ranges::read_ods(file, &bytes)?),
                Workbook::None(found) => return Err(Problem::NotASpreadsheet { found }),
            }
        }
        Kind::Ole => {
            ole::check(&bytes)?;
            workbook(Format::Xls, ranges::read_xls(file, bytes)?)
        }
        Kind::Text => text::read(file, &bytes)?,
        Kind::Other(found) => return Err(Problem::NotASpreadsheet { found }),
    })
}

fn source(file: &InputFile, sheet: Option<&str>) -> Arc<Source> {
    Arc::new(Source {
        file: file.relative.clone(),
        sheet: sheet.map(str::to_owned),
    })
}
