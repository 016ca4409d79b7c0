//! The sheet that lists findings: how grave, what kind, where, how much money, what, and what to do.

use super::page::{Header, fit_row, set_up, write_list_header, write_title};
use super::rows_sheet::RowSheets;
use super::style::{Kind, ProseFormats, Styles};
use super::value::{cell_text, nearest_float};
use super::wording::words;
use super::{WorkbookOptions, link};
use crate::model::kpi::Unit;
use crate::model::{Finding, Language, Period, Severity};
use crate::report::findings::FindingView;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use std::iter::once;

const HEADER_ROW: u32 = 2;
const FIRST_ROW: u32 = 3;

/// What a column says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Severity,
    Code,
    File,
    Sheet,
    Cell,
    Amount,
    What,
    Fix,
}

/// The columns: content, header in both languages, width in characters.
const COLUMNS: [(Content, (&str, &str), f64); 8] = [
    (Content::Severity, ("严重程度", "Severity"), 10.0),
    (Content::Code, ("代码", "Code"), 23.0),
    (Content::File, ("文件", "File"), 32.0),
    (Content::Sheet, ("工作表", "Sheet"), 15.0),
    (Content::Cell, ("位置", "Cell"), 10.0),
    (Content::Amount, ("涉及金额", "Amount at stake"), 16.0),
    (Content::What, ("发现了什么", "What was found"), 52.0),
    (Content::Fix, ("怎么办", "What to do"), 46.0),
];

/// The columns of the place, the narrowest part of it first.
const PLACE: [usize; 3] = [4, 3, 2];

/// A sheet of findings.
pub struct Listing<'a> {
    /// The period of the run.
    pub period: Period,
    /// The findings, in any order.
    pub findings: &'a [Finding],
    /// How many to list; the gravest come first.
    pub limit: usize,
    /// How many of those may link to their cells.
    pub links: usize,
    /// The workbook that lists all of them, where this one may not.
    pub complete_list: Option<&'static str>,
    /// The sheets that repeat the rows of the findings, where the workbook has them.
    pub rows: Option<&'a RowSheets<'a>>,
    /// Company, language, the way to the book.
    pub options: &'a WorkbookOptions,
}

