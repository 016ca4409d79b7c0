//! What can be wrong with a file as a whole, in both languages.

use crate::model::Language;
use serde::{Deserialize, Serialize};

/// Why a file, or a sheet of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Damage {
    /// The system refuses, in its own words.
    System(String),
    /// A link that leads out of the book.
    OutsideBook,
    /// The archive's directory is missing or damaged.
    Archive,
    /// A part of the file is cut off or does not match its checksum.
    Part {
        /// The part's name in the archive.
        part: String,
    },
    /// The archive, the compound file or a table in it is not built as it should be.
    Structure(String),
    /// Values stand in a form that spreadsheet programs don't write and that would be misread.
    Misleading(String),
    /// A quotation mark that is opened and not closed.
    OpenQuote {
        /// The line it stands on.
        line: u64,
    },
    /// A second sheet of a name that is taken.
    RepeatedSheetName,
    /// The process that read it broke down.
    Crash,
}

impl Damage {
    /// The words for people.
    pub fn text(&self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::System(message) => (format!("系统提示 {message}"), message.clone()),
            Self::OutsideBook => (
                "链接指向账套文件夹之外".to_owned(),
                "it is a link that leads out of the book".to_owned(),
            ),
            Self::Archive => (
                "文件不完整，或压缩目录已损坏".to_owned(),
                "it is cut off, or the directory of its parts is damaged".to_owned(),
            ),
            Self::Part { part } => (
                format!("内部部件 {part} 不完整或校验不符"),
                format!("its part {part} is cut off or fails its checksum"),
            ),
            Self::Structure(message) => (
                format!("文件结构有误（{message}）"),
                format!("it is damaged ({message})"),
            ),
            Self::Misleading(message) => (
                format!("内部写法异常，可能读错数值（{message}）"),
                format!("it is written in a way that could be misread ({message})"),
            ),
            Self::OpenQuote { line } => (
                format!("第 {line} 行的引号没有闭合"),
                format!("a quotation mark on line {line} is never closed"),
            ),
            Self::RepeatedSheetName => (
                "工作簿中有同名的工作表".to_owned(),
                "another sheet of the workbook has the same name".to_owned(),
            ),
            Self::Crash => (
                "文件内容使读取程序异常终止".to_owned(),
                "its content makes the reading program break down".to_owned(),
            ),
        };
        language.pick(chinese, english)
    }
}

/// What a file that is no spreadsheet looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Content {
    /// No bytes at all, or white space alone.
    Nothing,
    /// A workbook without a filled cell.
    EmptyWorkbook,
    /// Text without columns.
    Prose,
    /// An HTML page.
    Html,
    /// Some other XML.
    Xml,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A Word or PowerPoint document.
    OfficeDocument,
    /// An archive of other files.
    Archive,
    /// Bytes of no known kind.
    Unknown,
}

impl Content {
    /// The words for people.
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Nothing => language.pick("空文件", "an empty file"),
            Self::EmptyWorkbook => language.pick("没有内容的工作簿", "a workbook with nothing in it"),
            Self::Prose => language.pick("普通文字", "plain text without columns"),
            Self::Html => language.pick("网页（HTML）", "an HTML page"),
            Self::Xml => language.pick("XML 文件", "an XML file"),
            Self::Pdf => language.pick("PDF 文件", "a PDF"),
            Self::Picture => language.pick("图片", "a picture"),
            Self::OfficeDocument => language.pick("Word 或 PowerPoint 文档", "a Word or PowerPoint document"),
            Self::Archive => language.pick("压缩包", "an archive"),
            Self::Unknown => language.pick("未知的二进制内容", "bytes of no known kind"),
        }
    }
}

