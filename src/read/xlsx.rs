//! .xlsx, .xlsm and .xlsb → sheets, cell by cell.

use super::ahead::{self, Follower, Stopped};
use super::archive::{Archive, damaged, part_key};
use super::audit::SheetPart;
use super::grid::Grid;
use super::inbox::InputFile;
use super::ranges::iso_serial;
use super::sheet::{Cell, RowRanges, Sheet};
use super::{Reading, source};
use crate::model::finding::Damage;
use crate::model::{Finding, Place, Problem};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsb, XlsbError, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads an .xlsx or .xlsm whose parts have been checked, but for the worksheets, which are checked meanwhile.
pub(super) fn read(reading: &mut Reading<'_>, bytes: &[u8], archive: &Archive) -> Result<(), Problem> {
    ahead::audited(archive, bytes, reading.room.limits, |ahead| {
        let mut workbook: Xlsx<Bytes> =
            Xlsx::new(Cursor::new(bytes)).map_err(|error| xlsx_problem(&error))?;
        let parts = sheet_parts(archive);
        let epoch_1904 = workbook.has_1904_epoch();
        let is_to_calculate = archive
            .kept
            .iter()
            .any(|(key, part)| split(key).1 == "workbook.xml" && is_to_calculate(part));
        each_sheet(reading, workbook.sheets_metadata().to_vec(), |reading, name| {
            let key = parts.get(name).ok_or_else(|| unaudited(name))?;
            let audit = Follower::new(ahead, key);
            let mut sheet = empty_sheet(reading.file, name, epoch_1904);
            let mut grid = Grid::new(&mut reading.room, reading.sink);
            let mut zeros = is_to_calculate.then(Zeros::default);
            let part = fill_from_xlsx(&mut grid, &mut workbook, name, audit, (epoch_1904, &mut zeros))?;
            zeros.map_or(Ok(()), |zeros| zeros.put(&mut grid))?;
            grid.finish();
            part.tell(&mut sheet);
            Ok(sheet)
        });
        Ok(())
    })
}

/// Reads an .xlsb.
pub(super) fn read_binary(reading: &mut Reading<'_>, bytes: &[u8], archive: &Archive) -> Result<(), Problem> {
    let mut workbook: Xlsb<Bytes> = Xlsb::new(Cursor::new(bytes)).map_err(|error| xlsb_problem(&error))?;
    let parts = sheet_parts(archive);
    let epoch_1904 = workbook.has_1904_epoch();
    each_sheet(reading, workbook.sheets_metadata().to_vec(), |reading, name| {
        let part = parts.get(name).and_then(|key| archive.sheets.get(key));
        let part = part.ok_or_else(|| unaudited(name))?;
        if part.is_passed_over {
            return Err(damaged(Damage::Structure("BrtShort".to_owned())));
        }
        let mut sheet = empty_sheet(reading.file, name, epoch_1904);
        let mut grid = Grid::new(&mut reading.room, reading.sink);
        fill_from_xlsb(&mut grid, &mut workbook, name, part, epoch_1904)?;
        grid.finish();
        part.tell(&mut sheet);
        Ok(sheet)
    });
    Ok(())
}

