//! Figures with their rows, and how their targets came about, as a workbook to sort and filter.

use super::page::{Header, fit_row, set_up, write_list_header, write_title};
use super::style::{Kind, Styles};
use super::value::{cell_text, nearest_float};
use super::{WorkbookOptions, link};
use crate::model::kpi::Unit;
use crate::model::{Exact, Period, Place};
use crate::report::explained::derivation_text::steps;
use crate::report::explained::reason_text::{reason, why};
use crate::report::explained::{Explained, ExplainedFigure};
use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// A column: header in both languages, and its width in characters.
type Column = ((&'static str, &'static str), f64);

const ROWS: [Column; 10] = [
    (("工号", "Rep"), 10.0),
    (("姓名", "Name"), 12.0),
    (("指标", "KPI"), 16.0),
    (("计入", "Counts"), 8.0),
    (("位置", "Place"), 40.0),
    (("日期", "Date"), 12.0),
    (("客户", "Customer"), 24.0),
    (("该行的数值", "What the row says"), 16.0),
    (("在指标中的份额", "Its part of the figure"), 18.0),
    (("原因", "Reason"), 44.0),
];

/// Stands behind the others where rows look something up.
const LOOKED_UP: Column = (("查到的行", "Looked up"), 40.0);

const STEPS: [Column; 6] = [
    (("工号", "Rep"), 10.0),
    (("姓名", "Name"), 12.0),
    (("指标", "KPI"), 16.0),
    (("步骤", "Step"), 60.0),
    (("数值", "Amount"), 16.0),
    (("位置", "Place"), 40.0),
];

/// What a cell holds.
enum Held {
    Text(String),
    Figure(Exact, Unit),
    Place(Place),
    Nothing,
}

/// The sheet of rows.
pub fn rows(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (reps, period): (&[Explained], Period),
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let mut rows = figures(reps).flat_map(|(_, figure)| &figure.evidence.rows);
    let is_any_looked_up = rows.any(|row| !row.looked_up.is_empty());
    let mut lines = Vec::new();
    for (rep, figure) in figures(reps) {
        let unit = figure
            .evidence
            .base
            .as_ref()
            .map_or(figure.score.unit, |base| base.unit);
        for row in &figure.evidence.rows {
            let remark = row.remark.map_or("", |of| reason(of, language));
            let mut line = head(rep, figure, options);
            line.extend([
                Held::Text(language.pick("是", "yes").into()),
                Held::Place(row.place.clone()),
                day(Some(row.date)),
                Held::Text(row.customer.clone().unwrap_or_default()),
                Held::Figure(row.counts.clone(), counted_in(unit)),
                Held::Figure(row.value.clone(), figure.score.unit),
                Held::Text(remark.into()),
            ]);
            line.extend(is_any_looked_up.then(|| Held::Text(places(&row.looked_up))));
            lines.push(line);
        }
        for row in &figure.evidence.left_out {
            let mut line = head(rep, figure, options);
            line.extend([
                Held::Text(language.pick("否", "no").into()),
                Held::Place(row.place.clone()),
                day(row.date),
                Held::Text(row.customer.clone().unwrap_or_default()),
                row.amount
                    .map_or(Held::Nothing, |amount| Held::Figure(amount.into(), Unit::Money)),
                Held::Nothing,
                Held::Text(why(row.why, language).into()),
            ]);
            line.extend(is_any_looked_up.then_some(Held::Nothing));
            lines.push(line);
        }
    }
    let heading = language.pick("明细行", "Rows");
    let mut columns = ROWS.to_vec();
    columns.extend(is_any_looked_up.then_some(LOOKED_UP));
    sheet(worksheet, styles, (heading, &columns, &lines), period, options)
}

/// The sheet of targets.
pub fn derivations(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (reps, period): (&[Explained], Period),
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let terms = options.catalogue.terms(options.language);
    let mut lines = Vec::new();
    for (rep, figure) in figures(reps) {
        let Some(derivation) = &figure.derivation else {
            continue;
        };
        for step in steps(derivation, figure.score.unit, terms) {
            let mut line = head(rep, figure, options);
            line.extend([
                Held::Text(step.text),
                Held::Figure(step.amount, figure.score.unit),
                step.place.map_or(Held::Nothing, Held::Place),
            ]);
            lines.push(line);
        }
    }
    let heading = options.language.pick("目标的来历", "Targets");
    sheet(worksheet, styles, (heading, &STEPS, &lines), period, options)
}

