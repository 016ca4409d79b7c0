//! The sheet of a plan that sets it beside the targets that stand in the inbox.

use super::WorkbookOptions;
use super::page::{Header, set_up, write_list_header, write_title};
use super::plan_sheet::float;
use super::style::{Kind, Styles};
use super::value::cell_text;
use crate::model::Exact;
use crate::plan::Change;
use crate::report::plan::PlanReport;
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADER_ROW: u32 = 2;
const COLUMNS: [((&str, &str), f64); 8] = [
    (("工号", "Rep ID"), 10.0),
    (("姓名", "Name"), 14.0),
    (("团队", "Team"), 14.0),
    (("指标", "KPI"), 16.0),
    (("月份", "Month"), 10.0),
    (("已定目标", "Signed"), 16.0),
    (("本计划", "Planned"), 16.0),
    (("差额", "Difference"), 16.0),
];

/// Writes it.
pub(super) fn changes(
    worksheet: &mut Worksheet,
    styles: &Styles,
    changes: &[Change],
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let heading = language.pick("与已定目标的差异", "Changes");
    worksheet.set_name(heading)?;
    let note = language.pick(
        format!("inbox 中已有的目标与本计划不同的月份，共 {} 个", changes.len()),
        format!(
            "{} months in which the targets of the inbox are others than planned",
            changes.len()
        ),
    );
    write_title(worksheet, styles, heading, &note, report.period, options)?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: 2,
    };
    set_up(worksheet, header, report.period, options)?;
    worksheet.set_row_height(HEADER_ROW, styles.list_header_height)?;
    let titles = COLUMNS.map(|((chinese, english), width)| (language.pick(chinese, english), width));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let terms = options.catalogue.terms(language);
    let text = styles.cell(Kind::Text);
    for (row, change) in (HEADER_ROW + 1..).zip(changes) {
        let assignment = report.assignment(change.rep);
        let month = change.month.to_string();
        let texts = [
            report.rep(change.rep).rep_id.as_str(),
            &assignment.name,
            assignment.team.as_deref().unwrap_or_default(),
            terms.kpi(change.kpi),
            &month,
        ];
        for (at, value) in (0..).zip(texts) {
            worksheet.write_string_with_format(row, at, cell_text(value), &text)?;
        }
        let unit = options.catalogue.unit(change.kpi);
        let zero = Exact::zero();
        let [signed, planned] = [&change.signed, &change.planned];
        let difference = planned.as_ref().unwrap_or(&zero) - signed.as_ref().unwrap_or(&zero);
        let format = styles.cell(Kind::Figure(unit));
        for (at, figure) in (5..).zip([signed.as_ref(), planned.as_ref(), Some(&difference)]) {
            match figure {
                Some(figure) => worksheet.write_number_with_format(row, at, float(figure, unit), &format)?,
                None => worksheet.write_blank(row, at, &format)?,
            };
        }
    }
    let last = HEADER_ROW + changes.len() as u32;
    worksheet.autofilter(HEADER_ROW, 0, last, COLUMNS.len() as u16 - 1)?;
    Ok(())
}
