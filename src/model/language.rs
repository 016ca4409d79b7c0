//! The two languages that repcard speaks.

use serde::{Deserialize, Serialize};

/// The language of forms, workbooks, findings and console alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// 简体中文
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Picks the wording for this language.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// BCP 47 tag, as written in settings and documents.
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }
}
