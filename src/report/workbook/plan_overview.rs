//! The first sheet of a plan: what the company is to reach, by quarters and months, and how that was spread.

use super::WorkbookOptions;
use super::page::{Header, set_up, write_title};
use super::plan_sheet::{float, level_name};
use super::style::{Kind, Styles, TARGET};
use super::value::{cell_text, nearest_float};
use crate::model::Language;
use crate::plan::{self, By, Level, Row, Season};
use crate::records::TargetScope;
use crate::report::plan::PlanReport;
use rust_xlsxwriter::{Chart, ChartType, Worksheet, XlsxError};

const FIRST: u32 = 3;
/// Columns before the quarters: KPI, level, year.
const QUARTERS: u16 = 3;

/// Writes it.
pub(super) fn overview(
    worksheet: &mut Worksheet,
    styles: &Styles,
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let heading = language.pick("总览", "Overview");
    worksheet.set_name(heading)?;
    let reps = report.reps().len();
    let note = language.pick(
        format!("{reps} 人的年度目标计划"),
        format!("The year's plan of {reps} reps"),
    );
    write_title(worksheet, styles, heading, &note, report.period, options)?;
    let header = Header {
        first_row: 0,
        last_row: 1,
        columns: 0,
    };
    set_up(worksheet, header, report.period, options)?;
    for (at, width) in (0..).zip([20.0, 14.0, 18.0, 16.0, 16.0, 16.0, 16.0]) {
        worksheet.set_column_width(at, width)?;
    }
    let company: Vec<&Row> = report
        .rows
        .iter()
        .filter(|row| row.whom == TargetScope::Company && row.product.is_none())
        .collect();
    let row = totals(worksheet, styles, FIRST, &company, report, options)?;
    let (first_month, row) = months(worksheet, styles, row + 1, &company, report, options)?;
    chart(worksheet, (first_month, &company), language, heading)?;
    ways(worksheet, styles, row + 1, report, language)
}

/// The company's year and quarters, with 保底 and 挑战.
fn totals(
    worksheet: &mut Worksheet,
    styles: &Styles,
    first: u32,
    company: &[&Row],
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<u32, XlsxError> {
    let language = options.language;
    let terms = options.catalogue.terms(language);
    let title = language.pick("全公司目标", "Targets of the company");
    worksheet.write_string_with_format(first, 0, title, &styles.table_title())?;
    let mut headers = vec![
        language.pick("指标", "KPI").to_owned(),
        language.pick("档", "Level").to_owned(),
        language.pick("全年", "Year").to_owned(),
    ];
    headers.extend((1..=4).map(|quarter| language.pick(format!("{quarter}季度"), format!("Q{quarter}"))));
    write_headers(worksheet, styles, first + 1, &headers)?;
    let mut at = first + 2;
    let all: Vec<_> = plan::year(report.plan.year).collect();
    for row in company {
        for level in Level::ALL.into_iter().filter(|level| row.has(*level)) {
            let text = styles.cell(Kind::Text);
            worksheet
                .write_string_with_format(at, 0, cell_text(terms.kpi(row.kpi)), &text)?
                .write_string_with_format(at, 1, level_name(level, language), &text)?;
            let year = row.over(all.iter().copied(), level);
            let quarters = all
                .chunks(3)
                .map(|months| row.over(months.iter().copied(), level));
            let format = styles.cell(Kind::Figure(row.unit));
            for (column, figure) in (2..).zip([year].into_iter().chain(quarters)) {
                match figure {
                    Some(figure) => {
                        worksheet.write_number_with_format(at, column, float(&figure, row.unit), &format)?
                    }
                    None => worksheet.write_blank(at, column, &format)?,
                };
            }
            at += 1;
        }
    }
    Ok(at)
}

/// The months: their weights, working days and targets. Returns the row of the first, and the row below.
fn months(
    worksheet: &mut Worksheet,
    styles: &Styles,
    first: u32,
    company: &[&Row],
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(u32, u32), XlsxError> {
    let language = options.language;
    let terms = options.catalogue.terms(language);
    let title = language.pick("各月", "Months");
    worksheet.write_string_with_format(first, 0, title, &styles.table_title())?;
    let mut headers = vec![
        language.pick("月份", "Month").to_owned(),
        language.pick("季节权重", "Season").to_owned(),
        language.pick("工作日", "Working days").to_owned(),
    ];
    headers.extend(company.iter().map(|row| terms.kpi(row.kpi).to_owned()));
    write_headers(worksheet, styles, first + 1, &headers)?;
    let first_month = first + 2;
    for (at, month) in (0..).zip(plan::year(report.plan.year)) {
        let row = first_month + at;
        let place = at as usize;
        worksheet
            .write_string_with_format(row, 0, month.to_string(), &styles.cell(Kind::Word))?
            .write_number_with_format(
                row,
                1,
                nearest_float(report.plan.season[place]),
                &styles.cell(Kind::Plain),
            )?
            .write_number_with_format(
                row,
                2,
                f64::from(report.plan.working_days[place]),
                &styles.cell(Kind::Plain),
            )?;
        for (column, of) in (QUARTERS..).zip(company) {
            let format = styles.cell(Kind::Figure(of.unit));
            let target = of.months.get(&month).and_then(|figures| figures.target.as_ref());
            match target {
                Some(target) => {
                    worksheet.write_number_with_format(row, column, float(target, of.unit), &format)?
                }
                None => worksheet.write_blank(row, column, &format)?,
            };
        }
    }
    Ok((first_month, first_month + 12))
}

/// The months of the first KPI as columns.
fn chart(
    worksheet: &mut Worksheet,
    (first_month, company): (u32, &[&Row]),
    language: Language,
    sheet: &str,
) -> Result<(), XlsxError> {
    if company.is_empty() {
        return Ok(());
    }
    let last = first_month + 11;
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories((sheet, first_month, 0, last, 0))
        .set_values((sheet, first_month, QUARTERS, last, QUARTERS))
        .set_gap(60)
        .set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(TARGET)),
        );
    chart
        .title()
        .set_name(language.pick("各月目标", "Targets by month"));
    chart.legend().set_hidden();
    chart.set_width(560).set_height(320);
    worksheet.insert_chart(FIRST, 8, &chart)?;
    Ok(())
}

