//! A list of the catalogue → a blank workbook to fill in: a column a field, and a sheet that explains them.

use super::WorkbookError;
use crate::catalogue::{List, ListField};
use crate::model::{Kind, Language};
use crate::report::Document;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// Rows that are made ready.
const ROWS: u32 = 2000;
/// The most characters of a list of choices.
const MOST_CHOICES: usize = 255;

/// The workbook, by the id of its list; the same list makes the same bytes on any day.
pub fn blank(list: &List, language: Language) -> Result<Document, WorkbookError> {
    let path = format!("{}.xlsx", list.dataset);
    match build(list, language) {
        Ok(bytes) => Ok(Document { path, bytes }),
        Err(source) => Err(WorkbookError { path, source }),
    }
}

fn build(list: &List, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let fields: Vec<&ListField> = list
        .fields
        .iter()
        .filter(|field| !field.headers.is_empty())
        .collect();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(list.name.text(language)))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, declared) in (0..).zip(&fields) {
        fill(sheet, column, declared, language)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(language.pick("说明", "Instructions"))?;
    explain(sheet, &fields, language)?;
    workbook.save_to_buffer()
}

/// A header by which the field is known, in the language where there is one.
fn header(declared: &ListField, language: Language) -> &str {
    let name = declared.name.text(language);
    let is_meant = |header: &&String| header.is_ascii() == (language == Language::English);
    if declared.headers.iter().any(|header| header == name) {
        return name;
    }
    let header = declared
        .headers
        .iter()
        .find(is_meant)
        .or(declared.headers.first());
    header.map_or(name, String::as_str)
}

/// What a sheet may be called.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().filter(|sign| !"[]:*?/\\'".contains(*sign));
    allowed.take(31).collect()
}

fn fill(
    sheet: &mut Worksheet,
    column: u16,
    declared: &ListField,
    language: Language,
) -> Result<(), XlsxError> {
    let fill = if declared.required { 0x1F_4E_79 } else { 0x7F_7F_7F };
    let heading = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(fill));
    sheet.write_with_format(0, column, header(declared, language), &heading)?;
    sheet.set_column_width(column, 16)?;
    let format = match declared.kind {
        Kind::Date => "yyyy-mm-dd",
        Kind::Moment => "yyyy-mm-dd hh:mm",
        Kind::Month => "yyyy-mm",
        Kind::Money => "#,##0.00",
        Kind::Number => "General",
        Kind::Count => "0",
        Kind::Share => "0.00%",
        Kind::Duration => "[h]:mm:ss",
        // Numbers keep their zeros.
        _ => "@",
    };
    sheet.set_column_format(column, &Format::new().set_num_format(format))?;
    if let Some(validation) = validation(declared, language)? {
        sheet.add_data_validation(1, column, ROWS, column, &validation)?;
    }
    Ok(())
}

/// What Excel is to doubt; it warns, and lets pass what was meant.
fn validation(declared: &ListField, language: Language) -> Result<Option<DataValidation>, XlsxError> {
    let validation = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    let validation = match declared.kind {
        Kind::Date | Kind::Moment => {
            let first = ExcelDateTime::from_ymd(1990, 1, 1)?;
            validation.allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
        }
        Kind::Money | Kind::Number => {
            validation.allow_decimal_number(DataValidationRule::Between(-1e12, 1e12))
        }
        Kind::Count => {
            validation.allow_whole_number(DataValidationRule::Between(-1_000_000_000, 1_000_000_000))
        }
        Kind::Share => validation.allow_decimal_number(DataValidationRule::Between(-1e3, 1e3)),
        Kind::YesNo => validation.allow_list_strings(language.pick(&["是", "否"], &["yes", "no"]))?,
        Kind::Word => {
            let choices = choices(declared, language);
            if choices.is_empty() {
                return Ok(None);
            }
            validation.allow_list_strings(&choices)?
        }
        _ => return Ok(None),
    };
    Ok(Some(validation))
}

/// Words of each meaning, in turn, as many as Excel takes.
fn choices(declared: &ListField, language: Language) -> Vec<&str> {
    let is_meant = |word: &&String| word.is_ascii() == (language == Language::English) && !word.contains(',');
    let lists: Vec<Vec<&String>> = declared
        .words
        .known
        .values()
        .map(|words| words.iter().filter(is_meant).collect())
        .collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    let mut choices: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in (0..longest).flat_map(|at| lists.iter().filter_map(move |list| list.get(at))) {
        length += word.chars().count() + 1;
        if length > MOST_CHOICES {
            break;
        }
        choices.push(word);
    }
    choices
}

/// Two columns, so that nobody takes the sheet for data.
fn explain(sheet: &mut Worksheet, fields: &[&ListField], language: Language) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 90)?;
    for (row, declared) in (0..).zip(fields) {
        let required = if declared.required {
            language.pick("必填。", "Required. ")
        } else {
            ""
        };
        let others: Vec<&str> = declared.headers.iter().take(12).map(String::as_str).collect();
        let others = others.join(language.pick("、", ", "));
        let also = language.pick(
            format!("{required}也认得这些列名：{others}"),
            format!("{required}Also known by: {others}"),
        );
        sheet.write_with_format(row, 0, header(declared, language), &wrapped)?;
        sheet.write_with_format(row, 1, also, &wrapped)?;
    }
    Ok(())
}
