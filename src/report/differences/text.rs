//! A difference → lines for people, the rows below the rep whose figures they are.

use super::{DifferenceView, RepView, RowView, RowsView};
use crate::model::Terms;
use crate::snapshot::Presence;
use std::fmt::Write as _;

/// So many rows of a kind are told of each figure; JSON has all.
const ROWS: usize = 20;

/// What differs, line by line; empty where nothing does.
pub fn text(view: &DifferenceView, terms: Terms<'_>) -> String {
    let mut text = String::new();
    for rep in &view.reps {
        of_rep(&mut text, rep, terms);
    }
    if !view.ranks_only.is_empty() {
        let reps = view.ranks_only.join(terms.pick("、", ", "));
        let _ = writeln!(
            text,
            "{}",
            terms.pick(
                format!("只有名次变动：{reps}"),
                format!("a rank alone is another: {reps}")
            )
        );
    }
    let is_other = !view.reps.is_empty() || !view.ranks_only.is_empty();
    if is_other && !view.rows_known {
        let _ = writeln!(
            text,
            "{}",
            terms.pick(
                "两者之一由哪些行构成已无从得知，因此没有列出行",
                "the rows of one of the two are not known any more, so none are listed",
            )
        );
    }
    for input in &view.inputs {
        let sign = sign(input.change);
        let _ = writeln!(text, "{} {sign} {}", terms.pick("文件", "file"), input.path);
    }
    if view.policy_differs {
        let _ = writeln!(text, "{}", terms.pick("考核方案不同", "the policy is another"));
    }
    if view.settings_differ {
        let _ = writeln!(
            text,
            "{}",
            terms.pick("其他设置不同", "other settings are others")
        );
    }
    text
}

fn sign(change: &str) -> &'static str {
    match change {
        "came" => "+",
        "went" => "-",
        _ => "~",
    }
}

fn of_rep(text: &mut String, rep: &RepView, terms: Terms<'_>) {
    let presence = match rep.presence {
        Presence::Both => "",
        Presence::Came => terms.pick("（原来没有）", " (not there before)"),
        Presence::Went => terms.pick("（不再有）", " (not there any more)"),
    };
    let who = [rep.rep_id.as_str(), rep.name.as_str()];
    let _ = writeln!(text, "{}{presence}", who.join(" ").trim_end());
    for change in &rep.changes {
        let _ = writeln!(
            text,
            "  {}  {} → {}",
            change.name, change.was_text, change.is_text
        );
    }
    if rep.changes.is_empty() {
        let _ = writeln!(
            text,
            "  {}",
            terms.pick("数值相同，而行不同：", "the same figures, of other rows:")
        );
    }
    for rows in &rep.rows {
        of_rows(text, rows, terms);
    }
}

fn of_rows(text: &mut String, rows: &RowsView, terms: Terms<'_>) {
    let _ = writeln!(
        text,
        "    {}",
        terms.pick(
            format!("“{}”的行（{}）", rows.kpi_name, rows.period),
            format!("rows of {} ({})", rows.kpi_name, rows.period)
        )
    );
    let mut line = |line: String| {
        let _ = writeln!(text, "      {line}");
    };
    let more = |count: usize| {
        let more = count.saturating_sub(ROWS);
        (more > 0).then(|| terms.pick(format!("… 另有 {more} 行"), format!("… and {more} rows")))
    };
    for (sign, listed) in [("+", &rows.came), ("-", &rows.went)] {
        for row in listed.iter().take(ROWS) {
            line(format!("{sign} {}  {}", told(row), row.place));
        }
        if let Some(more) = more(listed.len()) {
            line(more);
        }
    }
    for [was, is] in rows.changed.iter().take(ROWS) {
        line(format!("~ {} → {}  {}", told(was), told(is), is.place));
    }
    if let Some(more) = more(rows.changed.len()) {
        line(more);
    }
}

/// `2026-10-20 B3 丁公司 1,000`
fn told(row: &RowView) -> String {
    let parts = [
        Some(row.date.clone()),
        row.number.clone(),
        row.customer.clone(),
        Some(row.counts_text.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
