//! A sheet in its place → cells, charts, widths, print set-up.

use super::chart::{self, Place};
use super::figures::{write_check, write_figures, write_links};
use super::heights::RowHeights;
use super::layout::{BlockLayout, SheetLayout, TableLayout};
use super::live::quoted_sheet;
use super::page::{fit_to_pages, set_up_sheet, write_title};
use super::source::Source;
use super::style::Styles;
use super::table::{Tables, is_shown, least_width};
use super::template::ChartSpec;
use super::value::display_width;
use super::wording::words;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::iter::{once, repeat};

/// Writes a sheet.
pub fn write(
    worksheet: &mut Worksheet,
    sheet: &SheetLayout<'_>,
    tables: &Tables<'_>,
) -> Result<(), XlsxError> {
    let (content, styles) = (tables.content, tables.styles);
    let (period, options) = (content.appraisal.period, content.options);
    worksheet.set_name(&sheet.name)?.set_formula_result_default("");
    write_title(worksheet, styles, &sheet.heading, "", period, options)?;
    write_note(worksheet, sheet, tables)?;
    set_up_sheet(worksheet, sheet, period, options)?;
    let grid = sheet.spec.grid();
    let mut widths = vec![grid.unwrap_or(0.0); grid.map_or(0, |_| GRID_COLUMNS)];
    let mut heights = RowHeights::default();
    for block in &sheet.blocks {
        write_block(worksheet, sheet, block, tables, &mut widths, &mut heights)?;
    }
    for (column, width) in (0..).zip(&widths).filter(|(_, width)| **width > 0.0) {
        worksheet.set_column_width(column, *width)?;
    }
    // Charts are as wide as the columns that they cover have become.
    for block in &sheet.blocks {
        if let Some(spec) = &block.spec.chart {
            let place = place_of(block, spec, &widths, styles);
            chart::draw(worksheet, place, spec, tables.sheets, content, styles)?;
        }
    }
    fit_to_pages(worksheet, sheet, &widths, &heights, styles);
    for (_, table) in sheet.tables() {
        fold(worksheet, table)?;
    }
    let new_pages = sheet.blocks.iter().filter(|block| block.spec.new_page);
    let new_pages: Vec<u32> = new_pages.map(|block| block.top).collect();
    if !new_pages.is_empty() {
        worksheet.set_page_breaks(&new_pages)?;
    }
    Ok(())
}

fn write_block(
    worksheet: &mut Worksheet,
    sheet: &SheetLayout<'_>,
    block: &BlockLayout<'_>,
    tables: &Tables<'_>,
    widths: &mut Vec<f64>,
    heights: &mut RowHeights,
) -> Result<(), XlsxError> {
    let grid = sheet.spec.grid();
    let room = grid.unwrap_or(DEFAULT_WIDTH);
    if let Some(table) = &block.table {
        let own = tables.write(worksheet, block.spec, table, grid, heights)?;
        let left = usize::from(block.left);
        widths.resize(widths.len().max(left + own.len()), grid.unwrap_or(0.0));
        for (width, own) in widths[left..].iter_mut().zip(own) {
            *width = width.max(own);
        }
    } else if !block.spec.figures.is_empty() {
        write_figures(worksheet, block, tables, room, heights)?;
    } else if block.spec.links {
        write_links(worksheet, block, &sheet.name, tables, room, heights)?;
    } else if block.spec.check {
        write_check(
            worksheet,
            block,
            tables.content.language(),
            tables.styles,
            tables.live,
        )?;
    }
    Ok(())
}

/// Where a chart stands, over columns of those widths.
fn place_of(block: &BlockLayout<'_>, spec: &ChartSpec, widths: &[f64], styles: &Styles) -> Place {
    let columns = usize::from(block.left)..usize::from(block.left) + usize::from(spec.columns);
    let width: u32 = columns
        .map(|column| widths.get(column).copied().filter(|width| *width > 0.0))
        .map(|width| pixels(width.unwrap_or(DEFAULT_WIDTH)))
        .sum();
    Place {
        row: block.top,
        column: block.left,
        width: width.saturating_sub(4),
        height: (spec.rows * styles.row_pixels()).saturating_sub(4),
    }
}

