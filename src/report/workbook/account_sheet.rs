//! The sheet that says of each table what became of its rows and of its money.

use super::page::{Header, fit_row, set_up, write_list_header, write_title};
use super::style::{Kind, Styles};
use super::value::{cell_text, nearest_float};
use super::wording::words;
use super::{WorkbookOptions, link};
use crate::model::kpi::Unit;
use crate::model::{Exact, Fate, Language, Period, Place};
use crate::report::fate_text;
use crate::report::fate_text::no_list;
use crate::snapshot::{Controlled, TableAccount};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

/// The line above the headers, which says what the columns below count.
const BAND_ROW: u32 = 2;
const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;

/// Decimals of what a cell shows.
const PLACES: u32 = 12;

/// What a column says of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    File,
    Sheet,
    List,
    Rows,
    SheetRows,
    RowsOf(Fate),
    Amount,
    AmountOf(Fate),
    Turned,
    Without,
    Control,
    Off,
}

/// What a cell holds.
enum Held {
    Text(String),
    Number(Exact),
    Nothing,
}

impl Column {
    fn title(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::File => ("文件", "File"),
            Self::Sheet => ("工作表", "Sheet"),
            Self::List => ("数据", "List"),
            Self::Rows => ("行数", "rows in"),
            Self::SheetRows => ("表内行数", "rows of the sheet"),
            Self::Amount => ("金额", "amount in"),
            Self::RowsOf(fate) | Self::AmountOf(fate) => return fate_text::name(fate, language),
            Self::Turned => ("折算差额", "turned"),
            Self::Without => ("金额读不出的行", "rows without an amount"),
            Self::Control => ("核对总数", "control total"),
            Self::Off => ("与核对总数的差", "off the control total"),
        };
        language.pick(chinese, english)
    }

    fn kind(self) -> Kind {
        match self {
            Self::File | Self::Sheet | Self::List => Kind::Prose,
            Self::Rows | Self::SheetRows | Self::RowsOf(_) | Self::Without => Kind::Figure(Unit::Count),
            Self::Amount | Self::AmountOf(_) | Self::Turned | Self::Control | Self::Off => {
                Kind::Figure(Unit::Money)
            }
        }
    }

    fn width(self) -> f64 {
        match self {
            Self::File => 32.0,
            Self::Sheet | Self::List => 14.0,
            Self::Rows | Self::SheetRows | Self::RowsOf(_) | Self::Without => 11.0,
            _ => 17.0,
        }
    }

    fn held(self, table: &TableAccount, options: &WorkbookOptions) -> Held {
        let language = options.language;
        let rows = |rows: u64| match i64::try_from(rows) {
            Ok(rows @ 1..) => Held::Number(Exact::from(rows)),
            _ => Held::Nothing,
        };
        let money = |amount: Option<&Exact>| match amount {
            Some(amount) if !amount.is_zero() => Held::Number(amount.clone()),
            _ => Held::Nothing,
        };
        match self {
            Self::File => Held::Text(table.source.file.clone()),
            Self::Sheet => Held::Text(table.source.sheet.clone().unwrap_or_default()),
            Self::List => {
                let terms = options.catalogue.terms(language);
                let unread = no_list(table, language);
                let name = table.dataset.map_or(unread, |dataset| terms.dataset(dataset));
                Held::Text(name.to_owned())
            }
            Self::Rows => rows(table.rows),
            Self::SheetRows => rows(table.sheet_rows.unwrap_or_default()),
            Self::RowsOf(fate) => rows(table.share(fate).map_or(0, |share| share.rows)),
            Self::Amount => table.amount.clone().map_or(Held::Nothing, Held::Number),
            Self::AmountOf(fate) => money(table.share(fate).and_then(|share| share.amount.as_ref())),
            Self::Turned => money(table.turned.as_ref()),
            Self::Without => rows(table.without_amount),
            Self::Control => {
                let control = table.control.as_ref();
                control.map_or(Held::Nothing, |control| Held::Number(Exact::from(control.stated)))
            }
            Self::Off => {
                let off = table.control.as_ref().map(Controlled::off);
                off.map_or(Held::Nothing, Held::Number)
            }
        }
    }
}

