//! What lies over the cells of a table: colours, grey where a figure is missing, sparklines, and what an input takes.

use super::Tables;
use crate::report::workbook::field::At;
use crate::report::workbook::highlight::highlight;
use crate::report::workbook::layout::{Column, Show, TableLayout};
use crate::report::workbook::source::Source;
use crate::report::workbook::style::{ACTUAL, Kind, Styles, WEAK};
use rust_xlsxwriter::{
    ConditionalFormatBlank, DataValidation, DataValidationRule, IgnoreError, Sparkline, SparklineType,
    Worksheet, XlsxError,
};

impl Tables<'_> {
    /// Lays colours over what the template highlights, and grey over what is missing.
    pub(super) fn signal(&self, worksheet: &mut Worksheet, table: &TableLayout<'_>) -> Result<(), XlsxError> {
        let (first_row, last_row) = (table.first_row(), table.last_row());
        if table.rows.is_empty() {
            return Ok(());
        }
        for (place, column) in table.columns.iter().enumerate() {
            let at = table.left + place as u16;
            Self::draw(worksheet, table, column, at)?;
            if let Some(asked) = &column.spec.highlight {
                highlight(worksheet, (first_row, at, last_row, at), asked, self.content)?;
            }
            if column.spec.input {
                let (title, text) = self.content.language().pick(
                    ("请填写数字", "这里应是不小于 0 的数字。"),
                    ("A number, please", "This should be a number of 0 or above."),
                );
                let rule = DataValidation::new()
                    .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
                    .set_error_title(title)?
                    .set_error_message(text)?;
                worksheet.add_data_validation(first_row, at, last_row, at, &rule)?;
            }
            if matches!(&column.show, Show::Field(field) if field.name == "rep_id") {
                worksheet.ignore_error_range(first_row, at, last_row, at, IgnoreError::NumberStoredAsText)?;
            }
        }
        if matches!(
            table.source,
            Source::Reps | Source::Teams | Source::Kpis | Source::Months
        ) {
            // Texts may be empty; what is missing is a figure.
            let is_figure = |column: &Column<'_>| {
                matches!(column.show, Show::Field(_)) && !matches!(column.kind, Kind::Text | Kind::Prose)
            };
            let missing = ConditionalFormatBlank::new().set_format(Styles::missing());
            let mut place = 0;
            while place < table.columns.len() {
                let run = table.columns[place..]
                    .iter()
                    .take_while(|column| is_figure(column))
                    .count();
                if run > 0 {
                    let first = table.left + place as u16;
                    let last = first + run as u16 - 1;
                    worksheet.add_conditional_format(first_row, first, last_row, last, &missing)?;
                }
                place += run.max(1);
            }
        }
        Ok(())
    }

    /// Draws the lines of a sparkline's column, one in each row.
    fn draw(
        worksheet: &mut Worksheet,
        table: &TableLayout<'_>,
        column: &Column<'_>,
        at: u16,
    ) -> Result<(), XlsxError> {
        let Show::Sparkline(field) = &column.show else {
            return Ok(());
        };
        let is_drawn = |column: &Column<'_>| matches!(&column.show, Show::Field(shown) if shown.name == field.name && column.at != At::Row);
        let first = table.columns.iter().position(is_drawn);
        let last = table.columns.iter().rposition(is_drawn);
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(());
        };
        let name = worksheet.name();
        let (first, last) = (table.left + first as u16, table.left + last as u16);
        let (first_row, last_row) = (table.first_row(), table.last_row());
        let line = Sparkline::new()
            .set_range((name.as_str(), first_row, first, last_row, last))
            .set_type(SparklineType::Line)
            .set_sparkline_color(ACTUAL)
            .show_high_point(true)
            .show_low_point(true)
            .set_high_point_color(ACTUAL)
            .set_low_point_color(WEAK)
            .set_line_weight(1.5);
        if first_row == last_row {
            worksheet.add_sparkline(first_row, at, &line).map(drop)
        } else if first == last {
            // A line through a single month is no line.
            Ok(())
        } else {
            worksheet
                .add_sparkline_group(first_row, at, last_row, at, &line)
                .map(drop)
        }
    }
}
