//! The first visible sheet of a workbook: its cells, how wide and high they are, and the paper that it is printed on.

use super::cells::{Cell, Content, Text, cells, shared_texts};
use super::look::{Face, Looks};
use super::page::{Paper, paper};
use super::parts::{LocalName, Parts, Relation, attribute, child, damaged, is_set, named, number, parsed};
use super::pictures::{Picture, pictures};
use super::{At, DrawnMistake, MOST_COLUMNS, MOST_ROWS};
use crate::model::place::column_of_letters;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Points of a row whose height nobody set.
const USUAL_HEIGHT_PT: f64 = 15.0;

/// What a sheet holds, as far as a form shows it.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) cells: BTreeMap<At, Cell>,
    /// Points of each row that has a height of its own; 0 where it is hidden.
    heights: BTreeMap<u32, f64>,
    /// Points of each column, from one to the other; 0 where they are hidden.
    widths: Vec<(u32, u32, f64)>,
    usual_height_pt: f64,
    usual_width_pt: f64,
    pub(super) merged: Vec<Area>,
    /// What is printed.
    pub(super) area: Area,
    /// Rows that every page begins with: the first and the last.
    pub(super) titles: Option<(u32, u32)>,
    /// Rows that begin a page.
    pub(super) breaks: BTreeSet<u32>,
    pub(super) paper: Paper,
    pub(super) pictures: Vec<Picture>,
    /// Whether it has charts, drawn shapes or text boxes.
    pub(super) has_shapes: bool,
    /// Whether it has colours that depend on what cells hold.
    pub(super) has_conditions: bool,
}

/// Cells from one corner to the other, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first: At,
    pub(super) last: At,
}

impl Sheet {
    /// Points that a row is high; 0 where it is hidden.
    pub(super) fn height_pt(&self, row: u32) -> f64 {
        self.heights.get(&row).copied().unwrap_or(self.usual_height_pt)
    }

    /// Points that a column is wide; 0 where it is hidden.
    pub(super) fn width_pt(&self, column: u32) -> f64 {
        let own = self
            .widths
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&column));
        own.map_or(self.usual_width_pt, |(_, _, width)| *width)
    }

    /// The visible rows that are printed.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        (self.area.first.row..=self.area.last.row).filter(|row| self.height_pt(*row) > 0.0)
    }

    /// The visible columns that are printed.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        (self.area.first.column..=self.area.last.column).filter(|column| self.width_pt(*column) > 0.0)
    }
}

impl Area {
    pub(super) fn holds(&self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// Reads the first visible sheet.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Sheet, DrawnMistake> {
    let main = parts.relations("")?;
    let workbook = main
        .iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or("xl/workbook.xml", |relation| relation.part.as_str());
    let text = parts.text(workbook)?.ok_or_else(no_workbook)?;
    let document = parsed(&text, workbook)?;
    let relations = parts.relations(workbook)?;
    let of_kind = |kind: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        found.map(|relation| relation.part.as_str())
    };
    let looks = Looks::read(parts, of_kind("styles"), of_kind("theme"))?;
    let texts = match of_kind("sharedStrings") {
        Some(part) => shared_texts(parts, part, &looks)?,
        None => Vec::new(),
    };
    let listed = child(document.root_element(), "sheets").into_iter();
    let mut sheets = listed.flat_map(|sheets| named(sheets, "sheet")).enumerate();
    let visible = sheets.find(|(_, sheet)| matches!(attribute(*sheet, "state"), None | Some("visible")));
    let (index, sheet) = visible.ok_or_else(no_workbook)?;
    let relation = attribute(sheet, "id")
        .and_then(|id| relations.iter().find(|relation| relation.id == id))
        .ok_or_else(|| damaged(workbook))?;
    let name = attribute(sheet, "name").unwrap_or_default();
    let named = Named::of(document.root_element(), index);
    of_part(parts, relation, name, &looks, &texts, &named)
}

fn no_workbook() -> DrawnMistake {
    DrawnMistake::of_file(
        "工作簿里没有可见的工作表；请把表格画在第一张工作表上",
        "the workbook has no visible sheet; draw the form on its first sheet",
    )
}

/// What the workbook's names say of a sheet's printing.
#[derive(Debug, Default)]
struct Named {
    area: Option<Area>,
    titles: Option<(u32, u32)>,
}

impl Named {
    fn of(workbook: Node<'_, '_>, index: usize) -> Self {
        let mut found = Self::default();
        let listed = child(workbook, "definedNames").into_iter();
        for name in listed.flat_map(|names| named(names, "definedName")) {
            let of_sheet = attribute(name, "localSheetId").and_then(|id| id.parse().ok());
            if of_sheet != Some(index) {
                continue;
            }
            let ranges = name.text().unwrap_or_default();
            match attribute(name, "name") {
                // Of several areas, which Excel prints on a page each, the first is the form.
                Some("_xlnm.Print_Area") => {
                    found.area = ranges.split(',').find_map(|range| area(&cells_of(range)));
                }
                Some("_xlnm.Print_Titles") => {
                    found.titles = ranges.split(',').find_map(|range| rows(&cells_of(range)));
                }
                _ => (),
            }
        }
        found
    }
}

/// `表!$A$1:$H$40` without the sheet and the signs.
fn cells_of(range: &str) -> String {
    range.rsplit('!').next().unwrap_or_default().replace('$', "")
}

fn rows(range: &str) -> Option<(u32, u32)> {
    let (first, last) = range.split_once(':')?;
    let row = |text: &str| text.parse::<u32>().ok()?.checked_sub(1);
    Some((row(first)?, row(last)?))
}

