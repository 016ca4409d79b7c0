//! A sheet of a plan: a row for everybody's figure of a KPI, columns of quarters and months, of weeks, or of days.

use super::WorkbookOptions;
use super::page::{Header, set_up, write_list_header, write_title};
use super::style::{Kind, Styles};
use super::value::{cell_text, nearest_float};
use crate::model::kpi::Unit;
use crate::model::{Exact, Language, Terms};
use crate::plan::{self, Level, Row};
use crate::records::TargetScope;
use crate::report::plan::PlanReport;
use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use std::collections::BTreeSet;

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;
const A3: u8 = 8;
/// Months that a column of a quarter is the sum of.
const QUARTER: usize = 3;

/// What the columns are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// The year, its quarters and months, with 保底 and 挑战.
    Months,
    /// ISO weeks.
    Weeks,
    /// Working days.
    Days,
}

/// Whom a row is for, in texts.
pub(super) struct Named {
    pub(super) level: &'static str,
    pub(super) name: String,
    pub(super) rep_id: String,
    pub(super) team: String,
}

/// Whom a row is for.
pub(super) fn named(row: &Row, report: PlanReport<'_>, language: Language) -> Named {
    let group = |level: &'static str, name: &str| Named {
        level,
        name: name.to_owned(),
        rep_id: String::new(),
        team: String::new(),
    };
    match &row.whom {
        TargetScope::Company => group(language.pick("公司", "Company"), language.pick("全公司", "All")),
        TargetScope::Region(name) => group(language.pick("区域", "Region"), name),
        TargetScope::Team(name) => group(language.pick("团队", "Team"), name),
        TargetScope::Rep(key) => {
            let assignment = report.assignment(*key);
            Named {
                level: language.pick("个人", "Rep"),
                name: assignment.name.clone(),
                rep_id: report.rep(*key).rep_id.clone(),
                team: assignment.team.clone().unwrap_or_default(),
            }
        }
    }
}

/// 保底, 目标, 挑战.
pub(super) fn level_name(level: Level, language: Language) -> &'static str {
    match level {
        Level::Floor => language.pick("保底", "Floor"),
        Level::Target => language.pick("目标", "Target"),
        Level::Stretch => language.pick("挑战", "Stretch"),
    }
}

/// What a column shows of a row.
type Shown<'r> = Box<dyn Fn(&Row, Level) -> Option<Exact> + 'r>;

/// A column of figures: its header, and what it shows of a row.
struct Column<'r> {
    header: String,
    is_sum: bool,
    of: Shown<'r>,
}

/// Writes it.
pub(super) fn sheet(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (name, rows, span): (&str, &[&Row], Span),
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    worksheet.set_name(name)?;
    write_title(
        worksheet,
        styles,
        name,
        note(span, report, language),
        report.period,
        options,
    )?;
    let texts = text_columns(rows, span, language);
    let columns = columns(rows, span, report.plan.year, language);
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: texts.len() as u16,
    };
    set_up(worksheet, header, report.period, options)?;
    set_paper(worksheet, span, texts.len() as u16)?;
    let titles = texts.iter().map(|text| (text.header, text.width));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let width = if span == Span::Months { 15.0 } else { 13.0 };
    for (at, column) in (texts.len() as u16..).zip(&columns) {
        worksheet.set_column_width(at, width)?.write_string_with_format(
            HEADER_ROW,
            at,
            &column.header,
            &styles.header(),
        )?;
    }
    let lines = rows.iter().flat_map(|row| {
        let shown = Level::ALL.into_iter().filter(|level| {
            let is_shown = span == Span::Months || *level == Level::Target;
            is_shown && row.has(*level)
        });
        shown.map(move |level| (*row, level))
    });
    let mut last = HEADER_ROW;
    for (at, (row, level)) in (FIRST_ROW..).zip(lines) {
        write_line(
            worksheet,
            styles,
            at,
            (row, level),
            (&texts, &columns),
            report,
            options,
        )?;
        last = at;
    }
    worksheet
        .set_row_height(HEADER_ROW, styles.list_header_height + 8.0)?
        .autofilter(HEADER_ROW, 0, last, (texts.len() + columns.len()) as u16 - 1)?;
    Ok(())
}

