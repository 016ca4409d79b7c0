//! A sheet for each list that is declared and nothing more: its rows as they were read, the money that counts, what was left out.

use super::WorkbookOptions;
use super::page::{Header, fit_row, set_up, write_list_header, write_title};
use super::style::{Kind, ProseFormats, Styles};
use super::value::{cell_text, nearest_float, serial};
use crate::catalogue::{List, ListField};
use crate::measure::details::{ListDetails, ListEntry, ListValue};
use crate::model::kpi::Unit;
use crate::model::{Kind as FieldKind, Language, Period};
use crate::report::account::AccountSum;
use crate::report::figures;
use crate::report::naming::titled;
use crate::snapshot::TableAccount;
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// The columns before the list's own: row, number and name of the rep, whether the row counts.
const LEADING: u16 = 4;

/// What the sheet is called, unless another has the name.
pub fn name(list: &ListDetails, options: &WorkbookOptions) -> String {
    titled(options.catalogue.terms(options.language).dataset(list.dataset))
}

/// A column of the list's own.
#[derive(Clone, Copy)]
enum Column<'a> {
    /// The customer, by name.
    Customer,
    /// A field, by its place.
    Field(usize, &'a ListField),
}

fn columns(list: &List) -> Vec<Column<'_>> {
    let fields = list.fields.iter().enumerate();
    let mut columns = Vec::new();
    for (at, field) in fields {
        match field.kind {
            FieldKind::Rep => {}
            FieldKind::Customer if columns.iter().any(|column| matches!(column, Column::Customer)) => {}
            FieldKind::Customer => columns.push(Column::Customer),
            _ => columns.push(Column::Field(at, field)),
        }
    }
    columns
}

/// Writes the sheet.
pub fn write(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (list, account, period): (&ListDetails, &[TableAccount], Period),
    options: &WorkbookOptions,
    name: &str,
) -> Result<(), XlsxError> {
    let language = options.language;
    let declared = options.catalogue.list(list.dataset);
    let columns = columns(declared);
    let own = self::name(list, options);
    worksheet.set_name(name)?;
    write_title(
        worksheet,
        styles,
        &own,
        &note(list, account, language),
        period,
        options,
    )?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: LEADING,
    };
    set_up(worksheet, header, period, options)?;
    let leading = [
        (language.pick("位置", "Row"), 40.0),
        (language.pick("工号", "Number"), 10.0),
        (language.pick("姓名", "Name"), 12.0),
        (language.pick("计入", "Counts"), 8.0),
    ];
    let titles = columns.iter().map(|column| match column {
        Column::Customer => (language.pick("客户", "Customer").to_owned(), 28.0),
        Column::Field(_, field) => (titled(field.name.text(language)), width(field.kind)),
    });
    let titles: Vec<(String, f64)> = titles.collect();
    let titles = titles.iter().map(|(title, width)| (title.as_str(), *width));
    let titles: Vec<(&str, f64)> = leading.into_iter().chain(titles).collect();
    write_list_header(worksheet, styles, HEADER_ROW, titles.iter().copied())?;
    let prose = ProseFormats::new(styles);
    for (row, entry) in (FIRST_ROW..).zip(&list.rows) {
        let texts = texts(entry, &columns, language);
        let widths = titles.iter().map(|(_, width)| *width);
        fit_row(
            worksheet,
            styles,
            row,
            texts.iter().map(String::as_str).zip(widths),
        )?;
        write_row(worksheet, (styles, &prose), row, (entry, &columns), &texts)?;
    }
    let total_row = FIRST_ROW + list.rows.len() as u32;
    write_total(worksheet, styles, total_row, (list, &columns), language)?;
    if !list.rows.is_empty() {
        worksheet.autofilter(HEADER_ROW, 0, total_row - 1, LEADING + columns.len() as u16 - 1)?;
    }
    worksheet.set_row_height(HEADER_ROW, styles.list_header_height)?;
    Ok(())
}

fn width(kind: FieldKind) -> f64 {
    match kind {
        FieldKind::Text => 28.0,
        FieldKind::Money | FieldKind::Moment | FieldKind::Id => 18.0,
        _ => 14.0,
    }
}

/// How much counts, and how much does not.
fn note(list: &ListDetails, account: &[TableAccount], language: Language) -> String {
    let mut sum = AccountSum::default();
    let tables = account.iter().filter(|table| table.dataset == Some(list.dataset));
    tables.for_each(|table| sum.add(table));
    let rows = |rows: u64| figures::shortest(Decimal::from(rows));
    let (counted, left_out) = (rows(list.counted), rows(sum.left_out));
    let money = list.amount.as_ref().map(figures::money);
    let money = money.map_or_else(String::new, |money| {
        language.pick(format!("，金额 {money}"), format!(", amount {money}"))
    });
    let more = match list.others {
        0 => String::new(),
        others => language.pick(
            format!("；另有 {others} 行未列出"),
            format!("; {others} more rows are not listed"),
        ),
    };
    language.pick(
        format!("本期计入 {counted} 行{money}；各文件中不计的 {left_out} 行，去向见“对账”{more}"),
        format!("Rows of the period that count: {counted}{money}; rows of its files that don't: {left_out}, see Reconciliation{more}"),
    )
}