/// Reads every worksheet; one that cannot be read gives a finding, the others are still read.
pub(super) fn each_sheet(
    reading: &mut Reading<'_>,
    sheets: Vec<calamine::Sheet>,
    mut read: impl FnMut(&mut Reading<'_>, &str) -> Result<Sheet, Problem>,
) {
    let mut seen = BTreeSet::new();
    for meta in sheets {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        // Calamine finds sheets by name, so a second one of a name would be the first one again.
        let outcome = if seen.insert(meta.name.clone()) {
            read(reading, &meta.name)
        } else {
            Err(damaged(Damage::RepeatedSheetName))
        };
        match outcome {
            Ok(mut sheet) => {
                sheet.hidden = meta.visible != SheetVisible::Visible;
                reading.sink.sheet(sheet);
            }
            Err(problem) => {
                let place = Place::sheet(source(reading.file, Some(&meta.name)));
                reading.sink.discard();
                reading.sink.finding(Finding::at(place, problem));
            }
        }
    }
}

pub(super) fn empty_sheet(file: &InputFile, name: &str, epoch_1904: bool) -> Sheet {
    Sheet {
        source: source(file, Some(name)),
        scope: file.scope,
        hidden: false,
        epoch_1904,
        delimiter: None,
        rows: Vec::new(),
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
        shown: Vec::new(),
    }
}

fn fill_from_xlsx(
    grid: &mut Grid<'_, '_>,
    workbook: &mut Xlsx<Bytes>,
    name: &str,
    mut audit: Follower<'_>,
    (epoch_1904, zeros): (bool, &mut Option<Zeros>),
) -> Result<Arc<SheetPart>, Problem> {
    let stopped = |Stopped| unaudited(name);
    let mut has_formula = audit.next_cell().map_err(stopped)?;
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Err(XlsxError::NotAWorksheet(_)) => return audit.finish().map_err(stopped),
        other => other.map_err(|error| xlsx_problem(&error))?,
    };
    let mut put = |(row, column), value: &DataRef, is_formula| {
        let cell = match value {
            DataRef::Empty if is_formula => Cell::Uncalculated,
            value => cell_of(grid, value, epoch_1904)?,
        };
        if let Some(zeros) = zeros.as_mut().filter(|_| is_formula) {
            zeros.see(row, column, &cell);
        }
        grid.put(row, column, cell)
    };
    let mut unknown_error = None;
    loop {
        // Asking for formulas where there are none would make every cell dearer.
        let next = if has_formula {
            reader
                .next_cell_with_formula_metadata()
                .map(|cell| cell.map(|cell| put(cell.pos, &cell.value, cell.formula.is_some())))
        } else {
            reader
                .next_cell()
                .map(|cell| cell.map(|cell| put(cell.get_position(), cell.get_value(), false)))
        };
        match next {
            Ok(None) => break,
            Ok(Some(outcome)) => outcome?,
            // Calamine knows eight errors; the audit notes all, with their places.
            Err(error @ XlsxError::CellError(_)) => unknown_error = Some(error),
            Err(error) => return Err(xlsx_problem(&error)),
        }
        has_formula = audit.next_cell().map_err(stopped)?;
    }
    let part = audit.finish().map_err(stopped)?;
    match unknown_error {
        // Where a cell goes without its reference, a place that was counted may not be that of the error.
        Some(error) if part.unreferenced => Err(xlsx_problem(&error)),
        _ => put_errors(grid, &part).map(|()| part),
    }
}

fn fill_from_xlsb(
    grid: &mut Grid<'_, '_>,
    workbook: &mut Xlsb<Bytes>,
    name: &str,
    part: &SheetPart,
    epoch_1904: bool,
) -> Result<(), Problem> {
    let mut reader = workbook
        .worksheet_cells_reader(name)
        .map_err(|error| xlsb_problem(&error))?;
    while let Some(cell) = reader.next_cell().map_err(|error| xlsb_problem(&error))? {
        let (row, column) = cell.get_position();
        let value = cell_of(grid, cell.get_value(), epoch_1904)?;
        grid.put(row, column, value)?;
    }
    put_errors(grid, part)
}

/// Whether a workbook says that its formulas are to be calculated when it is opened, as programs do that write formulas
/// and cannot calculate them.
fn is_to_calculate(workbook: &str) -> bool {
    let Ok(document) = roxmltree::Document::parse(workbook) else {
        return false;
    };
    let mut nodes = document.descendants();
    let properties = nodes.find(|node| node.tag_name().name() == "calcPr");
    properties.is_some_and(|node| matches!(node.attribute("fullCalcOnLoad"), Some("1" | "true")))
}

/// The formulas of a sheet whose stored result is 0, in such a workbook: where a column has no other results, nobody ever
/// calculated them, and a spreadsheet would show something else.
#[derive(Default)]
struct Zeros {
    rows: BTreeMap<u32, Vec<u32>>,
    calculated: BTreeSet<u32>,
}

impl Zeros {
    fn see(&mut self, row: u32, column: u32, cell: &Cell) {
        match cell {
            Cell::Number(0.0) | Cell::DateTime(0.0) | Cell::Duration(0.0) => {
                self.rows.entry(column).or_default().push(row);
            }
            Cell::Uncalculated => {}
            _ => {
                self.calculated.insert(column);
            }
        }
    }

