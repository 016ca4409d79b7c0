//! Why a folder could not be published.

use crate::model::Language;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder could not be published. Whatever was published there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Another run is publishing there.
    #[error("{}", self.message(Language::English))]
    Locked {
        /// The lock file that it holds.
        lock: PathBuf,
    },
    /// The disk has no room for a result.
    #[error("{}", self.message(Language::English))]
    NoRoom {
        /// A folder of that disk.
        folder: PathBuf,
        /// Bytes that are free.
        free: u64,
        /// Bytes that a result takes.
        needed: u64,
    },
    /// The target exists and is no folder.
    #[error("{}", self.message(Language::English))]
    NotAFolder {
        /// The target.
        target: PathBuf,
    },
    /// The target holds files that repcard did not publish, and would lose them.
    #[error("{}", self.message(Language::English))]
    ForeignFile {
        /// The target.
        target: PathBuf,
        /// One of those files.
        file: PathBuf,
    },
    /// The mark of a closed period cannot be understood.
    #[error("{}", self.message(Language::English))]
    BrokenMark {
        /// The file.
        mark: PathBuf,
    },
    /// Something else lies where an earlier version is to go on.
    #[error("{}", self.message(Language::English))]
    VersionInTheWay {
        /// The folder.
        folder: PathBuf,
    },
    /// A document's path would leave the target, or two documents have one path.
    #[error("{}", self.message(Language::English))]
    UnsafePath {
        /// The path.
        path: String,
    },
    /// The machine failed.
    #[error("{}", self.message(Language::English))]
    Io {
        /// The file or folder it failed on.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl PublishError {
    /// The error of the machine on `path`.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    /// Whether it is the machine's fault (disk full, permission, lock) rather than the settings'.
    pub fn is_machine(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::NoRoom { .. } | Self::Io { .. })
    }

    /// What happened and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Locked { lock } => {
                let lock = lock.display();
                language.pick(
                    format!("{lock}：另一个 repcard 正在向这里发布；请等它结束后再运行，或加 --wait-lock 15m 等候"),
                    format!("{lock}: another run of repcard is publishing here; run again when it has finished, or wait for it with --wait-lock 15m"),
                )
            }
            Self::NoRoom { folder, free, needed } => {
                let folder = folder.display();
                let (free, needed) = (megabytes(*free), megabytes(*needed));
                language.pick(
                    format!("{folder}：磁盘只剩 {free} MB，发布约需 {needed} MB；请腾出空间后再运行，旧的结果可用 repcard prune 清理"),
                    format!("{folder}: {free} MB are free on the disk, and a result takes about {needed} MB; make room and run again (repcard prune removes old results)"),
                )
            }
            Self::NotAFolder { target } => {
                let target = target.display();
                language.pick(
                    format!("{target}：这是一个文件，不是目录；请用 --out 指定一个目录"),
                    format!("{target}: this is a file, not a folder; name a folder with --out"),
                )
            }
            Self::ForeignFile { target, file } => {
                let (target, file) = (target.display(), file.display());
                language.pick(
                    format!("{target}：目录中有不是 repcard 发布的文件（{file}），发布会将其删除；请移走这些文件，或用 --out 指定另一个目录"),
                    format!("{target}: the folder holds files that repcard did not publish ({file}), which publishing would delete; move them away, or name another folder with --out"),
                )
            }
            Self::BrokenMark { mark } => {
                let mark = mark.display();
                language.pick(
                    format!("{mark}：该考核期已关账，但关账标记无法读取；请从备份恢复这个文件，或删除它后用 repcard close 重新关账"),
                    format!("{mark}: the period is closed, but its mark cannot be understood; restore the file, or delete it and close the period again with repcard close"),
                )
            }
            Self::VersionInTheWay { folder } => {
                let folder = folder.display();
                language.pick(
                    format!("{folder}：这里要保存上一版，但已有别的内容；请移走该目录后再运行"),
                    format!("{folder}: the version before is to be kept here, and something else is there; move it away, and run again"),
                )
            }
            Self::UnsafePath { path } => language.pick(
                format!("文件名“{path}”不能用于发布；请检查花名册中的团队、工号和姓名"),
                format!("\"{path}\" cannot be published under that name; check teams, numbers and names on the roster"),
            ),
            Self::Io { path, source } => {
                let path = path.display();
                let hint = hint(source.kind(), language);
                language.pick(format!("{path}：{source}；{hint}"), format!("{path}: {source}; {hint}"))
            }
        }
    }
}

/// Whole ones, as people tell the size of a disk.
fn megabytes(bytes: u64) -> u64 {
    bytes / 1_000_000
}

/// What a person can do about the machine's refusal.
fn hint(kind: io::ErrorKind, language: Language) -> &'static str {
    use io::ErrorKind as K;
    match kind {
        K::PermissionDenied | K::ReadOnlyFilesystem => language.pick(
            "请检查该目录的权限，或用 --out 指定可写的目录",
            "check the permissions of the folder, or name one that can be written with --out",
        ),
        K::StorageFull | K::QuotaExceeded => language.pick(
            "磁盘已满，请腾出空间后再运行",
            "the disk is full; make room and run again",
        ),
        K::NotADirectory | K::AlreadyExists => language.pick(
            "路径中有一段是文件，请用 --out 指定另一个目录",
            "a part of the path is a file; name another folder with --out",
        ),
        _ => language.pick(
            "请检查磁盘和路径后再运行",
            "check the disk and the path, and run again",
        ),
    }
}
