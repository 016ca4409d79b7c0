//! `repcard verify`: a published folder and a page's code → what is as published and what is not.

use super::config::Verification;
use super::console::{self, Console};
use super::{Exit, unprinted};
use repcard::catalogue::Catalogue;
use repcard::model::kpi::Unit;
use repcard::model::{Id, Kpi, Language};
use repcard::publish::{self, Difference, Verified, VerifyError};
use repcard::report::code::PageCode;
use repcard::report::figures::{self, NONE, or_dash};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The published figures.
const RESULTS: &str = "results.json";
/// The same of a plan.
const PLAN: &str = repcard::report::plan::FILE;

/// The file of the figures that a code stands for.
fn figures_file(code: &PageCode) -> &'static str {
    if code.is_plan { PLAN } else { RESULTS }
}

/// What a code says when it is held against the published results. Of the page itself nothing is seen.
struct Held {
    code: PageCode,
    state: CodeState,
    /// What is published for that rep, as results.json has it.
    published: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CodeState {
    /// It is the code of the figures that are published.
    Current,
    /// Other figures are published for the rep by now, or it was never a code of ours.
    Outdated,
    /// The results are of another period, or don't know the rep.
    Unknown,
}

/// Verifies and tells.
pub(super) fn verify(asked: &Verification, console: Console) -> Exit {
    let console = Console {
        language: asked.language,
        ..console
    };
    let (verified, held) = match compare(asked) {
        Ok(compared) => compared,
        Err(error) => {
            console.failure(&message(&error, asked.language));
            return match error {
                VerifyError::Io(..) => Exit::Machine,
                VerifyError::NoManifest(_) | VerifyError::NotAManifest(_) => Exit::Unusable,
            };
        }
    };
    let is_current = |held: &Held| held.state == CodeState::Current;
    let is_sound = verified.differences.is_empty() && held.as_ref().is_none_or(is_current);
    if console.json {
        let text = format!("{:#}\n", as_json(asked, &verified, held.as_ref()));
        if let Err(error) = console::document(text.as_bytes()) {
            return unprinted(console, &error);
        }
    } else {
        tell(asked, &verified, console);
        if let Some(held) = &held {
            tell_code(held, &verified, console);
        }
    }
    if is_sound { Exit::Done } else { Exit::Findings }
}

fn compare(asked: &Verification) -> Result<(Verified, Option<Held>), VerifyError> {
    let verified = publish::verify(&asked.folder)?;
    let held = asked
        .code
        .clone()
        .map(|code| held_against(code, &asked.folder))
        .transpose()?;
    Ok((verified, held))
}

fn held_against(code: PageCode, folder: &Path) -> Result<Held, VerifyError> {
    let path = folder.join(figures_file(&code));
    let results = fs::read(&path).map_err(|error| VerifyError::Io(path, error))?;
    let codes = PageCode::all(&results);
    let index = codes.iter().position(|other| code.is_of_same_page(other));
    let reps: Option<Value> = serde_json::from_slice(&results).ok();
    Ok(Held {
        state: match index.map(|index| code.has_same_figures(&codes[index])) {
            Some(true) => CodeState::Current,
            Some(false) => CodeState::Outdated,
            None => CodeState::Unknown,
        },
        // Codes stand in the order of the reps.
        published: index.and_then(|index| reps?["reps"].get(index).cloned()),
        code,
    })
}

fn tell(asked: &Verification, verified: &Verified, console: Console) {
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
}

/// Says what the code is worth, and prints what is published for it to be compared with the page.
fn tell_code(held: &Held, verified: &Verified, console: Console) {
    let language = console.language;
    let code = &held.code;
    match held.state {
        CodeState::Current => console.note(&language.pick(
            format!("{code}：这是下列已发布结果的核对码。程序没有看到纸面，请将纸面逐项与下列数值对照"),
            format!("{code}: this is the code of the results below. The page itself was not seen: compare it with them, figure by figure"),
        )),
        CodeState::Outdated => console.warning(&language.pick(
            format!("{code}：该人员发布的结果不是此核对码的结果，现发布的见下；请重新打印此表，并查明纸面的来历"),
            format!("{code}: what is published for this rep has another code, and is listed below; print the form again, and ask where the page came from"),
        )),
        CodeState::Unknown => console.warning(&language.pick(
            format!("{code}：发布的结果中没有此考核期的这个工号；请核对抄写，或用目录参数指定另一次发布"),
            format!("{code}: no such rep and period in the published results; check the code, or name the folder of another publication"),
        )),
    }
    let file = figures_file(&held.code);
    let results_changed = verified
        .differences
        .contains(&Difference::Changed(file.to_owned()));
    if results_changed && held.published.is_some() {
        console.warning(&language.pick(
            format!("{file} 在发布后被改动过，下列数值不一定是发布时的数值"),
            format!(
                "{file} was changed since it was published, so the figures below need not be those published"
            ),
        ));
    }
    if let Some(rep) = &held.published {
        console.note(&listed(&held.code, rep, language));
    }
}

/// What is published of a rep, line by line as on the page.
fn listed(code: &PageCode, rep: &Value, language: Language) -> String {
    let text = |value: &Value| match value {
        Value::Null => NONE.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let rows = [
        (language.pick("考核期", "period"), code.period.to_string()),
        (language.pick("工号", "rep"), text(&rep["rep_id"])),
        (language.pick("姓名", "name"), text(&rep["name"])),
        (language.pick("团队", "team"), text(&rep["team"])),
    ];
    let scored = [
        (language.pick("得分", "score"), text(&rep["score"])),
        (language.pick("等级", "grade"), text(&rep["grade"])),
        (language.pick("名次", "rank"), text(&rep["rank"])),
    ];
    let scored = scored.into_iter().filter(|_| !code.is_plan);
    let rows: Vec<_> = rows.into_iter().chain(scored).collect();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|(name, value)| format!("  {name}{}{value}", language.pick("：", ": ")))
        .collect();
    let known = |id: &str| Id::new(id).and_then(|id| Catalogue::built_in().measure(Kpi::new(id)));
    let written = |value: &Value, id: &str| {
        let number = value
            .as_number()
            .and_then(|number| number.to_string().parse().ok());
        let unit = known(id).map_or(Unit::Score, |measure| measure.unit);
        or_dash(number.map(|number: Decimal| figures::figure(&number.into(), unit)))
    };
    let named = |id: &str| known(id).map_or(id.to_owned(), |measure| measure.name.text(language).to_owned());
    for target in rep["targets"].as_array().into_iter().flatten() {
        let id = text(&target["kpi"]);
        let product = target["product"].as_str().map(|product| format!(" {product}"));
        let name = named(&id) + product.as_deref().unwrap_or_default();
        let [year, floor, stretch] = ["year", "floor", "stretch"].map(|key| written(&target[key], &id));
        let quarters = target["quarters"].as_array().into_iter().flatten();
        let quarters: Vec<String> = quarters.map(|quarter| written(quarter, &id)).collect();
        let quarters = quarters.join(" / ");
        lines.push(language.pick(
            format!("  {name}：全年 {year}（保底 {floor}，挑战 {stretch}），四个季度 {quarters}"),
            format!("  {name}: year {year} (floor {floor}, stretch {stretch}), quarters {quarters}"),
        ));
    }
    for kpi in rep["kpis"].as_array().into_iter().flatten() {
        let id = text(&kpi["id"]);
        let name = named(&id);
        let figure = |value: &Value| written(value, &id);
        let (target, actual, points) = (
            figure(&kpi["target"]),
            figure(&kpi["actual"]),
            text(&kpi["points"]),
        );
        lines.push(language.pick(
            format!("  {name}：目标 {target}，实际 {actual}，得分 {points}"),
            format!("  {name}: target {target}, actual {actual}, points {points}"),
        ));
    }
    lines.join("\n")
}

fn as_json(asked: &Verification, verified: &Verified, held: Option<&Held>) -> Value {
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
        "code_is": held.map(|held| match held.state {
            CodeState::Current => "current",
            CodeState::Outdated => "outdated",
            CodeState::Unknown => "unknown",
        }),
        "page_seen": held.map(|_| false),
        "published": held.and_then(|held| held.published.as_ref()),
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
