//! Scorecards and findings → Excel workbooks. rust_xlsxwriter lives only here.
//!
//! What stands where is data: `templates/workbook.toml` lists sheets and columns, `source` the fields that columns can
//! show, `style` the looks, `wording` the words. `layout` gives everything its cells, and only then it is written. A figure that is missing is an empty cell on a grey ground, so that sorting, filtering and
//! formulas see nothing there while a reader sees that something is missing.

mod account_sheet;
mod assumptions_sheet;
mod blank;
mod chart;
mod collect;
mod content;
mod explained;
mod expression;
mod field;
mod figures;
mod findings_sheet;
mod heights;
mod highlight;
mod layout;
mod link;
mod lists_sheet;
mod live;
mod page;
mod plan;
mod plan_changes;
mod plan_overview;
mod plan_sheet;
mod plan_targets;
mod rows_sheet;
mod sheet;
mod sheet_name;
mod source;
mod style;
mod summary_sheet;
mod table;
pub mod template;
mod totals;
mod value;
mod width;
mod wording;

#[cfg(test)]
mod tests;

pub use blank::blank;
pub use collect::collect;
pub use plan::{plan, planned_targets};

use crate::catalogue::Catalogue;
use crate::measure::Details;
use crate::model::{Finding, Language, Period, Policy};
use crate::report::Document;
use crate::report::explained::Explained;
use crate::report::findings::Told;
use crate::score::Appraisal;
use crate::snapshot::TableAccount;
use chrono::Datelike;
use content::Content;
use field::At;
use findings_sheet::Listing;
use layout::{SheetLayout, layout};
use live::{Live, absolute, quoted_sheet, weight_name};
use rows_sheet::RowSheets;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use source::Source;
use std::sync::Arc;
use style::Styles;
use table::Tables;
use template::Template;
use wording::words;

/// What a workbook needs to know beside its content.
#[derive(Debug, Clone)]
pub struct WorkbookOptions {
    /// The company, in titles and as the author.
    pub company: String,
    /// The language of every text.
    pub language: Language,
    /// What the KPIs are.
    pub catalogue: Arc<Catalogue>,
    /// The way from the folder that holds the workbook to the book's folder, with `/` between its parts: `../..`.
    /// Findings link to their cells along it; none where there is no relative way, and then nothing is linked.
    pub book: Option<String>,
}

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be made: {source}")]
pub struct WorkbookError {
    /// The workbook.
    pub path: String,
    /// What went wrong.
    pub source: XlsxError,
}

const APPRAISALS: &str = "appraisals.xlsx";
const FINDINGS: &str = "findings.xlsx";
const EXPLAINED: &str = "explained.xlsx";

/// How many findings are listed at all. Excel ends at row 1,048,576, but a million rows take 1.8 GB to write, and
/// whoever has that many mends the first of a kind and runs again.
const FINDINGS_OF_A_SHEET: usize = 200_000;

/// How many cells of a workbook are kept in memory, at 70 to 100 bytes each. The rows of further sheets go, as they
/// are written, to a temporary file that has no name and that the system removes.
const CELLS_IN_MEMORY: usize = 500_000;

/// What `appraisals.xlsx` is made from.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The scorecards.
    pub appraisal: &'a Appraisal,
    /// What stands behind them.
    pub details: &'a Details,
    /// The policy that they follow.
    pub policy: &'a Policy,
    /// What is wrong with the data.
    pub findings: &'a [Finding],
    /// What became of its rows and its money.
    pub account: &'a [TableAccount],
}

/// `appraisals.xlsx`: the sheets that the template lists.
pub fn appraisals(
    figures: Figures<'_>,
    template: &Template,
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    appraisals_within(CELLS_IN_MEMORY, figures, template, options)
}

/// The same with so many cells in memory.
fn appraisals_within(
    cells_in_memory: usize,
    figures: Figures<'_>,
    template: &Template,
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    let content = Content::new(figures, options);
    let sheets = layout(template, &content);
    let live = Live::new(&sheets, &content);
    document(
        APPRAISALS,
        figures.appraisal.period,
        options,
        |workbook, styles| {
            let tables = Tables {
                content: &content,
                styles,
                live: live.as_ref(),
                sheets: &sheets,
            };
            let mut room = cells_in_memory;
            for sheet in &sheets {
                let cells = sheet.cells();
                let is_passed_on = cells > room && sheet.is_written_downwards();
                let worksheet = if is_passed_on {
                    workbook.add_worksheet_with_low_memory()?
                } else {
                    room = room.saturating_sub(cells);
                    workbook.add_worksheet()
                };
                sheet::write(worksheet, sheet, &tables)?;
                if is_passed_on {
                    // The last row is written twice where its height was set, which no Excel opens: let it be one below.
                    worksheet.write_blank(sheet.below(), 0, &styles.note())?;
                }
            }
            write_lists(workbook, styles, &sheets, (figures, options))?;
            define_names(workbook, &sheets, &content)
        },
    )
}

