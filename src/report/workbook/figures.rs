//! Blocks that are no tables: key figures, links to the other sheets, the check of the formulas.

use super::content::Content;
use super::field::{At, Field, FieldKind};
use super::heights::RowHeights;
use super::layout::{BlockLayout, FIGURE_COLUMNS, FIGURE_ROWS, LINK_COLUMNS, LINKS_IN_A_ROW};
use super::link::breaking;
use super::live::{Live, quoted_sheet};
use super::source::Source;
use super::style::{Kind, Styles};
use super::table::Tables;
use super::value::{Value, cell_text, nearest_float};
use super::width::{stands_in_a_line, wrapped_lines};
use super::wording::words;
use crate::model::kpi::Unit;
use crate::model::{Exact, Language};
use crate::report::figures;
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Worksheet, XlsxError};

/// The least height of a row of links, in points.
const LINK_HEIGHT: f64 = 22.0;

/// How many characters of small print stand in the room of one of usual size.
const SMALL_PRINT: f64 = 1.2;

/// Writes key figures side by side: name, figure, and what is told below it.
pub fn write_figures(
    worksheet: &mut Worksheet,
    block: &BlockLayout<'_>,
    tables: &Tables<'_>,
    grid: f64,
    heights: &mut RowHeights,
) -> Result<(), XlsxError> {
    let (content, styles) = (tables.content, tables.styles);
    for (place, spec) in block.spec.figures.iter().enumerate() {
        let Some(field) = Source::Company.field(spec.field.get_ref()) else {
            continue;
        };
        let row = block.top + FIGURE_ROWS * (place / LINKS_IN_A_ROW) as u32;
        let column = block.left + FIGURE_COLUMNS * (place % LINKS_IN_A_ROW) as u16;
        let last = column + FIGURE_COLUMNS - 1;
        let language = content.language();
        let title = spec
            .title
            .as_ref()
            .map_or(field.title(language), |title| title.pick(language));
        let below: Vec<String> = spec
            .below
            .iter()
            .filter_map(|name| told(name.get_ref(), content))
            .collect();
        let format = styles.figure(
            spec.format
                .as_ref()
                .map_or(card_format(kind(field)), |format| format.get_ref()),
        );
        let room = grid * f64::from(FIGURE_COLUMNS) * SMALL_PRINT;
        let lines: usize = below.iter().map(|text| wrapped_lines(text, room)).sum();
        heights.raise(worksheet, row, 20.0)?;
        heights.raise(worksheet, row + 1, 32.0)?;
        heights.raise(worksheet, row + 2, Styles::small_height(lines.max(2)))?;
        worksheet
            .merge_range(row, column, row, last, &cell_text(title), &styles.figure_name())?
            .merge_range(row + 1, column, row + 1, last, "", &format)?
            .merge_range(
                row + 2,
                column,
                row + 2,
                last,
                &cell_text(&below.join("\n")),
                &styles.below_figure(),
            )?;
        let value = (field.value)(content, 0, At::Row);
        let formula = tables
            .live
            .filter(|_| field.name == "mean_score")
            .and_then(Live::mean_score);
        match (&value, formula) {
            (Value::Number(number), Some(formula)) => {
                let formula = Formula::new(formula).set_result(nearest_float(*number).to_string());
                worksheet.write_formula_with_format(row + 1, column, formula, &format)?;
            }
            (Value::Number(number), None) => {
                worksheet.write_number_with_format(row + 1, column, nearest_float(*number), &format)?;
            }
            (Value::Text(text), _) => {
                worksheet.write_string_with_format(row + 1, column, text, &format)?;
            }
            _ => {
                worksheet.write_string_with_format(row + 1, column, figures::NONE, &format)?;
            }
        }
    }
    Ok(())
}

/// Key figures of money go without cents.
fn card_format(kind: Kind) -> &'static str {
    match kind {
        Kind::Figure(Unit::Money) => "#,##0",
        kind => kind.number_format(),
    }
}