/// What the cells of a row say in words; nothing where they hold figures or days.
fn texts(entry: &ListEntry, columns: &[Column<'_>], language: Language) -> Vec<String> {
    let counts = if entry.counts {
        language.pick("是", "yes")
    } else {
        language.pick("不计", "no")
    };
    let leading = [
        entry.place.to_string(),
        entry.rep_id.clone(),
        entry.rep.clone(),
        counts.to_owned(),
    ];
    let own = columns.iter().map(|column| match column {
        Column::Customer => entry.customer.clone().unwrap_or_default(),
        Column::Field(at, _) => entry
            .values
            .get(*at)
            .map_or_else(String::new, |value| in_words(value, language)),
    });
    leading.into_iter().chain(own).collect()
}

fn in_words(value: &ListValue, language: Language) -> String {
    match value {
        ListValue::Text(text) => text.clone(),
        ListValue::Flag(true) => language.pick("是", "yes").to_owned(),
        ListValue::Flag(false) => language.pick("否", "no").to_owned(),
        // A day without a time was read as its first minute.
        ListValue::Moment(moment) if moment.time() != NaiveTime::MIN => {
            moment.format("%Y-%m-%d %H:%M").to_string()
        }
        ListValue::Nothing | ListValue::Number(_) | ListValue::Date(_) | ListValue::Moment(_) => {
            String::new()
        }
    }
}

/// `texts` are those of the row, a cell each.
fn write_row(
    worksheet: &mut Worksheet,
    (styles, prose): (&Styles, &ProseFormats),
    row: u32,
    (entry, columns): (&ListEntry, &[Column<'_>]),
    texts: &[String],
) -> Result<(), XlsxError> {
    let day = styles.cell(Kind::Date);
    for (at, text) in (0..).zip(texts) {
        let field = usize::from(at)
            .checked_sub(usize::from(LEADING))
            .and_then(|own| columns.get(own));
        let value = match field {
            Some(Column::Field(place, field)) => entry.values.get(*place).map(|value| (value, field.kind)),
            _ => None,
        };
        match value {
            Some((ListValue::Number(number), kind)) => {
                let format = styles.cell(figure_kind(kind));
                worksheet.write_number_with_format(row, at, nearest_float(*number), &format)?;
            }
            Some((ListValue::Date(date), _)) => write_day(worksheet, (&day, prose), (row, at), *date)?,
            Some((ListValue::Moment(moment), _)) if text.is_empty() => {
                write_day(worksheet, (&day, prose), (row, at), moment.date())?;
            }
            _ => write_text(worksheet, prose, (row, at), text)?,
        }
    }
    Ok(())
}

fn write_text(
    worksheet: &mut Worksheet,
    prose: &ProseFormats,
    (row, column): (u32, u16),
    text: &str,
) -> Result<(), XlsxError> {
    let text = cell_text(text);
    let format = prose.of(&text);
    worksheet.write_string_with_format(row, column, text, format)?;
    Ok(())
}

fn write_day(
    worksheet: &mut Worksheet,
    (format, prose): (&Format, &ProseFormats),
    (row, column): (u32, u16),
    day: NaiveDate,
) -> Result<(), XlsxError> {
    match serial(day) {
        Some(serial) => {
            worksheet.write_number_with_format(row, column, serial, format)?;
            Ok(())
        }
        None => write_text(worksheet, prose, (row, column), &day.to_string()),
    }
}

fn figure_kind(kind: FieldKind) -> Kind {
    match kind {
        FieldKind::Money => Kind::Figure(Unit::Money),
        FieldKind::Count => Kind::Figure(Unit::Count),
        FieldKind::Share => Kind::Figure(Unit::Rate),
        _ => Kind::Plain,
    }
}

/// What the rows that count come to, below each column of money or counts: of all rows of the period, whatever is filtered.
fn write_total(
    worksheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    (list, columns): (&ListDetails, &[Column<'_>]),
    language: Language,
) -> Result<(), XlsxError> {
    let label = styles.total(Kind::Text, "General");
    worksheet.write_string_with_format(row, 0, language.pick("合计（计入）", "Total that counts"), &label)?;
    for column in 1..LEADING {
        worksheet.write_blank(row, column, &label)?;
    }
    for (at, column) in (LEADING..).zip(columns) {
        let sum = match column {
            Column::Field(place, field) => list
                .sums
                .get(*place)
                .and_then(Option::as_ref)
                .map(|sum| (sum, field.kind)),
            Column::Customer => None,
        };
        match sum {
            Some((sum, kind)) => {
                let kind = figure_kind(kind);
                let format = styles.total(kind, kind.number_format());
                let sum = nearest_float(sum.to_shortest_decimal(10));
                worksheet.write_number_with_format(row, at, sum, &format)?;
            }
            None => {
                worksheet.write_blank(row, at, &label)?;
            }
        }
    }
    Ok(())
}
