//! `repcard verify`: a published folder and a page's code → what is as published and what is not.

use super::config::Verification;
use super::console::{self, Console};
use super::{Exit, unprinted};
use repcard::model::Language;
use repcard::publish::{self, Difference, Verified, VerifyError};
use repcard::report::code::PageCode;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What a page's code says when it is held against the published results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    /// The page shows what is published.
    Published,
    /// The rep's published figures are others.
    Differs,
    /// The results are of another period, or don't know the rep.
    Unknown,
}

/// Verifies and tells.
pub(super) fn verify(asked: &Verification, console: Console) -> Exit {
    let console = Console {
        language: asked.language,
        ..console
    };
    let (verified, page) = match compare(asked) {
        Ok(compared) => compared,
        Err(error) => {
            console.failure(&message(&error, asked.language));
            return match error {
                VerifyError::Io(..) => Exit::Machine,
                VerifyError::NoManifest(_) | VerifyError::NotAManifest(_) => Exit::Unusable,
            };
        }
    };
    let is_sound = verified.differences.is_empty() && page.is_none_or(|page| page == Page::Published);
    if console.json {
        let text = format!("{:#}\n", as_json(asked, &verified, page));
        if let Err(error) = console::document(text.as_bytes()) {
            return unprinted(console, &error);
        }
    } else {
        tell(asked, &verified, page, console);
    }
    if is_sound { Exit::Done } else { Exit::Findings }
}

fn compare(asked: &Verification) -> Result<(Verified, Option<Page>), VerifyError> {
    let verified = publish::verify(&asked.folder)?;
    let page = asked
        .code
        .as_ref()
        .map(|code| held_against(code, &asked.folder))
        .transpose()?;
    Ok((verified, page))
}

fn held_against(code: &PageCode, folder: &Path) -> Result<Page, VerifyError> {
    let path = folder.join("results.json");
    let results = fs::read(&path).map_err(|error| VerifyError::Io(path, error))?;
    let published = PageCode::all(&results);
    let same_page = published.iter().find(|other| code.is_of_same_page(other));
    Ok(match same_page {
        Some(other) if code.has_same_figures(other) => Page::Published,
        Some(_) => Page::Differs,
        None => Page::Unknown,
    })
}

fn tell(asked: &Verification, verified: &Verified, page: Option<Page>, console: Console) {
    let language = asked.language;
    let folder = asked.folder.display();
    for difference in &verified.differences {
        let (what, path) = match difference {
            Difference::Missing(path) => (language.pick("缺失", "missing"), path),
            Difference::Changed(path) => (language.pick("已改动", "changed"), path),
            Difference::Added(path) => (language.pick("多出", "added"), path),
        };
        console.warning(&language.pick(format!("{what}：{path}"), format!("{what}: {path}")));
    }
    let (files, count) = (verified.files, verified.differences.len());
    if count == 0 {
        console.note(&language.pick(
            format!("{folder}：{files} 个文件均与发布时一致"),
            format!("{folder}: all {files} files are as published"),
        ));
    } else {
        console.warning(&language.pick(
            format!("{folder}：{count} 个文件与发布时不同；请重新运行 repcard run，或从备份恢复"),
            format!(
                "{folder}: {count} files differ from what was published; run repcard run again, or restore them"
            ),
        ));
    }
    let Some((code, page)) = asked.code.as_ref().zip(page) else {
        return;
    };
    match page {
        Page::Published => console.note(&language.pick(
            format!("{code}：纸面与发布的结果一致"),
            format!("{code}: the page shows what is published"),
        )),
        Page::Differs => console.warning(&language.pick(
            format!("{code}：该人员发布的结果与纸面不同；请重新打印此表，并查明纸面的来历"),
            format!("{code}: other figures are published for this rep than on the page; print the form again, and ask where the page came from"),
        )),
        Page::Unknown => console.warning(&language.pick(
            format!("{code}：发布的结果中没有此考核期的这个工号；请核对抄写，或用目录参数指定另一次发布"),
            format!("{code}: no such rep and period in the published results; check the code, or name the folder of another publication"),
        )),
    }
}

fn as_json(asked: &Verification, verified: &Verified, page: Option<Page>) -> Value {
    let named = |wanted: fn(&Difference) -> Option<&String>| -> Vec<&String> {
        verified.differences.iter().filter_map(wanted).collect()
    };
    json!({
        "folder": asked.folder.to_string_lossy(),
        "repcard": verified.version,
        "period": verified.period,
        "files": verified.files,
        "missing": named(|difference| match difference { Difference::Missing(path) => Some(path), _ => None }),
        "changed": named(|difference| match difference { Difference::Changed(path) => Some(path), _ => None }),
        "added": named(|difference| match difference { Difference::Added(path) => Some(path), _ => None }),
        "code": asked.code.as_ref().map(ToString::to_string),
        "page": page.map(|page| match page {
            Page::Published => "published",
            Page::Differs => "differs",
            Page::Unknown => "unknown",
        }),
    })
}

fn message(error: &VerifyError, language: Language) -> String {
    match error {
        VerifyError::NoManifest(folder) => {
            let folder = folder.display();
            language.pick(
                format!("{folder}：没有 manifest.json，不是 repcard 发布的目录；请用 --period 或目录参数指定"),
                format!("{folder}: there is no manifest.json, so repcard did not publish it; name the folder, or the period with --period"),
            )
        }
        VerifyError::NotAManifest(path) => {
            let path = path.display();
            language.pick(
                format!("{path}：不是 repcard 写的清单，无法核对；请重新运行 repcard run"),
                format!("{path}: repcard did not write this manifest, so nothing can be verified; run repcard run again"),
            )
        }
        VerifyError::Io(path, error) => {
            let path = path.display();
            language.pick(
                format!("{path}：无法读取（{error}）；请检查权限和磁盘"),
                format!("{path}: it cannot be read ({error}); check permissions and disk"),
            )
        }
    }
}
