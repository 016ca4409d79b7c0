//! `repcard status`: how a book's last run ended, for people, for programs and for node-exporter.

use super::config::Status;
use super::console::{self, Console};
use super::runs::{self, Began, Ended, Latest};
use super::{Exit, unprinted};
use chrono::{DateTime, FixedOffset, Local, TimeDelta};
use repcard::deliver::{self, Counts};
use repcard::model::{Language, Severity};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Tells how the last run ended.
pub(super) fn status(asked: &Status, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let latest = match runs::latest(&asked.book) {
        Ok(latest) => latest,
        Err((path, error)) => {
            let path = path.display();
            console.failure(&language.pick(
                format!("{path}：无法读取（{error}）；请检查其权限"),
                format!("{path}: it cannot be read ({error}); check its permissions"),
            ));
            return Exit::Machine;
        }
    };
    let mail = match deliver::counts(&asked.book.join(runs::FOLDER)) {
        Ok(mail) => mail,
        Err(error) => {
            console.failure(&error.message(language));
            return Exit::Machine;
        }
    };
    let now = Local::now().fixed_offset();
    let text = if asked.as_metrics {
        metrics(&asked.book, &latest, mail.as_ref())
    } else if console.json {
        format!("{:#}\n", as_json(&latest, mail.as_ref(), now))
    } else if latest == Latest::default() {
        let book = asked.book.display();
        console.failure(&language.pick(
            format!("{book}：没有运行记录；请先运行 repcard run"),
            format!("{book}: no run is recorded; do repcard run first"),
        ));
        return Exit::Unusable;
    } else {
        told(&latest, mail.as_ref(), now, console)
    };
    match console::document(text.as_bytes()) {
        Ok(()) if latest == Latest::default() => Exit::Unusable,
        Ok(()) => Exit::Done,
        Err(error) => unprinted(console, &error),
    }
}

fn told(latest: &Latest, mail: Option<&Counts>, now: DateTime<FixedOffset>, console: Console) -> String {
    let language = console.language;
    let mut facts: Vec<(&str, String)> = Vec::new();
    if let Some((began, ended)) = &latest.last {
        let when = |at| format!("{}{}", shown(at), age(at, now, language));
        facts.push((language.pick("上次运行", "last run"), when(ended.at)));
        facts.push((language.pick("考核期", "period"), began.period.clone()));
        facts.push((language.pick("退出码", "exit"), exit_words(ended, language)));
        let did = &ended.did;
        let counts = [
            (Severity::Error, did.errors),
            (Severity::Warning, did.warnings),
            (Severity::Info, did.infos),
        ];
        let counts = counts.map(|(severity, count)| format!("{} {count}", severity.name(language)));
        facts.push((language.pick("数据问题", "findings"), counts.join("  ")));
        let documents = language.pick(
            format!("{} 个文件，{} 人", did.documents, did.scorecards),
            format!("{} files, {} scorecards", did.documents, did.scorecards),
        );
        facts.push((language.pick("发布", "published"), documents));
        let seconds = ended.seconds;
        let seconds = language.pick(format!("{seconds:.1} 秒"), format!("{seconds:.1} s"));
        facts.push((language.pick("用时", "time"), seconds));
    }
    let is_other = |run: &&(Began, Ended)| latest.last.as_ref() != Some(*run);
    if let Some((began, ended)) = latest.published.as_ref().filter(is_other) {
        let when = format!("{}{}", shown(ended.at), age(ended.at, now, language));
        let name = language.pick("上次发布", "last published");
        facts.push((name, format!("{}  {when}", began.period)));
    }
    if let Some(began) = &latest.unfinished {
        let at = shown(began.at);
        let said = language.pick(
            format!(
                "{}，{at} 开始，进程 {}：仍在运行，或被终止",
                began.period, began.process
            ),
            format!(
                "{}, begun {at}, process {}: it is still running, or was killed",
                began.period, began.process
            ),
        );
        facts.push((language.pick("未结束", "unfinished"), said));
    }
    if let Some(mail) = mail {
        let Counts {
            period,
            sent,
            refused,
            doubtful,
        } = mail;
        let said = language.pick(
            format!("{period}：已发 {sent} 封，被拒 {refused} 封，不知是否送达 {doubtful} 封"),
            format!("{period}: {sent} sent, {refused} refused, {doubtful} in doubt"),
        );
        facts.push((language.pick("邮件", "mail"), said));
    }
    let mut text = String::new();
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    console.table(&mut text, &facts);
    text
}

fn shown(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M:%S %:z").to_string()
}