fn note(span: Span, report: PlanReport<'_>, language: Language) -> &'static str {
    let weekdays = !report.plan.knows_holidays;
    match span {
        Span::Months => language.pick(
            "团队、区域、公司的数都是其成员之和；季度、全年是各月之和（比率取平均）",
            "Figures of groups are the sums of their members', quarters and years those of their months (of rates the mean)",
        ),
        Span::Weeks if weekdays => language.pick(
            "周一至周日，只含当年的日子；当年放假安排未知，工作日为周一至周五",
            "Monday to Sunday, days of the year alone; its holidays are not known, and working days are Monday to Friday",
        ),
        Span::Weeks => language.pick(
            "周一至周日，只含当年的日子；各日相加",
            "Monday to Sunday, days of the year alone; the sums of their days",
        ),
        Span::Days if weekdays => language.pick(
            "每月的目标平均分到在职的工作日；当年放假安排未知，工作日为周一至周五",
            "Each month's target in equal parts over the rep's working days; the year's holidays are not known, and working days are Monday to Friday",
        ),
        Span::Days => language.pick(
            "每月的目标平均分到在职的工作日，含调休",
            "Each month's target in equal parts over the rep's working days",
        ),
    }
}

/// Sheets of months are a page wide; of weeks and days the texts repeat on every page.
fn set_paper(worksheet: &mut Worksheet, span: Span, texts: u16) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A3);
    if span != Span::Months {
        worksheet
            .set_print_fit_to_pages(0, 0)
            .set_print_scale(60)
            .set_repeat_columns(0, texts.saturating_sub(1))?;
    }
    Ok(())
}

/// A column of texts.
struct TextColumn {
    what: Text,
    header: &'static str,
    width: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Level,
    Name,
    RepId,
    Team,
    Kpi,
    Product,
    Tier,
}

/// Those that say something in these rows.
fn text_columns(rows: &[&Row], span: Span, language: Language) -> Vec<TextColumn> {
    let is_rep = |row: &&&Row| matches!(row.whom, TargetScope::Rep(_));
    let (some_reps, all_reps) = (
        rows.iter().any(|row| is_rep(&row)),
        rows.iter().all(|row| is_rep(&row)),
    );
    let tiers = [Level::Floor, Level::Stretch];
    let has_tiers = span == Span::Months && rows.iter().any(|row| tiers.iter().any(|level| row.has(*level)));
    let columns = [
        (Text::Level, !all_reps, ("层级", "Level"), 9.0),
        (Text::RepId, some_reps, ("工号", "Rep ID"), 10.0),
        (Text::Name, true, ("名称", "Name"), 14.0),
        (Text::Team, some_reps, ("团队", "Team"), 14.0),
        (Text::Kpi, true, ("指标", "KPI"), 16.0),
        (
            Text::Product,
            rows.iter().any(|row| row.product.is_some()),
            ("产品", "Product"),
            14.0,
        ),
        (Text::Tier, has_tiers, ("档", "Level of target"), 9.0),
    ];
    columns
        .into_iter()
        .filter(|(_, is_shown, ..)| *is_shown)
        .map(|(what, _, (chinese, english), width)| TextColumn {
            what,
            header: language.pick(chinese, english),
            width,
        })
        .collect()
}

fn columns<'r>(rows: &[&Row], span: Span, year: i32, language: Language) -> Vec<Column<'r>> {
    match span {
        Span::Months => months(year, language),
        Span::Weeks => {
            let mondays: BTreeSet<NaiveDate> = rows
                .iter()
                .flat_map(|row| row.spans.weeks.keys())
                .copied()
                .collect();
            let column = |monday: NaiveDate| Column {
                header: week(monday, language),
                is_sum: false,
                of: Box::new(move |row: &Row, _| row.spans.weeks.get(&monday).cloned()),
            };
            mondays.into_iter().map(column).collect()
        }
        Span::Days => {
            let days: BTreeSet<NaiveDate> = rows
                .iter()
                .flat_map(|row| row.spans.days.keys())
                .copied()
                .collect();
            let column = |day: NaiveDate| Column {
                header: format!("{}-{:02}\n{}", day.month(), day.day(), weekday(day, language)),
                is_sum: false,
                of: Box::new(move |row: &Row, _| row.spans.days.get(&day).cloned()),
            };
            days.into_iter().map(column).collect()
        }
    }
}

