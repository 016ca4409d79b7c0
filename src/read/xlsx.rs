//! .xlsx, .xlsm and .xlsb → sheets, cell by cell.

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

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads an .xlsx or .xlsm whose parts have been checked.
pub(super) fn read(reading: &mut Reading<'_>, bytes: &[u8], archive: &Archive) -> Result<(), Problem> {
    let mut workbook: Xlsx<Bytes> = Xlsx::new(Cursor::new(bytes)).map_err(|error| xlsx_problem(&error))?;
    let parts = sheet_parts(archive);
    let epoch_1904 = workbook.has_1904_epoch();
    each_sheet(reading, workbook.sheets_metadata().to_vec(), |reading, name| {
        let part = audited(&parts, name)?;
        let mut sheet = empty_sheet(reading.file, name, epoch_1904);
        let mut grid = Grid::new(&mut reading.room, reading.sink);
        fill_from_xlsx(&mut grid, &mut workbook, name, part, epoch_1904)?;
        grid.finish();
        part.tell(&mut sheet);
        Ok(sheet)
    });
    Ok(())
}

/// Reads an .xlsb.
pub(super) fn read_binary(reading: &mut Reading<'_>, bytes: &[u8], archive: &Archive) -> Result<(), Problem> {
    let mut workbook: Xlsb<Bytes> = Xlsb::new(Cursor::new(bytes)).map_err(|error| xlsb_problem(&error))?;
    let parts = sheet_parts(archive);
    let epoch_1904 = workbook.has_1904_epoch();
    each_sheet(reading, workbook.sheets_metadata().to_vec(), |reading, name| {
        let part = audited(&parts, name)?;
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
        rows: Vec::new(),
        merged: Vec::new(),
        hidden_rows: RowRanges::default(),
    }
}

fn fill_from_xlsx(
    grid: &mut Grid<'_, '_>,
    workbook: &mut Xlsx<Bytes>,
    name: &str,
    part: &SheetPart,
    epoch_1904: bool,
) -> Result<(), Problem> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        other => other.map_err(|error| xlsx_problem(&error))?,
    };
    let mut put = |(row, column), value: &DataRef, is_formula| {
        let cell = match value {
            DataRef::Empty if is_formula => Cell::Uncalculated,
            value => cell_of(grid, value, epoch_1904)?,
        };
        grid.put(row, column, cell)
    };
    loop {
        // Asking for formulas where there are none would make every cell dearer.
        let next = if part.has_no_formula {
            reader
                .next_cell()
                .map(|cell| cell.map(|cell| put(cell.get_position(), cell.get_value(), false)))
        } else {
            reader
                .next_cell_with_formula_metadata()
                .map(|cell| cell.map(|cell| put(cell.pos, &cell.value, cell.formula.is_some())))
        };
        match next {
            Ok(None) => break,
            Ok(Some(outcome)) => outcome?,
            // Calamine knows eight errors; the audit has noted the others, with their places.
            Err(XlsxError::CellError(_)) if !part.unreferenced => (),
            Err(error) => return Err(xlsx_problem(&error)),
        }
    }
    put_errors(grid, part)
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

/// What is known of a sheet's part; a sheet that lies in a part that nobody has looked at is not read.
fn audited<'a>(parts: &BTreeMap<String, &'a SheetPart>, name: &str) -> Result<&'a SheetPart, Problem> {
    let part = parts.get(name).copied();
    part.ok_or_else(|| damaged(Damage::Structure(name.to_owned())))
}

/// The audited parts by the name of their sheet, as far as the workbook's relations tell.
fn sheet_parts(archive: &Archive) -> BTreeMap<String, &SheetPart> {
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
            if let Some(part) = archive.sheets.get(&part_key(&path)) {
                parts.insert(name, part);
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
