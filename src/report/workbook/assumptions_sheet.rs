//! The sheet that lists what was taken for granted: what the period before didn't have first, then guesses.

use super::page::{Header, fit_row, set_up, write_list_header, write_title};
use super::style::{Kind, ProseFormats, Styles};
use super::value::{cell_text, nearest_float};
use super::{WorkbookOptions, link};
use crate::model::kpi::Unit;
use crate::model::{Assumption, Language, Period};
use crate::report::assumptions::{AssumptionView, counted, kind, origin};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;
/// How many are listed at all.
const MOST: usize = 20_000;

/// What a column says of an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    New,
    From,
    Kind,
    File,
    Sheet,
    Cell,
    Header,
    What,
    Rows,
    Amount,
    Line,
}

/// The columns: content, header in both languages, width in characters.
const COLUMNS: [(Content, (&str, &str), f64); 11] = [
    (Content::New, ("新", "New"), 6.0),
    (Content::From, ("依据", "From"), 10.0),
    (Content::Kind, ("事项", "Kind"), 12.0),
    (Content::File, ("文件", "File"), 32.0),
    (Content::Sheet, ("工作表", "Sheet"), 15.0),
    (Content::Cell, ("位置", "Cell"), 10.0),
    (Content::Header, ("列名", "Header"), 18.0),
    (Content::What, ("怎样读取", "What was assumed"), 46.0),
    (Content::Rows, ("行数", "Rows"), 10.0),
    (Content::Amount, ("金额", "Amount"), 16.0),
    (
        Content::Line,
        ("写入 repcard.toml 即固定", "The line that settles it"),
        60.0,
    ),
];

/// The columns of the place, the narrowest part of it first.
const PLACE: [usize; 3] = [5, 4, 3];

/// What the sheet is called.
pub fn name(language: Language) -> &'static str {
    language.pick("取数口径", "Assumptions")
}

/// Writes the sheet.
pub fn write(
    worksheet: &mut Worksheet,
    styles: &Styles,
    period: Period,
    list: &[Assumption],
    options: &WorkbookOptions,
) -> Result<(), XlsxError> {
    let language = options.language;
    worksheet.set_name(name(language))?;
    write_title(
        worksheet,
        styles,
        name(language),
        &note(list, language),
        period,
        options,
    )?;
    let header = Header {
        first_row: HEADER_ROW,
        last_row: HEADER_ROW,
        columns: 0,
    };
    set_up(worksheet, header, period, options)?;
    if list.is_empty() {
        return Ok(());
    }
    let titles = COLUMNS.map(|(_, (chinese, english), width)| (language.pick(chinese, english), width));
    write_list_header(worksheet, styles, HEADER_ROW, titles)?;
    let listed = &list[..list.len().min(MOST)];
    let formats = Formats {
        prose: ProseFormats::new(styles),
        link: styles.link(),
        count: styles.cell(Kind::Figure(Unit::Count)),
        money: styles.cell(Kind::Figure(Unit::Money)),
    };
    let mut links = link::LINKS_OF_A_SHEET;
    for (row, said) in (FIRST_ROW..).zip(listed) {
        write_row(worksheet, (styles, &formats), row, said, options, &mut links)?;
    }
    let last_row = FIRST_ROW + listed.len() as u32 - 1;
    worksheet
        .set_row_height(HEADER_ROW, styles.list_header_height)?
        .autofilter(HEADER_ROW, 0, last_row, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

/// The formats of the rows, made once.
struct Formats {
    prose: ProseFormats,
    link: Format,
    count: Format,
    money: Format,
}

fn note(list: &[Assumption], language: Language) -> String {
    if list.is_empty() {
        return language
            .pick("没有需要说明的", "nothing was taken for granted")
            .to_owned();
    }
    let count = counted(list, language);
    language.pick(
        format!("{count}。“推测”的请先核对"),
        format!("{count}; look at guesses first"),
    )
}

fn write_row(
    worksheet: &mut Worksheet,
    (styles, formats): (&Styles, &Formats),
    row: u32,
    said: &Assumption,
    options: &WorkbookOptions,
    links: &mut usize,
) -> Result<(), XlsxError> {
    let view = AssumptionView::of(said, options.catalogue.terms(options.language));
    let texts = COLUMNS.map(|(content, ..)| text(&view, said, content, options.language));
    let widths = COLUMNS.map(|(.., width)| width);
    fit_row(
        worksheet,
        styles,
        row,
        texts.iter().map(String::as_str).zip(widths),
    )?;
    let target = options
        .book
        .as_deref()
        .and_then(|book| link::to(&said.place, book));
    let target = target.filter(|_| *links > 0);
    *links -= usize::from(target.is_some());
    let linked = PLACE.into_iter().find(|&at| !texts[at].is_empty());
    let number = |content: Content| match content {
        Content::Rows => Some((said.rows.map(|rows| rows as f64), &formats.count)),
        Content::Amount => Some((said.amount.map(nearest_float), &formats.money)),
        _ => None,
    };
    for (at, ((content, ..), text)) in COLUMNS.iter().zip(&texts).enumerate() {
        let column = at as u16;
        let text = cell_text(text);
        match (number(*content), &target) {
            (Some((Some(figure), format)), _) => {
                worksheet.write_number_with_format(row, column, figure, format)?;
            }
            (Some((None, format)), _) => {
                worksheet.write_blank(row, column, format)?;
            }
            (None, Some(target)) if linked == Some(at) => {
                let link = Some(&formats.link);
                worksheet.write_url_with_options(row, column, target.as_str(), text, "", link)?;
            }
            _ => {
                let format = formats.prose.of(&text);
                worksheet.write_string_with_format(row, column, text, format)?;
            }
        }
    }
    Ok(())
}

fn text(view: &AssumptionView<'_>, said: &Assumption, content: Content, language: Language) -> String {
    match content {
        Content::New if view.new => language.pick("新", "new").to_owned(),
        Content::From => origin(view.from, language).to_owned(),
        Content::Kind => kind(&said.taken, language).to_owned(),
        Content::File => view.file.to_owned(),
        Content::Sheet => view.sheet.unwrap_or_default().to_owned(),
        Content::Cell => view.cell.clone().unwrap_or_default(),
        Content::Header => view.header.unwrap_or_default().to_owned(),
        Content::What => view.what.clone(),
        Content::Line => view.line.clone().unwrap_or_default(),
        // Figures are written as such, and need one line.
        Content::New | Content::Rows | Content::Amount => String::new(),
    }
}
