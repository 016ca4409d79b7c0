//! Why the archive could not be read or written.

use crate::model::Language;
use crate::publish::PublishError;
use std::path::PathBuf;

/// Why the archive could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file cannot be made.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// SQLite failed on it.
    #[error("{path}: {source}")]
    Sqlite {
        /// The archive.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is another program's, or no database.
    #[error("{0}: it is no archive of repcard")]
    NotOurs(PathBuf),
    /// A newer version wrote it.
    #[error("{0}: a newer version of repcard wrote it")]
    Newer(PathBuf),
    /// What it should hold cannot be written as JSON, or what it holds is damaged.
    #[error("{0}: {1}")]
    Content(PathBuf, String),
}

impl ArchiveError {
    /// Whether it is the machine's fault rather than the file's.
    pub fn is_machine(&self) -> bool {
        match self {
            Self::Publish(error) => error.is_machine(),
            Self::Sqlite { .. } => true,
            Self::NotOurs(_) | Self::Newer(_) | Self::Content(..) => false,
        }
    }

    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Publish(error) => error.message(language),
            Self::Sqlite { path, source } => {
                let path = path.display();
                language.pick(
                    format!("{path}：档案无法读写（{source}）；请检查磁盘空间和权限后再运行。文件已损坏时，请把它移走，再用 repcard archive rebuild 重建"),
                    format!("{path}: the archive cannot be read or written ({source}); check disk space and permissions, and run again. If the file is damaged, move it away and make it anew with repcard archive rebuild"),
                )
            }
            Self::NotOurs(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：不是 repcard 的档案；请把它移走，再用 repcard archive rebuild 重建"),
                    format!("{path}: it is no archive of repcard; move it away, and make it anew with repcard archive rebuild"),
                )
            }
            Self::Newer(path) => {
                let path = path.display();
                language.pick(
                    format!("{path}：由更新版本的 repcard 写成，本程序不能改动它；请升级 repcard"),
                    format!("{path}: a newer version of repcard wrote it, and this one must not change it; update repcard"),
                )
            }
            Self::Content(path, reason) => {
                let path = path.display();
                language.pick(
                    format!("{path}：档案中的内容无法使用（{reason}）；请把它移走，再用 repcard archive rebuild 重建"),
                    format!("{path}: what it holds cannot be used ({reason}); move it away, and make it anew with repcard archive rebuild"),
                )
            }
        }
    }
}