/// `A1:H40` and `A1`.
fn area(range: &str) -> Option<Area> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (one, other) = (at(first)?, at(last)?);
    Some(Area {
        first: At {
            row: one.row.min(other.row),
            column: one.column.min(other.column),
        },
        last: At {
            row: one.row.max(other.row),
            column: one.column.max(other.column),
        },
    })
}

/// `C12`
pub(super) fn at(text: &str) -> Option<At> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    Some(At {
        row: row.parse::<u32>().ok()?.checked_sub(1)?,
        column: column_of_letters(letters)?,
    })
}

fn of_part(
    parts: &mut Parts<'_>,
    relation: &Relation,
    name: &str,
    looks: &Looks,
    texts: &[Text],
    by_name: &Named,
) -> Result<Sheet, DrawnMistake> {
    let part = relation.part.as_str();
    let text = parts.text(part)?.ok_or_else(|| damaged(part))?;
    let document = parsed(&text, part)?;
    let root = document.root_element();
    if !root.has_tag_name_of("worksheet") {
        return Err(no_workbook());
    }
    let cells = cells(root, looks, texts);
    let (pictures, has_shapes) = pictures(parts, part)?;
    let merged: Vec<Area> = child(root, "mergeCells")
        .into_iter()
        .flat_map(|merged| named(merged, "mergeCell"))
        .filter_map(|merged| area(attribute(merged, "ref")?))
        .collect();
    let area = match by_name.area {
        Some(area) => area,
        None => used(&cells, &merged, &pictures).ok_or_else(|| {
            DrawnMistake::of_file(
                "第一张工作表是空的；请把表格画在第一张可见的工作表上",
                "the first sheet is empty; draw the form on the first visible sheet",
            )
        })?,
    };
    let rows = area.last.row - area.first.row;
    let columns = area.last.column - area.first.column;
    if rows >= MOST_ROWS || columns >= MOST_COLUMNS {
        return Err(DrawnMistake::of_file(
            format!(
                "表格最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，这里打印到 {}；请在“页面布局”中设置打印区域",
                area.last
            ),
            format!(
                "a form has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns, and this one is printed as far as {}; set its \
                 print area under Page Layout",
                area.last
            ),
        ));
    }
    let format = child(root, "sheetFormatPr");
    let digit = digit_px(&looks.usual);
    let usual_width = format
        .and_then(|format| number(format, "defaultColWidth"))
        .unwrap_or(8.43 + 5.0 / digit);
    Ok(Sheet {
        name: name.to_owned(),
        heights: heights(root),
        widths: widths(root, digit),
        usual_height_pt: format
            .and_then(|format| number(format, "defaultRowHeight"))
            .map_or(USUAL_HEIGHT_PT, |height| height.clamp(0.0, 409.0)),
        usual_width_pt: width_pt(usual_width, digit),
        merged,
        area,
        titles: by_name.titles,
        breaks: child(root, "rowBreaks")
            .into_iter()
            .flat_map(|breaks| named(breaks, "brk"))
            .filter_map(|page_break| attribute(page_break, "id")?.parse().ok())
            .collect(),
        paper: paper(root),
        pictures,
        has_shapes,
        has_conditions: child(root, "conditionalFormatting").is_some(),
        cells,
    })
}

/// The cells that hold something or are drawn around, and what lies over them.
fn used(cells: &BTreeMap<At, Cell>, merged: &[Area], pictures: &[Picture]) -> Option<Area> {
    let is_seen = |cell: &Cell| {
        cell.content != Content::Nothing
            || cell.look.fill.is_some()
            || cell.look.edges.iter().any(Option::is_some)
    };
    let seen = cells.iter().filter(|(_, cell)| is_seen(cell)).map(|(at, _)| *at);
    let ends: Vec<At> = seen
        .flat_map(|at| {
            let over = merged.iter().find(|area| area.first == at);
            [at, over.map_or(at, |area| area.last)]
        })
        .chain(pictures.iter().map(|picture| picture.at))
        .collect();
    Some(Area {
        first: At {
            row: ends.iter().map(|at| at.row).min()?,
            column: ends.iter().map(|at| at.column).min()?,
        },
        last: At {
            row: ends.iter().map(|at| at.row).max()?,
            column: ends.iter().map(|at| at.column).max()?,
        },
    })
}

fn heights(root: Node<'_, '_>) -> BTreeMap<u32, f64> {
    let rows = child(root, "sheetData")
        .into_iter()
        .flat_map(|data| named(data, "row"));
    rows.filter_map(|row| {
        let index = attribute(row, "r")?.parse::<u32>().ok()?.checked_sub(1)?;
        if is_set(row, "hidden") {
            return Some((index, 0.0));
        }
        Some((index, number(row, "ht")?.clamp(0.0, 409.0)))
    })
    .collect()
}

fn widths(root: Node<'_, '_>, digit: f64) -> Vec<(u32, u32, f64)> {
    let columns = child(root, "cols")
        .into_iter()
        .flat_map(|columns| named(columns, "col"));
    columns
        .filter_map(|column| {
            let end = |name| attribute(column, name)?.parse::<u32>().ok()?.checked_sub(1);
            let width = if is_set(column, "hidden") {
                0.0
            } else {
                width_pt(number(column, "width")?, digit)
            };
            Some((end("min")?, end("max")?, width))
        })
        .collect()
}

/// Pixels of a digit of the face that columns are measured by: half of its size, as faces of offices have them.
fn digit_px(face: &Face) -> f64 {
    (face.size_pt * 96.0 / 72.0 / 2.0).round().max(1.0)
}

/// Points of a column of so many digits.
fn width_pt(digits: f64, digit: f64) -> f64 {
    (digits.clamp(0.0, 255.0) * digit).round() * 72.0 / 96.0
}