fn kind(field: &Field) -> Kind {
    match field.kind {
        FieldKind::Is(kind) => kind,
        _ => Kind::Plain,
    }
}

/// A figure in words: `销售目标 1,200,000`.
fn told(name: &str, content: &Content<'_>) -> Option<String> {
    let field = Source::Company.field(name)?;
    let value = (field.value)(content, 0, At::Row);
    let text = match value {
        Value::Missing if field.is_silent => return None,
        Value::Missing => figures::NONE.to_owned(),
        Value::Text(text) => text,
        Value::Date(day) => figures::date(day, content.language()),
        Value::Number(number) => {
            let number = Exact::from(number);
            match kind(field) {
                Kind::Figure(Unit::Money) => figures::fixed(&number, 0),
                Kind::Figure(Unit::Rate) => figures::percent(&number, 1),
                Kind::Growth => figures::signed_percent(&number, 1),
                Kind::Points => figures::fixed(&number, 2),
                _ => figures::shortest(number.to_decimal(2)),
            }
        }
    };
    Some(format!("{} {text}", field.title(content.language())))
}

/// Writes a link to every other sheet.
pub fn write_links(
    worksheet: &mut Worksheet,
    block: &BlockLayout<'_>,
    own: &str,
    tables: &Tables<'_>,
    grid: f64,
    heights: &mut RowHeights,
) -> Result<(), XlsxError> {
    let (sheets, styles) = (tables.sheets, tables.styles);
    let room = grid * f64::from(LINK_COLUMNS);
    let others = sheets.iter().filter(|sheet| sheet.name != own);
    for (place, sheet) in others.enumerate() {
        let row = block.top + (place / LINKS_IN_A_ROW) as u32;
        let column = block.left + LINK_COLUMNS * (place % LINKS_IN_A_ROW) as u16;
        let (format, last) = (styles.sheet_link(), column + LINK_COLUMNS - 1);
        let target = format!("internal:{}!A1", quoted_sheet(&sheet.name));
        let lines = if stands_in_a_line(&sheet.name, room) {
            1
        } else {
            wrapped_lines(&sheet.name, room)
        };
        heights.raise(worksheet, row, styles.row_height(lines).max(LINK_HEIGHT))?;
        worksheet.merge_range(row, column, row, last, "", &format)?;
        match (lines > 1).then(|| breaking(&target, &sheet.name)).flatten() {
            Some(formula) => worksheet.write_formula_with_format(row, column, formula, &format)?,
            None => worksheet.write_url_with_options(
                row,
                column,
                target.as_str(),
                sheet.name.as_str(),
                "",
                Some(&format),
            )?,
        };
    }
    Ok(())
}

/// Writes the check that formulas come to what was published.
pub fn write_check(
    worksheet: &mut Worksheet,
    block: &BlockLayout<'_>,
    language: Language,
    styles: &Styles,
    live: Option<&Live<'_>>,
) -> Result<(), XlsxError> {
    let words = words(language);
    let (row, column) = (block.top, block.left);
    worksheet.set_row_height(row, 24)?.write_string_with_format(
        row,
        column,
        words.check,
        &styles.table_title(),
    )?;
    let Some(differences) = live.and_then(Live::differences) else {
        worksheet.write_string_with_format(row, column + 1, words.not_live, &styles.note())?;
        return Ok(());
    };
    let (before, after) = words.differs;
    let formula = format!(
        "IF({differences}=0,\"{}\",\"{before}\"&{differences}&\"{after}\")",
        words.agrees
    );
    let formula = Formula::new(formula).set_result(words.agrees);
    let differs = ConditionalFormatFormula::new()
        .set_rule(format!("{differences}>0").as_str())
        .set_format(Styles::differs());
    worksheet
        .write_formula_with_format(row, column + 1, formula, &styles.check())?
        .add_conditional_format(row, column + 1, row, column + 1, &differs)?;
    Ok(())
}