/// A limit that protects the machine, with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Limit {
    /// Size of a file.
    FileMegabytes(u64),
    /// Size of a part of a workbook once unpacked.
    PartMegabytes(u64),
    /// Size of a workbook once unpacked.
    UnpackedMegabytes(u64),
    /// Parts in an archive.
    Parts(u64),
    /// Sheets of a workbook.
    Sheets(u64),
    /// Formats of a workbook.
    Formats(u64),
    /// Texts that cells share.
    SharedTexts(u64),
    /// Size of a single text.
    TextMegabytes(u64),
    /// Rows of a sheet.
    Rows(u64),
    /// Columns of a sheet.
    Columns(u64),
    /// Cells of a file.
    Cells(u64),
    /// Cells of a file that is held whole while it is read.
    DenseCells(u64),
    /// Time that reading takes.
    Seconds(u64),
    /// Memory that reading takes.
    MemoryMegabytes(u64),
}

impl Limit {
    /// Every limit, to be given its value.
    pub const ALL: [fn(u64) -> Self; 14] = [
        Self::FileMegabytes,
        Self::PartMegabytes,
        Self::UnpackedMegabytes,
        Self::Parts,
        Self::Sheets,
        Self::Formats,
        Self::SharedTexts,
        Self::TextMegabytes,
        Self::Rows,
        Self::Columns,
        Self::Cells,
        Self::DenseCells,
        Self::Seconds,
        Self::MemoryMegabytes,
    ];

    /// The key under `[limits]` of repcard.toml that raises it; none where spreadsheets have no more.
    pub fn setting(self) -> Option<&'static str> {
        Some(match self {
            Self::FileMegabytes(_) => "file_mb",
            Self::PartMegabytes(_) => "part_mb",
            Self::UnpackedMegabytes(_) => "unpacked_mb",
            Self::Parts(_) => "parts",
            Self::Sheets(_) => "sheets",
            Self::Formats(_) => "formats",
            Self::SharedTexts(_) => "shared_texts",
            Self::TextMegabytes(_) => "text_mb",
            Self::Rows(_) => "rows",
            Self::Columns(_) => return None,
            Self::Cells(_) => "cells",
            Self::DenseCells(_) => "dense_cells",
            Self::Seconds(_) => "seconds",
            Self::MemoryMegabytes(_) => "memory_mb",
        })
    }

    /// The words for people.
    pub fn text(self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::FileMegabytes(most) => (format!("文件最大 {most} MB"), format!("{most} MB a file")),
            Self::PartMegabytes(most) => (
                format!("每个内部部件解压后最大 {most} MB"),
                format!("{most} MB a part once unpacked"),
            ),
            Self::UnpackedMegabytes(most) => (
                format!("解压后最大 {most} MB"),
                format!("{most} MB once unpacked"),
            ),
            Self::Parts(most) => (format!("最多 {most} 个内部部件"), format!("{most} parts")),
            Self::Sheets(most) => (format!("最多 {most} 张工作表"), format!("{most} sheets")),
            Self::Formats(most) => (format!("最多 {most} 种格式"), format!("{most} formats")),
            Self::SharedTexts(most) => (format!("最多 {most} 个共享文本"), format!("{most} shared texts")),
            Self::TextMegabytes(most) => (
                format!("单个文本最大 {most} MB"),
                format!("{most} MB for one text"),
            ),
            Self::Rows(most) => (format!("每个表最多 {most} 行"), format!("{most} rows a sheet")),
            Self::Columns(most) => (format!("每个表最多 {most} 列"), format!("{most} columns a sheet")),
            Self::Cells(most) => (
                format!("文件最多 {most} 个单元格"),
                format!("{most} cells a file"),
            ),
            Self::DenseCells(most) => (
                format!(".xls 和 .ods 文件最多 {most} 个单元格"),
                format!("{most} cells in an .xls or .ods"),
            ),
            Self::Seconds(most) => (
                format!("读取最长 {most} 秒"),
                format!("{most} seconds of reading"),
            ),
            Self::MemoryMegabytes(most) => (
                format!("读取最多占用 {most} MB 内存"),
                format!("{most} MB of memory to read it in"),
            ),
        };
        language.pick(chinese, english)
    }
}