impl Listing<'_> {
    /// Writes the sheet.
    pub fn write(&self, worksheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        let heading = words(self.options.language).findings;
        worksheet.set_name(heading)?;
        write_title(
            worksheet,
            styles,
            heading,
            &self.note(),
            self.period,
            self.options,
        )?;
        let header = Header {
            first_row: HEADER_ROW,
            last_row: HEADER_ROW,
            columns: 0,
        };
        set_up(worksheet, header, self.period, self.options)?;
        if self.findings.is_empty() {
            return Ok(());
        }
        let titles = COLUMNS
            .map(|(_, (chinese, english), width)| (self.options.language.pick(chinese, english), width));
        write_list_header(worksheet, styles, HEADER_ROW, titles)?;
        let mut sorted: Vec<_> = self.findings.iter().collect();
        sorted.sort();
        sorted.truncate(self.limit);
        let formats = Formats::new(styles);
        let mut links = self.links;
        for (row, finding) in (FIRST_ROW..).zip(&sorted) {
            let view = FindingView::of(finding, self.options.catalogue.terms(self.options.language));
            let texts = COLUMNS.map(|(content, ..)| text(&view, content, self.options.language));
            let widths = COLUMNS.map(|(.., width)| width);
            fit_row(
                worksheet,
                styles,
                row,
                texts.iter().map(String::as_str).zip(widths),
            )?;
            self.write_row(worksheet, row, finding, &texts, &formats, &mut links)?;
        }
        let last_row = FIRST_ROW + sorted.len() as u32 - 1;
        worksheet
            .set_row_height(HEADER_ROW, styles.list_header_height)?
            .autofilter(HEADER_ROW, 0, last_row, COLUMNS.len() as u16 - 1)?;
        Ok(())
    }

    /// How many of each severity, and what is left out.
    fn note(&self) -> String {
        let language = self.options.language;
        let left_out = self.findings.len().saturating_sub(self.limit);
        let left_out = (left_out > 0).then(|| match self.complete_list {
            Some(path) => language.pick(
                format!("这里列出最严重的 {} 条，全部见 {path}", self.limit),
                format!(
                    "the gravest {} are listed here, all of them in {path}",
                    self.limit
                ),
            ),
            None => language.pick(
                format!("这里列出最严重的 {} 条，其余 {left_out} 条未列出", self.limit),
                format!(
                    "the gravest {} are listed, {left_out} more are left out",
                    self.limit
                ),
            ),
        });
        let count = counted(self.findings, language);
        once(count)
            .chain(left_out)
            .chain(self.rows.and_then(RowSheets::note))
            .collect::<Vec<_>>()
            .join(words(language).separator)
    }

    fn write_row(
        &self,
        worksheet: &mut Worksheet,
        row: u32,
        finding: &Finding,
        texts: &[String; COLUMNS.len()],
        formats: &Formats,
        links: &mut usize,
    ) -> Result<(), XlsxError> {
        let target = self.target(finding).filter(|_| *links > 0);
        *links -= usize::from(target.is_some());
        let repeated = self
            .rows
            .zip(finding.place.as_ref())
            .and_then(|(rows, place)| rows.link(place))
            .filter(|_| *links > 0);
        *links -= usize::from(repeated.is_some());
        // The link stands at the narrowest part of the place that is known.
        let linked = PLACE.into_iter().find(|&at| !texts[at].is_empty());
        for (at, ((content, ..), text)) in COLUMNS.iter().zip(texts).enumerate() {
            let text = cell_text(text);
            let column = at as u16;
            let target = match content {
                Content::Code => &repeated,
                _ if linked == Some(at) => &target,
                _ => &None,
            };
            if let Some(target) = target {
                let link = Some(&formats.link);
                worksheet.write_url_with_options(row, column, target.as_str(), text, "", link)?;
            } else if *content == Content::Amount {
                match finding.amount.map(nearest_float) {
                    Some(amount) => {
                        worksheet.write_number_with_format(row, column, amount, &formats.amount)?
                    }
                    None => worksheet.write_blank(row, column, &formats.amount)?,
                };
            } else {
                let format = formats.of(*content, finding.severity, &text);
                worksheet.write_string_with_format(row, column, text, format)?;
            }
        }
        Ok(())
    }

    fn target(&self, finding: &Finding) -> Option<String> {
        link::to(finding.place.as_ref()?, self.options.book.as_deref()?)
    }
}

/// How many findings there are of each severity, in a sentence.
pub fn counted(findings: &[Finding], language: Language) -> String {
    if findings.is_empty() {
        return words(language).nothing_found.to_owned();
    }
    let parts = Severity::ALL.into_iter().filter_map(|severity| {
        let count = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        (count > 0).then(|| format!("{} {count}", severity.name(language)))
    });
    let parts = parts.collect::<Vec<_>>().join(language.pick("，", ", "));
    let count = findings.len();
    language.pick(
        format!("共 {count} 条：{parts}"),
        format!("{count} in all: {parts}"),
    )
}

fn text(view: &FindingView, content: Content, language: Language) -> String {
    match content {
        Content::Severity => view.severity.name(language).to_owned(),
        Content::Code => view.code.to_owned(),
        Content::File => view.file.unwrap_or_default().to_owned(),
        Content::Sheet => view.sheet.unwrap_or_default().to_owned(),
        Content::Cell => view.cell.clone().unwrap_or_default(),
        // Written as a figure, which needs one line.
        Content::Amount => String::new(),
        Content::What => view.what.clone(),
        Content::Fix => view.fix.clone(),
    }
}

/// The formats of the rows, made once.
struct Formats {
    severities: [Format; 3],
    amount: Format,
    prose: ProseFormats,
    link: Format,
}

impl Formats {
    fn new(styles: &Styles) -> Self {
        Self {
            severities: Severity::ALL.map(|severity| styles.severity(severity)),
            amount: styles.cell(Kind::Figure(Unit::Money)),
            prose: ProseFormats::new(styles),
            link: styles.link(),
        }
    }

    fn of(&self, content: Content, severity: Severity, text: &str) -> &Format {
        match content {
            Content::Severity => &self.severities[severity as usize],
            _ => self.prose.of(text),
        }
    }
}
