//! The sheet that counts findings by kind, with an example of each.

use super::WorkbookOptions;
use super::findings_sheet::counted;
use super::page::{Header, fit_row, set_up, write_title};
use super::style::{Kind, Styles};
use super::value::cell_text;
use super::wording::words;
use crate::model::kpi::Unit;
use crate::model::{Finding, Period};
use rust_xlsxwriter::{Formula, Table, TableColumn, TableFunction, TableStyle, Worksheet, XlsxError};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// The columns: header in both languages, kind, width in characters.
const COLUMNS: [((&str, &str), Kind, f64); 6] = [
    (("严重程度", "Severity"), Kind::Word, 10.0),
    (("代码", "Code"), Kind::Prose, 26.0),
    (("条数", "Count"), Kind::Figure(Unit::Count), 10.0),
    (("例如", "For example"), Kind::Prose, 40.0),
    (("发现了什么", "What was found"), Kind::Prose, 56.0),
    (("怎么办", "What to do"), Kind::Prose, 50.0),
];

/// The column that holds counts.
const COUNT: u16 = 2;

/// Writes the sheet: the gravest kinds first, the commonest of them on top.
pub fn write(
    worksheet: &mut Worksheet,
    styles: &Styles,
    period: Period,
    findings: &[Finding],
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    let words = words(language);
    worksheet.set_name(words.kinds)?;
    write_title(
        worksheet,
        styles,
        words.kinds,
        &counted(findings, language),
        period,
        options,
    )?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: 0,
    };
    set_up(worksheet, header, period, options)?;
    let kinds = kinds(findings);
    if kinds.is_empty() {
        return Ok(());
    }
    let total_row = FIRST_ROW + kinds.len() as u32;
    add_table(worksheet, styles, total_row, options)?;
    let terms = options.catalogue.terms(language);
    let prose = styles.cell(Kind::Prose);
    let count_format = styles.cell(Kind::Figure(Unit::Count));
    for (row, (first, count)) in (FIRST_ROW..).zip(&kinds) {
        let severity = styles.severity(first.severity);
        let place = first.place.as_ref().map(ToString::to_string);
        worksheet
            .write_string_with_format(row, 0, first.severity.name(language), &severity)?
            .write_number_with_format(row, COUNT, *count as f64, &count_format)?;
        let texts = [
            (1_u16, first.code().to_owned()),
            (3, place.unwrap_or_default()),
            (4, first.what(terms)),
            (5, first.fix(terms)),
        ];
        let widths = texts.iter().map(|&(at, _)| COLUMNS[usize::from(at)].2);
        fit_row(
            worksheet,
            styles,
            row,
            texts.iter().map(|(_, text)| text.as_str()).zip(widths),
        )?;
        for (at, text) in &texts {
            worksheet.write_string_with_format(row, *at, cell_text(text), &prose)?;
        }
    }
    worksheet.set_row_height(total_row, styles.row_height(1))?;
    write_total(worksheet, styles, total_row, findings.len(), options)
}

/// The first finding of every kind and how many there are.
fn kinds(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut kinds: BTreeMap<_, (&Finding, usize)> = BTreeMap::new();
    for finding in findings {
        let kind = kinds
            .entry((finding.severity, finding.code()))
            .or_insert((finding, 0));
        kind.0 = kind.0.min(finding);
        kind.1 += 1;
    }
    let mut kinds: Vec<_> = kinds.into_values().collect();
    kinds.sort_by_key(|&(first, count)| (first.severity, Reverse(count), first.code()));
    kinds
}

fn add_table(
    worksheet: &mut Worksheet,
    styles: &Styles,
    total_row: u32,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let mut columns = Vec::new();
    for (at, ((chinese, english), _, width)) in (0..).zip(COLUMNS) {
        let column = TableColumn::new()
            .set_header(options.language.pick(chinese, english))
            .set_header_format(styles.list_header());
        columns.push(match at {
            0 => column.set_total_label(words(options.language).total),
            COUNT => column.set_total_function(TableFunction::Sum),
            _ => column,
        });
        worksheet.set_column_width(at, width)?;
    }
    let table = Table::new()
        .set_name(table_name(options))
        .set_style(TableStyle::None)
        .set_banded_rows(false)
        .set_columns(&columns)
        .set_total_row(true);
    worksheet
        .set_row_height(HEADER_ROW, styles.list_header_height)?
        .add_table(HEADER_ROW, 0, total_row, COLUMNS.len() as u16 - 1, &table)?;
    Ok(())
}

fn write_total(
    worksheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    count: usize,
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let ((chinese, english), ..) = COLUMNS[usize::from(COUNT)];
    let header = options.language.pick(chinese, english);
    let sum = Formula::new(format!("SUBTOTAL(109,{}[{header}])", table_name(options)))
        .set_result(count.to_string());
    for (at, (_, kind, _)) in (0..).zip(COLUMNS) {
        let format = styles.total(kind, kind.number_format());
        match at {
            0 => worksheet.write_string_with_format(row, at, words(options.language).total, &format)?,
            COUNT => worksheet.write_formula_with_format(row, at, sum.clone(), &format)?,
            _ => worksheet.write_blank(row, at, &format)?,
        };
    }
    Ok(())
}

fn table_name(options: &WorkbookOptions) -> String {
    words(options.language).kinds.replace(' ', "_")
}
