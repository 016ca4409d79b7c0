//! What a template can say. Every key is documented in docs/workbook.md.

use crate::model::{Kpi, Language};
use crate::report::workbook::field::{Each, Total};
use crate::report::workbook::source::Source;
use rust_xlsxwriter::FormatAlign;
use serde::Deserialize;
use toml::Spanned;

/// A template.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The sheets, in order.
    #[serde(rename = "sheet")]
    pub sheets: Vec<SheetSpec>,
}

/// A text: one for each language, or the same for both.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// In both languages.
    Same(String),
    /// One for each.
    Each {
        /// 中文
        zh: String,
        /// English
        en: String,
    },
}

impl Words {
    /// The text in a language.
    pub fn pick(&self, language: Language) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each { zh, en } => language.pick(zh, en),
        }
    }
}

/// A sheet, or a sheet for each team.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetSpec {
    /// The name on its tab; of sheets for teams what they are called together.
    pub name: Spanned<Words>,
    /// Whether there is one of it for each team, named after the team.
    #[serde(default)]
    pub per_team: bool,
    /// The title on the sheet; the name where absent.
    pub heading: Option<Words>,
    /// The line below the title.
    pub note: Option<Words>,
    /// The tab's colour, `#1F4E79`.
    pub tab: Option<Spanned<String>>,
    /// Zoom in percent.
    pub zoom: Option<Spanned<u16>>,
    /// How many columns stay in view on the left.
    #[serde(default)]
    pub freeze: u16,
    /// Width of every column, for sheets laid out on a grid; absent: as wide as the content.
    pub grid: Option<Spanned<f64>>,
    /// How it is printed.
    #[serde(default)]
    pub orientation: Orientation,
    /// The paper that it is printed on.
    #[serde(default)]
    pub paper: Paper,
    /// How many pages wide it is printed; 0: as many as it takes.
    #[serde(default = "one")]
    pub pages_wide: u16,
    /// How many pages high it is printed, where `pages_wide` is not 0; 0: as many as it takes.
    #[serde(default)]
    pub pages_high: u16,
    /// The scale of its print in percent, where `pages_wide` is 0.
    pub scale: Option<u16>,
    /// Whether only cells meant for input can be changed.
    #[serde(default)]
    pub protect: bool,
    /// What stands on it, from top to bottom.
    #[serde(default, rename = "block")]
    pub blocks: Vec<BlockSpec>,
}

impl SheetSpec {
    /// The width of every column, if they all have one.
    pub fn grid(&self) -> Option<f64> {
        self.grid.as_ref().map(|grid| *grid.get_ref())
    }
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

impl Paper {
    /// Excel's number for it.
    pub fn number(self) -> u8 {
        match self {
            Self::A4 => 9,
            Self::A3 => 8,
        }
    }

    /// Its longer and its shorter side, in points.
    pub fn points(self) -> (f64, f64) {
        match self {
            Self::A4 => (841.9, 595.3),
            Self::A3 => (1190.6, 841.9),
        }
    }
}

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    /// Wider than high.
    #[default]
    Landscape,
    /// Higher than wide.
    Portrait,
}

/// What stands on a sheet: a table, a chart, key figures, links to the other sheets, the check of the formulas.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of its own in the template"
)]
pub struct BlockSpec {
    /// A table: what its rows are.
    pub rows: Option<Spanned<Source>>,
    /// Its name, for charts to refer to.
    pub id: Option<Spanned<String>>,
    /// The line above it.
    pub title: Option<Words>,
    /// Only so many of the first rows.
    pub top: Option<usize>,
    /// Only so many of the last rows, the last one first.
    pub bottom: Option<usize>,
    /// Whether points, scores and ranks are formulas.
    #[serde(default)]
    pub live: bool,
    /// Whether its headers have filter buttons.
    #[serde(default = "yes")]
    pub filter: bool,
    /// Whether a totals row stands below.
    #[serde(default = "yes")]
    pub totals: bool,
    /// The columns, from left to right.
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    /// A chart.
    pub chart: Option<ChartSpec>,
    /// Key figures of the company.
    #[serde(default)]
    pub figures: Vec<FigureSpec>,
    /// Whether links to every other sheet stand here.
    #[serde(default)]
    pub links: bool,
    /// Whether the check stands here that formulas agree with what was published.
    #[serde(default)]
    pub check: bool,
    /// Whether it stands beside the block before it rather than below.
    #[serde(default)]
    pub beside: bool,
    /// Whether it begins a printed page, where the sheet is not fitted to pages.
    #[serde(default)]
    pub new_page: bool,
    /// The column that it begins in, counted from 1.
    #[serde(default = "one")]
    pub column: u16,
}

