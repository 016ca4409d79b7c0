//! How sheets stand on screen and on paper: A4 landscape, one page wide, headers repeated, pages numbered.

use super::WorkbookOptions;
use super::heights::RowHeights;
use super::layout::SheetLayout;
use super::sheet::pixels;
use super::style::{Styles, colour};
use super::template::{Orientation, Paper};
use super::value::{cell_text, cut_to_units, display_width};
use super::width::wrapped_lines;
use crate::model::Period;
use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

/// How little of a page is not worth a page, as a share of it.
const SMALL_REST: f64 = 0.15;
/// The same of a second page, which everyone would rather do without.
const SECOND_PAGE: f64 = 0.35;

/// The zoom of a sheet that says nothing of it, in percent.
const USUAL_ZOOM: u16 = 90;

/// The longest company name in a footer, which as a whole may have 255 characters.
const LONGEST_COMPANY: usize = 80;

/// The longest company name that stands in one line of a footer with the period, in columns.
const LONGEST_IN_LINE: usize = 30;

/// The rows and columns that stay in view, and on every printed page.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    /// The first header row; the rows above are a title.
    pub first_row: u32,
    /// The last header row.
    pub last_row: u32,
    /// How many columns stay in view.
    pub columns: u16,
}

/// Writes a sheet's first two rows: company, what the sheet is and the period; below, a line of notes.
pub fn write_title(
    worksheet: &mut Worksheet,
    styles: &Styles,
    heading: &str,
    notes: &str,
    period: Period,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let period = period.name(options.language);
    let title = format!("{}  {heading}  {period}", options.company);
    worksheet
        .set_row_height(0, 30)?
        .set_row_height(1, 20)?
        .write_string_with_format(0, 0, cell_text(title.trim_start()), &styles.title())?
        .write_string_with_format(1, 0, cell_text(notes), &styles.note())?;
    Ok(())
}

/// Writes the header of a list, and how wide its columns are.
pub fn write_list_header<'t>(
    worksheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    columns: impl IntoIterator<Item = (&'t str, f64)>,
) -> Result<(), XlsxError> {
    let format = styles.list_header();
    for (at, (title, width)) in (0..).zip(columns) {
        worksheet
            .set_column_width(at, width)?
            .write_string_with_format(row, at, title, &format)?;
    }
    Ok(())
}

/// Sets up a sheet of a template for screen and printer.
pub fn set_up_sheet(
    worksheet: &mut Worksheet,
    sheet: &SheetLayout<'_>,
    period: Period,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let spec = sheet.spec;
    worksheet
        .set_screen_gridlines(false)
        .set_zoom(spec.zoom.as_ref().map_or(USUAL_ZOOM, |zoom| *zoom.get_ref()))
        .set_paper_size(spec.paper.number())
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer(footer(period, options));
    match spec.orientation {
        Orientation::Landscape => worksheet.set_landscape(),
        Orientation::Portrait => worksheet.set_portrait(),
    };
    if spec.pages_wide > 0 {
        worksheet
            .set_print_center_horizontally(true)
            .set_print_fit_to_pages(spec.pages_wide, spec.pages_high);
    }
    if let Some(scale) = spec.scale.filter(|_| spec.pages_wide == 0) {
        worksheet.set_print_scale(scale.clamp(10, 400));
    }
    if let Some(table) = sheet.only_table() {
        let first = table.band_row.unwrap_or(table.header_row);
        worksheet
            .set_freeze_panes(table.first_row(), spec.freeze)?
            .set_repeat_rows(first, table.header_row)?;
        if spec.freeze > 0 && spec.pages_wide != 1 {
            // Repeated columns would repeat the start of the title, cut off: it stands in the page's header instead.
            let last = table.total_row().unwrap_or(table.last_row());
            worksheet
                .set_repeat_columns(0, spec.freeze - 1)?
                .set_print_area(first, 0, last, table.right())?
                .set_margins(0.4, 0.4, 0.8, 0.6, 0.3, 0.3)
                .set_header(page_header(&sheet.heading, period, options));
        }
    } else if let Some(table) = sheet.common_header() {
        worksheet.set_repeat_rows(table.header_row, table.header_row)?;
    }
    if let Some(tab) = spec.tab.as_ref().and_then(|tab| colour(tab.get_ref())) {
        worksheet.set_tab_color(tab);
    }
    if spec.protect {
        worksheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
    }
    Ok(())
}

