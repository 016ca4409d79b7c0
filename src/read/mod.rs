//! File bytes → sheets of cells. The only room that knows calamine, delimited text and encodings.

pub mod fonts;
mod inbox;
mod kind;
mod sheet;

mod ahead;
mod archive;
mod audit;
mod biff;
mod digest;
mod encoding;
mod fault;
mod grid;
mod guard;
mod held;
mod html;
mod limits;
mod ole;
mod process;
mod ranges;
mod remembered;
mod shown;
mod sink;
mod sniff;
mod spreadsheetml;
#[cfg(test)]
mod tests;
mod text;
mod wire;
mod xlsb;
mod xlsx;

pub use digest::Digest;
pub use encoding::of_label as encoding_of_label;
pub use fault::Fault;
pub use inbox::{InputFile, ReadError, folder, list};
pub use kind::{FileKind, Format};
pub use limits::{LimitSetting, Limits, MAX_COLUMNS};
pub use process::{READ_COMMAND, serve};
pub use sheet::{Cell, DAYS_TO_1904, Row, RowRanges, Scope, Sheet, Shown};

use crate::model::finding::{Content, Damage, Limit};
use crate::model::{Finding, Language, Place, Problem, Source};
use archive::Workbook;
use encoding::Decoded;
pub(crate) use grid::AddressHasher;
use grid::Room;
use limits::within;
use sink::{Collector, Sink};
use sniff::{Kind, Markup};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// What a file gives: what it is, its sheets, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readout {
    /// What the file held when it was read; none where its bytes could not be had.
    pub content: Option<Digest>,
    /// Format and encoding; none where the file cannot be read.
    pub kind: Option<FileKind>,
    /// The sheets that hold a value, in the file's order.
    pub sheets: Vec<Sheet>,
    /// What is wrong with the file, in order.
    pub findings: Vec<Finding>,
    /// What the machine did to the file. Nothing is known of it then, and it may be read where it is tried again.
    pub fault: Option<Fault>,
}

/// Why a file gives nothing.
enum Failure {
    /// What it holds.
    Content(Problem),
    /// What the machine did.
    Machine(Fault),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Content(problem)
    }
}

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// What a file may cost.
    pub limits: Limits,
    /// Who reads.
    pub reader: Reader,
    /// The encodings of text files that settings state, by the files' paths below the book.
    pub encodings: BTreeMap<String, String>,
}

/// Who reads a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reader {
    /// This process; limits of time and memory are not kept, and a parser that aborts ends it.
    #[default]
    InProcess,
    /// A process of this program for each file, asked as [`serve`] has it; whatever a file does to it becomes a
    /// finding. Where the program cannot be started, this process reads.
    Child(PathBuf),
}

/// Reads a file, whatever its name says it is. A file that cannot be read gives a finding and no sheet; sheets
/// without a value are left out.
pub fn read(file: &InputFile, options: &ReadOptions) -> Readout {
    collected(file, |sink| {
        let bytes = open(file, &options.limits)?;
        let encoding = options.encodings.get(&file.relative).map(String::as_str);
        let Reader::Child(program) = &options.reader else {
            return here(file, bytes, &options.limits, encoding, sink);
        };
        process::read(program, file, bytes, (&options.limits, encoding), sink).unwrap_or_else(
            |process::NoProgram| {
                let again = open(file, &options.limits)?;
                here(file, again, &options.limits, encoding, sink)
            },
        )
    })
}

/// What the machine has against a file that is to be read, found out before any work is done: its first byte is asked for.
pub fn refusal(file: &InputFile) -> Option<Fault> {
    if file.damage.is_some() {
        return file.refusal.clone();
    }
    let asked = File::open(&file.path).and_then(|mut opened| opened.read(&mut [0]));
    asked.err().map(|error| Fault::of(&error))
}

/// Reads the bytes of a file called `name`.
pub fn read_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Readout {
    let file = InputFile {
        path: PathBuf::new(),
        relative: name.to_owned(),
        scope: Scope::Own,
        damage: None,
        refusal: None,
    };
    collected(&file, |sink| {
        Ok(dispatch(&file, bytes.to_vec(), limits, None, sink)?)
    })
}

/// What a file gave; a problem of the whole file is told instead of whatever it gave until then.
fn collected(file: &InputFile, read: impl FnOnce(&mut dyn Sink) -> Result<(), Failure>) -> Readout {
    let mut collector = Collector::default();
    if let Err(failure) = read(&mut collector) {
        let content = collector.readout.content.take();
        collector = Collector::default();
        collector.readout.content = content;
        let problem = match failure {
            Failure::Content(problem) => problem,
            Failure::Machine(fault) => {
                let problem = unreadable(&fault);
                collector.readout.fault = Some(fault);
                problem
            }
        };
        collector.finding(Finding::at(Place::file(&file.relative), problem));
    }
    let mut readout = collector.readout;
    if readout.sheets.is_empty() && readout.findings.is_empty() {
        let found = Content::EmptyWorkbook;
        let problem = Problem::NotASpreadsheet { found };
        readout
            .findings
            .push(Finding::at(Place::file(&file.relative), problem));
    }
    readout.findings.sort();
    readout
}

