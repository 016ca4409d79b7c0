//! The sheet of a plan that goes into the inbox: a row a rep, KPI and product, a column a month.

use super::WorkbookOptions;
use super::page::{Header, set_up, write_list_header, write_title};
use super::style::{Kind, Styles};
use super::value::{cell_text, nearest_float};
use crate::plan;
use crate::report::figures::MONTHS;
use crate::report::plan::PlanReport;
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADER_ROW: u32 = 2;
/// Before the months: number, name, KPI, product, year.
const BEFORE: [((&str, &str), f64); 5] = [
    (("工号", "Rep ID"), 10.0),
    (("姓名", "Name"), 12.0),
    (("指标", "Metric"), 16.0),
    (("产品", "Product"), 14.0),
    (("年度", "Year"), 8.0),
];
/// Writes it. In a month that a rep joins or leaves in stands what a whole month would have: a run takes the rep's part of it.
pub(super) fn targets(
    worksheet: &mut Worksheet,
    styles: &Styles,
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let heading = language.pick("目标", "Targets");
    worksheet.set_name(heading)?;
    let year = report.plan.year;
    let note = language.pick(
        format!("由 repcard plan --year {year} 生成；签订后放入 inbox/，取代其中 {year} 年的目标表。入职、离职当月写的是整月的数，考核时按在职的工作日折算。"),
        format!("Made by repcard plan --year {year}; once signed, put it into inbox/ in the place of other targets of {year}. In a month of joining or leaving stands what a whole month has; appraisals take the part of the days worked."),
    );
    write_title(worksheet, styles, heading, &note, report.period, options)?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: 3,
    };
    set_up(worksheet, header, report.period, options)?;
    let months = (1..)
        .zip(MONTHS)
        .map(|(number, english)| (language.pick(format!("{number}月"), english.to_owned()), 14.0));
    let months: Vec<(String, f64)> = months.collect();
    worksheet.set_row_height(HEADER_ROW, styles.list_header_height)?;
    let before = BEFORE.map(|((chinese, english), width)| (language.pick(chinese, english), width));
    let titles = before
        .into_iter()
        .chain(months.iter().map(|(title, width)| (title.as_str(), *width)));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let terms = options.catalogue.terms(language);
    let text = styles.cell(Kind::Text);
    for (row, line) in (HEADER_ROW + 1..).zip(&report.plan.lines) {
        let assignment = report.assignment(line.rep);
        let texts = [
            report.rep(line.rep).rep_id.as_str(),
            &assignment.name,
            terms.kpi(line.kpi),
            line.product.as_deref().unwrap_or_default(),
        ];
        for (at, value) in (0..).zip(texts) {
            worksheet.write_string_with_format(row, at, cell_text(value), &text)?;
        }
        worksheet.write_number_with_format(row, 4, f64::from(year), &styles.cell(Kind::Rank))?;
        let figure = styles.cell(Kind::Figure(line.unit));
        for (at, month) in (5..).zip(plan::year(year)) {
            match line.months.get(&month) {
                Some(planned) => {
                    let stated = nearest_float(planned.stated.to_shortest_decimal(6));
                    worksheet.write_number_with_format(row, at, stated, &figure)?
                }
                None => worksheet.write_blank(row, at, &figure)?,
            };
        }
    }
    Ok(())
}
