//! `repcard archive rebuild`: what lies in `out/` → the archive, and what could not be had back.

use super::console::Console;
use super::{Exit, failed};
use repcard::job::Job;
use repcard::model::Language;
use repcard::restore;
use repcard::restoring::{Restored, RowsRestored};
use std::path::PathBuf;

/// Puts back folder by folder, and tells of each. It ends with 1 where anything could not be had back.
pub(super) fn rebuild(jobs: &[(Job, PathBuf)], console: Console) -> Exit {
    let language = console.language;
    let mut is_whole = true;
    for (job, folder) in jobs {
        let restored = match restore(job, folder) {
            Ok(restored) => restored,
            Err(error) => return failed(&error, job.catalogue.terms(language), console),
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let Some(restored) = restored else {
            is_whole = false;
            console.warning(&language.pick(
                format!("{name}：不是发布时的样子，或由别的版本发布，没有记入"),
                format!(
                    "{name}: it is not as it was published, or another version published it; it was not added"
                ),
            ));
            continue;
        };
        let (told, lost) = told(&restored, language);
        if lost {
            is_whole = false;
            console.warning(&format!("{name}{}{told}", language.pick("：", ": ")));
        } else {
            console.note(&format!("{name}{}{told}", language.pick("：", ": ")));
        }
    }
    if jobs.is_empty() {
        console.note(language.pick("out/ 中没有发布过的考核期", "nothing is published in out/"));
    } else {
        console.note(language.pick(
            "无法恢复：同一版本在关账前被后来的运行取代的各次发布、打印时发现的数据问题、原来的发布时间（以文件时间代替）",
            "What can't be had back: runs that others took the place of before a period was closed, findings of printing, and the time of publishing, in whose place the files' time stands",
        ));
    }
    if is_whole { Exit::Done } else { Exit::Findings }
}

/// What became of a folder, and whether anything of it is lost.
fn told(restored: &Restored, language: Language) -> (String, bool) {
    let version = restored.version;
    let added = if restored.was_known {
        language.pick("档案中已有", "in the archive already")
    } else {
        language.pick("已补入档案", "added")
    };
    let closed = if restored.is_closed {
        language.pick("，已关账", ", closed")
    } else {
        ""
    };
    let (rows, lost) = match &restored.rows {
        RowsRestored::Known => (String::new(), false),
        RowsRestored::Restored => (
            language
                .pick(
                    "；各数值所含的行已由 inbox/ 恢复",
                    "; the rows behind its figures were read again from inbox/",
                )
                .to_owned(),
            false,
        ),
        RowsRestored::OtherInputs(inputs) => {
            let inputs = inputs.join(language.pick("、", ", "));
            (
                language.pick(
                    format!("；各数值所含的行无法恢复，因为输入文件已变动：{inputs}"),
                    format!("; the rows behind its figures are lost, since inputs are others now: {inputs}"),
                ),
                true,
            )
        }
        RowsRestored::OtherFigures => (
            language
                .pick(
                    "；各数值所含的行无法恢复，因为现在算出的数值不同",
                    "; the rows behind its figures are lost, since the exports come to other figures now",
                )
                .to_owned(),
            true,
        ),
    };
    let late = if lost && restored.is_closed {
        language.pick(
            "。因此，关账之后才出现的订单无法与当时已有的区分，仍算在订单日期所在的月份",
            ". Orders that came after it was closed can't be told from those that were there, so they count where they are dated",
        )
    } else {
        ""
    };
    let told = language.pick(
        format!("第 {version} 版，{added}{closed}{rows}{late}"),
        format!("version {version}, {added}{closed}{rows}{late}"),
    );
    (told, lost)
}