    fn put(self, grid: &mut Grid<'_, '_>) -> Result<(), Problem> {
        let columns = self.rows.into_iter();
        for (column, rows) in columns.filter(|(column, _)| !self.calculated.contains(column)) {
            for row in rows {
                grid.put(row, column, Cell::Uncalculated)?;
            }
        }
        Ok(())
    }
}

fn put_errors(grid: &mut Grid<'_, '_>, part: &SheetPart) -> Result<(), Problem> {
    for (row, column, value) in &part.errors {
        grid.put(*row, *column, Cell::Error(value.as_str().into()))?;
    }
    Ok(())
}

fn cell_of(grid: &mut Grid<'_, '_>, value: &DataRef, epoch_1904: bool) -> Result<Cell, Problem> {
    Ok(match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTime(moment) if moment.is_duration() => Cell::Duration(moment.as_f64()),
        DataRef::DateTime(moment) => Cell::DateTime(moment.as_f64()),
        DataRef::Error(error) => Cell::Error(error.to_string().into()),
        DataRef::SharedString(text) => grid.shared_text(text)?,
        DataRef::DateTimeIso(text) => match iso_serial(text, epoch_1904) {
            Some(days) => Cell::DateTime(days),
            None => grid.text(text)?,
        },
        DataRef::String(text) | DataRef::DurationIso(text) => grid.text(text)?,
    })
}

/// A sheet that lies in a part that nobody has looked at is not read.
fn unaudited(sheet: &str) -> Problem {
    damaged(Damage::Structure(sheet.to_owned()))
}

/// The keys of worksheets' parts by the name of their sheet, as far as the workbook's relations tell.
fn sheet_parts(archive: &Archive) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    let written = archive.kept.iter().filter_map(|(key, part)| {
        let is_workbook = split(key).1 == "workbook.xml";
        Some((key, is_workbook.then(|| sheet_ids(part))??))
    });
    let binary = archive.binary.iter().map(|(key, sheets)| (key, sheets.clone()));
    for (key, sheets) in written.chain(binary) {
        let (folder, file) = split(key);
        let targets = archive.kept.get(&format!("{folder}_rels/{file}.rels"));
        let Some(targets) = targets.and_then(|relations| relation_targets(relations)) else {
            continue;
        };
        for (name, id) in sheets {
            let Some(target) = targets.get(&id) else {
                continue;
            };
            let path = if target.starts_with('/') {
                target.clone()
            } else {
                format!("{folder}{target}")
            };
            let key = part_key(&path);
            if archive.unchecked.contains_key(&key) || archive.sheets.contains_key(&key) {
                parts.insert(name, key);
            }
        }
    }
    parts
}

/// A part's folder, with its slash, and the rest of its name.
fn split(key: &str) -> (&str, &str) {
    key.split_at(key.rfind('/').map_or(0, |slash| slash + 1))
}

fn sheet_ids(workbook: &str) -> Option<Vec<(String, String)>> {
    let document = roxmltree::Document::parse(workbook).ok()?;
    let sheets = document
        .descendants()
        .filter(|node| node.tag_name().name() == "sheet");
    let named = |node: roxmltree::Node| {
        let id = node
            .attributes()
            .find(|attribute| attribute.name() == "id" && attribute.namespace().is_some())?;
        Some((node.attribute("name")?.to_owned(), id.value().to_owned()))
    };
    Some(sheets.filter_map(named).collect())
}

fn relation_targets(relations: &str) -> Option<BTreeMap<String, String>> {
    let document = roxmltree::Document::parse(relations).ok()?;
    let target = |node: roxmltree::Node| {
        Some((
            node.attribute("Id")?.to_owned(),
            node.attribute("Target")?.to_owned(),
        ))
    };
    Some(document.descendants().filter_map(target).collect())
}

fn xlsx_problem(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::EncryptedFile,
        _ => damaged(Damage::Structure(error.to_string())),
    }
}

fn xlsb_problem(error: &XlsbError) -> Problem {
    match error {
        XlsbError::Password => Problem::EncryptedFile,
        _ => damaged(Damage::Structure(error.to_string())),
    }
}