fn figures(reps: &[Explained]) -> impl Iterator<Item = (&Explained, &ExplainedFigure)> {
    reps.iter()
        .flat_map(|rep| rep.figures.iter().map(move |figure| (rep, figure)))
}

fn head(rep: &Explained, figure: &ExplainedFigure, options: &WorkbookOptions) -> Vec<Held> {
    let terms = options.catalogue.terms(options.language);
    vec![
        Held::Text(rep.card.rep.rep_id.clone()),
        Held::Text(rep.card.rep.name.clone()),
        Held::Text(terms.kpi(figure.score.kpi).to_owned()),
    ]
}

/// The rows of other sheets that a row looks something up in.
fn places(places: &[Place]) -> String {
    let places: Vec<String> = places.iter().map(ToString::to_string).collect();
    places.join("; ")
}

fn day(date: Option<NaiveDate>) -> Held {
    Held::Text(date.map(|date| date.to_string()).unwrap_or_default())
}

/// Rows of shares and rates by the week say credits and counts.
fn counted_in(unit: Unit) -> Unit {
    match unit {
        Unit::Money => Unit::Money,
        _ => Unit::Score,
    }
}

fn sheet(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (heading, columns, lines): (&str, &[Column], &[Vec<Held>]),
    period: Period,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    worksheet.set_name(heading)?;
    let note = options
        .language
        .pick(format!("共 {} 行", lines.len()), format!("{} rows", lines.len()));
    write_title(worksheet, styles, heading, &note, period, options)?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: 0,
    };
    set_up(worksheet, header, period, options)?;
    let titles = columns
        .iter()
        .map(|((chinese, english), width)| (options.language.pick(*chinese, *english), *width));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let mut formats = Formats {
        link: styles.link(),
        prose: styles.cell(Kind::Prose),
        figures: Vec::new(),
    };
    let mut links = link::LINKS_OF_A_SHEET;
    for (row, line) in (FIRST_ROW..).zip(lines) {
        let texts: Vec<String> = line.iter().map(text).collect();
        let widths = columns.iter().map(|(_, width)| *width);
        fit_row(
            worksheet,
            styles,
            row,
            texts.iter().map(String::as_str).zip(widths),
        )?;
        for ((at, held), text) in (0..).zip(line).zip(&texts) {
            let target = match held {
                Held::Place(place) => options.book.as_deref().and_then(|book| link::to(place, book)),
                _ => None,
            };
            let target = target.filter(|_| links > 0);
            links -= usize::from(target.is_some());
            formats.write(worksheet, styles, (row, at), (held, text, target))?;
        }
    }
    let last_row = (FIRST_ROW + lines.len() as u32).saturating_sub(1).max(HEADER_ROW);
    worksheet
        .set_row_height(HEADER_ROW, styles.list_header_height)?
        .autofilter(HEADER_ROW, 0, last_row, columns.len() as u16 - 1)?;
    Ok(())
}

fn text(held: &Held) -> String {
    match held {
        Held::Text(text) => text.clone(),
        Held::Place(place) => place.to_string(),
        Held::Figure(..) | Held::Nothing => String::new(),
    }
}

/// The formats of the cells, each made once a sheet.
struct Formats {
    link: Format,
    prose: Format,
    figures: Vec<(Unit, Format)>,
}

impl Formats {
    fn write(
        &mut self,
        worksheet: &mut Worksheet,
        styles: &Styles,
        (row, column): (u32, u16),
        (held, text, target): (&Held, &str, Option<String>),
    ) -> Result<(), XlsxError> {
        match (held, target) {
            (Held::Figure(value, unit), _) => {
                let number = nearest_float(value.to_shortest_decimal(12));
                let format = self.of_figures(*unit, styles);
                worksheet.write_number_with_format(row, column, number, format)?;
            }
            (_, Some(target)) => {
                let (text, format) = (cell_text(text), Some(&self.link));
                worksheet.write_url_with_options(row, column, target.as_str(), text, "", format)?;
            }
            (_, None) => {
                worksheet.write_string_with_format(row, column, cell_text(text), &self.prose)?;
            }
        }
        Ok(())
    }

    fn of_figures(&mut self, unit: Unit, styles: &Styles) -> &Format {
        let known = self.figures.iter().position(|(of, _)| *of == unit);
        let at = known.unwrap_or_else(|| {
            self.figures.push((unit, styles.cell(Kind::Figure(unit))));
            self.figures.len() - 1
        });
        &self.figures[at].1
    }
}