/// Keeps a few rows from taking a page of their own: where so little is left for the last page of a sheet that is as
/// wide as a page, or may be left where rows turn out higher, it is printed that little smaller.
pub fn fit_to_pages(
    worksheet: &mut Worksheet,
    sheet: &SheetLayout<'_>,
    widths: &[f64],
    heights: &RowHeights,
    styles: &Styles,
) {
    let (spec, Some(table)) = (sheet.spec, sheet.only_table()) else {
        return;
    };
    if (spec.pages_wide, spec.pages_high) != (1, 0) {
        return;
    }
    let (page_width, page_height) = printed(spec.orientation, spec.paper);
    let shown = (table.left..).zip(&table.columns);
    let shown = shown.filter(|(_, column)| !column.spec.hidden && !column.spec.detail);
    let width: u32 = shown
        .filter_map(|(at, _)| widths.get(usize::from(at)))
        .map(|width| pixels(*width))
        .sum();
    let scale = (page_width / (f64::from(width) * 0.75)).min(1.0);
    let usual = f64::from(styles.row_pixels()) * 0.75;
    let first = table.band_row.unwrap_or(table.header_row);
    let header = heights.sum(first..table.first_row(), usual);
    let rows = heights.sum(table.first_row()..sheet.below(), usual);
    let title = heights.sum(0..first, usual);
    let pages = (title + rows) / (page_height / scale - header);
    let small = if pages < 2.0 { SECOND_PAGE } else { SMALL_REST };
    // Pages that are nearly full may spill over in another program, whose rows are a little higher.
    let whole = (pages - small).ceil();
    if (1.0..1_000.0).contains(&whole) && pages - whole > -SMALL_REST {
        worksheet.set_print_fit_to_pages(1, whole as u16);
    }
}

/// What of a page is printed on, in points: its width and height.
fn printed(orientation: Orientation, paper: Paper) -> (f64, f64) {
    let (long, short) = paper.points();
    let (width, height) = match orientation {
        Orientation::Landscape => (long, short),
        Orientation::Portrait => (short, long),
    };
    (width - 2.0 * 0.4 * 72.0, height - (0.5 + 0.6) * 72.0)
}

/// Sets up a sheet for screen and printer.
pub fn set_up(
    worksheet: &mut Worksheet,
    header: Header,
    period: Period,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    worksheet
        .set_freeze_panes(header.last_row + 1, header.columns)?
        .set_screen_gridlines(false)
        .set_zoom(USUAL_ZOOM)
        .set_landscape()
        .set_paper_size(Paper::A4.number())
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header.first_row, header.last_row)?
        .set_footer(footer(period, options));
    Ok(())
}

/// Makes a row as high as its texts need in columns of those widths; not every program does so by itself.
pub fn fit_row<'a>(
    worksheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    texts: impl IntoIterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    let lines = texts.into_iter().map(|(text, width)| wrapped_lines(text, width));
    let height = styles.row_height(lines.max().unwrap_or(1));
    worksheet.set_row_height(row, height).map(drop)
}

/// The title in the header of each page.
fn page_header(heading: &str, period: Period, options: &WorkbookOptions) -> String {
    let company = cell_text(&options.company);
    let title = format!(
        "{}  {heading}  {}",
        cut_to_units(&company, LONGEST_COMPANY),
        period.name(options.language)
    );
    let title = title.trim_start().replace('\n', " ").replace('&', "&&");
    format!("&L&B&14 {}", cut_to_units(&title, 200))
}

fn footer(period: Period, options: &WorkbookOptions) -> String {
    let company = cell_text(&options.company).replace('\n', " ");
    let company = cut_to_units(&company, LONGEST_COMPANY).replace('&', "&&");
    let pages = options.language.pick("第 &P 页 / 共 &N 页", "Page &P of &N");
    // A long name has a line of its own, clear of the page number in the middle.
    let between = if display_width(&company) > LONGEST_IN_LINE {
        "\n"
    } else {
        "  "
    };
    let period = period.name(options.language);
    format!("&L&8{company}{between}{period}&C&8{pages}&R&8&A")
}
