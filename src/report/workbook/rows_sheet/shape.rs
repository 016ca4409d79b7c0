//! How the cells of repeated rows show: number formats by kind of cell, grounds by severity.

use crate::model::Severity;
use crate::report::workbook::style::{Kind, Styles};
use rust_xlsxwriter::{Format, FormatAlign};

/// How a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A row number that opens the export.
    RowNumber,
    /// Text, and whatever is neither number nor date.
    Text,
    /// Text that looks like a formula.
    MarkedText,
    /// A number as Excel shows it by itself.
    Number,
    /// A day.
    Date,
    /// A day with its time.
    Moment,
    /// A span of time.
    Span,
}

impl Shape {
    const ALL: [Self; 7] = [
        Self::RowNumber,
        Self::Text,
        Self::MarkedText,
        Self::Number,
        Self::Date,
        Self::Moment,
        Self::Span,
    ];

    fn format(self, styles: &Styles) -> Format {
        let number = |format| styles.cell(Kind::Rank).set_num_format(format);
        match self {
            Self::RowNumber => styles.link().set_align(FormatAlign::Center),
            Self::Text => styles.cell(Kind::Prose),
            Self::MarkedText => styles.marked_as_text(Kind::Prose),
            Self::Number => styles.cell(Kind::Points).set_num_format("General"),
            Self::Date => number("yyyy-mm-dd"),
            Self::Moment => number("yyyy-mm-dd hh:mm"),
            Self::Span => number("[h]:mm:ss"),
        }
    }
}

/// The formats of cells: each shape as it is, then in the colours of each severity.
pub struct Formats([[Format; 4]; 7]);

impl Formats {
    /// Makes them.
    pub fn new(styles: &Styles) -> Self {
        Self(Shape::ALL.map(|shape| {
            let plain = shape.format(styles);
            let [error, warning, info] =
                Severity::ALL.map(|severity| Styles::signal(plain.clone(), severity));
            [plain, error, warning, info]
        }))
    }

    /// The format of a shape, in a severity's colours where there is one.
    pub fn of(&self, shape: Shape, severity: Option<Severity>) -> &Format {
        &self.0[shape as usize][severity.map_or(0, |severity| severity as usize + 1)]
    }
}
