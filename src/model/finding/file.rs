//! What can be wrong with a file as a whole, in both languages.

use crate::model::Language;

/// Why a file, or a sheet of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
        };
        language.pick(chinese, english)
    }
}

/// What a file that is no spreadsheet looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// No bytes at all, or white space alone.
    Nothing,
    /// Text without columns.
    Prose,
    /// An HTML page.
    Html,
    /// A SpreadsheetML 2003 document.
    SpreadsheetMl,
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
            Self::Prose => language.pick("普通文字", "plain text without columns"),
            Self::Html => language.pick("网页（HTML）", "an HTML page"),
            Self::SpreadsheetMl => language.pick("XML 表格 2003", "an XML Spreadsheet 2003"),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Size of a file.
    FileMegabytes(u64),
    /// Size of a workbook once unpacked.
    UnpackedMegabytes(u64),
    /// Parts in an archive.
    Parts(u64),
    /// Sheets of a workbook.
    Sheets(u64),
    /// Formats of a workbook.
    Formats(u64),
    /// Cells of a file.
    Cells(u64),
    /// Rows of a sheet.
    Rows(u64),
    /// Columns of a sheet.
    Columns(u64),
    /// Bytes of a single text.
    TextMegabytes(u64),
}

impl Limit {
    /// The words for people.
    pub fn text(self, language: Language) -> String {
        match self {
            Self::FileMegabytes(most) => {
                language.pick(format!("文件最大 {most} MB"), format!("{most} MB a file"))
            }
            Self::UnpackedMegabytes(most) => language.pick(
                format!("解压后最大 {most} MB"),
                format!("{most} MB once unpacked"),
            ),
            Self::Parts(most) => language.pick(format!("最多 {most} 个内部部件"), format!("{most} parts")),
            Self::Sheets(most) => language.pick(format!("最多 {most} 张工作表"), format!("{most} sheets")),
            Self::Formats(most) => language.pick(format!("最多 {most} 种格式"), format!("{most} formats")),
            Self::Cells(most) => language.pick(format!("最多 {most} 个单元格"), format!("{most} cells")),
            Self::Rows(most) => language.pick(format!("最多 {most} 行"), format!("{most} rows")),
            Self::Columns(most) => language.pick(format!("最多 {most} 列"), format!("{most} columns")),
            Self::TextMegabytes(most) => language.pick(
                format!("单个文本最大 {most} MB"),
                format!("{most} MB for one text"),
            ),
        }
    }
}
