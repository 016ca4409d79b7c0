//! A team's scorecards → the workbook that its manager fills in: comments, plans, and a score for each manual KPI.
//!
//! Dropped into the period's inbox it is read as the dataset `scores`; what was given already stands in its cells,
//! so that the latest file always says everything.

use super::page::{Header, fit_row, set_up, write_title};
use super::style::{Kind, Styles};
use super::value::{Value, cell_text, nearest_float};
use super::{WorkbookError, WorkbookOptions, document};
use crate::model::kpi::Unit;
use crate::model::{Dataset, Kpi, Language, Period, Terms};
use crate::report::Document;
use crate::report::teams::{Team, teams};
use crate::score::{Appraisal, Scorecard};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, FormatAlign, ProtectionOptions, Worksheet, XlsxError,
};

/// The row of headers, below title and instructions.
const HEADER: u32 = 2;
/// Columns that stay in sight: period, number, name.
const FROZEN: u16 = 3;
/// Lines that a row of comments has room for before anything is written.
const LINES: &str = "\n\n";

/// What a column shows, and whether the manager fills it in.
#[derive(Debug, Clone, Copy)]
enum Column {
    Period,
    RepId,
    Name,
    Team,
    Score,
    Grade,
    Given(Kpi),
    Comment,
    Plan,
}

/// `collect/<team>.xlsx` for each team, in the order of the teams; `kpis` are those that managers score.
pub fn collect(
    appraisal: &Appraisal,
    kpis: &[Kpi],
    options: &WorkbookOptions,
) -> Result<Vec<Document>, WorkbookError> {
    teams(appraisal, options.language)
        .iter()
        .map(|team| of_team(team, appraisal.period, kpis, options))
        .collect()
}

fn of_team(
    team: &Team<'_>,
    period: Period,
    kpis: &[Kpi],
    options: &WorkbookOptions,
) -> Result<Document, WorkbookError> {
    let path = format!("collect/{}.xlsx", team.folder);
    document(&path, period, options, |workbook, styles| {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(options))?;
        fill(sheet, styles, team, period, kpis, options)
    })
}

fn sheet_name(options: &WorkbookOptions) -> &str {
    let scores = &options.catalogue.list(Dataset::SCORES).name;
    options.language.pick(&scores.zh, "Manager's scores")
}

