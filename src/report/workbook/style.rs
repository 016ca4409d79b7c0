//! How workbooks look: one accent colour, calm headers, hairlines between rows, figures to the right.

use super::value::looks_like_formula;
use crate::model::kpi::Unit;
use crate::model::{Language, Severity};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

const ACCENT: Color = Color::RGB(0x001F_4E79);
const HEADER: Color = Color::RGB(0x00E9_EFF6);
const TOTAL: Color = Color::RGB(0x00F3_F6FA);
const MISSING: Color = Color::RGB(0x00E8_EAED);
const HAIRLINE: Color = Color::RGB(0x00C9_D1DB);
const INPUT: Color = Color::RGB(0x00FF_F9E3);
const INPUT_TEXT: Color = Color::RGB(0x001F_3FA8);
const QUIET: Color = Color::RGB(0x0066_7085);

/// Ground and text of signal colours, the best first; the letter or word in the cell says the same.
const SIGNALS: [(Color, Color); 5] = [
    (Color::RGB(0x00DD_EFE3), Color::RGB(0x001E_6B3C)),
    (Color::RGB(0x00DF_EAF6), Color::RGB(0x001F_4E79)),
    (Color::RGB(0x00FB_F2D0), Color::RGB(0x0073_5A00)),
    (Color::RGB(0x00FB_E3D3), Color::RGB(0x0096_4600)),
    (Color::RGB(0x00F7_D8D8), Color::RGB(0x0096_1C1C)),
];

/// Colours of charts and bars: what was reached, what was to be reached, what needs attention; they differ in
/// lightness too, so that they are told apart in black and white.
pub const ACTUAL: Color = Color::RGB(0x002F_6DB5);
/// What was to be reached.
pub const TARGET: Color = Color::RGB(0x00B8_C4D2);
/// What needs attention.
pub const WEAK: Color = Color::RGB(0x00C9_7B2B);
/// Grounds of low, middle and high figures.
pub const SCALE: [Color; 3] = [
    Color::RGB(0x00F6_C9BF),
    Color::RGB(0x00FF_FFFF),
    Color::RGB(0x00A9_D5B5),
];
/// Links.
pub const LINK: Color = ACCENT;
/// Bars in cells.
pub const BAR: Color = Color::RGB(0x009F_C1E6);

/// The highest row that Excel has, in points; of a longer text a part shows, and the cell has all of it.
const MOST_HEIGHT: f64 = 409.0;

/// What kind of value a column shows: it decides number format, alignment and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, to the left.
    Text,
    /// A word or letter, centred.
    Word,
    /// Text of several lines.
    Prose,
    /// A rank.
    Rank,
    /// Points and scores.
    Points,
    /// A figure of a KPI.
    Figure(Unit),
    /// A rate of growth, with its sign.
    Growth,
    /// A number as short as it is: weights, thresholds.
    Plain,
    /// A day.
    Date,
}

impl Kind {
    /// The number format, in Excel's notation.
    pub fn number_format(self) -> &'static str {
        match self {
            Self::Text | Self::Word | Self::Prose | Self::Plain | Self::Figure(Unit::Score) => "General",
            Self::Rank => "0",
            Self::Points | Self::Figure(Unit::PerWeek | Unit::Days) => "0.00",
            Self::Figure(Unit::Money) => "#,##0.00",
            Self::Figure(Unit::Count) => "#,##0",
            Self::Figure(Unit::Rate) => "0.0%",
            Self::Growth => "+0.0%;-0.0%;0.0%",
            Self::Date => "yyyy-mm-dd",
        }
    }

    /// Where figures and texts of it stand.
    pub fn align(self) -> FormatAlign {
        match self {
            Self::Text | Self::Prose => FormatAlign::Left,
            Self::Word | Self::Rank | Self::Date => FormatAlign::Center,
            Self::Points | Self::Figure(_) | Self::Growth | Self::Plain => FormatAlign::Right,
        }
    }
}

/// Makes the formats of a workbook.
#[derive(Debug, Clone)]
pub struct Styles {
    base: Format,
    row_height_pixels: u32,
    /// Height of a line of text, in points.
    line_height: f64,
    /// Height of a row of headers of lists, in points.
    pub list_header_height: f64,
    /// The font of every text.
    pub font: &'static str,
}

