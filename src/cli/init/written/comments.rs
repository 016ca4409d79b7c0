//! What is said in comments, folded, and where.

use crate::cli::inspect::folded;
use repcard::model::{Finding, Language, Terms};
use repcard::recognise::{Reading, Table};
use std::fmt::Write as _;

/// Columns that comments keep to.
pub(super) const WIDTH: usize = 110;

/// A sheet with its rows.
pub(super) fn place(reading: &Reading, language: Language) -> String {
    let (first, last) = (reading.first_row, reading.last_row);
    let rows = language.pick(format!("第 {first}–{last} 行"), format!("rows {first}–{last}"));
    match reading.source.sheet.as_deref() {
        None => rows,
        Some(sheet) => language.pick(
            format!("工作表“{sheet}”，{rows}"),
            format!("sheet \"{sheet}\", {rows}"),
        ),
    }
}

/// What is said of a file or a sheet, and what to do.
pub(super) fn told(text: &mut String, terms: Terms<'_>, findings: &[Finding]) {
    for finding in findings {
        comment(text, "  ", &format!("! {}", finding.what(terms)));
        comment(text, "    ", &format!("→ {}", finding.fix(terms)));
    }
}

/// What is said of a table's rows, once a kind: the first of it, and how often.
pub(super) fn told_of_rows(text: &mut String, terms: Terms<'_>, table: &Table, found: &[Finding]) {
    let is_here = |finding: &&Finding| {
        let place = finding
            .place
            .as_ref()
            .filter(|place| place.source == table.source);
        place.is_some_and(|place| match place.row {
            None => true,
            Some(row) => row == table.header_row || table.row(place).is_some(),
        })
    };
    let mut kinds: Vec<(&str, &Finding, usize)> = Vec::new();
    for finding in found.iter().filter(is_here) {
        match kinds.iter_mut().find(|(code, ..)| *code == finding.code()) {
            Some((.., count)) => *count += 1,
            None => kinds.push((finding.code(), finding, 1)),
        }
    }
    for (code, first, count) in kinds {
        let cell = first
            .place
            .as_ref()
            .map(repcard::model::Place::cell)
            .unwrap_or_default();
        let times = match count {
            1 => String::new(),
            _ => terms.language.pick(
                format!("（{count} 处，第一处 {cell}）"),
                format!(" ({count} times, first at {cell})"),
            ),
        };
        comment(text, "  ", &format!("! {}{times} [{code}]", first.what(terms)));
        comment(text, "    ", &format!("→ {}", first.fix(terms)));
    }
}

/// A text as lines of comments.
pub(super) fn comment(text: &mut String, indent: &str, said: &str) {
    for line in folded(&one_line(said), WIDTH - indent.len() - 2) {
        let _ = writeln!(text, "# {indent}{line}");
    }
}

/// A text without line breaks and characters that a settings file cannot hold.
pub(super) fn one_line(text: &str) -> String {
    let plain = text.replace(|sign: char| sign.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
