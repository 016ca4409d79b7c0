//! What a run says of a closed period.

use super::{Console, printable};
use repcard::job::{Blackline, Job};
use repcard::report::differences::{DifferenceView, text};
use serde_json::{Value, json};
use std::fmt::Write as _;

impl Console {
    /// That a period is closed, and what would be another.
    pub(super) fn blackline(self, job: &Job, blackline: &Blackline) -> String {
        let language = self.language;
        let (period, version) = (job.period, blackline.version);
        let day = blackline.closed_at.get(..10).unwrap_or(&blackline.closed_at);
        if !blackline.comparison.differs() {
            return language.pick(
                format!("{period} 已关账（第 {version} 版，{day}），现在算出的结果与它相同；没有发布\n"),
                format!("{period} is closed (version {version}, {day}), and what is computed now is the same; nothing was published\n"),
            );
        }
        let mut told = language.pick(
            format!("{period} 已关账（第 {version} 版，{day}），现在算出的结果与它不同；没有发布。已发布 → 现在：\n\n"),
            format!("{period} is closed (version {version}, {day}), and what is computed now differs; nothing was published. As published → now:\n\n"),
        );
        let terms = job.catalogue.terms(language);
        let view = DifferenceView::of(&blackline.comparison, &job.catalogue, terms);
        told += &printable(&text(&view, terms));
        let _ = writeln!(
            told,
            "\n{}",
            language.pick(
                format!("要以新版发布：repcard run --period {period} --restate \"原因\""),
                format!("To publish it as a new version: repcard run --period {period} --restate \"reason\""),
            )
        );
        told
    }
}

/// The same for programs.
pub(super) fn as_json(job: &Job, console: Console, blackline: &Blackline) -> Value {
    let terms = job.catalogue.terms(console.language);
    json!({
        "version": blackline.version,
        "closed_at": blackline.closed_at,
        "differs": blackline.comparison.differs(),
        "difference": DifferenceView::of(&blackline.comparison, &job.catalogue, terms),
    })
}