/// The year, then each quarter with its months behind it.
fn months<'r>(year: i32, language: Language) -> Vec<Column<'r>> {
    let all: Vec<_> = plan::year(year).collect();
    let sum = |header: String, months: Vec<_>| Column {
        header,
        is_sum: true,
        of: Box::new(move |row: &Row, level| row.over(months.iter().copied(), level)),
    };
    let mut columns = vec![sum(language.pick("全年", "Year").to_owned(), all.clone())];
    for (quarter, months) in (1..).zip(all.chunks(QUARTER)) {
        let header = language.pick(format!("{quarter}季度"), format!("Q{quarter}"));
        columns.push(sum(header, months.to_vec()));
        for month in months.iter().copied() {
            let name = month.first_day().format("%b").to_string();
            columns.push(Column {
                header: language.pick(format!("{}月", month.number()), name),
                is_sum: false,
                of: Box::new(move |row: &Row, level| row.months.get(&month)?.of(level).cloned()),
            });
        }
    }
    columns
}

/// 第2周, and its first and last day.
fn week(monday: NaiveDate, language: Language) -> String {
    let number = monday.iso_week().week();
    let sunday = monday + Days::new(6);
    let days = format!(
        "{}-{:02}~{}-{:02}",
        monday.month(),
        monday.day(),
        sunday.month(),
        sunday.day()
    );
    language.pick(format!("第{number}周\n{days}"), format!("W{number}\n{days}"))
}

fn weekday(day: NaiveDate, language: Language) -> String {
    let number = day.weekday().num_days_from_monday() as usize;
    let chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][number];
    language.pick(chinese.to_owned(), day.format("%a").to_string())
}

fn write_line(
    worksheet: &mut Worksheet,
    styles: &Styles,
    at: u32,
    (row, level): (&Row, Level),
    (texts, columns): (&[TextColumn], &[Column<'_>]),
    report: PlanReport<'_>,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let terms: Terms<'_> = options.catalogue.terms(language);
    let named = named(row, report, language);
    let is_group = !matches!(row.whom, TargetScope::Rep(_));
    let bold = |format: Format| if is_group { format.set_bold() } else { format };
    let text_format = bold(styles.cell(Kind::Text));
    for (column, text) in (0..).zip(texts) {
        let value = match text.what {
            Text::Level => named.level,
            Text::Name => &named.name,
            Text::RepId => &named.rep_id,
            Text::Team => &named.team,
            Text::Kpi => terms.kpi(row.kpi),
            Text::Product => row.product.as_deref().unwrap_or(language.pick("全部", "all")),
            Text::Tier => level_name(level, language),
        };
        worksheet.write_string_with_format(at, column, cell_text(value), &text_format)?;
    }
    let plain = bold(styles.cell(Kind::Figure(row.unit)));
    let summed = styles.cell(Kind::Figure(row.unit)).set_bold();
    for (column, shown) in (texts.len() as u16..).zip(columns) {
        let format = if shown.is_sum { &summed } else { &plain };
        match (shown.of)(row, level) {
            Some(figure) => {
                worksheet.write_number_with_format(at, column, float(&figure, row.unit), format)?
            }
            None => worksheet.write_blank(at, column, format)?,
        };
    }
    Ok(())
}

/// A figure as a cell has it.
pub(super) fn float(figure: &Exact, unit: Unit) -> f64 {
    let places = match unit {
        Unit::Money => 2,
        Unit::Count => 0,
        _ => 6,
    };
    nearest_float(figure.to_shortest_decimal(places))
}