fn fill(
    sheet: &mut Worksheet,
    styles: &Styles,
    team: &Team<'_>,
    period: Period,
    kpis: &[Kpi],
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let terms = options.catalogue.terms(language);
    let heading = format!("{}  {}", sheet_name(options), team.name);
    write_title(
        sheet,
        styles,
        &heading,
        &instructions(period, !kpis.is_empty(), language),
        period,
        options,
    )?;
    let columns = columns(kpis);
    sheet.set_row_height(HEADER, styles.list_header_height)?;
    for (index, column) in (0..).zip(&columns) {
        let format = column.header_format(styles);
        sheet
            .set_column_width(index, column.width(language))?
            .write_string_with_format(HEADER, index, cell_text(column.header(terms)), &format)?;
    }
    let mut cards: Vec<&Scorecard> = team.members.iter().map(|member| member.card).collect();
    cards.sort_by_key(|card| &card.rep.rep_id);
    for (row, card) in (HEADER + 1..).zip(&cards) {
        let texts = [&card.remarks.comment, &card.remarks.plan];
        let texts = texts.map(|text| text.as_deref().unwrap_or_default());
        let lines = texts.into_iter().chain([LINES]);
        fit_row(
            sheet,
            styles,
            row,
            lines.map(|text| (text, Column::Comment.width(language))),
        )?;
        for (index, column) in (0..).zip(&columns) {
            column.write(sheet, styles, (row, index), card, period)?;
        }
    }
    let last_row = HEADER + u32::try_from(cards.len()).unwrap_or_default();
    for (index, column) in (0..).zip(&columns) {
        if let Some(validation) = column.validation(terms)?.filter(|_| last_row > HEADER) {
            sheet.add_data_validation(HEADER + 1, index, last_row, index, &validation)?;
        }
    }
    let header = Header {
        first_row: HEADER,
        last_row: HEADER,
        columns: FROZEN,
    };
    set_up(sheet, header, period, options)?;
    // Without a password: it keeps a slip of the hand from a name, and stops nobody who means to change it.
    sheet.protect_with_options(&ProtectionOptions {
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// What to do, in one line.
fn instructions(period: Period, has_scores: bool, language: Language) -> String {
    match (language, has_scores) {
        (Language::Chinese, true) => format!(
            "请在黄色单元格中填写：评分为 0～100，评语和计划可换行（Alt+Enter）。填好后放入 inbox/{period}/，再运行一次。"
        ),
        (Language::Chinese, false) => format!(
            "请在黄色单元格中填写评语和计划，可换行（Alt+Enter）。填好后放入 inbox/{period}/，再运行一次。"
        ),
        (Language::English, true) => format!(
            "Fill in the yellow cells: scores are 0 to 100; Alt+Enter begins a new line. Then put this file into inbox/{period}/ and run again."
        ),
        (Language::English, false) => format!(
            "Fill in the yellow cells; Alt+Enter begins a new line. Then put this file into inbox/{period}/ and run again."
        ),
    }
}

fn columns(kpis: &[Kpi]) -> Vec<Column> {
    let who = [Column::Period, Column::RepId, Column::Name, Column::Team];
    who.into_iter()
        .chain([Column::Score, Column::Grade])
        .chain(kpis.iter().map(|kpi| Column::Given(*kpi)))
        .chain([Column::Comment, Column::Plan])
        .collect()
}

impl Column {
    /// The header, which the dictionary knows (a KPI's name is known by the policy).
    fn header(self, terms: Terms<'_>) -> &str {
        let (chinese, english) = match self {
            Self::Period => ("考核期间", "Period"),
            Self::RepId => ("工号", "Rep ID"),
            Self::Name => ("姓名", "Name"),
            Self::Team => ("团队", "Team"),
            Self::Score => ("目前得分", "Score so far"),
            Self::Grade => ("目前等级", "Grade so far"),
            Self::Given(kpi) => return terms.kpi(kpi),
            Self::Comment => ("主管评语", "Manager's comments"),
            Self::Plan => ("改进计划", "Plan for improvement"),
        };
        terms.pick(chinese, english)
    }

    fn width(self, language: Language) -> f64 {
        match self {
            Self::Period | Self::RepId => 11.0,
            Self::Name | Self::Team => language.pick(12.0, 18.0),
            Self::Score | Self::Grade => 10.0,
            Self::Given(_) => 13.0,
            Self::Comment | Self::Plan => 44.0,
        }
    }

    /// Headers stand as the values below them do.
    fn header_format(self, styles: &Styles) -> Format {
        let centred = styles.header().set_align(FormatAlign::VerticalCenter);
        match self {
            Self::Comment | Self::Plan => styles.list_header(),
            Self::RepId | Self::Name | Self::Team => centred.set_align(FormatAlign::Left),
            Self::Score | Self::Given(_) => centred.set_align(FormatAlign::Right),
            Self::Period | Self::Grade => centred,
        }
    }

    fn write(
        self,
        sheet: &mut Worksheet,
        styles: &Styles,
        (row, column): (u32, u16),
        card: &Scorecard,
        period: Period,
    ) -> Result<(), XlsxError> {
        let text = |text: Option<&str>| Value::text(text);
        let (value, format) = match self {
            Self::Period => (text(Some(&period.to_string())), styles.cell(Kind::Word)),
            Self::RepId => (text(Some(&card.rep.rep_id)), styles.cell(Kind::Text)),
            Self::Name => (text(Some(&card.rep.name)), styles.cell(Kind::Text)),
            Self::Team => (text(card.rep.team.as_deref()), styles.cell(Kind::Text)),
            Self::Score => (Value::decimal(card.score), styles.cell(Kind::Points)),
            Self::Grade => {
                let grade = card.grade.as_ref().map(|earned| earned.grade.as_str());
                (text(grade), styles.cell(Kind::Word))
            }
            Self::Given(kpi) => {
                let kind = Kind::Figure(Unit::Score);
                (Value::decimal(given(card, kpi)), Styles::input(styles.cell(kind)))
            }
            Self::Comment => (
                text(card.remarks.comment.as_deref()),
                Styles::input(styles.cell(Kind::Prose)),
            ),
            Self::Plan => (
                text(card.remarks.plan.as_deref()),
                Styles::input(styles.cell(Kind::Prose)),
            ),
        };
        write(sheet, (row, column), &value, &format)
    }

    fn validation(self, terms: Terms<'_>) -> Result<Option<DataValidation>, XlsxError> {
        let Self::Given(kpi) = self else {
            return Ok(None);
        };
        let range = terms.pick("请填写 0 到 100 的数字", "Enter a number from 0 to 100");
        DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
            .set_input_title(shortened(terms.kpi(kpi)))?
            .set_input_message(range)?
            .set_error_title(shortened(terms.kpi(kpi)))?
            .set_error_message(range)
            .map(Some)
    }
}

/// Titles of messages hold 32 characters.
fn shortened(name: &str) -> &str {
    super::value::cut_to_units(name, 32)
}

/// The score that the manager gave before.
fn given(card: &Scorecard, kpi: Kpi) -> Option<Decimal> {
    let score = card.kpis.iter().find(|score| score.kpi == kpi)?;
    Value::exact(score.actual.as_ref()).number()
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Number(number) => {
            sheet.write_number_with_format(row, column, nearest_float(*number), format)?
        }
        Value::Text(text) => sheet.write_string_with_format(row, column, cell_text(text), format)?,
        Value::Missing | Value::Date(_) => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}