/// How figures were spread, in sentences.
fn ways(
    worksheet: &mut Worksheet,
    styles: &Styles,
    first: u32,
    report: PlanReport<'_>,
    language: Language,
) -> Result<(), XlsxError> {
    let title = language.pick("怎样分解", "How it was spread");
    worksheet.write_string_with_format(first, 0, title, &styles.table_title())?;
    for (row, sentence) in (first + 1..).zip(sentences(report, language)) {
        worksheet.write_string_with_format(row, 0, cell_text(&sentence), &styles.note())?;
    }
    Ok(())
}

fn sentences(report: PlanReport<'_>, language: Language) -> Vec<String> {
    let settings = report.settings;
    let season = match (&settings.season, &report.plan.learned) {
        (Season::Policy, _) => language
            .pick(
                "季节：policy.toml 的 [seasonality]",
                "Season: [seasonality] of policy.toml",
            )
            .to_owned(),
        (Season::Given(_), _) => language
            .pick(
                "季节：计划中写明的各月权重",
                "Season: the weights that the plan states",
            )
            .to_owned(),
        (Season::Learned, learned) => {
            let count = learned.as_ref().map_or(0, |learned| learned.count);
            language.pick(
                format!("季节：由以往 {count} 个月的销售额得出"),
                format!("Season: learned from the sales of {count} months"),
            )
        }
    };
    let days = settings.by_working_days.then(|| {
        language
            .pick(
                "月份的权重 = 季节权重 × 工作日",
                "A month weighs its season times its working days",
            )
            .to_owned()
    });
    let by = match settings.by {
        By::Weight => language.pick(
            "分到人：花名册的权重（没有写的为 1）",
            "Shared by the roster's weights, 1 where there is none",
        ),
        By::Equal => language.pick("分到人：各人相同", "Shared equally"),
        By::LastYear => language.pick(
            "分到人：上年完整月份的月均销售额",
            "Shared by what each sold a month of last year",
        ),
    };
    let on_board = if settings.on_board {
        language.pick(
            "只在职一部分时间的人，按在职的月份和工作日折算份额",
            "Who is there for a part of the year has a share of that part",
        )
    } else {
        language.pick(
            "只在职一部分时间的人，份额与他人相同",
            "Who is there for a part of the year has a whole share",
        )
    };
    let holidays = if report.plan.knows_holidays {
        language.pick(
            "工作日：已知放假与调休",
            "Working days: holidays and worked weekends are known",
        )
    } else {
        language.pick(
            "工作日：该年放假安排尚未公布，按周一至周五；公布后写入 repcard.toml 的 [calendar]，再运行一次",
            "Working days: the year's holidays are not known yet, so Monday to Friday; state them under [calendar] of repcard.toml and run again",
        )
    };
    let mut sentences = vec![season];
    sentences.extend(days);
    sentences.extend([by, on_board, holidays].map(str::to_owned));
    sentences
}

fn write_headers(
    worksheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    headers: &[String],
) -> Result<(), XlsxError> {
    for (column, header) in (0..).zip(headers) {
        worksheet.write_string_with_format(row, column, cell_text(header), &styles.list_header())?;
    }
    Ok(())
}