/// How many columns of a grid there are at least.
const GRID_COLUMNS: usize = 12;

/// The width of a column that nobody set.
const DEFAULT_WIDTH: f64 = 8.43;

/// How many pixels a column of a width takes.
pub fn pixels(width: f64) -> u32 {
    (width * 7.0 + 5.0) as u32
}

/// The line below the title: the way back to the first sheet, and what the sheet is about.
fn write_note(
    worksheet: &mut Worksheet,
    sheet: &SheetLayout<'_>,
    tables: &Tables<'_>,
) -> Result<(), XlsxError> {
    let language = tables.content.language();
    let first = tables.sheets.first().filter(|first| first.name != sheet.name);
    let mut column = 0;
    if let Some(first) = first {
        let target = format!("internal:{}!A1", quoted_sheet(&first.name));
        let text = format!("{}{}", words(language).back, first.name);
        worksheet.write_url_with_options(
            1,
            0,
            target.as_str(),
            text.as_str(),
            "",
            Some(&tables.styles.back_link()),
        )?;
        column = beside_link(sheet, display_width(&text));
    }
    let people = match sheet.team {
        Some(team) => tables.content.teams[team].members.len(),
        None => tables.content.appraisal.scorecards.len(),
    };
    let people = language.pick(format!("{people} 人"), format!("{people} reps"));
    let note = sheet
        .spec
        .note
        .as_ref()
        .map(|note| note.pick(language).to_owned());
    let note = once(people)
        .chain(note)
        .chain(left_out(sheet, tables))
        .collect::<Vec<_>>()
        .join(words(language).separator);
    let note = super::value::cell_text(&note).into_owned();
    worksheet.write_string_with_format(1, column, note, &tables.styles.note())?;
    Ok(())
}

/// The first column that a text of a width leaves free, as narrow as columns can come out.
fn beside_link(sheet: &SheetLayout<'_>, width: usize) -> u16 {
    let mut room = width as f64;
    let leftmost = sheet.tables().find(|(_, table)| table.left == 0);
    let columns = leftmost.map_or(&[][..], |(_, table)| &table.columns);
    let widths = columns.iter().map(|column| {
        if is_shown(column) {
            least_width(column)
        } else {
            0.0
        }
    });
    let widths = widths.chain(repeat(DEFAULT_WIDTH));
    let own = widths.take_while(|width| {
        let is_covered = room > 0.0;
        room -= width.max(sheet.spec.grid().unwrap_or(0.0));
        is_covered
    });
    own.count() as u16
}

/// How many findings there are in all, where the sheet lists but the gravest.
fn left_out(sheet: &SheetLayout<'_>, tables: &Tables<'_>) -> Option<String> {
    let (all, listed) = (tables.content.all_findings, tables.content.findings.len());
    let lists = sheet.tables().any(|(_, table)| table.source == Source::Findings);
    (lists && all > listed).then(|| {
        tables.content.language().pick(
            format!("共 {all} 条，这里列出最严重的 {listed} 条"),
            format!("{all} in all, of which the gravest {listed} are listed here"),
        )
    })
}

/// Folds details away, and hides what is there for formulas only.
fn fold(worksheet: &mut Worksheet, table: &TableLayout<'_>) -> Result<(), XlsxError> {
    let mut place = 0;
    while place < table.columns.len() {
        let column = table.left + place as u16;
        let spec = table.columns[place].spec;
        let run = table.columns[place..]
            .iter()
            .take_while(|column| column.spec.detail)
            .count();
        if run > 0 {
            worksheet.group_columns_collapsed(column, column + run as u16 - 1)?;
        } else if spec.hidden {
            worksheet.set_column_hidden(column)?;
        }
        place += run.max(1);
    }
    Ok(())
}