/// The sheets of the book's other lists, behind those of the template.
fn write_lists(
    workbook: &mut Workbook,
    styles: &Styles,
    sheets: &[SheetLayout<'_>],
    (figures, options): (Figures<'_>, &WorkbookOptions),
) -> Result<(), XlsxError> {
    let lists = &figures.details.lists;
    let wanted: Vec<String> = lists
        .iter()
        .map(|list| lists_sheet::name(list, options))
        .collect();
    let taken = sheets.iter().map(|sheet| sheet.name.as_str());
    let names = sheet_name::unique(taken.chain(wanted.iter().map(String::as_str)));
    for (list, name) in lists.iter().zip(&names[sheets.len().min(names.len())..]) {
        let of = (list, figures.account, figures.appraisal.period);
        lists_sheet::write(workbook.add_worksheet(), styles, of, options, name)?;
    }
    Ok(())
}

/// Names for the weights that people change, and for each sheet's table.
fn define_names(
    workbook: &mut Workbook,
    sheets: &[SheetLayout<'_>],
    content: &Content<'_>,
) -> Result<(), XlsxError> {
    let tables = sheets
        .iter()
        .flat_map(|sheet| sheet.tables().map(move |(_, table)| (sheet, table)));
    let inputs = tables.filter_map(|(sheet, table)| {
        let place = table.find("weight", At::Row)?;
        let is_meant = table.source == Source::Kpis && table.columns[place].spec.input;
        is_meant.then_some((sheet, table, table.left + place as u16))
    });
    for (sheet, table, column) in inputs.take(1) {
        for (row, &kpi) in (table.first_row()..).zip(&table.rows) {
            let name = weight_name(&content.kpis[kpi].kpi.id());
            let cell = format!("={}!{}", quoted_sheet(&sheet.name), absolute(column, row));
            workbook.define_name(name, &cell)?;
        }
    }
    Ok(())
}

/// `findings.xlsx`: how many findings of each kind there are, every one of them, linked to its cell, what became of all
/// rows, what was taken for granted, and a sheet for each table that repeats the rows that findings stand in.
pub fn findings(
    period: Period,
    told: Told<'_>,
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    document(FINDINGS, period, options, |workbook, styles| {
        let rows = RowSheets::new(told.excerpts, options);
        summary_sheet::write(workbook.add_worksheet(), styles, period, told.findings, options)?;
        let listing = Listing {
            period,
            findings: told.findings,
            limit: FINDINGS_OF_A_SHEET,
            links: link::LINKS_OF_A_SHEET,
            complete_list: None,
            rows: Some(&rows),
            options,
        };
        listing.write(workbook.add_worksheet(), styles)?;
        account_sheet::write(workbook.add_worksheet(), styles, (told.account, period), options)?;
        assumptions_sheet::write(
            workbook.add_worksheet(),
            styles,
            period,
            told.assumptions,
            options,
        )?;
        rows.write(workbook, styles, period)
    })
}

/// Figures with their rows, and how their targets came about.
pub fn explained(
    reps: &[Explained],
    period: Period,
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    document(EXPLAINED, period, options, |workbook, styles| {
        explained::rows(workbook.add_worksheet(), styles, (reps, period), options)?;
        explained::derivations(workbook.add_worksheet(), styles, (reps, period), options)
    })
}

fn document(
    path: &str,
    period: Period,
    options: &WorkbookOptions,
    fill: impl FnOnce(&mut Workbook, &Styles) -> Result<(), XlsxError>,
) -> Result<Document, WorkbookError> {
    let build = || {
        let styles = Styles::new(options.language);
        let mut workbook = Workbook::new();
        styles.set_default(&mut workbook)?;
        workbook.set_properties(&properties(path, period, options)?);
        fill(&mut workbook, &styles)?;
        workbook.save_to_buffer()
    };
    match build() {
        Ok(bytes) => Ok(Document {
            path: path.into(),
            bytes,
        }),
        Err(source) => Err(WorkbookError {
            path: path.into(),
            source,
        }),
    }
}

/// The date is the period's last day, not today's, so that the same figures give the same bytes.
fn properties(path: &str, period: Period, options: &WorkbookOptions) -> Result<DocProperties, XlsxError> {
    let day = period.last_day();
    let created = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    let company = value::cell_text(&options.company);
    let words = words(options.language);
    let subject = match path {
        APPRAISALS => words.appraisals,
        FINDINGS => words.findings,
        EXPLAINED => options.language.pick("指标明细", "Figures and their rows"),
        plan if plan.starts_with("plan-") => options.language.pick("年度目标计划", "The year's plan"),
        targets if targets.starts_with("targets-") => options.language.pick("目标", "Targets"),
        _ => words.collected,
    };
    let title = format!("{company} {subject} {}", period.name(options.language));
    Ok(DocProperties::new()
        .set_title(title.trim_start())
        .set_subject(subject)
        .set_author(company.as_ref())
        .set_company(company.as_ref())
        .set_creation_datetime(&created))
}
