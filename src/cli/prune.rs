//! `repcard prune`: old results, told and removed.

use super::Exit;
use super::config::Pruning;
use super::console::Console;
use repcard::publish::{self, Old, Stays};

/// Tells which results go, and removes them unless it is a dry run.
pub(super) fn prune(asked: &Pruning, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let old = match publish::old(&asked.out, asked.keep) {
        Ok(old) => old,
        Err(error) => {
            console.failure(&error.message(language));
            return Exit::Machine;
        }
    };
    if old.is_empty() {
        let (out, keep) = (asked.out.display(), asked.keep);
        console.note(&language.pick(
            format!("{out}：没有超出最新 {keep} 期的结果"),
            format!("{out}: nothing beyond the newest {keep} of each kind of period"),
        ));
    }
    let mut exit = Exit::Done;
    for result in &old {
        match &result.stays {
            Some(reason) => {
                console.warning(&stays(result, reason, console));
                exit = Exit::Findings;
            }
            None if asked.is_dry => console.note(&told(result, ("将删除", "would be removed"), console)),
            None => match publish::remove(result) {
                Ok(()) => console.note(&told(result, ("已删除", "removed"), console)),
                Err(error) => {
                    console.failure(&error.message(language));
                    return Exit::Machine;
                }
            },
        }
    }
    exit
}

fn told(result: &Old, (zh, en): (&str, &str), console: Console) -> String {
    let (folder, kilobytes) = (result.folder.display(), result.size.div_ceil(1000));
    console.language.pick(
        format!("{folder}：{zh}（{kilobytes} KB）"),
        format!("{folder}: {en} ({kilobytes} KB)"),
    )
}

fn stays(result: &Old, reason: &Stays, console: Console) -> String {
    let folder = result.folder.display();
    match reason {
        Stays::Foreign(file) => {
            let file = file.display();
            console.language.pick(
                format!("{folder}：保留，其中有不是 repcard 发布的文件（{file}）；请移走后再清理"),
                format!("{folder}: it stays, for it holds a file that repcard did not publish ({file}); move that away first"),
            )
        }
        Stays::FilledIn(file) => console.language.pick(
            format!("{folder}：保留，有人填写过 {file}；请把它放入 inbox 或删除后再清理"),
            format!("{folder}: it stays, for somebody filled in {file}; put that into the inbox or delete it first"),
        ),
        Stays::Unreadable(error) => console.language.pick(
            format!("{folder}：保留，无法查看（{error}）；请检查权限"),
            format!("{folder}: it stays, for it cannot be looked through ({error}); check its permissions"),
        ),
    }
}