impl Styles {
    /// The styles of a language: its font, and heights for how its words wrap.
    pub fn new(language: Language) -> Self {
        let (font, size, charset, row_height_pixels) =
            language.pick(("Microsoft YaHei", 10, 134, 22), ("Calibri", 11, 0, 20));
        let base = Format::new()
            .set_font_name(font)
            .set_font_size(size)
            .set_font_charset(charset)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            base,
            row_height_pixels,
            line_height: language.pick(16.5, 15.0),
            list_header_height: 26.0,
            font,
        }
    }

    /// Makes these the styles of a new workbook, before its first sheet.
    pub fn set_default(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        workbook
            .set_default_format(&self.base, self.row_height_pixels, 64)
            .map(drop)
    }

    /// Height of a row that nobody set, in pixels.
    pub fn row_pixels(&self) -> u32 {
        self.row_height_pixels
    }

    /// Height of a row of so many lines, in points.
    pub fn row_height(&self, lines: usize) -> f64 {
        (3.0 + lines as f64 * self.line_height).min(MOST_HEIGHT)
    }

    /// Height of a row of so many lines of small print, in points.
    pub fn small_height(lines: usize) -> f64 {
        (5.0 + lines as f64 * 12.5).min(MOST_HEIGHT)
    }

    /// A sheet's title.
    pub fn title(&self) -> Format {
        self.base
            .clone()
            .set_font_size(16)
            .set_bold()
            .set_font_color(ACCENT)
    }

    /// The line under the title, and sentences in place of a table.
    pub fn note(&self) -> Format {
        self.base.clone().set_font_color(QUIET)
    }

    /// The band above the headers.
    pub fn band(&self) -> Format {
        self.base
            .clone()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(ACCENT)
    }

    /// The part of the band that names a KPI above its columns.
    pub fn group(&self) -> Format {
        self.band()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(Color::White)
    }

    /// The header of a narrow column: its text stands on top, clear of the filter's button.
    pub fn header(&self) -> Format {
        self.base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::Top)
            .set_font_color(ACCENT)
            .set_background_color(HEADER)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(ACCENT)
    }

    /// The header of a wide column of text.
    pub fn list_header(&self) -> Format {
        self.header()
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(1)
    }

    /// A cell of a kind.
    pub fn cell(&self, kind: Kind) -> Format {
        let format = hairline(self.base.clone())
            .set_align(kind.align())
            .set_num_format(kind.number_format());
        match kind {
            Kind::Prose => format.set_text_wrap().set_indent(1),
            Kind::Text => format.set_indent(1),
            _ => format,
        }
    }

    /// A cell of text that Excel would read as a formula once a person edits it, were it not marked as text.
    pub fn marked_as_text(&self, kind: Kind) -> Format {
        self.cell(kind).set_quote_prefix()
    }

    /// A cell of the totals row, in a number format of its own.
    pub fn total(&self, kind: Kind, number_format: &str) -> Format {
        self.base
            .clone()
            .set_bold()
            .set_align(kind.align())
            .set_num_format(number_format)
            .set_background_color(TOTAL)
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(ACCENT)
    }

    /// The same where the columns of a KPI begin: a hairline sets them off.
    pub fn begin_group(format: Format) -> Format {
        format
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(HAIRLINE)
    }

    /// A cell that opens a place when clicked.
    pub fn link(&self) -> Format {
        self.cell(Kind::Prose).set_hyperlink().set_font_color(ACCENT)
    }

    /// A link to another sheet.
    pub fn sheet_link(&self) -> Format {
        self.base
            .clone()
            .set_hyperlink()
            .set_font_color(ACCENT)
            .set_background_color(HEADER)
            .set_align(FormatAlign::Center)
            .set_text_wrap()
    }

    /// The link back to the first sheet.
    pub fn back_link(&self) -> Format {
        self.base.clone().set_hyperlink().set_font_color(ACCENT)
    }

    /// The line above a table.
    pub fn table_title(&self) -> Format {
        self.base
            .clone()
            .set_bold()
            .set_font_size(12)
            .set_font_color(ACCENT)
    }

    /// A key figure's name.
    pub fn figure_name(&self) -> Format {
        self.card()
            .set_font_color(QUIET)
            .set_shrink()
            .set_border_top(FormatBorder::Medium)
            .set_border_top_color(ACCENT)
    }

    /// A key figure.
    pub fn figure(&self, number_format: &str) -> Format {
        self.card()
            .set_bold()
            .set_font_size(18)
            .set_font_color(ACCENT)
            .set_num_format(number_format)
            .set_shrink()
    }

    /// What is told below a key figure.
    pub fn below_figure(&self) -> Format {
        self.card().set_font_color(QUIET).set_font_size(9).set_text_wrap()
    }

    fn card(&self) -> Format {
        self.base
            .clone()
            .set_background_color(TOTAL)
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(1)
    }

    /// A cell of that look that people change.
    pub fn input(format: Format) -> Format {
        format
            .set_unlocked()
            .set_font_color(INPUT_TEXT)
            .set_background_color(INPUT)
            .set_border(FormatBorder::Thin)
            .set_border_color(HAIRLINE)
    }

    /// The verdict of the check that formulas agree.
    pub fn check(&self) -> Format {
        self.base
            .clone()
            .set_bold()
            .set_font_color(SIGNALS[0].1)
            .set_background_color(SIGNALS[0].0)
            .set_indent(1)
    }

    /// What lies over the verdict where they don't.
    pub fn differs() -> Format {
        Format::new()
            .set_background_color(SIGNALS[2].0)
            .set_font_color(SIGNALS[2].1)
    }

    /// What lies over a negative figure; its sign says the same.
    pub fn negative() -> Format {
        Format::new().set_font_color(SIGNALS[4].1)
    }

    /// What a severity, 0 for the gravest, lays over its cell.
    pub fn severity_signal(severity: Severity) -> Format {
        let (ground, text) = SIGNALS[signal_of(severity)];
        Format::new()
            .set_bold()
            .set_background_color(ground)
            .set_font_color(text)
    }

    /// A severity's cell.
    pub fn severity(&self, severity: Severity) -> Format {
        Self::signal(self.cell(Kind::Word), severity)
    }

    /// The same format in a severity's colours, and bold.
    pub fn signal(format: Format, severity: Severity) -> Format {
        let (ground, text) = SIGNALS[signal_of(severity)];
        format
            .set_bold()
            .set_background_color(ground)
            .set_font_color(text)
    }

    /// What a grade of a band, 0 for the best, lays over its cell. More bands than colours share the last one.
    pub fn grade(band: usize) -> Format {
        let (ground, text) = SIGNALS[band.min(SIGNALS.len() - 1)];
        Format::new()
            .set_bold()
            .set_background_color(ground)
            .set_font_color(text)
    }

    /// What lies over a cell whose figure is missing.
    pub fn missing() -> Format {
        Format::new().set_background_color(MISSING)
    }
}

fn signal_of(severity: Severity) -> usize {
    match severity {
        Severity::Error => 4,
        Severity::Warning => 2,
        Severity::Info => 1,
    }
}

/// The colour that a template names as `#1F4E79`.
pub fn colour(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok().map(Color::RGB)
}

fn hairline(format: Format) -> Format {
    format
        .set_border_bottom(FormatBorder::Hair)
        .set_border_bottom_color(HAIRLINE)
}

/// How texts of people stand in a list, made once a sheet.
pub struct ProseFormats {
    plain: Format,
    marked_as_text: Format,
}

impl ProseFormats {
    /// Those of a workbook.
    pub fn new(styles: &Styles) -> Self {
        Self {
            plain: styles.cell(Kind::Prose),
            marked_as_text: styles.marked_as_text(Kind::Prose),
        }
    }

    /// That of a text: what looks like a formula is marked as none.
    pub fn of(&self, text: &str) -> &Format {
        if looks_like_formula(text) {
            &self.marked_as_text
        } else {
            &self.plain
        }
    }
}
