//! What the machine does to a file that is read: refusals that say nothing of the file's content.

use crate::model::Language;
use std::io;

/// Why the machine did not let a file be read. Nothing is known of its content then, so nothing may be made without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This user may not read it; the system's words.
    Permission(String),
    /// It is not there any more, or a link to it leads nowhere; the system's words.
    Gone(String),
    /// The disk, the network or the system fails on it; its words.
    Refused(String),
    /// No process can be started to read it in; the system's words.
    NoProcess(String),
    /// The process that read it was ended from outside, by that signal.
    Ended(i32),
}

impl Fault {
    /// What an error of the system says of a file.
    pub(super) fn of(error: &io::Error) -> Self {
        let words = error.to_string();
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Permission(words),
            io::ErrorKind::NotFound => Self::Gone(words),
            _ => Self::Refused(words),
        }
    }

    /// Whether it is the machine that failed: a file that isn't there may be one that was never there.
    pub fn is_machine(&self) -> bool {
        !matches!(self, Self::Gone(_))
    }

    /// What happened.
    pub fn what(&self, language: Language) -> String {
        match self {
            Self::Permission(words) => language.pick(
                format!("没有读取的权限（{words}）"),
                format!("no permission to read it ({words})"),
            ),
            Self::Gone(words) => language.pick(
                format!("文件不在了，或链接指向不存在的地方（{words}）"),
                format!("it is gone, or a link that leads nowhere ({words})"),
            ),
            Self::Refused(words) => language.pick(
                format!("系统无法读取（{words}）"),
                format!("the system cannot read it ({words})"),
            ),
            Self::NoProcess(words) => language.pick(
                format!("无法启动读取它的进程（{words}）"),
                format!("no process can be started to read it ({words})"),
            ),
            Self::Ended(signal) => language.pick(
                format!("读取它的进程两次被系统终止（信号 {signal}），多半因为内存不足"),
                format!("the process that read it was ended twice from outside (signal {signal}), most often for want of memory"),
            ),
        }
    }

    /// What to do about it.
    pub fn fix(&self, language: Language) -> &'static str {
        match self {
            Self::Permission(_) => language.pick(
                "请让运行 repcard 的账号可以读取它",
                "let the account that runs repcard read it",
            ),
            Self::Gone(_) => language.pick(
                "请放回文件，或删除失效的链接；运行期间不要移动或替换文件",
                "put it back, or delete the dead link; see that nobody moves or replaces files during a run",
            ),
            Self::Refused(_) => language.pick(
                "请检查磁盘、网络共享和打开文件数的上限（ulimit -n）",
                "check the disk, the network share and the limit of open files (ulimit -n)",
            ),
            Self::NoProcess(_) => language.pick(
                "请检查内存、进程数和打开文件数的上限（ulimit -u、ulimit -n）",
                "check memory and the limits of processes and open files (ulimit -u, ulimit -n)",
            ),
            Self::Ended(_) => language.pick(
                "请腾出内存，或在有更多内存的机器上运行",
                "free some memory, or run on a machine that has more",
            ),
        }
    }
}
