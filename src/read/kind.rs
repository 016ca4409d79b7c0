//! What a file is by its content, as told to people: its format, and for text its encoding.

use crate::model::Language;
use serde::{Deserialize, Serialize};

/// What a file is by its content, whatever its name says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKind {
    /// The format.
    pub format: Format,
    /// The encoding of a text; none for workbooks, which state their own.
    pub encoding: Option<String>,
}

/// A format that tables come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// An Office Open XML workbook: .xlsx, .xlsm.
    Xlsx,
    /// A binary workbook: .xlsb.
    Xlsb,
    /// An old workbook: .xls.
    Xls,
    /// An OpenDocument spreadsheet: .ods.
    Ods,
    /// Delimited text.
    Delimited {
        /// What stands between two fields.
        delimiter: char,
    },
    /// An HTML page with tables.
    Html,
    /// An XML Spreadsheet 2003.
    SpreadsheetMl,
}

impl FileKind {
    /// A workbook, which states its own encoding.
    pub(super) fn workbook(format: Format) -> Self {
        Self {
            format,
            encoding: None,
        }
    }
}

impl Format {
    /// The id, stable over languages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Delimited { delimiter: ',' } => "csv",
            Self::Delimited { delimiter: '\t' } => "tsv",
            Self::Delimited { .. } => "delimited",
            Self::Html => "html",
            Self::SpreadsheetMl => "spreadsheetml",
        }
    }

    /// The words for people.
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Xlsx => language
                .pick("Excel 工作簿（xlsx）", "Excel workbook (xlsx)")
                .into(),
            Self::Xlsb => language
                .pick("Excel 二进制工作簿（xlsb）", "binary Excel workbook (xlsb)")
                .into(),
            Self::Xls => language
                .pick("Excel 97–2003 工作簿（xls）", "Excel 97–2003 workbook (xls)")
                .into(),
            Self::Ods => language
                .pick("OpenDocument 表格（ods）", "OpenDocument spreadsheet (ods)")
                .into(),
            Self::Delimited { delimiter: ',' } => language
                .pick("逗号分隔的文本（csv）", "comma-separated text (csv)")
                .into(),
            Self::Delimited { delimiter: '\t' } => language
                .pick("制表符分隔的文本（tsv）", "tab-separated text (tsv)")
                .into(),
            Self::Delimited { delimiter } => language.pick(
                format!("以“{delimiter}”分隔的文本"),
                format!("text separated by \"{delimiter}\""),
            ),
            Self::Html => language.pick("网页表格（HTML）", "HTML tables").into(),
            Self::SpreadsheetMl => language.pick("XML 表格 2003", "XML Spreadsheet 2003").into(),
        }
    }
}
