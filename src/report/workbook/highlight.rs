//! What colours tell: bars, grounds, icons, grades, severities. The cell says the same in words or figures.

use super::content::Content;
use super::style::{BAR, SCALE, Styles};
use super::template::{Highlight, HighlightKind};
use crate::model::Severity;
use rust_xlsxwriter::{
    ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    ConditionalFormatCustomIcon, ConditionalFormatDataBar, ConditionalFormatIconSet,
    ConditionalFormatIconType, ConditionalFormatType, Worksheet, XlsxError,
};

/// A range of cells: first row and column, last row and column.
pub type Range = (u32, u16, u32, u16);

/// Lays colours over a range.
pub fn highlight(
    worksheet: &mut Worksheet,
    (first_row, first, last_row, last): Range,
    highlight: &Highlight,
    content: &Content<'_>,
) -> Result<(), XlsxError> {
    match highlight.kind {
        HighlightKind::DataBar => {
            let mut bar = ConditionalFormatDataBar::new()
                .set_fill_color(BAR)
                .set_border_off(true)
                .set_solid_fill(true);
            bar = bar.set_minimum(ConditionalFormatType::Number, highlight.low.unwrap_or(0.0));
            if let Some(high) = highlight.high {
                bar = bar.set_maximum(ConditionalFormatType::Number, high);
            }
            worksheet.add_conditional_format(first_row, first, last_row, last, &bar)?;
        }
        HighlightKind::ColourScale => {
            let mut scale = ConditionalFormat3ColorScale::new()
                .set_minimum_color(SCALE[0])
                .set_midpoint_color(SCALE[1])
                .set_maximum_color(SCALE[2]);
            if let Some(low) = highlight.low {
                scale = scale.set_minimum(ConditionalFormatType::Number, low);
            }
            if let Some(middle) = highlight.middle {
                scale = scale.set_midpoint(ConditionalFormatType::Number, middle);
            }
            if let Some(high) = highlight.high {
                scale = scale.set_maximum(ConditionalFormatType::Number, high);
            }
            worksheet.add_conditional_format(first_row, first, last_row, last, &scale)?;
        }
        HighlightKind::IconSet => {
            // Arrows tell by their shape what they tell by their colour.
            let bound = |value: f64| {
                ConditionalFormatCustomIcon::new().set_rule(ConditionalFormatType::Number, value)
            };
            let low = bound(f64::MIN);
            let (middle, high) = (highlight.middle.unwrap_or(0.0), highlight.high.unwrap_or(1.0));
            let icons = ConditionalFormatIconSet::new()
                .set_icon_type(ConditionalFormatIconType::ThreeArrows)
                .set_icons(&[low, bound(middle), bound(high)]);
            worksheet.add_conditional_format(first_row, first, last_row, last, &icons)?;
        }
        HighlightKind::Grades => {
            // In a rule a text stands between quotes, so one with quotes of its own goes without colour.
            let plain = |grade: &str| !grade.contains('"') && grade.chars().count() < 200;
            let grades = content.grades.iter().enumerate();
            for (band, grade) in grades.filter(|(_, grade)| plain(&grade.grade)) {
                let rule = ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(grade.grade.as_str()))
                    .set_format(Styles::grade(band));
                worksheet.add_conditional_format(first_row, first, last_row, last, &rule)?;
            }
        }
        HighlightKind::Severities => {
            for severity in Severity::ALL {
                let rule = ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(
                        severity.name(content.language()),
                    ))
                    .set_format(Styles::severity_signal(severity));
                worksheet.add_conditional_format(first_row, first, last_row, last, &rule)?;
            }
        }
        HighlightKind::Negatives => {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::LessThan(0))
                .set_format(Styles::negative());
            worksheet.add_conditional_format(first_row, first, last_row, last, &rule)?;
        }
    }
    Ok(())
}
