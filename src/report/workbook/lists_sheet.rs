//! A sheet for each list that is declared and nothing more: its rows as they were read, the money that counts, what was left out.

use super::WorkbookOptions;
use super::page::{Header, set_up, write_list_header, write_title};
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
        (language.pick("位置", "Row"), 30.0),
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
    write_list_header(worksheet, styles, HEADER_ROW, leading.into_iter().chain(titles))?;
    let prose = ProseFormats::new(styles);
    for (row, entry) in (FIRST_ROW..).zip(&list.rows) {
        write_row(worksheet, (styles, &prose), row, (entry, &columns), language)?;
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

fn write_row(
    worksheet: &mut Worksheet,
    (styles, prose): (&Styles, &ProseFormats),
    row: u32,
    (entry, columns): (&ListEntry, &[Column<'_>]),
    language: Language,
) -> Result<(), XlsxError> {
    let counts = if entry.counts {
        language.pick("是", "yes")
    } else {
        language.pick("不计", "no")
    };
    let place = entry.place.to_string();
    for (column, text) in [place.as_str(), &entry.rep_id, &entry.rep, counts]
        .into_iter()
        .enumerate()
    {
        write_text(worksheet, prose, (row, column as u16), text)?;
    }
    for (column, shown) in (LEADING..).zip(columns) {
        match shown {
            Column::Customer => {
                let customer = entry.customer.as_deref().unwrap_or_default();
                write_text(worksheet, prose, (row, column), customer)?;
            }
            Column::Field(at, field) => {
                let value = entry.values.get(*at).unwrap_or(&ListValue::Nothing);
                write_value(
                    worksheet,
                    (styles, prose),
                    (row, column),
                    (value, field.kind),
                    language,
                )?;
            }
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

fn write_value(
    worksheet: &mut Worksheet,
    (styles, prose): (&Styles, &ProseFormats),
    (row, column): (u32, u16),
    (value, kind): (&ListValue, FieldKind),
    language: Language,
) -> Result<(), XlsxError> {
    let day = styles.cell(Kind::Date);
    match value {
        ListValue::Nothing => write_text(worksheet, prose, (row, column), "")?,
        ListValue::Text(text) => write_text(worksheet, prose, (row, column), text)?,
        ListValue::Flag(flag) => {
            let text = if *flag {
                language.pick("是", "yes")
            } else {
                language.pick("否", "no")
            };
            write_text(worksheet, prose, (row, column), text)?;
        }
        ListValue::Number(number) => {
            let format = format_of(styles, kind);
            worksheet.write_number_with_format(row, column, nearest_float(*number), &format)?;
        }
        ListValue::Date(date) => write_day(worksheet, (&day, prose), (row, column), *date)?,
        // A day without a time was read as its first minute.
        ListValue::Moment(moment) if moment.time() == NaiveTime::MIN => {
            write_day(worksheet, (&day, prose), (row, column), moment.date())?;
        }
        ListValue::Moment(moment) => {
            let text = moment.format("%Y-%m-%d %H:%M").to_string();
            write_text(worksheet, prose, (row, column), &text)?;
        }
    }
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

fn format_of(styles: &Styles, kind: FieldKind) -> Format {
    styles.cell(figure_kind(kind))
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