fn open(file: &InputFile, limits: &Limits) -> Result<File, Failure> {
    if let Some(fault) = &file.refusal {
        return Err(Failure::Machine(fault.clone()));
    }
    if let Some(damage) = &file.damage {
        let damage = damage.clone();
        return Err(Problem::UnreadableFile { damage }.into());
    }
    let opened = File::open(&file.path).map_err(|error| refused(&error))?;
    let size = opened.metadata().map_err(|error| refused(&error))?.len();
    within(size, limits.file_mb << 20, Limit::FileMegabytes(limits.file_mb))?;
    Ok(opened)
}

fn here(
    file: &InputFile,
    mut opened: File,
    limits: &Limits,
    encoding: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    Ok(dispatch(file, bytes, limits, encoding, sink)?)
}

fn refused(error: &io::Error) -> Failure {
    Failure::Machine(Fault::of(error))
}

/// What is said of a file that the machine failed on where nothing else becomes of that.
fn unreadable(fault: &Fault) -> Problem {
    Problem::UnreadableFile {
        damage: Damage::System(fault.what(Language::English)),
    }
}

/// A file being read: what is known of it, how much of it there may still be, and where it goes.
struct Reading<'a> {
    file: &'a InputFile,
    room: Room<'a>,
    /// The encoding that the settings state.
    encoding: Option<&'a str>,
    sink: &'a mut dyn Sink,
}

fn dispatch(
    file: &InputFile,
    bytes: Vec<u8>,
    limits: &Limits,
    encoding: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<(), Problem> {
    sink.content(Digest::of(&bytes));
    let mut reading = Reading {
        file,
        room: Room::new(limits),
        encoding,
        sink,
    };
    guard::quietly(|| by_kind(&mut reading, bytes))
}

fn by_kind(reading: &mut Reading<'_>, bytes: Vec<u8>) -> Result<(), Problem> {
    let limits = reading.room.limits;
    let format = match sniff::sniff(&bytes) {
        Kind::Zip => {
            let archive = archive::check(&bytes, limits)?;
            match archive.workbook {
                Workbook::Xlsx => {
                    xlsx::read(reading, &bytes, &archive)?;
                    Format::Xlsx
                }
                Workbook::Xlsb => {
                    xlsx::read_binary(reading, &bytes, &archive)?;
                    Format::Xlsb
                }
                Workbook::Ods => {
                    ranges::read_ods(reading, &bytes, &archive)?;
                    Format::Ods
                }
                Workbook::None(found) => return Err(Problem::NotASpreadsheet { found }),
            }
        }
        Kind::Ole => {
            let records = ole::check(&bytes, limits)?;
            ranges::read_xls(reading, bytes, &records)?;
            Format::Xls
        }
        Kind::Text => return by_markup(reading, &bytes),
        Kind::Other(found) => return Err(Problem::NotASpreadsheet { found }),
    };
    reading.sink.kind(FileKind::workbook(format));
    Ok(())
}

fn by_markup(reading: &mut Reading<'_>, bytes: &[u8]) -> Result<(), Problem> {
    let Decoded {
        text,
        encoding,
        replaced,
        guessed,
    } = encoding::decode(bytes, reading.encoding.and_then(encoding::of_label))?;
    let format = match sniff::markup(&text) {
        None => Format::Delimited {
            delimiter: text::read(reading, &text)?,
        },
        Some(Markup::Html) => {
            html::read(reading, &text)?;
            Format::Html
        }
        Some(Markup::SpreadsheetMl) => {
            spreadsheetml::read(reading, &text)?;
            Format::SpreadsheetMl
        }
        Some(Markup::Other(found)) => return Err(Problem::NotASpreadsheet { found }),
    };
    let encoding = encoding.name().to_owned();
    reading.sink.kind(FileKind {
        format,
        encoding: Some(encoding.clone()),
    });
    if guessed {
        let problem = Problem::GuessedEncoding {
            encoding: encoding.to_lowercase(),
            sample: encoding::sample(&text),
            file: reading.file.relative.clone(),
        };
        let place = Place::file(&reading.file.relative);
        reading.sink.finding(Finding::at(place, problem));
    }
    if replaced {
        let place = Place::file(&reading.file.relative);
        let finding = Finding::at(place, Problem::UndecodableText { encoding });
        reading.sink.finding(finding);
    }
    Ok(())
}

fn source(file: &InputFile, sheet: Option<&str>) -> Arc<Source> {
    Arc::new(Source {
        file: file.relative.clone(),
        sheet: sheet.map(str::to_owned),
    })
}
