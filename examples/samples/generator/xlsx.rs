//! Sheets → an .xlsx workbook as a person or a web system would have saved it.

use super::sheet::{Sheet, Value, float, serial};
use chrono::NaiveTime;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// The workbook's bytes.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    build(sheets).expect("the generator's own sheets are within Excel's limits")
}

fn build(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without a date of its own the workbook would carry today's.
    let created = ExcelDateTime::from_ymd(2026, 11, 2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let plain = Format::new();
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let header = bold
        .clone()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let span = Format::new().set_num_format("[h]:mm:ss");

    worksheet.set_name(&sheet.name)?;
    worksheet.set_hidden(sheet.hidden);
    for (column, &width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(column, width)?;
    }
    for &(first_row, first_column, last_row, last_column) in &sheet.merged {
        worksheet.merge_range(first_row, first_column, last_row, last_column, "", &header)?;
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(cells) {
            let text_format = match row as usize {
                row if row + 1 < sheet.bold_rows && cells.len() == 1 => &bold,
                row if row < sheet.bold_rows => &header,
                _ => &plain,
            };
            match value {
                Value::Empty => &mut *worksheet,
                Value::Text(text) => worksheet.write_string_with_format(row, column, text, text_format)?,
                Value::Number(number) => worksheet.write_number(row, column, float(*number))?,
                Value::Date(day) => worksheet.write_number_with_format(
                    row,
                    column,
                    serial(day.and_time(NaiveTime::MIN)),
                    &date,
                )?,
                Value::Moment(at) => worksheet.write_number_with_format(row, column, serial(*at), &moment)?,
                Value::Span(seconds) => {
                    worksheet.write_number_with_format(row, column, f64::from(*seconds) / 86_400.0, &span)?
                }
                Value::Formula { formula, result } => {
                    worksheet.write_formula(row, column, Formula::new(*formula).set_result(result))?
                }
            };
        }
    }
    Ok(())
}