fn age(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>, language: Language) -> String {
    let age = (now - at).max(TimeDelta::zero());
    let (days, hours, minutes) = (age.num_days(), age.num_hours(), age.num_minutes());
    let (number, zh, en) = match (days, hours) {
        (1.., _) => (days, "天前", "days ago"),
        (_, 1..) => (hours, "小时前", "hours ago"),
        _ => (minutes, "分钟前", "minutes ago"),
    };
    language.pick(format!("（{number} {zh}）"), format!(" ({number} {en})"))
}

fn exit_words(ended: &Ended, language: Language) -> String {
    let words = match ended.exit {
        0 => language.pick("完成", "done"),
        1 => language.pick("完成，有数据问题", "done, with findings"),
        2 => language.pick(
            "设置或数据无法使用",
            "settings or input that cannot be worked with",
        ),
        4 => language.pick(
            "已关账，结果不同",
            "the period is closed, and what was computed differs",
        ),
        _ => language.pick("机器原因", "the machine"),
    };
    format!("{}  {words}", ended.exit)
}

fn as_json(latest: &Latest, mail: Option<&Counts>, now: DateTime<FixedOffset>) -> Value {
    let run = |(began, ended): &(Began, Ended)| {
        json!({
            "run": began.run,
            "period": began.period,
            "repcard": began.repcard,
            "began": began.at.to_rfc3339(),
            "ended": ended.at.to_rfc3339(),
            "age_seconds": (now - ended.at).num_seconds().max(0),
            "seconds": ended.seconds,
            "exit": ended.exit,
            "findings": { "error": ended.did.errors, "warning": ended.did.warnings, "info": ended.did.infos },
            "scorecards": ended.did.scorecards,
            "documents": ended.did.documents,
        })
    };
    json!({
        "last": latest.last.as_ref().map(run),
        "published": latest.published.as_ref().map(run),
        "unfinished": latest.unfinished.as_ref().map(|began| json!({
            "run": began.run,
            "period": began.period,
            "began": began.at.to_rfc3339(),
            "process": began.process,
        })),
        "mail": mail.map(|mail| json!({
            "period": mail.period,
            "sent": mail.sent,
            "refused": mail.refused,
            "doubtful": mail.doubtful,
        })),
    })
}

/// In the text format of Prometheus: numbers alone, none of what is not known.
fn metrics(book: &Path, latest: &Latest, mail: Option<&Counts>) -> String {
    let name = book
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
        .unwrap_or_default();
    let name = name
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    let mut text = String::new();
    let mut gauge = |metric: &str, help: &str, values: &[(String, String)]| {
        let _ = writeln!(
            text,
            "# HELP repcard_{metric} {help}\n# TYPE repcard_{metric} gauge"
        );
        for (labels, value) in values {
            let _ = writeln!(text, "repcard_{metric}{{book=\"{name}\"{labels}}} {value}");
        }
    };
    let one = |value: String| vec![(String::new(), value)];
    if let Some((began, ended)) = &latest.last {
        gauge(
            "last_run_timestamp_seconds",
            "When the last run ended.",
            &one(ended.at.timestamp().to_string()),
        );
        gauge(
            "last_run_duration_seconds",
            "How long it took.",
            &one(ended.seconds.to_string()),
        );
        gauge(
            "last_run_exit_code",
            "0 done, 1 findings, 2 settings or input, 3 the machine.",
            &one(ended.exit.to_string()),
        );
        let did = &ended.did;
        let counts = [
            ("error", did.errors),
            ("warning", did.warnings),
            ("info", did.infos),
        ];
        let counts = counts.map(|(severity, count)| (format!(",severity=\"{severity}\""), count.to_string()));
        gauge("last_run_findings", "Findings by severity.", &counts);
        gauge(
            "last_run_documents",
            "Documents that it published.",
            &one(did.documents.to_string()),
        );
        let labels = format!(",period=\"{}\",version=\"{}\"", began.period, began.repcard);
        gauge("last_run_info", "What it was of.", &[(labels, "1".to_owned())]);
    }
    if let Some((_, ended)) = &latest.published {
        gauge(
            "last_published_timestamp_seconds",
            "When a run last published.",
            &one(ended.at.timestamp().to_string()),
        );
    }
    if let Some(mail) = mail {
        let counts = [
            ("sent", mail.sent),
            ("refused", mail.refused),
            ("doubtful", mail.doubtful),
        ];
        let period = &mail.period;
        let counts = counts.map(|(state, count)| {
            (
                format!(",period=\"{period}\",state=\"{state}\""),
                count.to_string(),
            )
        });
        gauge("mails", "Mails of the latest period that any was of.", &counts);
    }
    gauge(
        "unfinished_run",
        "1 where a run began and has not ended: it is running, or was killed.",
        &one(u8::from(latest.unfinished.is_some()).to_string()),
    );
    text
}