/// Writes the sheet; without tables it says so.
pub fn write(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (account, period): (&[TableAccount], Period),
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let heading = words(options.language).account;
    worksheet.set_name(heading)?;
    write_title(
        worksheet,
        styles,
        heading,
        &note(account, options.language),
        period,
        options,
    )?;
    let header = Header {
        first_row: BAND_ROW,
        last_row: HEADER_ROW,
        columns: 1,
    };
    set_up(worksheet, header, period, options)?;
    if account.is_empty() {
        return Ok(());
    }
    let columns = columns(account, options);
    write_headers(worksheet, styles, &columns, options.language)?;
    let mut sums: Vec<Exact> = vec![Exact::zero(); columns.len()];
    let formats: Vec<Format> = columns.iter().map(|column| styles.cell(column.kind())).collect();
    let of_links = styles.link();
    let mut links = link::LINKS_OF_A_SHEET;
    for (row, table) in (FIRST_ROW..).zip(account) {
        let held: Vec<Held> = columns.iter().map(|column| column.held(table, options)).collect();
        let texts = held.iter().map(|held| match held {
            Held::Text(text) => text.as_str(),
            Held::Number(_) | Held::Nothing => "",
        });
        let widths = columns.iter().map(|column| column.width());
        fit_row(worksheet, styles, row, texts.zip(widths))?;
        let cells = (0..).zip(columns.iter().zip(&held)).zip(&formats).zip(&mut sums);
        for (((at, (column, held)), format), sum) in cells {
            match held {
                Held::Number(number) => {
                    *sum = &*sum + number;
                    let number = nearest_float(number.to_shortest_decimal(PLACES));
                    worksheet.write_number_with_format(row, at, number, format)?;
                }
                Held::Text(text) => {
                    let place = Place::sheet(table.source.clone());
                    let target = options.book.as_deref().and_then(|book| link::to(&place, book));
                    let target = target.filter(|_| *column == Column::File && links > 0);
                    links -= usize::from(target.is_some());
                    let text = cell_text(text);
                    match target {
                        Some(target) => worksheet.write_url_with_options(
                            row,
                            at,
                            target.as_str(),
                            text,
                            "",
                            Some(&of_links),
                        )?,
                        None => worksheet.write_string_with_format(row, at, text, format)?,
                    };
                }
                Held::Nothing => {
                    worksheet.write_blank(row, at, format)?;
                }
            }
        }
    }
    let last_row = FIRST_ROW + account.len() as u32 - 1;
    worksheet.autofilter(HEADER_ROW, 0, last_row, columns.len() as u16 - 1)?;
    write_sums(worksheet, styles, (&columns, &sums), last_row, options.language)
}

/// The columns that say something of any table.
fn columns(account: &[TableAccount], options: &WorkbookOptions) -> Vec<Column> {
    let rows = Fate::ALL.map(Column::RowsOf);
    let amounts = Fate::ALL.map(Column::AmountOf);
    let always = [
        Column::File,
        Column::List,
        Column::Rows,
        Column::RowsOf(Fate::Counted),
    ];
    let all = [Column::File, Column::Sheet, Column::List]
        .into_iter()
        .chain([Column::SheetRows, Column::Rows])
        .chain(rows)
        .chain([Column::Amount])
        .chain(amounts)
        .chain([Column::Turned, Column::Without, Column::Control, Column::Off]);
    all.filter(|column| {
        let says = |table: &TableAccount| match column.held(table, options) {
            Held::Text(text) => !text.is_empty(),
            Held::Number(_) => true,
            Held::Nothing => false,
        };
        always.contains(column) || account.iter().any(says)
    })
    .collect()
}

/// The headers, and above them what they count.
fn write_headers(
    worksheet: &mut Worksheet,
    styles: &Styles,
    columns: &[Column],
    language: Language,
) -> Result<(), XlsxError> {
    let titles = columns
        .iter()
        .map(|column| (column.title(language), column.width()));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let first = |wanted: Column| (0..).zip(columns).find(|(_, column)| **column == wanted);
    for (wanted, (chinese, english)) in [
        (Column::Rows, ("行数的去向", "What became of the rows")),
        (Column::Amount, ("金额的去向", "What became of the amounts")),
    ] {
        if let Some((at, _)) = first(wanted) {
            worksheet.write_string_with_format(
                BAND_ROW,
                at,
                language.pick(chinese, english),
                &styles.table_title(),
            )?;
        }
    }
    let height = styles.list_header_height;
    worksheet
        .set_row_height(BAND_ROW, styles.row_height(1))?
        .set_row_height(HEADER_ROW, height)
        .map(drop)
}

/// The sums, as formulas that follow a filter.
fn write_sums(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (columns, sums): (&[Column], &[Exact]),
    last_row: u32,
    language: Language,
) -> Result<(), XlsxError> {
    let row = last_row + 1;
    worksheet.set_row_height(row, styles.row_height(1))?;
    for ((at, column), sum) in (0..).zip(columns).zip(sums) {
        let kind = column.kind();
        let format = styles.total(kind, kind.number_format());
        match kind {
            Kind::Figure(_) => {
                let (first, last) = (row_col_to_cell(FIRST_ROW, at), row_col_to_cell(last_row, at));
                let result = nearest_float(sum.to_shortest_decimal(PLACES));
                let formula =
                    Formula::new(format!("SUBTOTAL(109,{first}:{last})")).set_result(result.to_string());
                worksheet.write_formula_with_format(row, at, formula, &format)?
            }
            _ if at == 0 => worksheet.write_string_with_format(row, at, words(language).total, &format)?,
            _ => worksheet.write_blank(row, at, &format)?,
        };
    }
    Ok(())
}

/// How many tables there are, and how to read the sheet.
fn note(account: &[TableAccount], language: Language) -> String {
    if account.is_empty() {
        return words(language).nothing.to_owned();
    }
    language.pick(
        format!(
            "共 {} 张表；每一行有且只有一个去向，各去向的行数、金额相加等于总行数、总金额（含义见 docs/data.md 第 10 节）",
            account.len()
        ),
        format!(
            "{} tables; each row has exactly one fate, and rows and amounts of all fates add up to the whole (docs/data.en.md, section 10)",
            account.len()
        ),
    )
}
