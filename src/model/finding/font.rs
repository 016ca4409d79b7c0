//! Why a font file of the settings cannot be used.

use crate::model::Language;
use serde::{Deserialize, Serialize};

/// Why a font file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FontFault {
    /// Its licence forbids embedding it in documents.
    Licence,
    /// Its licence forbids embedding a part of it, and no form takes all of it.
    Subsetting,
    /// It has no outlines of a kind that a PDF holds.
    NoOutlines,
    /// It is of so many megabytes, more than any font has.
    Megabytes(u64),
    /// It cannot be read, or is no font, in the words of whoever tried.
    Unreadable(String),
}

impl FontFault {
    /// Says it.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Licence => language
                .pick("其许可不允许嵌入", "its licence forbids embedding")
                .to_owned(),
            Self::Subsetting => language
                .pick(
                    "其许可只允许整体嵌入，不允许只嵌入用到的字形",
                    "its licence forbids embedding the characters that are printed without all others",
                )
                .to_owned(),
            Self::NoOutlines => language
                .pick(
                    "其中没有 PDF 能使用的字形轮廓",
                    "it has no outlines that a PDF can hold",
                )
                .to_owned(),
            Self::Megabytes(size) => language.pick(
                format!("文件有 {size} MB，超过任何字体"),
                format!("{size} MB are more than any font has"),
            ),
            Self::Unreadable(reason) => language.pick(format!("无法读取（{reason}）"), reason.clone()),
        }
    }
}
