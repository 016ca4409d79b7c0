//! File bytes → sheets of cells. The only room that knows calamine, delimited text and encodings.

pub mod fonts;
mod inbox;
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

/// What a file gives: its sheets, and what is wrong with it.
#[derive(Debug, Default)]
struct Readout {
    sheets: Vec<Sheet>,
    findings: Vec<Finding>,
}

/// Reads a file, whatever its name says it is. A file that cannot be read gives a finding and no sheet; sheets
/// without a value are left out.
pub fn read(file: &InputFile) -> (Vec<Sheet>, Vec<Finding>) {
    let Readout {
        mut sheets,
        mut findings,
    } = bytes(file)
        .and_then(|bytes| guard::quietly(|| dispatch(file, bytes)))
        .unwrap_or_else(|problem| Readout {
            sheets: Vec::new(),
            findings: vec![Finding::at(Place::file(&file.relative), problem)],
        });
    sheets.retain(|sheet| !sheet.rows.is_empty());
    findings.sort();
    (sheets, findings)
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
    match sniff::sniff(&bytes) {
        Kind::Zip => {
            let archive = archive::check(&bytes)?;
            match archive.workbook {
                Workbook::Xlsx => xlsx::read(file, &bytes, &archive),
                Workbook::Xlsb => xlsx::read_binary(file, &bytes),
                Workbook::Ods => ranges::read_ods(file, &bytes),
                Workbook::None(found) => Err(Problem::NotASpreadsheet { found }),
            }
        }
        Kind::Ole => {
            ole::check(&bytes)?;
            ranges::read_xls(file, bytes)
        }
        Kind::Text => text::read(file, &bytes),
        Kind::Other(found) => Err(Problem::NotASpreadsheet { found }),
    }
}

fn source(file: &InputFile, sheet: Option<&str>) -> Arc<Source> {
    Arc::new(Source {
        file: file.relative.clone(),
        sheet: sheet.map(str::to_owned),
    })
}