/// A column, or columns that repeat.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// The field that it shows.
    pub field: Option<Spanned<String>>,
    /// A tera expression that it shows.
    pub expression: Option<Spanned<String>>,
    /// The repeated field that a sparkline draws.
    pub sparkline: Option<Spanned<String>>,
    /// What the columns below repeat for.
    pub each: Option<Spanned<Each>>,
    /// The columns that repeat.
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    /// The KPI that it is about, where it does not repeat for all of them.
    pub kpi: Option<Spanned<Kpi>>,
    /// Its header; that of the field where absent.
    pub title: Option<Words>,
    /// Its number format, in Excel's notation.
    pub format: Option<Spanned<String>>,
    /// Its width in characters; as wide as its content where absent.
    pub width: Option<Spanned<f64>>,
    /// Where its content stands.
    pub align: Option<Align>,
    /// What stands below it.
    pub total: Option<Total>,
    /// What its colours tell.
    pub highlight: Option<Highlight>,
    /// Whether it is a detail, folded away until the `+` above it is clicked.
    #[serde(default)]
    pub detail: bool,
    /// Whether it is there for formulas only.
    #[serde(default)]
    pub hidden: bool,
    /// Whether people change its cells.
    #[serde(default)]
    pub input: bool,
}

/// Where a cell's content stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

impl Align {
    /// The same in Excel's terms.
    pub fn of_cells(self) -> FormatAlign {
        match self {
            Self::Left => FormatAlign::Left,
            Self::Center => FormatAlign::Center,
            Self::Right => FormatAlign::Right,
        }
    }
}

/// What a column's colours tell, beside the figures themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Highlight {
    /// How.
    pub kind: HighlightKind,
    /// The value of the low end; the least where absent.
    pub low: Option<f64>,
    /// The value in the middle.
    pub middle: Option<f64>,
    /// The value of the high end; the largest where absent.
    pub high: Option<f64>,
}

/// How colours tell something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HighlightKind {
    /// A bar as long as the value is large.
    DataBar,
    /// A ground from low to high.
    ColourScale,
    /// An icon for low, middle and high.
    IconSet,
    /// The colours of grades.
    Grades,
    /// The colours of severities.
    Severities,
    /// Negative figures in red.
    Negatives,
}

/// A key figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureSpec {
    /// The field of the company.
    pub field: Spanned<String>,
    /// What it is called; the field's title where absent.
    pub title: Option<Words>,
    /// Fields told below it in small print.
    #[serde(default)]
    pub below: Vec<Spanned<String>>,
    /// Its number format.
    pub format: Option<Spanned<String>>,
}

/// A chart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// What kind.
    pub kind: ChartKind,
    /// The id of the table that it draws.
    pub of: Spanned<String>,
    /// The field along the axis.
    pub category: Spanned<String>,
    /// What it draws.
    pub series: Vec<SeriesSpec>,
    /// Its title.
    pub title: Words,
    /// How many columns of the grid it is wide.
    #[serde(default = "six")]
    pub columns: u16,
    /// How many rows it is high.
    #[serde(default = "fourteen")]
    pub rows: u32,
    /// Number format of the axis and of the values at the bars.
    pub format: Option<Spanned<String>>,
    /// Where the axis of values begins; as the figures have it where absent.
    pub least: Option<f64>,
    /// Whether the values stand at the bars.
    #[serde(default)]
    pub labels: bool,
}

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Upright bars.
    Column,
    /// Lying bars, the first on top.
    Bar,
    /// A line.
    Line,
    /// A ring of shares.
    Doughnut,
}

/// What a chart draws.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesSpec {
    /// The field.
    pub field: Spanned<String>,
    /// The KPI, where the field is one of KPIs.
    pub kpi: Option<Kpi>,
    /// Its name in the legend; the column's header where absent.
    pub name: Option<Words>,
    /// As what it is drawn where that is not the chart's kind.
    pub draw: Option<SeriesKind>,
    /// Against what it is drawn.
    #[serde(default)]
    pub aim: Aim,
}

/// As what a series is drawn within a chart of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeriesKind {
    /// A line.
    Line,
}

/// What a series stands for: it decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// What was reached.
    #[default]
    Actual,
    /// What was to be reached.
    Target,
    /// What needs attention.
    Weak,
}

fn one() -> u16 {
    1
}

fn six() -> u16 {
    6
}

fn fourteen() -> u32 {
    14
}

fn yes() -> bool {
    true
}
