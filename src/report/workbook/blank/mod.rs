//! Lists of the catalogue → a blank workbook to fill in: a sheet a list, a column a field, and a sheet that explains them.

mod column;
mod validation;

use super::WorkbookError;
use crate::catalogue::List;
use crate::model::Language;
use crate::report::Document;
use column::{BlankColumn, columns};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
    utility::column_number_to_name,
};
use validation::{of_language, validation};

/// Rows that are made ready.
const ROWS: u32 = 2000;
/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// How many headers of a field are shown beside its own.
const HEADERS: usize = 12;
/// How many words of a meaning are shown.
const WORDS: usize = 30;

/// The workbook, by the id of its list, or as `fields.xlsx` of several; the same lists make the same bytes on any day.
pub fn blank(lists: &[&List], language: Language) -> Result<Document, WorkbookError> {
    let path = match lists {
        [list] => format!("{}.xlsx", list.dataset),
        _ => "fields.xlsx".to_owned(),
    };
    match build(lists, language) {
        Ok(bytes) => Ok(Document { path, bytes }),
        Err(source) => Err(WorkbookError { path, source }),
    }
}

fn build(lists: &[&List], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for list in lists {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(list.name.text(language)))?;
        fill(sheet, &columns(list, language), language)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(language.pick("说明", "Instructions"))?;
    explain(sheet, lists, language)?;
    workbook.save_to_buffer()
}

/// What a sheet may be called.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign));
    allowed.take(LONGEST_NAME).collect()
}

fn fill(sheet: &mut Worksheet, columns: &[BlankColumn<'_>], language: Language) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns) {
        let fill = if column.required { 0x1F_4E_79 } else { 0x7F_7F_7F };
        let heading = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(fill))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        sheet.write_with_format(0, at, column.heading(), &heading)?;
        sheet.set_column_width(at, 16)?;
        let format = Format::new().set_num_format(column.number_format());
        sheet.set_column_format(at, &format)?;
        sheet.add_data_validation(1, at, ROWS, at, &validation(column, language)?)?;
    }
    Ok(())
}

/// Two columns, so that nobody takes the sheet for data.
fn explain(sheet: &mut Worksheet, lists: &[&List], language: Language) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = wrapped.clone().set_bold();
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 90)?;
    let told = language.pick(
        "一行一条记录，从第二行填起；列名带 * 的必须填。列名不要改，用不到的列可以删掉。",
        "A row is a record; begin in the second. Columns marked * must be filled in. Keep the headers; columns that you \
         don't need may be deleted.",
    );
    sheet.write_with_format(0, 1, told, &wrapped)?;
    let mut row = 2;
    for list in lists {
        sheet.write_with_format(row, 0, list.name.text(language), &bold)?;
        row += 1;
        for (at, column) in (0..).zip(columns(list, language)) {
            // By its letter, for nothing here is to look like the header of a column.
            let named = format!("{}  {}", column_number_to_name(at), column.heading());
            sheet.write_with_format(row, 0, named, &wrapped)?;
            sheet.write_with_format(row, 1, explanation(&column, language), &wrapped)?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}

/// What is to stand in a column, what its words say of a row, and how else the column may be called.
fn explanation(column: &BlankColumn<'_>, language: Language) -> String {
    let (stop, comma) = (language.pick("。", ". "), language.pick("、", ", "));
    let mut told = vec![column.demand(language).to_owned(), column.hint(language)];
    for (meaning, words) in &column.words {
        let words: Vec<&str> = of_language(words, language).into_iter().take(WORDS).collect();
        let colon = language.pick("：", ": ");
        told.push(format!(
            "{}{colon}{}",
            meaning.outcome(language),
            words.join(comma)
        ));
    }
    let mut others = of_language(&column.declared.headers, language);
    others.retain(|header| *header != column.header);
    if !others.is_empty() {
        let others = others.into_iter().take(HEADERS).collect::<Vec<_>>().join(comma);
        told.push(language.pick(
            format!("也认得这些列名：{others}"),
            format!("Also known by: {others}"),
        ));
    }
    told.retain(|part| !part.is_empty());
    told.join(stop)
}
